package ingest

import (
	"fmt"

	"depository/pipeline/cell"
	"depository/pipeline/place"
	"depository/pipeline/sheet"
)

// LoadPlaces reads the official codifier, XLSX or CSV.
func LoadPlaces(path string) (*place.Registry, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	r := place.FromCodifier(rows)
	if r.Len() == 0 {
		return nil, fmt.Errorf("%s: no hromada found; the codifier has codes of five levels, a category and a name", path)
	}
	return r, nil
}

// LoadTerritories reads the dated list of territories that stand apart; see
// place.ReadTerritories.
func LoadTerritories(path, date string) (*place.Territories, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	t, err := place.ReadTerritories(rows, date)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// loadRows reads the first sheet of a table that is not a partner's; a problem
// with it is an error.
func loadRows(path string) ([][]string, error) {
	book, problems := sheet.Read(path, sheet.Limits{})
	for _, p := range problems {
		if p.Severity == cell.Error {
			return nil, fmt.Errorf("%s: %s %s", path, p.Code, p.Read)
		}
	}
	if len(book.Sheets) == 0 {
		return nil, nil
	}
	var rows [][]string
	for _, c := range book.Sheets[0].Cells {
		for len(rows) < c.Row {
			rows = append(rows, nil)
		}
		row := &rows[c.Row-1]
		for len(*row) < c.Col {
			*row = append(*row, "")
		}
		(*row)[c.Col-1] = c.Text
	}
	return rows, nil
}
