package survey

import (
	"testing"

	"depository.example/depository/pipeline/survey/cell"
)

// TestSpotsLeadBack holds that the cell of a text of a practice is found again, on
// whatever sheet it stands.
func TestSpotsLeadBack(t *testing.T) {
	p := Practice{At: cell.Ref{File: "a.xlsx", Sheet: "Практика 1", Row: 3, Col: 4}}
	here := p.At
	here.Row = 12
	cells := []cell.Ref{here, {File: "a.xlsx", Sheet: "Практика 2", Row: 5, Col: 1}, {}, {File: "a.xlsx"}, {File: "a.xlsx", Sheet: "Практика 1", Row: 1 << 33, Col: 1}, here}
	spots := make([]Spot, len(cells))
	for i, at := range cells {
		spots[i] = p.Spot(at)
	}
	for i, at := range cells {
		if got := p.Where(spots[i]); got != at {
			t.Errorf("%+v came back as %+v", at, got)
		}
	}
	if len(p.Elsewhere) != 3 {
		t.Errorf("%d cells are kept whole, want the 3 that are not on the sheet of the practice", len(p.Elsewhere))
	}
}
