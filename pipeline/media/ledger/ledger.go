// Package ledger writes a period as a workbook in which every number is a formula:
// answers, rules, weights, criteria, dimensions, partners, ranks, and a sheet that puts
// what is published beside what the formulas give. It believes that a result is only
// understood by somebody who can move it: the weights can be changed, and the ranks
// follow as they would by a method with these weights.
//
// Formulas are those that Excel 2016 and LibreOffice 7.4 know; a column has one shape
// of formula. What stands as a value is named in the sheet of rules or of weights.
package ledger

import (
	"io"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// An Input is a scored period. Units of other regions than those of the ledger may be
// left out of Submissions; then Fixed says that what follows from all of them (fitted
// parameters and ranks) stands as a value.
type Input struct {
	Period      string
	Model       *score.Model
	Prepared    *score.Prepared
	Result      *score.Result
	Submissions []survey.Submission
	Only        func(partner string) bool // whose rows are written; nil: all
	Fixed       bool
	Texts       *wording.Catalogue
	Name        string // of the file
	Kept        Keeper // of what was packed before; nil: nothing is
}

// A column is one column of a sheet: what stands in each row, a text, a number or an
// expression; nil nothing.
type column struct {
	title string
	width float64
	look  workbook.Format
	cell  func(row int) any                        // rows count from 0
	alike bool                                     // all cells are formulas of one shape, or none is one
	shape *formula.Shape                           // theirs; nil: it was not asked for
	other func(row int) (s *formula.Shape, of int) // each has the shape of a formula of another row; nil: none has

	shown []formula.Value // by row, where known
	known []bool
	each  [][]formula.Value // shown, a row of one for each
}

// A page is a sheet being laid out.
type page struct {
	name    string
	rows    int
	columns []column
	at      map[string]int // of columns by what they hold: "score:legal"
	under   *page          // of the same rows, where columns are that this one has not; nil none

	partner   func(row int) string // whose row it is; "" nobody's, and it is made anew; nil: all are
	stretches []workbook.Stretch
}

// add adds a column under a name by which formulas find it.
func (p *page) add(name, title string, cell func(row int) any) *column {
	p.at[name] = len(p.columns) + 1
	p.columns = append(p.columns, column{title: title, width: 12, look: plain, cell: cell})
	return &p.columns[len(p.columns)-1]
}

// each is add of a column whose formulas are of one shape, if they are formulas: they name
// cells of rows that go on by as many each time.
func (p *page) each(name, title string, cell func(row int) any) *column {
	c := p.add(name, title, cell)
	c.alike = true
	return c
}

// shaped is the shape of a formula of a column, and the row that it has in it; nil: it is
// made by itself.
func (l *ledger) shaped(p *page, c *column, row int) (s *formula.Shape, of int) {
	if c.other != nil {
		return c.other(row)
	}
	if c.shape == nil && c.alike {
		first, is := c.cell(0).(formula.Any)
		if is {
			second := c.cell(min(1, p.rows-1)).(formula.Any)
			c.shape, is = l.shaper.Shape(first, second)
		}
		c.alike = is
	}
	return c.shape, row
}

// ref is a cell of a row; row counts from 0.
func (p *page) ref(name string, row int) formula.Ref {
	if p.at[name] == 0 && p.under != nil {
		return p.under.ref(name, row)
	}
	return formula.Ref{Sheet: p.name, Col: p.at[name], Row: row + 2}
}

// area is a whole column, without its title.
func (p *page) area(name string) formula.Area {
	if p.at[name] == 0 && p.under != nil {
		return p.under.area(name)
	}
	return p.ref(name, 0).To(p.at[name], p.rows+1)
}

// A ledger is the workbook being laid out.
type ledger struct {
	Input
	pages   []*page
	by      map[string]*page
	nodes   []node
	themes  []survey.Theme
	base    *base
	storeys []storey
	shaper  formula.Shaper
}

// Looks of cells.
var (
	plain    = workbook.Format{Up: "top", Unwrapped: true}
	head     = workbook.Format{Bold: true, Up: "top", Fill: workbook.Head, Frame: workbook.Under, Sides: "b"}
	editable = workbook.Format{Up: "top", Unwrapped: true, Fill: workbook.Open, Open: true}
)

// write writes the ledger as a workbook. Equal inputs give equal bytes.
func write(to io.Writer, in Input) error {
	l := newLedger(in)
	var names []string
	for _, p := range l.pages {
		names = append(names, p.name)
	}
	book := workbook.New(names...)
	book.Prepare(head, plain, editable)
	done := l.stretch()
	for _, p := range l.pages {
		book.Table(l.table(p))
	}
	err := book.Write(to)
	if err == nil {
		done()
	}
	return err
}

// newLedger lays all sheets out.
func newLedger(in Input) *ledger {
	l := &ledger{Input: in, by: map[string]*page{}, themes: in.Model.Themes}
	l.nodes = nodesOf(in)
	answers := l.page("answers")
	rules := l.page("rules")
	weights := l.page("weights")
	b := newBase(l)
	l.base = b
	l.layAnswers(answers, b)
	l.layRules(rules, b)
	l.layWeights(weights)
	l.layCriteria(b)
	l.layLayers(b)
	l.layRanks()
	l.layCheck()
	return l
}

// page begins a sheet.
func (l *ledger) page(key string) *page {
	p := &page{name: l.Texts.T("ledger.sheet." + key), at: map[string]int{}}
	l.pages = append(l.pages, p)
	l.by[key] = p
	return p
}

// table is a sheet as it is written, each formula with its value.
func (l *ledger) table(p *page) workbook.Table {
	t := workbook.Table{Sheet: p.name, Head: head, Rows: p.rows, Computes: true, Stretches: p.stretches}
	for _, c := range p.columns {
		t.Titles, t.Widths = append(t.Titles, c.title), append(t.Widths, c.width)
	}
	line := make([]workbook.Cell, len(p.columns))
	t.Row = func(n int) ([]workbook.Cell, float64) {
		for i := range p.columns {
			c, out := &p.columns[i], &line[i]
			out.Look, out.Formula = c.look, nil
			if s, of := l.shaped(p, c, n); s != nil {
				out.Formula, out.Row, out.Value = s, of, shown(l.cellOf(p, i, n))
			} else if content := c.cell(n); content == nil {
				out.Value = nil
			} else if e, is := content.(formula.Any); is {
				out.Formula, out.Value = e, shown(l.valueOf(p, i, n, e))
			} else {
				out.Value = content
			}
		}
		return line, 0
	}
	return t
}

// shown is a value as a cell keeps it.
func shown(v formula.Value) any {
	switch v.Kind {
	case formula.Numeric:
		return v.X
	case formula.Logical:
		return v.X != 0
	case formula.Blank:
		return float64(0)
	}
	return v.S
}

// Cell returns what a cell shows (formula.Cells).
func (l *ledger) Cell(sheet string, col, row int) formula.Value {
	for _, p := range l.pages {
		if p.name == sheet {
			return l.cellOf(p, col-1, row-2)
		}
	}
	return formula.Value{}
}

// Column returns cells of a column (formula.Columns).
func (l *ledger) Column(sheet string, col, first, last int) [][]formula.Value {
	for _, p := range l.pages {
		if p.name == sheet {
			for row := first - 2; row <= last-2; row++ {
				l.cellOf(p, col-1, row)
			}
			return p.columns[col-1].view(first-2, last-2)
		}
	}
	return nil
}

// view returns the values of rows, each by itself; nil where they are not all there.
func (c *column) view(first, last int) [][]formula.Value {
	if first < 0 || last >= len(c.shown) {
		return nil
	}
	if c.each == nil {
		c.each = make([][]formula.Value, len(c.shown))
		for i := range c.each {
			c.each[i] = c.shown[i : i+1 : i+1]
		}
	}
	return c.each[first : last+1]
}

func (l *ledger) cellOf(p *page, col, row int) formula.Value {
	if col < 0 || col >= len(p.columns) || row < 0 || row >= p.rows {
		return formula.Value{}
	}
	c := &p.columns[col]
	if c.known != nil && c.known[row] {
		return c.shown[row]
	}
	s, of := l.shaped(p, c, row)
	if s == nil {
		return l.valueOf(p, col, row, c.cell(row))
	}
	c.begin(p.rows)
	c.known[row] = true // of a formula that asks for itself: nothing
	c.shown[row] = s.Eval(of, p.name, l)
	return c.shown[row]
}

// begin makes room for the values of a column.
func (c *column) begin(rows int) {
	if c.known == nil {
		c.shown, c.known = make([]formula.Value, rows), make([]bool, rows)
	}
}

// valueOf is what a cell with a content shows; it is worked out once.
func (l *ledger) valueOf(p *page, col, row int, content any) formula.Value {
	c := &p.columns[col]
	if c.begin(p.rows); !c.known[row] {
		c.known[row] = true // of a formula that asks for itself: nothing
		c.shown[row] = valueOf(content, p.name, l)
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

// called is the name of a node as printed.
func (l *ledger) called(n *score.Node) string {
	if name := n.Name.In(l.Texts.Lang()); name != "" {
		return name
	}
	return n.ID
}
