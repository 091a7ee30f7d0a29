package report

import (
	"strconv"
	"strings"

	"depository/pipeline/document"
)

// A column is where blocks go: an element, a left edge and a width.
type column struct {
	elem  *elem
	left  float64
	width float64
}

// runs makes spans ready to be wrapped; parent is the paragraph's element.
func (p *printer) runs(spans []document.Span, st textStyle, parent *elem) []run {
	var out []run
	for _, s := range spans {
		text := p.clean.text(s.Text)
		r := run{text: text, face: st.face, size: st.size, colour: st.colour}
		if s.Bold && st.face == sans {
			r.face = bold
		}
		foreign := s.Lang != "" && s.Lang != p.doc.Lang
		switch {
		case follows(s.Link) && text != "":
			r.link, r.elem = s.Link, under(parent, "Link")
			if st.colour != white {
				r.colour = blue
			}
		case foreign:
			r.elem = under(parent, "Span")
		}
		if foreign && r.elem != nil {
			r.elem.lang = s.Lang
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
func (p *printer) noteMark(spans []document.Span, st textStyle, parent *elem) run {
	p.noteSeen++
	n := &footnote{number: strconv.Itoa(p.noteSeen)}
	n.elem = under(p.canvas.tree.root, "Note")
	n.elem.id = "note-" + n.number
	style := p.theme.footnote
	label := run{text: n.number + nbsp, face: bold, size: style.size, colour: style.colour, elem: under(n.elem, "Lbl")}
	var plain []document.Span
	for _, s := range spans {
		s.Note = nil // a note has no notes
		plain = append(plain, s)
	}
	n.text = p.wrap(append([]run{label}, p.runs(plain, style, n.elem)...), measure, true)
	return run{text: n.number, face: bold, size: 0.62 * st.size, colour: blue, rise: 0.34 * st.size * point, elem: under(parent, "Reference"), note: n}
}

// follows reports whether a link may be followed: within the document, on the
// web or by mail. Others are set as plain text.
func follows(link string) bool {
	for _, scheme := range []string{"#", "https://", "http://", "mailto:"} {
		if len(link) > len(scheme) && strings.EqualFold(link[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// lines adds the lines of a paragraph to the flow: its first two and its last
// two lines stay together; keepLast keeps the last with what follows.
func (p *printer) lines(text paragraph, at column, st textStyle, gap float64, keepLast bool) {
	n := len(text.lines)
	for i, l := range text.lines {
		pc := piece{height: st.leading, notes: l.notes, keep: n > 1 && (i == 0 || i == n-2) || i == n-1 && keepLast}
		if i == 0 {
			pc.gap = gap
		}
		pc.draw = func(y float64) { p.setLine(text, i, at.left, y+0.74*st.leading, at.elem) }
		p.flow.add(pc)
	}
}

// style gives the type of a kind of paragraph.
func (p *printer) style(s document.Style) textStyle {
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
	e := under(at.elem, "P")
	text := p.wrap(p.runs(b.Spans, st, e), at.width, !st.ragged)
	if len(text.lines) == 0 {
		return
	}
	p.lines(text, column{e, at.left, at.width}, st, 0, p.introduces)
	p.flow.space(p.theme.gap)
}

// aside sets a note in a tinted box with a line at its left; a long one breaks
// across pages, the tint with it.
func (p *printer) aside(b *document.Paragraph, at column) {
	const pad = 4.0
	st := p.theme.aside
	e := under(at.elem, "P")
	text := p.wrap(p.runs(b.Spans, st, e), at.width-2*pad, true)
	n := len(text.lines)
	if n == 0 {
		return
	}
	p.flow.space(1)
	for i, l := range text.lines {
		top, foot := 0.0, 0.0
		if i == 0 {
			top = 2.6
		}
		if i == n-1 {
			foot = 2.6
		}
		h := top + st.leading + foot
		p.flow.add(piece{
			height: h, notes: l.notes, keep: i == 0 && n > 1 || i == n-2,
			draw: func(y float64) {
				p.canvas.artifact()
				p.canvas.rect(at.left, y, at.width, h+0.05, pale)
				p.canvas.rect(at.left, y, 1, h+0.05, sky)
				p.setLine(text, i, at.left+pad, y+top+0.74*st.leading, e)
			},
		})
	}
	p.flow.space(p.theme.gap + 1)
}

// list sets items behind bullets or numbers.
func (p *printer) list(b *document.List, at column, st textStyle) {
	const indent = 7.0
	l := under(at.elem, "L")
	if b.Ordered {
		l.attrs = "<</O /List /ListNumbering /Decimal>>"
	} else {
		l.attrs = "<</O /List /ListNumbering /Disc>>"
	}
	for i, item := range b.Items {
		li := under(l, "LI")
		body := under(li, "LBody")
		text := p.wrap(p.runs(item, st, body), at.width-indent, true)
		label := "•"
		if b.Ordered {
			label = strconv.Itoa(i+1) + "."
		}
		p.item(text, label, column{li, at.left, at.width}, body, indent, st)
		p.flow.space(0.3 * p.theme.gap)
	}
	p.flow.space(0.7 * p.theme.gap)
}

// item sets one entry of a list with its label.
func (p *printer) item(text paragraph, label string, at column, body *elem, indent float64, st textStyle) {
	lbl := under(at.elem, "Lbl")
	n := len(text.lines)
	for i, l := range text.lines {
		p.flow.add(piece{
			height: st.leading, notes: l.notes, keep: n > 1 && (i == 0 || i == n-2),
			draw: func(y float64) {
				base := y + 0.74*st.leading
				if i == 0 {
					p.canvas.mark(lbl)
					p.canvas.text(at.left+0.5, base, label, bold, st.size, blue)
				}
				p.setLine(text, i, at.left+indent, base, body)
			},
		})
	}
}
