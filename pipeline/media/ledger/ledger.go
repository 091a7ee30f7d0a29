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

// A page is a sheet being laid out.
type page struct {
	in      *ledger
	name    string
	rows    int
	columns []*column
	at      map[string]int // of columns by what they hold: "score:legal"
	under   *page          // of the same rows, where columns are that this one has not; nil none

	partner   func(row int) string // whose row it is; "" nobody's, and it is made anew; nil: all are
	stretches []workbook.Stretch
}

// add adds a column under a name by which formulas find it.
func (p *page) add(name, title string, cell func(row int) any) *column {
	p.at[name] = len(p.columns) + 1
	p.columns = append(p.columns, &column{page: p, title: title, width: 12, look: plain, cell: cell})
	return p.columns[len(p.columns)-1]
}

// each is add of a column whose formulas are of one shape, if they are formulas: they name
// cells of rows that go on by as many each time.
func (p *page) each(name, title string, cell func(row int) any) *column {
	c := p.add(name, title, cell)
	c.alike = true
	return c
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
	l.shaper.Over(l)
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

// writes tells whether a partner's rows are written.
func (l *ledger) writes(partner string) bool { return l.Only == nil || l.Only(partner) }

// page begins a sheet.
func (l *ledger) page(key string) *page {
	p := &page{in: l, name: l.Texts.T("ledger.sheet." + key), at: map[string]int{}}
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
		for i, c := range p.columns {
			out := &line[i]
			out.Look, out.Formula, out.Value = &c.look, nil, nil
			if s, of := c.shaped(n); s != nil {
				out.Formula, out.Row, out.Shown = s, of, c.value(n)
			} else if content := c.cell(n); content != nil {
				if e, is := content.(formula.Any); is {
					out.Formula, out.Shown = e, c.valueOf(n, e)
				} else {
					out.Value = content
				}
			}
		}
		return line, 0
	}
	return t
}

// called is the name of a node as printed.
func (l *ledger) called(n *score.Node) string {
	if name := n.Name.In(l.Texts.Lang()); name != "" {
		return name
	}
	return n.ID
}
