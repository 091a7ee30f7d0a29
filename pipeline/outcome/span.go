package outcome

import (
	"slices"

	"depository.example/depository/pipeline"
)

// Span returns which part of a run over so many workbooks a stage is, 0 to 1, as its
// processor's time was measured over the sample and over 50, 250 and 2,000 partners: of
// many, scoring is less, since their ranking is asked on fewer points what it rests on.
func Span(s pipeline.Stage, books int) (from, to float64) {
	ends := [...]float64{0, 0.2, 0.45, 0.95, 1}
	if books > 1000 {
		ends[1], ends[2] = 0.22, 0.28
	} else if books > 100 {
		ends[1], ends[2] = 0.17, 0.35
	}
	at := slices.Index([]pipeline.Stage{pipeline.Reading, pipeline.Scoring, pipeline.Writing, pipeline.Publishing}, s) + 1
	return ends[at-1], ends[at]
}
