package pipeline

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
		period, before, err := periods(inputs, c.want)
		if err != nil || period != c.period || before != c.before {
			t.Errorf("%q: got %q after %q (%v), want %q after %q", c.want, period, before, err, c.period, c.before)
		}
	}
	var missing *PeriodError
	if _, _, err := periods(inputs, "2024"); !errors.As(err, &missing) || len(missing.Found) != 4 {
		t.Errorf("2024: got %v", err)
	}
	if _, _, err := periods(filepath.Join(inputs, "none"), ""); !errors.As(err, &missing) {
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
	r := &run{opts: Options{Layouts: layouts}}
	var err error
	if r.references, err = r.hashReferences(); err != nil || len(r.references) != 1 {
		t.Fatal(r.references, err)
	}
	if err := r.unchanged(); err != nil {
		t.Error(err)
	}
	write("two")
	if err := r.unchanged(); err == nil || !strings.Contains(err.Error(), "layouts/own.yaml") {
		t.Errorf("a changed layout: %v", err)
	}
	write("one")
	if err := os.WriteFile(filepath.Join(layouts, "more.yaml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := r.unchanged(); err == nil {
		t.Error("a new layout was not noticed")
	}
}
