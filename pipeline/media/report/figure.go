package report

import (
	"cmp"

	"depository.example/depository/pipeline/media/figure"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// figure sets a figure: its message, what is measured, the drawing, the source.
// All but a very long drawing stand on one page.
func (p *printer) figure(f *document.Figure) {
	p.flow.Space(1.5)
	st, dst := p.theme.caption, p.theme.descriptor
	root := p.Canvas.Tree.Root
	message, descriptor := pdf.Under(root, "P"), pdf.Under(root, "P")
	set := p.Wrap(p.PlainRuns(f.Message, st), typeset.Measure, false)
	below := p.Wrap(p.PlainRuns(p.numbered(p.doc.Labels.Figure, f.Number, f.Measure), dst), typeset.Measure, false)
	charts := fitter{p}.fitted(f, float64(len(set.Lines))*st.Leading+float64(len(below.Lines))*dst.Leading+2+p.sourceHeight(f.Source))
	p.divided += max(len(charts)-1, 0)
	for i := range set.Lines {
		p.flow.Add(typeset.Piece{Height: st.Leading, Keep: true, Draw: func(y float64) {
			if i == 0 {
				p.Canvas.Anchor(f.ID, max(y-4, 0))
			}
			p.SetLine(set, i, typeset.MarginLeft, y+0.76*st.Leading, message)
		}})
	}
	for i := range below.Lines {
		pc := typeset.Piece{Height: dst.Leading, Keep: len(charts) > 0 || i < len(below.Lines)-1, Draw: func(y float64) { p.SetLine(below, i, typeset.MarginLeft, y+0.76*dst.Leading, descriptor) }}
		if i == len(below.Lines)-1 {
			pc.Height += 2
		}
		p.flow.Add(pc)
	}
	for i, ch := range charts {
		p.placeChart(f, ch, i, len(charts))
	}
	p.sourceLine(f.Source)
	p.flow.Space(p.theme.gap + 3)
}

// placeChart puts one drawing into the flow as an element with a description.
func (p *printer) placeChart(f *document.Figure, ch figure.Chart, i, of int) {
	e := pdf.Under(p.Canvas.Tree.Root, "Figure")
	if i > 0 {
		e.Alt = p.Clean.Text(f.Message + " — " + p.doc.Labels.Continued)
	} else {
		e.Alt = p.Clean.Text(cmp.Or(f.Alt, f.Message))
	}
	if e.Alt == "" {
		e.Alt = p.Clean.Text(p.doc.Labels.Figure + " " + f.Number)
	}
	last := i == of-1
	p.flow.Add(typeset.Piece{Height: ch.Height, Gap: figure.ChartGap, Repeat: p.runsOn(f, i), Keep: last && len(f.Source) > 0, Draw: func(y float64) {
		e.Attrs = figure.BoundingBox(typeset.MarginLeft, y, typeset.Measure, ch.Height)
		p.Canvas.Mark(e)
		ch.Draw(y)
	}})
}

// runsOn is what stands above a later drawing of a figure where it begins a
// page: which figure it belongs to. Nil for the first.
func (p *printer) runsOn(f *document.Figure, i int) *typeset.Repeat {
	title := p.Clean.Text(p.doc.Labels.Figure + typeset.NBSP + f.Number)
	if i == 0 || f.Number == "" {
		return nil
	}
	return &typeset.Repeat{Height: 5, Draw: func(y float64) {
		p.Canvas.Artifact()
		p.Canvas.Text(typeset.MarginLeft, y+3, title+" — "+p.Clean.Text(p.doc.Labels.Continued), pdf.Sans, 8, typeset.Mute)
	}}
}
