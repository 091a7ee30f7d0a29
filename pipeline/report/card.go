package report

import (
	"math"
	"strconv"

	"depository/pipeline/document"
)

// keyFigures sets large numbers in a row of tiles, four at most in a row.
func (p *printer) keyFigures(b *document.KeyFigures) {
	for rest := b.Items; len(rest) > 0; {
		n := min(len(rest), 4)
		p.tiles(rest[:n])
		rest = rest[n:]
	}
	p.flow.space(p.theme.gap + 2)
}

const (
	tileGap = 3.5
	tilePad = 4.0
)

// A tile is one key figure, set.
type tile struct {
	elem               *elem
	value, label, note paragraph
}

// tiles draws one row of tiles of equal height.
func (p *printer) tiles(items []document.KeyFigure) {
	t := p.theme
	width := (measure - float64(len(items)-1)*tileGap) / float64(len(items))
	inner := width - 2*tilePad
	labelLines, noteLines := 0, 0
	var set []tile
	for _, item := range items {
		e := under(p.canvas.tree.root, "Div")
		value := p.ellipsis(p.clean.text(item.Value), t.tile.face, t.tile.size, inner)
		x := tile{
			elem: e, value: p.wrap(p.plainRuns(value, t.tile), 10*inner, false),
			label: p.wrap(p.plainRuns(item.Label, t.tileLabel), inner, true),
			note:  p.wrap(p.plainRuns(item.Note, t.tileNote), inner, true),
		}
		labelLines, noteLines = max(labelLines, len(x.label.lines)), max(noteLines, len(x.note.lines))
		set = append(set, x)
	}
	labelLines, noteLines = min(labelLines, 6), min(noteLines, 3)
	height := 4 + t.tile.leading + 1 + float64(labelLines)*t.tileLabel.leading + 3*p.tall
	noteTop := height
	if noteLines > 0 {
		height += float64(noteLines)*t.tileNote.leading + 2.5
	}
	p.flow.add(piece{height: height, gap: 2, draw: func(y float64) {
		for i, x := range set {
			left := marginLeft + float64(i)*(width+tileGap)
			p.canvas.artifact()
			p.canvas.rect(left, y, width, height, pale)
			p.canvas.rect(left, y, 1.1, height, blue)
			p.tilePart(x.elem, x.value, left+tilePad, y+3.4, t.tile, 1)
			p.tilePart(x.elem, x.label, left+tilePad, y+4+t.tile.leading+1, t.tileLabel, labelLines)
			p.tilePart(x.elem, x.note, left+tilePad, y+noteTop, t.tileNote, noteLines)
		}
	}})
	p.flow.space(tileGap)
}

func (p *printer) tilePart(parent *elem, text paragraph, x, y float64, st textStyle, most int) {
	e := under(parent, "P")
	for i := range text.lines[:min(len(text.lines), most)] {
		p.setLine(text, i, x, y+0.76*st.leading, e)
		y += st.leading
	}
}

const (
	cardPad    = 4.0
	cardNumber = 13.0 // width of the number's column
	cardRise   = 3.0  // above the title
	cardFoot   = 2.0  // below the text, before the facts
	cardGap    = 3.6  // between two cards
)

// card draws a recommendation in a frame: what its parts are is laid out first,
// then it is placed whole, or from part to part where a page cannot hold it.
func (p *printer) card(b *document.Card) {
	art := under(p.canvas.tree.root, "Sect")
	parts := p.collect(func() {
		p.cardTitle(b, art)
		at := column{art, marginLeft + cardNumber, measure - cardNumber - cardPad}
		for _, inner := range b.Body {
			p.cardBlock(inner, at)
		}
	})
	if n := len(parts); n > 0 {
		parts[n-1].height += cardFoot - cardBlockGap
	}
	parts = append(parts, p.facts(b.Facts, art)...)
	p.frameParts(parts, b.ID)
	p.flow.space(cardGap)
}

// collect lays blocks out without placing them.
func (p *printer) collect(layout func()) []piece {
	outer := p.flow
	p.flow = flow{owner: p, set: p.setter, sink: []piece{}, collecting: true}
	layout()
	out := p.flow.sink
	p.flow = outer
	return out
}

func (p *printer) cardTitle(b *document.Card, art *elem) {
	st := p.theme.cardTitle
	e := under(art, "H"+strconv.Itoa(min(p.level+1, 6)))
	text := p.wrap(p.plainRuns(b.Title, st), measure-cardNumber-cardPad, false)
	num := p.theme.cardNumber
	number := p.ellipsis(p.clean.text(b.Number), num.face, num.size, cardNumber-3)
	for i := range text.lines {
		pc := piece{height: st.leading, keep: true, draw: func(y float64) {
			if i == 0 {
				p.canvas.mark(e)
				p.canvas.centre(marginLeft+cardNumber/2+0.6, y+0.78*st.leading+0.6, number, num.face, num.size, num.colour)
			}
			p.setLine(text, i, marginLeft+cardNumber, y+0.78*st.leading, e)
		}}
		if i == len(text.lines)-1 {
			pc.height += 1.4
		}
		p.flow.add(pc)
	}
}

const cardBlockGap = 1.4 // after a paragraph of a card

// cardBlock lays out a part of a card's body: the action in the size of the
// text, remarks smaller and closer.
func (p *printer) cardBlock(b document.Block, at column) {
	switch b := b.(type) {
	case *document.Paragraph:
		st := p.theme.cardText
		if b.Style == document.Small {
			st = p.theme.cardNote
		}
		e := under(at.elem, "P")
		text := p.wrap(p.runs(b.Spans, st, e), at.width, true)
		if len(text.lines) > 0 {
			p.lines(text, column{e, at.left, at.width}, st, 0, false)
			p.flow.space(cardBlockGap)
		}
	case *document.List:
		p.list(b, at, p.theme.cardText)
	}
}

// facts sets labelled facts in columns on a tinted strip, four in a row.
func (p *printer) facts(list []document.Fact, art *elem) []piece {
	var out []piece
	for len(list) > 0 {
		n := min(len(list), 4)
		out = append(out, p.factRow(list[:n], art))
		list = list[n:]
	}
	return out
}

const factRise = 2.0 // above and below facts

// A factCell is one fact, set.
type factCell struct {
	label, value paragraph
	elem         *elem
	dots         int
	left         float64
}

func (p *printer) factRow(list []document.Fact, art *elem) piece {
	t := p.theme
	widths := p.factWidths(list, measure-cardNumber-cardPad)
	var cells []factCell
	labels, values, left := 0, 0, marginLeft+cardNumber
	for i, f := range list {
		e, width := under(art, "P"), widths[i]
		c := factCell{elem: e, dots: min(max(f.Dots, 0), 3), left: left}
		left += width
		c.label = p.wrap(p.plainRuns(f.Label, t.factLabel), width-3, true)
		st := t.factValue
		if c.dots > 0 {
			st.face = bold
		}
		indent := 0.0
		if c.dots > 0 {
			indent = dotsWidth
		}
		c.value = p.wrap(p.runs(f.Spans, st, e), width-3-indent, true)
		labels, values = max(labels, len(c.label.lines)), max(values, len(c.value.lines))
		cells = append(cells, c)
	}
	height := factRise + float64(labels)*t.factLabel.leading + float64(values)*t.factValue.leading + factRise
	var notes []*footnote
	for _, c := range cells {
		for _, l := range c.value.lines {
			notes = append(notes, l.notes...)
		}
	}
	return piece{height: height, notes: notes, draw: func(y float64) {
		p.canvas.artifact()
		p.canvas.rect(marginLeft+1.1, y, measure-1.1, height, pale)
		for _, c := range cells {
			p.drawFact(c, y+factRise, y+factRise+float64(labels)*t.factLabel.leading)
		}
	}}
}

// factWidths divides room between facts: a short one has what it needs, the long
// ones share the rest by the root of their length, so that all take about as
// many lines.
func (p *printer) factWidths(list []document.Fact, room float64) []float64 {
	const short, wide, gap = 30.0, 300.0, 4.0 // mm, of a text on one line, and after it
	out, least := make([]float64, len(list)), make([]float64, len(list))
	sum := 0.0
	for i, f := range list {
		label, _ := p.extent(document.Plain(f.Label), p.theme.factLabel)
		whole, _ := p.extent(f.Spans, p.theme.factValue)
		if f.Dots > 0 {
			whole += dotsWidth
		}
		least[i] = min(max(whole, label), short) + gap
		out[i] = math.Sqrt(min(max(whole-short, label-short, 0), wide))
		room -= least[i]
		sum += out[i]
	}
	for i := range out {
		out[i] = least[i] + room*out[i]/max(sum, 0.001)
	}
	return out
}

const dotsWidth = 9.5

func (p *printer) drawFact(c factCell, labelTop, valueTop float64) {
	t := p.theme
	for i := range c.label.lines {
		p.setLine(c.label, i, c.left, labelTop+float64(i)*t.factLabel.leading+0.74*t.factLabel.leading, c.elem)
	}
	left := c.left
	if c.dots > 0 {
		left += dotsWidth
		p.canvas.artifact()
		for i := range 3 {
			colour := dotted
			if i >= c.dots {
				colour = rule
			}
			p.canvas.dot(c.left+1.1+2.9*float64(i), valueTop+0.48*t.factValue.leading, 1.1, colour)
		}
	}
	for i := range c.value.lines {
		p.setLine(c.value, i, left, valueTop+float64(i)*t.factValue.leading+0.74*t.factValue.leading, c.elem)
	}
}

// frameParts places the parts of a card with the card's line at the left and a
// thin frame. The whole keeps together where a page can hold it, unless that would
// leave too much of the page before empty.
func (p *printer) frameParts(parts []piece, id string) {
	total := cardRise
	for i, pc := range parts {
		total += pc.height
		if i > 0 {
			total += pc.gap
		}
	}
	var notes []*footnote
	for _, pc := range parts {
		notes = append(notes, pc.notes...)
	}
	room := p.flow.room(notes...)
	whole := total <= textHeight && (total <= room || room <= emptyMost*textHeight)
	for i, pc := range parts {
		first, last := i == 0, i == len(parts)-1
		framed, top := pc, pc.gap
		if first {
			top = cardRise
		}
		framed.gap = 0
		framed.height = top + pc.height
		framed.keep = !last && (whole || pc.keep)
		h := framed.height
		framed.draw = func(y float64) {
			if first {
				p.canvas.anchor(id, max(y-3, 0))
			}
			p.cardFrame(y, h, first, last)
			pc.draw(y + top)
		}
		p.flow.add(framed)
	}
}

// cardFrame draws the part of the frame beside one part of a card.
func (p *printer) cardFrame(y, h float64, first, last bool) {
	c := p.canvas
	c.artifact()
	right := marginLeft + measure
	c.line(right, y, right, y+h, rule, 0.2)
	if first {
		c.line(marginLeft, y, right, y, rule, 0.2)
	}
	if last {
		c.line(marginLeft, y+h, right, y+h, rule, 0.2)
	}
	c.rect(marginLeft, y, 1.1, h, blue)
}
