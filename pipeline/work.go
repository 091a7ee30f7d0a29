package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/spark"
)

// ErrOther means that an executor has another program, method or references than the
// run.
var ErrOther = errors.New("the program, the method or the references of this worker are not those of the run")

// errStage is a mark of the program's own fault: commands name no other stages.
var errStage = errors.New("executors have no such stage")

// Work does a stage of an errand on an executor, a row out for each row of in. What is
// wrong with a workbook is in its row; an error is the machine's.
func Work(stage, errandPath string, in io.Reader, out io.Writer) error {
	w, err := hired(errandPath)
	do := map[string]func([]byte) ([]byte, error){stageRead: w.read, stageFit: w.fit, stageApply: w.apply, stageDraw: w.draw, stagePrint: w.print}[stage]
	if do == nil {
		err = errors.Join(err, fmt.Errorf("%w: %s", errStage, stage))
	}
	return spark.Serve(in, out, spark.Tally(w.dir, stage), func(row []byte) ([]byte, error) {
		if err != nil {
			return nil, err
		}
		return do(row)
	})
}

// A worker is one program of a crew. What a stage stands on is made for its first row.
type worker struct {
	job     *Job
	told    errand
	dir     string
	scales  func() ([]analysis.Scale, error)
	fitted  func() (*analysis.Fitted, error)
	outputs func() ([]edition.Output, error)
	intake  *Intake
}

// hired opens an errand.
func hired(path string) (*worker, error) {
	w := &worker{dir: filepath.Dir(path)}
	w.scales, w.fitted, w.outputs = sync.OnceValues(w.learnt), sync.OnceValues(w.join), sync.OnceValues(w.compose)
	data, err := regular.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &w.told)
	}
	if err != nil {
		return w, err
	}
	if w.job, err = Open(w.told.Options); err != nil {
		return w, err
	}
	w.job.Previous = w.told.Previous
	if !maps.Equal(w.job.by(), w.told.By) {
		return w, ErrOther
	}
	return w, nil
}

// read reads a workbook.
func (w *worker) read(row []byte) ([]byte, error) {
	var f fileOf
	if err := spark.Unpack(row, &f); err != nil {
		return nil, err
	}
	reading := kept.Reading{Period: f.Period, Name: f.Name}
	readings, err := w.job.readings(f.Period, []ingest.Source{{Name: f.Name, Path: f.Path}}, nil)
	for _, r := range readings {
		reading = r
	}
	if err != nil {
		return nil, err
	}
	return spark.Pack(reading)
}

// fit learns from all answers to a criterion.
func (w *worker) fit(row []byte) ([]byte, error) {
	var c analysis.Criterion
	if err := spark.Unpack(row, &c); err != nil {
		return nil, err
	}
	scale, err := analysis.Fit(&w.job.Workspace.Method.Model, c)
	if err != nil {
		return nil, err
	}
	return spark.Pack(scale)
}

// back is what all executors have returned of an earlier stage.
func (w *worker) back(stage string) ([][]byte, error) {
	return spark.Collect(filepath.Join(w.dir, stage))
}

// learnt is what all executors have learnt of criteria.
func (w *worker) learnt() ([]analysis.Scale, error) {
	rows, err := w.back(stageFit)
	if err != nil {
		return nil, err
	}
	return spark.UnpackAll[analysis.Scale](rows)
}

// apply brings the practices of a partner onto the scales.
func (w *worker) apply(row []byte) ([]byte, error) {
	scales, err := w.scales()
	if err != nil {
		return nil, err
	}
	var r analysis.Rows
	if err := spark.Unpack(row, &r); err != nil {
		return nil, err
	}
	columns, err := analysis.Apply(&w.job.Workspace.Method.Model, scales, r)
	if err != nil {
		return nil, err
	}
	return spark.Pack(columns)
}

// join takes what all executors have read, fitted and applied.
func (w *worker) join() (*analysis.Fitted, error) {
	intake, err := Read(w.job, nil)
	if err != nil {
		return nil, err
	}
	w.intake, intake.Response = intake, w.told.Response
	fit, err := w.back(stageFit)
	if err != nil {
		return nil, err
	}
	apply, err := w.back(stageApply)
	if err != nil {
		return nil, err
	}
	return joined(analysis.Lay(intake.Evidence), fit, apply)
}

// draw draws a stretch of replications.
func (w *worker) draw(row []byte) ([]byte, error) {
	var s stretch
	if err := spark.Unpack(row, &s); err != nil {
		return nil, err
	}
	fitted, err := w.fitted()
	if err != nil {
		return nil, err
	}
	var draws []analysis.Replication
	for i := s.From; i < s.To; i++ {
		draws = append(draws, fitted.Draw(i))
	}
	return spark.Pack(draws)
}

// compose says what was found, given the replications of all executors.
func (w *worker) compose() ([]edition.Output, error) {
	fitted, err := w.fitted()
	if err != nil {
		return nil, err
	}
	rows, err := w.back(stageDraw)
	if err != nil {
		return nil, err
	}
	draws, err := drawn(rows, fitted)
	if err != nil {
		return nil, err
	}
	results := fitted.Finish(draws)
	return Compose(w.job, w.intake, &results, &edition.Memory{})
}

// print makes the output of a name.
func (w *worker) print(row []byte) ([]byte, error) {
	outputs, err := w.outputs()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(outputs, func(o edition.Output) bool { return o.Name == string(row) })
	if i < 0 {
		return nil, ErrOther
	}
	var made bytes.Buffer
	replaced, err := outputs[i].Write(&made)
	if err != nil {
		return nil, err
	}
	return spark.Pack(page{made.Bytes(), replaced})
}
