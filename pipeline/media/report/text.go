package report

import (
	"strconv"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// A column is where blocks go: an element, a left edge and a width.
type column struct {
	elem  *pdf.Elem
	left  float64
	width float64
}

// runs makes spans ready to be wrapped; parent is the paragraph's element.
func (p *printer) runs(spans []document.Span, st typeset.TextStyle, parent *pdf.Elem) []typeset.Run {
	var out []typeset.Run
	for _, s := range spans {
		text := p.Clean.Text(s.Text)
		r := typeset.Run{Text: text, Face: st.Face, Size: st.Size, Colour: st.Colour}
		if s.Bold && st.Face == pdf.Sans {
			r.Face = pdf.Bold
		}
		foreign := s.Lang != "" && s.Lang != p.doc.Lang
		switch {
		case document.Follows(s.Link) && text != "":
			r.Link, r.Elem = s.Link, pdf.Under(parent, "Link")
			if st.Colour != pdf.White {
				r.Colour = typeset.Blue
			}
		case foreign:
			r.Elem = pdf.Under(parent, "Span")
		}
		if foreign && r.Elem != nil {
			r.Elem.Lang = s.Lang
		}
		if text != "" {
			out = append(out, r)
		}
		if s.Note != nil {
			out = append(out, p.noteMark(s.Note, st, parent))
		}
	}
	return out
}

// noteMark makes a footnote and the raised number that calls it.
func (p *printer) noteMark(spans []document.Span, st typeset.TextStyle, parent *pdf.Elem) typeset.Run {
	p.noteSeen++
	n := &typeset.Footnote{Number: strconv.Itoa(p.noteSeen)}
	n.Elem = pdf.Under(p.Canvas.Tree.Root, "Note")
	n.Elem.ID = "note-" + n.Number
	style := p.theme.footnote
	label := typeset.Run{Text: n.Number + typeset.NBSP, Face: pdf.Bold, Size: style.Size, Colour: style.Colour, Elem: pdf.Under(n.Elem, "Lbl")}
	var plain []document.Span
	for _, s := range spans {
		s.Note = nil // a note has no notes
		plain = append(plain, s)
	}
	n.Text = p.Wrap(append([]typeset.Run{label}, p.runs(plain, style, n.Elem)...), typeset.Measure, true)
	return typeset.Run{Text: n.Number, Face: pdf.Bold, Size: max(0.62*st.Size, leastSize), Colour: typeset.Blue, Rise: 0.34 * st.Size * pdf.Point, Elem: pdf.Under(parent, "Reference"), Note: n}
}

// lines adds the lines of a paragraph to the flow: its first two and its last
// two lines stay together; keepLast keeps the last with what follows.
func (p *printer) lines(text typeset.Paragraph, at column, st typeset.TextStyle, gap float64, keepLast bool) {
	n := len(text.Lines)
	for i, l := range text.Lines {
		pc := typeset.Piece{Height: st.Leading, Notes: l.Notes, Keep: n > 1 && (i == 0 || i == n-2) || i == n-1 && keepLast}
		if i == 0 {
			pc.Gap = gap
		}
		pc.Draw = func(y float64) { p.SetLine(text, i, at.left, y+0.74*st.Leading, at.elem) }
		p.flow.Add(pc)
	}
}

// style returns the type of a kind of paragraph.
func (p *printer) style(s document.Style) typeset.TextStyle {
	switch s {
	case document.Lead:
		return p.theme.lead
	case document.Small:
		return p.theme.small
	case document.Source:
		return p.theme.source
	case document.Aside:
		return p.theme.aside
	}
	return p.theme.body
}

func (p *printer) paragraphBlock(b *document.Paragraph, at column) {
	if b.Style == document.Aside {
		p.aside(b, at)
		return
	}
	st := p.style(b.Style)
	e := pdf.Under(at.elem, "P")
	text := p.Wrap(p.runs(b.Spans, st, e), at.width, !st.Ragged)
	if len(text.Lines) == 0 {
		return
	}
	p.lines(text, column{e, at.left, at.width}, st, 0, len(text.Lines) <= p.introduces)
	p.flow.Space(p.theme.gap)
}

// aside sets a note in a tinted box with a line at its left; a long one breaks
// across pages, the tint with it.
func (p *printer) aside(b *document.Paragraph, at column) {
	const pad = 4.0
	st := p.theme.aside
	e := pdf.Under(at.elem, "P")
	text := p.Wrap(p.runs(b.Spans, st, e), at.width-2*pad, true)
	n := len(text.Lines)
	if n == 0 {
		return
	}
	p.flow.Space(1)
	for i, l := range text.Lines {
		top, foot := 0.0, 0.0
		if i == 0 {
			top = 2.6
		}
		if i == n-1 {
			foot = 2.6
		}
		h := top + st.Leading + foot
		p.flow.Add(typeset.Piece{
			Height: h, Notes: l.Notes, Keep: i == 0 && n > 1 || i == n-2,
			Draw: func(y float64) {
				p.Canvas.Artifact()
				p.Canvas.Rect(at.left, y, at.width, h+0.05, typeset.Pale)
				p.Canvas.Rect(at.left, y, 1, h+0.05, typeset.Sky)
				p.SetLine(text, i, at.left+pad, y+top+0.74*st.Leading, e)
			},
		})
	}
	p.flow.Space(p.theme.gap + 1)
}

// list sets items behind bullets or numbers.
func (p *printer) list(b *document.List, at column, st typeset.TextStyle) {
	const indent = 7.0
	l := pdf.Under(at.elem, "L")
	if b.Ordered {
		l.Attrs = "<</O /List /ListNumbering /Decimal>>"
	} else {
		l.Attrs = "<</O /List /ListNumbering /Disc>>"
	}
	for i, item := range b.Items {
		li := pdf.Under(l, "LI")
		body := pdf.Under(li, "LBody")
		text := p.Wrap(p.runs(item, st, body), at.width-indent, true)
		label := "•"
		if b.Ordered {
			label = strconv.Itoa(i+1) + "."
		}
		p.item(text, label, column{li, at.left, at.width}, body, indent, st)
		p.flow.Space(0.3 * p.theme.gap)
	}
	p.flow.Space(0.7 * p.theme.gap)
}

// item sets one entry of a list with its label.
func (p *printer) item(text typeset.Paragraph, label string, at column, body *pdf.Elem, indent float64, st typeset.TextStyle) {
	lbl := pdf.Under(at.elem, "Lbl")
	n := len(text.Lines)
	for i, l := range text.Lines {
		p.flow.Add(typeset.Piece{
			Height: st.Leading, Notes: l.Notes, Keep: n > 1 && (i == 0 || i == n-2),
			Draw: func(y float64) {
				base := y + 0.74*st.Leading
				if i == 0 {
					p.Canvas.Mark(lbl)
					p.Canvas.Text(at.left+0.5, base, label, pdf.Bold, st.Size, typeset.Blue)
				}
				p.SetLine(text, i, at.left+indent, base, body)
			},
		})
	}
}
