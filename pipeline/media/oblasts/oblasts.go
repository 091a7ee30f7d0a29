// Package oblasts is the outline of the oblasts of Ukraine on a plane. It believes
// that the country is drawn whole: Crimea and Sevastopol are part of it, and a city
// of its own status is a place of its own.
package oblasts

import (
	"encoding/json"
	"math"
	"sync"

	"depository.example/depository/templates"
)

// Width is that of the map, in its own units; x runs to the east, y to the south.
const Width = 158.0

// An XY is a point of the map.
type XY struct{ X, Y float64 }

// An Oblast is one of the 27 units of the map.
type Oblast struct {
	ID     string  // ISO 3166-2, "UA-05"
	Rings  [][]XY  // outer rings
	Centre XY      // where a label stands: well inside the largest ring
	Radius float64 // distance from the centre to the nearest border
}

// All returns the 27 oblasts in the order of the file that the program carries
// (templates/geo). They are shared: nobody may change them.
var All = sync.OnceValue(read)

// Height returns the height of the map, in its own units.
func Height() float64 {
	height := 0.0
	for _, o := range All() {
		for _, ring := range o.Rings {
			_, high := bounds(ring)
			height = max(height, high.Y)
		}
	}
	return height
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

// read reads the geometry that the program carries, scaled to Width.
func read() []Oblast {
	data, err := templates.Files.ReadFile("geo/ukraine-oblasts.geojson")
	if err != nil {
		return nil
	}
	var file geoFile
	if json.Unmarshal(data, &file) != nil {
		return nil
	}
	var out []Oblast
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
		r := Oblast{ID: f.ID}
		for _, polygon := range many {
			if len(polygon) > 0 {
				r.Rings = append(r.Rings, project(polygon[0]))
			}
		}
		out = append(out, r)
	}
	return scaled(out)
}

// project applies Albers' equal-area conic projection with standard parallels
// 46° and 51° N and the meridian 31.5° E (J. P. Snyder, Map Projections: A
// Working Manual, USGS 1395, 1987, pp. 98–103), on a sphere.
func project(ring [][2]float64) []XY {
	const degree = math.Pi / 180
	sin1, sin2 := math.Sin(46*degree), math.Sin(51*degree)
	n := (sin1 + sin2) / 2
	cos1 := math.Cos(46 * degree)
	c := cos1*cos1 + 2*n*sin1
	rho0 := math.Sqrt(c-2*n*math.Sin(48.5*degree)) / n
	out := make([]XY, len(ring))
	for i, q := range ring {
		rho := math.Sqrt(c-2*n*math.Sin(q[1]*degree)) / n
		theta := n * (q[0] - 31.5) * degree
		out[i] = XY{X: rho * math.Sin(theta), Y: rho*math.Cos(theta) - rho0}
	}
	return out
}

// scaled moves the map to its own corner and size, and finds the labels' places.
func scaled(list []Oblast) []Oblast {
	low, high := XY{X: math.Inf(1), Y: math.Inf(1)}, XY{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, r := range list {
		for _, ring := range r.Rings {
			for _, q := range ring {
				low = XY{X: min(low.X, q.X), Y: min(low.Y, q.Y)}
				high = XY{X: max(high.X, q.X), Y: max(high.Y, q.Y)}
			}
		}
	}
	k := Width / (high.X - low.X)
	for i := range list {
		for _, ring := range list[i].Rings {
			for j, q := range ring {
				ring[j] = XY{X: (q.X - low.X) * k, Y: (q.Y - low.Y) * k}
			}
		}
	}
	for i := range list {
		list[i].Centre, list[i].Radius = inside(list[i].Rings, enclaves(list, i))
	}
	return list
}

// enclaves are the rings of territories that lie within the i-th.
func enclaves(list []Oblast, i int) [][]XY {
	var out [][]XY
	for j, other := range list {
		for _, ring := range other.Rings {
			for _, around := range list[i].Rings {
				if j != i && len(ring) > 0 && within(middle(ring), around) {
					out = append(out, ring)
				}
			}
		}
	}
	return out
}

// middle is the mean of a ring's points.
func middle(ring []XY) XY {
	var m XY
	for _, q := range ring {
		m.X += q.X / float64(len(ring))
		m.Y += q.Y / float64(len(ring))
	}
	return m
}

// inside finds the point of the rings that is farthest from their border and
// from enclaves, on a grid, and that distance.
func inside(rings, enclaves [][]XY) (XY, float64) {
	var best XY
	radius := 0.0
	for _, ring := range rings {
		low, high := bounds(ring)
		const steps = 24
		for i := range steps + 1 {
			for j := range steps + 1 {
				q := XY{X: low.X + (high.X-low.X)*float64(i)/steps, Y: low.Y + (high.Y-low.Y)*float64(j)/steps}
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

// bounds returns the corners of the box around a ring.
func bounds(ring []XY) (low, high XY) {
	low, high = ring[0], ring[0]
	for _, q := range ring {
		low, high = XY{X: min(low.X, q.X), Y: min(low.Y, q.Y)}, XY{X: max(high.X, q.X), Y: max(high.Y, q.Y)}
	}
	return low, high
}

// within reports whether a point lies in a ring, by the rule of crossings.
func within(q XY, ring []XY) bool {
	in := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.Y > q.Y) != (b.Y > q.Y) && q.X < (b.X-a.X)*(q.Y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// distance is from a point to the border of a ring.
func distance(q XY, ring []XY) float64 {
	least := math.Inf(1)
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		dx, dy := b.X-a.X, b.Y-a.Y
		t := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			t = min(max(((q.X-a.X)*dx+(q.Y-a.Y)*dy)/l, 0), 1)
		}
		least = min(least, math.Hypot(q.X-a.X-t*dx, q.Y-a.Y-t*dy))
	}
	return least
}
