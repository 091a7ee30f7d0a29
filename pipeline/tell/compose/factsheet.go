package compose

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// A factsheetPages writes a page a partner.
type factsheetPages struct{ *composer }

// factsheets returns each partner in the comparison one page, in order of rank.
func (c factsheetPages) factsheets() {
	standings := c.f.Comparison.Standings
	if len(standings) == 0 {
		return
	}
	c.chapter("partners", c.T("report.factsheets"))
	c.say(c.T("report.factsheets.lead"))
	c.add(c.partnerIndex(standings))
	c.sheetKey()
	for i := range standings {
		c.add(&document.PageBreak{Whole: true})
		c.factsheet(&standings[i])
	}
}

// sheetKey says how to read a partner's page.
func (c factsheetPages) sheetKey() {
	c.say(c.T("report.factsheets.key"))
	list, keys := &document.List{}, []string{"place", "coverage", "figure", "gaps", "steps"}
	if !c.f.Records() { // of records there are too many cells for a page
		keys = append(keys, "notes")
	}
	for _, key := range keys {
		list.Items = append(list.Items, []document.Span{
			{Text: c.T("report.factsheets.key." + key + ".name"), Bold: true}, {Text: " — " + c.T("report.factsheets.key."+key)}})
	}
	c.add(list)
}

// partnerIndex lists the partners in the alphabet of the language, each with a
// link to its page.
func (c factsheetPages) partnerIndex(standings []compare.Standing) *document.Table {
	t := &document.Table{
		ID: "table-partners", Title: c.T("report.factsheets.index"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 5}, {Title: c.T("report.column.rank"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.score"), Align: document.Right, Width: 2}, {Title: c.T("report.column.level"), Width: 3},
			{Title: c.T(c.kind("report.column.count.")), Align: document.Right, Width: 2},
		},
	}
	sorted := slices.Clone(standings)
	inOrder := alphabet.Of(c.t.Lang())
	slices.SortStableFunc(sorted, func(a, b compare.Standing) int {
		return inOrder(c.name(a.Unit.ID), c.name(b.Unit.ID))
	})
	for _, s := range sorted {
		rank, level, count := "—", "—", 0
		if s.Rank > 0 {
			rank, level = strconv.Itoa(s.Rank), c.level(s.Score.Level)
		}
		if sub := c.f.Submission(s.Unit.ID); sub != nil {
			count = len(sub.Practices)
		}
		name := document.Span{Text: c.name(s.Unit.ID), Link: "#partner-" + s.Unit.ID}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Spans: []document.Span{name}, Head: true}, plainCell(rank), c.scoreCell(s.Score), plainCell(level), plainCell(strconv.Itoa(count)),
		}})
	}
	return t
}

// factsheet is one partner's page: position, strengths, gaps, next steps.
func (c factsheetPages) factsheet(s *compare.Standing) {
	id := s.Unit.ID
	c.add(&document.Heading{Level: c.sheetLevel(), ID: "partner-" + id, Text: c.name(id)})
	c.say(c.position(s))
	c.add(&document.KeyFigures{Items: c.keyPartner(s)})
	c.say(c.holdings(id))
	if f := drawings(c).profileFigure(s); f != nil {
		f.Source = document.Plain(c.T("report.factsheet.source", "partner", c.name(id), "period", c.period(c.in.Period)))
		c.show(f)
	}
	c.strengthsAndGaps(s)
	c.nextSteps(s)
	c.upkeep(s)
}

// sheetLevel is the level of a factsheet's heading.
func (c factsheetPages) sheetLevel() int {
	if c.single {
		return 1
	}
	return 2
}

// position says in one sentence where the partner stands.
func (c factsheetPages) position(s *compare.Standing) string {
	ranked := len(c.f.Comparison.Ranked())
	switch {
	case s.Rank == 0 && s.Score.Held.Why == "children":
		return c.T("report.factsheet.unscored.children")
	case s.Rank == 0:
		return c.T("report.factsheet.unscored", "coverage", c.t.Percent(s.Score.Coverage, 0))
	case ranked == 1:
		return c.T("report.factsheet.alone", "score", c.points(s.Score.Value))
	case len(s.Tied) > 0:
		return c.T("report.factsheet.tied", "rank", s.Rank, "of", ranked, "names", c.namesOf(s.Tied, 5))
	case c.f.Comparison.Draws > 0:
		return c.T("report.factsheet.distinct", "rank", s.Rank, "of", ranked)
	}
	return c.T("report.factsheet.rank", "rank", s.Rank, "of", ranked)
}

func (c factsheetPages) keyPartner(s *compare.Standing) []document.KeyFigure {
	var out []document.KeyFigure
	if s.Rank > 0 {
		place := document.KeyFigure{Value: strconv.Itoa(s.Rank), Label: c.T("report.factsheet.place", "of", len(c.f.Comparison.Ranked()))}
		if s.Ranks != nil {
			place.Note = c.T("report.factsheet.places", "range", c.ranks(*s.Ranks))
		}
		points := document.KeyFigure{Value: c.points(s.Score.Value), Label: c.T("report.factsheet.score"), Note: c.changeOf(s.Unit.ID)}
		if s.Scores != nil {
			points.Label += ", " + c.T("report.factsheet.interval", "range", c.interval(s.Scores.Low, s.Scores.High))
		}
		out = append(out, place, points)
	}
	if name := c.level(s.Score.Level); name != "" && s.Score.Known {
		out = append(out, document.KeyFigure{Value: strconv.Itoa(s.Score.Level), Label: c.T("report.factsheet.level", "level", name), Note: c.held(s)})
	}
	return append(out, document.KeyFigure{
		Value: c.t.Percent(s.Score.Coverage, 0), Label: c.T("report.factsheet.coverage"),
		Note: c.T(c.kind("report.factsheet.rests."), "n", s.Unit.Rests[""]),
	})
}

// ranks prints an interval of places: "2–4", or "2" where it is one.
func (c factsheetPages) ranks(r compare.Range) string {
	low, high := c.t.Number(r.Low, 0), c.t.Number(r.High, 0)
	if low == high {
		return low
	}
	return low + "–" + high
}

// changeOf prints a partner's change since the last period; "" where there is none.
func (c factsheetPages) changeOf(id string) string {
	if ch, ok := c.f.ChangeOf(id); ok {
		return c.T("report.factsheet.delta", "delta", c.delta(ch.Delta), "verdict", comparisonChapter(c).verdict(ch))
	}
	return ""
}

// held says what kept the level down; "" nothing.
func (c factsheetPages) held(s *compare.Standing) string {
	if h := s.Score.Held; h.Why == "gate" {
		return c.T("report.factsheet.held", "node", c.node(h.Node), "need", c.t.Shortest(h.Need, 1))
	}
	return ""
}

// holdings says what an oblast's hromadas and centres have: of how many anything
// is known, and of how many nothing is.
func (c factsheetPages) holdings(id string) string {
	if !c.f.Records() {
		return ""
	}
	var out []string
	for _, b := range c.f.Branches() {
		if h := c.f.Holdings(id, b); h.Of > 0 {
			out = append(out, c.T("report.holdings"+ofKnown(h.N, h.Of-h.N), "node", c.node(b.Node), "n", h.Of, "known", h.N, "unknown", h.Of-h.N))
		}
	}
	return joinSentences(out)
}

// ofKnown ends the key of a text about what is known and what is not: neither
// is said where it is nothing.
func ofKnown(known, unknown int) string {
	switch {
	case unknown == 0:
		return ".all"
	case known == 0:
		return ".none"
	}
	return ""
}

func joinSentences(list []string) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += " "
		}
		out += s
	}
	return out
}

// strengthsAndGaps names side by side up to three criteria furthest above and
// below the average.
func (c factsheetPages) strengthsAndGaps(s *compare.Standing) {
	up, down := c.f.Strengths(s), c.f.Gaps(s)
	t := &document.Table{
		ID: "gaps-" + s.Unit.ID, Title: c.T("report.factsheet.both"), Compact: true,
		Columns: []document.Column{{Title: c.T("report.factsheet.strengths"), Width: 1}, {Title: c.T("report.factsheet.gaps"), Width: 1}},
	}
	for i := range min(3, max(len(up), len(down))) {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{c.gapCell(s, up, i), c.gapCell(s, down, i)}})
	}
	if len(t.Rows) > 0 {
		c.add(t)
	}
}

// gapCell prints the i-th of some gaps; empty where there are fewer.
func (c factsheetPages) gapCell(s *compare.Standing, gaps []compare.Gap, i int) document.Cell {
	if i >= len(gaps) {
		return plainCell("—")
	}
	g := gaps[i]
	own, mean := c.pointsApart(g.Value, g.Mean)
	text := c.T("report.factsheet.gap", "own", own, "mean", mean)
	if known := c.knownOf(s.Unit.ID, g.Node, "report.factsheet.known"); known != "" {
		text += "; " + known
	}
	return document.Cell{Spans: []document.Span{{Text: c.node(g.Node), Bold: true}, {Text: ": " + text}}}
}

// knownOf prints a partner's «yes» among its known answers by the text of key,
// or of a key that says that all or none are known; "" for a criterion of
// another kind, and where nothing was asked.
func (c factsheetPages) knownOf(id, criterion, key string) string {
	t, ok := c.f.TallyOf(id, criterion)
	if !ok {
		return ""
	}
	return c.T(key+ofKnown(t.Given, t.Unknown), "yes", t.Yes, "of", t.Given, "unknown", t.Unknown)
}

// nextSteps names three recommendations that bring this partner most, each with
// a practice to learn from.
func (c factsheetPages) nextSteps(s *compare.Standing) {
	steps := c.f.Steps(s.Unit.ID)
	if len(steps) == 0 {
		return
	}
	c.add(&document.Heading{Level: c.sheetLevel() + 1, ID: "steps-" + s.Unit.ID, Text: c.T("report.factsheet.steps")})
	var items [][]document.Span
	var cells []string
	for _, st := range steps[:min(3, len(steps))] {
		item, at := c.step(s, st)
		items = append(items, item)
		if at != "" {
			cells = append(cells, at)
		}
	}
	if n := len(cells); n > 0 {
		last := items[len(items)-1]
		last[len(last)-1].Note = document.Plain(c.T("report.exemplar.cells", "n", n, "cells", strings.Join(cells, "; ")))
	}
	c.add(&document.List{Ordered: true, Compact: true, Items: items})
}

// step says in the partner's own terms what would close one gap, what it would
// bring, which recommendation it belongs to and whom to learn from, with the
// cell of that example.
func (c factsheetPages) step(s *compare.Standing, st findings.NextStep) (item []document.Span, at string) {
	r := st.Recommendation
	item = []document.Span{{Text: c.stepHead(r), Bold: true}}
	if text := c.stepText(st); text != "" {
		item = append(item, document.Span{Text: " " + text})
	}
	var tail []string
	if r.GainKnown {
		tail = append(tail, c.T("report.factsheet.gain", "gain", c.delta(st.Own.Gain)))
	}
	number := document.Span{Text: c.T("report.step.advice", "n", r.Number)}
	if !c.single {
		number.Link = c.adviceLink(r)
	}
	open := " ("
	if len(tail) > 0 {
		open += strings.Join(tail, ", ") + ", "
	}
	item = append(item, document.Span{Text: open}, number, document.Span{Text: ")."})
	l, ok := r.Exemplar(recommend.Learner{Partner: s.Unit.ID, Kind: s.Kind, Score: s.Score.Value})
	if !ok {
		return item, ""
	}
	item = append(item, document.Span{Text: " " + c.T("report.advice.learn") + " "})
	item = append(item, adviceChapter(c).exemplar(r, &l)...)
	return append(item, document.Span{Text: "."}), adviceChapter(c).cellText(l.At)
}

// stepHead names the criterion of a recommendation; one that asks for data is
// named by its title.
func (c factsheetPages) stepHead(r *recommend.Recommendation) string {
	if r.Rule.Data {
		return adviceChapter(c).fill(r, r.Rule.Title) + "."
	}
	return c.node(r.Rule.Close[0].Criterion) + "."
}

// stepText says how many of the partner's answers fall short, and of what.
func (c factsheetPages) stepText(st findings.NextStep) string {
	r, gap := st.Recommendation, st.Own
	if r.Rule.Data {
		return c.T("report.step.data", "n", gap.Short)
	}
	t := r.Rule.Close[0]
	k, ok := c.in.Questionnaire.Criterion(t.Criterion)
	if !ok {
		return ""
	}
	args := []any{"n", gap.Short, "of", gap.Known, "unit", c.text(k.Unit)}
	switch {
	case t.Answer != "":
		return c.T("report.step.answer", args...)
	case k.Kind == survey.Level && t.AtLeast != nil:
		fact := ""
		for _, l := range k.Levels {
			if float64(l.Level) == *t.AtLeast {
				fact = strings.TrimSuffix(c.text(l.Text), ".")
			}
		}
		return c.T("report.step.level", append(args, "level", c.t.Shortest(*t.AtLeast, 0), "fact", fact)...)
	case t.AtLeast != nil:
		return c.T("report.step.least", append(args, "need", c.t.Shortest(*t.AtLeast, 1))...)
	case t.AtMost != nil:
		return c.T("report.step.most", append(args, "need", c.t.Shortest(*t.AtMost, 1))...)
	}
	return ""
}

// adviceLink points to a recommendation's card, or to the table of the rest.
func (c factsheetPages) adviceLink(r *recommend.Recommendation) string {
	if r.Number > cards && !r.Rule.Data {
		return "#annex-advice"
	}
	return "#" + cardID(r)
}

// upkeep says how many problems wait in the partner's own workbook.
func (c factsheetPages) upkeep(s *compare.Standing) {
	sub := c.f.Submission(s.Unit.ID)
	if sub == nil {
		return
	}
	if errors := c.f.ProblemsOf(sub.File, cell.Error).N; errors > 0 {
		c.saySpans(document.Small, document.Plain(c.T("report.factsheet.problems", "n", errors, "file", sub.File)))
	}
}
