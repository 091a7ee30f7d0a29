package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/madeup"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// BenchmarkScale runs the whole command, in a process of its own, over workbooks of the
// program's own form by made-up partners, for as many partners as SCALE says ("50
// 250"): both reports, site, database, tables and ledger. It prints the seconds of CPU
// by part of the run, the largest resident memory, and what a partner costs beside what
// it costs in the run before; then the time by the clock of the sample and of the real
// workbooks. What has a target is printed with it. SCALE_BOOKS is a folder that keeps the
// workbooks.
func BenchmarkScale(b *testing.B) {
	sizes := strings.Fields(os.Getenv("SCALE"))
	if len(sizes) == 0 {
		need.Unable(b, "SCALE says for how many partners, as 50 250 2000")
	}
	program := filepath.Join(b.TempDir(), "depository.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	each := 0.0
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		inputs := filepath.Join(cmp.Or(os.Getenv("SCALE_BOOKS"), b.TempDir()), size)
		madeUp(b, inputs, n)
		b.Run(size, func(b *testing.B) { each = runScale(b, program, inputs, n, each) })
	}
	runsByClock(b, program)
}

// BenchmarkMadeUpBooks writes the workbooks of BenchmarkScale, and prints what one costs.
func BenchmarkMadeUpBooks(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("SCALE"))
	if err != nil || os.Getenv("SCALE_BOOKS") == "" {
		need.Unable(b, "SCALE says for how many partners, as 50, and SCALE_BOOKS where their workbooks go")
	}
	madeUp(b, filepath.Join(os.Getenv("SCALE_BOOKS"), os.Getenv("SCALE")), n)
	b.ReportMetric(1000*b.Elapsed().Seconds()/float64(n), "ms/book")
}

// madeUp writes the workbooks of n partners, where they are not there yet: those of
// hromadas, oblast by oblast and year by year in turn, so that every oblast has its part.
func madeUp(b *testing.B, inputs string, n int) {
	b.Helper()
	period := filepath.Join(inputs, "2026-H1")
	if have, _ := os.ReadDir(period); len(have) == n {
		return
	}
	if err := os.MkdirAll(period, 0o755); err != nil {
		b.Fatal(err)
	}
	data, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		b.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		b.Fatal(err)
	}
	words, err := templates.Wording("uk")
	if err != nil {
		b.Fatal(err)
	}
	partners := madeup.Submissions(&m.Questionnaire, n, 1)
	homes := hromadas(b)
	errs := make([]error, n)
	parallel.Each(n, func(i int) {
		s, h := &partners[i], homes[i*7%len(homes)]
		s.Partner.Place, s.Partner.Kind = h.Code, survey.KindCity
		s.Partner.Name = survey.Text{"uk": fmt.Sprintf("%s (вигадано, %d)", h.Name, i+1), "en": fmt.Sprintf("Hromada %d (made up)", i+1)}
		for k := range s.Practices {
			s.Practices[k].PlaceName = h.Name
		}
		opts := form.Options{Lang: "uk", Partner: s.Partner, Period: "2026-H1", Cards: len(s.Practices), Illustrative: true, Model: &m.Model}
		errs[i] = written(filepath.Join(period, s.File), func(w io.Writer) error { return form.Write(w, &m.Questionnaire, opts, s, words) })
	})
	for _, err := range errs {
		if err != nil {
			b.Fatal(err)
		}
	}
}

func written(file string, write func(io.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	return write(f)
}

// hromadas are those of the codifier that the program carries.
func hromadas(b *testing.B) (out []place.Hromada) {
	b.Helper()
	w, err := workspace.Open(workspace.Sources{Method: "egov-practices", Inputs: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	for _, o := range place.Oblasts {
		for _, r := range w.Places.Raions(o.Code) {
			out = append(out, r.Hromadas...)
		}
	}
	return out
}

// runScale runs the command once and returns the seconds of CPU of a partner.
func runScale(b *testing.B, program, inputs string, n int, before float64) float64 {
	dir := b.TempDir()
	profile := filepath.Join(dir, "profile")
	cmd := exec.Command(program, "run", "--quiet", "--config", os.DevNull, "--inputs", inputs, "--period", "2026-H1", "--method", "egov-practices", "--reports", "uk,en",
		"--outputs", filepath.Join(dir, "outputs"), "--private", filepath.Join(dir, "private"), "--profile", profile)
	out, err := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); err != nil && code != statusCorrect {
		b.Fatalf("%v\n%s", err, out)
	}
	cpu := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	for part, seconds := range parts(b, program, profile, cpu) {
		reported(b, seconds, "cpu-s-"+strings.ReplaceAll(part, " ", "-"))
	}
	each := cpu / float64(n)
	b.ReportMetric(0, "ns/op")
	reported(b, cpu, "cpu-s")
	reported(b, residentMiB(cmd.ProcessState), "peak-MiB")
	reported(b, 1000*each, "cpu-ms/partner")
	if before > 0 {
		reported(b, each/before, "times-the-run-before")
	}
	return each
}

// tagged is a line of go tool pprof -tags: the seconds of a stage.
var tagged = regexp.MustCompile(`(?m)^ *([0-9.]+)(ms|s|min|mins|hrs) \( *[0-9.]+%\): (.+)$`)

// parts returns the seconds of CPU by part of the run, and what is left: the management
// of memory.
func parts(b *testing.B, program, profile string, cpu float64) map[string]float64 {
	b.Helper()
	text, err := exec.Command("go", "tool", "pprof", "-tags", program, profile).Output()
	if err != nil {
		b.Fatal(err)
	}
	out, left := map[string]float64{}, cpu
	for _, m := range tagged.FindAllStringSubmatch(string(text), -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		x *= map[string]float64{"ms": 0.001, "s": 1, "min": 60, "mins": 60, "hrs": 3600}[m[2]]
		out[m[3]] = x
		left -= x
	}
	out["memory"] = left
	return out
}
