package sheet

import "testing"

// Whichever cell of a merged range is named, what is typed stands in its first; a cell
// outside of it is itself, and what is blank is not there.
func TestApplyKnowsMergedRanges(t *testing.T) {
	for _, c := range []struct {
		row, col         int
		text             string
		atRow, atCol, of int // where the text is to stand, and how many cells there are
	}{
		{3, 4, "x", 3, 4, 2}, {5, 6, "x", 3, 4, 2}, {4, 4, "", 0, 0, 1}, {6, 4, "x", 6, 4, 3}, {5, 7, "7", 5, 7, 3},
	} {
		b := &Book{File: "b", Sheets: []Sheet{{Name: "s", Cells: []Cell{{Row: 1, Col: 1, Text: "a"}, {Row: 3, Col: 4, Text: "was"}}, Merged: []Range{{3, 4, 5, 6}}}}}
		e := &Edit{File: "b", Sheet: "s", Row: c.row, Col: c.col, Text: c.text}
		e.Apply(b)
		found := c.text == ""
		for _, x := range b.Sheets[0].Cells {
			found = found || x.Text == c.text && x.Row == c.atRow && x.Col == c.atCol
		}
		if !found || len(b.Sheets[0].Cells) != c.of || !e.Done {
			t.Errorf("%d/%d %q: %+v", c.row, c.col, c.text, b.Sheets[0].Cells)
		}
	}
}
