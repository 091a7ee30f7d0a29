package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/workspace"
)

// The stages of a run, each with its rows: a workbook, a criterion, a partner, a run of
// replications, a file of the edition or the site. Executors do them over rows, and one
// program over all at once, by the same functions.
const (
	stageRead  = "read"
	stageFit   = "fit"
	stageApply = "apply"
	stageDraw  = "draw"
	stagePrint = "print"
)

// Stages are their names in their order.
var Stages = []string{stageRead, stageFit, stageApply, stageDraw, stagePrint}

// A crew is the executors of one run, and the folder that they all see: it lies beside
// what is published, for its owner alone, and goes with the run.
type crew struct {
	job   *Job
	dir   string
	shown Progress
}

// An errand is what the executors are told: the run, and what its readings have to
// depend on, so that another program or another method does nothing.
type errand struct {
	Options  Options
	Previous string
	By       map[string]string
	Response *round.Response
}

// crewFolder begins the names of the folders of crews; errandFile is their mark.
const (
	crewFolder = ".spark-"
	errandFile = "errand.json"
	partFile   = "part"
)

// hire makes the crew of a run; nil: the run has no cluster. What a run that was killed
// has left of its own is removed: the folder of outputs belongs to this run.
func (j *Job) hire(tell Progress) (*crew, error) {
	outputs, err := filepath.Abs(j.Outputs)
	if err != nil {
		return nil, err
	}
	left, err := filepath.Glob(filepath.Join(outputs, crewFolder+"*"))
	for _, dir := range left {
		if _, none := os.Lstat(filepath.Join(dir, errandFile)); none == nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}
	if err != nil || j.Spark.Master == "" {
		return nil, err
	}
	if err := os.MkdirAll(outputs, 0o755); err != nil {
		return nil, err
	}
	c := &crew{job: j, shown: tell}
	if c.dir, err = os.MkdirTemp(outputs, crewFolder); err != nil {
		return nil, err
	}
	return c, c.tell(nil)
}

// dismiss removes the folder; nil has none.
func (c *crew) dismiss() error {
	if c == nil {
		return nil
	}
	return os.RemoveAll(c.dir)
}

// tell writes the errand. Paths are absolute: the inputs have to be seen by every
// executor.
func (c *crew) tell(response *round.Response) error {
	opts := c.job.Options
	opts.Sources, opts.Outputs = c.job.absolute(), filepath.Dir(c.dir)
	opts.Spark, opts.Contacts, opts.Cache, opts.Private, opts.Return = Spark{}, "", "", "", ""
	if _, err := os.Lstat(filepath.Join(c.dir, partFile)); err == nil {
		opts.Parts = []string{filepath.Join(c.dir, partFile)}
	}
	data, err := json.Marshal(errand{opts, c.job.Previous, c.job.by(), response})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.dir, errandFile), data, 0o600)
}

// stage is a stage of the errand over rows.
func (c *crew) stage(name string, rows [][]byte) spark.Stage {
	return spark.Stage{Name: name, Rows: rows, Tasks: min(len(rows), c.job.Spark.Tasks), Worker: append(slices.Clone(c.job.Spark.Worker), "worker", name, filepath.Join(c.dir, errandFile))}
}

// do has the cluster do stages of the errand, those that have rows.
func (c *crew) do(stages ...spark.Stage) ([][][]byte, error) {
	at, ctx := c.job.Spark, c.job.Spark.Context
	if ctx == nil {
		ctx = context.Background()
	}
	tell := func(stage string, done, of int) { c.shown.Report(Clustered+Stage(stage), done, of, "") }
	job := spark.Job{Program: at.Program, Master: at.Master, Dir: c.dir, Stages: stages, Tell: tell}
	back, err := job.Run(ctx)
	var failed *spark.RunError
	switch {
	case ctx.Err() != nil:
		return nil, &ClusterError{"ended", ctx.Err()}
	case errors.As(err, &failed):
		return nil, &ClusterError{"failed", err}
	case errors.Is(err, spark.ErrRows):
		return nil, &ClusterError{"rows", err}
	}
	return back, err
}

// A ClusterError says why the cluster has not done its work; nothing is published.
type ClusterError struct {
	Why string // "ended", "failed" or "rows"
	Err error
}

// Words says it in the reader's language (wording.Told).
func (e *ClusterError) Words() (key string, args []any) {
	return "command.spark." + e.Why, []any{"said", e.Err.Error()}
}

// Error says it in English.
func (e *ClusterError) Error() string { return "cluster: " + e.Err.Error() }

// Unwrap returns what Spark, or who stopped it, said.
func (e *ClusterError) Unwrap() error { return e.Err }

// A fileOf is a workbook as a row.
type fileOf struct{ Period, Name, Path string }

// read has the workbooks of both periods read, and keeps what was read for the stages
// after it.
func (c *crew) read(into map[string]*kept.Joined) error {
	rows, err := c.job.filesOf()
	if err != nil {
		return err
	}
	back, err := c.do(c.stage(stageRead, rows))
	if err != nil {
		return err
	}
	part := &kept.Part{Number: 1, Of: 1, By: c.job.by()}
	readings, err := spark.UnpackAll[kept.Reading](back[0])
	if err != nil {
		return err
	}
	for _, r := range readings {
		if r.SHA256 != "" {
			part.Readings = append(part.Readings, r)
		}
	}
	for _, period := range c.job.periods() {
		into[period] = kept.Join([]*kept.Part{part}, period)
	}
	file, err := os.OpenFile(filepath.Join(c.dir, partFile), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(part.Write(file), file.Close())
}

// filesOf is a row for each file of both periods.
func (j *Job) filesOf() (rows [][]byte, err error) {
	var files []fileOf
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
			files = append(files, fileOf{period, f.Name, path})
		}
	}
	return packed(files)
}

// A stretch is a run of replications as a row: From is the first, To behind the last.
type stretch struct{ From, To int }

// stretches divides n replications among the tasks of a stage, 20 for each.
func stretches(n, tasks int) (out []stretch) {
	for i, of := 0, min(20*tasks, n); i < of; i++ {
		out = append(out, stretch{n * i / of, n * (i + 1) / of})
	}
	return out
}

// analyse has fitted, applied and drawn what was read.
func (c *crew) analyse(in *Intake) (*analysis.Fitted, []analysis.Replication, error) {
	laid, n := analysis.Lay(in.Evidence), max(in.Evidence.Uncertainty.Replications, 0)
	fit, failed := packed(laid.Criteria(in.Known))
	apply, wrong := packed(laid.Rows())
	draw, bad := packed(stretches(n, c.job.Spark.Tasks))
	if err := errors.Join(c.tell(in.Response), failed, wrong, bad); err != nil {
		return nil, nil, err
	}
	back, err := c.do(c.stage(stageFit, fit), c.stage(stageApply, apply), c.stage(stageDraw, draw))
	if err != nil {
		return nil, nil, err
	}
	fitted, err := joined(laid, back[0], back[1])
	if err != nil {
		return nil, nil, &ClusterError{"rows", err}
	}
	draws, err := drawn(back[2], fitted)
	if err == nil && len(draws) != n {
		err = &ClusterError{"rows", spark.ErrRows}
	}
	return fitted, draws, err
}

// packed makes a row of each.
func packed[T any](list []T) (rows [][]byte, err error) {
	rows = make([][]byte, len(list))
	for i := range list {
		if rows[i], err = spark.Pack(&list[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// joined puts together what Fit and Apply have returned.
func joined(laid *analysis.Laid, fit, apply [][]byte) (*analysis.Fitted, error) {
	scales, err := spark.UnpackAll[analysis.Scale](fit)
	if err != nil {
		return nil, err
	}
	columns, err := spark.UnpackAll[analysis.Columns](apply)
	if err != nil {
		return nil, err
	}
	return laid.Join(scales, columns)
}

// drawn are the replications of all stretches, in their order; what is large of them is
// taken, stretch by stretch.
func drawn(rows [][]byte, fitted *analysis.Fitted) (out []analysis.Replication, err error) {
	for _, row := range rows {
		var some []analysis.Replication
		if err := spark.Unpack(row, &some); err != nil {
			return nil, err
		}
		for i := range some {
			fitted.Take(&some[i])
		}
		out = append(out, some...)
	}
	return out, nil
}

// A page is a file that an executor has made.
type page struct {
	Data     []byte
	Replaced []report.Replaced
}

// print has reports, pages and factsheets made, and gives each of these outputs what
// came back; tables, which other files are made of, are made here.
func (c *crew) print(outputs []edition.Output) error {
	var rows [][]byte
	var at []int
	for i, o := range outputs {
		if !spreads(o.Name) {
			continue
		}
		rows, at = append(rows, []byte(o.Name)), append(at, i)
	}
	if len(rows) == 0 {
		return nil
	}
	back, err := c.do(c.stage(stagePrint, rows))
	if err != nil {
		return err
	}
	pages, err := spark.UnpackAll[page](back[0])
	if err != nil {
		return err
	}
	for k, p := range pages {
		outputs[at[k]].Is(p.Data, p.Replaced)
	}
	return nil
}

// spreads reports whether executors make an output.
func spreads(name string) bool {
	return strings.HasPrefix(name, "report.") || strings.HasPrefix(name, "factsheets/") ||
		strings.HasPrefix(name, "site/") && !strings.HasPrefix(name, "site/data/")
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
