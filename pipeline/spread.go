package pipeline

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/round"
	"depository.example/depository/pipeline/media/spark"
	"depository.example/depository/pipeline/workspace"
)

// The stages of a run that executors can do, each with its rows: a workbook, a run of
// replications, a file of the edition or the site.
const (
	StageRead  = "read"
	StageDraw  = "draw"
	StagePrint = "print"
)

// A crew is the executors of one run, and the folder that they all see: it lies beside
// what is published, for its owner alone, and goes with the run.
type crew struct {
	job *Job
	dir string
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
	drawsFile  = "draws"
)

// hire makes the crew of a run; nil: the run has no cluster. What a run that was killed
// has left of its own is removed: the folder of outputs belongs to this run.
func (j *Job) hire() (*crew, error) {
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
	c := &crew{job: j}
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

// do has the cluster do a stage of the errand over rows, in at most so many parts.
func (c *crew) do(stage string, rows [][]byte, parts int) ([][]byte, error) {
	dir := filepath.Join(c.dir, stage)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	at, ctx := c.job.Spark, c.job.Spark.Context
	if ctx == nil {
		ctx = context.Background()
	}
	job := spark.Job{Program: at.Program, Master: at.Master, Dir: dir, Partitions: min(len(rows), parts),
		Worker: append(slices.Clone(at.Worker), "worker", stage, filepath.Join(c.dir, errandFile))}
	back, err := job.Run(ctx, rows)
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
	back, err := c.do(StageRead, rows, 64)
	if err != nil {
		return err
	}
	part := &kept.Part{Number: 1, Of: 1, By: c.job.by()}
	for _, row := range back {
		var r kept.Reading
		if err := json.Unmarshal(row, &r); err != nil {
			return err
		}
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

// A stretch is a run of replications as a row: From is the first, To behind the last.
type stretch struct{ From, To int }

// draw has n replications drawn, and keeps them for the stage after it.
func (c *crew) draw(n int, response *round.Response) ([]analysis.Replication, error) {
	if err := c.tell(response); err != nil {
		return nil, err
	}
	const parts = 16
	var rows [][]byte
	for i := range min(parts, n) {
		row, err := json.Marshal(stretch{n * i / min(parts, n), n * (i + 1) / min(parts, n)})
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	var draws []analysis.Replication
	if len(rows) > 0 {
		back, err := c.do(StageDraw, rows, parts)
		if err != nil {
			return nil, err
		}
		for _, row := range back {
			var some []analysis.Replication
			if err := unpack(row, &some); err != nil {
				return nil, err
			}
			draws = append(draws, some...)
		}
	}
	if len(draws) != n {
		return nil, &ClusterError{"rows", spark.ErrRows}
	}
	data, err := pack(draws)
	if err != nil {
		return nil, err
	}
	return draws, os.WriteFile(filepath.Join(c.dir, drawsFile), data, 0o600)
}

// A page is a file that an executor has made.
type page struct {
	Data     []byte
	Replaced []report.Replaced
}

// print has reports, pages and factsheets made, and gives each of these outputs what
// came back; tables, which other files are made of, are made here.
func (c *crew) print(outputs []Output) error {
	var rows [][]byte
	var at []int
	for i, o := range outputs {
		if !spreads(o.name) {
			continue
		}
		rows, at = append(rows, []byte(o.name)), append(at, i)
	}
	if len(rows) == 0 {
		return nil
	}
	back, err := c.do(StagePrint, rows, 16)
	if err != nil {
		return err
	}
	for k, row := range back {
		var p page
		if err := unpack(row, &p); err != nil {
			return err
		}
		m := made{p.Data, p.Replaced}
		outputs[at[k]].make = func() (made, error) { return m, nil }
	}
	return nil
}

// spreads reports whether executors make an output.
func spreads(name string) bool {
	return strings.HasPrefix(name, "report.") || strings.HasPrefix(name, "factsheets/") ||
		strings.HasPrefix(name, "site/") && !strings.HasPrefix(name, "site/data/")
}

// pack writes a value of the stages so that every bit of a number comes back.
func pack(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

// unpack reads what pack wrote.
func unpack(data []byte, into any) error { return gob.NewDecoder(bytes.NewReader(data)).Decode(into) }

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
