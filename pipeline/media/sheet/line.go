package sheet

import (
	"slices"

	"depository.example/depository/pipeline/survey/cell"
)

// A Line gathers the cells of one row. The texts of all cells become one string,
// of which each cell has its part: a row costs one allocation.
type Line struct {
	cells    []Cell
	ends     []int // where the text of a cell ends in texts; -1 it has its own
	texts    []byte
	disorder bool // a cell follows one that it should stand before or at
}

// Reused returns an empty line with the memory of this one.
func (l *Line) Reused() Line {
	return Line{cells: l.cells[:0], ends: l.ends[:0], texts: l.texts[:0]}
}

// Forget leaves nothing of a file in the memory that is used again; false where that
// is more than a row needs.
func (l *Line) Forget() bool {
	if cap(l.cells) > MaxCols {
		return false
	}
	clear(l.cells[:cap(l.cells)])
	return true
}

// Empty tells whether no cell has come.
func (l *Line) Empty() bool { return len(l.cells) == 0 }

// Add takes a cell that has its text.
func (l *Line) Add(c Cell) {
	l.note(c.Col)
	l.cells, l.ends = append(l.cells, c), append(l.ends, -1)
}

// AddText takes a cell and its text.
func (l *Line) AddText(c Cell, text []byte) {
	l.note(c.Col)
	l.texts = append(l.texts, text...)
	l.cells, l.ends = append(l.cells, c), append(l.ends, len(l.texts))
}

func (l *Line) note(col int) {
	if n := len(l.cells); n > 0 && l.cells[n-1].Col >= col {
		l.disorder = true
	}
}

// Finish returns the cells in order and begins anew; they are valid until then. It
// tells of cells that stand twice.
func (l *Line) Finish(twice func(Cell, cell.Severity)) []Cell {
	all, from := string(l.texts), 0
	for i, end := range l.ends {
		if end >= 0 {
			l.cells[i].Text = all[from:end]
			from = end
		}
	}
	cells := l.cells
	if l.disorder {
		cells = inOrder(cells, twice)
	}
	*l = l.Reused()
	return cells
}

// inOrder sorts cells by row and column. One that stands twice with unlike
// contents cannot be read: nobody knows which was meant. One that stands twice
// with the same content is there once.
func inOrder(cells []Cell, twice func(Cell, cell.Severity)) []Cell {
	slices.SortStableFunc(cells, Cell.compare)
	kept := cells[:0]
	for _, c := range cells {
		n := len(kept)
		switch {
		case n == 0 || kept[n-1].compare(c) != 0:
			kept = append(kept, c)
		case kept[n-1].Text == c.Text && kept[n-1].Type == c.Type:
			twice(c, cell.Warning)
		default:
			twice(c, cell.Error)
			kept[n-1] = Cell{Row: c.Row, Col: c.Col, Type: Error}
		}
	}
	return kept
}

func (c Cell) compare(d Cell) int {
	if c.Row != d.Row {
		return c.Row - d.Row
	}
	return c.Col - d.Col
}
