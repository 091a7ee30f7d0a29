package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// depositoryName is the file of the depository below the outputs.
const depositoryName = "depository.db"

// DepositoryOf is where the depository of outputs lies.
func DepositoryOf(outputs string) string { return filepath.Join(outputs, depositoryName) }

// remember records what the run knows of its period. Nothing that is published
// depends on it.
func (j *Job) remember(in *Intake, results *analysis.Analysis) error {
	path := DepositoryOf(j.Outputs)
	db, err := store.Open(path)
	if err != nil {
		return unremembered(path, err)
	}
	publish.Share(path)
	_, err = db.Record(j.snapshot(in, results), time.Now())
	return unremembered(path, errors.Join(err, db.Close()))
}

// unremembered says that a depository could not be opened or written; the edition is
// published all the same.
func unremembered(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNewer):
		return wording.Fail("memory.newer", "file", path)
	}
	return wording.Fail("memory.failed", "file", path, "text", err)
}

// snapshot lays out what the run knows of its period, as it may be published.
func (j *Job) snapshot(in *Intake, results *analysis.Analysis) *store.Snapshot {
	m := j.Workspace.Method
	s := store.NewSnapshot(j.Period, j.Version, results.Now.Root(), store.Method{Hash: m.Hash, ID: m.ID, Version: m.Version, Text: string(j.Workspace.MethodFile)})
	for _, f := range slices.Concat(in.Files, in.Reviewed) {
		s.Source(f.Name, f.SHA256, f.ReadAs)
	}
	for i := range in.Submissions {
		s.Submission(&in.Submissions[i])
	}
	s.Scores(results.Now)
	s.Recommendations(results.Recommendations)
	return s
}

// Remember opens the depository of the outputs, and records what it lacks: periods
// that were published and of which a run was stopped before it could record them.
// They are read and analysed anew; nothing is published.
func Remember(opts Options, tell Progress) (db *store.DB, err error) {
	published, err := editions(opts.Outputs)
	if err != nil {
		return nil, err
	}
	path := DepositoryOf(opts.Outputs)
	if _, err := os.Stat(path); err != nil && len(published) == 0 {
		return nil, err
	}
	if db, err = store.Open(path); err != nil {
		return nil, unremembered(path, err)
	}
	publish.Share(path)
	recorded, err := db.Periods(store.Known{})
	for _, period := range published {
		if err == nil && !slices.Contains(recorded, period) {
			opts.Period = period
			err = recordAnew(opts, db, tell)
		}
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// recordAnew reads and analyses a period, and records it.
func recordAnew(opts Options, db *store.DB, tell Progress) error {
	job, err := Open(opts)
	if gone := (*workspace.PeriodError)(nil); errors.As(err, &gone) {
		return nil // its workbooks are no longer here
	}
	if err != nil {
		return err
	}
	in, err := Read(job, tell)
	if err != nil {
		return err
	}
	results := analysis.Analyse(in.Evidence)
	_, err = db.Record(job.snapshot(in, &results), time.Now())
	return err
}

// editions lists the periods that are published below the outputs, ascending.
func editions(outputs string) (out []string, err error) {
	entries, err := os.ReadDir(outputs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(outputs, e.Name(), "manifest.json")); err == nil && e.IsDir() && e.Name()[0] != '.' {
			out = append(out, e.Name())
		}
	}
	return out, err
}

// Rebuild makes the depository of the outputs anew from the workbooks of the periods
// that are published. The former one stays where anything goes wrong.
func Rebuild(opts Options, tell Progress) (periods []string, err error) {
	path := DepositoryOf(opts.Outputs)
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if periods, err = editions(opts.Outputs); err != nil {
		return nil, err
	}
	db, err := store.Open(fresh)
	if err != nil {
		return nil, err
	}
	for _, period := range periods {
		if opts.Period = period; err == nil {
			err = recordAnew(opts, db, tell)
		}
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(fresh))
	}
	publish.Share(fresh)
	return periods, os.Rename(fresh, path)
}
