package compose

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// A recordsPart tells what lists of centres and hromadas hold: what is counted and what
// is not, which features there are, by kind of record, and what does not go together.
type recordsPart struct{ *Writer }

// answers tells which features there are; nothing where no criterion is yes or no.
func (c recordsPart) answers() {
	figures := c.Draw.Answers()
	if len(figures) == 0 {
		return
	}
	c.Section("answers", c.T("report.answers"))
	c.Say(c.T("report.answers.lead"))
	c.selected()
	slices.SortStableFunc(figures, func(a, b *document.Figure) int { return len(a.Rows) - len(b.Rows) }) // a short one still fits below the table before it
	for _, f := range figures {
		c.Show(f)
	}
	c.contradictions()
	c.kinds()
}

// A list is of those who have something, and of hardly anybody else, where nearly all
// on it say «yes» to something and most hromadas are not on it.
const (
	listedAlone = 0.95
	listedFew   = 0.5
)

// selected says of a branch whose list holds hardly any hromada without a «yes».
func (c recordsPart) selected() {
	for _, b := range c.Found.Branches() {
		known := c.Found.Replies().PlacesKnown(b.Node)
		if n := c.Found.Inventory().WithAny(b); n.Of > 0 && n.Share() >= listedAlone && known.Of > 0 && known.Share() < listedFew {
			c.Say(c.T("report.answers.selected", "node", c.Node(b.Node), "n", n.N, "of", n.Of))
		}
	}
}

// contradictions tells which answers do not go together.
func (c recordsPart) contradictions() {
	for _, k := range c.In.Questionnaire.Contradictions {
		if n := c.Found.Inventory().Contradicting(k); n.N > 0 {
			c.Say(c.T("report.answers.contradict", "n", n.N, "of", n.Of, "text", c.Text(k.Text)))
		}
	}
}

// kinds shows the share of «yes» by kind of record.
func (c recordsPart) kinds() {
	kinds := c.Found.Inventory().ByKind("")
	if len(kinds) < 2 {
		return
	}
	c.Section("kinds", c.T("report.kinds"))
	c.Say(c.T("report.kinds.lead", "kind", c.Text(kinds[0].Kind.Name), "n", kinds[0].Records.N, "of", kinds[0].Records.Of))
	t := &document.Table{
		ID: "table-kinds", Title: c.T("report.kinds.title"), Compact: true, Source: document.Plain(c.T("report.kinds.source")),
		Columns: []document.Column{{Title: c.T("report.column.criterion"), Width: 5}},
	}
	for _, k := range kinds {
		t.Columns = append(t.Columns, document.Column{Title: c.T("report.kinds.column", "kind", c.Text(k.Kind.Name), "n", k.Records.N), Align: document.Right, Width: 3})
	}
	for _, r := range c.Found.Replies().YesNo() {
		row, known := document.Row{Cells: []document.Cell{writing.HeadCell(c.Node(r.Criterion))}}, false
		for _, k := range kinds {
			a := k.Answers[r.Criterion]
			known = known || a.Given > 0
			row.Cells = append(row.Cells, c.kindCell(a))
		}
		if known {
			t.Rows = append(t.Rows, row)
		}
	}
	c.Add(t)
	if t := c.kindScores("", "table-kind-scores"); t != nil {
		c.Add(t)
	}
}

// kindScores is the table of average scores by dimension and kind of record, of a partner
// or ("") of all; nil where there are no two kinds with scores.
func (c recordsPart) kindScores(partner, id string) *document.Table {
	kinds := slices.DeleteFunc(c.Found.Inventory().ByKind(partner), func(k findings.KindTally) bool { return len(k.Scores) == 0 })
	if len(kinds) < 2 {
		return nil
	}
	t := &document.Table{
		ID: id, Title: c.T("report.kinds.scores"), Compact: true, Source: document.Plain(c.T("report.kinds.scores.source")),
		Columns: []document.Column{{Title: c.T("report.column.dimension"), Width: 5}},
	}
	for _, k := range kinds {
		t.Columns = append(t.Columns, document.Column{Title: c.T("report.kinds.column", "kind", c.Text(k.Kind.Name), "n", k.Records.N), Align: document.Right, Width: 3})
	}
	for _, n := range c.Found.Dimensions() {
		row, known := document.Row{Cells: []document.Cell{writing.HeadCell(c.Text(n.Name))}}, false
		for _, k := range kinds {
			s := k.Scores[n.ID]
			known = known || s.N > 0
			row.Cells = append(row.Cells, c.sampleCell(s))
		}
		if known {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (c recordsPart) sampleCell(s findings.Sample) document.Cell {
	if s.N == 0 {
		return writing.PlainCell("—")
	}
	return writing.PlainCell(c.T("report.kinds.cell", "share", c.Points(s.Mean), "of", s.N))
}

func (c recordsPart) kindCell(a findings.Tally) document.Cell {
	if a.Given == 0 {
		return writing.PlainCell("—")
	}
	return writing.PlainCell(c.T("report.kinds.cell", "share", c.Words.Percent(a.Share(), 0), "of", a.Given))
}

// funnel reconciles the counts: who is in the comparison, who fell out, and why.
func (c recordsPart) funnel() {
	if !c.Found.Records() {
		return
	}
	c.Section("funnel", c.T("report.funnel"))
	c.Show(c.Draw.Funnel())
	t := &document.Table{
		ID: "table-funnel", Title: c.T("report.funnel.title"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.funnel.step"), Width: 7}, {Title: c.T("report.funnel.left"), Align: document.Right, Width: 2},
			{Title: c.T("report.funnel.out"), Align: document.Right, Width: 2},
		},
	}
	for _, steps := range c.Found.Inventory().Funnel() {
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.T("report.funnel." + string(steps[0].Unit)))}})
		for i, s := range steps {
			out := "—"
			if i > 0 {
				out = strconv.Itoa(s.Out)
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				writing.HeadCell(c.T("report.funnel." + string(s.Unit) + "." + s.Why)), writing.PlainCell(c.Words.Number(float64(s.Left), 0)), writing.PlainCell(out),
			}})
		}
	}
	c.Add(t)
}
