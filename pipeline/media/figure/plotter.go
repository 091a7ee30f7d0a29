// Package figure draws the figures of a document on the pages of a file. It
// believes that a figure is rows with values before it is a picture: each kind
// lays its rows out as drawings that a page holds, and every value that is drawn
// is printed beside it.
package figure

import (
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// A Plotter draws the figures of one document.
type Plotter struct {
	*typeset.Setter
	Labels   document.Labels
	Tall     float64 // height of figures, as a share of the usual
	First    float64 // room for the first drawing of a figure, mm; 0 as for any
	Geometry []region
}

// A Chart is a part of a figure that one page holds: the whole, or so many rows.
type Chart struct {
	Height float64
	Draw   func(y float64)
}

// LeastHeight is how much of its usual height a figure keeps.
const LeastHeight = 0.68

// PartLeast is how many rows a part of a divided figure has at least.
const PartLeast = 5

// ChartGap is the white between two drawings of one figure, mm.
const ChartGap = 3.0

// HeightOf returns what drawings take one below another, mm.
func HeightOf(charts []Chart) float64 {
	h := ChartGap * float64(max(len(charts)-1, 0))
	for _, c := range charts {
		h += c.Height
	}
	return h
}

// Charts lays a figure out by its kind. One without rows has none.
func (p *Plotter) Charts(f *document.Figure) []Chart {
	if len(f.Rows) == 0 {
		return nil
	}
	switch f.Kind {
	case document.Ranking, document.Profile:
		return p.ranking(f)
	case document.Dumbbell:
		return p.dumbbell(f)
	case document.HeatMap:
		return heatPlotter{p}.heatMap(f)
	case document.Stacked:
		return p.stacked(f)
	case document.Map:
		return cartographer{p}.mapOf(f)
	case document.Quadrant:
		return p.quadrant(f)
	}
	return nil
}
