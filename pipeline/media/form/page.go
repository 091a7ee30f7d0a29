package form

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
)

// A page is one sheet being drawn from the top, row by row.
type page struct {
	*book
	on     *workbook.Sheet
	row    int // the next one
	frozen int // rows that stay in sight and repeat in print

	heading float64 // height of a section's heading in points

	always int // the last row that prints whatever is asked; 0 the last of all
}

// open begins a sheet with its title band and, where the data are made up, the
// notice under it.
func (b *book) open(sheet, title string, widths ...float64) *page {
	p := &page{book: b, on: b.file.Sheet(sheet, widths...), row: 1, heading: 26}
	p.on.NoGrid()
	p.span(1, p.on.Last(), look.Title, title)
	p.height(28)
	p.row++
	if b.opts.Illustrative {
		p.span(1, p.on.Last(), look.Notice, b.t("form.illustrative"))
		p.height(workbook.Height(workbook.Lines(b.t("form.illustrative"), p.on.Width(1, p.on.Last()), 11, true), 11) + 2)
		p.row++
	}
	return p
}

func (p *page) height(points float64) { p.on.Height(p.row, points) }

// put writes a value into a cell of the page's row; nil leaves it blank.
func (p *page) put(col int, style workbook.Format, value any) {
	p.block(workbook.Box{Col: col, Row: p.row, LastCol: col, LastRow: p.row}, style, value)
}

// span writes a value over columns first to last of the page's row.
func (p *page) span(first, last int, style workbook.Format, value any) {
	p.block(workbook.Box{Col: first, Row: p.row, LastCol: last, LastRow: p.row}, style, value)
}

// block merges a rectangle and writes a value into it.
func (p *page) block(where workbook.Box, style workbook.Format, value any) {
	switch v := value.(type) {
	case string:
		p.say(v)
	case []workbook.Run:
		text := ""
		for _, run := range v {
			text += run.Text
		}
		p.say(text)
	}
	p.on.Block(where, style, value)
}

// paragraph writes a text over the whole width.
func (p *page) paragraph(text string, more float64) {
	p.span(1, p.on.Last(), look.Text, text)
	p.height(workbook.Height(workbook.Lines(text, p.on.Width(1, p.on.Last()), 11, false), 11) + more)
	p.row++
}

// ref names a cell of this page from any sheet.
func (p *page) ref(col, row int) formula.Ref {
	return formula.Ref{Sheet: p.on.Title(), Col: col, Row: row}
}

// define names a cell for the whole workbook.
func (p *page) define(name string, col, row int) { p.file.Define(name, p.ref(col, row)) }

// heads writes the line of column titles, which stays in sight.
func (p *page) heads(height float64, keys ...string) {
	for i, key := range keys {
		p.put(i+1, look.Head, p.t(key))
	}
	p.height(height)
	p.frozen = p.row
	p.row++
}

// section writes a heading over the whole width.
func (p *page) section(title string) {
	p.span(1, p.on.Last(), look.Section, title)
	p.height(p.heading)
	p.row++
}

// finish freezes the head, protects what is not to be typed in, and sets the
// page up for A4 paper.
func (p *page) finish(landscape bool) {
	lastRow := max(p.row-1, 1)
	p.on.Dimension(p.on.Last(), lastRow)
	if p.frozen > 0 {
		p.on.Freeze(p.frozen)
		p.on.Repeat(p.frozen)
	}
	area := p.on.Upto(p.on.Last(), lastRow).String()
	if p.always > 0 {
		area = fmt.Sprintf("IF(%s>0,%s,%s)", followName, area, p.on.Upto(p.on.Last(), p.always))
	}
	p.on.Paper(landscape, p.footer(), area)
	p.on.Protect(false)
}

// maxFooter bounds the partner's name in a footer, which has 255 letters in all.
const maxFooter = 100

// footer says on paper whose sheet it is. An ampersand begins a code there and
// is written twice.
func (p *page) footer() string {
	who := strings.ReplaceAll(strings.TrimSpace(brief.Units(p.In(p.opts.Partner.Name), maxFooter)+" "+p.opts.Period), "&", "&&")
	what := "&A"
	if p.opts.Illustrative {
		what = strings.ReplaceAll(p.t("form.illustrative.short"), "&", "&&") + " · &A"
	}
	return "&L&8 " + who + "&C&8" + what + "&R&8&P / &N" // 8 and 2026 would be a size of 82026
}

// prompt limits what cells take and says beside them what is expected.
func (p *page) prompt(cells, title, text, asked string, limit workbook.Rule) {
	p.on.Ask(cells, workbook.Prompt{Title: title, Text: text, Rule: limit,
		Doubt: p.t("form.doubt.title"), Demand: p.t("form.doubt.text", "expected", asked)})
}
