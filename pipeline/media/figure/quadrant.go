package figure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// Measures of a quadrant, mm.
const (
	quadrantHeight = 95.0
	quadrantLeft   = 14.0
	dotRadius      = 1.4
	keySize        = 7.5
	keyLeading     = 3.2
	keyLines       = 2
	keyColumns     = 2
)

// A spot is a point of a quadrant: one row, or several at one place.
type spot struct {
	at   pdf.XY
	rows []int // indexes, 0-based
}

// quadrant draws points by two values. Each bears a number; the key below names
// them, so that no label can stand on another.
func (p *Plotter) quadrant(f *document.Figure) []Chart {
	left, width := typeset.MarginLeft+quadrantLeft, typeset.Measure-quadrantLeft-4
	across := newAxis(f.Axis, f.Rows, left, width)
	up := newAxis(f.AxisY, f.Rows, 0, quadrantHeight*p.Tall)
	frame := Chart{up.width + 12, func(y float64) {
		p.quadrantFrame(f, across, up, y+2)
		p.spots(p.gather(f, across, up, y+2), y+2, y+2+up.width)
	}}
	return append([]Chart{frame}, p.key(f, p.First-frame.Height-ChartGap)...)
}

// gather joins points that stand on one another.
func (p *Plotter) gather(f *document.Figure, across, up axis, top float64) []spot {
	var out []spot
	for i, r := range f.Rows {
		x, y := r.Value(0), r.Value(1)
		if !x.Drawable() || !y.Drawable() {
			continue
		}
		at := pdf.XY{X: across.at(x.X), Y: top + up.width - up.at(y.X)}
		n := slices.IndexFunc(out, func(s spot) bool { return math.Hypot(s.at.X-at.X, s.at.Y-at.Y) < 1.2*dotRadius })
		if n < 0 {
			out = append(out, spot{at: at, rows: []int{i}})
			continue
		}
		out[n].rows = append(out[n].rows, i)
	}
	return out
}

func (p *Plotter) quadrantFrame(f *document.Figure, across, up axis, top float64) {
	c := p.Canvas
	bottom := top + up.width
	middle := pdf.XY{X: across.left + across.width/2, Y: top + up.width/2}
	c.Rect(middle.X, top, across.left+across.width-middle.X, up.width/2, typeset.Pale)
	ticks := across.Ticks()
	for _, t := range ticks {
		x := across.at(t)
		c.Line(x, bottom, x, bottom+0.9, typeset.Mute, 0.2)
		c.Centre(x, bottom+3.8, p.number(t, ticks, across), pdf.Sans, tickSize, typeset.Mute)
	}
	ticks = up.Ticks()
	for _, t := range ticks {
		y := bottom - up.at(t)
		c.Line(across.left-0.9, y, across.left, y, typeset.Mute, 0.2)
		c.Right(across.left-1.8, y+0.95, p.number(t, ticks, up), pdf.Sans, tickSize, typeset.Mute)
	}
	c.Dashes(middle.X, top, middle.X, bottom, typeset.Mute, 0.2, 1)
	c.Dashes(across.left, middle.Y, across.left+across.width, middle.Y, typeset.Mute, 0.2, 1)
	c.Frame(across.left, top, across.width, up.width, typeset.Mute, 0.25)
	c.Centre(middle.X, bottom+8, p.Ellipsis(p.Clean.Text(f.Axis.Label), pdf.Bold, tickSize, across.width), pdf.Bold, tickSize, typeset.Ink)
	name := p.Ellipsis(p.Clean.Text(f.AxisY.Label), pdf.Bold, tickSize, up.width)
	c.Upward(typeset.MarginLeft+2.6, middle.Y+c.Faces[pdf.Bold].Width(name, tickSize)/2, name, pdf.Bold, tickSize, typeset.Ink)
}

// spots draws the points and their numbers; a number without room beside its
// point is left to the key.
func (p *Plotter) spots(list []spot, top, bottom float64) {
	c := p.Canvas
	var taken []pdf.TextBox
	for _, s := range list {
		taken = append(taken, pdf.TextBox{Left: s.at.X - dotRadius, Right: s.at.X + dotRadius, Top: s.at.Y - dotRadius, Bottom: s.at.Y + dotRadius})
	}
	for _, s := range list {
		c.Dot(s.at.X, s.at.Y, dotRadius, typeset.Blue)
		if len(s.rows) > 1 {
			c.Dot(s.at.X, s.at.Y, 0.5*dotRadius, pdf.White)
		}
	}
	for _, s := range list {
		text := numerals(s.rows)
		w := c.Faces[pdf.Bold].Width(text, tickSize)
		for _, at := range []pdf.XY{{X: 2, Y: 0.9}, {X: -2 - w, Y: 0.9}, {X: -w / 2, Y: -2.2}, {X: -w / 2, Y: 4}, {X: 1.6, Y: -1.4}, {X: 1.6, Y: 3.2}, {X: -1.6 - w, Y: -1.4}, {X: -1.6 - w, Y: 3.2}} {
			x, y := s.at.X+at.X, s.at.Y+at.Y
			box := pdf.TextBox{Left: x - 0.2, Right: x + w + 0.2, Top: y - 2, Bottom: y + 0.6}
			inside := box.Left > typeset.MarginLeft+quadrantLeft && box.Right < typeset.MarginLeft+typeset.Measure-1 && box.Top > top && box.Bottom < bottom
			if inside && !overlaps(box, taken) {
				c.Text(x, y, text, pdf.Bold, tickSize, typeset.Ink)
				taken = append(taken, box)
				break
			}
		}
	}
}

// numerals writes the numbers of rows shortly: 1–3, 7.
func numerals(rows []int) string {
	var parts []string
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		part := strconv.Itoa(rows[i] + 1)
		if j > i {
			part += "–" + strconv.Itoa(rows[j]+1)
		}
		parts = append(parts, part)
		i = j + 1
	}
	if len(parts) > 4 {
		parts = append(parts[:4], "…")
	}
	return strings.Join(parts, ", ")
}

// key lists the rows by number with their values, in columns; the first part of
// it takes so much room, where that is not 0.
func (p *Plotter) key(f *document.Figure, first float64) []Chart {
	width := (typeset.Measure - 6*(keyColumns-1)) / keyColumns
	const indent = 6.5
	type cell struct{ lines []string }
	var cells []cell
	for _, r := range f.Rows {
		text := p.Clean.Text(r.Label)
		if note := p.Clean.Text(r.Note); note != "" {
			text += ", " + note
		}
		end := typeset.NBSP + "(" + p.Clean.Text(r.Value(0).Text) + ";" + typeset.NBSP + p.Clean.Text(r.Value(1).Text) + ")"
		lines := p.FitLines(text, pdf.Sans, keySize, width-indent-p.Canvas.Faces[pdf.Sans].Width(end, keySize), keyLines)
		lines[len(lines)-1] += end
		cells = append(cells, cell{lines})
	}
	height := func(i int) float64 { // of the i-th line of cells
		n := 1
		for j := i * keyColumns; j < min((i+1)*keyColumns, len(cells)); j++ {
			n = max(n, len(cells[j].lines))
		}
		return float64(n)*keyLeading + 0.3
	}
	var out []Chart
	for _, part := range split((len(cells)+keyColumns-1)/keyColumns, height, first, chartMost) {
		total := 0.0
		for i := part[0]; i < part[1]; i++ {
			total += height(i)
		}
		out = append(out, Chart{total, func(y float64) {
			for i := part[0]; i < part[1]; i++ {
				for j := i * keyColumns; j < min((i+1)*keyColumns, len(cells)); j++ {
					x := typeset.MarginLeft + float64(j%keyColumns)*(width+6)
					p.Canvas.Right(x+indent-1.5, y+0.74*keyLeading, strconv.Itoa(j+1), pdf.Bold, keySize, typeset.Blue)
					for n, s := range cells[j].lines {
						p.Canvas.Text(x+indent, y+float64(n)*keyLeading+0.74*keyLeading, s, pdf.Sans, keySize, typeset.Ink)
					}
				}
				y += height(i)
			}
		}})
	}
	return out
}
