package report

import (
	"strconv"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// heading opens a chapter on a new page, or a section or subsection. It is
// never the last thing on a page.
func (p *printer) heading(b *document.Heading) {
	level := min(max(b.Level, 1), 3)
	text := p.Clean.Text(b.Text)
	if level == 1 {
		p.flow.TurnLater()
		p.chapter = b.Text
		if b.Short != "" {
			p.chapter = b.Short
		}
	}
	st := [...]typeset.TextStyle{p.theme.h1, p.theme.h2, p.theme.h3}[level-1]
	e := pdf.Under(p.Canvas.Tree.Root, p.headingRole(level))
	set := p.Wrap(p.PlainRuns(text, st), typeset.Measure, false)
	if len(set.Lines) == 0 {
		return
	}
	if level == 1 {
		p.flow.Add(typeset.Piece{Height: 4.5, Keep: true, Draw: func(y float64) {
			p.Canvas.Artifact()
			p.Canvas.Rect(typeset.MarginLeft, y+1, 14, 1.3, typeset.Yellow)
		}})
	}
	n := len(set.Lines)
	for i := range set.Lines {
		pc := typeset.Piece{Height: st.Leading, Keep: true, Draw: func(y float64) {
			if i == 0 {
				p.landmark(b, level, text, y)
			}
			p.SetLine(set, i, typeset.MarginLeft, y+0.78*st.Leading, e)
		}}
		if i == 0 && level > 1 {
			pc.Gap = 3 * p.plot.Tall
		}
		if i == n-1 {
			pc.Height += p.plot.Tall * [...]float64{3.6, 1.8, 1}[level-1]
		}
		p.flow.Add(pc)
	}
}

// headingRole returns the structure type of a heading; a level is never skipped.
func (p *printer) headingRole(level int) string {
	p.level = min(level, p.level+1)
	return "H" + strconv.Itoa(p.level)
}

// landmark notes a heading for links, the outline and the contents.
func (p *printer) landmark(b *document.Heading, level int, text string, y float64) {
	top := max(y-6, 0)
	p.Canvas.Anchor(b.ID, top)
	at := pdf.Place{Page: p.Canvas.Page, Top: (pdf.PageHeight - top) / pdf.Point}
	p.Canvas.Tree.Marks = append(p.Canvas.Tree.Marks, pdf.Bookmark{Level: level, Text: text, At: at})
	if level == 1 {
		p.contents.behind = isAnnex(b)
	}
	p.contents.entries = append(p.contents.entries, entry{level: level, text: text, at: at, hidden: level == 2 && p.contents.behind})
}
