package report

import (
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/document"
)

const (
	cellPad  = 1.6 // left and right of a cell's text
	cellRise = 1.0 // above and below it
	rowLines = 24  // lines of a row before it is divided

	tintMost  = 14.0 // width of a text that stands on a tint; a longer one stands behind a square
	signWidth = 3.6  // of that square with its space
)

const (
	titleLeading = 4.7
)

// A grid is a table while it is laid out.
type grid struct {
	table  *document.Table
	elem   *elem
	body   *elem
	lefts  []float64 // of the columns, and the right edge at last
	cell   textStyle
	head   []setCell
	headH  float64
	title  string
	group  string // of the rows now laid out
	titled paragraph
}

// A setCell is one cell with its text set.
type setCell struct {
	text  paragraph
	elem  *elem
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
	g := &grid{table: b, elem: under(p.canvas.tree.root, "Table"), cell: p.theme.cell}
	if b.Compact {
		g.cell = p.theme.cellCompact
	}
	g.lefts = p.columns(b, g.cell)
	p.flow.space(1)
	p.tableTitle(g)
	p.tableHead(g)
	g.body = under(g.elem, "TBody")
	for i, row := range b.Rows {
		last := i == len(b.Rows)-1
		p.row(g, row, keeps(b.Rows, i) || last && len(b.Source) > 0)
	}
	p.sourceLine(b.Source)
	p.flow.space(p.theme.gap + 2)
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
	lines := len(p.wrap(p.runs(spans, st, nil), measure, true).lines)
	p.noteSeen = seen
	return sourceGap + float64(lines)*st.leading
}

// sourceLine sets the source under a table or figure.
func (p *printer) sourceLine(spans []document.Span) {
	if len(spans) == 0 {
		return
	}
	st := p.theme.source
	e := under(p.canvas.tree.root, "P")
	text := p.wrap(p.runs(spans, st, e), measure, true)
	p.lines(text, column{e, marginLeft, measure}, st, sourceGap, false)
}

// numbered joins a label, a number and a title: "Table A1. Scores".
func (p *printer) numbered(label, number, title string) string {
	label, number, title = p.clean.text(label), p.clean.text(number), p.clean.text(title)
	if number == "" {
		return title
	}
	if title != "" {
		title = ". " + title
	}
	return strings.TrimSpace(label+nbsp+number) + title
}

func (p *printer) tableTitle(g *grid) {
	g.title = p.numbered(p.doc.Labels.Table, g.table.Number, g.table.Title)
	caption := under(g.elem, "Caption")
	st := textStyle{bold, p.theme.cell.size + 0.6, titleLeading, ink, true}
	g.titled = p.wrap(p.plainRuns(g.title, st), measure, false)
	for i := range g.titled.lines {
		pc := piece{height: st.leading, keep: true, draw: func(y float64) {
			if i == 0 {
				p.canvas.anchor(g.table.ID, max(y-4, 0))
			}
			p.setLine(g.titled, i, marginLeft, y+0.74*st.leading, caption)
		}}
		if i == len(g.titled.lines)-1 {
			pc.height += 1.2
		}
		p.flow.add(pc)
	}
}

// tableHead sets the header row; it stays with the first row.
func (p *printer) tableHead(g *grid) {
	row := under(under(g.elem, "THead"), "TR")
	st := p.theme.head
	lines := 1
	for i, col := range g.table.Columns {
		e := under(row, "TH")
		e.attrs = "<</O /Table /Scope /Column>>"
		c := setCell{elem: e, align: col.Align}
		c.text = p.wrap(p.plainRuns(col.Title, st), g.width(i, 1), true)
		if len(c.text.lines) > 8 {
			c.text.lines = c.text.lines[:8]
		}
		lines = max(lines, len(c.text.lines))
		g.head = append(g.head, c)
	}
	g.headH = float64(lines)*st.leading + 2
	p.flow.add(piece{height: g.headH, keep: len(g.table.Rows) > 0, draw: func(y float64) {
		for i := range g.head {
			g.head[i].elem.join()
		}
		p.drawHead(g, y, false)
	}})
}

// drawHead draws the header row; again says that it only repeats.
func (p *printer) drawHead(g *grid, y float64, again bool) {
	st := p.theme.head
	c := p.canvas
	c.artifact()
	c.line(marginLeft, y+g.headH-0.4, marginLeft+measure, y+g.headH-0.4, ink, 0.35)
	for i, cell := range g.head {
		top := y + g.headH - 1.6 - float64(len(cell.text.lines))*st.leading
		if again {
			cell.elem = nil
		}
		p.cellText(g, i, 1, cell, top, st, 0, len(cell.text.lines))
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
func (p *printer) cellText(g *grid, i, span int, cell setCell, top float64, st textStyle, from, to int) {
	width := g.width(i, span)
	left := g.left(i)
	switch {
	case cell.sign:
		left, width = left+signWidth, width-signWidth
	case cell.class > 0 && i == 0:
		left, width = left+cellPad, width-cellPad
	}
	for n := from; n < to && n < len(cell.text.lines); n++ {
		x := left
		slack := width - cell.text.lines[n].width
		switch cell.align {
		case document.Right:
			x += slack
		case document.Centre:
			x += slack / 2
		}
		base := top + float64(n-from)*st.leading + 0.74*st.leading
		p.setLine(cell.text, n, x, base, cell.elem)
	}
}

// row sets one row. A group row stays with the row after it; a row of very many
// lines is divided.
func (p *printer) row(g *grid, row document.Row, keep bool) {
	if row.Kind == document.GroupRow {
		p.groupRow(g, row, keep)
		return
	}
	tr := under(g.body, "TR")
	st := g.cell
	if row.Kind == document.TotalRow {
		st.face = bold
	}
	var cells []setCell
	lines := 1
	var notes []*footnote
	for i := range g.table.Columns {
		var in document.Cell
		if i < len(row.Cells) {
			in = row.Cells[i]
		}
		c := p.setCell(g, in, i, st, tr)
		lines = max(lines, len(c.text.lines))
		for _, l := range c.text.lines {
			notes = append(notes, l.notes...)
		}
		cells = append(cells, c)
	}
	again := p.again(g)
	for from := 0; from < lines; from += rowLines {
		to := min(from+rowLines, lines)
		h := float64(to-from)*st.leading + 2*cellRise
		pc := piece{height: h, repeat: again, draw: func(y float64) {
			for _, c := range cells {
				c.elem.join()
			}
			p.drawRow(g, cells, y, h, st, from, to, row.Kind == document.TotalRow)
		}}
		if from == 0 {
			pc.notes = notes
		}
		pc.keep = keep && to == lines
		p.flow.add(pc)
	}
}

func (p *printer) setCell(g *grid, in document.Cell, i int, st textStyle, tr *elem) setCell {
	e := under(tr, "TD")
	if in.Head {
		e.role, e.attrs = "TH", "<</O /Table /Scope /Row>>"
	}
	c := setCell{elem: e, align: g.table.Columns[i].Align, class: clampClass(in.Class)}
	whole, _ := p.extent(in.Spans, st)
	c.sign = c.class > 0 && whole > tintMost
	width := g.width(i, 1)
	switch {
	case c.sign:
		width -= signWidth
		c.align = document.Left
	case c.class > 0:
		st.colour = onShade(c.class)
	}
	c.text = p.wrap(p.runs(in.Spans, st, e), width, true)
	return c
}

func (p *printer) drawRow(g *grid, cells []setCell, y, h float64, st textStyle, from, to int, total bool) {
	c := p.canvas
	c.artifact()
	if total {
		c.line(marginLeft, y, marginLeft+measure, y, ink, 0.3)
	}
	c.line(marginLeft, y+h, marginLeft+measure, y+h, rule, 0.15)
	for i, cell := range cells {
		switch {
		case cell.sign:
			c.artifact()
			c.rect(g.left(i), y+cellRise+0.5*st.leading-1.1, 2.2, 2.2, shade(cell.class))
			c.frame(g.left(i), y+cellRise+0.5*st.leading-1.1, 2.2, 2.2, mute, 0.1)
		case cell.class > 0:
			c.artifact()
			c.rect(g.lefts[i]+0.3, y+0.3, g.lefts[i+1]-g.lefts[i]-0.6, h-0.6, shade(cell.class))
		}
		p.cellText(g, i, 1, cell, y+cellRise, st, from, to)
	}
}

// groupRow sets a heading across the table.
func (p *printer) groupRow(g *grid, row document.Row, keep bool) {
	st := p.theme.group
	tr := under(g.body, "TR")
	e := under(tr, "TH")
	e.attrs = "<</O /Table /Scope /Row /ColSpan " + strconv.Itoa(len(g.table.Columns)) + ">>"
	var spans []document.Span
	g.group = ""
	for _, c := range row.Cells {
		spans = append(spans, c.Spans...)
	}
	for _, s := range spans {
		g.group += s.Text
	}
	cell := setCell{elem: e, text: p.wrap(p.runs(spans, st, e), measure-2*cellPad, false)}
	again := p.again(&grid{table: g.table, head: g.head, headH: g.headH, lefts: g.lefts, title: g.title})
	h := float64(max(len(cell.text.lines), 1))*st.leading + 2*cellRise + 0.6
	var notes []*footnote
	for _, l := range cell.text.lines {
		notes = append(notes, l.notes...)
	}
	p.flow.add(piece{height: h, keep: keep, repeat: again, notes: notes, draw: func(y float64) {
		e.join()
		p.canvas.artifact()
		p.canvas.rect(marginLeft, y+0.2, measure, h-0.4, pale)
		for i := range cell.text.lines {
			p.setLine(cell.text, i, marginLeft+cellPad, y+cellRise+0.3+float64(i)*st.leading+0.74*st.leading, e)
		}
	}})
}

// again is what a page begins with when the table runs on: its title in short,
// the header and the group.
func (p *printer) again(g *grid) *repeat {
	const small = 4.6
	st := p.theme.group
	group := p.clean.text(g.group)
	h := small + g.headH
	if group != "" {
		h += st.leading + 1.6
	}
	return &repeat{height: h, draw: func(y float64) {
		c := p.canvas
		c.artifact()
		note := p.clean.text(p.doc.Labels.Continued)
		title := p.ellipsis(g.title, sans, 8, measure-4-c.faces[sans].width(note, 8))
		if title != "" && note != "" {
			title += " — " + note
		}
		c.text(marginLeft, y+3, title, sans, 8, mute)
		p.drawHead(g, y+small, true)
		if group != "" {
			top := y + small + g.headH
			c.rect(marginLeft, top+0.2, measure, st.leading+1.2, pale)
			c.text(marginLeft+cellPad, top+0.6+0.74*st.leading, p.ellipsis(group, st.face, st.size, measure-2*cellPad), st.face, st.size, st.colour)
		}
	}}
}

// sampled is how many rows tell the widths of columns.
const sampled = 400

// columns gives the left edges of the columns and the right edge of the last. A
// column with a share of the width keeps it as far as its longest word allows.
func (p *printer) columns(b *document.Table, st textStyle) []float64 {
	n := len(b.Columns)
	natural, least := make([]float64, n), make([]float64, n)
	for i, col := range b.Columns {
		w, l := p.extent(document.Plain(col.Title), p.theme.head)
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
		for i, cell := range row.Cells[:min(len(row.Cells), n)] {
			w, l := p.extent(cell.Spans, st)
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

// extent gives the width of a text on one line and of its longest word.
func (p *printer) extent(spans []document.Span, st textStyle) (whole, longest float64) {
	for _, s := range spans {
		f := p.canvas.faces[st.face]
		if s.Bold {
			f = p.canvas.faces[bold]
		}
		text := p.clean.text(s.Text)
		whole += f.width(text, st.size)
		for w := range strings.FieldsSeq(text) {
			longest = max(longest, f.width(w, st.size))
		}
	}
	return whole + 0.2, min(longest, longestWord) + 0.2
}

// share divides the width of the page between columns: by their shares, or by
// their content where they have none; the longest word sets the least.
func share(columns []document.Column, natural, least []float64) []float64 {
	n := len(columns)
	out := make([]float64, n)
	weights, room := 0.0, measure
	for i, c := range columns {
		if c.Width > 0 {
			weights += c.Width
			continue
		}
		out[i] = min(natural[i], max(measure/float64(n)*1.5, least[i]))
		room -= out[i]
	}
	if weights > 0 {
		room = max(room, 0.25*measure)
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
	if floor >= measure { // no room for every word: words will be divided
		for i := range widths {
			widths[i] = measure * least[i] / floor
		}
		return widths
	}
	scaled := make([]float64, len(widths))
	slack, lack := 0.0, 0.0
	for i, w := range widths {
		scaled[i] = w * measure / sum
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
	out := []float64{marginLeft}
	for _, w := range widths {
		out = append(out, out[len(out)-1]+w)
	}
	return out
}
