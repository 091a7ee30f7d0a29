package report

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// An entry is one line of the table of contents.
type entry struct {
	level int // 1 or 2
	text  string
	at    pdf.Place

	hidden bool // a section of an annex
}

// entriesMost is how many entries the contents have before sections are left out.
const entriesMost = 110

const contentsTop = typeset.MarginTop + 20.0

// A contents is the table of contents: room for it is kept at the front, and it
// is drawn when every page number is known.
type contents struct {
	p       *printer
	entries []entry // headings as they are drawn
	pages   []int   // that hold it
	behind  bool    // the last chapter drawn is an annex: its sections are not named
	closer  float64 // distance of its lines, as a share of the usual

	head, list *pdf.Elem
}

// listed returns the headings that the contents name, their pages not yet known.
func (t *contents) listed() []entry {
	var out []entry
	first, behind := 0, false
	for _, b := range t.p.doc.Blocks {
		h, ok := b.(*document.Heading)
		if !ok {
			continue
		}
		if h.Level <= 1 {
			behind = isAnnex(h)
		}
		if text := t.p.Clean.Text(h.Text); text != "" && h.Level <= 2 && !(behind && h.Level == 2) {
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

// isAnnex reports a chapter without a number, behind those that have one.
func isAnnex(h *document.Heading) bool {
	return strings.HasPrefix(h.ID, "annex") || slices.Contains([]string{"quality", "rubric", "evidence", "sources"}, h.ID)
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

// reserve adds as many pages as the contents will take, and puts their
// element into its place in the order of reading.
func (t *contents) reserve() {
	list := t.listed()
	if t.p.doc.Contents == "" || len(list) == 0 {
		return
	}
	t.squeeze(list)
	y := contentsTop
	pages := 1
	for _, e := range list {
		h := t.height(e)
		if y+h > typeset.PageBottom+0.01 {
			pages, y = pages+1, typeset.MarginTop
		}
		y += h
	}
	t.p.chapter = t.p.doc.Contents
	for range pages {
		t.p.NewPage()
		t.pages = append(t.pages, t.p.Canvas.Page)
	}
	t.head = pdf.Under(t.p.Canvas.Tree.Root, t.p.headingRole(1))
	t.head.Join()
	t.list = pdf.Under(t.p.Canvas.Tree.Root, "TOC")
	t.list.Join()
}

// contentsLeast is how close the lines of the contents may come, as a share of
// the usual distance.
const contentsLeast = 0.78

// squeeze sets lines closer where that spares the contents a page of a
// few lines.
func (t *contents) squeeze(list []entry) {
	t.closer = 1
	height := 0.0
	for _, e := range list {
		height += t.height(e)
	}
	if share := (typeset.PageBottom - contentsTop) / height; share < 1 && share >= contentsLeast {
		t.closer = share
	}
}

func (t *contents) style(e entry) (st typeset.TextStyle, indent, gap float64) {
	st, indent, gap = t.p.theme.contents2, 6, 0
	if e.level == 1 {
		st, indent, gap = t.p.theme.contents1, 0, 2.4*t.closer
	}
	st.Leading *= t.closer
	return st, indent, gap
}

func (t *contents) text(e entry, item *pdf.Elem) typeset.Paragraph {
	st, indent, _ := t.style(e)
	runs := t.p.PlainRuns(e.text, st)
	runs[0].Elem = item
	return t.p.Wrap(runs, typeset.Measure-indent-14, false)
}

func (t *contents) height(e entry) float64 {
	st, _, gap := t.style(e)
	return gap + st.Leading*float64(len(t.text(e, nil).Lines))
}

// draw fills the reserved pages.
func (t *contents) draw() {
	if len(t.pages) == 0 {
		return
	}
	c := t.p.Canvas
	c.TurnTo(t.pages[0])
	c.Artifact()
	c.Rect(typeset.MarginLeft, typeset.MarginTop+1, 14, 1.3, typeset.Yellow)
	title := t.p.Wrap(t.p.PlainRuns(t.p.doc.Contents, t.p.theme.h1), typeset.Measure, false)
	t.p.SetLine(title, 0, typeset.MarginLeft, typeset.MarginTop+4.5+7, t.head)
	y, page := contentsTop, 0
	for _, e := range t.shown() {
		h := t.height(e)
		if y+h > typeset.PageBottom+0.01 && page+1 < len(t.pages) {
			page++
			c.TurnTo(t.pages[page])
			y = typeset.MarginTop
		}
		t.drawEntry(e, y)
		y += h
	}
	c.Release()
}

// shown is the entries as listed, with their pages.
func (t *contents) shown() []entry {
	var out []entry
	for _, e := range t.entries {
		if e.level <= 2 && !e.hidden {
			out = append(out, e)
		}
	}
	if len(t.listed()) < len(out) {
		return chaptersOnly(out)
	}
	return out
}

// drawEntry sets one entry, its page at the right; the whole entry is a link.
func (t *contents) drawEntry(e entry, y float64) {
	st, indent, gap := t.style(e)
	link := pdf.Under(pdf.Under(t.list, "TOCI"), "Link")
	text := t.text(e, link)
	y += gap
	c := t.p.Canvas
	top := y
	number := strconv.Itoa(e.at.Page)
	for i, l := range text.Lines {
		base := y + 0.74*st.Leading
		t.p.SetLine(text, i, typeset.MarginLeft+indent, base, link)
		if i == len(text.Lines)-1 {
			width := c.Faces[st.Face].Width(number, st.Size)
			c.Right(typeset.MarginLeft+typeset.Measure, base, " "+number, st.Face, st.Size, st.Colour)
			t.leaders(typeset.MarginLeft+indent+l.Width+2, typeset.MarginLeft+typeset.Measure-width-2, base)
		}
		y += st.Leading
	}
	c.Link(link, typeset.MarginLeft, top, typeset.Measure, y-top, "", e.text)
	c.Tree.Annots[len(c.Tree.Annots)-1].At = e.at
}

// leaders leads the eye from an entry to its page.
func (t *contents) leaders(from, to, y float64) {
	t.p.Canvas.Artifact()
	const step = 2.2
	for x := to - step/2; x > from; x -= step {
		t.p.Canvas.Rect(x, y-0.35, 0.32, 0.32, typeset.Rule)
	}
}
