package outcome

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline"
)

// clustered says of which stage of a run each of pipeline.Stages is which part, by the
// processor's time of the workers of 50 partners.
var clustered = [...]struct {
	of       pipeline.Stage
	from, to float64
}{{pipeline.Reading, 0, 1}, {pipeline.Scoring, 0, 0.1}, {pipeline.Scoring, 0.1, 0.2}, {pipeline.Scoring, 0.2, 1}, {pipeline.Writing, 0, 0.5}}

// Span returns which part of a run over so many workbooks a stage is, 0 to 1, as its
// processor's time was measured over the sample and over 50, 250 and 2,000 partners: of
// many, scoring is less, since their ranking is asked on fewer points what it rests on.
func Span(s pipeline.Stage, books int) (from, to float64) {
	if name, is := strings.CutPrefix(string(s), string(pipeline.Clustered)); is {
		p := clustered[slices.Index(pipeline.Stages, name)]
		from, to = Span(p.of, books)
		return from + (to-from)*p.from, from + (to-from)*p.to
	}
	ends := [...]float64{0, 0.2, 0.45, 0.95, 1}
	if books > 1000 {
		ends[1], ends[2] = 0.22, 0.28
	} else if books > 100 {
		ends[1], ends[2] = 0.17, 0.35
	}
	at := slices.Index([]pipeline.Stage{pipeline.Reading, pipeline.Scoring, pipeline.Writing, pipeline.Publishing}, s) + 1
	return ends[at-1], ends[at]
}
