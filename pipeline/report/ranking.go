package report

import "depository/pipeline/document"

// ranking draws who stands where: dots with their intervals, bars where there
// are none; the second series, paler, is the period before or the average.
func (p *plotter) ranking(f *document.Figure) []chart {
	pl := p.newPlot(f, 62)
	dots := hasInterval(f) || f.Kind == document.Profile || pl.axis.min < 0
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

func (p *plotter) rankingLegend(f *document.Figure, dots bool) []legendItem {
	c := p.canvas
	first := legendItem{text: f.Series[0], sign: func(x, y float64) { c.rect(x-2, y-1.2, 4, 2.4, shade(4)) }}
	second := legendItem{sign: func(x, y float64) { c.rect(x-0.4, y-1.8, 0.8, 3.6, ink) }}
	if dots {
		first.sign = func(x, y float64) {
			if hasInterval(f) {
				c.rect(x-2.4, y-0.7, 4.8, 1.4, shade(2))
			}
			c.dot(x, y, 1.3, blue)
		}
		second.sign = func(x, y float64) { c.ring(x, y, 1.1, sky, 0.45) }
	}
	if len(f.Series) < 2 {
		return []legendItem{first}
	}
	second.text = f.Series[1]
	return []legendItem{first, second}
}

// dotRow draws a value with the interval that it may lie in.
func (p *plotter) dotRow(pl *plot, r document.FigureRow, y float64) {
	c := p.canvas
	v := value(r, 0)
	line, dot := shade(2), blue
	if r.Muted {
		line, dot = rule, mute
	}
	c.line(pl.axis.left, y, pl.right, y, pale, 0.3)
	if low, high, ok := interval(v); ok {
		x := pl.axis.at(low)
		c.rect(x, y-0.8, max(pl.axis.at(high)-x, 0.3), 1.6, line)
	}
	if before := value(r, 1); known(before) {
		c.ring(pl.axis.at(before.X), y, 1.1, sky, 0.45)
	}
	if known(v) {
		c.dot(pl.axis.at(v.X), y, 1.35, dot)
	}
}

// barRow draws a bar from zero, or from the lower end of a scale without zero.
func (p *plotter) barRow(pl *plot, r document.FigureRow, y float64) {
	c := p.canvas
	v := value(r, 0)
	if known(v) {
		colour := shade(v.Class)
		if v.Class == 0 {
			colour = shade(4)
		}
		if r.Muted {
			colour = rule
		}
		from := pl.axis.at(0)
		x := pl.axis.at(v.X)
		c.rect(min(from, x), y-1.7, max(max(from, x)-min(from, x), 0.25), 3.4, colour)
	}
	if before := value(r, 1); known(before) {
		c.rect(pl.axis.at(before.X)-0.35, y-2.2, 0.7, 4.4, ink)
	}
}

// profileRow draws one unit against the average: the distance is the message.
func (p *plotter) profileRow(pl *plot, r document.FigureRow, y float64) {
	c := p.canvas
	v, mean := value(r, 0), value(r, 1)
	c.line(pl.axis.left, y, pl.right, y, pale, 0.3)
	if known(v) && known(mean) {
		colour := sky
		if v.X < mean.X {
			colour = dotted
		}
		c.line(pl.axis.at(mean.X), y, pl.axis.at(v.X), y, colour, 0.9)
	}
	if known(mean) {
		c.ring(pl.axis.at(mean.X), y, 1.1, sky, 0.45)
	}
	if known(v) {
		c.dot(pl.axis.at(v.X), y, 1.35, blue)
	}
}

// dumbbell draws what changed: from a ring to a dot; a fall in amber.
func (p *plotter) dumbbell(f *document.Figure) []chart {
	c := p.canvas
	pl := p.newPlot(f, 62)
	pl.right += pl.values + 3 // the ends say it; the note gives the difference
	pl.values = 0
	pl.axis.width = pl.right - pl.axis.left
	var items []legendItem
	signs := []func(x, y float64){
		func(x, y float64) { c.ring(x, y, 1.1, blue, 0.45) },
		func(x, y float64) { c.dot(x, y, 1.35, blue) },
	}
	for i, s := range f.Series {
		if i < len(signs) {
			items = append(items, legendItem{s, signs[i]})
		}
	}
	return p.byRows(f, pl, items, 5.6, func(i int, y float64) {
		r := f.Rows[i]
		c.line(pl.axis.left, y, pl.right, y, pale, 0.3)
		p.shift(pl, r, y)
		note := p.ellipsis(p.clean.text(r.Note), bold, valueSize, pl.notes+0.1)
		c.right(marginLeft+measure, y+1.05, note, bold, valueSize, rowInk(r))
	})
}

// shift draws the two values of a row and the way between them.
func (p *plotter) shift(pl *plot, r document.FigureRow, y float64) {
	c := p.canvas
	before, after := value(r, 0), value(r, 1)
	end, way := blue, sky
	if known(before) && known(after) && after.X < before.X {
		end, way = amber, yellow
	}
	if r.Muted {
		end, way = mute, rule
	}
	if known(before) && known(after) {
		c.line(pl.axis.at(before.X), y, pl.axis.at(after.X), y, way, 0.9)
	}
	if known(before) {
		c.ring(pl.axis.at(before.X), y, 1.1, end, 0.45)
	}
	if known(after) {
		c.dot(pl.axis.at(after.X), y, 1.35, end)
	}
}
