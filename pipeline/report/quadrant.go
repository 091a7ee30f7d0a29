package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/document"
)

// Measures of a quadrant, mm.
const (
	quadrantHeight = 95.0
	quadrantLeft   = 14.0
	dotRadius      = 1.4
	keySize        = 7.5
	keyLeading     = 3.5
	keyLines       = 2
	keyColumns     = 2
)

// A spot is a point of a quadrant: one row, or several at one place.
type spot struct {
	at   xy
	rows []int // indexes, 0-based
}

// quadrant draws points by two values. Each bears a number; the key below names
// them, so that no label can stand on another.
func (p *plotter) quadrant(f *document.Figure) []chart {
	left, width := marginLeft+quadrantLeft, measure-quadrantLeft-4
	across := newAxis(f.Axis, f.Rows, left, width)
	up := newAxis(f.AxisY, f.Rows, 0, quadrantHeight*p.tall)
	frame := chart{up.width + 12, func(y float64) {
		p.quadrantFrame(f, across, up, y+2)
		p.spots(p.gather(f, across, up, y+2), y+2, y+2+up.width)
	}}
	return append([]chart{frame}, p.key(f, p.first-frame.height-chartGap)...)
}

// gather joins points that stand on one another.
func (p *plotter) gather(f *document.Figure, across, up axis, top float64) []spot {
	var out []spot
	for i, r := range f.Rows {
		x, y := value(r, 0), value(r, 1)
		if !known(x) || !known(y) {
			continue
		}
		at := xy{across.at(x.X), top + up.width - up.at(y.X)}
		n := slices.IndexFunc(out, func(s spot) bool { return math.Hypot(s.at.x-at.x, s.at.y-at.y) < 1.2*dotRadius })
		if n < 0 {
			out = append(out, spot{at: at, rows: []int{i}})
			continue
		}
		out[n].rows = append(out[n].rows, i)
	}
	return out
}

func (p *plotter) quadrantFrame(f *document.Figure, across, up axis, top float64) {
	c := p.canvas
	bottom := top + up.width
	middle := xy{across.left + across.width/2, top + up.width/2}
	c.rect(middle.x, top, across.left+across.width-middle.x, up.width/2, pale)
	ticks := across.ticks()
	for _, t := range ticks {
		x := across.at(t)
		c.line(x, bottom, x, bottom+0.9, mute, 0.2)
		c.centre(x, bottom+3.8, p.number(t, ticks, across.decimals), sans, tickSize, mute)
	}
	ticks = up.ticks()
	for _, t := range ticks {
		y := bottom - up.at(t)
		c.line(across.left-0.9, y, across.left, y, mute, 0.2)
		c.right(across.left-1.8, y+0.95, p.number(t, ticks, up.decimals), sans, tickSize, mute)
	}
	c.dashes(middle.x, top, middle.x, bottom, mute, 0.2, 1)
	c.dashes(across.left, middle.y, across.left+across.width, middle.y, mute, 0.2, 1)
	c.frame(across.left, top, across.width, up.width, mute, 0.25)
	c.centre(middle.x, bottom+8, p.ellipsis(p.clean.text(f.Axis.Label), bold, tickSize, across.width), bold, tickSize, ink)
	name := p.ellipsis(p.clean.text(f.AxisY.Label), bold, tickSize, up.width)
	c.upward(marginLeft+2.6, middle.y+c.faces[bold].width(name, tickSize)/2, name, bold, tickSize, ink)
}

// spots draws the points and their numbers; a number without room beside its
// point is left to the key.
func (p *plotter) spots(list []spot, top, bottom float64) {
	c := p.canvas
	var taken []textBox
	for _, s := range list {
		taken = append(taken, textBox{left: s.at.x - dotRadius, right: s.at.x + dotRadius, top: s.at.y - dotRadius, bottom: s.at.y + dotRadius})
	}
	for _, s := range list {
		c.dot(s.at.x, s.at.y, dotRadius, blue)
		if len(s.rows) > 1 {
			c.dot(s.at.x, s.at.y, 0.5*dotRadius, white)
		}
	}
	for _, s := range list {
		text := numerals(s.rows)
		w := c.faces[bold].width(text, tickSize)
		for _, at := range []xy{{2, 0.9}, {-2 - w, 0.9}, {-w / 2, -2.2}, {-w / 2, 4}, {1.6, -1.4}, {1.6, 3.2}, {-1.6 - w, -1.4}, {-1.6 - w, 3.2}} {
			x, y := s.at.x+at.x, s.at.y+at.y
			box := textBox{left: x - 0.2, right: x + w + 0.2, top: y - 2, bottom: y + 0.6}
			inside := box.left > marginLeft+quadrantLeft && box.right < marginLeft+measure-1 && box.top > top && box.bottom < bottom
			if inside && !overlaps(box, taken) {
				c.text(x, y, text, bold, tickSize, ink)
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
func (p *plotter) key(f *document.Figure, first float64) []chart {
	width := (measure - 6) / keyColumns
	const indent = 6.5
	type cell struct{ lines []string }
	var cells []cell
	for _, r := range f.Rows {
		text := p.clean.text(r.Label)
		if note := p.clean.text(r.Note); note != "" {
			text += ", " + note
		}
		end := nbsp + "(" + p.clean.text(value(r, 0).Text) + ";" + nbsp + p.clean.text(value(r, 1).Text) + ")"
		lines := p.fitLines(text, sans, keySize, width-indent-p.canvas.faces[sans].width(end, keySize), keyLines)
		lines[len(lines)-1] += end
		cells = append(cells, cell{lines})
	}
	height := func(i int) float64 { // of the i-th line of cells
		n := 1
		for j := i * keyColumns; j < min((i+1)*keyColumns, len(cells)); j++ {
			n = max(n, len(cells[j].lines))
		}
		return float64(n)*keyLeading + 0.6
	}
	var out []chart
	for _, part := range split((len(cells)+keyColumns-1)/keyColumns, height, first, chartMost) {
		total := 0.0
		for i := part[0]; i < part[1]; i++ {
			total += height(i)
		}
		out = append(out, chart{total, func(y float64) {
			for i := part[0]; i < part[1]; i++ {
				for j := i * keyColumns; j < min((i+1)*keyColumns, len(cells)); j++ {
					x := marginLeft + float64(j%keyColumns)*(width+6)
					p.canvas.right(x+indent-1.5, y+0.74*keyLeading, strconv.Itoa(j+1), bold, keySize, blue)
					for n, s := range cells[j].lines {
						p.canvas.text(x+indent, y+float64(n)*keyLeading+0.74*keyLeading, s, sans, keySize, ink)
					}
				}
				y += height(i)
			}
		}})
	}
	return out
}
