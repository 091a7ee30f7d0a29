package compose

import (
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A ChangeChapter tells what changed since the period before.
type ChangeChapter struct{ *Writer }

// change is the chapter of what moved since the last period, and why.
func (c ChangeChapter) change() {
	c.Chapter("change", c.T("report.change"))
	c.moves()
	planPart(c).plan()
}

// hasChange reports whether there is anything to tell in the chapter.
func hasChange(c *Writer) bool { return len(c.Found.Comparison.Changes)+len(c.In.Plan) > 0 }

// moves tells what moved; nothing without an earlier period.
func (c ChangeChapter) moves() {
	changes := c.Found.Comparison.Changes
	if len(changes) == 0 {
		return
	}
	c.Say(c.T("report.change.lead", "since", voice.PeriodIn(c.Voice, c.In.Previous, "since")))
	writing.ShowEnds(c.Writer, c.Draw.Change(), drawing.Printed)
	c.RosterText()
	c.Section("change-why", c.T("report.change.why"))
	c.Say(c.T(c.Key("report.change.why.lead.")))
	c.Add(writing.Ends(c.Writer, c.ChangeTable(changes), writing.Listed, writing.ChangesTold))
}

// RosterText names partners that joined or left.
func (c ChangeChapter) RosterText() {
	if ids := c.Found.Comparison.Joined; len(ids) > 0 {
		c.Say(c.T("report.change.joined", "n", len(ids), "names", c.Names(ids, 10)))
	}
	if ids := c.Found.Comparison.Left; len(ids) > 0 {
		c.Say(c.T("report.change.left", "n", len(ids), "names", c.Names(ids, 10)))
	}
}

// ChangeTable shows what each partner's score was and is, and what of it changed.
func (c ChangeChapter) ChangeTable(changes []compare.Change) *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "table-change", Title: c.T("report.change.title"), Compact: true, Source: c.Draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 3},
			right("report.column.before"), right("report.column.now"), right("report.column.delta"),
			right("report.column.answers"), right(c.Key("report.column.units.")), right("report.column.method"),
			{Title: c.T("report.column.verdict"), Width: 4},
		},
	}
	rounded := false
	for _, ch := range changes {
		rounded = rounded || c.Rounded(ch.Before, ch.After, ch.Delta)
		parts := []document.Cell{writing.PlainCell("—"), writing.PlainCell("—"), writing.PlainCell("—")}
		if ch.Split {
			parts = []document.Cell{writing.PlainCell(c.Delta(ch.Answers)), writing.PlainCell(c.Delta(ch.Units)), writing.PlainCell(c.Delta(ch.Method))}
		}
		cells := []document.Cell{
			writing.HeadCell(c.Name(ch.Partner)), writing.PlainCell(c.Points(ch.Before)), writing.PlainCell(c.Points(ch.After)), writing.PlainCell(c.Delta(ch.Delta)),
		}
		cells = append(append(cells, parts...), writing.PlainCell(verdict(ComparisonChapter(c), ch)))
		t.Rows = append(t.Rows, document.Row{Cells: cells})
	}
	if rounded {
		t.Source = append(t.Source, document.Span{Text: " " + c.T("report.rounded")})
	}
	return t
}
