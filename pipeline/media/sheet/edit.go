package sheet

import (
	"regexp"
	"slices"
)

// An Edit is one cell that is read as if something else stood in it.
type Edit struct {
	File, Sheet string // Sheet "": the first
	Row, Col    int    // 1-based
	Text        string // as somebody types it: digits are a number; "" blank
	Done        bool   // the cell is one of a sheet that was read
}

// digits are what a spreadsheet takes for a number in any language.
var digits = regexp.MustCompile(`^-?\d+(?:\.\d+)?$`)

// Apply changes the cell in the book that it belongs to. Any cell of a merged range is its
// first: nothing can stand in the others.
func (e *Edit) Apply(b *Book) {
	if e == nil || b.File != e.File {
		return
	}
	at := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return e.Sheet == "" || s.Name == e.Sheet })
	if at < 0 {
		return
	}
	s := &b.Sheets[at]
	c := Cell{Row: e.Row, Col: e.Col, Text: e.Text}
	for _, m := range s.Merged {
		if m.Row <= c.Row && c.Row <= m.LastRow && m.Col <= c.Col && c.Col <= m.LastCol {
			c.Row, c.Col = m.Row, m.Col
			break
		}
	}
	i, there := slices.BinarySearchFunc(s.Cells, c, Cell.compare)
	if there {
		c.Format = s.Cells[i].Format
	}
	if digits.MatchString(e.Text) {
		c.Type = Number
	}
	e.Done = true
	switch {
	case there && e.Text == "":
		s.Cells = slices.Delete(s.Cells, i, i+1)
	case there:
		s.Cells[i] = c
	case e.Text != "":
		s.Cells = slices.Insert(s.Cells, i, c)
	}
}
