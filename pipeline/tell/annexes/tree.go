package annexes

import (
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// TreeTable prints the tree, parents before children, with each node's share of
// the overall score.
func TreeTable(c *writing.Writer) *document.Table {
	t := &document.Table{
		ID: "table-tree", Title: c.T("report.method.tree.title"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.node"), Width: 6}, {Title: c.T("report.column.weight"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.answer"), Width: 4},
		},
	}
	for _, w := range c.Found.Weights() {
		name, share := c.Text(w.Node.Name), c.Words.Percent(w.Share, 1)
		if w.Node.Leaf != nil {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{writing.HeadCell(name), writing.PlainCell(share), writing.PlainCell(answerKind(c, w.Node))}})
			continue
		}
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(name + " — " + share)}})
	}
	return t
}

// answerKind says how a criterion is answered.
func answerKind(c *writing.Writer, n *score.Node) string {
	if n.Leaf.Rule != nil {
		return c.T("report.kind.rule")
	}
	if n.Leaf.Kind != survey.Number {
		return c.T("report.kind." + n.Leaf.Kind.String())
	}
	unit := ""
	if k, ok := c.In.Questionnaire.Criterion(n.ID); ok {
		unit = c.Text(k.Unit)
	}
	text := c.T("report.kind.number", "unit", unit)
	if m := n.Leaf.Normalise; m.By == normalise.Goalposts {
		low, high := m.Low, m.High
		if n.Leaf.Lower {
			low, high = high, low
		}
		text += c.T("report.kind.goalposts", "low", c.Words.Shortest(low, 2), "high", c.Words.Shortest(high, 2))
	}
	return text
}
