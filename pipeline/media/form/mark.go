package form

import (
	"io"
	"net/url"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Mark says of one field what is wrong with it and what to do. Its cell turns
// red, its prompt says what to do, and the sheet of errors links to it.
type Mark struct {
	Field string // name of the field, as of Given; "" or unknown: the mark is only listed
	Sheet string // where a mark without a field is; "" the whole workbook
	Cell  string // as "C14"; "" the whole sheet
	Title string // what is wrong, a few words
	Read  string // what was given; "" nothing
	Text  string // what is expected and what to do
}

// ListID is the form id of a workbook that WriteList has written.
const ListID = "depository-errors"

// WriteList writes a workbook with nothing but the list of marks, for a table
// that is not a form: file is its name, beside which the list is to lie so that
// its links open it. Equal arguments give equal bytes.
func WriteList(w io.Writer, file string, marks []Mark, texts *wording.Catalogue) error {
	b := &book{opts: Options{Lang: texts.Lang(), Marks: marks}, Speaker: said.Speaker{Q: &survey.Questionnaire{}, Texts: texts},
		own: file, where: map[string]spot{}, file: workbook.New(texts.T("form.sheet.errors"), IdentitySheet)}
	look.Prepare(b.file)
	drawErrors(b)
	identify(b, [][2]string{{slot.IdentityForm, ListID}})
	return b.file.Write(w)
}

// A Marked is a cell of a workbook that is not a form, which marks may be of.
type Marked struct {
	At    formula.Ref
	Given workbook.Value
}

// DrawMarks draws the list of marks into a workbook that is not a form, on a sheet
// (SheetOfMarks) that it has, and colours their cells as those of a form. fields are
// the cells by the names that marks call them.
func DrawMarks(file *workbook.Book, marks []Mark, fields map[string]Marked, texts *wording.Catalogue) {
	b := &book{opts: Options{Lang: texts.Lang(), Marks: marks}, Speaker: said.Speaker{Q: &survey.Questionnaire{}, Texts: texts},
		given: Given{}, where: map[string]spot{}, file: file}
	look.Prepare(b.file)
	drawn := map[string]bool{}
	for _, m := range marks {
		f, known := fields[m.Field]
		if !known || drawn[m.Field] {
			continue
		}
		drawn[m.Field] = true
		b.given[strings.ToLower(m.Field)], b.where[strings.ToLower(m.Field)] = f.Given, spot{f.At.Sheet, f.At.Col, f.At.Row}
		redden(b.file.Sheet(f.At.Sheet), workbook.Box{Col: f.At.Col, Row: f.At.Row, LastCol: f.At.Col, LastRow: f.At.Row}, f.Given)
	}
	drawErrors(b)
}

// SheetOfMarks is the name of the sheet that lists marks.
func SheetOfMarks(texts *wording.Catalogue) string { return texts.T("form.sheet.errors") }

// redden shows a cell in red until it holds something else than what was given.
func redden(on *workbook.Sheet, where workbook.Box, given workbook.Value) {
	on.Colour(where.Cells(), look.Mended, rule.Changed(formula.Ref{Col: where.Col, Row: where.Row}, given))
	on.Colour(where.Cells(), look.Wrong, formula.Truth(true))
}

// A spot is where a field has been drawn.
type spot struct {
	sheet    string
	col, row int
}

func (s spot) cell() string { return workbook.At(s.col, s.row) }

// ref names the field from any sheet.
func (s spot) ref() formula.Ref { return formula.Ref{Sheet: s.sheet, Col: s.col, Row: s.row} }

// marksOf returns the marks of a field.
func (b *book) marksOf(name string) (out []Mark) {
	for _, m := range b.opts.Marks {
		if name != "" && strings.EqualFold(m.Field, name) {
			out = append(out, m)
		}
	}
	return out
}

// A demand is what a field's cell asks for: title and hint of its prompt, and
// the rule of the cell (nil: none).
type demand struct {
	title, hint string
	limit       workbook.Rule
	next        string // what would raise the level that is given; "" nothing
}

// field draws a cell that the partner fills in, with what is given, and its
// prompt; a field with marks in red.
func (p *page) field(name string, where workbook.Box, style workbook.Format, value workbook.Value, ask demand) {
	marks := p.marksOf(name)
	p.where[strings.ToLower(name)] = spot{p.on.Title(), where.Col, where.Row}
	p.block(where, style, value)
	if len(marks) == 0 && p.opts.Former != "" && value.Text != "" {
		p.former(where, value, ask)
		return
	}
	if len(marks) == 0 {
		if ask.hint != "" {
			p.prompt(where.First(), ask.title, ask.hint, ask.hint, ask.limit)
		}
		return
	}
	var what []string
	for _, m := range marks {
		what = append(what, m.Text)
	}
	p.prompt(where.First(), marks[0].Title, strings.Join(what, "\n"), ask.hint, ask.limit)
	redden(p.on, where, value)
}

// former shows a value as one of the period before, until it is changed, and
// says what would raise it.
func (p *page) former(where workbook.Box, value workbook.Value, ask demand) {
	text := p.t("form.former.text")
	if ask.next != "" {
		text = p.t("form.former.next", "next", ask.next)
	}
	p.prompt(where.First(), p.t("form.former.title", "period", p.opts.Former), text, ask.hint, ask.limit)
	p.on.Colour(where.Cells(), look.Former, formula.Not(rule.Changed(formula.Ref{Col: where.Col, Row: where.Row}, value)))
}

// The columns of the list of marks. A list apart from its form has no state.
const (
	markNumber = 1 + iota
	markSheet
	markCell
	markWhat
	markRead
	markDo
	markState
)

var markWidths = []float64{5, 17, 11, 30, 30, 58, 15}

// drawErrors draws the list of marks, after all their cells.
func drawErrors(b *book) {
	if len(b.opts.Marks) == 0 {
		return
	}
	widths, text := markWidths, b.t("form.errors.text")
	if b.own != "" {
		widths, text = markWidths[:markDo], b.t("form.errors.own", "file", b.own)
	}
	p := b.open(b.t("form.sheet.errors"), b.t("form.errors.title"), widths...)
	p.paragraph(text, 2)
	p.heads(22, []string{"form.head.number", "form.errors.sheet", "form.errors.cell", "form.errors.what",
		"form.errors.read", "form.errors.do", "form.head.status"}[:p.on.Last()]...)
	first := p.row
	for i, m := range b.opts.Marks {
		markLine(p, i+1, m)
	}
	if b.own == "" {
		p.on.Colour(workbook.At(markState, first)+":"+workbook.At(markState, p.row-1), look.Done, formula.Ref{Col: markState, Row: first, FreeRow: true}.Cell().Is(p.t("form.errors.changed")))
	}
	p.finish(true)
}

// markLine writes one mark with a link to its cell.
func markLine(p *page, n int, m Mark) {
	to, known := p.where[strings.ToLower(m.Field)]
	if known {
		m.Sheet, m.Cell = to.sheet, to.cell()
	}
	texts := []string{strconv.Itoa(n), m.Sheet, m.Cell, m.Title, m.Read, m.Text}
	need := 1
	for i, text := range texts {
		p.put(i+1, look.Plain, text)
		need = max(need, workbook.Lines(text, p.on.Width(i+1, i+1)-2, 11, false))
	}
	p.height(workbook.Height(need, 11) + 4)
	p.put(markNumber, look.Number, texts[0])
	linkMark(p, m, known)
	if p.own == "" {
		p.put(markState, look.Status, nil)
	}
	if known {
		p.put(markState, look.Status, formula.If(rule.Changed(to.ref(), p.now(m.Field)), formula.Str(p.t("form.errors.changed")), rule.Nothing))
	}
	p.row++
}

// linkMark makes the address of a mark lead to its cell: in this workbook, or in
// the file that the list is of.
func linkMark(p *page, m Mark, known bool) {
	cell := workbook.At(markCell, p.row)
	to := formula.SheetName(m.Sheet) + "!" + m.Cell
	switch {
	case m.Cell == "" || !known && p.own == "":
		p.put(markCell, look.Center, m.Cell)
	case known:
		p.put(markCell, look.Linked, m.Cell)
		p.on.Link(cell, to)
	default:
		p.put(markCell, look.Linked, m.Cell)
		beside := url.URL{Path: p.own}
		p.on.LinkFile(cell, beside.String(), to)
	}
}
