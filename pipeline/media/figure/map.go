package figure

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/media/oblasts"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// cartographer draws the oblasts in the colours of their classes.
type cartographer struct{ p *Plotter }

// A region is an oblast on the map.
type region struct {
	id     string     // ISO 3166-2
	rings  [][]pdf.XY // outer rings, projected; x to the east, y to the south, in units of the map
	centre pdf.XY     // where a label stands: well inside the largest ring
	radius float64
}

// Measures of the map, mm: its width as it is drawn, the height that it has on a
// page at most, and the radius of a territory that holds no label.
const (
	mapWidth    = oblasts.Width
	mapHeight   = 80.0
	smallRegion = 3.0
)

// edge are points along the upper and the lower edge of a box.
func edge(box pdf.TextBox) (out []pdf.XY) {
	const steps = 8
	for i := range steps + 1 {
		x := box.Left + (box.Right-box.Left)*float64(i)/steps
		out = append(out, pdf.XY{X: x, Y: box.Top}, pdf.XY{X: x, Y: box.Bottom})
	}
	return out
}

// mapLabels are the labels of a map while they find their places.
type mapLabels struct {
	taken []pdf.TextBox // on the page
	dark  []region      // of a colour on which type is white
}

// readable reports whether type of a colour can be read in a box over a region: white
// within it, dark outside of dark ones.
func (l *mapLabels) readable(r region, box pdf.TextBox, colour pdf.RGB) bool {
	for _, q := range edge(box) {
		if colour == pdf.White && !r.has(q) {
			return false
		}
		if colour != pdf.White && slices.ContainsFunc(l.dark, func(d region) bool { return d.has(q) }) {
			return false
		}
	}
	return true
}

// has reports whether a point lies within a ring of the region.
func (r region) has(q pdf.XY) bool {
	return slices.ContainsFunc(r.rings, func(ring []pdf.XY) bool {
		in := false
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if (a.Y > q.Y) != (b.Y > q.Y) && q.X < a.X+(b.X-a.X)*(q.Y-a.Y)/(b.Y-a.Y) {
				in = !in
			}
		}
		return in
	})
}

// regions are the oblasts as a page places them.
func (x cartographer) regions() []region {
	if x.p.Geometry == nil {
		for _, o := range oblasts.All() {
			r := region{id: o.ID, centre: pdf.XY(o.Centre), radius: o.Radius}
			for _, ring := range o.Rings {
				placed := make([]pdf.XY, len(ring))
				for i, q := range ring {
					placed[i] = pdf.XY(q)
				}
				r.rings = append(r.rings, placed)
			}
			x.p.Geometry = append(x.p.Geometry, r)
		}
	}
	return x.p.Geometry
}

// bounds returns the corners of the box around a ring.
func bounds(ring []pdf.XY) (low, high pdf.XY) {
	low, high = ring[0], ring[0]
	for _, q := range ring {
		low, high = pdf.XY{X: min(low.X, q.X), Y: min(low.Y, q.Y)}, pdf.XY{X: max(high.X, q.X), Y: max(high.Y, q.Y)}
	}
	return low, high
}

// mapOf draws the oblasts, shaded by class with the value in each.
func (x cartographer) mapOf(f *document.Figure) []Chart {
	list := x.regions()
	if len(list) == 0 {
		return nil
	}
	height := 0.0
	for _, r := range list {
		for _, ring := range r.rings {
			_, high := bounds(ring)
			height = max(height, high.Y)
		}
	}
	k := min(1, mapHeight*x.p.Tall/height)
	list, height = resized(list, k), k*height
	rows := map[string]document.FigureRow{}
	for _, r := range f.Rows {
		rows[r.ID] = r
	}
	numbers, names := x.unnamed(f)
	ch := Chart{height + 3, func(y float64) {
		x.drawMap(list, rows, numbers, pdf.XY{X: typeset.MarginLeft + (typeset.Measure-k*mapWidth)/2, Y: y + 1})
	}}
	charts := heatPlotter(x).withLegend(f, []Chart{ch})
	return x.withNames(names, charts)
}

// resized returns the regions k times as large.
func resized(list []region, k float64) []region {
	out := make([]region, len(list))
	for i, r := range list {
		out[i] = region{id: r.id, centre: pdf.XY{X: k * r.centre.X, Y: k * r.centre.Y}, radius: k * r.radius}
		for _, ring := range r.rings {
			moved := make([]pdf.XY, len(ring))
			for j, q := range ring {
				moved[j] = pdf.XY{X: k * q.X, Y: k * q.Y}
			}
			out[i].rings = append(out[i].rings, moved)
		}
	}
	return out
}

func (x cartographer) drawMap(list []region, rows map[string]document.FigureRow, numbers map[string]string, at pdf.XY) {
	c := x.p.Canvas
	// Cities within an oblast are drawn after it.
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(a, b region) int {
		if a.radius > b.radius {
			return -1
		}
		return 1
	})
	for _, r := range order {
		class := 0
		row, ok := rows[r.id]
		known := ok && row.Value(0).Drawable()
		if known && !row.Point {
			class = typeset.ClampClass(row.Value(0).Class)
		}
		for _, ring := range r.rings {
			moved := make([]pdf.XY, len(ring))
			for i, q := range ring {
				moved[i] = pdf.XY{X: q.X + at.X, Y: q.Y + at.Y}
			}
			line := pdf.White
			if class == 0 {
				line = typeset.Rule
			}
			c.Polygon(moved, typeset.Shade(class), line, 0.25)
			if !known {
				x.hatch(moved)
			}
		}
	}
	x.points(order, rows, at)
	x.labels(order, rows, x.numbered(order, numbers, at), at)
}

// labels sets name and value in every oblast that has one and room for both; the
// others are labelled beside, with a line.
func (x cartographer) labels(list []region, rows map[string]document.FigureRow, numbers []pdf.TextBox, at pdf.XY) {
	height := 0.0
	for _, r := range list {
		for _, ring := range r.rings {
			_, high := bounds(ring)
			height = max(height, high.Y)
		}
	}
	// No label leaves the drawing or stands on a small territory.
	l := &mapLabels{taken: append(numbers, pdf.TextBox{Right: pdf.PageWidth, Bottom: at.Y - 1}, pdf.TextBox{Right: pdf.PageWidth, Top: at.Y + height + 1, Bottom: pdf.PageHeight})}
	for _, r := range list {
		if r.radius < smallRegion {
			q := pdf.XY{X: at.X + r.centre.X, Y: at.Y + r.centre.Y}
			l.taken = append(l.taken, pdf.TextBox{Left: q.X - 1.2, Right: q.X + 1.2, Top: q.Y - 1.2, Bottom: q.Y + 1.2})
		}
	}
	named := slices.DeleteFunc(slices.Clone(list), func(r region) bool { return !rows[r.id].Value(0).Drawable() })
	for _, r := range named {
		if v := rows[r.id].Value(0); !rows[r.id].Point && typeset.OnShade(v.Class) == pdf.White {
			l.dark = append(l.dark, r)
		}
	}
	for _, r := range named {
		x.mapLabel(r, rows[r.id], pdf.XY{X: at.X + r.centre.X, Y: at.Y + r.centre.Y}, l)
	}
}

func (x cartographer) mapLabel(r region, row document.FigureRow, q pdf.XY, l *mapLabels) {
	const size, small = 8.0, 7.5
	c := x.p.Canvas
	v := row.Value(0)
	text := x.p.Clean.Text(v.Text)
	colour := typeset.OnShade(v.Class)
	half := c.Faces[pdf.Bold].Width(text, size) / 2
	if row.Point || r.radius < smallRegion || half > 1.6*r.radius {
		x.callout(row, q, &l.taken)
		return
	}
	box := pdf.TextBox{Left: q.X - half, Right: q.X + half, Top: q.Y - 1.6, Bottom: q.Y + 1.6}
	if overlaps(box, l.taken) {
		x.callout(row, q, &l.taken)
		return
	}
	name := x.p.Clean.Text(row.Label)
	w := c.Faces[pdf.Sans].Width(name, small) / 2
	wide := pdf.TextBox{Left: q.X - max(w, half), Right: q.X + max(w, half), Top: q.Y - 3.4, Bottom: q.Y + 2.6}
	room := 2.6 * r.radius // dark type may cross the border, white may not
	if colour == pdf.White {
		room = 1.5 * r.radius
	}
	lines := pdf.TextBox{Left: r.centre.X - w, Right: r.centre.X + w, Top: r.centre.Y - 3.2, Bottom: r.centre.Y + 2}
	if w < room && l.readable(r, lines, colour) && !overlaps(wide, l.taken) {
		c.Centre(q.X, q.Y-1.1, name, pdf.Sans, small, colour)
		c.Centre(q.X, q.Y+2.0, text, pdf.Bold, size, colour)
		l.taken = append(l.taken, wide)
		return
	}
	x.callout(row, q, &l.taken)
}

// callout labels a small territory beside itself: name and value, with a line
// that crosses no label.
func (x cartographer) callout(row document.FigureRow, q pdf.XY, taken *[]pdf.TextBox) {
	const size = 7.5
	text := x.p.Clean.Text(row.Value(0).Text)
	full := x.p.Ellipsis(x.p.Clean.Text(row.Label), pdf.Bold, size, 34) + typeset.NBSP + text
	for _, s := range []string{full, text} { // a line that crosses others is better than no name
		for _, free := range []bool{true, false} {
			if x.besideOne(s, size, q, free, taken) {
				return
			}
		}
	}
}

// besideOne sets a label beside a point where there is room, and reports whether there is.
func (x cartographer) besideOne(s string, size float64, q pdf.XY, free bool, taken *[]pdf.TextBox) bool {
	c := x.p.Canvas
	w := c.Faces[pdf.Bold].Width(s, size)
	for _, d := range besides(w) {
		x, y := q.X+d.X, q.Y+d.Y
		box := pdf.TextBox{Left: x - 0.6, Right: x + w + 0.6, Top: y - 1.9, Bottom: y + 0.9}
		end := pdf.XY{X: min(max(q.X, box.Left), box.Right), Y: min(max(q.Y, box.Top), box.Bottom)}
		leader := alongLine(q, end)
		crosses := free && slices.ContainsFunc(leader, func(b pdf.TextBox) bool {
			own := math.Hypot(b.Left-q.X, b.Top-q.Y) < 2.2
			return !own && overlaps(b, *taken)
		})
		if crosses || box.Left < typeset.MarginLeft || box.Right > typeset.MarginLeft+typeset.Measure || overlaps(box, *taken) {
			continue
		}
		c.Line(q.X, q.Y, end.X, end.Y, typeset.Ink, 0.2)
		c.Dot(q.X, q.Y, 0.5, typeset.Ink)
		c.Rect(box.Left, box.Top, box.Right-box.Left, box.Bottom-box.Top, pdf.White)
		c.Text(x, y, s, pdf.Bold, size, typeset.Ink)
		*taken = append(append(*taken, box), leader...)
		return true
	}
	return false
}

// besides are the places of a label of width w beside a point, the near ones first.
func besides(w float64) []pdf.XY {
	out := []pdf.XY{{X: 7, Y: -6}, {X: -7 - w, Y: -6}, {X: 7, Y: 6}, {X: -7 - w, Y: 6},
		{X: 7, Y: -8}, {X: -7 - w, Y: -8}, {X: 7, Y: 8}, {X: -7 - w, Y: 8}, {X: -w / 2, Y: -9}, {X: -w / 2, Y: 9}}
	for far := 12.0; far <= 44; far += 4 {
		for _, up := range []float64{0, -0.5, 0.5, -1, 1, -1.5, 1.5} {
			out = append(out, pdf.XY{X: far, Y: up * far}, pdf.XY{X: -far - w, Y: up * far})
		}
		out = append(out, pdf.XY{X: -w / 2, Y: -far}, pdf.XY{X: -w / 2, Y: far})
	}
	return out
}

// alongLine returns small boxes that cover a line, but for the dot it begins at.
func alongLine(from, to pdf.XY) []pdf.TextBox {
	const step, half = 0.5, 0.3
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	var out []pdf.TextBox
	for d := 0.8; d < length; d += step {
		x, y := from.X+(to.X-from.X)*d/length, from.Y+(to.Y-from.Y)*d/length
		out = append(out, pdf.TextBox{Left: x - half, Right: x + half, Top: y - half, Bottom: y + half})
	}
	return out
}

// overlaps reports whether a box covers any of others, in the plane of the page.
func overlaps(b pdf.TextBox, others []pdf.TextBox) bool {
	return slices.ContainsFunc(others, func(o pdf.TextBox) bool {
		return b.Left < o.Right && o.Left < b.Right && b.Top < o.Bottom && o.Top < b.Bottom
	})
}
