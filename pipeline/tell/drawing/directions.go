package drawing

import (
	"depository.example/depository/pipeline/tell/document"
)

// Directions is the heat map of partners by direction: who is strong in what. Nil where
// the method has no directions, or nobody has a score.
func Directions(d *Drawings) *document.Figure {
	themes, ranked := d.Found.Directions(), d.Found.Comparison.Ranked()
	means := d.Found.Weakest(themes)
	if len(ranked) == 0 || len(means) < 2 {
		return nil
	}
	low, high := means[0], means[len(means)-1]
	f := &document.Figure{
		ID: "directions", Kind: document.HeatMap, Axis: axis(d), Source: d.Source(), Classes: d.Classes(),
		Measure: d.Measure("report.directions.measure"),
		Message: d.T("report.directions.message", "high", d.Node(high.Node), "most", d.Points(high.X), "low", d.Node(low.Node), "least", d.Points(low.X)),
	}
	return heated(d, f, themes, ranked)
}
