package figure

import (
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// Measures of the key of a map: type in points, the rest in mm.
const (
	mapKeySize    = 7.5
	mapKeyLeading = 3.6
	hatchStep     = 1.6
	cityRadius    = 1.9
)

// missingItem and pointItem are the signs of what no shade tells: an oblast of which
// there is nothing, and a city or hromada.
func (x cartographer) missingItem() legendItem {
	return legendItem{x.p.Labels.Missing, func(at, y float64) {
		x.p.Canvas.Frame(at-2, y-1.4, 4, 2.8, typeset.Rule, 0.15)
		x.hatch([]pdf.XY{{X: at - 2, Y: y - 1.4}, {X: at + 2, Y: y - 1.4}, {X: at + 2, Y: y + 1.4}, {X: at - 2, Y: y + 1.4}})
	}}
}

func (x cartographer) pointItem() legendItem {
	return legendItem{x.p.Labels.Point, func(at, y float64) { x.p.Canvas.Ring(at, y, 1.2, typeset.Ink, 0.3) }}
}

// hatch strikes a ring with slanting lines, so that it is told apart in print without
// colours.
func (x cartographer) hatch(ring []pdf.XY) {
	low, high := bounds(ring)
	for d := math.Ceil((low.X+low.Y)/hatchStep) * hatchStep; d <= high.X+high.Y; d += hatchStep {
		cuts := crossings(ring, d)
		for i := 0; i+1 < len(cuts); i += 2 {
			x.p.Canvas.Line(cuts[i], d-cuts[i], cuts[i+1], d-cuts[i+1], typeset.Rule, 0.15)
		}
	}
}

// crossings returns where the line x + y = d cuts a ring, by x.
func crossings(ring []pdf.XY, d float64) []float64 {
	var out []float64
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		da, db := a.X+a.Y-d, b.X+b.Y-d
		if (da < 0) != (db < 0) {
			out = append(out, a.X+(b.X-a.X)*da/(da-db))
		}
	}
	slices.Sort(out)
	return out
}

// points draws the cities and hromadas over the oblasts that they lie in.
func (x cartographer) points(list []region, rows map[string]document.FigureRow, at pdf.XY) {
	for _, r := range list {
		if row, ok := rows[r.id]; ok && row.Point && row.Value(0).Drawable() {
			q := pdf.XY{X: at.X + r.centre.X, Y: at.Y + r.centre.Y}
			x.p.Canvas.Dot(q.X, q.Y, cityRadius+0.3, typeset.Ink)
			x.p.Canvas.Dot(q.X, q.Y, cityRadius, typeset.Shade(typeset.ClampClass(row.Value(0).Class)))
		}
	}
}

// unnamed numbers the oblasts that have no label on the map, in the order of the figure,
// and lists their names.
func (x cartographer) unnamed(f *document.Figure) (numbers map[string]string, names []string) {
	numbers = map[string]string{}
	for _, r := range f.Rows {
		if !r.Value(0).Drawable() {
			n := strconv.Itoa(len(names) + 1)
			numbers[r.ID] = n
			names = append(names, n+typeset.NBSP+x.p.Clean.Text(r.Label))
		}
	}
	return numbers, names
}

// numbered sets the numbers of oblasts that the key names, and returns where they stand.
func (x cartographer) numbered(list []region, numbers map[string]string, at pdf.XY) (taken []pdf.TextBox) {
	for _, r := range list {
		if n := numbers[r.id]; n != "" {
			q := pdf.XY{X: at.X + r.centre.X, Y: at.Y + r.centre.Y}
			half := x.p.Canvas.Faces[pdf.Sans].Width(n, mapKeySize) / 2
			x.p.Canvas.Centre(q.X, q.Y+0.9, n, pdf.Sans, mapKeySize, typeset.Ink)
			taken = append(taken, pdf.TextBox{Left: q.X - half, Right: q.X + half, Top: q.Y - 1.3, Bottom: q.Y + 1.1})
		}
	}
	return taken
}

// withNames sets the key of the numbers below the map, on the same page.
func (x cartographer) withNames(list []string, charts []Chart) []Chart {
	lines := x.keyLines(list)
	if len(lines) == 0 || len(charts) == 0 {
		return charts
	}
	last := &charts[len(charts)-1]
	above, draw := last.Height, last.Draw
	last.Height += float64(len(lines))*mapKeyLeading + 1
	last.Draw = func(y float64) {
		draw(y)
		for i, line := range lines {
			x.p.Canvas.Text(typeset.MarginLeft, y+above+float64(i)*mapKeyLeading+0.74*mapKeyLeading, line, pdf.Sans, mapKeySize, typeset.Mute)
		}
	}
	return charts
}

// keyLines fills lines with numbered names.
func (x cartographer) keyLines(list []string) (lines []string) {
	width := func(s string) float64 { return x.p.Canvas.Faces[pdf.Sans].Width(s, mapKeySize) }
	for i, name := range list {
		if i < len(list)-1 {
			name += ","
		}
		if n := len(lines); n > 0 && width(lines[n-1]+"  "+name) < typeset.Measure {
			lines[n-1] += "  " + name
		} else {
			lines = append(lines, name)
		}
	}
	return lines
}
