package lists

import (
	"reflect"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
)

func TestDense(t *testing.T) {
	cells := []sheet.Cell{{Row: 2, Col: 1, Text: "а"}, {Row: 2, Col: 3, Text: "в"}, {Row: 4, Col: 2, Text: "б"}}
	rows, ok := dense(cells)
	if want := [][]string{nil, {"а", "", "в"}, nil, {"", "б"}}; !ok || !reflect.DeepEqual(rows, want) {
		t.Errorf("got %q, %t", rows, ok)
	}
}

// TestDenseIsBounded: one cell a row in the last column is a table of gigabytes
// when its blanks are laid out.
func TestDenseIsBounded(t *testing.T) {
	var cells []sheet.Cell
	for row := 1; row <= 20_000; row++ {
		cells = append(cells, sheet.Cell{Row: row, Col: 10_000, Text: "x"})
	}
	if rows, ok := dense(cells); ok {
		t.Errorf("%d rows were laid out", len(rows))
	}
	if rows, ok := dense(cells[:400]); !ok || len(rows) != 400 {
		t.Errorf("%d rows, %t", len(rows), ok)
	}
}
