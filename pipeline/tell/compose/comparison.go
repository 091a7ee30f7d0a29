package compose

import (
	"slices"
	"strconv"
	"time"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
)

// A comparisonChapter compares partners: ranks with intervals, places, who stands apart.
type comparisonChapter struct{ *writer }

// comparison is the chapter of who stands where.
func (c comparisonChapter) comparison() {
	c.chapter("comparison", c.T("report.comparison"))
	lead := "report.comparison.lead"
	if c.Found.Comparison.Draws == 0 {
		lead = "report.comparison.lead.plain"
	}
	c.say(c.T(lead, "chapter", summaryChapter(c).adviceChapter()+1))
	c.section("ranking", c.T("report.ranking"))
	f := c.draw.Ranking()
	left := drawing.Cut(f)
	if !c.show(f) {
		c.say(c.T("report.ranking.none"))
	}
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.say(summaryChapter(c).tieText())
	c.unscored()
	if m := c.draw.Map(); m != nil {
		c.section("map", c.T("report.map"))
		c.show(m)
	}
	placesPart(c).places()
	c.apart()
}

// unscored names the partners for whom too little is known.
func (c comparisonChapter) unscored() {
	all := c.Found.Comparison.Standings
	rest := all[len(c.Found.Comparison.Ranked()):]
	if len(rest) > 0 {
		c.say(c.T("report.unscored", "n", len(rest), "names", c.Names(voice.IDs(rest), 10)))
	}
}

// apart shows occupied territories and territories of combat, without rank,
// score or advice.
func (c comparisonChapter) apart() {
	rows := c.apartRows()
	if len(rows) == 0 {
		return
	}
	c.section("apart", c.T("report.apart"))
	c.say(c.T("report.apart.lead"))
	c.add(&document.Table{
		ID: "table-apart", Title: c.T("report.apart.title"), Compact: true, Rows: rows, Source: document.Plain(c.apartSource()),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 2}, {Title: c.T("report.column.status"), Width: 2},
			{Title: c.T("report.column.hromadas"), Align: document.Right, Width: 1}, {Title: c.T("report.column.records"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.which"), Width: 5},
		},
	})
}

// apartSource names the list that says which territories stand apart, and its date.
func (c comparisonChapter) apartSource() string {
	day, err := time.Parse(time.DateOnly, c.in.Territories.Date)
	title := c.Text(c.in.Territories.Title)
	if err != nil {
		return c.T("report.apart.source.plain")
	}
	if title == "" {
		title = c.T("report.apart.list")
	}
	return c.T("report.apart.source", "list", title, "date", c.Words.Date(day))
}

// apartRows prints the places and partners that stand apart, by partner and status.
func (c comparisonChapter) apartRows() []document.Row {
	var rows []document.Row
	for _, g := range c.Found.Apart() {
		which := c.T("report.apart.whole")
		var names []string
		for _, p := range g.Places {
			names = append(names, c.Place(p))
		}
		if len(names) > 0 {
			slices.Sort(names)
			which = voice.Listed(names)
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			headCell(c.Name(g.Partner)), plainCell(c.status(g.Why)),
			plainCell(strconv.Itoa(len(names))), plainCell(strconv.Itoa(g.Practices)), plainCell(which),
		}})
	}
	return rows
}

// status prints why a territory stands apart; a word of another list as it is.
func (c comparisonChapter) status(why string) string {
	if key := "report.status." + why; c.Words.Has(key) {
		return c.T(key)
	}
	return why
}

// verdict says whether a difference lies outside the uncertainty.
func (c comparisonChapter) verdict(ch compare.Change) string {
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
