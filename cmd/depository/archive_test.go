package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
)

// A bureau is two partners of the sample with settings of its own.
type bureau struct {
	t    *testing.T
	home string
}

func newBureau(t *testing.T) bureau {
	t.Setenv("DEPOSITORY_ARCHIVE", "true")
	o := bureau{t, t.TempDir()}
	if err := os.Rename(fewInputs(t), filepath.Join(o.home, "inputs")); err != nil {
		t.Fatal(err)
	}
	config := "method: " + trial.Quick(t) + "\ndate: \"2026-11-24\"\nreports: uk\ninputs: inputs\noutputs: outputs\nlayouts: inputs/layouts\nprivate: private\n"
	if err := os.WriteFile(filepath.Join(o.home, "config.yaml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return o
}

// says runs the command and returns what it prints, and its status.
func (o bureau) says(args ...string) (string, int) {
	var stdout, stderr bytes.Buffer
	status := Main(append(args, "--config", filepath.Join(o.home, "config.yaml"), "--lang", "en"), &stdout, &stderr)
	return stdout.String() + stderr.String(), status
}

// must is says of what can be done.
func (o bureau) must(args ...string) string {
	o.t.Helper()
	said, status := o.says(args...)
	if status != statusDone && status != statusCorrect {
		o.t.Fatalf("%v: status %d: %s", args, status, said)
	}
	return said
}

// edition returns the files of an edition below a folder, and of its site.
func (o bureau) edition(outputs, period string) map[string]string {
	o.t.Helper()
	out := map[string]string{}
	for _, below := range []string{period, filepath.Join("site", period)} {
		dir := filepath.Join(o.home, outputs, below)
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			name, _ := filepath.Rel(filepath.Join(o.home, outputs), path)
			out[name] = string(data)
			return err
		})
		if err != nil {
			o.t.Fatal(err)
		}
	}
	return out
}

// correct writes a title into the first card of a workbook.
func (o bureau) correct(period, file, title string) {
	o.t.Helper()
	path := filepath.Join(o.home, "inputs", period, file)
	book, err := excelize.OpenFile(path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer book.Close()
	before := o.must("dump")
	cell := regexp.MustCompile(`(?m)^practice,` + period + `,[^\n]*,` + regexp.QuoteMeta(file) + `,Практика 1,([A-Z]+[0-9]+)$`).FindStringSubmatch(before)
	if cell == nil {
		o.t.Fatalf("no first practice of %s", file)
	}
	if err := book.SetCellStr("Практика 1", cell[1], title); err != nil {
		o.t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		o.t.Fatal(err)
	}
}

// long ago makes the runs that the archive lists now those of a day in the past.
func (o bureau) longAgo(day string) {
	o.t.Helper()
	list, err := filepath.Glob(filepath.Join(o.home, "private", "archive", "runs", "*", "*.json"))
	if err != nil || len(list) == 0 {
		o.t.Fatal(list, err)
	}
	for _, path := range list {
		data, err := os.ReadFile(path)
		if err != nil {
			o.t.Fatal(err)
		}
		data = regexp.MustCompile(`"Recorded": "\d{4}-\d\d-\d\d`).ReplaceAll(data, []byte(`"Recorded": "`+day))
		name := strings.ReplaceAll(day, "-", "") + filepath.Base(path)[8:]
		if err := os.WriteFile(filepath.Join(filepath.Dir(path), name), data, 0o600); err != nil {
			o.t.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			o.t.Fatal(err)
		}
	}
}

// What was read is kept: the depository is made anew with its corrections, also where it
// is gone, and an edition of the past has its old bytes, or is told where it has not.
func TestArchive(t *testing.T) {
	o := newBureau(t)
	o.must("run", "--period", "2025-H2", "--quiet")
	o.must("run", "--period", "2026-H1", "--quiet")
	first := o.edition("outputs", "2025-H2")
	o.longAgo("2026-01-15")
	o.correct("2025-H2", "verbodolsk.xlsx", "Виправлена назва")
	o.must("run", "--period", "2025-H2", "--quiet")
	if said := o.must("diff", "2025-H2", "2026-H1", "--csv"); !strings.Contains(said, "correction,verbodolsk,VER-01,,") {
		t.Errorf("no late correction in\n%s", said)
	}
	dump := o.must("dump")
	if n := strings.Count(dump, "\nrecording,2025-H2,"); n != 2 {
		t.Fatalf("%d recordings of 2025-H2", n)
	}
	o.must("rebuild")
	if o.must("dump") != dump {
		t.Error("the depository made anew from the archive says something else")
	}
	outputs, aside := filepath.Join(o.home, "outputs"), filepath.Join(o.home, "aside")
	if err := os.Rename(outputs, aside); err != nil {
		t.Fatal(err)
	}
	o.must("rebuild")
	if o.must("dump") != dump {
		t.Error("the depository made anew from the archive, where all outputs are gone, says something else")
	}
	if err := errors.Join(os.RemoveAll(outputs), os.Rename(aside, outputs)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"history", "verbodolsk"}, {"diff", "2025-H2", "2026-H1"}} {
		said, status := o.says(append([]string{"asof", "2026-01-14"}, args...)...)
		if want := "by 2026-01-14 the depository knew nothing yet: the first was recorded on 2026-01-15"; status != statusNotRun || !strings.Contains(said, want) {
			t.Errorf("%v of a day before all: status %d, %s", args, status, said)
		}
	}
	if said, status := o.says("asof", "2026-01-31", "diff", "2025-H2", "2026-H1", "--csv"); status != 0 || strings.Contains(said, "correction,") || strings.Contains(said, "Виправлена") {
		t.Errorf("as of January the correction is known, status %d", status)
	}
	if err := os.Remove(filepath.Join(o.home, "outputs", "depository.db")); err != nil {
		t.Fatal(err)
	}
	if o.must("dump") != dump {
		t.Error("a depository that is gone is not restored from the archive")
	}
	if said := o.must("asof", "2026-01-31", "--run", "2025-H2", "--out", filepath.Join(o.home, "past")); !strings.Contains(said, "the bytes are the same") {
		t.Errorf("%s", said)
	}
	past := o.edition("past", "2025-H2")
	for name, text := range first {
		if past[name] != text {
			t.Errorf("%s is not as it was", name)
		}
	}
	if len(past) != len(first) || past["2025-H2/answers.csv"] == o.edition("outputs", "2025-H2")["2025-H2/answers.csv"] {
		t.Errorf("%d files, not %d; or the correction changes no answers.csv", len(past), len(first))
	}
	if said, status := o.says("asof", "2026-01-01", "--run", "2025-H2"); status != statusNotRun || !strings.Contains(said, "2026-01-15") {
		t.Errorf("before any run: status %d: %s", status, said)
	}
	o.otherVersion()
	o.closed()
}

// otherVersion makes an edition of the past whose manifest names another version.
func (o bureau) otherVersion() {
	o.t.Helper()
	path := filepath.Join(o.home, "outputs", "2025-H2", "manifest.json")
	data, err := os.ReadFile(path)
	if err != nil {
		o.t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(o.home, "private", "archive", "files", "*", "*"))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, p := range kept { // of the archive's copy, which is named by its hash, another one
		if is, _ := os.ReadFile(p); bytes.Equal(is, data) {
			other := bytes.Replace(data, []byte(`"version": "`+version+`"`), []byte(`"version": "0.0.9"`), 1)
			at := filepath.Base(p)
			sum := hashed(other)
			_ = os.MkdirAll(filepath.Join(o.home, "private", "archive", "files", sum[:2]), 0o700)
			if err := os.WriteFile(filepath.Join(o.home, "private", "archive", "files", sum[:2], sum), other, 0o600); err != nil {
				o.t.Fatal(err)
			}
			runs, _ := filepath.Glob(filepath.Join(o.home, "private", "archive", "runs", "*", "*.json"))
			for _, r := range runs {
				text, err := os.ReadFile(r)
				if err != nil {
					o.t.Fatal(err)
				}
				if err := os.WriteFile(r, bytes.ReplaceAll(text, []byte(at), []byte(sum)), 0o600); err != nil {
					o.t.Fatal(err)
				}
			}
		}
	}
	said := o.must("asof", "2099-01-01", "--run", "2025-H2", "--out", filepath.Join(o.home, "other"))
	if !strings.Contains(said, "0.0.9") || !strings.Contains(said, "1 file differs") || !strings.Contains(said, "\nmanifest.json\n") {
		o.t.Errorf("%s", said)
	}
}

// closed makes sure that nobody else may look into the archive, that nothing of it is
// published, and that it can be done without.
func (o bureau) closed() {
	o.t.Helper()
	private := filepath.Join(o.home, "private")
	err := filepath.WalkDir(private, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode()&0o077 != 0 && runtime.GOOS != "windows" && path != private {
			o.t.Errorf("others may look into %s", path)
		}
		return err
	})
	if err != nil {
		o.t.Error(err)
	}
	for name := range o.edition("outputs", "2025-H2") {
		if strings.Contains(name, "archive") || strings.HasSuffix(name, ".kept") {
			o.t.Errorf("%s is published", name)
		}
	}
	if err := os.RemoveAll(filepath.Join(private, "archive")); err != nil {
		o.t.Fatal(err)
	}
	o.must("run", "--period", "2025-H2", "--quiet", "--archive=false", "--anew")
	if _, err := os.Stat(filepath.Join(private, "archive")); err == nil {
		o.t.Error("archive: false keeps an archive")
	}
}

// Where nothing has changed the edition stays, with the same summary and status; where
// anything has, of what is read or of what is published, it is made anew, the same.
func TestNothingHasChanged(t *testing.T) {
	need.Long(t)
	o := newBureau(t)
	said, status := o.says("run", "--period", "2025-H2")
	want := o.edition("outputs", "2025-H2")
	again := func(why string, same bool, args ...string) {
		t.Helper()
		now, is := o.says(append([]string{"run", "--period", "2025-H2"}, args...)...)
		if strings.Contains(now, "Nothing has changed") != same || is != status {
			t.Errorf("%s: status %d: %s", why, is, now)
		}
		if _, table, _ := strings.Cut(said, "Partner "); !strings.Contains(now, table[:strings.Index(table, "\n\n")]) {
			t.Errorf("%s: another summary: %s", why, now)
		}
		got := o.edition("outputs", "2025-H2")
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s: %s is not what a whole run makes", why, name)
			}
		}
	}
	again("nothing", true)
	again("asked for", false, "--anew")
	again("nothing again", true)
	for _, gone := range []string{"outputs/2025-H2/answers.csv", "outputs/site/index.html", "outputs/depository.db", "private/archive"} {
		if err := os.RemoveAll(filepath.Join(o.home, filepath.FromSlash(gone))); err != nil {
			t.Fatal(err)
		}
		again(gone+" is gone", false)
	}
	again("nothing at last", true)
	path := filepath.Join(o.home, "outputs", "2025-H2", "notes.txt")
	if err := os.WriteFile(path, []byte("ours"), 0o644); err != nil {
		t.Fatal(err)
	}
	again("something of others", false)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	again("their file is gone", true)
	if err := os.WriteFile(filepath.Join(o.home, "inputs", "2025-H2", "foreword.txt"), []byte("a note"), 0o644); err != nil {
		t.Fatal(err)
	}
	if now, _ := o.says("run", "--period", "2025-H2"); strings.Contains(now, "Nothing has changed") {
		t.Error("a new file among the inputs changes nothing")
	}
}
