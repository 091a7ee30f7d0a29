package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/ingest"
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
	Read   string `json:"read_as,omitempty"` // form, the id of a layout, or none

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

// hashReferences hashes the files by which workbooks are read: the layouts by their
// folder and name, the codifier with the old codes beside it and the list of
// territories by their names.
func (r *run) hashReferences() (files []manifestFile, err error) {
	paths := []string{}
	if r.opts.Layouts != "" {
		for _, ending := range []string{"*.yaml", "*.yml"} {
			found, err := filepath.Glob(filepath.Join(r.opts.Layouts, ending))
			if err != nil {
				return nil, err
			}
			paths = append(paths, found...)
		}
	}
	layouts := len(paths)
	if r.opts.Places != "" {
		paths = append(paths, r.opts.Places)
		if old := ingest.FormerCodesOf(r.opts.Places); exists(old) {
			paths = append(paths, old)
		}
	}
	if r.opts.Territories != "" {
		paths = append(paths, r.opts.Territories)
	}
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(path)
		if i < layouts {
			name = "layouts/" + name
		}
		files = append(files, manifestFile{Path: name, SHA256: sum(data)})
	}
	return files, nil
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}
