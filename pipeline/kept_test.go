package pipeline

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/workspace"
)

// A workbook that has not changed is not read again, and what comes out is the same;
// of those that have changed as many are read. The cache may be deleted, and is private.
func TestUnchangedWorkbooksAreNotReadAgain(t *testing.T) {
	home, root := t.TempDir(), need.Root(t)
	for _, period := range []string{"2025-H2", "2026-H1"} {
		files, err := filepath.Glob(filepath.Join(root, "inputs", period, "*.xlsx"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(home, "inputs", period, filepath.Base(file)), data)
		}
	}
	read := func(cache string) *Intake {
		t.Helper()
		job, err := Open(Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(home, "inputs")}, Outputs: filepath.Join(home, "outputs"), Lang: "uk", Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(job, nil)
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	cache := filepath.Join(home, "private", "cache")
	want := read("")
	all := len(want.Files)
	for round, unchanged := range []int{0, all, all} {
		got := read(cache)
		if got.Unchanged != unchanged {
			t.Errorf("round %d: %d not read again, not %d", round, got.Unchanged, unchanged)
		}
		got.Unchanged = 0
		if !reflect.DeepEqual(got.Evidence.Submissions, want.Evidence.Submissions) || !reflect.DeepEqual(got.Evidence.Earlier, want.Evidence.Earlier) ||
			!reflect.DeepEqual(got.Evidence.Problems, want.Evidence.Problems) || !reflect.DeepEqual(got.Files, want.Files) {
			t.Errorf("round %d: something else was read", round)
		}
	}
	changed := filepath.Join(home, "inputs", "2026-H1", want.Files[0].Name)
	data, err := os.ReadFile(changed)
	if err != nil {
		t.Fatal(err)
	}
	write(t, changed, append(data, '\n'))
	if got := read(cache).Unchanged; got != all-1 {
		t.Errorf("one file has changed: %d of %d not read again", got, all)
	}
	if err := os.RemoveAll(cache); err != nil {
		t.Fatal(err)
	}
	if got := read(cache).Unchanged; got != 0 {
		t.Errorf("the cache is deleted: %d found", got)
	}
	inside := filepath.Join(home, "inputs", "cache")
	if read(inside); dirExists(inside) {
		t.Error("a cache among the inputs was written")
	}
}

func dirExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
