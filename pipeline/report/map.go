package report

import (
	"encoding/json"
	"math"
	"slices"

	"depository/pipeline/document"
	"depository/templates"
)

// A region is an oblast on the map.
type region struct {
	id     string // ISO 3166-2
	rings  [][]xy // outer rings, projected; x to the east, y to the south, in units of the map
	centre xy     // where a label stands: well inside the largest ring
	radius float64
}

// Measures of the map, mm: its width as it is read, the height that it has on a
// page at most, and the radius of a territory that holds no label.
const (
	mapWidth    = 158.0
	mapHeight   = 92.0
	smallRegion = 3.0
)

// regions reads the oblasts once.
func (p *plotter) regions() []region {
	if p.geometry == nil {
		p.geometry = readRegions()
	}
	return p.geometry
}

type geoFile struct {
	Features []struct {
		ID       string `json:"id"`
		Geometry struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// readRegions reads the geometry that the program carries, scaled to mapWidth.
func readRegions() []region {
	data, err := templates.Files.ReadFile("geo/ukraine-oblasts.geojson")
	if err != nil {
		return nil
	}
	var file geoFile
	if json.Unmarshal(data, &file) != nil {
		return nil
	}
	var out []region
	for _, f := range file.Features {
		var many [][][][2]float64
		switch f.Geometry.Type {
		case "Polygon":
			many = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &many[0])
		case "MultiPolygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &many)
		}
		if err != nil {
			continue
		}
		r := region{id: f.ID}
		for _, polygon := range many {
			if len(polygon) > 0 {
				r.rings = append(r.rings, project(polygon[0]))
			}
		}
		out = append(out, r)
	}
	return scaled(out)
}

// project applies Albers' equal-area conic projection with standard parallels
// 46° and 51° N and the meridian 31.5° E (J. P. Snyder, Map Projections: A
// Working Manual, USGS 1395, 1987, pp. 98–103), on a sphere.
func project(ring [][2]float64) []xy {
	const degree = math.Pi / 180
	sin1, sin2 := math.Sin(46*degree), math.Sin(51*degree)
	n := (sin1 + sin2) / 2
	cos1 := math.Cos(46 * degree)
	c := cos1*cos1 + 2*n*sin1
	rho0 := math.Sqrt(c-2*n*math.Sin(48.5*degree)) / n
	out := make([]xy, len(ring))
	for i, q := range ring {
		rho := math.Sqrt(c-2*n*math.Sin(q[1]*degree)) / n
		theta := n * (q[0] - 31.5) * degree
		out[i] = xy{rho * math.Sin(theta), rho*math.Cos(theta) - rho0}
	}
	return out
}

// scaled moves the map to its own corner and size, and finds the labels' places.
func scaled(list []region) []region {
	low, high := xy{math.Inf(1), math.Inf(1)}, xy{math.Inf(-1), math.Inf(-1)}
	for _, r := range list {
		for _, ring := range r.rings {
			for _, q := range ring {
				low = xy{min(low.x, q.x), min(low.y, q.y)}
				high = xy{max(high.x, q.x), max(high.y, q.y)}
			}
		}
	}
	k := mapWidth / (high.x - low.x)
	for i := range list {
		for _, ring := range list[i].rings {
			for j, q := range ring {
				ring[j] = xy{(q.x - low.x) * k, (q.y - low.y) * k}
			}
		}
	}
	for i := range list {
		list[i].centre, list[i].radius = inside(list[i].rings, enclaves(list, i))
	}
	return list
}

// enclaves are the rings of territories that lie within the i-th.
func enclaves(list []region, i int) [][]xy {
	var out [][]xy
	for j, other := range list {
		for _, ring := range other.rings {
			for _, around := range list[i].rings {
				if j != i && len(ring) > 0 && within(middle(ring), around) {
					out = append(out, ring)
				}
			}
		}
	}
	return out
}

// middle is the mean of a ring's points.
func middle(ring []xy) xy {
	var m xy
	for _, q := range ring {
		m.x += q.x / float64(len(ring))
		m.y += q.y / float64(len(ring))
	}
	return m
}

// inside finds the point of the rings that is farthest from their border and
// from enclaves, on a grid, and that distance.
func inside(rings, enclaves [][]xy) (xy, float64) {
	var best xy
	radius := 0.0
	for _, ring := range rings {
		low, high := bounds(ring)
		const steps = 24
		for i := range steps + 1 {
			for j := range steps + 1 {
				q := xy{low.x + (high.x-low.x)*float64(i)/steps, low.y + (high.y-low.y)*float64(j)/steps}
				d := distance(q, ring)
				for _, e := range enclaves {
					if d = min(d, distance(q, e)); within(q, e) {
						d = 0
					}
				}
				if within(q, ring) && d > radius {
					best, radius = q, d
				}
			}
		}
	}
	return best, radius
}

func bounds(ring []xy) (low, high xy) {
	low, high = ring[0], ring[0]
	for _, q := range ring {
		low, high = xy{min(low.x, q.x), min(low.y, q.y)}, xy{max(high.x, q.x), max(high.y, q.y)}
	}
	return low, high
}

// within reports whether a point lies in a ring, by the rule of crossings.
func within(q xy, ring []xy) bool {
	in := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.y > q.y) != (b.y > q.y) && q.x < (b.x-a.x)*(q.y-a.y)/(b.y-a.y)+a.x {
			in = !in
		}
	}
	return in
}

// distance is from a point to the border of a ring.
func distance(q xy, ring []xy) float64 {
	least := math.Inf(1)
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		dx, dy := b.x-a.x, b.y-a.y
		t := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			t = min(max(((q.x-a.x)*dx+(q.y-a.y)*dy)/l, 0), 1)
		}
		least = min(least, math.Hypot(q.x-a.x-t*dx, q.y-a.y-t*dy))
	}
	return least
}

// mapOf draws the oblasts, shaded by class with the value in each.
func (p *plotter) mapOf(f *document.Figure) []chart {
	list := p.regions()
	if len(list) == 0 {
		return nil
	}
	height := 0.0
	for _, r := range list {
		for _, ring := range r.rings {
			_, high := bounds(ring)
			height = max(height, high.y)
		}
	}
	k := min(1, mapHeight*p.tall/height)
	list, height = resized(list, k), k*height
	rows := map[string]document.FigureRow{}
	for _, r := range f.Rows {
		rows[r.ID] = r
	}
	ch := chart{height + 3, func(y float64) {
		p.drawMap(list, rows, xy{marginLeft + (measure-k*mapWidth)/2, y + 1})
	}}
	return p.withLegend(f, []chart{ch})
}

// resized gives the regions k times as large.
func resized(list []region, k float64) []region {
	out := make([]region, len(list))
	for i, r := range list {
		out[i] = region{id: r.id, centre: xy{k * r.centre.x, k * r.centre.y}, radius: k * r.radius}
		for _, ring := range r.rings {
			moved := make([]xy, len(ring))
			for j, q := range ring {
				moved[j] = xy{k * q.x, k * q.y}
			}
			out[i].rings = append(out[i].rings, moved)
		}
	}
	return out
}

func (p *plotter) drawMap(list []region, rows map[string]document.FigureRow, at xy) {
	c := p.canvas
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
		if row, ok := rows[r.id]; ok && known(value(row, 0)) {
			class = clampClass(value(row, 0).Class)
		}
		for _, ring := range r.rings {
			moved := make([]xy, len(ring))
			for i, q := range ring {
				moved[i] = xy{q.x + at.x, q.y + at.y}
			}
			line := white
			if class == 0 {
				line = rule
			}
			c.polygon(moved, shade(class), line, 0.25)
		}
	}
	p.mapLabels(order, rows, at)
}

// mapLabels sets the value in every oblast that has one, and its name where
// both have room; a small one is labelled beside, with a line.
func (p *plotter) mapLabels(list []region, rows map[string]document.FigureRow, at xy) {
	height := 0.0
	for _, r := range list {
		for _, ring := range r.rings {
			_, high := bounds(ring)
			height = max(height, high.y)
		}
	}
	// No label leaves the drawing or stands on a small territory.
	taken := []textBox{{right: pageWidth, bottom: at.y - 1}, {right: pageWidth, top: at.y + height + 1, bottom: pageHeight}}
	for _, r := range list {
		if r.radius < smallRegion {
			q := xy{at.x + r.centre.x, at.y + r.centre.y}
			taken = append(taken, textBox{left: q.x - 1.2, right: q.x + 1.2, top: q.y - 1.2, bottom: q.y + 1.2})
		}
	}
	for _, r := range list {
		row, ok := rows[r.id]
		if !ok || !known(value(row, 0)) {
			continue
		}
		p.mapLabel(r, row, xy{at.x + r.centre.x, at.y + r.centre.y}, &taken)
	}
}

func (p *plotter) mapLabel(r region, row document.FigureRow, q xy, taken *[]textBox) {
	const size, small = 8.0, 5.8
	c := p.canvas
	v := value(row, 0)
	text := p.clean.text(v.Text)
	colour := onShade(v.Class)
	half := c.faces[bold].width(text, size) / 2
	if r.radius < smallRegion || half > 1.6*r.radius {
		p.callout(row, q, taken)
		return
	}
	box := textBox{left: q.x - half, right: q.x + half, top: q.y - 1.6, bottom: q.y + 1.6}
	if overlaps(box, *taken) {
		p.callout(row, q, taken)
		return
	}
	name := p.clean.text(row.Label)
	w := c.faces[sans].width(name, small) / 2
	wide := textBox{left: q.x - max(w, half), right: q.x + max(w, half), top: q.y - 3.4, bottom: q.y + 2.6}
	room := 2.6 * r.radius // dark type may cross the border, white may not
	if colour == white {
		room = 1.5 * r.radius
	}
	if w < room && !overlaps(wide, *taken) {
		c.centre(q.x, q.y-1.1, name, sans, small, colour)
		c.centre(q.x, q.y+2.0, text, bold, size, colour)
		*taken = append(*taken, wide)
		return
	}
	c.centre(q.x, q.y+1, text, bold, size, colour)
	*taken = append(*taken, box)
}

// callout labels a small territory beside itself: name and value, with a line
// that crosses no label.
func (p *plotter) callout(row document.FigureRow, q xy, taken *[]textBox) {
	const size = 6.5
	c := p.canvas
	text := p.clean.text(value(row, 0).Text)
	full := p.ellipsis(p.clean.text(row.Label), bold, size, 34) + nbsp + text
	for _, s := range []string{full, text} {
		w := c.faces[bold].width(s, size)
		for _, d := range []xy{{7, -6}, {-7 - w, -6}, {7, 6}, {-7 - w, 6}, {-w / 2, -9}, {-w / 2, 9}, {14, -12}, {14, 12}, {-14 - w, -12}, {-14 - w, 12}, {18, 0.5}, {-18 - w, 0.5}, {-w / 2, -16}, {-w / 2, 16}} {
			x, y := q.x+d.x, q.y+d.y
			box := textBox{left: x - 0.6, right: x + w + 0.6, top: y - 1.9, bottom: y + 0.9}
			end := xy{min(max(q.x, box.left), box.right), min(max(q.y, box.top), box.bottom)}
			leader := alongLine(q, end)
			crosses := slices.ContainsFunc(leader, func(b textBox) bool {
				own := math.Hypot(b.left-q.x, b.top-q.y) < 2.2
				return !own && overlaps(b, *taken)
			})
			if crosses || box.left < marginLeft || box.right > marginLeft+measure || overlaps(box, *taken) {
				continue
			}
			c.line(q.x, q.y, end.x, end.y, ink, 0.2)
			c.dot(q.x, q.y, 0.5, ink)
			c.rect(box.left, box.top, box.right-box.left, box.bottom-box.top, white)
			c.text(x, y, s, bold, size, ink)
			*taken = append(append(*taken, box), leader...)
			return
		}
	}
}

// alongLine gives small boxes that cover a line, but for the dot it begins at.
func alongLine(from, to xy) []textBox {
	const step, half = 0.5, 0.3
	length := math.Hypot(to.x-from.x, to.y-from.y)
	var out []textBox
	for d := 0.8; d < length; d += step {
		x, y := from.x+(to.x-from.x)*d/length, from.y+(to.y-from.y)*d/length
		out = append(out, textBox{left: x - half, right: x + half, top: y - half, bottom: y + half})
	}
	return out
}

// overlaps reports whether a box covers any of others, in the plane of the page.
func overlaps(b textBox, others []textBox) bool {
	return slices.ContainsFunc(others, func(o textBox) bool {
		return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
	})
}
