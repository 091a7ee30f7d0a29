package compose

import (
	"slices"
	"strconv"
	"time"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/tell/document"
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
	f := c.Draw.Ranking()
	left := drawing.Cut(f)
	if !c.Show(f) {
		c.Say(c.T("report.ranking.none"))
	}
	if left > 0 {
		c.Say(c.T("report.cut", "n", left))
	}
	c.Say(SummaryChapter(c).TieText())
	c.Unscored()
	if m := c.Draw.Map(); m != nil {
		c.Section("map", c.T("report.map"))
		c.Show(m)
	}
	placesPart(c).places()
	c.Apart()
}

// Unscored names the partners for whom too little is known.
func (c ComparisonChapter) Unscored() {
	all := c.Found.Comparison.Standings
	rest := all[len(c.Found.Comparison.Ranked()):]
	if len(rest) > 0 {
		c.Say(c.T("report.unscored", "n", len(rest), "names", c.Names(voice.IDs(rest), 10)))
	}
}

// Apart shows occupied territories and territories of combat, without rank,
// score or advice.
func (c ComparisonChapter) Apart() {
	rows := c.apartRows()
	if len(rows) == 0 {
		return
	}
	c.Section("apart", c.T("report.apart"))
	c.Say(c.T("report.apart.lead"))
	c.Add(&document.Table{
		ID: "table-apart", Title: c.T("report.apart.title"), Compact: true, Rows: rows, Source: document.Plain(c.apartSource()),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 2}, {Title: c.T("report.column.status"), Width: 2},
			{Title: c.T("report.column.hromadas"), Align: document.Right, Width: 1}, {Title: c.T("report.column.records"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.which"), Width: 5},
		},
	})
}

// apartSource names the list that says which territories stand apart, and its date.
func (c ComparisonChapter) apartSource() string {
	day, err := time.Parse(time.DateOnly, c.In.Territories.Date)
	title := c.Text(c.In.Territories.Title)
	if err != nil {
		return c.T("report.apart.source.plain")
	}
	if title == "" {
		title = c.T("report.apart.list")
	}
	return c.T("report.apart.source", "list", title, "date", c.Words.Date(day))
}

// apartRows prints the places and partners that stand apart, by partner and status.
func (c ComparisonChapter) apartRows() []document.Row {
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
			writing.HeadCell(c.Name(g.Partner)), writing.PlainCell(c.status(g.Why)),
			writing.PlainCell(strconv.Itoa(len(names))), writing.PlainCell(strconv.Itoa(g.Practices)), writing.PlainCell(which),
		}})
	}
	return rows
}

// status prints why a territory stands apart; a word of another list as it is.
func (c ComparisonChapter) status(why string) string {
	if key := "report.status." + why; c.Words.Has(key) {
		return c.T(key)
	}
	return why
}

// verdict says whether a difference lies outside the uncertainty.
func (c ComparisonChapter) verdict(ch compare.Change) string {
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
