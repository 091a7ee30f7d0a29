package xlsx

import (
	"bytes"
	"depository.example/depository/pipeline/media/sheet/strictxml"
)

// A quickCell is a cell as quick reads it, its parts within the window.
type quickCell struct {
	tag             cellTag
	ref, style      []byte
	named, styled   bool
	value           []byte // of <v> or <t>
	formula         []byte
	values, inlines int
}

// quick reads one cell that is written as programs write it, <c r="B7" s="3"
// t="s"><v>12</v></c> and the like, and takes nothing of any other. It returns what
// readCell would return; FuzzSheet compares the two.
func (g *grid) quick(s *strictxml.Scanner) bool {
	window, ok := s.Ahead()
	if !ok {
		return false
	}
	p := cursor{b: window}
	var c quickCell
	if !c.read(&p) || !strictxml.Plain(c.formula) && !strictxml.Sound(c.formula) {
		return false
	}
	simple := strictxml.Plain(c.value) && c.tag.kind != textCell && c.tag.kind != inlineCell
	if !simple {
		text, err := s.Resolve(c.value)
		if err != nil || bytes.Contains(c.value, []byte("]]>")) {
			return false
		}
		to := &g.value
		if c.inlines > 0 {
			to = &g.inline
		}
		to.begin()
		to.Take(text)
	}
	s.Took(p.i)
	c.tag.lost = !g.place(c.ref, c.named)
	if c.styled {
		c.tag.style = g.styleOf(c.style)
	}
	if simple && c.values > 0 && !c.tag.lost {
		g.putValue(c.tag, strictxml.TrimSpace(c.value))
	} else {
		g.put(c.tag, c.values, c.inlines)
	}
	return true
}

// quickString reads one shared string that has a single text, as quick reads cells.
func quickString(s *strictxml.Scanner, to *textReader) bool {
	window, ok := s.Ahead()
	if !ok {
		return false
	}
	p := cursor{b: window}
	if !p.eat("<si><t>") && !p.eat(`<si><t xml:space="preserve">`) {
		return false
	}
	raw := p.text()
	if !p.eat("</t></si>") || bytes.Contains(raw, []byte("]]>")) {
		return false
	}
	text, err := s.Resolve(raw)
	if err != nil {
		return false
	}
	to.begin()
	to.Take(text)
	s.Took(p.i)
	return true
}

// read takes the cell under the cursor.
func (c *quickCell) read(p *cursor) bool {
	if !p.eat("<c") || !c.attributes(p) {
		return false
	}
	if p.eat("/>") || p.eat("></c>") {
		return true
	}
	if !p.eat(">") {
		return false
	}
	if p.eat("<f>") {
		c.tag.formula = true
		c.formula = p.text()
		if !p.eat("</f>") {
			return false
		}
	}
	ok := true
	switch {
	case p.eat("<v>"):
		c.values = 1
		c.value = p.text()
		ok = p.eat("</v>")
	case p.eat("<is><t>"), p.eat(`<is><t xml:space="preserve">`):
		c.inlines = 1
		c.value = p.text()
		ok = p.eat("</t></is>")
	}
	return ok && p.eat("</c>")
}

// attributes takes r, s and t, each at most once and quoted alike.
func (c *quickCell) attributes(p *cursor) bool {
	typed := false
	for p.eat(" ") {
		switch {
		case p.eat(`r="`) && !c.named:
			c.named, c.ref = true, p.value()
		case p.eat(`s="`) && !c.styled:
			c.styled, c.style = true, p.value()
		case p.eat(`t="`) && !typed:
			typed, c.tag.kind = true, kindOf(p.value())
		default:
			return false
		}
		if !p.eat(`"`) {
			return false
		}
	}
	return true
}

// A cursor goes over the window.
type cursor struct {
	b []byte
	i int
}

// eat goes behind a mark if it stands here.
func (p *cursor) eat(mark string) bool {
	if len(p.b)-p.i < len(mark) || string(p.b[p.i:p.i+len(mark)]) != mark {
		return false
	}
	p.i += len(mark)
	return true
}

// value takes the bytes up to a quote or to one that does not stand for itself.
func (p *cursor) value() []byte {
	from := p.i
	for p.i < len(p.b) && strictxml.PlainByte[p.b[p.i]] && p.b[p.i] != '"' {
		p.i++
	}
	return p.b[from:p.i]
}

// text takes the bytes up to a tag.
func (p *cursor) text() []byte {
	from := p.i
	n := bytes.IndexByte(p.b[from:], '<')
	if n < 0 {
		n = len(p.b) - from
	}
	p.i = from + n
	return p.b[from:p.i]
}
