package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/workspace"
)

// isWorker makes this test a worker, where Spark starts it as one.
func isWorker() bool {
	switch os.Getenv("DEPOSITORY_TEST_WORKER") {
	case "":
		return false
	case "1":
		if err := Work(os.Args[len(os.Args)-2], os.Args[len(os.Args)-1], os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
	case "stops": // early, and says nothing of it
	case "damages":
		var out bytes.Buffer
		if err := Work(os.Args[len(os.Args)-2], os.Args[len(os.Args)-1], os.Stdin, &out); err != nil {
			os.Exit(1)
		}
		os.Stdout.Write(bytes.Replace(out.Bytes(), []byte("A"), []byte("B"), 1))
	}
	return true
}

// A worker reads what it is told, and nothing for another program.
func TestWorkersReadForTheirRunAlone(t *testing.T) {
	opts := Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(need.Root(t), "inputs")}, Outputs: t.TempDir(), Lang: "uk"}
	job, err := Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := job.filesOf()
	if err != nil || len(rows) < 10 {
		t.Fatal(len(rows), err)
	}
	told := filepath.Join(t.TempDir(), errandFile)
	for _, by := range []map[string]string{job.by(), {"2026-H1": "another"}} {
		opts.Sources, opts.Period = job.absolute(), job.Period
		data, err := json.Marshal(errand{opts, job.Previous, by, nil})
		if err != nil {
			t.Fatal(err)
		}
		write(t, told, data)
		worked, err := hired(told)
		if len(by) == 1 {
			if !errors.Is(err, ErrOther) {
				t.Errorf("read for another run: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if worked.job.Period != job.Period || worked.job.Previous != job.Previous {
			t.Errorf("reads %s and %s", worked.job.Period, worked.job.Previous)
		}
	}
	if err := Work(stageRead, told, bytes.NewReader(nil), new(bytes.Buffer)); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}

// What the executors read, draw and print is what one program does, byte by byte; their
// folder goes with the run, and one that a killed run has left goes with the next. The
// whole with Spark itself is make cluster.
func TestExecutorsDoWhatOneProgramDoes(t *testing.T) {
	need.Long(t)
	root := need.Root(t)
	inputs := t.TempDir()
	if err := os.Mkdir(filepath.Join(inputs, "2026-H1"), 0o755); err != nil {
		t.Fatal(err)
	}
	books, err := filepath.Glob(filepath.Join(root, "inputs", "2026-H1", "*.xlsx"))
	if err != nil || len(books) < 3 {
		t.Fatal(books, err)
	}
	for _, book := range books[:2] {
		data, err := os.ReadFile(book)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(inputs, "2026-H1", filepath.Base(book)), data)
	}
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	opts := Options{Sources: workspace.Sources{Method: trial.Quick(t), Inputs: inputs}, Lang: "uk", Reports: []string{"en"}, Version: "1", Factsheets: true}
	opts.Outputs = t.TempDir()
	if _, err := Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	want := published(t, opts.Outputs)
	opts.Outputs = t.TempDir()
	opts.Spark = Spark{Master: "local[1]", Program: trial.SparkSQL(t, `grep -oE "worker.{1,8}(read|fit|apply|draw|print)" "$2" | grep -oE '[a-z]+$' >>../stages`), Tasks: 3, Worker: []string{"env", "DEPOSITORY_TEST_WORKER=1", own}}
	left := filepath.Join(opts.Outputs, crewFolder+"1")
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(left, errandFile), nil)
	if _, err := Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	stages := filepath.Join(opts.Outputs, "stages")
	if said, err := os.ReadFile(stages); err != nil || string(said) != strings.Join(Stages, "\n")+"\n" {
		t.Errorf("the cluster did %q, %v", said, err)
	}
	if err := os.Remove(stages); err != nil {
		t.Fatal(err)
	}
	if got := published(t, opts.Outputs); !maps.Equal(got, want) {
		t.Errorf("%d files, not %d, or others", len(got), len(want))
	}
	if left, err := filepath.Glob(filepath.Join(opts.Outputs, crewFolder+"*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
	opts.Spark.Program = trial.SparkSQL(t, "")
	for _, worker := range []string{"stops", "damages"} {
		opts.Spark.Worker = []string{"env", "DEPOSITORY_TEST_WORKER=" + worker, own}
		if _, err := Run(opts, nil); !errors.Is(err, spark.ErrRows) {
			t.Errorf("a worker that %s: %v", worker, err)
		}
	}
	if got := published(t, opts.Outputs); !maps.Equal(got, want) {
		t.Error("a run that failed has changed what was published")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	opts.Spark.Context = ctx
	if _, err := Run(opts, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that is stopped: %v", err)
	}
}

// published returns the hash of each file below a folder, by its path, but of the
// database, whose times differ.
func published(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "depository.db") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, path))
		out[path] = edition.Sum(data)
		return err
	})
	if err != nil || len(out) < 20 {
		t.Fatal(len(out), err)
	}
	return out
}
