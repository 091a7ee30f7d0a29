package report

import (
	"cmp"
	"math"
	"slices"

	"depository/pipeline/document"
)

// Measures of a bump chart.
const (
	bumpMost      = 60 // labelled lines at most
	bumpHighlight = 5  // lines in colour at most
	bumpLabel     = 46.0
)

// A bumpEnd is where a line ends, with its label.
type bumpEnd struct {
	row  int
	rank float64
	y    float64
}

// bump draws ranks over periods, 1 on top, with names at both ends. Five lines
// at most are in colour.
func (p *printer) bump(f *document.Figure) []chart {
	n := len(f.Series)
	if n == 0 {
		return nil
	}
	worst := 1.0
	for _, r := range f.Rows {
		for _, v := range r.Values {
			if known(v) {
				worst = max(worst, v.X)
			}
		}
	}
	step := min(6.5*p.tall, (chartMost-14)/max(float64(min(len(f.Rows), bumpMost)), worst, 1))
	size := min(labelSize, step/point*0.82)
	height := max(worst, float64(min(len(f.Rows), bumpMost))) * step
	return []chart{{height + 10, func(y float64) {
		b := bumper{p: p, f: f, top: y + 7, step: step, size: size, height: height}
		b.left, b.right = marginLeft+bumpLabel, marginLeft+measure-bumpLabel
		b.draw(y)
	}}}
}

// A bumper draws one bump chart.
type bumper struct {
	p                *printer
	f                *document.Figure
	top, left, right float64
	step, size       float64
	height           float64
}

func (b *bumper) x(i int) float64 {
	if len(b.f.Series) == 1 {
		return (b.left + b.right) / 2
	}
	return b.left + (b.right-b.left)*float64(i)/float64(len(b.f.Series)-1)
}

func (b *bumper) y(rank float64) float64 { return b.top + (max(rank, 1)-0.5)*b.step }

func (b *bumper) draw(y float64) {
	c := b.p.canvas
	n := len(b.f.Series)
	room := (b.right - b.left) / float64(max(n-1, 1))
	for i, s := range b.f.Series {
		x := b.x(i)
		c.line(x, b.top, x, b.top+b.height, rule, 0.18)
		text := b.p.ellipsis(b.p.clean.text(s), bold, tickSize, min(room-2, 2*bumpLabel-4))
		c.centre(x, y+4, text, bold, tickSize, mute)
	}
	colours := b.colours()
	for _, bright := range []bool{false, true} { // the bright lines above the pale
		for i, r := range b.f.Rows {
			if (colours[i] != rule) == bright {
				b.row(r, colours[i])
			}
		}
	}
	b.ends(0, colours)
	b.ends(n-1, colours)
}

// colours highlights the first rows that are not muted; the others are pale.
func (b *bumper) colours() []rgb {
	bright := [bumpHighlight]rgb{blue, dotted, 0x2C6FB2, ink, sky}
	out := make([]rgb, len(b.f.Rows))
	n := 0
	for i, r := range b.f.Rows {
		out[i] = rule
		if !r.Muted && n < bumpHighlight {
			out[i] = bright[n]
			n++
		}
	}
	return out
}

// row draws a line through the known ranks; where one is missing it is broken.
func (b *bumper) row(r document.FigureRow, colour rgb) {
	c := b.p.canvas
	width := 0.9
	if colour == rule {
		width = 0.5
	}
	var last *xy
	for i := range b.f.Series {
		v := value(r, i)
		if !known(v) {
			last = nil
			continue
		}
		at := xy{b.x(i), b.y(v.X)}
		if last != nil {
			c.line(last.x, last.y, at.x, at.y, colour, width)
		}
		c.dot(at.x, at.y, min(1.2, 0.3*b.step), colour)
		last = &at
	}
}

// ends sets the names at one end, none above another.
func (b *bumper) ends(i int, colours []rgb) {
	var list []bumpEnd
	for n, r := range b.f.Rows {
		if v := value(r, i); known(v) {
			list = append(list, bumpEnd{n, v.X, b.y(v.X)})
		}
	}
	slices.SortStableFunc(list, func(a, c bumpEnd) int {
		return cmp.Or(cmp.Compare(a.rank, c.rank), cmp.Compare(a.row, c.row))
	})
	if len(list) > bumpMost {
		list = list[:bumpMost]
	}
	spread(list, b.step, b.top+b.height-0.5*b.step)
	for _, e := range list {
		b.name(i, e, colours[e.row])
	}
}

// spread moves labels apart by a step at least, and up again where they would
// pass the lowest place.
func spread(list []bumpEnd, step, lowest float64) {
	for i := 1; i < len(list); i++ {
		list[i].y = max(list[i].y, list[i-1].y+step)
	}
	for i := len(list) - 1; i >= 0; i-- {
		limit := lowest - float64(len(list)-1-i)*step
		list[i].y = min(list[i].y, limit)
	}
}

func (b *bumper) name(i int, e bumpEnd, colour rgb) {
	c := b.p.canvas
	r := b.f.Rows[e.row]
	name, ink := sans, mute
	if colour != rule {
		name, ink = bold, colour
		if colour == dotted || colour == sky {
			ink = 0x1B2733
		}
	}
	rank := b.p.ellipsis(b.p.clean.text(value(r, i).Text), name, b.size, 9)
	label := b.p.ellipsis(b.p.clean.text(r.Label), name, b.size, bumpLabel-5-c.faces[name].width(rank+nbsp, b.size))
	base := e.y + 0.35*b.size*point
	x := b.x(i)
	if i == 0 {
		c.right(x-3.5, base, label+nbsp+rank, name, b.size, ink)
		b.leader(x-3.2, e.y, x-1.4, b.y(e.rank))
	}
	if i == len(b.f.Series)-1 {
		c.text(x+3.5, base, rank+nbsp+label, name, b.size, ink)
		b.leader(x+3.2, e.y, x+1.4, b.y(e.rank))
	}
}

// leader joins a label that had to move with its line.
func (b *bumper) leader(x1, y1, x2, y2 float64) {
	if math.Abs(y1-y2) > 0.4 {
		b.p.canvas.line(x1, y1, x2, y2, rule, 0.15)
	}
}
