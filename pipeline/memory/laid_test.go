package memory

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depository.example/depository/pipeline"
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
	if err := edition.Archived((*deposit.Folder).Note, opts.Archive, opts.Outputs, opts.Method, deposit.Run{Recorded: time.Unix(1, 0), Period: opts.Period, With: with}, []byte("{}")); err != nil {
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

// A run of whose method the archive has kept no text, and which was not made by the one
// that this program carries, is not entered: its scores would be those of another method.
// The depository that is there stays, byte for byte.
func TestNoOtherMethodStandsForTheOneOfThen(t *testing.T) {
	opts := sampleOptions(t, "2026-H1")
	opts.Archive, opts.Outputs = filepath.Join(t.TempDir(), "archive"), t.TempDir()
	with, err := json.Marshal(opts)
	if err != nil {
		t.Fatal(err)
	}
	folder := deposit.Open(opts.Archive)
	other := strings.Repeat("0a", 32)
	manifest, err := folder.PutBytes([]byte(`{"period": "2026-H1", "method": {"id": "egov-practices", "sha256": "` + other + `"}}`))
	if err != nil {
		t.Fatal(err)
	}
	run := deposit.Run{Recorded: time.Unix(1, 0), Period: opts.Period, Manifest: manifest, With: with}
	if err := folder.Note(edition.Depository(opts.Archive, opts.Outputs), run); err != nil {
		t.Fatal(err)
	}
	path := pipeline.DepositoryOf(opts.Outputs)
	if err := os.WriteFile(path, []byte("what was recorded"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Rebuild(opts, nil)
	if err == nil || !strings.Contains(err.Error(), "archive.method method=egov-practices sum="+other[:12]+" period=2026-H1") {
		t.Errorf("Rebuild: %v", err)
	}
	if is, err := os.ReadFile(path); string(is) != "what was recorded" {
		t.Errorf("the depository is %q, %v", is, err)
	}
	if left, _ := filepath.Glob(path + ".*"); left != nil {
		t.Errorf("%v is left", left)
	}
}
