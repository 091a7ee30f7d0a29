package annexes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// problemsShown is how many problems of one file the annex lists; problems.csv
// has all of them.
const problemsShown = 8

// An annexChapter prints the tables behind the report.
type annexChapter struct{ *writing.Writer }

// annex holds the tables: scores, answers of oblasts or practices, the remaining
// recommendations, problems.
func (c annexChapter) annex() {
	writing.Annex(c.Writer, c.T("report.annex.letter"), "annex", c.T("report.annex"), c.T("report.annex.short"))
	if len(c.Found.Comparison.Standings) > 0 {
		c.AnnexTable(c.scoreTable())
	}
	if c.Found.Records() {
		c.recordTables()
	} else {
		c.practiceTables()
	}
	if len(c.In.Problems) > 0 {
		c.doubted()
		c.AnnexTable(c.problemTable())
	}
}

// scoreTable returns every partner's place and overall score with their intervals.
func (c annexChapter) scoreTable() *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "annex-scores", Title: c.T("report.annex.scores", "period", c.Period(c.In.Period)), Compact: true, Source: c.Draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 4}, right("report.column.rank"), right("report.column.ranks"),
			right("report.column.score"), right("report.column.scores"), right("report.column.delta"),
			{Title: c.T("report.column.level"), Width: 3}, right("report.column.coverage"),
		},
	}
	for i := range c.Found.Comparison.Standings {
		t.Rows = append(t.Rows, c.scoreRow(&c.Found.Comparison.Standings[i]))
	}
	if m := c.Found.Overall(); m.Known {
		row := []document.Cell{writing.HeadCell(c.T("report.mean")), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(c.Points(m.X))}
		t.Rows = append(t.Rows, document.Row{Kind: document.TotalRow, Cells: append(row, writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""), writing.PlainCell(""))})
	}
	return t
}

func (c annexChapter) scoreRow(s *compare.Standing) document.Row {
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
	return document.Row{Cells: []document.Cell{
		writing.HeadCell(c.Name(s.Unit.ID)), writing.PlainCell(rank), writing.PlainCell(ranks), c.ScoreCell(s.Score), writing.PlainCell(scores),
		writing.PlainCell(delta), writing.PlainCell(level), writing.PlainCell(c.Words.Percent(s.Score.Coverage, 0)),
	}}
}

// fewPartners is up to how many partners the annex gives scores by criterion;
// beyond it gives them by dimension.
const fewPartners = 20

// nodeTable returns each partner's scores by criterion, with those of the period
// before and the average.
func (c annexChapter) nodeTable() *document.Table {
	nodes, title := c.Found.Criteria(), "report.annex.criteria"
	if len(c.Found.Comparison.Standings) > fewPartners {
		nodes, title = c.Found.Dimensions(), "report.annex.dimensions"
	}
	t := &document.Table{
		ID: "annex-nodes", Title: c.T(title, "period", c.Period(c.In.Period)), Compact: true, Source: c.Draw.Source(),
		Columns: []document.Column{{Title: c.T("report.column.node"), Width: 6}},
	}
	heads := []string{"report.column.score", "report.column.mean"}
	if c.In.Before != nil {
		heads = []string{"report.column.before", "report.column.now", "report.column.delta", "report.column.mean"}
	}
	for _, h := range heads {
		t.Columns = append(t.Columns, document.Column{Title: c.T(h), Align: document.Right, Width: 2})
	}
	for i := range c.Found.Comparison.Standings {
		s := &c.Found.Comparison.Standings[i]
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.Name(s.Unit.ID))}})
		for _, n := range nodes {
			t.Rows = append(t.Rows, c.nodeRow(s, n))
		}
	}
	return t
}

func (c annexChapter) nodeRow(s *compare.Standing, n score.NodeInfo) document.Row {
	now, _ := c.In.Now.At(s.Unit, n.ID)
	row := []document.Cell{writing.HeadCell(c.Text(n.Name))}
	if c.In.Before != nil {
		since, known := c.Found.Since(s, n.ID)
		before, delta := since.Low, "—"
		if known {
			delta = c.Delta(since.X())
		}
		row = append(row, writing.PlainCell(c.Draw.Value(before.X, before.Known).Text), c.ScoreCell(now), writing.PlainCell(delta))
	} else {
		row = append(row, c.ScoreCell(now))
	}
	mean := c.Found.Mean(n.ID)
	return document.Row{Cells: append(row, writing.PlainCell(c.Draw.Value(mean.X, true).Text))}
}

// practiceTables returns the scores by criterion and the practices.
func (c annexChapter) practiceTables() {
	practices := c.Found.Ranked(score.Practice)
	if len(practices) == 0 {
		return
	}
	c.AnnexTable(c.nodeTable())
	c.AnnexTable(c.practiceTable(practices))
}

// practiceTable lists the practices, each partner's under its name, best first.
func (c annexChapter) practiceTable(all []findings.Scored) *document.Table {
	t := &document.Table{
		ID: "annex-practices", Title: c.T("report.annex.practices", "period", c.Period(c.In.Period)), Compact: true, Source: c.Draw.Source(),
		Columns: []document.Column{
			{Title: c.T("report.column.practice"), Width: 6}, {Title: c.T("report.column.theme"), Width: 3},
			{Title: c.T("report.column.score"), Align: document.Right, Width: 1}, {Title: c.T("report.column.level"), Width: 2},
			{Title: c.T("report.column.coverage"), Align: document.Right, Width: 2},
		},
	}
	for _, s := range c.Found.Comparison.Standings {
		var rows []document.Row
		for _, p := range all {
			if p.Partner == s.Unit.ID {
				rows = append(rows, c.practiceRow(p))
			}
		}
		if len(rows) > 0 {
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.Name(s.Unit.ID))}})
			t.Rows = append(t.Rows, rows...)
		}
	}
	return t
}

func (c annexChapter) practiceRow(p findings.Scored) document.Row {
	return document.Row{Cells: []document.Cell{
		{Spans: []document.Span{writing.Own(c.OwnLang(), p.Name)}, Head: true}, writing.PlainCell(writing.ThemeName(c.Writer, p.Theme)), c.ScoreCell(p.Score),
		writing.PlainCell(c.Level(p.Level)), writing.PlainCell(c.Words.Percent(p.Coverage, 0)),
	}}
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
			c.AnnexTable(c.recordTable(b.Node, part))
		}
	}
}

func (c annexChapter) recordTable(node string, criteria []string) *document.Table {
	t := &document.Table{
		ID: "annex-" + criteria[0], Title: c.T("report.annex.records", "node", c.Node(node)), Compact: true,
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
func (c annexChapter) doubted() {
	if n := c.Found.Doubted().N; n > 0 {
		c.Say(c.T("report.annex.doubted", "n", n))
	}
}

// problemTable lists what partners have to correct or look at, by file.
func (c annexChapter) problemTable() *document.Table {
	t := &document.Table{
		ID: "annex-problems", Title: c.T("report.annex.problems"), Compact: true, Source: document.Plain(c.T("report.annex.problems.source", "n", problemsShown)),
		Columns: []document.Column{
			{Title: c.T("report.column.cell"), Width: 3}, {Title: c.T("report.column.problem"), Width: 4},
			{Title: c.T("report.column.read"), Width: 3}, {Title: c.T("report.column.remedy"), Width: 6},
		},
	}
	problems := c.In.Problems.Sorted()
	slices.SortStableFunc(problems, func(a, b cell.Problem) int {
		if a.At.File != b.At.File {
			return a.At.Compare(b.At)
		}
		return int(b.Severity) - int(a.Severity)
	})
	file, shown := "", 0
	for _, p := range problems {
		if p.At.File != file || len(t.Rows) == 0 {
			file, shown = p.At.File, 0
			t.Rows = append(t.Rows, c.fileRow(file))
		}
		if shown++; shown <= problemsShown {
			t.Rows = append(t.Rows, c.problemRow(p))
		}
	}
	return t
}

// fileRow heads the problems of one file with their numbers.
func (c annexChapter) fileRow(file string) document.Row {
	who := file
	if i := slices.IndexFunc(c.In.Submissions, func(s survey.Submission) bool { return s.File == file }); i >= 0 {
		who = c.Name(c.In.Submissions[i].Partner.ID) + " (" + file + ")"
	}
	if slices.ContainsFunc(c.In.Problems, func(p cell.Problem) bool { return p.At.File == file && strings.HasPrefix(p.Code, "territory-") }) {
		who = c.T("report.annex.problems.territories", "file", file) // no partner's
	}
	text := c.T("report.annex.problems.file", "who", who, "errors", c.Found.ProblemsOf(file, cell.Error).N,
		"warnings", c.Found.ProblemsOf(file, cell.Warning).N, "notes", c.Found.ProblemsOf(file, cell.Note).N)
	return document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(text)}}
}

func (c annexChapter) problemRow(p cell.Problem) document.Row {
	var args []any
	for _, a := range p.Args {
		args = append(args, a.Name, a.Value)
	}
	at := p.At
	at.File = ""
	return document.Row{Cells: []document.Cell{
		writing.HeadCell(at.String()), writing.PlainCell(c.T("problem."+p.Code+".title", args...)),
		{Spans: []document.Span{writing.Own(c.OwnLang(), clip(p.Read))}}, writing.PlainCell(c.T("problem."+p.Code+".remedy", args...)),
	}}
}

// clip keeps what was read to a length that a table can print.
func clip(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}
