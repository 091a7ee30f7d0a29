package report

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

const (
	cellPad  = 1.6 // left and right of a cell's text
	cellRise = 1.0 // above and below it
	thinRise = 0.4 // of a dense table
	rowLines = 24  // lines of a row before it is divided

	tintMost  = 14.0 // width of a text that stands on a tint; a longer one stands behind a square
	signWidth = 3.6  // of that square with its space
)

const (
	titleLeading = 4.7
)

// A grid is a table while it is laid out.
type grid struct {
	p *printer

	table  *document.Table
	elem   *pdf.Elem
	body   *pdf.Elem
	lefts  []float64 // of the columns, and the right edge at last
	cell   typeset.TextStyle
	head   []setCell
	headH  float64
	title  string
	rise   float64 // above and below a cell's text
	group  string  // of the rows now laid out
	titled typeset.Paragraph
	rows   rowQueue
}

// Where a table runs over a page, so much of it goes over that who turns the page finds
// more than a remainder: a fifth of its rows, but no more than these rows or this share
// of a page. One that takes no more than wholeShare of a page is not divided.
const (
	tailPart   = 5
	tailRows   = 8
	tailShare  = 0.25
	wholeShare = 0.33
)

// A rowQueue holds back the last rows of a table until it is known how many follow.
type rowQueue struct {
	waiting []typeset.Piece
	placed  int // rows that went on
}

// add takes the next row; the flow gets one that is no longer among the last.
func (q *rowQueue) add(f *typeset.Flow, p typeset.Piece) {
	const most = 64
	q.waiting = append(q.waiting, p)
	if len(q.waiting) > most {
		f.Add(q.waiting[0])
		q.waiting = q.waiting[1:]
		q.placed++
	}
}

// finish gives the flow the rest, the last of it kept together; above is what stands
// over the rows, mm.
func (q *rowQueue) finish(f *typeset.Flow, above float64) {
	n := len(q.waiting)
	whole := above
	for _, p := range q.waiting {
		whole += p.Height
	}
	together := min(max((q.placed+n)/tailPart, 1), tailRows)
	if q.placed == 0 && whole <= wholeShare*typeset.TextHeight {
		together = n
	}
	height := 0.0
	for i := n - 1; i >= max(n-together, 0); i-- {
		if height += q.waiting[i].Height; together < n && height > tailShare*typeset.TextHeight {
			break
		}
		if i < n-1 {
			q.waiting[i].Keep = true
		}
	}
	for _, p := range q.waiting {
		f.Add(p)
	}
}

// A setCell is one cell with its text set.
type setCell struct {
	text  typeset.Paragraph
	elem  *pdf.Elem
	align document.Align
	class int
	sign  bool // the class is a small square before the text, not a tint
}

// table sets a table: title, header, rows. Where it runs over a page, the
// header and the heading of the group stand again on the next.
func (p *printer) table(b *document.Table) {
	if len(b.Columns) == 0 {
		return
	}
	g := &grid{p: p, table: b, elem: pdf.Under(p.Canvas.Tree.Root, "Table"), cell: p.theme.cell, rise: cellRise}
	if b.Compact {
		g.cell = p.theme.cellCompact
	}
	if b.Dense {
		g.cell, g.rise = p.theme.cellDense, thinRise
	}
	g.lefts = p.columns(b, g.cell)
	p.flow.Space(1)
	g.tableTitle()
	g.tableHead()
	g.body = pdf.Under(g.elem, "TBody")
	for i, row := range b.Rows {
		last := i == len(b.Rows)-1
		g.row(row, keeps(b.Rows, i) || last && len(b.Source) > 0)
	}
	g.rows.finish(&p.flow, float64(len(g.titled.Lines))*titleLeading+g.headH)
	p.sourceLine(b.Source)
	p.flow.Space(p.theme.gap + 2)
}

// keeps reports whether row i of a table must not be the last on a page: a
// group's heading and its first row, and the row before a group's last.
func keeps(rows []document.Row, i int) bool {
	body := func(j int) bool { return j >= 0 && j < len(rows) && rows[j].Kind == document.BodyRow }
	switch {
	case i == len(rows)-1:
		return false
	case rows[i].Kind == document.GroupRow || rows[i+1].Kind == document.TotalRow:
		return true
	}
	first, next := !body(i-1), body(i+1)
	return next && (first || !body(i+2))
}

const sourceGap = 1.2 // above a source, mm

// sourceHeight is what the source of a figure takes.
func (p *printer) sourceHeight(spans []document.Span) float64 {
	if len(spans) == 0 {
		return 0
	}
	st := p.theme.source
	seen := p.noteSeen
	lines := len(p.Wrap(p.runs(spans, st, nil), typeset.Measure, true).Lines)
	p.noteSeen = seen
	return sourceGap + float64(lines)*st.Leading
}

// sourceLine sets the source under a table or figure.
func (p *printer) sourceLine(spans []document.Span) {
	if len(spans) == 0 {
		return
	}
	st := p.theme.source
	e := pdf.Under(p.Canvas.Tree.Root, "P")
	text := p.Wrap(p.runs(spans, st, e), typeset.Measure, true)
	p.lines(text, column{e, typeset.MarginLeft, typeset.Measure}, st, sourceGap, false)
}

// numbered joins a label, a number and a title: "Table A1. Scores".
func (p *printer) numbered(label, number, title string) string {
	label, number, title = p.Clean.Text(label), p.Clean.Text(number), p.Clean.Text(title)
	if number == "" {
		return title
	}
	if title != "" {
		title = ". " + title
	}
	return strings.TrimSpace(label+typeset.NBSP+number) + title
}

func (g *grid) tableTitle() {
	g.title = g.p.numbered(g.p.doc.Labels.Table, g.table.Number, g.table.Title)
	caption := pdf.Under(g.elem, "Caption")
	st := typeset.TextStyle{Face: pdf.Bold, Size: g.p.theme.cell.Size + 0.6, Leading: titleLeading, Colour: typeset.Ink, Ragged: true}
	g.titled = g.p.Wrap(g.p.PlainRuns(g.title, st), typeset.Measure, false)
	for i := range g.titled.Lines {
		pc := typeset.Piece{Height: st.Leading, Keep: true, Draw: func(y float64) {
			if i == 0 {
				g.p.Canvas.Anchor(g.table.ID, max(y-4, 0))
			}
			g.p.SetLine(g.titled, i, typeset.MarginLeft, y+0.74*st.Leading, caption)
		}}
		if i == len(g.titled.Lines)-1 {
			pc.Height += 1.2
		}
		g.p.flow.Add(pc)
	}
}

// tableHead sets the header row; it stays with the first row.
func (g *grid) tableHead() {
	row := pdf.Under(pdf.Under(g.elem, "THead"), "TR")
	st := g.p.theme.headOver(g.cell)
	lines := 1
	for i, col := range g.table.Columns {
		e := pdf.Under(row, "TH")
		e.Attrs = "<</O /Table /Scope /Column>>"
		c := setCell{elem: e, align: col.Align}
		c.text = g.p.Wrap(g.p.PlainRuns(col.Title, st), g.width(i, 1), false)
		if len(c.text.Lines) > 8 {
			c.text.Lines = c.text.Lines[:8]
		}
		lines = max(lines, len(c.text.Lines))
		g.head = append(g.head, c)
	}
	g.headH = float64(lines)*st.Leading + 2
	g.p.flow.Add(typeset.Piece{Height: g.headH, Keep: len(g.table.Rows) > 0, Draw: func(y float64) {
		for i := range g.head {
			g.head[i].elem.Join()
		}
		g.drawHead(y, false)
	}})
}

// drawHead draws the header row; again says that it only repeats.
func (g *grid) drawHead(y float64, again bool) {
	st := g.p.theme.headOver(g.cell)
	c := g.p.Canvas
	c.Artifact()
	c.Line(typeset.MarginLeft, y+g.headH-0.4, typeset.MarginLeft+typeset.Measure, y+g.headH-0.4, typeset.Ink, 0.35)
	for i, cell := range g.head {
		top := y + g.headH - 1.6 - float64(len(cell.text.Lines))*st.Leading
		if again {
			cell.elem = nil
		}
		g.cellText(i, 1, cell, top, st, 0, len(cell.text.Lines))
	}
}

// width is the room for text in a number of columns from the i-th.
func (g *grid) width(i, span int) float64 {
	w := g.lefts[i+span] - g.lefts[i] - 2*cellPad
	if i == 0 {
		w += cellPad // the first column stands at the margin
	}
	if i+span == len(g.lefts)-1 {
		w += cellPad
	}
	return max(w, 2)
}

func (g *grid) left(i int) float64 {
	if i == 0 {
		return g.lefts[0]
	}
	return g.lefts[i] + cellPad
}

// cellText draws some lines of a cell; an element of nil is a repetition.
func (g *grid) cellText(i, span int, cell setCell, top float64, st typeset.TextStyle, from, to int) {
	width := g.width(i, span)
	left := g.left(i)
	switch {
	case cell.sign:
		left, width = left+signWidth, width-signWidth
	case cell.class > 0 && i == 0:
		left, width = left+cellPad, width-cellPad
	}
	for n := from; n < to && n < len(cell.text.Lines); n++ {
		x := left
		slack := width - cell.text.Lines[n].Width
		switch cell.align {
		case document.Right:
			x += slack
		case document.Centre:
			x += slack / 2
		}
		base := top + float64(n-from)*st.Leading + 0.74*st.Leading
		g.p.SetLine(cell.text, n, x, base, cell.elem)
	}
}

// row sets one row. A group row stays with the row after it; a row of very many
// lines is divided.
func (g *grid) row(row document.Row, keep bool) {
	if row.Kind == document.GroupRow {
		g.groupRow(row, keep)
		return
	}
	tr := pdf.Under(g.body, "TR")
	st := g.cell
	if row.Kind == document.TotalRow {
		st.Face = pdf.Bold
	}
	var cells []setCell
	lines := 1
	var notes []*typeset.Footnote
	for i := range g.table.Columns {
		var in document.Cell
		if i < len(row.Cells) {
			in = row.Cells[i]
		}
		c := g.setCell(in, i, st, tr)
		lines = max(lines, len(c.text.Lines))
		for _, l := range c.text.Lines {
			notes = append(notes, l.Notes...)
		}
		cells = append(cells, c)
	}
	again := g.again()
	for from := 0; from < lines; from += rowLines {
		to := min(from+rowLines, lines)
		h := float64(to-from)*st.Leading + 2*g.rise
		pc := typeset.Piece{Height: h, Repeat: again, Draw: func(y float64) {
			for _, c := range cells {
				c.elem.Join()
			}
			g.drawRow(cells, y, h, st, from, to, row.Kind == document.TotalRow)
		}}
		if from == 0 {
			pc.Notes = notes
		}
		pc.Keep = keep && to == lines
		g.rows.add(&g.p.flow, pc)
	}
}

func (g *grid) setCell(in document.Cell, i int, st typeset.TextStyle, tr *pdf.Elem) setCell {
	e := pdf.Under(tr, "TD")
	if in.Head {
		e.Role, e.Attrs = "TH", "<</O /Table /Scope /Row>>"
	}
	c := setCell{elem: e, align: g.table.Columns[i].Align, class: typeset.ClampClass(in.Class)}
	whole, _ := g.p.extent(in.Spans, st)
	c.sign = c.class > 0 && whole > tintMost
	width := g.width(i, 1)
	switch {
	case c.sign:
		width -= signWidth
		c.align = document.Left
	case c.class > 0:
		st.Colour = typeset.OnShade(c.class)
	}
	c.text = g.p.Wrap(g.p.runs(in.Spans, st, e), width, false)
	return c
}

func (g *grid) drawRow(cells []setCell, y, h float64, st typeset.TextStyle, from, to int, total bool) {
	c := g.p.Canvas
	c.Artifact()
	if total {
		c.Line(typeset.MarginLeft, y, typeset.MarginLeft+typeset.Measure, y, typeset.Ink, 0.3)
	}
	c.Line(typeset.MarginLeft, y+h, typeset.MarginLeft+typeset.Measure, y+h, typeset.Rule, 0.15)
	for i, cell := range cells {
		switch {
		case cell.sign:
			c.Artifact()
			c.Rect(g.left(i), y+g.rise+0.5*st.Leading-1.1, 2.2, 2.2, typeset.Shade(cell.class))
			c.Frame(g.left(i), y+g.rise+0.5*st.Leading-1.1, 2.2, 2.2, typeset.Mute, 0.1)
		case cell.class > 0:
			c.Artifact()
			c.Rect(g.lefts[i]+0.3, y+0.3, g.lefts[i+1]-g.lefts[i]-0.6, h-0.6, typeset.Shade(cell.class))
		}
		g.cellText(i, 1, cell, y+g.rise, st, from, to)
	}
}

// groupRow sets a heading across the table.
func (g *grid) groupRow(row document.Row, keep bool) {
	st := g.p.theme.group
	tr := pdf.Under(g.body, "TR")
	e := pdf.Under(tr, "TH")
	e.Attrs = "<</O /Table /Scope /Row /ColSpan " + strconv.Itoa(len(g.table.Columns)) + ">>"
	var spans []document.Span
	g.group = ""
	for _, c := range row.Cells {
		spans = append(spans, c.Spans...)
	}
	for _, s := range spans {
		g.group += s.Text
	}
	cell := setCell{elem: e, text: g.p.Wrap(g.p.runs(spans, st, e), typeset.Measure-2*cellPad, false)}
	again := (&grid{p: g.p, table: g.table, cell: g.cell, head: g.head, headH: g.headH, lefts: g.lefts, title: g.title}).again()
	h := float64(max(len(cell.text.Lines), 1))*st.Leading + 2*g.rise + 0.6
	var notes []*typeset.Footnote
	for _, l := range cell.text.Lines {
		notes = append(notes, l.Notes...)
	}
	g.rows.add(&g.p.flow, typeset.Piece{Height: h, Keep: keep, Repeat: again, Notes: notes, Draw: func(y float64) {
		e.Join()
		g.p.Canvas.Artifact()
		g.p.Canvas.Rect(typeset.MarginLeft, y+0.2, typeset.Measure, h-0.4, typeset.Pale)
		for i := range cell.text.Lines {
			g.p.SetLine(cell.text, i, typeset.MarginLeft+cellPad, y+g.rise+0.3+float64(i)*st.Leading+0.74*st.Leading, e)
		}
	}})
}

// again is what a page begins with when the table runs on: its title in short,
// the header and the group.
func (g *grid) again() *typeset.Repeat {
	const small = 4.6
	st := g.p.theme.group
	group := g.p.Clean.Text(g.group)
	h := small + g.headH
	if group != "" {
		h += st.Leading + 1.6
	}
	return &typeset.Repeat{Height: h, Draw: func(y float64) {
		c := g.p.Canvas
		c.Artifact()
		note := g.p.Clean.Text(g.p.doc.Labels.Continued)
		title := g.p.Ellipsis(g.title, pdf.Sans, 8, typeset.Measure-4-c.Faces[pdf.Sans].Width(note, 8))
		if title != "" && note != "" {
			title += " — " + note
		}
		c.Text(typeset.MarginLeft, y+3, title, pdf.Sans, 8, typeset.Mute)
		g.drawHead(y+small, true)
		if group != "" {
			top := y + small + g.headH
			c.Rect(typeset.MarginLeft, top+0.2, typeset.Measure, st.Leading+1.2, typeset.Pale)
			c.Text(typeset.MarginLeft+cellPad, top+0.6+0.74*st.Leading, g.p.Ellipsis(group, st.Face, st.Size, typeset.Measure-2*cellPad), st.Face, st.Size, st.Colour)
		}
	}}
}

// sampled is how many rows tell the widths of columns.
const sampled = 400

// columns returns the left edges of the columns and the right edge of the last. A
// column with a share of the width keeps it as far as its longest word allows.
func (p *printer) columns(b *document.Table, st typeset.TextStyle) []float64 {
	n := len(b.Columns)
	natural, least := make([]float64, n), make([]float64, n)
	for i, col := range b.Columns {
		w, l := p.extent(document.Plain(col.Title), p.theme.headOver(st))
		natural[i], least[i] = min(w, 30)+2*cellPad, l+2*cellPad
	}
	rows := b.Rows
	if len(rows) > sampled {
		rows = slices.Concat(rows[:sampled/2], rows[len(rows)-sampled/2:])
	}
	for _, row := range rows {
		if row.Kind == document.GroupRow {
			continue
		}
		in := st
		if row.Kind == document.TotalRow {
			in.Face = pdf.Bold
		}
		for i, cell := range row.Cells[:min(len(row.Cells), n)] {
			w, l := p.extent(cell.Spans, in)
			if cell.Class > 0 && w > tintMost {
				w, l = w+signWidth, l+signWidth
			}
			natural[i], least[i] = max(natural[i], w+2*cellPad), max(least[i], l+2*cellPad)
		}
	}
	return edges(share(b.Columns, natural, least))
}

// longestWord is the most that one word may claim of the width.
const longestWord = 42.0

// extent returns the width of a text on one line and of its longest word.
func (p *printer) extent(spans []document.Span, st typeset.TextStyle) (whole, longest float64) {
	for _, s := range spans {
		f := p.Canvas.Faces[st.Face]
		if s.Bold {
			f = p.Canvas.Faces[pdf.Bold]
		}
		text := p.Clean.Text(s.Text)
		whole += f.Width(text, st.Size)
		for w := range strings.FieldsSeq(text) {
			longest = max(longest, f.Width(w, st.Size))
		}
	}
	return whole + 0.2, min(longest, longestWord) + 0.2
}

// share divides the width of the page between columns: by their shares, or by
// their content where they have none; the longest word sets the least.
func share(columns []document.Column, natural, least []float64) []float64 {
	n := len(columns)
	out := make([]float64, n)
	weights, room := 0.0, typeset.Measure
	for i, c := range columns {
		if c.Width > 0 {
			weights += c.Width
			continue
		}
		out[i] = min(natural[i], max(typeset.Measure/float64(n)*1.5, least[i]))
		room -= out[i]
	}
	if weights > 0 {
		room = max(room, 0.25*typeset.Measure)
		for i, c := range columns {
			if c.Width > 0 {
				out[i] = room * c.Width / weights
			}
		}
	}
	return fitColumns(out, least, natural)
}

// fitColumns makes columns fill the measure, none narrower than its longest
// word where that can be had: what one lacks the others give by their slack.
func fitColumns(widths, least, natural []float64) []float64 {
	sum, floor := 0.0, 0.0
	for i, w := range widths {
		sum += w
		floor += least[i]
	}
	if floor >= typeset.Measure { // no room for every word: words will be divided
		for i := range widths {
			widths[i] = typeset.Measure * least[i] / floor
		}
		return widths
	}
	scaled := make([]float64, len(widths))
	slack, lack := 0.0, 0.0
	for i, w := range widths {
		scaled[i] = w * typeset.Measure / sum
		if d := scaled[i] - least[i]; d > 0 {
			slack += d
		} else {
			lack -= d
		}
	}
	for i := range scaled {
		if d := scaled[i] - least[i]; d > 0 {
			scaled[i] -= lack * d / slack
		} else {
			scaled[i] = least[i]
		}
	}
	return scaled
}

func edges(widths []float64) []float64 {
	out := []float64{typeset.MarginLeft}
	for _, w := range widths {
		out = append(out, out[len(out)-1]+w)
	}
	return out
}
