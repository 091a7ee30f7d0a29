package compose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// How many practices or hromadas, and steps, the right page of a spread has.
const (
	spreadPractices = 14
	spreadPlaces    = 8
	spreadSteps     = 4
)

// spreadTasks is how many tasks of the plan the left page names.
const spreadTasks = 4

// A spreadPart writes a partner's two facing pages: on the left the profile with what
// bears it out and what is planned, on the right what it has (its practices, or its
// hromadas and service points) and next steps.
type spreadPart struct{ *Writer }

// spread writes both pages of a partner, or one where nothing is known to stand beside
// the next steps.
func (c spreadPart) spread(s *compare.Standing) {
	f := FactsheetPages(c)
	c.Add(&document.PageBreak{Whole: true, Left: true})
	f.profile(s)
	f.StrengthsAndGaps(s)
	if c.Found.Records() {
		c.levels(s)
	} else {
		c.borne(s)
		c.tasks(s)
	}
	if c.Found.Records() && len(c.Found.Inventory().PlacesOf(s.Unit.ID)) == 0 {
		c.steps(s)
		return
	}
	c.Add(&document.PageBreak{Whole: true})
	if c.Found.Records() {
		c.places(s)
		c.points(s)
	} else {
		c.practices(s)
	}
	c.steps(s)
}

// levels counts the hromadas of a region by level.
func (c spreadPart) levels(s *compare.Standing) {
	d := c.Found.LevelsOf(s.Unit.ID)
	if d.Of == 0 {
		return
	}
	t := &document.Table{
		ID: "levels-of-" + s.Unit.ID, Title: c.T("report.spread.levels.title", "n", d.Of), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.level"), Width: 6}, {Title: c.T("report.column.hromadas"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.share"), Align: document.Right, Width: 2},
		},
	}
	for _, m := range c.In.Model.Levels {
		n := d.Level(m.Level)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(c.T("report.level.row", "level", m.Level, "name", c.Level(m.Level))), writing.PlainCell(strconv.Itoa(n.N)), writing.PlainCell(c.Words.Percent(n.Share(), 0)),
		}})
	}
	c.Add(t)
}

// borne says how much of a partner's score is borne out, grade by grade; nothing where
// no evidence is named.
func (c spreadPart) borne(s *compare.Standing) {
	shares := c.Found.Borne(s.Unit, c.Found.Comparison.Root)
	if shares[grade.Named] == 0 {
		return
	}
	key := "report.spread.borne"
	if shares[grade.Found] == 0 {
		key += ".named"
	}
	c.Say(c.T(key, "named", c.Words.Percent(shares[grade.Named], 0), "found", c.Words.Percent(shares[grade.Found], 0),
		"confirmed", c.Words.Percent(shares[grade.Confirmed], 0)))
}

// tasks says what the partner has planned, how much of it is done and what is not: what
// is late first.
func (c spreadPart) tasks(s *compare.Standing) {
	var planned []survey.Planned
	for _, p := range c.In.Plan {
		if p.Partner == s.Unit.ID {
			planned = append(planned, p)
		}
	}
	all, _ := findings.Plan(planned, c.In.Date)
	own, done, late := []findings.Task(nil), 0, 0
	of := 0
	for _, t := range all {
		switch {
		case t.Status == "done":
			done++
		default:
			own = append(own, t)
		}
		of++
		if t.Late {
			late++
		}
	}
	if len(own) == 0 {
		return
	}
	slices.SortStableFunc(own, func(a, b findings.Task) int {
		switch {
		case a.Late && !b.Late:
			return -1
		case b.Late && !a.Late:
			return 1
		}
		return cmp.Compare(a.Due, b.Due)
	})
	t := planPart(c).tableOf("plan-of-"+s.Unit.ID, c.T("report.spread.plan", "of", of, "done", done, "late", late))
	for _, task := range own[:min(spreadTasks, len(own))] {
		t.Rows = append(t.Rows, planPart(c).row(task))
	}
	c.Add(t)
}

// places lists the hromadas of a region, the highest score first.
func (c spreadPart) places(s *compare.Standing) {
	own := c.Found.Inventory().PlacesOf(s.Unit.ID)
	if len(own) == 0 {
		return
	}
	c.Add(&document.Heading{Level: 3, ID: "own-" + s.Unit.ID, Text: c.T("report.spread.places", "name", c.Name(s.Unit.ID))})
	t := &document.Table{
		ID: "places-of-" + s.Unit.ID, Title: c.T("report.spread.places.title", "n", len(own), "shown", min(len(own), spreadPlaces)), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.hromada"), Width: 6}, {Title: c.T("report.column.rank"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.score"), Align: document.Right, Width: 2}, {Title: c.T("report.column.level"), Width: 3},
			{Title: c.T("report.column.records"), Align: document.Right, Width: 2}, {Title: c.T("report.column.coverage"), Align: document.Right, Width: 2},
		},
	}
	for _, p := range own[:min(len(own), spreadPlaces)] {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(c.Place(p.Unit.Place, p.Name)), writing.PlainCell(strconv.Itoa(p.Rank)), c.ScoreCell(*p.Score), writing.PlainCell(c.Level(p.Level)),
			writing.PlainCell(strconv.Itoa(p.Unit.Rests[""])), writing.PlainCell(c.Words.Percent(p.Coverage, 0)),
		}})
	}
	c.Add(t)
}

// points shows the average scores of a region's service points by their kind.
func (c spreadPart) points(s *compare.Standing) {
	if t := recordsPart(c).kindScores(s.Unit.ID, "points-of-"+s.Unit.ID); t != nil {
		c.Add(t)
	}
}

// practices lists the partner's practices, the highest score first.
func (c spreadPart) practices(s *compare.Standing) {
	own := c.Found.PracticesOf(s.Unit.ID)
	if len(own) == 0 {
		return
	}
	c.Add(&document.Heading{Level: 3, ID: "own-" + s.Unit.ID, Text: c.T("report.spread.practices", "name", c.Name(s.Unit.ID))})
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "practices-of-" + s.Unit.ID, Title: c.T("report.spread.practices.title", "n", len(own), "shown", min(len(own), spreadPractices)), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.practice"), Width: 7}, {Title: c.T("report.column.direction"), Width: 4}, right("report.column.score"),
			{Title: c.T("report.column.level"), Width: 3}, right("report.column.coverage"), right("report.column.grade.named"), right("report.column.grade.found"), right("report.column.grade.confirmed"),
		},
	}
	numbers := map[survey.PracticeKey]int{}
	for i, p := range catalogue.Shown(c.Writer) {
		numbers[p.Key()] = i + 1
	}
	for _, p := range own[:min(len(own), spreadPractices)] {
		name := voice.TitleOf(c.Voice, p.Key(), p.Name).Spans()
		if n := numbers[p.Key()]; n > 0 {
			name = append(name, document.Span{Text: " "}, document.Span{Text: c.T("report.spread.described", "n", n), Link: "#" + catalogue.CardID(p.Key())})
		}
		row := []document.Cell{{Spans: name, Head: true}, writing.PlainCell(writing.ThemeName(c.Writer, p.Theme)), c.ScoreCell(*p.Score), writing.PlainCell(c.Level(p.Level)), writing.PlainCell(c.Words.Percent(p.Coverage, 0))}
		t.Rows = append(t.Rows, document.Row{Cells: append(row, writing.GradeCells(c.Writer, c.Found.Borne(p.Unit, c.Found.Comparison.Root))...)})
	}
	c.Add(t)
}

// steps says what the partner can do next: the step, who in the hromada, what there has
// to be then, and what it would bring.
func (c spreadPart) steps(s *compare.Standing) {
	steps := c.Found.Steps(s.Unit.ID)
	if len(steps) == 0 {
		return
	}
	c.Add(&document.Heading{Level: 3, ID: "steps-" + s.Unit.ID, Text: c.T("report.factsheet.steps")})
	t := &document.Table{
		ID: "next-" + s.Unit.ID, Title: c.T("report.spread.steps.title"), Source: document.Plain(c.T("report.spread.steps.note")),
		Columns: []document.Column{
			{Title: c.T("report.spread.step"), Width: 5}, {Title: c.T("report.spread.who"), Width: 4}, {Title: c.T("report.spread.then"), Width: 8},
			{Title: c.T("report.spread.gain"), Align: document.Right, Width: 2},
		},
	}
	for _, st := range steps[:min(spreadSteps, len(steps))] {
		t.Rows = append(t.Rows, c.step(s, st))
	}
	c.Add(t)
}

func (c spreadPart) step(s *compare.Standing, st findings.NextStep) document.Row {
	r := st.Recommendation
	what := []document.Span{{Text: strings.TrimSuffix(StepsPart(c).stepHead(r), "."), Bold: true}, {Text: " ("}, {Text: c.T("report.step.advice", "n", r.Number), Link: "#" + CardID(r)}, {Text: ")"}}
	then := document.Plain(sentence(StepsPart(c).stepText(st)))
	if l, ok := r.Exemplar(recommend.Learner{Partner: s.Unit.ID, Kind: s.Kind, Score: s.Score.Value}); ok {
		then = append(then, document.Span{Text: " " + c.T("report.advice.learn") + " "})
		then = append(append(then, exemplarText(AdviceWords(c), r, &l)...), writing.Cite(c.Writer, l.At)...)
		then = append(then, document.Span{Text: "."})
	}
	gain := "—"
	if r.GainKnown {
		gain = c.Delta(st.Own.Gain)
	}
	return document.Row{Cells: []document.Cell{{Spans: what, Head: true}, writing.PlainCell(c.who(r)), {Spans: then}, writing.PlainCell(gain)}}
}

// who names who in a hromada takes a step, as the method says of its criterion.
func (c spreadPart) who(r *recommend.Recommendation) string {
	if len(r.Rule.Close) > 0 {
		if k, ok := c.In.Questionnaire.Criterion(r.Rule.Close[0].Criterion); ok && len(k.Who) > 0 {
			return c.Text(k.Who)
		}
	}
	return c.T("report.spread.who.head")
}
