package figure

import (
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// ranking draws who stands where: dots with their intervals, bars where there
// are none; the second series, paler, is the period before or the average.
func (p *Plotter) ranking(f *document.Figure) []Chart {
	pl := p.newPlot(f, 62)
	dots := f.HasInterval() || f.Kind == document.Profile || pl.axis.Min < 0
	var items []legendItem
	if len(f.Series) > 1 || dots && len(f.Series) > 0 {
		items = p.rankingLegend(f, dots)
	}
	return p.byRows(f, pl, items, 5.6, func(i int, y float64) {
		r := f.Rows[i]
		switch {
		case f.Kind == document.Profile:
			p.profileRow(pl, r, y)
		case dots:
			p.dotRow(pl, r, y)
		default:
			p.barRow(pl, r, y)
		}
		p.ends(pl, r, y)
	})
}

func (p *Plotter) rankingLegend(f *document.Figure, dots bool) []legendItem {
	c := p.Canvas
	first := legendItem{text: f.Series[0], sign: func(x, y float64) { c.Rect(x-2, y-1.2, 4, 2.4, typeset.Shade(4)) }}
	second := legendItem{sign: func(x, y float64) { c.Rect(x-0.4, y-1.8, 0.8, 3.6, typeset.Ink) }}
	if dots {
		first.sign = func(x, y float64) {
			if f.HasInterval() {
				c.Rect(x-2.4, y-0.7, 4.8, 1.4, typeset.Shade(2))
			}
			c.Dot(x, y, 1.3, typeset.Blue)
		}
		second.sign = func(x, y float64) { c.Ring(x, y, 1.1, typeset.Sky, 0.45) }
	}
	if len(f.Series) < 2 {
		return []legendItem{first}
	}
	second.text = f.Series[1]
	return []legendItem{first, second}
}

// dotRow draws a value with the interval that it may lie in.
func (p *Plotter) dotRow(pl *plot, r document.FigureRow, y float64) {
	c := p.Canvas
	v := r.Value(0)
	line, dot := typeset.Shade(2), typeset.Blue
	if r.Muted {
		line, dot = typeset.Rule, typeset.Mute
	}
	c.Line(pl.axis.left, y, pl.right, y, typeset.Pale, 0.3)
	if low, high, ok := v.Interval(); ok {
		x := pl.axis.at(low)
		c.Rect(x, y-0.8, max(pl.axis.at(high)-x, 0.3), 1.6, line)
	}
	if before := r.Value(1); before.Drawable() {
		c.Ring(pl.axis.at(before.X), y, 1.1, typeset.Sky, 0.45)
	}
	if v.Drawable() {
		c.Dot(pl.axis.at(v.X), y, 1.35, dot)
	}
}

// barRow draws a bar from zero, or from the lower end of a scale without zero.
func (p *Plotter) barRow(pl *plot, r document.FigureRow, y float64) {
	c := p.Canvas
	v := r.Value(0)
	if v.Drawable() {
		colour := typeset.Shade(v.Class)
		if v.Class == 0 {
			colour = typeset.Shade(4)
		}
		if r.Muted {
			colour = typeset.Rule
		}
		from := pl.axis.at(0)
		x := pl.axis.at(v.X)
		c.Rect(min(from, x), y-1.7, max(max(from, x)-min(from, x), 0.25), 3.4, colour)
	}
	if before := r.Value(1); before.Drawable() {
		c.Rect(pl.axis.at(before.X)-0.35, y-2.2, 0.7, 4.4, typeset.Ink)
	}
}

// profileRow draws one unit against the average: the distance is the message.
func (p *Plotter) profileRow(pl *plot, r document.FigureRow, y float64) {
	c := p.Canvas
	v, mean := r.Value(0), r.Value(1)
	c.Line(pl.axis.left, y, pl.right, y, typeset.Pale, 0.3)
	if v.Drawable() && mean.Drawable() {
		colour := typeset.Sky
		if v.X < mean.X {
			colour = typeset.Dotted
		}
		c.Line(pl.axis.at(mean.X), y, pl.axis.at(v.X), y, colour, 0.9)
	}
	if mean.Drawable() {
		c.Ring(pl.axis.at(mean.X), y, 1.1, typeset.Sky, 0.45)
	}
	if v.Drawable() {
		c.Dot(pl.axis.at(v.X), y, 1.35, typeset.Blue)
	}
}

// dumbbell draws what changed: from a ring to a dot; a fall in amber.
func (p *Plotter) dumbbell(f *document.Figure) []Chart {
	c := p.Canvas
	pl := p.newPlot(f, 62)
	pl.right += pl.values + 3 // the ends say it; the note gives the difference
	pl.values = 0
	pl.axis.width = pl.right - pl.axis.left
	var items []legendItem
	signs := []func(x, y float64){
		func(x, y float64) { c.Ring(x, y, 1.1, typeset.Blue, 0.45) },
		func(x, y float64) { c.Dot(x, y, 1.35, typeset.Blue) },
	}
	for i, s := range f.Series {
		if i < len(signs) {
			items = append(items, legendItem{s, signs[i]})
		}
	}
	return p.byRows(f, pl, items, 5.6, func(i int, y float64) {
		r := f.Rows[i]
		c.Line(pl.axis.left, y, pl.right, y, typeset.Pale, 0.3)
		p.shift(pl, r, y)
		note := p.Ellipsis(p.Clean.Text(r.Note), pdf.Bold, valueSize, pl.notes+0.1)
		c.Right(typeset.MarginLeft+typeset.Measure, y+1.05, note, pdf.Bold, valueSize, rowInk(r))
	})
}

// shift draws the two values of a row and the way between them.
func (p *Plotter) shift(pl *plot, r document.FigureRow, y float64) {
	c := p.Canvas
	before, after := r.Value(0), r.Value(1)
	end, way := typeset.Blue, typeset.Sky
	if before.Drawable() && after.Drawable() && after.X < before.X {
		end, way = typeset.Amber, typeset.Yellow
	}
	if r.Muted {
		end, way = typeset.Mute, typeset.Rule
	}
	if before.Drawable() && after.Drawable() {
		c.Line(pl.axis.at(before.X), y, pl.axis.at(after.X), y, way, 0.9)
	}
	if before.Drawable() {
		c.Ring(pl.axis.at(before.X), y, 1.1, end, 0.45)
	}
	if after.Drawable() {
		c.Dot(pl.axis.at(after.X), y, 1.35, end)
	}
}
