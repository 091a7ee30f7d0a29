package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// An errand is what the executors are told: what workbooks are read by, and what that
// has to come to, so that another program or another method reads nothing.
type errand struct {
	Sources  workspace.Sources
	Outputs  string
	Period   string
	Previous string
	By       map[string]string
}

// A fileOf is a workbook as a row.
type fileOf struct{ Period, Name, Path string }

// errandFile is where the executors find the errand, below the folder of the job.
const errandFile = "errand.json"

// spread has a cluster read the workbooks: a row a workbook. Paths are absolute: the
// inputs, and the folder of outputs, where the rows lie meanwhile, have to be seen by
// every executor.
func (j *Job) spread(into map[string]*kept.Joined) (err error) {
	dir, err := j.rowsFolder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	rows, err := j.filesOf()
	if err != nil {
		return err
	}
	told, err := json.Marshal(errand{j.absolute(), j.Outputs, j.Period, j.Previous, j.by()})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, errandFile), told, 0o600)
	}
	if err != nil {
		return err
	}
	job := spark.Job{Program: j.Spark.Program, Master: j.Spark.Master, Dir: dir, Worker: append(j.Spark.Worker, "worker", "read", filepath.Join(dir, errandFile)), Partitions: min(len(rows), 64)}
	back, err := job.Run(context.Background(), rows)
	var failed *spark.RunError
	switch {
	case errors.As(err, &failed):
		return errors.Join(wording.Fail("command.spark.failed", "said", failed.Error()), err)
	case errors.Is(err, spark.ErrRows):
		return errors.Join(wording.Fail("command.spark.rows"), err)
	case err != nil:
		return err
	}
	part := &kept.Part{Number: 1, Of: 1}
	for _, row := range back {
		var r kept.Reading
		if err := json.Unmarshal(row, &r); err != nil {
			return err
		}
		if r.SHA256 != "" {
			part.Readings = append(part.Readings, r)
		}
	}
	for _, period := range j.periods() {
		into[period] = kept.Join([]*kept.Part{part}, period)
	}
	return nil
}

// rowsFolder makes a folder beside what is published, for its owner alone.
func (j *Job) rowsFolder() (string, error) {
	outputs, err := filepath.Abs(j.Outputs)
	if err == nil {
		err = os.MkdirAll(outputs, 0o755)
	}
	if err != nil {
		return "", err
	}
	return os.MkdirTemp(outputs, ".spark-")
}

// filesOf is a row for each file of both periods.
func (j *Job) filesOf() (rows [][]byte, err error) {
	for _, period := range j.periods() {
		list, err := ingest.List(filepath.Join(j.Inputs, period))
		if err != nil {
			return nil, err
		}
		for _, f := range list.Files {
			path, err := filepath.Abs(f.Path)
			if err != nil {
				return nil, err
			}
			row, err := json.Marshal(fileOf{period, f.Name, path})
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// absolute returns the sources with absolute paths: executors stand elsewhere.
func (j *Job) absolute() workspace.Sources {
	s := j.Sources
	for _, path := range []*string{&s.Inputs, &s.Layouts, &s.Places, &s.Territories, &s.Method} {
		if *path == "" || path == &s.Method && workspace.Embedded(s.Method) {
			continue
		}
		if full, err := filepath.Abs(*path); err == nil {
			*path = full
		}
	}
	return s
}

// ErrOther means that an executor has another program, method or references than the
// run.
var ErrOther = errors.New("the program, the method or the references of this worker are not those of the run")

// Work reads workbooks on an executor: rows of in are files of the errand, rows of out
// what was read of them. What is wrong with a workbook is in its row; an error is the
// machine's.
func Work(errandPath string, in io.Reader, out io.Writer) error {
	job, err := hired(errandPath)
	return spark.Serve(in, out, func(row []byte) ([]byte, error) {
		if err != nil {
			return nil, err
		}
		var f fileOf
		if err := json.Unmarshal(row, &f); err != nil {
			return nil, err
		}
		reading := kept.Reading{Period: f.Period, Name: f.Name}
		for _, r := range job.readings(f.Period, []ingest.Source{{Name: f.Name, Path: f.Path}}, nil) {
			reading = r
		}
		return json.Marshal(reading)
	})
}

// hired opens an errand.
func hired(path string) (*Job, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var told errand
	if err := json.Unmarshal(data, &told); err != nil {
		return nil, err
	}
	job, err := Open(Options{Sources: told.Sources, Outputs: told.Outputs, Period: told.Period})
	if err != nil {
		return nil, err
	}
	job.Previous = told.Previous
	if !maps.Equal(job.by(), told.By) {
		return nil, ErrOther
	}
	return job, nil
}
