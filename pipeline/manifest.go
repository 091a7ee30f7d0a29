package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/store"
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
	Settings Printed        `json:"settings"`
	Inputs   []manifestFile `json:"inputs"`
	Read     []manifestFile `json:"references,omitempty"` // what workbooks are read by: layouts, places, territories
	Outputs  []manifestFile `json:"outputs"`
	Self     string         `json:"self"` // SHA-256 of the manifest itself with zeros in place of these digits
}

// Printed are the settings that an edition depends on besides its inputs and its
// method.
type Printed struct {
	Method       string                       `json:"method"` // a name of the program's own, or the base name of a file
	Lang         string                       `json:"lang"`
	Reports      []string                     `json:"reports"`
	Organisation map[string]string            `json:"organisation,omitempty"`
	Title        map[string]string            `json:"title,omitempty"`
	CoverNote    map[string]string            `json:"cover_note,omitempty"`
	Imprint      map[string]map[string]string `json:"imprint,omitempty"`
	Official     bool                         `json:"official"`
	Draft        bool                         `json:"draft"`
	Factsheets   bool                         `json:"factsheets"`
	Territories  string                       `json:"territories_date,omitempty"`
}

// printed returns the settings of the run.
func (j *Job) printed() Printed {
	return Printed{Method: filepath.Base(j.Sources.Method), Lang: j.Lang, Reports: j.Reports, Organisation: legibleIn(j.Organisation), Title: legibleIn(j.Title),
		CoverNote: legibleIn(j.CoverNote), Imprint: legibleImprint(j.Imprint), Official: j.Official, Draft: j.Draft, Factsheets: j.Factsheets, Territories: j.TerritoriesDate}
}

// recorded enters what is published of the period, if anything is, into a snapshot.
func (j *Job) recorded(s *store.Snapshot) error {
	published, err := os.ReadFile(filepath.Join(j.Outputs, j.Period, "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var m struct {
		Version  string          `json:"version"`
		Settings json.RawMessage `json:"settings"`
	}
	if err == nil {
		err = json.Unmarshal(published, &m)
	}
	if err != nil {
		return err
	}
	var settings bytes.Buffer
	if err := json.Compact(&settings, m.Settings); err != nil && len(m.Settings) > 0 {
		return err
	}
	s.Edition(m.Version, sum(published), settings.String())
	return nil
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
	m.Self = unsealed
	return sealed(m)
}

// unsealed stands in a manifest where its own sum belongs, until it is known.
var unsealed = strings.Repeat("0", 2*sha256.Size)

// sealed returns a manifest as text, its own sum last.
func sealed(m any) ([]byte, error) {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	data = append(data, '\n')
	at := bytes.LastIndex(data, []byte(unsealed))
	return slices.Concat(data[:at], []byte(sum(data)), data[at+len(unsealed):]), nil
}

// manifest says what went into the run.
func (j *Job) manifest(in *Intake) manifest {
	method := j.Workspace.Method
	m := manifest{
		Program: "depository", Version: j.Version, Period: j.Period, Previous: j.Previous, Date: dated(j.Date),
		Method: manifestMethod{ID: method.ID, Version: method.Version, SHA256: method.Hash},
		Seed:   method.Uncertainty.Seed, Settings: j.printed(),
	}
	for _, f := range slices.Concat(in.Files, in.Reviewed) {
		m.Inputs = append(m.Inputs, manifestFile{Path: j.Period + "/" + f.Name, SHA256: f.SHA256, Read: f.ReadAs})
	}
	for _, f := range in.Texts.Files {
		m.Inputs = append(m.Inputs, manifestFile{Path: j.Period + "/" + f.Name, SHA256: f.SHA256, Read: "text"})
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
