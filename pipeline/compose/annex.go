package compose

import (
	"regexp"
	"slices"
	"strconv"

	"depository/pipeline/cell"
	"depository/pipeline/compare"
	"depository/pipeline/document"
	"depository/pipeline/score"
	"depository/pipeline/survey"
)

// problemsShown is how many problems of one file the annex lists; problems.csv
// has all of them.
const problemsShown = 8

// annex holds the tables: scores, answers of oblasts or practices, the remaining
// recommendations, problems.
func (c *composer) annex() {
	c.add(&document.PageBreak{}, &document.Heading{Level: 1, ID: "annex", Text: c.T("report.annex"), Short: c.T("report.annex.short")})
	if len(c.in.Comparison.Standings) > 0 {
		c.annexTable(c.scoreTable())
	}
	if c.records() {
		c.recordTables()
	} else if practices := c.bestPractices(); len(practices) > 0 {
		c.annexTable(c.practiceTable(practices))
	}
	if len(c.tabled()) > 0 {
		c.annexTable(c.adviceTable())
	}
	if len(c.in.Problems) > 0 {
		c.annexTable(c.problemTable())
	}
}

func (c *composer) scoreTable() *document.Table {
	dims := c.dimensions()
	t := &document.Table{
		ID: "annex-scores", Title: c.T("report.annex.scores", "period", c.period(c.in.Period)), Compact: true, Source: c.source(),
		Columns: []document.Column{{Title: c.T("report.column.partner")}, {Title: c.T("report.column.rank"), Align: document.Right}, {Title: c.T("report.overall"), Align: document.Right}},
	}
	for _, d := range dims {
		t.Columns = append(t.Columns, document.Column{Title: c.text(d.Name), Align: document.Right})
	}
	t.Columns = append(t.Columns, document.Column{Title: c.T("report.column.coverage"), Align: document.Right})
	for _, s := range c.in.Comparison.Standings {
		t.Rows = append(t.Rows, c.scoreRow(s, dims))
	}
	mean := document.Row{Kind: document.TotalRow, Cells: []document.Cell{headCell(c.T("report.mean")), plainCell("")}}
	for _, id := range append([]string{c.in.Comparison.Root}, nodeIDs(dims)...) {
		v := c.value(c.mean(id), true)
		mean.Cells = append(mean.Cells, plainCell(v.Text))
	}
	t.Rows = append(t.Rows, document.Row{Kind: mean.Kind, Cells: append(mean.Cells, plainCell(""))})
	return t
}

func (c *composer) scoreRow(s compare.Standing, dims []score.NodeInfo) document.Row {
	rank := "—"
	if s.Rank > 0 {
		rank = strconv.Itoa(s.Rank)
	}
	row := document.Row{Cells: []document.Cell{headCell(c.name(s.Unit.ID)), plainCell(rank), c.scoreCell(s.Score)}}
	for _, d := range dims {
		v, _ := c.in.Now.At(s.Unit, d.ID)
		row.Cells = append(row.Cells, c.scoreCell(v))
	}
	row.Cells = append(row.Cells, plainCell(c.t.Percent(s.Score.Coverage, 0)))
	return row
}

// practiceTable lists the practices, each partner's under its name, best first.
func (c *composer) practiceTable(all []scoredPractice) *document.Table {
	t := &document.Table{
		ID: "annex-practices", Title: c.T("report.annex.practices", "period", c.period(c.in.Period)), Compact: true, Source: c.source(),
		Columns: []document.Column{
			{Title: c.T("report.column.practice"), Width: 6}, {Title: c.T("report.column.theme"), Width: 3},
			{Title: c.T("report.column.score"), Align: document.Right, Width: 1}, {Title: c.T("report.column.level"), Width: 2},
			{Title: c.T("report.column.coverage"), Align: document.Right, Width: 2},
		},
	}
	for _, s := range c.in.Comparison.Standings {
		var rows []document.Row
		for _, p := range all {
			if p.unit.Partner == s.Unit.ID {
				rows = append(rows, c.practiceRow(p))
			}
		}
		if len(rows) > 0 {
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{plainCell(c.name(s.Unit.ID))}})
			t.Rows = append(t.Rows, rows...)
		}
	}
	return t
}

func (c *composer) practiceRow(p scoredPractice) document.Row {
	v, _ := c.in.Now.At(p.unit, c.in.Comparison.Root)
	theme := p.unit.Theme
	for _, t := range c.in.Questionnaire.Themes {
		if t.ID == p.unit.Theme {
			theme = c.text(t.Name)
		}
	}
	return document.Row{Cells: []document.Cell{
		{Spans: []document.Span{c.own(p.unit.Name)}, Head: true}, plainCell(theme), c.scoreCell(v),
		plainCell(c.level(v.Level)), plainCell(c.t.Percent(v.Coverage, 0)),
	}}
}

// recordTables shows for each oblast and criterion how many of the known answers
// are «yes», one table a branch: 1,767 rows stay in answers.csv.
func (c *composer) recordTables() {
	for _, k := range c.kindsOfRecord() {
		var ids []string
		for _, n := range c.criteria() {
			if k.criteria[n.ID] {
				ids = append(ids, n.ID)
			}
		}
		for part := range slices.Chunk(ids, 5) {
			c.annexTable(c.recordTable(k.node, part))
		}
	}
}

func (c *composer) recordTable(node string, criteria []string) *document.Table {
	t := &document.Table{
		ID: "annex-" + criteria[0], Title: c.T("report.annex.records", "node", c.node(node)), Compact: true,
		Source:  document.Plain(c.T("report.annex.records.source")),
		Columns: []document.Column{{Title: c.T("report.column.partner"), Width: 3}},
	}
	for _, id := range criteria {
		t.Columns = append(t.Columns, document.Column{Title: c.node(id), Align: document.Right, Width: 2})
	}
	for _, s := range c.in.Comparison.Standings {
		row := document.Row{Cells: []document.Cell{headCell(c.name(s.Unit.ID))}}
		for _, id := range criteria {
			row.Cells = append(row.Cells, plainCell(c.knownOf(s.Unit.ID, id, "report.annex.records.cell")))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// adviceTable lists the recommendations that are not printed as cards.
func (c *composer) adviceTable() *document.Table {
	t := &document.Table{
		ID: "annex-advice", Title: c.T("report.annex.advice"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.number"), Align: document.Right, Width: 1}, {Title: c.T("report.column.advice"), Width: 6},
			{Title: c.T("report.advice.who"), Width: 4}, {Title: c.T("report.advice.deadline"), Width: 2}, {Title: c.T("report.advice.gain"), Width: 4},
		},
	}
	for _, r := range c.tabled() {
		gain := "—"
		if r.GainKnown {
			gain = c.gain(r)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			plainCell(strconv.Itoa(r.Number)), headCell(c.fill(r, r.Rule.Title)), plainCell(c.bodies(r)), plainCell(c.deadline(r)), plainCell(gain),
		}})
	}
	return t
}

// problemTable lists what partners have to correct or look at, by file.
func (c *composer) problemTable() *document.Table {
	t := &document.Table{
		ID: "annex-problems", Title: c.T("report.annex.problems"), Compact: true, Source: document.Plain(c.T("report.annex.problems.source", "n", problemsShown)),
		Columns: []document.Column{
			{Title: c.T("report.column.cell"), Width: 3}, {Title: c.T("report.column.problem"), Width: 4},
			{Title: c.T("report.column.read"), Width: 3}, {Title: c.T("report.column.remedy"), Width: 6},
		},
	}
	problems := c.in.Problems.Sorted()
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
func (c *composer) fileRow(file string) document.Row {
	var errors, warnings, notes int
	for _, p := range c.in.Problems {
		switch {
		case p.At.File != file:
		case p.Severity == cell.Error:
			errors++
		case p.Severity == cell.Warning:
			warnings++
		default:
			notes++
		}
	}
	who := file
	if i := slices.IndexFunc(c.in.Submissions, func(s survey.Submission) bool { return s.File == file }); i >= 0 {
		who = c.name(c.in.Submissions[i].Partner.ID) + " (" + file + ")"
	}
	text := c.T("report.annex.problems.file", "who", who, "errors", errors, "warnings", warnings, "notes", notes)
	return document.Row{Kind: document.GroupRow, Cells: []document.Cell{plainCell(text)}}
}

func (c *composer) problemRow(p cell.Problem) document.Row {
	var args []any
	for _, a := range p.Args {
		args = append(args, a.Name, a.Value)
	}
	at := p.At
	at.File = ""
	return document.Row{Cells: []document.Cell{
		headCell(at.String()), plainCell(c.T("problem."+p.Code+".title", args...)),
		{Spans: []document.Span{c.own(clip(p.Read))}}, plainCell(c.T("problem."+p.Code+".remedy", args...)),
	}}
}

// private matches an e-mail address or a telephone number.
var private = regexp.MustCompile(`[^\s@]+@[^\s@]+|\+?\d[\d ()\-\x{00a0}]{7,}\d`)

// clip keeps what was read to a length that a table can print, without addresses
// and telephone numbers of people.
func clip(s string) string {
	const most = 60
	runes := []rune(private.ReplaceAllString(s, "…"))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}
