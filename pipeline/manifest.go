package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// A manifest says what went into a run and what came out, so that anyone can
// prove later that a file is the one that was published. It holds no path of
// the machine and no time of day.
type manifest struct {
	Program  string         `json:"program"`
	Version  string         `json:"version"`
	Period   string         `json:"period"`
	Previous string         `json:"previous,omitempty"`
	Date     string         `json:"date"`
	Method   manifestMethod `json:"method"`
	Seed     uint64         `json:"seed"`
	Inputs   []manifestFile `json:"inputs"`
	Read     []manifestFile `json:"references,omitempty"` // what workbooks are read by: layouts, places, territories
	Outputs  []manifestFile `json:"outputs"`
}

type manifestMethod struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// A manifestFile is one file: its path below inputs or below the published
// folder, with slashes.
type manifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes,omitempty"`
	Read   string `json:"read_as,omitempty"` // form, review, the id of a layout, or none

	Replaced []replacedRune `json:"replaced,omitempty"` // in a report
}

// A replacedRune is a character of the texts that a report could not print.
type replacedRune struct {
	Rune  string `json:"rune"` // U+1F600
	With  string `json:"with"` // "" it was left out
	Count int    `json:"count"`
}

// json returns the manifest as text, its lists sorted by path.
func (m manifest) json() ([]byte, error) {
	byPath := func(a, b manifestFile) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(m.Inputs, byPath)
	slices.SortFunc(m.Read, byPath)
	slices.SortFunc(m.Outputs, byPath)
	data, err := json.MarshalIndent(m, "", "  ")
	return append(data, '\n'), err
}

// manifest says what went into the run.
func (j *Job) manifest(in *Intake) manifest {
	method := j.Workspace.Method
	m := manifest{
		Program: "depository", Version: j.Version, Period: j.Period, Previous: j.Previous, Date: dated(j.Date),
		Method: manifestMethod{ID: method.ID, Version: method.Version, SHA256: method.Hash},
		Seed:   method.Uncertainty.Seed,
	}
	for _, f := range slices.Concat(in.Files, in.Reviewed) {
		m.Inputs = append(m.Inputs, manifestFile{Path: j.Period + "/" + f.Name, SHA256: f.SHA256, Read: f.ReadAs})
	}
	for _, f := range j.Workspace.References {
		m.Read = append(m.Read, manifestFile{Path: f.Name, SHA256: f.SHA256})
	}
	return m
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
