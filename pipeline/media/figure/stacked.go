package figure

import (
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// stacked draws shares of a whole: one thick bar for a single row, else a bar a
// row. Values stand inside where they fit; white lines part the shares, so that
// grey print reads as well.
func (p *Plotter) stacked(f *document.Figure) []Chart {
	if len(f.Rows) == 1 {
		return p.single(f)
	}
	pl := p.newPlot(f, 62)
	pl.right += pl.values + 3
	pl.values = 0
	pl.axis.width = pl.right - pl.axis.left
	pl.axis.Min, pl.axis.Max = 0, 1
	legend := p.legendRows(p.shareItems(f), typeset.Measure)
	top := float64(len(legend))*legendLine + 1.5
	least := max(6.4*p.Tall, 5)
	height := func(i int) float64 { return pl.rowHeight(i, least) }
	var out []Chart
	for _, part := range split(len(f.Rows), height, p.First-top-1.5, chartMost-top) {
		rows := 0.0
		for i := part[0]; i < part[1]; i++ {
			rows += height(i)
		}
		out = append(out, Chart{top + rows + 1.5, func(y float64) {
			p.legend(legend, typeset.MarginLeft, y)
			at := y + top
			for i := part[0]; i < part[1]; i++ {
				r := f.Rows[i]
				p.label(pl.labels[i], pl.axis.left-3, at+height(i)/2, rowInk(r))
				p.shares(r, pl.axis.left, at+height(i)/2-2.2, pl.axis.width, 4.4, valueSize)
				p.ends(pl, document.FigureRow{Note: r.Note, Muted: r.Muted, Values: []document.Value{{Known: true}}}, at+height(i)/2)
				at += height(i)
			}
		}})
	}
	return out
}

// shareItems are the signs of the series, by the class that they are drawn in.
func (p *Plotter) shareItems(f *document.Figure) []legendItem {
	var out []legendItem
	for i, s := range f.Series {
		class := 0
		for _, r := range f.Rows {
			if v := r.Value(i); v.Drawable() {
				class = typeset.ClampClass(v.Class)
				break
			}
		}
		out = append(out, legendItem{s, func(x, y float64) { p.share(x-2, y-1.4, 4, 2.8, class) }})
	}
	return out
}

// share draws one part of a whole; what is not known is hatched.
func (p *Plotter) share(x, y, w, h float64, class int) {
	c := p.Canvas
	c.Rect(x, y, w, h, typeset.Shade(class))
	if class > 0 {
		return
	}
	c.Frame(x+0.08, y+0.08, w-0.16, h-0.16, typeset.Rule, 0.16)
	const step = 1.6
	for d := step; d < w+h; d += step {
		x1, y1 := x+min(d, w), y+max(0, d-w)
		x2, y2 := x+max(0, d-h), y+min(d, h)
		c.Line(x1, y1, x2, y2, typeset.Rule, 0.15)
	}
}

// shareWidths returns the widths of the values of a row, mm.
func shareWidths(r document.FigureRow, width float64) []float64 {
	out := r.Shares()
	for i := range out {
		out[i] *= width
	}
	return out
}

func (p *Plotter) shares(r document.FigureRow, x, y, w, h, size float64) {
	c := p.Canvas
	for i, part := range shareWidths(r, w) {
		if part <= 0 {
			continue
		}
		v := r.Values[i]
		class := typeset.ClampClass(v.Class)
		p.share(x, y, max(part-0.35, 0.2), h, class)
		text := p.Clean.Text(v.Text)
		if tw := c.Faces[pdf.Bold].Width(text, size); tw < part-1.5 && text != "" {
			if class == 0 {
				c.Rect(x+part/2-tw/2-0.8, y+0.5, tw+1.4, h-1, typeset.Shade(0))
			}
			c.Centre(x+part/2, y+h/2+0.35*size*pdf.Point, text, pdf.Bold, size, typeset.OnShade(class))
		}
		x += part
	}
}

// single draws one row as a thick bar with the names of the shares below; names
// without room stand in a legend.
func (p *Plotter) single(f *document.Figure) []Chart {
	c := p.Canvas
	r := f.Rows[0]
	widths := shareWidths(r, typeset.Measure)
	fits := true
	var names [][]string
	lines := 1
	for i, w := range widths {
		name := ""
		if i < len(f.Series) {
			name = f.Series[i]
		}
		set := p.FitLines(name, pdf.Sans, labelSize, max(w-2, 1), 2)
		if w > 0 && (w < 12 || hyphenated(set) || shortened(set)) {
			fits = false
		}
		names = append(names, set)
		lines = max(lines, len(set))
	}
	if fits {
		return []Chart{{11 + float64(lines)*labelLeading + 2, func(y float64) {
			p.shares(r, typeset.MarginLeft, y, typeset.Measure, 10, 12)
			x := typeset.MarginLeft
			for i, w := range widths {
				for n, s := range names[i] {
					if w > 0 {
						c.Centre(x+w/2, y+11+float64(n)*labelLeading+0.74*labelLeading, s, pdf.Sans, labelSize, typeset.Ink)
					}
				}
				x += w
			}
		}}}
	}
	legend := p.legendRows(p.shareItems(f), typeset.Measure)
	return []Chart{{12 + float64(len(legend))*legendLine + 1, func(y float64) {
		p.shares(r, typeset.MarginLeft, y, typeset.Measure, 10, 12)
		p.legend(legend, typeset.MarginLeft, y+11.5)
	}}}
}
