package compose

import (
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
)

// A profileChapter tells where partners are strong and where they are not, criterion by criterion.
type profileChapter struct{ *writer }

// profile is the chapter of strengths and gaps by dimension and criterion.
func (c profileChapter) profile() {
	c.chapter("profile", c.T("report.profile"))
	f := c.draw.Heat()
	left := drawing.Cut(f)
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
	if a := c.draw.Answers(); a != nil {
		c.section("answers", c.T("report.answers"))
		c.say(c.T("report.answers.lead"))
		c.show(a)
	}
	if q := c.draw.Practices(); q != nil {
		c.section("practices", c.T("report.quadrant"))
		c.say(c.quadrantText(q))
		c.show(q)
	}
}

// quadrantText says how to read the figure of practices, and keeps as many of
// them as it can show: those with the highest scores.
func (c profileChapter) quadrantText(q *document.Figure) string {
	text := c.T("report.quadrant.lead")
	if all := len(q.Rows); all > drawing.Plotted {
		q.Rows = q.Rows[:drawing.Plotted]
		text += " " + c.T("report.quadrant.cut", "n", drawing.Plotted, "of", all)
	}
	return text
}

// criteriaTable shows the five weakest and the five strongest criteria.
func (c profileChapter) criteriaTable() *document.Table {
	t := &document.Table{
		ID: "table-criteria", Title: c.T("report.criteria.title"), Compact: true, Source: c.draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.criterion"), Width: 5}, {Title: c.T("report.column.mean"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.best"), Width: 3}, {Title: c.T("report.column.known"), Align: document.Right, Width: 2},
		},
	}
	all := c.Found.Weakest(c.Found.Criteria())
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

func (c profileChapter) criterionRow(m findings.Value) document.Row {
	best, given := c.Found.Best(m.Node), c.Found.Given(m.Node)
	return document.Row{Cells: []document.Cell{
		headCell(c.Node(m.Node)),
		{Spans: document.Plain(c.Points(m.X)), Class: c.Class(m.X)},
		plainCell(c.Name(best.Of) + " (" + c.Points(best.X) + ")"),
		plainCell(c.T("report.of", "n", given.N, "of", given.Of)),
	}}
}
