package annexes

import (
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// criteriaTable shows the five weakest and the five strongest criteria.
func (c annexChapter) criteriaTable() *document.Table {
	t := &document.Table{
		ID: "table-criteria", Title: c.T("report.criteria.title"), Dense: true, Source: c.Draw.Source(),
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
	t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.T("report.criteria.weak"))}})
	for _, m := range all[:n] {
		t.Rows = append(t.Rows, criterionRow(c, m))
	}
	if n == len(all) {
		return t
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.T("report.criteria.strong"))}})
	for i := range n {
		t.Rows = append(t.Rows, criterionRow(c, all[len(all)-1-i]))
	}
	return t
}

func criterionRow(c annexChapter, m findings.Value) document.Row {
	best, given := c.Found.Best(m.Node), c.Found.Replies().Given(m.Node)
	return document.Row{Cells: []document.Cell{
		writing.HeadCell(c.Node(m.Node)),
		{Spans: document.Plain(c.Points(m.X)), Class: c.Class(m.X)},
		writing.PlainCell(c.Name(best.Of) + " (" + c.Points(best.X) + ")"),
		writing.PlainCell(c.T("report.of", "n", given.N, "of", given.Of)),
	}}
}
