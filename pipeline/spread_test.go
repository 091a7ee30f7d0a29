package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/workspace"
)

// isWorker makes this test a worker, where Spark starts it as one.
func isWorker() bool {
	switch os.Getenv("DEPOSITORY_TEST_WORKER") {
	case "":
		return false
	case "1":
		if err := Work(os.Args[len(os.Args)-1], os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
	case "stops": // early, and says nothing of it
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
		data, err := json.Marshal(errand{job.absolute(), opts.Outputs, job.Period, job.Previous, by})
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
		if worked.Period != job.Period || worked.Previous != job.Previous {
			t.Errorf("reads %s and %s", worked.Period, worked.Previous)
		}
	}
	if err := Work(told, bytes.NewReader(nil), new(bytes.Buffer)); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}

// Spark itself, one machine: what its executors read is what is read here. The whole
// run with several machines is make cluster.
func TestSparkReadsTheSample(t *testing.T) {
	need.Minutes(t)
	program := os.Getenv("SPARK_SQL")
	if program == "" {
		program = need.Tool(t, "spark-sql")
	}
	master := os.Getenv("SPARK_MASTER")
	if master == "" {
		master = "local-cluster[2,1,1024]"
	}
	opts := Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(need.Root(t), "inputs")}, Outputs: t.TempDir(), Lang: "uk"}
	want, err := readOf(t, opts)
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	opts.Spark = Spark{Master: master, Program: program, Worker: []string{"env", "DEPOSITORY_TEST_WORKER=1", own}}
	got, err := readOf(t, opts)
	if err != nil || !reflect.DeepEqual(got.Evidence.Submissions, want.Evidence.Submissions) || !reflect.DeepEqual(got.Evidence.Earlier, want.Evidence.Earlier) ||
		!reflect.DeepEqual(got.Evidence.Problems, want.Evidence.Problems) || !reflect.DeepEqual(got.Files, want.Files) {
		t.Fatalf("the executors read something else: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(opts.Outputs, ".spark-*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
	opts.Spark.Worker = []string{"env", "DEPOSITORY_TEST_WORKER=stops", own}
	if _, err := readOf(t, opts); !errors.Is(err, spark.ErrRows) {
		t.Errorf("workers that stop early: %v", err)
	}
}
