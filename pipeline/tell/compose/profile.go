package compose

import (
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/drawing"
)

// A profileChapter tells where partners are strong and where they are not, criterion by criterion.
type profileChapter struct{ *Writer }

// profile is the chapter of strengths and gaps by dimension and criterion.
func (c profileChapter) profile() {
	c.Chapter("directions", c.T(c.Key("report.profile.")))
	catalogue.Directions(c.Writer)
	f := c.Draw.Heat()
	left := drawing.Cut(f)
	if !c.Show(f) {
		c.Say(c.T("report.ranking.none"))
		return
	}
	if left > 0 {
		c.Say(c.T("report.cut", "n", left))
	}
	recordsPart(c).answers()
}
