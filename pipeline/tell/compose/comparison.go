package compose

import (
	"slices"
	"strconv"
	"time"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
)

// A comparisonChapter compares partners: ranks with intervals, places, who stands apart.
type comparisonChapter struct{ *composer }

// comparison is the chapter of who stands where.
func (c comparisonChapter) comparison() {
	c.chapter("comparison", c.T("report.comparison"))
	lead := "report.comparison.lead"
	if c.in.Comparison.Draws == 0 {
		lead = "report.comparison.lead.plain"
	}
	c.say(c.T(lead, "chapter", summaryChapter(c).adviceChapter()+1))
	c.section("ranking", c.T("report.ranking"))
	f := drawings(c).rankingFigure()
	left := cut(f)
	if !c.show(f) {
		c.say(c.T("report.ranking.none"))
	}
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.say(summaryChapter(c).tieText())
	c.unscored()
	if m := drawings(c).mapFigure(); m != nil {
		c.section("map", c.T("report.map"))
		c.show(m)
	}
	placesPart(c).places()
	c.apart()
}

// unscored names the partners for whom too little is known.
func (c comparisonChapter) unscored() {
	all := c.in.Comparison.Standings
	rest := all[len(c.in.Comparison.Ranked()):]
	if len(rest) > 0 {
		c.say(c.T("report.unscored", "n", len(rest), "names", c.namesOf(idsOf(rest), 10)))
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
	day, err := time.Parse(time.DateOnly, c.in.Apart.Date)
	title := c.text(c.in.Apart.Title)
	if err != nil {
		return c.T("report.apart.source.plain")
	}
	if title == "" {
		title = c.T("report.apart.list")
	}
	return c.T("report.apart.source", "list", title, "date", c.t.Date(day))
}

type apartKey struct{ partner, why string }

// apartRows gathers the places and partners that stand apart, by partner and status.
func (c comparisonChapter) apartRows() []document.Row {
	names, records := map[apartKey][]string{}, map[apartKey]int{}
	var keys []apartKey
	note := func(k apartKey) {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for i := range c.in.Now.Units {
		u := &c.in.Now.Units[i]
		if u.Apart == "" {
			continue
		}
		k := apartKey{u.Partner, u.Apart}
		if u.Kind == score.Partner {
			k.partner = u.ID
		}
		switch u.Kind {
		case score.Place:
			names[k] = append(names[k], placesPart(c).place(u.Name))
		case score.Practice:
			records[k]++
		}
		note(k)
	}
	var rows []document.Row
	for _, k := range keys {
		which := c.T("report.apart.whole")
		if len(names[k]) > 0 {
			slices.Sort(names[k])
			which = join(names[k])
		}
		rows = append(rows, document.Row{Cells: []document.Cell{
			headCell(c.name(k.partner)), plainCell(c.status(k.why)),
			plainCell(strconv.Itoa(len(names[k]))), plainCell(strconv.Itoa(records[k])), plainCell(which),
		}})
	}
	return rows
}

// status prints why a territory stands apart; a word of another list as it is.
func (c comparisonChapter) status(why string) string {
	if key := "report.status." + why; c.t.Has(key) {
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
