package report

import (
	"strconv"

	"depository/pipeline/document"
)

// An entry is one line of the table of contents.
type entry struct {
	level int // 1 or 2
	text  string
	at    place
}

// entriesMost is how many entries the contents have before sections are left out.
const entriesMost = 110

const contentsTop = marginTop + 20.0

// listed gives the headings that the contents name, their pages not yet known.
func (p *printer) listed() []entry {
	var out []entry
	first := 0
	for _, b := range p.doc.Blocks {
		h, ok := b.(*document.Heading)
		if !ok {
			continue
		}
		if text := p.clean.text(h.Text); text != "" && h.Level <= 2 {
			e := entry{level: max(h.Level, 1), text: text}
			out = append(out, e)
			if e.level == 1 {
				first++
			}
		}
	}
	if len(out) > entriesMost && first > 1 {
		return chaptersOnly(out)
	}
	return out
}

func chaptersOnly(list []entry) []entry {
	var out []entry
	for _, e := range list {
		if e.level == 1 {
			out = append(out, e)
		}
	}
	return out
}

// reserveContents adds as many pages as the contents will take, and puts their
// element into its place in the order of reading.
func (p *printer) reserveContents() {
	list := p.listed()
	if p.doc.Contents == "" || len(list) == 0 {
		return
	}
	p.squeezeContents(list)
	y := contentsTop
	pages := 1
	for _, e := range list {
		h := p.entryHeight(e)
		if y+h > pageBottom+0.01 {
			pages, y = pages+1, marginTop
		}
		y += h
	}
	p.chapter = p.doc.Contents
	for range pages {
		p.newPage()
		p.contents = append(p.contents, p.canvas.page)
	}
	p.contentsHead = under(p.canvas.tree.root, p.headingRole(1))
	p.contentsHead.join()
	p.contentsList = under(p.canvas.tree.root, "TOC")
	p.contentsList.join()
}

// contentsLeast is how close the lines of the contents may come, as a share of
// the usual distance.
const contentsLeast = 0.78

// squeezeContents sets lines closer where that spares the contents a page of a
// few lines.
func (p *printer) squeezeContents(list []entry) {
	p.closer = 1
	height := 0.0
	for _, e := range list {
		height += p.entryHeight(e)
	}
	if share := (pageBottom - contentsTop) / height; share < 1 && share >= contentsLeast {
		p.closer = share
	}
}

func (p *printer) entryStyle(e entry) (st textStyle, indent, gap float64) {
	st, indent, gap = p.theme.contents2, 6, 0
	if e.level == 1 {
		st, indent, gap = p.theme.contents1, 0, 2.4*p.closer
	}
	st.leading *= p.closer
	return st, indent, gap
}

func (p *printer) entryText(e entry, item *elem) paragraph {
	st, indent, _ := p.entryStyle(e)
	runs := p.plainRuns(e.text, st)
	runs[0].elem = item
	return p.wrap(runs, measure-indent-14, false)
}

func (p *printer) entryHeight(e entry) float64 {
	st, _, gap := p.entryStyle(e)
	return gap + st.leading*float64(len(p.entryText(e, nil).lines))
}

// drawContents fills the reserved pages.
func (p *printer) drawContents() {
	if len(p.contents) == 0 {
		return
	}
	c := p.canvas
	c.turnTo(p.contents[0])
	c.artifact()
	c.rect(marginLeft, marginTop+1, 14, 1.3, yellow)
	title := p.wrap(p.plainRuns(p.doc.Contents, p.theme.h1), measure, false)
	p.setLine(title, 0, marginLeft, marginTop+4.5+7, p.contentsHead)
	y, page := contentsTop, 0
	for _, e := range p.shown() {
		h := p.entryHeight(e)
		if y+h > pageBottom+0.01 && page+1 < len(p.contents) {
			page++
			c.turnTo(p.contents[page])
			y = marginTop
		}
		p.drawEntry(e, y)
		y += h
	}
	c.release()
}

// shown is the entries as listed, with their pages.
func (p *printer) shown() []entry {
	var out []entry
	for _, e := range p.entries {
		if e.level <= 2 {
			out = append(out, e)
		}
	}
	if len(p.listed()) < len(out) {
		return chaptersOnly(out)
	}
	return out
}

// drawEntry sets one entry, its page at the right; the whole entry is a link.
func (p *printer) drawEntry(e entry, y float64) {
	st, indent, gap := p.entryStyle(e)
	link := under(under(p.contentsList, "TOCI"), "Link")
	text := p.entryText(e, link)
	y += gap
	c := p.canvas
	top := y
	number := strconv.Itoa(e.at.page)
	for i, l := range text.lines {
		base := y + 0.74*st.leading
		p.setLine(text, i, marginLeft+indent, base, link)
		if i == len(text.lines)-1 {
			width := c.faces[st.face].width(number, st.size)
			c.right(marginLeft+measure, base, " "+number, st.face, st.size, st.colour)
			p.leaders(marginLeft+indent+l.width+2, marginLeft+measure-width-2, base)
		}
		y += st.leading
	}
	c.link(link, marginLeft, top, measure, y-top, "", e.text)
	c.tree.annots[len(c.tree.annots)-1].at = e.at
}

// leaders leads the eye from an entry to its page.
func (p *printer) leaders(from, to, y float64) {
	p.canvas.artifact()
	const step = 2.2
	for x := to - step/2; x > from; x -= step {
		p.canvas.rect(x, y-0.35, 0.32, 0.32, rule)
	}
}
