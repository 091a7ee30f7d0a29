// Package edition says what an edition is made of: its manifest, the files that a run
// reads, and whether what is published is still what was written. It believes that an
// edition proves itself: by its files and sums alone, without the program's memory.
package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// A Manifest says what went into a run and what came out, so that anyone can
// prove later that a file is the one that was published. It holds no path of
// the machine and no time of day. That of the pages over all periods names no period.
type Manifest struct {
	Program  string  `json:"program"`
	Version  string  `json:"version"`
	Period   string  `json:"period"`
	Previous string  `json:"previous,omitempty"`
	Date     string  `json:"date"`
	Method   Method  `json:"method"`
	Seed     uint64  `json:"seed"`
	Settings Printed `json:"settings"`
	Inputs   []File  `json:"inputs"`
	Read     []File  `json:"references,omitempty"` // what workbooks are read by: layouts, places, territories
	Outputs  []File  `json:"outputs"`
	Self     string  `json:"self"` // SHA-256 of the manifest itself with zeros in place of these digits
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

// A Method is that of the run.
type Method struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// A File is one file: its path below inputs or below the published
// folder, with slashes.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes,omitempty"`
	Read   string `json:"read_as,omitempty"` // form, review, the id of a layout, or none

	Replaced []Replaced `json:"replaced,omitempty"` // in a report
}

// A Replaced is a character of the texts that a report could not print.
type Replaced struct {
	Rune  string `json:"rune"` // U+1F600
	With  string `json:"with"` // "" it was left out
	Count int    `json:"count"`
}

// JSON returns the manifest as text, its lists sorted by path, sealed by its own sum.
func (m Manifest) JSON() ([]byte, error) {
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(m.Inputs, byPath)
	slices.SortFunc(m.Read, byPath)
	slices.SortFunc(m.Outputs, byPath)
	m.Self = unsealed
	return seal(m)
}

// unsealed stands in a manifest where its own sum belongs, until it is known.
var unsealed = strings.Repeat("0", 2*sha256.Size)

// seal returns a manifest, which has unsealed in it, as text with its own sum.
func seal(m any) ([]byte, error) {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	data = append(data, '\n')
	at := bytes.LastIndex(data, []byte(unsealed))
	return slices.Concat(data[:at], []byte(Sum(data)), data[at+len(unsealed):]), nil
}

// ownSum is where a manifest has its own sum.
var ownSum = regexp.MustCompile(`(?m)^  "self": "([0-9a-f]{64})"$`)

// Sealed reports whether a manifest is as its own sum says.
func Sealed(data []byte) bool {
	at := ownSum.FindSubmatchIndex(data)
	if at == nil {
		return false
	}
	plain := slices.Clone(data)
	copy(plain[at[2]:at[3]], unsealed)
	return Sum(plain) == string(data[at[2]:at[3]])
}

// Sum is the SHA-256 of data, hexadecimal.
func Sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
