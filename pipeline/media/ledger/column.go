package ledger

import (
	"math"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// A column is one column of a sheet: what stands in each row, a text, a number or an
// expression; nil nothing.
type column struct {
	page  *page
	title string
	width float64
	look  workbook.Format
	cell  func(row int) any                        // rows count from 0
	alike bool                                     // all cells are formulas of one shape, or none is one
	shape *formula.Shape                           // theirs; nil: it was not asked for
	other func(row int) (s *formula.Shape, of int) // each has the shape of a formula of another row; nil: none has

	shown []formula.Value // by row; unknown: not worked out
}

// unknown is the kind of a value that is not worked out.
const unknown formula.Kind = math.MaxUint8

// shaped is the shape of a formula of the column, and the row that it has in it; nil: it is
// made by itself.
func (c *column) shaped(row int) (s *formula.Shape, of int) {
	if c.other != nil {
		return c.other(row)
	}
	if c.shape == nil && c.alike {
		first, is := c.cell(0).(formula.Any)
		if is {
			second := c.cell(min(1, c.page.rows-1)).(formula.Any)
			c.shape, is = c.page.in.shaper.Shape(first, second)
		}
		c.alike = is
	}
	return c.shape, row
}

// value is what a cell shows.
func (c *column) value(row int) formula.Value {
	if uint(row) < uint(len(c.shown)) && c.shown[row].Kind != unknown {
		return c.shown[row]
	}
	return c.made(row)
}

// made works out what a cell shows.
func (c *column) made(row int) formula.Value {
	if row < 0 || row >= c.page.rows {
		return formula.Value{}
	}
	s, of := c.shaped(row)
	if s == nil {
		return c.valueOf(row, c.cell(row))
	}
	c.begin()
	c.shown[row] = formula.Value{} // of a formula that asks for itself: nothing
	c.shown[row] = s.Eval(of)
	return c.shown[row]
}

// begin makes room for the values.
func (c *column) begin() {
	if c.shown != nil {
		return
	}
	c.shown = make([]formula.Value, c.page.rows)
	for row := range c.shown {
		c.shown[row].Kind = unknown
	}
}

// valueOf is what a cell with a content shows; it is worked out once.
func (c *column) valueOf(row int, content any) formula.Value {
	if c.begin(); c.shown[row].Kind == unknown {
		c.shown[row] = formula.Value{} // of a formula that asks for itself: nothing
		c.shown[row] = valueOf(content, c.page.name, c.page.in)
	}
	return c.shown[row]
}

// valueOf is what a content shows.
func valueOf(content any, sheet string, cells formula.Cells) formula.Value {
	switch v := content.(type) {
	case string:
		if v != "" {
			return formula.Value{Kind: formula.Textual, S: v}
		}
	case float64:
		return formula.Value{Kind: formula.Numeric, X: v}
	case formula.Any:
		return formula.Eval(v, sheet, cells)
	}
	return formula.Value{}
}

// Cell returns what the cell in a row of the sheet shows (formula.Column).
func (c *column) Cell(row int) formula.Value { return c.value(row - 2) }

// Cells returns what the cells in rows of the sheet show (formula.Column).
func (c *column) Cells(first, last int) []formula.Value {
	if first < 2 || last > c.page.rows+1 {
		return nil
	}
	for row := first - 2; row <= last-2; row++ {
		if c.begin(); c.shown[row].Kind == unknown {
			c.made(row)
		}
	}
	return c.shown[first-2 : last-1 : last-1]
}

// Cell returns what a cell shows (formula.Cells).
func (l *ledger) Cell(sheet string, col, row int) formula.Value {
	if c := l.Column(sheet, col); c != nil {
		return c.Cell(row)
	}
	return formula.Value{}
}

// Column returns a column of a sheet (formula.Columns).
func (l *ledger) Column(sheet string, col int) formula.Column {
	for _, p := range l.pages {
		if p.name == sheet && col > 0 && col <= len(p.columns) {
			return p.columns[col-1]
		}
	}
	return nil
}
