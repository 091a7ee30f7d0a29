package compose

import (
	"slices"
	"strconv"
	"time"

	"depository/pipeline/compare"
	"depository/pipeline/document"
	"depository/pipeline/score"
)

// comparison is the chapter of who stands where.
func (c *composer) comparison() {
	c.chapter("comparison", c.T("report.comparison"))
	lead := "report.comparison.lead"
	if c.in.Comparison.Draws == 0 {
		lead = "report.comparison.lead.plain"
	}
	c.say(c.T(lead, "chapter", c.adviceChapter()+1))
	c.section("ranking", c.T("report.ranking"))
	f := c.rankingFigure()
	left := cut(f)
	if !c.show(f) {
		c.say(c.T("report.ranking.none"))
	}
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.say(c.tieText())
	c.unscored()
	if m := c.mapFigure(); m != nil {
		c.section("map", c.T("report.map"))
		c.show(m)
	}
	c.places()
	c.apart()
}

// unscored names the partners for whom too little is known.
func (c *composer) unscored() {
	all := c.in.Comparison.Standings
	rest := all[len(c.in.Comparison.Ranked()):]
	if len(rest) > 0 {
		c.say(c.T("report.unscored", "n", len(rest), "names", c.namesOf(idsOf(rest), 10)))
	}
}

// apart shows occupied territories and territories of combat, without rank,
// score or advice.
func (c *composer) apart() {
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
func (c *composer) apartSource() string {
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
func (c *composer) apartRows() []document.Row {
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
			names[k] = append(names[k], c.place(u.Name))
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
func (c *composer) status(why string) string {
	if key := "report.status." + why; c.t.Has(key) {
		return c.T(key)
	}
	return why
}

// profile is the chapter of strengths and gaps by dimension and criterion.
func (c *composer) profile() {
	c.chapter("profile", c.T("report.profile"))
	f := c.heatFigure()
	left := cut(f)
	if !c.show(f) {
		c.say(c.T("report.ranking.none"))
		return
	}
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.section("criteria", c.T("report.criteria"))
	c.say(c.T("report.criteria.lead"))
	c.add(c.criteriaTable())
	if a := c.answerFigure(); a != nil {
		c.section("answers", c.T("report.answers"))
		c.say(c.T("report.answers.lead"))
		c.show(a)
	}
	if q := c.quadrantFigure(); q != nil {
		c.section("practices", c.T("report.quadrant"))
		c.say(c.quadrantText(q))
		c.show(q)
	}
}

// quadrantText says how to read the figure of practices, and keeps as many of
// them as it can show: those with the highest scores.
func (c *composer) quadrantText(q *document.Figure) string {
	text := c.T("report.quadrant.lead")
	if all := len(q.Rows); all > plotted {
		q.Rows = q.Rows[:plotted]
		text += " " + c.T("report.quadrant.cut", "n", plotted, "of", all)
	}
	return text
}

// criteriaTable shows the five weakest and the five strongest criteria.
func (c *composer) criteriaTable() *document.Table {
	t := &document.Table{
		ID: "table-criteria", Title: c.T("report.criteria.title"), Compact: true, Source: c.source(),
		Columns: []document.Column{
			{Title: c.T("report.column.criterion"), Width: 5}, {Title: c.T("report.column.mean"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.best"), Width: 3}, {Title: c.T("report.column.known"), Align: document.Right, Width: 2},
		},
	}
	all := c.weakest(c.criteria())
	n := min(5, len(all)/2)
	if n == 0 {
		n = len(all)
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{plainCell(c.T("report.criteria.weak"))}})
	for _, m := range all[:n] {
		t.Rows = append(t.Rows, c.criterionRow(m))
	}
	if n == len(all) {
		return t
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{plainCell(c.T("report.criteria.strong"))}})
	for i := range n {
		t.Rows = append(t.Rows, c.criterionRow(all[len(all)-1-i]))
	}
	return t
}

func (c *composer) criterionRow(m meanAt) document.Row {
	best, top := "", 0.0
	for _, s := range c.in.Comparison.Standings {
		if g, ok := s.Gap(m.node); ok {
			best, top = g.Best, g.Top
			break
		}
	}
	a := c.facts(m.node)
	return document.Row{Cells: []document.Cell{
		headCell(c.node(m.node)),
		{Spans: document.Plain(c.points(m.mean)), Class: c.class(m.mean)},
		plainCell(c.name(best) + " (" + c.points(top) + ")"),
		plainCell(c.T("report.of", "n", a.Given, "of", a.Given+a.Unknown)),
	}}
}

// change is the chapter of what moved since the last period, and why.
func (c *composer) change() {
	changes := c.in.Comparison.Changes
	if len(changes) == 0 {
		return
	}
	c.chapter("change", c.T("report.change"))
	c.say(c.T("report.change.lead", "since", c.periodIn(c.in.Previous, "since")))
	f := c.changeFigure()
	left := cut(f)
	c.show(f)
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.rosterText()
	c.section("change-why", c.T("report.change.why"))
	c.say(c.T(c.kind("report.change.why.lead.")))
	c.add(c.changeTable(changes))
}

// rosterText names partners that joined or left.
func (c *composer) rosterText() {
	if ids := c.in.Comparison.Joined; len(ids) > 0 {
		c.say(c.T("report.change.joined", "n", len(ids), "names", c.namesOf(ids, 10)))
	}
	if ids := c.in.Comparison.Left; len(ids) > 0 {
		c.say(c.T("report.change.left", "n", len(ids), "names", c.namesOf(ids, 10)))
	}
}

func (c *composer) changeTable(changes []compare.Change) *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "table-change", Title: c.T("report.change.title"), Compact: true, Source: c.source(),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 3},
			right("report.column.before"), right("report.column.now"), right("report.column.delta"),
			right("report.column.answers"), right(c.kind("report.column.units.")), right("report.column.method"),
			{Title: c.T("report.column.verdict"), Width: 4},
		},
	}
	for _, ch := range changes {
		parts := []document.Cell{plainCell("—"), plainCell("—"), plainCell("—")}
		if ch.Split {
			parts = []document.Cell{plainCell(c.delta(ch.Answers)), plainCell(c.delta(ch.Units)), plainCell(c.delta(ch.Method))}
		}
		cells := []document.Cell{
			headCell(c.name(ch.Partner)), plainCell(c.points(ch.Before)), plainCell(c.points(ch.After)), plainCell(c.delta(ch.Delta)),
		}
		cells = append(append(cells, parts...), plainCell(c.verdict(ch)))
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	return t
}

// verdict says whether a difference lies outside the uncertainty.
func (c *composer) verdict(ch compare.Change) string {
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
