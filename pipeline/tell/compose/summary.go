package compose

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
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
	mean := c.f.Overall()
	if !mean.Known {
		return text + " " + c.T("report.opening.none")
	}
	return text + " " + c.T("report.opening.mean",
		"mean", c.points(mean.X), "min", c.t.Shortest(c.in.Now.Scale.Min, 1), "max", c.t.Shortest(c.in.Now.Scale.Max, 1))
}

// sizes counts partners, practices or records, criteria and hromadas.
func (c summaryChapter) sizes() []any {
	return []any{
		"in", c.periodIn(c.in.Period, "in"), "partners", c.f.Total(findings.Partners).N, "units", c.f.Total(findings.Practices).N,
		"criteria", c.f.Total(findings.Criteria).N, "places", c.f.Total(findings.Places).N, "list", c.branchCounts(),
	}
}

// branchCounts says how many records each branch of the method has.
func (c summaryChapter) branchCounts() string {
	if !c.f.Records() {
		return ""
	}
	var out []string
	for _, b := range c.f.Branches() {
		out = append(out, c.T("report.opening.records.branch", "node", c.node(b.Node), "n", c.f.RecordsOf(b).N))
	}
	return strings.Join(out, ", ")
}

func (c summaryChapter) keyFigures() []document.KeyFigure {
	items := []document.KeyFigure{c.keyMean(), c.keyLevel(), c.keyCoverage()}
	if urgent := c.f.Urgent(); urgent.Of > 0 {
		items = append(items, document.KeyFigure{
			Value: strconv.Itoa(urgent.Of), Label: c.T("report.key.advice", "n", urgent.Of), Note: c.T("report.key.advice.note", "n", urgent.N),
		})
	}
	return slices.DeleteFunc(items, func(k document.KeyFigure) bool { return k.Value == "" })
}

func (c summaryChapter) keyMean() document.KeyFigure {
	mean := c.f.Overall()
	if !mean.Known {
		return document.KeyFigure{}
	}
	k := document.KeyFigure{Value: c.points(mean.X), Label: c.T("report.key.mean", "min", c.t.Shortest(c.in.Now.Scale.Min, 1), "max", c.t.Shortest(c.in.Now.Scale.Max, 1))}
	if len(c.f.Comparison.Changes) > 0 {
		k.Note = c.T("report.key.mean.note", "delta", c.delta(c.f.Comparison.MeanDelta), "since", c.periodIn(c.in.Previous, "since"))
	}
	return k
}

// keyLevel says how many partners reached the highest level that anybody did.
func (c summaryChapter) keyLevel() document.KeyFigure {
	level, n, ok := c.f.Highest()
	if !ok {
		return document.KeyFigure{}
	}
	return document.KeyFigure{
		Value: c.T("report.of", "n", n.N, "of", n.Of),
		Label: c.T("report.key.level", "level", c.level(level)),
		Note:  c.T("report.key.level.note"),
	}
}

// keyCoverage is the share of known answers among those asked and applicable.
func (c summaryChapter) keyCoverage() document.KeyFigure {
	known := c.f.Known()
	if known.Of == 0 {
		return document.KeyFigure{}
	}
	return document.KeyFigure{
		Value: c.t.Percent(known.Share(), 0), Label: c.T("report.key.coverage"),
		Note: c.T("report.key.coverage.note", "given", known.N, "asked", known.Of),
	}
}

// mostFindings is how many statements fit on the page of the summary.
const mostFindings = 4

// findings are what the comparison shows, each with its numbers.
func (c summaryChapter) findings() [][]document.Span {
	var out [][]document.Span
	all := []finding{c.findLeader(), c.findWeakest(), c.findChange(), c.findUnknown()}
	if !c.f.Records() {
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
	d, ok := c.f.Range()
	if !ok {
		return finding{}
	}
	text := c.T("report.find.range", "low", c.points(d.Low.X), "last", c.name(d.Low.Of), "gap", c.points(d.X()))
	if ties := c.tieText(); ties != "" {
		text += " " + ties
	}
	return finding{c.T("report.find.leader.head", "high", c.points(d.High.X), "name", c.name(d.High.Of)), text}
}

// tieText says which places cannot be told apart.
func (c summaryChapter) tieText() string {
	if c.f.Comparison.Draws == 0 {
		return c.T("report.ties.unknown")
	}
	ties := c.f.Comparison.Ties
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
	weak := c.f.Weakest(c.f.Dimensions())
	if len(weak) < 2 {
		return finding{}
	}
	low, high := weak[0], weak[len(weak)-1]
	return finding{
		c.T("report.find.weakest.head", "node", c.node(low.Node)),
		c.T("report.find.weakest", "low", c.points(low.X), "best", c.node(high.Node), "high", c.points(high.X)),
	}
}

// findSpread names the dimension in which partners differ most.
func (c summaryChapter) findSpread() finding {
	d, ok := c.f.Widest()
	if !ok {
		return finding{}
	}
	return finding{
		c.T("report.find.spread.head", "node", c.node(d.High.Node)),
		c.T("report.find.spread", "low", c.points(d.Low.X), "high", c.points(d.High.X)),
	}
}

func (c summaryChapter) findChange() finding {
	if len(c.f.Comparison.Changes) == 0 {
		return finding{}
	}
	return finding{drawings(c).changeMessage() + ".", c.T("report.find.change",
		"delta", c.delta(c.f.Comparison.MeanDelta), "since", c.periodIn(c.in.Previous, "since"))}
}

// findUnknown says what is not known, and what was not proved.
func (c summaryChapter) findUnknown() finding {
	if c.f.Records() {
		empty := c.f.Empty()
		if empty.N == 0 {
			return finding{}
		}
		return finding{c.T("report.find.unknown.head"), c.T("report.find.unknown", "n", empty.N, "of", empty.Of) + c.placesKnown()}
	}
	unproved := c.f.Unproved()
	if unproved.N == 0 {
		return finding{}
	}
	return finding{c.T("report.find.unproved.head"), c.T("report.find.unproved", "n", unproved.N, "of", unproved.Of)}
}

// placesKnown says for each branch of how many hromadas anything is known.
func (c summaryChapter) placesKnown() string {
	var out []string
	for _, b := range c.f.Branches() {
		if known := c.f.PlacesKnown(b.Node); known.Of > 0 {
			out = append(out, c.T("report.find.places.one", "node", c.node(b.Node), "n", known.N, "of", known.Of))
		}
	}
	if out == nil {
		return ""
	}
	return " " + c.T("report.find.places", "list", strings.Join(out, ", "))
}

// proposals names the first three recommendations and what they would bring.
func (c summaryChapter) proposals() {
	list := c.f.Recommendations
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
	if len(c.f.Comparison.Changes) > 0 {
		return 5
	}
	return 4
}

func cardID(r *recommend.Recommendation) string { return "advice-" + r.Rule.ID }
