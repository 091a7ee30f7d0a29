package compose

import (
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
)

// A changeChapter tells what changed since the period before.
type changeChapter struct{ *writer }

// change is the chapter of what moved since the last period, and why.
func (c changeChapter) change() {
	changes := c.Found.Comparison.Changes
	if len(changes) == 0 {
		return
	}
	c.chapter("change", c.T("report.change"))
	c.say(c.T("report.change.lead", "since", c.PeriodIn(c.in.Previous, "since")))
	f := c.draw.Change()
	left := drawing.Cut(f)
	c.show(f)
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.rosterText()
	c.section("change-why", c.T("report.change.why"))
	c.say(c.T(c.Key("report.change.why.lead.")))
	c.add(c.changeTable(changes))
}

// rosterText names partners that joined or left.
func (c changeChapter) rosterText() {
	if ids := c.Found.Comparison.Joined; len(ids) > 0 {
		c.say(c.T("report.change.joined", "n", len(ids), "names", c.Names(ids, 10)))
	}
	if ids := c.Found.Comparison.Left; len(ids) > 0 {
		c.say(c.T("report.change.left", "n", len(ids), "names", c.Names(ids, 10)))
	}
}

func (c changeChapter) changeTable(changes []compare.Change) *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "table-change", Title: c.T("report.change.title"), Compact: true, Source: c.draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 3},
			right("report.column.before"), right("report.column.now"), right("report.column.delta"),
			right("report.column.answers"), right(c.Key("report.column.units.")), right("report.column.method"),
			{Title: c.T("report.column.verdict"), Width: 4},
		},
	}
	for _, ch := range changes {
		parts := []document.Cell{plainCell("—"), plainCell("—"), plainCell("—")}
		if ch.Split {
			parts = []document.Cell{plainCell(c.Delta(ch.Answers)), plainCell(c.Delta(ch.Units)), plainCell(c.Delta(ch.Method))}
		}
		cells := []document.Cell{
			headCell(c.Name(ch.Partner)), plainCell(c.Points(ch.Before)), plainCell(c.Points(ch.After)), plainCell(c.Delta(ch.Delta)),
		}
		cells = append(append(cells, parts...), plainCell(comparisonChapter(c).verdict(ch)))
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	return t
}
