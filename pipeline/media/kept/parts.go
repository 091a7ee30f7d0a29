package kept

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"depository.example/depository/pipeline/media/regular"
)

// A PartsError says why files are not the parts of this run.
type PartsError struct {
	Why   string   // "damaged", "other", "mixed", "missing" or "changed"
	Files []string // damaged or other: parts; changed: workbooks
	Lacks []int    // missing: the numbers of the parts that are not there
	Of    int      // of how many
}

// Words says it in the reader's language (wording.Told).
func (e *PartsError) Words() (key string, args []any) {
	lacks := make([]string, len(e.Lacks))
	for i, n := range e.Lacks {
		lacks[i] = fmt.Sprint(n)
	}
	return "command.parts." + e.Why, []any{"files", strings.Join(e.Files[:min(len(e.Files), mostNamed)], ", "), "lacks", strings.Join(lacks, ", "), "of", e.Of}
}

// Error says it in English.
func (e *PartsError) Error() string {
	return fmt.Sprintf("parts of a run: %s: %s %v", e.Why, strings.Join(e.Files, ", "), e.Lacks)
}

// mostNamed is how many files are named.
const mostNamed = 20

// OpenParts opens the parts of a run: all of one, each once, by the same program, method and
// references, of the same workbooks. Its error is a *PartsError, or says that a file cannot
// be read.
func OpenParts(paths []string, by map[string]string) ([]*Part, error) {
	var parts []*Part
	there := map[int]bool{}
	for _, path := range paths {
		part, err := openPart(path)
		switch {
		case err != nil:
			return nil, err
		case !maps.Equal(part.By, by):
			return nil, &PartsError{Why: "other", Files: []string{path}}
		case there[part.Number], len(parts) > 0 && (part.Of != parts[0].Of || part.Inputs != parts[0].Inputs):
			return nil, &PartsError{Why: "mixed", Files: []string{path}}
		}
		parts, there[part.Number] = append(parts, part), true
	}
	var lacks []int
	for n := 1; n <= parts[0].Of; n++ {
		if !there[n] {
			lacks = append(lacks, n)
		}
	}
	if lacks != nil {
		return nil, &PartsError{Why: "missing", Lacks: lacks, Of: parts[0].Of}
	}
	return parts, nil
}

func openPart(path string) (*Part, error) {
	in, err := regular.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	part, err := ReadPart(in)
	if errors.Is(err, ErrDamaged) {
		return nil, &PartsError{Why: "damaged", Files: []string{path}}
	}
	return part, err
}
