package report

import (
	"math"

	"depository/pipeline/document"
)

// A plotter draws the figures of one document.
type plotter struct {
	*setter
	labels   document.Labels
	tall     float64 // height of figures, as a share of the usual
	first    float64 // room for the first drawing of a figure, mm; 0 as for any
	geometry []region
}

// A chart is a part of a figure that one page holds: the whole, or so many rows.
type chart struct {
	height float64
	draw   func(y float64)
}

// leastHeight is how much of its usual height a figure keeps.
const leastHeight = 0.68

// partLeast is how many rows a part of a divided figure has at least.
const partLeast = 5

const chartGap = 3.0 // between two drawings of one figure, mm

func heightOf(charts []chart) float64 {
	h := chartGap * float64(max(len(charts)-1, 0))
	for _, c := range charts {
		h += c.height
	}
	return h
}

// charts lays a figure out by its kind. One without rows has none.
func (p *plotter) charts(f *document.Figure) []chart {
	if len(f.Rows) == 0 {
		return nil
	}
	switch f.Kind {
	case document.Ranking, document.Profile:
		return p.ranking(f)
	case document.Dumbbell:
		return p.dumbbell(f)
	case document.HeatMap:
		return p.heatMap(f)
	case document.Stacked:
		return p.stacked(f)
	case document.Map:
		return p.mapOf(f)
	case document.Quadrant:
		return p.quadrant(f)
	}
	return nil
}

// known reports a value that can be drawn.
func known(v document.Value) bool {
	return v.Known && !math.IsNaN(v.X) && !math.IsInf(v.X, 0)
}

// interval gives the interval of a value; ok where it is wider than nothing.
func interval(v document.Value) (low, high float64, ok bool) {
	ok = known(v) && v.Low < v.High && !math.IsInf(v.Low, 0) && !math.IsInf(v.High, 0)
	return v.Low, v.High, ok
}

// value is the i-th value of a row; one that is missing is not known.
func value(r document.FigureRow, i int) document.Value {
	if i < len(r.Values) {
		return r.Values[i]
	}
	return document.Value{}
}
