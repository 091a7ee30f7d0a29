package sheet

import "testing"

// The room for the cells of one book is that of the next, which finds nothing of the
// first in it.
func TestRoomIsUsedAgain(t *testing.T) {
	const cells = 1000
	again := 0
	for range 10 { // the collector may take it
		in := NewIntake("a.csv", Limits{}, nil)
		if cap(in.kept) >= cells {
			again++
			for _, c := range in.kept[:cells] {
				if c != (Cell{}) {
					t.Fatalf("%+v is left", c)
				}
			}
		}
		row := make([]Cell, cells)
		for i := range row {
			row[i] = Cell{Row: 1, Col: i + 1, Text: "так"}
		}
		in.Visit(nil, row)
		s := Sheet{}
		in.Settle(&s)
		if len(s.Cells) != cells || s.Cells[cells-1].Text != "так" {
			t.Fatalf("%d cells", len(s.Cells))
		}
		in.End()
	}
	if again == 0 {
		t.Error("each book took room of its own")
	}
}
