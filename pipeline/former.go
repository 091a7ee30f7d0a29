package pipeline

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/cell"
)

// hashRead hashes all that the run reads, where that is kept or compared.
func hashRead(j *Job) (err error) {
	// Inputs are never written into, nothing private is published, and an archive may be another's.
	if j.Archive != "" && ((append(j.Reads(j.Workspace.Method), j.Outputs)).Allow("--private", j.Archive) != nil || deposit.Open(j.Archive).Closed()) {
		j.Archive, j.unarchived = "", j.Archive
	}
	if j.Archive == "" && !keepsSome(j) {
		return nil
	}
	if j.sources, err = edition.Sources(j.Workspace, j.periods()); err == nil {
		j.read, err = edition.Hashed(j.sources, j.Limits.OrDefault().FileBytes)
	}
	return err
}

// keepsSome reports whether anything may be kept for the next run: inputs are never written
// into.
func keepsSome(j *Job) bool {
	return j.Cache != "" && j.Workspace.Instead == nil && kept.Program() != "" && j.Reads(j.Workspace.Method).Allow("--private", j.Cache) == nil
}

// formerRun is where the summary of the last run of the period is kept, under all that it
// depends on; nil where the run does more than the edition.
func formerRun(j *Job) *kept.Folder {
	if !keepsSome(j) || j.Contacts != "" || len(j.Parts) > 0 || j.Spark.Master != "" {
		return nil
	}
	opts := j.Options
	opts.Anew = false
	by, err := json.Marshal(struct {
		Program, Method, Previous string
		Options                   Options
		Read                      []deposit.File
	}{kept.Program(), j.Workspace.Method.Hash, j.Previous, opts, j.read})
	if err != nil {
		panic(err) // texts and numbers
	}
	return kept.Open(filepath.Join(j.Cache, "edition", j.Period), edition.Sum(by)).Among(publish.CircleOf(j.Outputs))
}

// A told is a summary as it is kept.
type told struct {
	Summary Summary
	Unread  cell.Problems // those behind Summary.Unread
}

// unchangedSince returns what the last run has told, where everything that this one would
// read is what that one has read, and all that came of it still stands; nil: not.
func unchangedSince(j *Job) *Summary {
	folder := formerRun(j)
	if folder == nil || j.Anew {
		return nil
	}
	site := filepath.Join(j.Outputs, SiteFolder)
	manifest, ok := edition.Stands(filepath.Join(j.Outputs, j.Period), false)
	var t told
	if !ok || gob.NewDecoder(bytes.NewReader(folder.Kept(j.Period, manifest))).Decode(&t) != nil || !hasEdition(j, manifest) {
		return nil
	}
	if _, ok := edition.Stands(filepath.Join(site, j.Period), false); !ok {
		return nil
	}
	if _, ok := edition.Stands(site, true); !ok {
		return nil
	}
	for i := range t.Unread {
		t.Summary.Unread[i].problem = t.Unread[i]
	}
	if t.Summary.Unread == nil {
		t.Summary.Unread = []Unread{}
	}
	t.Summary.Same, t.Summary.Unarchived = true, j.unarchived
	return &t.Summary
}

// hasEdition reports whether depository and archive have the edition with a manifest.
func hasEdition(j *Job, manifest string) bool {
	if j.Archive != "" {
		last, err := deposit.Open(j.Archive).Last(edition.Depository(j.Archive, j.Outputs), j.Period)
		if err != nil || last == nil || last.Manifest != manifest || !slices.Equal(last.Files, j.read) {
			return false
		}
	}
	db, err := store.OpenExisting(DepositoryOf(j.Outputs))
	if err != nil {
		return false
	}
	recorded, err := db.Manifest(j.Period, store.Known{})
	return errors.Join(err, db.Close()) == nil && recorded == manifest
}

// keepSummary keeps a summary for the next run; files is how many workbooks were read.
func keepSummary(j *Job, s *Summary, files int) {
	folder := formerRun(j)
	data, err := regular.ReadFile(filepath.Join(j.Outputs, j.Period, publish.ManifestName))
	if folder == nil || err != nil || len(s.Kept) > 0 {
		return // what others have put there is told each time
	}
	t := told{Summary: *s}
	t.Summary.Repaired, t.Summary.Unchanged = false, files
	for _, u := range s.Unread {
		t.Unread = append(t.Unread, u.problem)
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(t) == nil {
		folder.Keep(j.Period, edition.Sum(data), b.Bytes())
		folder.Forget()
	}
}

// archiveRun notes the run in the archive, if there is one, with what came of it.
func archiveRun(j *Job, note func(*deposit.Folder, string, deposit.Run) error, manifest []byte, now time.Time) error {
	if j.Archive == "" || j.Aside {
		return nil
	}
	with, err := json.Marshal(j.Options)
	if err != nil {
		return err
	}
	return edition.Archived(note, j.Archive, j.Outputs, j.Method, deposit.Run{Recorded: now, Period: j.Period, Files: j.read, With: with}, manifest)
}
