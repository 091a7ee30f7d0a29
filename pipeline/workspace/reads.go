package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
)

// Reads is everything that is read of these sources: the settings, the whole
// folder of inputs, the method file and its rules, the layouts, the codifier with
// the old codes beside it, the list of territories. Without a method its rules are
// left out.
func (from *Sources) Reads(m *method.Method) publish.Reads {
	file := from.Method
	if Embedded(file) {
		file = ""
	}
	reads := publish.Reads{from.Inputs, from.Settings, file, from.Layouts, from.Places, from.Territories}
	if m != nil {
		reads = append(reads, from.RulesFile(m))
	}
	if from.Places != "" {
		reads = append(reads, lists.FormerCodesOf(from.Places))
	}
	return reads
}

// RulesFile is where the rules of a method file lie; "" of a method of the program's own.
func (from *Sources) RulesFile(m *method.Method) string { return rulesBeside(from.Method, m) }

// LayoutFiles lists the layouts, by name.
func (from *Sources) LayoutFiles() ([]string, error) { return foreign.LayoutFiles(from.Layouts) }

// PlacesFiles are the codifier and, where they are, the old codes beside it; none where
// it is the program's own.
func (from *Sources) PlacesFiles() (out []string) {
	if from.Places != "" {
		out = append(out, from.Places)
		if old := lists.FormerCodesOf(from.Places); exists(old) {
			out = append(out, old)
		}
	}
	return out
}

// A Reference is a file by which workbooks are read.
type Reference struct {
	Name   string // of a layout with its folder: layouts/<file>
	SHA256 string // hexadecimal
}

// references hashes the layouts, the codifier with the old codes beside it, the
// list of extra places, that of territories, the table of who is who, and synonyms.
func (from *Sources) references() (out []Reference, err error) {
	paths, err := from.LayoutFiles()
	if err != nil {
		return nil, err
	}
	layouts := len(paths)
	paths = append(paths, from.PlacesFiles()...)
	if extra := from.extraPlaces(); extra != "" {
		paths = append(paths, extra)
	}
	if from.Territories != "" {
		paths = append(paths, from.Territories)
	}
	for _, path := range []string{from.decisionsFile(), from.synonymsFile()} {
		if exists(path) {
			paths = append(paths, path)
		}
	}
	for i, path := range paths {
		data, err := regular.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(path)
		if i < layouts {
			name = "layouts/" + name
		}
		hash := sha256.Sum256(data)
		out = append(out, Reference{name, hex.EncodeToString(hash[:])})
	}
	return out, nil
}

// extraPlacesFile is the list of places that the codifier does not have, among the
// inputs (place.ReadExtras).
const extraPlacesFile = "places-extra.csv"

// decisionsFile is the table of who is who, among the inputs; it need not be there.
func (from *Sources) decisionsFile() string {
	return filepath.Join(from.Inputs, attributes.IdentityFile)
}

// synonymsFile is the list of one's own synonyms; it need not be there.
func (from *Sources) synonymsFile() string { return filepath.Join(from.Inputs, SynonymsFile) }

// extraPlaces is the list of extra places; "" there is none.
func (from *Sources) extraPlaces() string {
	if path := filepath.Join(from.Inputs, extraPlacesFile); from.Inputs != "" && exists(path) {
		return path
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
