// Package lists reads the lists that the office keeps or is given: the codifier of places
// and its old codes, places that it lacks, territories that stand apart, partners that
// are invited. None of them is a partner's workbook: a list that cannot be read is an
// error, a row that is not used a problem with its cell.
package lists

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/territory"
	"depository.example/depository/templates"
)

// FormerCodesOf is the file of old codes (KOATUU) that belongs to a codifier:
// places.koatuu.csv beside places.csv.
func FormerCodesOf(codifier string) string {
	return strings.TrimSuffix(codifier, filepath.Ext(codifier)) + ".koatuu.csv"
}

// LoadFormerCodes reads a table of old codes; see place.ReadFormerCodes.
func LoadFormerCodes(path string) (map[string]string, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	return place.ReadFormerCodes(rows)
}

// LoadPlaces reads the official codifier, XLSX or CSV, and the old codes beside
// it, where they are; "" is the codifier that the program carries. What hromadas
// are called in this one is understood with another one too.
func LoadPlaces(path string) (*place.Registry, error) {
	if path == "" {
		return carried()
	}
	go func() { _, _ = carried() }() // while the file is read
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	own, err := carried()
	if err != nil {
		return nil, err
	}
	r := place.FromCodifier(rows)
	if r.Len() == 0 {
		return nil, cell.Fail("places.none", "file", path)
	}
	r.KnowNames(own)
	former := FormerCodesOf(path)
	if _, err := os.Stat(former); err != nil {
		return r, nil
	}
	codes, err := LoadFormerCodes(former)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", former, err)
	}
	r.KnowFormerCodes(codes)
	return r, nil
}

// carried is the codifier that the program carries, read on first use.
var carried = sync.OnceValues(func() (*place.Registry, error) {
	packed, err := templates.Files.Open("places/katottg.gz")
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(unzipped)
	if err != nil {
		return nil, err
	}
	return place.Unpack(string(text))
})

// LoadCodifier reads the official codifier, XLSX or CSV, and verifies it; see
// place.ReadCodifier for the errors.
func LoadCodifier(path string) (*place.Codifier, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, err
	}
	return place.ReadCodifier(rows)
}

// LoadTerritories reads the dated list of territories that stand apart, and tells
// the rows that contradict themselves or the codifier and are not used; see
// territory.Read.
func LoadTerritories(path, date string, codifier *place.Registry) (*territory.List, cell.Problems, error) {
	rows, err := loadRows(path)
	if err != nil {
		return nil, nil, err
	}
	t, err := territory.Read(rows, date, codifier)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	var problems cell.Problems
	for _, f := range t.Faults {
		at := cell.Ref{File: filepath.Base(path), Row: f.Row, Col: f.Col}
		problems.Add(cell.Warning, "territory-"+f.Code, at, f.Read, "name", f.Name, "other", f.Other)
	}
	return t, problems, nil
}

// loadRows reads the first sheet of a table that is not a partner's; a problem
// with it is an error.
func loadRows(path string) ([][]string, error) {
	book, problems := open.Read(path, sheet.Limits{})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(book.Sheets) == 0 {
		return nil, nil
	}
	rows, ok := dense(book.Sheets[0].Cells)
	if !ok {
		return nil, cell.Fail("places.wide", "file", path, "most", maxDense)
	}
	return rows, nil
}

// maxDense bounds the fields of a table laid out from its cells, the empty ones
// too: the codifier has 330,000.
const maxDense = 4 << 20

// dense lays cells out as rows of fields; false where the blanks between them
// would take too much memory.
func dense(cells []sheet.Cell) (rows [][]string, ok bool) {
	fields := 0
	for from := 0; from < len(cells); {
		to := from + 1
		for to < len(cells) && cells[to].Row == cells[from].Row {
			to++
		}
		row := cells[from:to]
		if fields += row[len(row)-1].Col; fields > maxDense {
			return nil, false
		}
		line := make([]string, row[len(row)-1].Col)
		for _, c := range row {
			line[c.Col-1] = c.Text
		}
		rows = append(rows, make([][]string, max(0, row[0].Row-1-len(rows)))...)
		rows, from = append(rows, line), to
	}
	return rows, true
}
