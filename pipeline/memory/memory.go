// Package memory is what commands ask of the depository: what was known, what has
// changed, what was recommended, planned and adopted, and what to adopt. It believes
// that an answer says what it rests on, and that a depository which lacks a period
// records it before it is asked.
package memory

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/workspace"
)

// Open opens the depository of the outputs, and records what it lacks: periods
// that were published and of which a run was stopped before it could record them.
// They are read and analysed anew; nothing is published.
func Open(opts pipeline.Options, tell pipeline.Progress) (db *store.DB, err error) {
	published, err := editions(opts.Outputs)
	if err != nil {
		return nil, err
	}
	path := pipeline.DepositoryOf(opts.Outputs)
	if _, err := os.Stat(path); err != nil && len(published) == 0 {
		return nil, err
	}
	if db, err = store.Open(path); err != nil {
		return nil, pipeline.Unremembered(path, err)
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
func recordAnew(opts pipeline.Options, db *store.DB, tell pipeline.Progress) error {
	job, err := pipeline.Open(opts)
	if gone := (*workspace.PeriodError)(nil); errors.As(err, &gone) {
		return nil // its workbooks are no longer here
	}
	if err != nil {
		return err
	}
	in, err := pipeline.Read(job, tell)
	if err != nil {
		return err
	}
	results := analysis.Analyse(in.Evidence)
	return job.Record(db, in, &results)
}

// editions lists the periods that are published below the outputs, ascending.
func editions(outputs string) (out []string, err error) {
	entries, err := os.ReadDir(outputs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(outputs, e.Name(), "manifest.json")); err == nil && e.IsDir() && e.Name()[0] != '.' && e.Name() != pipeline.SiteFolder {
			out = append(out, e.Name())
		}
	}
	return out, err
}

// Rebuild makes the depository of the outputs anew from the workbooks of the periods
// that are published. The former one stays where anything goes wrong.
func Rebuild(opts pipeline.Options, tell pipeline.Progress) (periods []string, err error) {
	path := pipeline.DepositoryOf(opts.Outputs)
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

// SearchIndexOf is where the index of words of outputs is kept; it may be deleted at any
// time.
func SearchIndexOf(outputs string) string { return filepath.Join(outputs, "search.db") }
