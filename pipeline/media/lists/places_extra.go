package lists

import (
	"fmt"
	"path/filepath"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
)

// LoadExtraPlaces reads the office's list of places that the codifier does not
// have, and tells its rows that are not used; see place.ReadExtras.
func LoadExtraPlaces(path string, codifier *place.Registry) ([]place.Extra, cell.Problems, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, nil, err
	}
	list, faults, err := place.ReadExtras(rows, codifier)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	var problems cell.Problems
	for _, f := range faults {
		at := cell.Ref{File: filepath.Base(path), Row: f.Row, Col: f.Col}
		problems.Add(cell.Warning, "extra-place-"+f.Code, at, f.Read, "other", f.Other)
	}
	return list, problems, nil
}
