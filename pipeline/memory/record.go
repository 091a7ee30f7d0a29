package memory

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// A recorder enters runs into a depository: those that the archive lists, else what the
// inputs say now.
type recorder struct {
	opts  pipeline.Options
	db    *store.DB
	tell  pipeline.Progress
	cache string // what was read of workbooks, for a period that is also the one before
}

// runs are those that the archive lists of the depository, in their order.
func (r *recorder) runs() ([]deposit.Run, error) {
	if r.opts.Archive == "" {
		return nil, nil
	}
	return deposit.Open(r.opts.Archive).Runs(edition.Depository(r.opts.Archive, r.opts.Outputs))
}

// all enters every run, and every published period that none is of.
func (r *recorder) all(runs []deposit.Run, published []string) (err error) {
	if r.cache, err = os.MkdirTemp("", "depository-*"); err != nil {
		return err
	}
	defer os.RemoveAll(r.cache)
	for _, run := range runs {
		if err := r.again(run); err != nil {
			return err
		}
	}
	return r.catchUp(published)
}

// catchUp enters the editions that are published and were not recorded last: their own
// runs, or else what the inputs say.
func (r *recorder) catchUp(published []string) error {
	for _, period := range published {
		manifest, err := regular.ReadFile(filepath.Join(r.opts.Outputs, period, publish.ManifestName))
		if err != nil {
			return err
		}
		if known, err := r.db.Manifest(period, store.Known{}); err != nil || known == edition.Sum(manifest) {
			if err != nil {
				return err
			}
			continue
		}
		if r.opts.Archive != "" {
			folder := deposit.Open(r.opts.Archive).Among(publish.CircleOf(r.opts.Outputs))
			if err := folder.Done(edition.Depository(r.opts.Archive, r.opts.Outputs), period, edition.Sum(manifest)); err != nil {
				return err
			}
		}
		runs, err := r.runs()
		for _, run := range runs {
			if err == nil && run.Period == period {
				err = r.again(run)
			}
		}
		if err != nil {
			return err
		}
		if known, err := r.db.Manifest(period, store.Known{}); err != nil || known != edition.Sum(manifest) {
			if err = errors.Join(err, r.anew(period, manifest)); err != nil {
				return err
			}
		}
	}
	return nil
}

// anew enters what the inputs say of a period; nothing where its workbooks are gone.
func (r *recorder) anew(period string, manifest []byte) error {
	opts := r.opts
	opts.Period = period
	err := r.enter(opts, manifest, time.Now())
	if gone := (*workspace.PeriodError)(nil); errors.As(err, &gone) {
		return nil
	}
	return err
}

// again enters a run from the files that it has read.
func (r *recorder) again(run deposit.Run) error {
	folder := deposit.Open(r.opts.Archive)
	manifest, err := folder.Bytes(run.Manifest)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "depository-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	opts, err := laid(r.opts, run, dir)
	if err == nil {
		err = scoredBy(opts.Method, manifest)
	}
	if err != nil {
		return err
	}
	return r.enter(opts, manifest, run.Recorded)
}

// scoredBy makes sure that a method is the one that a manifest names: where the archive has
// kept no text of a method that the program carries, another program carries another, and
// its scores are not those of that edition.
func scoredBy(name string, manifest []byte) error {
	var then edition.Manifest
	if err := json.Unmarshal(manifest, &then); err != nil {
		return err
	}
	m, _, err := workspace.OpenMethod(name)
	if err != nil || then.Method.SHA256 == "" || then.Method.SHA256 == m.Hash {
		return err
	}
	return wording.Fail("archive.method", "method", then.Method.ID, "sum", then.Method.SHA256[:min(12, len(then.Method.SHA256))], "period", then.Period)
}

// enter reads a period, scores it, and records it.
func (r *recorder) enter(opts pipeline.Options, manifest []byte, when time.Time) error {
	if r.cache != "" {
		opts.Cache, opts.Beside, opts.Anew = r.cache, r.opts.Cache, false
	}
	job, err := pipeline.Open(opts)
	if err != nil {
		return err
	}
	in, err := pipeline.ReadToRecord(job, r.tell)
	if err != nil {
		return err
	}
	advise := func() *analysis.Analysis { a := analysis.Advise(pipeline.Shed(in)); return &a }
	if r.cache == "" { // others may wait for the depository: nothing else is done while it is written
		done := analysis.Advise(in.Evidence)
		advise = func() *analysis.Analysis { return &done }
	}
	return pipeline.Unremembered(pipeline.DepositoryOf(r.opts.Outputs), job.Record(r.db, in, advise, manifest, when))
}

// laid lays out below a folder what a run has read, and returns the options by which
// this program reads it: those of the run. What comes of it is an edition aside.
func laid(opts pipeline.Options, run deposit.Run, dir string) (out pipeline.Options, err error) {
	if err := json.Unmarshal(run.With, &out); err != nil {
		return out, err
	}
	out.Sources = edition.Laid(out.Sources, dir)
	out.Period, out.Version, out.Aside, out.Anew = run.Period, opts.Version, true, true
	out.Contacts, out.Cache, out.Archive, out.Return, out.Parts, out.Spark = "", "", "", "", nil, pipeline.Spark{}
	out.Outputs, out.Private = filepath.Join(dir, "outputs"), filepath.Join(dir, "private")
	if err := deposit.Open(opts.Archive).Lay(run.Files, dir); err != nil {
		return out, err
	}
	out.Method, err = edition.MethodLaid(out.Method, dir)
	return out, err
}
