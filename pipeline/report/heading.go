package report

import (
	"strconv"

	"depository/pipeline/document"
)

// heading opens a chapter on a new page, or a section or subsection. It is
// never the last thing on a page.
func (p *printer) heading(b *document.Heading) {
	level := min(max(b.Level, 1), 3)
	text := p.clean.text(b.Text)
	if level == 1 {
		p.flow.turnLater()
		p.chapter = b.Text
		if b.Short != "" {
			p.chapter = b.Short
		}
	}
	st := [...]textStyle{p.theme.h1, p.theme.h2, p.theme.h3}[level-1]
	e := under(p.canvas.tree.root, p.headingRole(level))
	set := p.wrap(p.plainRuns(text, st), measure, false)
	if len(set.lines) == 0 {
		return
	}
	if level == 1 {
		p.flow.add(piece{height: 4.5, keep: true, draw: func(y float64) {
			p.canvas.artifact()
			p.canvas.rect(marginLeft, y+1, 14, 1.3, yellow)
		}})
	}
	n := len(set.lines)
	for i := range set.lines {
		pc := piece{height: st.leading, keep: true, draw: func(y float64) {
			if i == 0 {
				p.landmark(b, level, text, y)
			}
			p.setLine(set, i, marginLeft, y+0.78*st.leading, e)
		}}
		if i == 0 && level > 1 {
			pc.gap = 3 * p.tall
		}
		if i == n-1 {
			pc.height += p.tall * [...]float64{3.6, 1.8, 1}[level-1]
		}
		p.flow.add(pc)
	}
}

// headingRole gives the structure type of a heading; a level is never skipped.
func (p *printer) headingRole(level int) string {
	p.level = min(level, p.level+1)
	return "H" + strconv.Itoa(p.level)
}

// landmark notes a heading for links, the outline and the contents.
func (p *printer) landmark(b *document.Heading, level int, text string, y float64) {
	top := max(y-6, 0)
	p.canvas.anchor(b.ID, top)
	at := place{p.canvas.page, (pageHeight - top) / point}
	p.canvas.tree.marks = append(p.canvas.tree.marks, bookmark{level, text, at})
	p.entries = append(p.entries, entry{level: level, text: text, at: at})
}
