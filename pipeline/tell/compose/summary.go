package compose

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// A summaryChapter says the whole in brief.
type summaryChapter struct{ *composer }

// summary is one page: key figures, what the comparison shows, what is proposed.
func (c summaryChapter) summary() {
	c.chapter("summary", c.T("report.summary"))
	c.saySpans(document.Lead, document.Plain(c.opening()))
	c.add(&document.KeyFigures{Items: c.keyFigures()})
	c.show(drawings(c).levelFigure())
	if findings := c.findings(); len(findings) > 0 {
		c.section("findings", c.T("report.findings"))
		c.add(&document.List{Ordered: true, Items: findings})
	}
	c.section("proposals", c.T("report.proposals"))
	c.proposals()
}

// opening says who reported on what, and what the words «self-assessed» mean.
func (c summaryChapter) opening() string {
	text := c.T(c.kind("report.opening."), c.sizes()...)
	if math.IsNaN(c.in.Comparison.Mean) {
		return text + " " + c.T("report.opening.none")
	}
	return text + " " + c.T("report.opening.mean",
		"mean", c.points(c.in.Comparison.Mean), "min", c.t.Shortest(c.in.Now.Scale.Min, 1), "max", c.t.Shortest(c.in.Now.Scale.Max, 1))
}

// sizes counts partners, practices or records, criteria and hromadas.
func (c summaryChapter) sizes() []any {
	units := 0
	for _, s := range c.in.Submissions {
		units += len(s.Practices)
	}
	return []any{
		"in", c.periodIn(c.in.Period, "in"), "partners", len(c.in.Submissions), "units", units,
		"criteria", len(c.criteria()), "places", len(c.in.Now.Of(score.Place)), "list", c.branchCounts(),
	}
}

// branchCounts says how many records each branch of the method has.
func (c summaryChapter) branchCounts() string {
	if !c.records() {
		return ""
	}
	var out []string
	for _, b := range factsheetPages(c).kindsOfRecord() {
		n := 0
		for _, s := range c.in.Submissions {
			for i := range s.Practices {
				if asksOf(&s.Practices[i], b.criteria) {
					n++
				}
			}
		}
		out = append(out, c.T("report.opening.records.branch", "node", c.node(b.node), "n", n))
	}
	return strings.Join(out, ", ")
}

func (c summaryChapter) keyFigures() []document.KeyFigure {
	items := []document.KeyFigure{c.keyMean(), c.keyLevel(), c.keyCoverage()}
	if n := len(c.in.Recommendations); n > 0 {
		high := 0
		for _, r := range c.in.Recommendations {
			if r.Priority == 3 {
				high++
			}
		}
		items = append(items, document.KeyFigure{
			Value: strconv.Itoa(n), Label: c.T("report.key.advice", "n", n), Note: c.T("report.key.advice.note", "n", high),
		})
	}
	return slices.DeleteFunc(items, func(k document.KeyFigure) bool { return k.Value == "" })
}

func (c summaryChapter) keyMean() document.KeyFigure {
	mean := c.in.Comparison.Mean
	if math.IsNaN(mean) {
		return document.KeyFigure{}
	}
	k := document.KeyFigure{Value: c.points(mean), Label: c.T("report.key.mean", "min", c.t.Shortest(c.in.Now.Scale.Min, 1), "max", c.t.Shortest(c.in.Now.Scale.Max, 1))}
	if len(c.in.Comparison.Changes) > 0 {
		k.Note = c.T("report.key.mean.note", "delta", c.delta(c.in.Comparison.MeanDelta), "since", c.periodIn(c.in.Previous, "since"))
	}
	return k
}

// keyLevel says how many partners reached the highest level that anybody did.
func (c summaryChapter) keyLevel() document.KeyFigure {
	best, n := -1, 0
	ranked := c.in.Comparison.Ranked()
	for _, s := range ranked {
		switch {
		case s.Score.Level > best:
			best, n = s.Score.Level, 1
		case s.Score.Level == best:
			n++
		}
	}
	if best < 0 {
		return document.KeyFigure{}
	}
	return document.KeyFigure{
		Value: c.T("report.of", "n", n, "of", len(ranked)),
		Label: c.T("report.key.level", "level", c.level(best)),
		Note:  c.T("report.key.level.note"),
	}
}

// keyCoverage is the share of known answers among those asked and applicable.
func (c summaryChapter) keyCoverage() document.KeyFigure {
	given, asked := 0, 0
	for _, n := range c.criteria() {
		a := c.facts(n.ID)
		given += a.Given
		asked += a.Given + a.Unknown
	}
	if asked == 0 {
		return document.KeyFigure{}
	}
	return document.KeyFigure{
		Value: c.t.Percent(float64(given)/float64(asked), 0), Label: c.T("report.key.coverage"),
		Note: c.T("report.key.coverage.note", "given", given, "asked", asked),
	}
}

// mostFindings is how many statements fit on the page of the summary.
const mostFindings = 4

// findings are what the comparison shows, each with its numbers.
func (c summaryChapter) findings() [][]document.Span {
	var out [][]document.Span
	all := []finding{c.findLeader(), c.findWeakest(), c.findChange(), c.findUnknown()}
	if !c.records() {
		all = append(all, c.findSpread())
	}
	for _, f := range all {
		if f.text != "" && len(out) < mostFindings {
			out = append(out, []document.Span{{Text: f.head, Bold: true}, {Text: " " + f.text}})
		}
	}
	return out
}

type finding struct{ head, text string }

func (c summaryChapter) findLeader() finding {
	ranked := c.in.Comparison.Ranked()
	if len(ranked) < 2 {
		return finding{}
	}
	last := ranked[len(ranked)-1]
	text := c.T("report.find.range", "low", c.points(last.Score.Value), "last", c.name(last.Unit.ID),
		"gap", c.points(ranked[0].Score.Value-last.Score.Value))
	if ties := c.tieText(); ties != "" {
		text += " " + ties
	}
	return finding{c.T("report.find.leader.head", "high", c.points(ranked[0].Score.Value), "name", c.name(ranked[0].Unit.ID)), text}
}

// tieText says which places cannot be told apart.
func (c summaryChapter) tieText() string {
	if c.in.Comparison.Draws == 0 {
		return c.T("report.ties.unknown")
	}
	ties := c.in.Comparison.Ties
	if len(ties) == 0 {
		return c.T("report.ties.none")
	}
	if len(ties) == 1 {
		return c.T("report.ties.run", "from", ties[0].From, "to", ties[0].To, "names", c.namesOf(ties[0].Partners, 6))
	}
	var runs []string
	for _, t := range ties {
		runs = append(runs, c.T("report.ties.places", "from", t.From, "to", t.To))
	}
	return c.T("report.ties.runs", "runs", c.t.Join(runs))
}

func (c summaryChapter) findWeakest() finding {
	weak := c.weakest(c.dimensions())
	if len(weak) < 2 {
		return finding{}
	}
	low, high := weak[0], weak[len(weak)-1]
	return finding{
		c.T("report.find.weakest.head", "node", c.node(low.node)),
		c.T("report.find.weakest", "low", c.points(low.mean), "best", c.node(high.node), "high", c.points(high.mean)),
	}
}

// findSpread names the dimension in which partners differ most.
func (c summaryChapter) findSpread() finding {
	most, low, high := "", 0.0, 0.0
	for _, d := range c.dimensions() {
		var values []float64
		for _, s := range c.in.Comparison.Ranked() {
			if g, _ := s.Gap(d.ID); g.Known {
				values = append(values, g.Value)
			}
		}
		if len(values) < 2 {
			continue
		}
		if l, h := slices.Min(values), slices.Max(values); most == "" || h-l > high-low {
			most, low, high = d.ID, l, h
		}
	}
	if most == "" {
		return finding{}
	}
	return finding{
		c.T("report.find.spread.head", "node", c.node(most)),
		c.T("report.find.spread", "low", c.points(low), "high", c.points(high)),
	}
}

func (c summaryChapter) findChange() finding {
	if len(c.in.Comparison.Changes) == 0 {
		return finding{}
	}
	return finding{drawings(c).changeMessage() + ".", c.T("report.find.change",
		"delta", c.delta(c.in.Comparison.MeanDelta), "since", c.periodIn(c.in.Previous, "since"))}
}

// findUnknown says what is not known, and what was not proved.
func (c summaryChapter) findUnknown() finding {
	if c.records() {
		empty, all := c.emptyRecords()
		if empty == 0 {
			return finding{}
		}
		return finding{c.T("report.find.unknown.head"), c.T("report.find.unknown", "n", empty, "of", all) + c.placesKnown()}
	}
	unproved, given := 0, 0
	for _, n := range c.criteria() {
		a := c.facts(n.ID)
		unproved += a.Unproved
		given += a.Given
	}
	if unproved == 0 {
		return finding{}
	}
	return finding{c.T("report.find.unproved.head"), c.T("report.find.unproved", "n", unproved, "of", given)}
}

// placesKnown says for each branch of how many hromadas anything is known.
func (c summaryChapter) placesKnown() string {
	var out []string
	places := c.in.Now.Of(score.Place)
	for _, b := range factsheetPages(c).kindsOfRecord() {
		known, all := 0, 0
		for _, u := range places {
			if u.Apart != "" {
				continue
			}
			all++
			if s, _ := c.in.Now.At(u, b.node); s.Known {
				known++
			}
		}
		if all > 0 {
			out = append(out, c.T("report.find.places.one", "node", c.node(b.node), "n", known, "of", all))
		}
	}
	if out == nil {
		return ""
	}
	return " " + c.T("report.find.places", "list", strings.Join(out, ", "))
}

// emptyRecords counts the records without a single scored answer.
func (c summaryChapter) emptyRecords() (empty, all int) {
	scored := map[string]bool{}
	for _, n := range c.criteria() {
		scored[n.ID] = true
	}
	for _, s := range c.in.Submissions {
		for i := range s.Practices {
			all++
			if !answered(&s.Practices[i], scored) {
				empty++
			}
		}
	}
	return empty, all
}

func answered(p *survey.Practice, scored map[string]bool) bool {
	return slices.ContainsFunc(p.Answers, func(a survey.Answer) bool {
		return scored[a.Criterion] && a.State == survey.Given
	})
}

// proposals names the first three recommendations and what they would bring.
func (c summaryChapter) proposals() {
	list := c.in.Recommendations
	if len(list) == 0 {
		c.say(c.T("report.proposals.none"))
		return
	}
	c.say(c.T(c.kind("report.proposals.lead."), "n", len(list), "chapter", c.adviceChapter()))
	var items [][]document.Span
	for i := range list[:min(3, len(list))] {
		r := &list[i]
		item := []document.Span{{Text: adviceChapter(c).fill(r, r.Rule.Title), Bold: true, Link: "#" + cardID(r)}}
		if r.GainKnown {
			item = append(item, document.Span{Text: " — " + adviceChapter(c).shortGain(r) + "."})
		} else {
			item = append(item, document.Span{Text: "."})
		}
		items = append(items, item)
	}
	c.add(&document.List{Items: items})
}

// adviceChapter is the number of the chapter of recommendations.
func (c summaryChapter) adviceChapter() int {
	if len(c.in.Comparison.Changes) > 0 {
		return 5
	}
	return 4
}

func cardID(r *recommend.Recommendation) string { return "advice-" + r.Rule.ID }

// strengthsOf returns the nodes where a partner is furthest above the average,
// and gapsOf where it is furthest below, the furthest first.
func strengthsOf(s *compare.Standing, nodes []score.NodeInfo) []compare.Gap {
	return apartFromMean(s, nodes, 1)
}

func gapsOf(s *compare.Standing, nodes []score.NodeInfo) []compare.Gap {
	return apartFromMean(s, nodes, -1)
}

func apartFromMean(s *compare.Standing, nodes []score.NodeInfo, sign float64) []compare.Gap {
	var out []compare.Gap
	for _, n := range nodes {
		if g, ok := s.Gap(n.ID); ok && g.Known && sign*(g.Value-g.Mean) > 0 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b compare.Gap) int {
		return cmp.Compare(sign*(b.Value-b.Mean), sign*(a.Value-a.Mean))
	})
	return out
}
