package forms

import (
	"math"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
)

// What a card prints may be a formula, which is known where one of its areas holds all
// the others.
func TestAreaOfASheet(t *testing.T) {
	whole := sheet.Range{Row: 1, Col: 1, LastRow: math.MaxInt, LastCol: math.MaxInt}
	for raw, want := range map[string]sheet.Range{
		"'Партнер'!$A$1:$B$16": {Row: 1, Col: 1, LastRow: 16, LastCol: 2},
		"IF(following>0,'Практика 1'!$A$1:$G$116,'Практика 1'!$A$1:$G$79)": {Row: 1, Col: 1, LastRow: 116, LastCol: 7},
		"'П'!$A$1:$G$79,'П'!$A$1:$G$116":                                   {Row: 1, Col: 1, LastRow: 116, LastCol: 7},
		"'П'!A1:G79":                                                       {Row: 1, Col: 1, LastRow: 79, LastCol: 7},
		"'П'!$A$1:$G$79,'П'!$A$90:$G$95":                                   whole, // side by side
		"'П'!$A$1:$G$9,'П'!$A$1:$B$95":                                     whole,
		"'П'!$1:$40":                                                       whole,
		"#REF!":                                                            whole,
		"OFFSET('П'!$A$1,0,0,9,9)":                                         whole,
		"":                                                                 whole,
	} {
		if got := widest(raw); got != want {
			t.Errorf("%q: %+v", raw, got)
		}
	}
}
