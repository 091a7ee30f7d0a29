package report

import (
	"math"
	"strconv"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// A cardSetter lays out what stands in frames: key figures and cards.
type cardSetter struct{ p *printer }

// keyFigures sets large numbers in a row of tiles, four at most in a row.
func (cs *cardSetter) keyFigures(b *document.KeyFigures) {
	for rest := b.Items; len(rest) > 0; {
		n := min(len(rest), 4)
		cs.tiles(rest[:n])
		rest = rest[n:]
	}
	cs.p.flow.Space(cs.p.theme.gap + 2)
}

const (
	tileGap = 3.5
	tilePad = 4.0
)

// A tile is one key figure, set.
type tile struct {
	elem               *pdf.Elem
	value, label, note typeset.Paragraph
}

// tiles draws one row of tiles of equal height.
func (cs *cardSetter) tiles(items []document.KeyFigure) {
	t := cs.p.theme
	width := (typeset.Measure - float64(len(items)-1)*tileGap) / float64(len(items))
	inner := width - 2*tilePad
	labelLines, noteLines := 0, 0
	var set []tile
	for _, item := range items {
		e := pdf.Under(cs.p.Canvas.Tree.Root, "Div")
		value := cs.p.Ellipsis(cs.p.Clean.Text(item.Value), t.tile.Face, t.tile.Size, inner)
		x := tile{
			elem: e, value: cs.p.Wrap(cs.p.PlainRuns(value, t.tile), 10*inner, false),
			label: cs.p.Wrap(cs.p.PlainRuns(item.Label, t.tileLabel), inner, false),
			note:  cs.p.Wrap(cs.p.PlainRuns(item.Note, t.tileNote), inner, false),
		}
		labelLines, noteLines = max(labelLines, len(x.label.Lines)), max(noteLines, len(x.note.Lines))
		set = append(set, x)
	}
	labelLines, noteLines = min(labelLines, 6), min(noteLines, 3)
	height := 4 + t.tile.Leading + 1 + float64(labelLines)*t.tileLabel.Leading + 3*cs.p.plot.Tall
	noteTop := height
	if noteLines > 0 {
		height += float64(noteLines)*t.tileNote.Leading + 2.5
	}
	cs.p.flow.Add(typeset.Piece{Height: height, Gap: 2, Draw: func(y float64) {
		for i, x := range set {
			left := typeset.MarginLeft + float64(i)*(width+tileGap)
			cs.p.Canvas.Artifact()
			cs.p.Canvas.Rect(left, y, width, height, typeset.Pale)
			cs.p.Canvas.Rect(left, y, 1.1, height, typeset.Blue)
			cs.tilePart(x.elem, x.value, left+tilePad, y+3.4, t.tile, 1)
			cs.tilePart(x.elem, x.label, left+tilePad, y+4+t.tile.Leading+1, t.tileLabel, labelLines)
			cs.tilePart(x.elem, x.note, left+tilePad, y+noteTop, t.tileNote, noteLines)
		}
	}})
	cs.p.flow.Space(tileGap)
}

func (cs *cardSetter) tilePart(parent *pdf.Elem, text typeset.Paragraph, x, y float64, st typeset.TextStyle, most int) {
	e := pdf.Under(parent, "P")
	for i := range text.Lines[:min(len(text.Lines), most)] {
		cs.p.SetLine(text, i, x, y+0.76*st.Leading, e)
		y += st.Leading
	}
}

// wholeMost is the share of a page up to which a card is never divided.
const wholeMost = 0.54

const (
	cardPad    = 4.0
	cardNumber = 13.0 // width of the number's column
	cardRise   = 3.0  // above the title
	cardFoot   = 2.0  // below the text, before the facts
	cardGap    = 3.6  // between two cards
)

// set draws a recommendation in a frame: what its parts are is laid out first,
// then it is placed whole, or from part to part where a page cannot hold it.
func (cs *cardSetter) set(b *document.Card) {
	art := pdf.Under(cs.p.Canvas.Tree.Root, "Sect")
	parts := cs.collect(func() {
		cs.cardTitle(b, art)
		at := column{art, typeset.MarginLeft + cardNumber, typeset.Measure - cardNumber - cardPad}
		for _, inner := range b.Body {
			cs.cardBlock(inner, at)
		}
	})
	if n := len(parts); n > 0 {
		parts[n-1].Height += cardFoot - cardBlockGap
	}
	parts = append(parts, cs.facts(b.Facts, art)...)
	cs.frameParts(parts, b.ID)
	cs.p.flow.Space(cardGap)
}

// collect lays blocks out without placing them.
func (cs *cardSetter) collect(layout func()) []typeset.Piece {
	outer := cs.p.flow
	cs.p.flow = typeset.Flow{Owner: cs.p, Set: cs.p.Setter, Sink: []typeset.Piece{}, Collecting: true}
	layout()
	out := cs.p.flow.Sink
	cs.p.flow = outer
	return out
}

func (cs *cardSetter) cardTitle(b *document.Card, art *pdf.Elem) {
	st := cs.p.theme.cardTitle
	e := pdf.Under(art, "H"+strconv.Itoa(min(cs.p.level+1, 6)))
	e.Lang = b.Lang
	text := cs.p.Wrap(cs.p.PlainRuns(b.Title, st), typeset.Measure-cardNumber-cardPad, false)
	num := cs.p.theme.cardNumber
	number := cs.p.Ellipsis(cs.p.Clean.Text(b.Number), num.Face, num.Size, cardNumber-3)
	for i := range text.Lines {
		pc := typeset.Piece{Height: st.Leading, Keep: true, Draw: func(y float64) {
			if i == 0 {
				cs.p.Canvas.Mark(e)
				cs.p.Canvas.Centre(typeset.MarginLeft+cardNumber/2+0.6, y+0.78*st.Leading+0.6, number, num.Face, num.Size, num.Colour)
			}
			cs.p.SetLine(text, i, typeset.MarginLeft+cardNumber, y+0.78*st.Leading, e)
		}}
		if i == len(text.Lines)-1 {
			pc.Height += 1.4
		}
		cs.p.flow.Add(pc)
	}
}

const cardBlockGap = 1.4 // after a paragraph of a card

// cardBlock lays out a part of a card's body: the action in the size of the
// text, remarks smaller and closer.
func (cs *cardSetter) cardBlock(b document.Block, at column) {
	switch b := b.(type) {
	case *document.Paragraph:
		st := cs.p.theme.cardText
		if b.Style == document.Small {
			st = cs.p.theme.cardNote
		}
		e := pdf.Under(at.elem, "P")
		text := cs.p.Wrap(cs.p.runs(b.Spans, st, e), at.width, false)
		if len(text.Lines) > 0 {
			cs.p.lines(text, column{e, at.left, at.width}, st, 0, false)
			cs.p.flow.Space(cardBlockGap)
		}
	case *document.List:
		cs.p.list(b, at, cs.p.theme.cardText)
	}
}

// facts sets labelled facts in columns on a tinted strip, four in a row.
func (cs *cardSetter) facts(list []document.Fact, art *pdf.Elem) []typeset.Piece {
	var out []typeset.Piece
	for len(list) > 0 {
		n := min(len(list), 4)
		out = append(out, cs.factRow(list[:n], art))
		list = list[n:]
	}
	return out
}

const factRise = 2.0 // above and below facts

// A factCell is one fact, set.
type factCell struct {
	label, value typeset.Paragraph
	elem         *pdf.Elem
	dots         int
	left         float64
}

func (cs *cardSetter) factRow(list []document.Fact, art *pdf.Elem) typeset.Piece {
	t := cs.p.theme
	widths := cs.factWidths(list, typeset.Measure-cardNumber-cardPad)
	var cells []factCell
	labels, values, left := 0, 0, typeset.MarginLeft+cardNumber
	for i, f := range list {
		e, width := pdf.Under(art, "P"), widths[i]
		c := factCell{elem: e, dots: min(max(f.Dots, 0), 3), left: left}
		left += width
		c.label = cs.p.Wrap(cs.p.PlainRuns(f.Label, t.factLabel), width-3, false)
		st := t.factValue
		if c.dots > 0 {
			st.Face = pdf.Bold
		}
		indent := 0.0
		if c.dots > 0 {
			indent = dotsWidth
		}
		c.value = cs.p.Wrap(cs.p.runs(f.Spans, st, e), width-3-indent, false)
		labels, values = max(labels, len(c.label.Lines)), max(values, len(c.value.Lines))
		cells = append(cells, c)
	}
	height := factRise + float64(labels)*t.factLabel.Leading + float64(values)*t.factValue.Leading + factRise
	var notes []*typeset.Footnote
	for _, c := range cells {
		for _, l := range c.value.Lines {
			notes = append(notes, l.Notes...)
		}
	}
	return typeset.Piece{Height: height, Notes: notes, Draw: func(y float64) {
		cs.p.Canvas.Artifact()
		cs.p.Canvas.Rect(typeset.MarginLeft+1.1, y, typeset.Measure-1.1, height, typeset.Pale)
		for _, c := range cells {
			cs.drawFact(c, y+factRise, y+factRise+float64(labels)*t.factLabel.Leading)
		}
	}}
}

// factWidths divides room between facts: a short one has what it needs, the long
// ones share the rest by the root of their length, so that all take about as
// many lines.
func (cs *cardSetter) factWidths(list []document.Fact, room float64) []float64 {
	const short, wide, gap = 30.0, 300.0, 4.0 // mm, of a text on one line, and after it
	out, least := make([]float64, len(list)), make([]float64, len(list))
	sum := 0.0
	for i, f := range list {
		label, _ := cs.p.extent(document.Plain(f.Label), cs.p.theme.factLabel)
		whole, _ := cs.p.extent(f.Spans, cs.p.theme.factValue)
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

func (cs *cardSetter) drawFact(c factCell, labelTop, valueTop float64) {
	t := cs.p.theme
	for i := range c.label.Lines {
		cs.p.SetLine(c.label, i, c.left, labelTop+float64(i)*t.factLabel.Leading+0.74*t.factLabel.Leading, c.elem)
	}
	left := c.left
	if c.dots > 0 {
		left += dotsWidth
		cs.p.Canvas.Artifact()
		for i := range 3 {
			colour := typeset.Dotted
			if i >= c.dots {
				colour = typeset.Rule
			}
			cs.p.Canvas.Dot(c.left+1.1+2.9*float64(i), valueTop+0.48*t.factValue.Leading, 1.1, colour)
		}
	}
	for i := range c.value.Lines {
		cs.p.SetLine(c.value, i, left, valueTop+float64(i)*t.factValue.Leading+0.74*t.factValue.Leading, c.elem)
	}
}

// frameParts places the parts of a card with the card's line at the left and a
// thin frame. The whole keeps together where a page can hold it, unless that would
// leave too much of the page before empty.
func (cs *cardSetter) frameParts(parts []typeset.Piece, id string) {
	total := cardRise
	for i, pc := range parts {
		total += pc.Height
		if i > 0 {
			total += pc.Gap
		}
	}
	var notes []*typeset.Footnote
	for _, pc := range parts {
		notes = append(notes, pc.Notes...)
	}
	room := cs.p.flow.Room(notes...)
	whole := total <= typeset.TextHeight && (total <= room || room <= emptyMost*typeset.TextHeight || total <= wholeMost*typeset.TextHeight)
	for i, pc := range parts {
		first, last := i == 0, i == len(parts)-1
		framed, top := pc, pc.Gap
		if first {
			top = cardRise
		}
		framed.Gap = 0
		framed.Height = top + pc.Height
		framed.Keep = !last && (whole || pc.Keep)
		h := framed.Height
		framed.Draw = func(y float64) {
			if first {
				cs.p.Canvas.Anchor(id, max(y-3, 0))
			}
			cs.cardFrame(y, h, first, last)
			pc.Draw(y + top)
		}
		cs.p.flow.Add(framed)
	}
}

// cardFrame draws the part of the frame beside one part of a card.
func (cs *cardSetter) cardFrame(y, h float64, first, last bool) {
	c := cs.p.Canvas
	c.Artifact()
	right := typeset.MarginLeft + typeset.Measure
	c.Line(right, y, right, y+h, typeset.Rule, 0.2)
	if first {
		c.Line(typeset.MarginLeft, y, right, y, typeset.Rule, 0.2)
	}
	if last {
		c.Line(typeset.MarginLeft, y+h, right, y+h, typeset.Rule, 0.2)
	}
	c.Rect(typeset.MarginLeft, y, 1.1, h, typeset.Blue)
}
