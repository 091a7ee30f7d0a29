package memory

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/workspace"
)

// A run by a method that the program carries keeps its text and that of its rules: by the
// same program it is read by its name, by one that carries another it is read from the
// archive.
func TestTheProgramsOwnMethodIsKept(t *testing.T) {
	opts := sampleOptions(t, "2026-H1")
	opts.Archive = filepath.Join(t.TempDir(), "archive")
	with, err := json.Marshal(opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := edition.Archived(opts.Archive, opts.Outputs, opts.Method, deposit.Run{Recorded: time.Unix(1, 0), Period: opts.Period, With: with}, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	folder := deposit.Open(opts.Archive)
	runs, err := folder.Runs(edition.Depository(opts.Archive, opts.Outputs))
	if err != nil || len(runs) != 1 || len(runs[0].Files) != 2 {
		t.Fatalf("%+v, %v", runs, err)
	}
	same, err := laid(opts, runs[0], t.TempDir())
	if err != nil || same.Method != opts.Method {
		t.Errorf("by the same program the method is %q, %v", same.Method, err)
	}
	carried, err := workspace.Carried(opts.Method)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range carried {
		older := bytes.Replace(text.Data, []byte("\n"), []byte("\n# older\n"), 1)
		run := runs[0]
		run.Files = append([]deposit.File{}, run.Files...)
		if run.Files[i].SHA256, err = folder.PutBytes(older); err != nil {
			t.Fatal(err)
		}
		was, err := laid(opts, run, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		w, err := workspace.Open(was.Sources)
		if err != nil {
			t.Fatal(err)
		}
		if was.Method == opts.Method || i == 0 != bytes.Equal(w.MethodFile, older) || len(w.Rules) == 0 {
			t.Errorf("%s: the method is %q", text.Name, was.Method)
		}
	}
}
