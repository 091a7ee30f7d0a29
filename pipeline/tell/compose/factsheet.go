package compose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// A factsheetPages writes a page a partner.
type factsheetPages struct{ *composer }

// factsheets returns each partner in the comparison one page, in order of rank.
func (c factsheetPages) factsheets() {
	standings := c.in.Comparison.Standings
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
	if !c.records() { // of records there are too many cells for a page
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
		if sub := c.submission(s.Unit.ID); sub != nil {
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
	ranked := len(c.in.Comparison.Ranked())
	switch {
	case s.Rank == 0 && s.Score.Held.Why == "children":
		return c.T("report.factsheet.unscored.children")
	case s.Rank == 0:
		return c.T("report.factsheet.unscored", "coverage", c.t.Percent(s.Score.Coverage, 0))
	case ranked == 1:
		return c.T("report.factsheet.alone", "score", c.points(s.Score.Value))
	case len(s.Tied) > 0:
		return c.T("report.factsheet.tied", "rank", s.Rank, "of", ranked, "names", c.namesOf(s.Tied, 5))
	case c.in.Comparison.Draws > 0:
		return c.T("report.factsheet.distinct", "rank", s.Rank, "of", ranked)
	}
	return c.T("report.factsheet.rank", "rank", s.Rank, "of", ranked)
}

func (c factsheetPages) keyPartner(s *compare.Standing) []document.KeyFigure {
	var out []document.KeyFigure
	if s.Rank > 0 {
		place := document.KeyFigure{Value: strconv.Itoa(s.Rank), Label: c.T("report.factsheet.place", "of", len(c.in.Comparison.Ranked()))}
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
	for _, ch := range c.in.Comparison.Changes {
		if ch.Partner == id {
			return c.T("report.factsheet.delta", "delta", c.delta(ch.Delta), "verdict", comparisonChapter(c).verdict(ch))
		}
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
	sub := c.submission(id)
	if sub == nil || !c.records() {
		return ""
	}
	var out []string
	for _, b := range c.kindsOfRecord() {
		asked, known := 0, 0
		for i := range sub.Practices {
			p := &sub.Practices[i]
			if c.isApart(sub, p) || !asksOf(p, b.criteria) {
				continue
			}
			asked++
			if answered(p, b.criteria) {
				known++
			}
		}
		if asked > 0 {
			out = append(out, c.T("report.holdings"+ofKnown(known, asked-known), "node", c.node(b.node), "n", asked, "known", known, "unknown", asked-known))
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

// isApart reports whether a practice belongs to a territory that stands apart.
func (c factsheetPages) isApart(s *survey.Submission, p *survey.Practice) bool {
	if c.outside == nil {
		c.findOutside()
	}
	return c.outside[s.Key(p)]
}

// findOutside notes the practices that belong to territories that stand apart.
func (c factsheetPages) findOutside() {
	c.outside = map[survey.PracticeKey]bool{}
	for _, u := range c.in.Now.Of(score.Practice) {
		if u.Apart != "" {
			c.outside[u.Key()] = true
		}
	}
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

type recordKind struct {
	node     string
	criteria map[string]bool
}

// kindsOfRecord returns the branches below the root, each with its criteria: the
// rows of one branch are not asked about another.
func (c factsheetPages) kindsOfRecord() []recordKind {
	parent := map[string]string{}
	for _, n := range c.in.Now.Nodes {
		parent[n.ID] = n.Parent
	}
	root := c.in.Comparison.Root
	var out []recordKind
	for _, n := range c.in.Now.Nodes {
		if n.Parent != root || n.ID == root {
			continue
		}
		k := recordKind{n.ID, map[string]bool{}}
		for _, leaf := range c.criteria() {
			up := leaf.ID
			for up != "" && up != n.ID {
				up = parent[up]
			}
			if up == n.ID {
				k.criteria[leaf.ID] = true
			}
		}
		out = append(out, k)
	}
	return out
}

func asksOf(p *survey.Practice, criteria map[string]bool) bool {
	return slices.ContainsFunc(p.Answers, func(a survey.Answer) bool {
		return criteria[a.Criterion] && a.State != survey.NotAsked
	})
}

func (c factsheetPages) submission(id string) *survey.Submission {
	i := slices.IndexFunc(c.in.Submissions, func(s survey.Submission) bool { return s.Partner.ID == id })
	if i < 0 {
		return nil
	}
	return &c.in.Submissions[i]
}

// strengthsAndGaps names side by side up to three criteria furthest above and
// below the average.
func (c factsheetPages) strengthsAndGaps(s *compare.Standing) {
	up, down := strengthsOf(s, c.criteria()), gapsOf(s, c.criteria())
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
	k, ok := c.in.Questionnaire.Criterion(criterion)
	sub := c.submission(id)
	if !ok || sub == nil || k.Kind != survey.YesNo {
		return ""
	}
	yes, given, unknown := 0, 0, 0
	for i := range sub.Practices {
		p := &sub.Practices[i]
		if c.isApart(sub, p) {
			continue
		}
		switch a := p.Answer(criterion); {
		case a.State == survey.Given && a.Choice == "yes":
			yes++
			given++
		case a.State == survey.Given:
			given++
		case a.State == survey.Blank || a.State == survey.Unreadable:
			unknown++
		}
	}
	if given+unknown == 0 {
		return ""
	}
	return c.T(key+ofKnown(given, unknown), "yes", yes, "of", given, "unknown", unknown)
}

// nextSteps names three recommendations that bring this partner most, each with
// a practice to learn from.
func (c factsheetPages) nextSteps(s *compare.Standing) {
	type step struct {
		r    *recommend.Recommendation
		gain float64
	}
	var steps []step
	for i := range c.in.Recommendations {
		r := &c.in.Recommendations[i]
		if g, ok := r.For(s.Unit.ID); ok && (g.Gain > 0 || r.Rule.Data) {
			steps = append(steps, step{r, g.Gain})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(b.gain, a.gain) })
	if len(steps) == 0 {
		return
	}
	c.add(&document.Heading{Level: c.sheetLevel() + 1, ID: "steps-" + s.Unit.ID, Text: c.T("report.factsheet.steps")})
	var items [][]document.Span
	var cells []string
	for _, st := range steps[:min(3, len(steps))] {
		item, at := c.step(s, st.r, st.gain)
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
func (c factsheetPages) step(s *compare.Standing, r *recommend.Recommendation, gain float64) (item []document.Span, at string) {
	item = []document.Span{{Text: c.stepHead(r), Bold: true}}
	if text := c.stepText(s, r); text != "" {
		item = append(item, document.Span{Text: " " + text})
	}
	var tail []string
	if r.GainKnown {
		tail = append(tail, c.T("report.factsheet.gain", "gain", c.delta(gain)))
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
func (c factsheetPages) stepText(s *compare.Standing, r *recommend.Recommendation) string {
	gap, _ := r.For(s.Unit.ID)
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
	sub := c.submission(s.Unit.ID)
	if sub == nil {
		return
	}
	errors := 0
	for _, p := range c.in.Problems {
		if p.Severity == cell.Error && p.At.File == sub.File {
			errors++
		}
	}
	if errors > 0 {
		c.saySpans(document.Small, document.Plain(c.T("report.factsheet.problems", "n", errors, "file", sub.File)))
	}
}
