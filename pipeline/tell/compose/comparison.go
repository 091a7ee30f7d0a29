package compose

import (
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A ComparisonChapter compares partners: ranks with intervals, places, who stands apart.
type ComparisonChapter struct{ *Writer }

// comparison is the chapter of who stands where.
func (c ComparisonChapter) comparison() {
	c.Chapter("comparison", c.T("report.comparison"))
	lead := "report.comparison.lead"
	if c.Found.Comparison.Draws == 0 {
		lead = "report.comparison.lead.plain"
	}
	c.Say(c.T(lead, "chapter", writing.ChapterNumber(c.Writer, "method")))
	c.Section("ranking", c.T("report.ranking"))
	if !writing.ShowEnds(c.Writer, c.Draw.Ranking(), drawing.Printed) {
		c.Say(c.T("report.ranking.none"))
	}
	c.Say(SummaryChapter(c).TieText())
	c.Unscored()
	if m := c.Draw.Map(); m != nil {
		c.Section("map", c.T("report.map"))
		c.Show(m)
	}
	placesPart(c).places()
	c.Apart()
	recordsPart(c).funnel()
}

// Unscored names the partners for whom too little is known.
func (c ComparisonChapter) Unscored() {
	all := c.Found.Comparison.Standings
	rest := all[len(c.Found.Comparison.Ranked()):]
	if len(rest) > 0 {
		c.Say(c.T("report.unscored", "n", len(rest), "names", c.Names(voice.IDs(rest), 10)))
	}
}

// verdict says whether a difference lies outside the uncertainty.
func verdict(c ComparisonChapter, ch compare.Change) string {
	switch {
	case ch.Range == nil:
		return c.T("report.verdict.unknown")
	case !ch.Clear:
		return c.T("report.verdict.inside")
	case ch.Delta > 0:
		return c.T("report.verdict.up")
	}
	return c.T("report.verdict.down")
}
