package pipeline

import (
	"errors"
	"path/filepath"
	"slices"
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/tell/wording"
)

// DepositoryOf is where the depository of outputs lies.
func DepositoryOf(outputs string) string { return filepath.Join(outputs, "depository.db") }

// remember records what the run knows of its period, and lists it in the archive.
// Nothing that is published depends on either.
func (j *Job) remember(in *Intake, results *analysis.Analysis) error {
	if j.Aside {
		return nil
	}
	now, path := time.Now(), DepositoryOf(j.Outputs)
	manifest, err := regular.ReadFile(filepath.Join(j.Outputs, j.Period, publish.ManifestName))
	if err != nil {
		return err
	}
	noted := archiveRun(j, (*deposit.Folder).Note, manifest, now)
	db, err := store.Open(path)
	if err != nil {
		return errors.Join(noted, Unremembered(path, err))
	}
	publish.Share(path)
	return errors.Join(noted, Unremembered(path, errors.Join(j.Record(db, in, func() *analysis.Analysis { return results }, manifest, now), db.Close())))
}

// Unremembered says that a depository could not be opened or written; the edition is
// published all the same. nil stays nil.
func Unremembered(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrNewer):
		return wording.Fail("memory.newer", "file", path)
	}
	return wording.Fail("memory.failed", "file", path, "text", err)
}

// Record lays out what is known of a period, as it may be published, and enters it
// into a depository, with the manifest of the edition (nil: there is none) and the moment.
// What follows from it is asked for once the partners are entered.
func (j *Job) Record(db *store.DB, in *Intake, follows func() *analysis.Analysis, manifest []byte, now time.Time) error {
	m := j.Workspace.Method
	s := store.NewSnapshot(j.Period, j.Version, m.Model.Root.ID, store.Method{Hash: m.Hash, ID: m.ID, Version: m.Version, Text: string(j.Workspace.MethodFile)})
	for _, f := range slices.Concat(in.Files, in.Reviewed) {
		s.Source(f.Name, f.SHA256, f.ReadAs)
	}
	for i := range in.Submissions {
		s.Submission(&in.Submissions[i])
		j.places(s, in.Submissions[i].Partner.Place)
		for _, p := range in.Submissions[i].Practices {
			j.places(s, p.Place)
		}
	}
	if j.sparing {
		s.Recorded(shedOne)
	}
	s.Last(func() {
		results := follows()
		s.Scores(results.Now)
		s.Recommendations(results.Recommendations)
	})
	s.Findings(in.Findings)
	if err := enterEdition(s, manifest); err != nil {
		return err
	}
	_, err := db.Record(s, now)
	return err
}

// places enters where a place lies; a code that nobody knows is left out.
func (j *Job) places(s *store.Snapshot, code string) {
	if h, ok := j.Workspace.Places.Hromada(code); ok {
		o, _ := j.Workspace.Places.OblastOf(code)
		s.Place(code, h.Name, o.UK, j.Workspace.Places.PointOf(code))
	}
}
