package pipeline

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/store"
)

// printed returns the settings of the run.
func (j *Job) printed() edition.Printed {
	return edition.Printed{Method: filepath.Base(j.Sources.Method), Lang: j.Lang, Reports: j.Reports, Organisation: legibleIn(j.Organisation), Title: legibleIn(j.Title),
		CoverNote: legibleIn(j.CoverNote), Imprint: legibleImprint(j.Imprint), Official: j.Official, Draft: j.Draft, Factsheets: j.Factsheets, Territories: j.TerritoriesDate}
}

// enterEdition enters the edition with a manifest, if there is one, into a snapshot.
func enterEdition(s *store.Snapshot, manifest []byte) error {
	if manifest == nil {
		return nil
	}
	var m struct {
		Version  string          `json:"version"`
		Settings json.RawMessage `json:"settings"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return err
	}
	var settings bytes.Buffer
	if err := json.Compact(&settings, m.Settings); err != nil && len(m.Settings) > 0 {
		return err
	}
	s.Edition(m.Version, edition.Sum(manifest), settings.String())
	return nil
}

// manifest says what went into the run.
func (j *Job) manifest(in *Intake) edition.Manifest {
	method := j.Workspace.Method
	m := edition.Manifest{
		Program: "depository", Version: j.Version, Period: j.Period, Previous: j.Previous, Date: dated(j.Date),
		Method: edition.Method{ID: method.ID, Version: method.Version, SHA256: method.Hash},
		Seed:   method.Uncertainty.Seed, Settings: j.printed(),
	}
	for _, f := range slices.Concat(in.Files, in.Reviewed) {
		m.Inputs = append(m.Inputs, edition.File{Path: j.Period + "/" + f.Name, SHA256: f.SHA256, Read: f.ReadAs})
	}
	for _, f := range in.Texts.Files {
		m.Inputs = append(m.Inputs, edition.File{Path: j.Period + "/" + f.Name, SHA256: f.SHA256, Read: "text"})
	}
	for _, f := range j.Workspace.References {
		m.Read = append(m.Read, edition.File{Path: f.Name, SHA256: f.SHA256})
	}
	return m
}
