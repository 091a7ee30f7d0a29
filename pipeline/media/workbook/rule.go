package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/cell"
)

// A Rule is what a cell asks for; the zero Rule asks for nothing.
type Rule struct {
	Source    string  // of a drop-down, as OneOf and Column give it, or a formula
	Low, High float64 // of a number between both; both 0: no number is asked for
	Free      bool    // other values are taken without a question
}

// Freely lets other values than the rule's be typed without a question.
func (r Rule) Freely() Rule {
	r.Free = true
	return r
}

// A Prompt is said beside a cell that is chosen. Other values than the rule's are
// questioned: whoever reads the workbook understands more than a list.
type Prompt struct {
	Title, Text   string // cut at 32 and 255 letters
	Rule          Rule
	Doubt, Demand string // title and text of the question
}

// Ask sets a prompt and a rule on cells.
func (s *Sheet) Ask(cells string, p Prompt) {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = cells
	dv.SetInput(brief.UnitWords(p.Title, 32), brief.UnitWords(p.Text, 255))
	switch {
	case p.Rule.Source != "":
		dv.SetSqrefDropList(p.Rule.Source)
	case p.Rule.Low != 0 || p.Rule.High != 0:
		s.try(dv.SetRange(p.Rule.Low, p.Rule.High, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	}
	if p.Rule != (Rule{}) && !p.Rule.Free {
		dv.SetError(excelize.DataValidationErrorStyleWarning, brief.Units(p.Doubt, 32), brief.Units(p.Demand, 225))
	}
	s.try(s.book.file.AddDataValidation(s.name, dv))
}

// ListSheet is the hidden sheet of lists that are too long for a cell's own rule.
const ListSheet = "_lists"

// maxLiteral is how long a list may be inside a cell's own rule (measured in
// UTF-16 units).
const maxLiteral = 255

// lists are the columns of the list sheet; equal lists share one.
type lists struct {
	columns [][]string
	source  map[string]string
}

// OneOf limits a cell to a list: in the rule itself where it is short, otherwise on
// the sheet of lists, which the workbook then has to have.
func (b *Book) OneOf(items []string) Rule {
	literal := strings.Join(items, ",")
	if Units(literal) <= maxLiteral && !strings.ContainsAny(strings.Join(items, ""), `,"&<>`) {
		return Rule{Source: formula.Quoted(literal)}
	}
	return Rule{Source: b.Column(items)}
}

// Column returns the place of a list on the sheet of lists.
func (b *Book) Column(items []string) string {
	key := strings.Join(items, "\x00")
	if b.lists.source == nil {
		b.lists.source = map[string]string{}
	}
	source, known := b.lists.source[key]
	if !known {
		b.lists.columns = append(b.lists.columns, items)
		col := cell.ColumnName(len(b.lists.columns))
		source = fmt.Sprintf("'%s'!$%s$1:$%s$%d", ListSheet, col, col, len(items))
		b.lists.source[key] = source
	}
	return source
}

// WriteLists writes the sheet of lists, after all rules.
func (b *Book) WriteLists() {
	tallest, s := 1, b.Sheet(ListSheet)
	for i, items := range b.lists.columns {
		tallest = max(tallest, len(items))
		for j, item := range items {
			b.try(b.file.SetCellStr(ListSheet, At(i+1, j+1), item))
		}
	}
	s.Dimension(max(len(b.lists.columns), 1), tallest)
	s.Hide()
}
