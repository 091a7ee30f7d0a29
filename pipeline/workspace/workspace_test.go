package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/templates"
)

func TestPeriods(t *testing.T) {
	inputs := t.TempDir()
	for _, name := range []string{"2026-H1", "2025-H2", "2025-10", "2025-9", "layouts", ".2027"} {
		if err := os.Mkdir(filepath.Join(inputs, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(inputs, "2028.xlsx"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ want, period, before string }{
		{"", "2026-H1", "2025-H2"}, {"2025-10", "2025-10", "2025-9"}, {"2025-9", "2025-9", ""},
	} {
		period, before, err := (&Sources{Inputs: inputs}).Period(c.want)
		if err != nil || period != c.period || before != c.before {
			t.Errorf("%q: got %q after %q (%v), want %q after %q", c.want, period, before, err, c.period, c.before)
		}
	}
	var missing *PeriodError
	if _, _, err := (&Sources{Inputs: inputs}).Period("2024"); !errors.As(err, &missing) || len(missing.Found) != 4 {
		t.Errorf("2024: got %v", err)
	}
	if _, _, err := (&Sources{Inputs: filepath.Join(inputs, "none")}).Period(""); !errors.As(err, &missing) {
		t.Errorf("no folder: got %v", err)
	}
}

// What workbooks are read by is hashed before it is read; where it is another
// file afterwards, the run ends before anything is published.
func TestReferencesThatChangeAreNamed(t *testing.T) {
	layouts := t.TempDir()
	path := filepath.Join(layouts, "own.yaml")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	w := &Workspace{Sources: Sources{Layouts: layouts}}
	var err error
	if w.References, err = w.Sources.references(); err != nil || len(w.References) != 1 {
		t.Fatal(w.References, err)
	}
	if err := w.unchanged(); err != nil {
		t.Error(err)
	}
	write("two")
	if err := w.unchanged(); err == nil || !strings.Contains(err.Error(), "layouts/own.yaml") {
		t.Errorf("a changed layout: %v", err)
	}
	write("one")
	if err := os.WriteFile(filepath.Join(layouts, "more.yaml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := w.unchanged(); err == nil {
		t.Error("a new layout was not noticed")
	}
}

// A method of the program's own is meant by its name wherever the command is
// called; a file of that name is reached by its path. One order, for all commands.
func TestNameOfAMethodIsNoFile(t *testing.T) {
	own, _, err := OpenMethod("egov-practices")
	if err != nil {
		t.Fatal(err)
	}
	services, _, err := OpenMethod("local-services")
	if err != nil {
		t.Fatal(err)
	}
	other, err := templates.Files.ReadFile("methods/local-services.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("egov-practices", other, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"egov-practices": own.Hash, "./egov-practices": services.Hash} {
		m, data, err := OpenMethod(name)
		if err != nil || m.Hash != want || len(data) == 0 {
			t.Errorf("%s is %s (%v), want the method with hash %s", name, m.Hash, err, want)
		}
	}
	reads := (&Sources{Method: "egov-practices"}).Reads(own)
	if err := reads.Allow("--out", "egov-practices"); err != nil {
		t.Errorf("a file that nobody reads may not be written to: %v", err)
	}
	if err := (&Sources{Method: "./egov-practices"}).Reads(own).Allow("--out", "egov-practices"); err == nil {
		t.Error("the method file may be written to")
	}
	if _, _, err := OpenMethod("egov-practice"); err == nil || !strings.Contains(err.Error(), "method.none.like") {
		t.Errorf("a name that is nearly one: %v", err)
	}
}

// Rules of an embedded method are embedded: those beside a file of another folder
// are not its own.
func TestRulesBelongToTheirMethod(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"methods", "rules"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	text, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "methods", "own.yaml")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(dir, "methods"))
	count := func(method string) int {
		w, err := Open(Sources{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		return len(w.Rules)
	}
	embedded := count("egov-practices")
	if embedded == 0 || count("own.yaml") != embedded {
		t.Errorf("the embedded method has %d rules, a file of its id without rules beside it %d", embedded, count("own.yaml"))
	}
	if err := os.WriteFile(filepath.Join(dir, "rules", "egov-practices.yaml"), []byte("rules: 1\nmethod: egov-practices\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := count("egov-practices"); got != embedded {
		t.Errorf("the embedded method has %d rules beside a file of others, want %d", got, embedded)
	}
}

// What an office takes for one is added to what the program does, and is told of in manifests.
func TestOwnSynonyms(t *testing.T) {
	inputs := t.TempDir()
	open := func() *Workspace {
		w, err := Open(Sources{Method: "egov-practices", Inputs: inputs})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	own := open()
	if err := os.WriteFile(filepath.Join(inputs, SynonymsFile), []byte("черга = живий хвіст\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := open()
	if n := len(w.Synonyms) - 1; n != len(own.Synonyms) || n == 0 || strings.Join(w.Synonyms[n], "=") != "черга=живий хвіст" {
		t.Errorf("%d groups, and %d of the program's own", len(w.Synonyms), len(own.Synonyms))
	}
	if len(w.References) != len(own.References)+1 || w.References[len(w.References)-1].Name != SynonymsFile {
		t.Errorf("%v", w.References)
	}
}
