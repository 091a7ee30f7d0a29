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
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/tell/wording"
)

// Open opens the depository of the outputs, and records what it lacks: editions that were
// published by a run that was stopped before it could record them. Their files, as the
// archive or the inputs have them, are read and analysed anew. What such a run left of the
// site is completed after it.
func Open(opts pipeline.Options, tell pipeline.Progress) (db *store.DB, err error) {
	if err := allowed(&opts); err != nil {
		return nil, err
	}
	published, err := editions(opts.Outputs)
	if err != nil {
		return nil, err
	}
	path := pipeline.DepositoryOf(opts.Outputs)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && len(published) == 0 {
		return nil, &NothingError{opts.Outputs}
	}
	if db, err = store.Open(path); err != nil {
		return nil, pipeline.Unremembered(path, err)
	}
	publish.Share(path)
	r := recorder{opts: opts, db: db, tell: tell}
	if err := r.catchUp(published); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if _, err := edition.Resume(opts.Outputs, filepath.Join(opts.Outputs, pipeline.SiteFolder), opts.SiteAddress, opts.Reads(nil)); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Resume completes what a run left that was killed after it had published its edition, as
// Open does; where none was, nothing is opened.
func Resume(opts pipeline.Options) error {
	if !publish.Killed(opts.Outputs) && !publish.Killed(filepath.Join(opts.Outputs, pipeline.SiteFolder)) {
		return nil
	}
	db, err := Open(opts, nil)
	if err != nil {
		return err
	}
	return db.Close()
}

// A NothingError says that outputs have no depository, and nothing that one could be made
// of.
type NothingError struct{ Outputs string }

// Words says what to do first (wording.Told).
func (e *NothingError) Words() (key string, args []any) {
	return "memory.nothing", []any{"outputs", e.Outputs}
}

// Error says it in English.
func (e *NothingError) Error() string { return "no depository and no edition in " + e.Outputs }

// allowed makes sure that the depository does not lie among what is read.
func allowed(opts *pipeline.Options) error {
	return opts.Reads(nil).Allow("--outputs", pipeline.DepositoryOf(opts.Outputs))
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

// Rebuild makes the depository of the outputs anew: from every run that the archive
// lists, in their order, and from the workbooks of periods that are published and of which
// it lists none. The former one stays where anything goes wrong, as where a period that is
// published can no longer be read; a *NothingError is of outputs without any.
func Rebuild(opts pipeline.Options, tell pipeline.Progress) (periods []string, err error) {
	if err := allowed(&opts); err != nil {
		return nil, err
	}
	path := pipeline.DepositoryOf(opts.Outputs)
	fresh := path + ".new"
	if err := gone(fresh); err != nil {
		return nil, err
	}
	published, err := editions(opts.Outputs)
	if err != nil {
		return nil, err
	}
	r := recorder{opts: opts, tell: tell}
	runs, err := r.runs()
	if err == nil && len(published)+len(runs) == 0 {
		err = &NothingError{opts.Outputs}
	}
	if err == nil {
		err = os.MkdirAll(opts.Outputs, 0o755)
	}
	if err != nil {
		return nil, err
	}
	db, err := store.Open(fresh)
	if err != nil {
		return nil, errors.Join(pipeline.Unremembered(path, err), gone(fresh))
	}
	r.db = db
	if err = r.all(runs, published); err == nil {
		periods, err = db.Periods(store.Known{})
	}
	published = slices.DeleteFunc(published, func(p string) bool { return slices.Contains(periods, p) })
	if err == nil && len(published) > 0 {
		err = wording.Fail("memory.lost", "list", published, "n", len(published), "inputs", opts.Inputs)
	}
	if err = errors.Join(err, pipeline.Unremembered(path, db.Close())); err != nil {
		return nil, errors.Join(err, gone(fresh))
	}
	publish.Share(fresh)
	if err := gone(SearchIndexOf(opts.Outputs)); err != nil {
		return nil, err
	}
	return periods, os.Rename(fresh, path)
}

// gone removes a file, where there is one.
func gone(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// SearchIndexOf is where the index of words of outputs is kept; it may be deleted at any
// time.
func SearchIndexOf(outputs string) string { return filepath.Join(outputs, "search.db") }
