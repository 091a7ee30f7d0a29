package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
)

// BenchmarkRun runs the whole command, from workbooks to both reports, in a
// process of its own.
func BenchmarkRun(b *testing.B) {
	program := filepath.Join(b.TempDir(), "depository.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	runsByClock(b, program)
}

// runsByClock runs over the sample and over the real workbooks.
func runsByClock(b *testing.B, program string) {
	b.Run("sample", func(b *testing.B) {
		runWhole(b, program, "--config", filepath.FromSlash("../../config.yaml"))
	})
	b.Run("real", func(b *testing.B) {
		need.Shared(b, "real/2022")
		runWhole(b, program, "--config", filepath.FromSlash("../../testdata/real/config.yaml"))
	})
}

// targets are what a run may take at most, by its name and the unit.
var targets = map[string]map[string]float64{
	"sample": {"s/run": 2},
	"real":   {"s/run": 4.5},
	"250":    {"cpu-s": 21},
	"2000": {"cpu-s": 150, "cpu-s-reading": 45, "cpu-s-site": 20, "cpu-s-ledger-and-tables": 30,
		"peak-MiB": 1024, "times-the-run-before": 1.2},
	"BenchmarkDepository": {"rebuild-cpu-s": 150, "rebuild-peak-MiB": 476, "unchanged/whole": 0.1, "20-changed/whole": 0.6}, // 476 MiB are 500 MB
}

// reported reports a figure of a run, and puts it beside its target, where it has one.
func reported(b *testing.B, x float64, unit string) {
	b.Helper()
	b.ReportMetric(x, unit)
	if most, ok := targets[path.Base(b.Name())][unit]; ok {
		b.Logf("%s: %.2f of %v", unit, x, most)
	}
}

// runWhole reports wall-clock seconds, seconds of CPU and the largest resident
// memory, where the system tells it.
func runWhole(b *testing.B, program string, args ...string) {
	args = append([]string{"run", "--quiet", "--outputs", b.TempDir()}, args...)
	var wall, cpu time.Duration
	var peak float64
	for b.Loop() {
		cmd := exec.Command(program, args...)
		start := time.Now()
		out, err := cmd.CombinedOutput()
		wall += time.Since(start)
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == statusCorrect {
			err = nil
		}
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		peak = max(peak, residentMiB(cmd.ProcessState))
	}
	b.ReportMetric(0, "ns/op")
	reported(b, wall.Seconds()/float64(b.N), "s/run")
	reported(b, cpu.Seconds()/float64(b.N), "cpu-s/run")
	reported(b, peak, "peak-MiB")
}

// BenchmarkDepository makes the depository of two periods anew, without what runs have
// left in the cache and with it, and runs a period whose workbooks are what they were, and
// again where an answer of each of 20 is another. The workbooks are copies of the sample
// under names of their own, BENCH_BOOKS a period (else 2,000): each stands for a partner
// of the same practices. BENCH_FOLDER is a folder that keeps the workbooks.
func BenchmarkDepository(b *testing.B) {
	books, err := strconv.Atoi(os.Getenv("BENCH_BOOKS"))
	if err != nil {
		books = 2000
	}
	program := filepath.Join(b.TempDir(), "depository.exe")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	home, inputs := b.TempDir(), filepath.Join(cmp.Or(os.Getenv("BENCH_FOLDER"), b.TempDir()), strconv.Itoa(books))
	for _, period := range []string{"2025-H2", "2026-H1"} {
		manyBooks(b, filepath.Join(inputs, period), period, books)
		if err := os.CopyFS(filepath.Join(home, "inputs", period), os.DirFS(filepath.Join(inputs, period))); err != nil {
			b.Fatal(err) // some are changed below
		}
	}
	config := "method: " + trial.Quick(b) + "\ninputs: inputs\noutputs: outputs\nprivate: private\nreports: uk\nperiod: 2026-H1\n"
	if err := os.WriteFile(filepath.Join(home, "config.yaml"), []byte(config), 0o644); err != nil {
		b.Fatal(err)
	}
	peak := 0.0
	measured := func(args ...string) (cpu time.Duration) {
		cmd := exec.Command(program, append(args, "--config", filepath.Join(home, "config.yaml"))...)
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == statusCorrect {
			err = nil
		}
		if err != nil {
			b.Fatalf("%v: %v\n%s", args, err, out)
		}
		cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		peak = residentMiB(cmd.ProcessState)
		b.Logf("%v: %.1f s of CPU, %.0f MiB", args, cpu.Seconds(), peak)
		return cpu
	}
	for b.Loop() {
		measured("run", "--quiet", "--period", "2025-H2")
		cache, aside := filepath.Join(home, "private", "cache"), filepath.Join(home, "private", "aside")
		if err := os.RemoveAll(cache); err != nil { // --anew would leave it empty for what follows
			b.Fatal(err)
		}
		whole := measured("run", "--quiet")
		if err := os.Rename(cache, aside); err != nil {
			b.Fatal(err)
		}
		reported(b, measured("rebuild").Seconds(), "rebuild-cpu-s")
		reported(b, peak, "rebuild-peak-MiB")
		if err := errors.Join(os.RemoveAll(cache), os.Rename(aside, cache)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(measured("rebuild").Seconds(), "rebuild-with-cache-cpu-s")
		reported(b, float64(measured("run", "--quiet"))/float64(whole), "unchanged/whole")
		changed, err := filepath.Glob(filepath.Join(home, "inputs", "2026-H1", "*.xlsx"))
		if err != nil {
			b.Fatal(err)
		}
		for _, path := range changed[:min(20, len(changed))] {
			answeredOtherwise(b, path)
		}
		reported(b, float64(measured("run", "--quiet"))/float64(whole), "20-changed/whole")
	}
	b.ReportMetric(0, "ns/op")
}

// answeredOtherwise changes the level of the first answer of a workbook of the sample that
// has one.
func answeredOtherwise(b *testing.B, path string) {
	b.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	for _, name := range book.GetDefinedName() {
		if !strings.HasPrefix(name.Name, "card01.answer.") {
			continue
		}
		sheet, cell, _ := strings.Cut(name.RefersTo, "!")
		sheet, cell = strings.Trim(sheet, "'"), strings.ReplaceAll(cell, "$", "")
		was, err := book.GetCellValue(sheet, cell)
		if err != nil {
			b.Fatal(err)
		}
		level, _, leveled := strings.Cut(was, " – ")
		n, err := strconv.Atoi(level)
		if err != nil || !leveled {
			continue
		}
		other := int64(1)
		if n == 1 {
			other = 3
		}
		if err := errors.Join(book.SetCellInt(sheet, cell, other), book.Save()); err != nil {
			b.Fatal(err)
		}
		return
	}
	b.Fatalf("%s: no level", path)
}

// manyBooks copies the workbooks of the sample under other names of partners, where they
// are not there yet.
func manyBooks(b *testing.B, dir, period string, n int) {
	b.Helper()
	if have, _ := os.ReadDir(dir); len(have) == n {
		return
	}
	from, err := filepath.Glob(filepath.Join(need.Root(b), "inputs", period, "*.xlsx"))
	if err != nil || len(from) == 0 {
		b.Fatal(from, err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		book, err := excelize.OpenFile(from[i%len(from)])
		if err != nil {
			b.Fatal(err)
		}
		put := map[string]string{"identity.partner": fmt.Sprintf("partner-%04d", i), "identity.partner.uk": fmt.Sprintf("Партнер %d", i), "identity.partner.en": fmt.Sprintf("Partner %d", i)}
		for _, name := range book.GetDefinedName() {
			if text := put[name.Name]; text != "" {
				sheet, cell, _ := strings.Cut(name.RefersTo, "!")
				err = errors.Join(err, book.SetCellStr(strings.Trim(sheet, "'"), strings.ReplaceAll(cell, "$", ""), text))
				delete(put, name.Name)
			}
		}
		if err = errors.Join(err, book.SaveAs(filepath.Join(dir, fmt.Sprintf("partner-%04d.xlsx", i))), book.Close()); err != nil || len(put) > 0 {
			b.Fatal(len(put), err)
		}
	}
}
