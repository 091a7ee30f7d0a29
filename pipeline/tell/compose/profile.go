package compose

import (
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/writing"
)

// A profileChapter tells where partners are strong and where they are not, criterion by criterion.
type profileChapter struct{ *Writer }

// profile is the chapter of strengths and gaps by dimension and criterion.
func (c profileChapter) profile() {
	c.Chapter("directions", c.T(c.Key("report.profile.")))
	catalogue.Directions(c.Writer)
	if !writing.ShowEnds(c.Writer, c.Draw.Heat(), drawing.Printed) {
		c.Say(c.T("report.ranking.none"))
		return
	}
	recordsPart(c).answers()
}
