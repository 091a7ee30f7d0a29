package report

import (
	"depository/pipeline/document"
)

// figure sets a figure: its message, what is measured, the drawing, the source.
// All but a very long drawing stand on one page.
func (p *printer) figure(f *document.Figure) {
	p.flow.space(1.5)
	st, dst := p.theme.caption, p.theme.descriptor
	root := p.canvas.tree.root
	message, descriptor := under(root, "P"), under(root, "P")
	set := p.wrap(p.plainRuns(f.Message, st), measure, false)
	below := p.wrap(p.plainRuns(p.numbered(p.doc.Labels.Figure, f.Number, f.Measure), dst), measure, false)
	charts := p.fitted(f, float64(len(set.lines))*st.leading+float64(len(below.lines))*dst.leading+2+p.sourceHeight(f.Source))
	p.divided += max(len(charts)-1, 0)
	for i := range set.lines {
		p.flow.add(piece{height: st.leading, keep: true, draw: func(y float64) {
			if i == 0 {
				p.canvas.anchor(f.ID, max(y-4, 0))
			}
			p.setLine(set, i, marginLeft, y+0.76*st.leading, message)
		}})
	}
	for i := range below.lines {
		pc := piece{height: dst.leading, keep: len(charts) > 0 || i < len(below.lines)-1, draw: func(y float64) { p.setLine(below, i, marginLeft, y+0.76*dst.leading, descriptor) }}
		if i == len(below.lines)-1 {
			pc.height += 2
		}
		p.flow.add(pc)
	}
	for i, ch := range charts {
		p.placeChart(f, ch, i, len(charts))
	}
	p.sourceLine(f.Source)
	p.flow.space(p.theme.gap + 3)
}

// placeChart puts one drawing into the flow as an element with a description.
func (p *printer) placeChart(f *document.Figure, ch chart, i, of int) {
	e := under(p.canvas.tree.root, "Figure")
	e.alt = p.clean.text(f.Alt)
	if e.alt == "" {
		e.alt = p.clean.text(f.Message)
	}
	if i > 0 {
		e.alt = p.clean.text(f.Message + " — " + p.doc.Labels.Continued)
	}
	if e.alt == "" {
		e.alt = p.clean.text(p.doc.Labels.Figure + " " + f.Number)
	}
	last := i == of-1
	p.flow.add(piece{height: ch.height, gap: chartGap, repeat: p.runsOn(f, i), keep: last && len(f.Source) > 0, draw: func(y float64) {
		e.attrs = boundingBox(marginLeft, y, measure, ch.height)
		p.canvas.mark(e)
		ch.draw(y)
	}})
}

// runsOn is what stands above a later drawing of a figure where it begins a
// page: which figure it belongs to. Nil for the first.
func (p *printer) runsOn(f *document.Figure, i int) *repeat {
	title := p.clean.text(p.doc.Labels.Figure + nbsp + f.Number)
	if i == 0 || f.Number == "" {
		return nil
	}
	return &repeat{height: 5, draw: func(y float64) {
		p.canvas.artifact()
		p.canvas.text(marginLeft, y+3, title+" — "+p.clean.text(p.doc.Labels.Continued), sans, 8, mute)
	}}
}
