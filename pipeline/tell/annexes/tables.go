package annexes

import (
	"cmp"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// An annexChapter prints the tables behind the report.
type annexChapter struct{ *writing.Writer }

// annex holds the tables: scores, answers of oblasts or practices, the remaining
// recommendations, problems.
func (c annexChapter) annex() {
	writing.Annex(c.Writer, c.T("report.annex.letter"), "annex", c.T("report.annex"), c.T("report.annex.short"))
	if !c.Found.Records() {
		c.plane()
	}
	if len(c.Found.Comparison.Standings) > 0 {
		c.AnnexTable(writing.Ends(c.Writer, c.scoreTable(), writing.Listed, writing.ScoresFile))
	}
	if len(c.Found.Comparison.Standings) > 0 {
		c.AnnexTable(c.criteriaTable())
	}
	if c.Found.Records() {
		c.recordTables()
	} else {
		c.practiceTables()
	}
	doubted(c)
	if !HasRubrics(c.Writer) {
		c.AnnexTable(writing.Method(c.Writer).Shares())
	}
}

// scoreTable returns every partner's place and overall score with their intervals.
func (c annexChapter) scoreTable() *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "annex-scores", Title: c.T("report.annex.scores", "period", c.Period(c.In.Period)), Dense: true, Source: c.Draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 4}, right("report.column.rank"), right("report.column.ranks"),
			right("report.column.score"), right("report.column.scores"), right("report.column.delta"),
			{Title: c.T("report.column.level"), Width: 3}, right("report.column.coverage"),
			right("report.column.grade.named"), right("report.column.grade.found"), right("report.column.grade.confirmed"),
		},
	}
	if note := c.RanksNote(); note != "" {
		t.Source = append(t.Source, document.Plain(" "+note)...)
	}
	for i := range c.Found.Comparison.Standings {
		t.Rows = append(t.Rows, scoreRow(c, &c.Found.Comparison.Standings[i]))
	}
	if m := c.Found.Overall(); m.Known {
		row := []document.Cell{writing.HeadCell(c.T("report.mean")), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(c.Points(m.X))}
		t.Rows = append(t.Rows, document.Row{Kind: document.TotalRow, Cells: append(row, writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""))})
	}
	return t
}

func scoreRow(c annexChapter, s *compare.Standing) document.Row {
	rank, ranks, scores, delta, level := "—", "—", "—", "—", "—"
	if s.Rank > 0 {
		rank, level = strconv.Itoa(s.Rank), c.Level(s.Score.Level)
	}
	if s.Ranks != nil {
		ranks = voice.Ranks(c.Voice, *s.Ranks)
	}
	if s.Scores != nil {
		scores = c.Interval(s.Scores.Low, s.Scores.High)
	}
	if ch, ok := c.Found.ChangeOf(s.Unit.ID); ok {
		delta = c.Delta(ch.Delta)
	}
	cells := []document.Cell{
		writing.HeadCell(c.Name(s.Unit.ID)), writing.PlainCell(rank), writing.PlainCell(ranks), c.ScoreCell(s.Score), writing.PlainCell(scores),
		writing.PlainCell(delta), writing.PlainCell(level), writing.PlainCell(c.Words.Percent(s.Score.Coverage, 0)),
	}
	return document.Row{Cells: append(cells, writing.GradeCells(c.Writer, c.Found.Borne(s.Unit, c.Found.Comparison.Root))...)}
}

// fewPartners is up to how many partners the annex has a column each; beyond it has a
// row each, and dimensions for columns.
const fewPartners = 8

// matrix returns every partner's score by criterion on one page: what was before stands
// in scores.csv.
func matrix(c annexChapter) *document.Table {
	if len(c.Found.Comparison.Standings) > fewPartners {
		return writing.Ends(c.Writer, wide(c), writing.Listed, writing.ScoresFile)
	}
	t := &document.Table{
		ID: "annex-nodes", Title: c.T("report.annex.criteria", "period", c.Period(c.In.Period)), Dense: true, Source: c.Draw.Source(),
		Columns: []document.Column{{Title: c.T("report.column.node"), Width: 6}},
	}
	for _, s := range c.Found.Comparison.Standings {
		t.Columns = append(t.Columns, document.Column{Title: c.Name(s.Unit.ID), Align: document.Right, Width: 2})
	}
	t.Columns = append(t.Columns, document.Column{Title: c.T("report.column.mean"), Align: document.Right, Width: 2})
	parent := ""
	for _, n := range c.Found.Criteria() {
		if n.Parent != parent {
			parent = n.Parent
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.Node(parent))}})
		}
		row := []document.Cell{writing.HeadCell(c.Text(n.Name))}
		for i := range c.Found.Comparison.Standings {
			row = append(row, cellAt(c, &c.Found.Comparison.Standings[i], n.ID))
		}
		t.Rows = append(t.Rows, document.Row{Cells: append(row, writing.PlainCell(c.Draw.Value(c.Found.Mean(n.ID).X, true).Text))})
	}
	return t
}

// wide is the same of many partners by dimension.
func wide(c annexChapter) *document.Table {
	t := &document.Table{
		ID: "annex-nodes", Title: c.T("report.annex.dimensions", "period", c.Period(c.In.Period)), Dense: true, Source: c.Draw.Source(),
		Columns: []document.Column{{Title: c.T("report.column.partner"), Width: 4}},
	}
	for _, n := range c.Found.Dimensions() {
		t.Columns = append(t.Columns, document.Column{Title: c.Text(n.Name), Align: document.Right, Width: 2})
	}
	for i := range c.Found.Comparison.Standings {
		s := &c.Found.Comparison.Standings[i]
		row := []document.Cell{writing.HeadCell(c.Name(s.Unit.ID))}
		for _, n := range c.Found.Dimensions() {
			row = append(row, cellAt(c, s, n.ID))
		}
		t.Rows = append(t.Rows, document.Row{Cells: row})
	}
	return t
}

func cellAt(c annexChapter, s *compare.Standing, node string) document.Cell {
	v, _ := c.In.Now.At(s.Unit, node)
	return c.ScoreCell(v)
}

// practiceTables adds the scores by criterion; each partner's pages list its practices.
func (c annexChapter) practiceTables() {
	if len(c.Found.Ranked(score.Practice)) == 0 {
		return
	}
	if len(c.Found.Comparison.Standings) <= fewPartners {
		c.Add(&document.PageBreak{Whole: true})
	}
	c.AnnexTable(matrix(c))
}

// plane shows how the practices lie. It begins the annex, so that the figure and the key
// to its numbers share a page.
func (c annexChapter) plane() {
	if len(c.Found.Ranked(score.Practice)) == 0 {
		return
	}
	if q := c.Draw.Practices(); q != nil {
		c.Section("practices-plane", c.T("report.quadrant"))
		c.Say(quadrantText(c, q))
		c.Show(q)
	}
}

// recordTables shows for each oblast and criterion how many of the known answers
// are «yes», one table a branch: 1,767 rows stay in answers.csv.
func (c annexChapter) recordTables() {
	for _, b := range c.Found.Branches() {
		var ids []string
		for _, n := range c.Found.Criteria() {
			if b.Holds(n.ID) {
				ids = append(ids, n.ID)
			}
		}
		for part := range slices.Chunk(ids, 5) {
			c.AnnexTable(recordTable(c, b.Node, part))
		}
	}
}

func recordTable(c annexChapter, node string, criteria []string) *document.Table {
	t := &document.Table{
		ID: "annex-" + criteria[0], Title: c.T("report.annex.records", "node", c.Node(node)), Dense: true,
		Source:  document.Plain(c.T("report.annex.records.source")),
		Columns: []document.Column{{Title: c.T("report.column.partner"), Width: 3}},
	}
	for _, id := range criteria {
		t.Columns = append(t.Columns, document.Column{Title: c.Node(id), Align: document.Right, Width: 2})
	}
	for _, s := range c.Found.Comparison.Standings {
		row := document.Row{Cells: []document.Cell{writing.HeadCell(c.Name(s.Unit.ID))}}
		for _, id := range criteria {
			row.Cells = append(row.Cells, writing.PlainCell(cmp.Or(voice.KnownOf(c.Voice, s.Unit.ID, id, "report.annex.records.cell"), "—")))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// doubted says how many answers count as typed although they may have been meant
// otherwise; nothing where none is doubted.
func doubted(c annexChapter) {
	if n := c.Found.Replies().Doubted().N; n > 0 {
		c.Say(c.T("report.annex.doubted", "n", n))
	}
}

// quadrantText says how to read the figure of practices, and keeps as many of
// them as it can show: those with the highest scores.
func quadrantText(c annexChapter, q *document.Figure) string {
	text := c.T("report.quadrant.lead")
	if all := len(q.Rows); all > drawing.Plotted {
		q.Rows = q.Rows[:drawing.Plotted]
		text += " " + c.T("report.quadrant.cut", "n", drawing.Plotted, "of", all)
	}
	return text
}
