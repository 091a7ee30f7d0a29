package compose

import (
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/followed"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A SummaryChapter says the whole in brief.
type SummaryChapter struct{ *Writer }

// summary is one page: key figures, what the comparison shows, what is proposed.
func (c SummaryChapter) summary() {
	c.PageChapter("summary", c.T("report.summary"))
	c.SaySpans(document.Lead, document.Plain(strings.TrimSpace(c.Opening()+" "+followed.Brief(c.Writer))))
	c.Add(&document.KeyFigures{Items: KeysPart(c).KeyFigures()})
	if f := drawing.Directions(c.Draw); catalogue.InSummary(f) {
		c.Show(f)
	} else {
		c.Show(c.Draw.Maturity())
	}
	if findings := c.Findings(); len(findings) > 0 {
		c.Section("findings", c.T("report.findings"))
		c.Add(&document.List{Ordered: true, Items: findings})
	}
	c.Section("proposals", c.T("report.proposals"))
	proposals(c)
}

// Opening says who reported on what, and what the words «self-assessed» mean.
func (c SummaryChapter) Opening() string {
	text := c.T(c.Key("report.opening."), sizes(c)...)
	mean := c.Found.Overall()
	if !mean.Known {
		return text + " " + c.T("report.opening.none")
	}
	return text + " " + c.T("report.opening.mean",
		"mean", c.Points(mean.X), "min", c.Words.Shortest(c.In.Now.Scale.Min, 1), "max", c.Words.Shortest(c.In.Now.Scale.Max, 1))
}

// sizes counts partners, practices or records, criteria and hromadas.
func sizes(c SummaryChapter) []any {
	return []any{
		"in", voice.PeriodIn(c.Voice, c.In.Period, "in"), "partners", c.Found.Total(findings.Partners).N, "units", c.Found.Total(findings.Practices).N,
		"criteria", c.Found.Total(findings.Criteria).N, "places", c.Found.Total(findings.Places).N, "list", branchCounts(c),
	}
}

// branchCounts says how many records each branch of the method has.
func branchCounts(c SummaryChapter) string {
	if !c.Found.Records() {
		return ""
	}
	var out []string
	for _, b := range c.Found.Branches() {
		out = append(out, c.T("report.opening.records.branch", "node", c.Node(b.Node), "n", c.Found.Replies().RecordsOf(b).N))
	}
	return strings.Join(out, ", ")
}

// mostFindings is how many statements fit on the page of the summary.
const mostFindings = 4

// Findings are what the comparison shows, each with its numbers.
func (c SummaryChapter) Findings() [][]document.Span {
	var out [][]document.Span
	all := []finding{c.findLeader(), c.findWeakest(), c.findChange(), c.findUnknown()}
	if !c.Found.Records() {
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

func (c SummaryChapter) findLeader() finding {
	d, ok := c.Found.Range()
	if !ok {
		return finding{}
	}
	text := c.T("report.find.range", "low", c.Points(d.Low.X), "last", c.Name(d.Low.Of), "gap", c.Points(d.X()))
	if c.Rounded(d.Low.X, d.High.X, d.X()) {
		text += " " + c.T("report.rounded")
	}
	if ties := c.TieText(); ties != "" {
		text += " " + ties
	}
	return finding{c.T("report.find.leader.head", "high", c.Points(d.High.X), "name", c.Name(d.High.Of)), text}
}

// TieText says which places cannot be told apart: of groups that share places only that
// there is no clear boundary among them.
func (c SummaryChapter) TieText() string {
	if c.Found.Comparison.Draws == 0 {
		return c.T("report.ties.unknown")
	}
	ties := c.Found.Comparison.Ties
	if len(ties) == 0 {
		return c.T("report.ties.none")
	}
	if len(ties) == 1 {
		return c.T("report.ties.run", "from", ties[0].From, "to", ties[0].To, "names", c.Names(ties[0].Partners, 6))
	}
	var alone, chained []string
	for i := 0; i < len(ties); {
		from, to, groups := ties[i].From, ties[i].To, 1
		for i++; i < len(ties) && ties[i].From <= to; i++ {
			to = max(to, ties[i].To)
			groups++
		}
		places := c.T("report.ties.places", "from", from, "to", to)
		if groups == 1 {
			alone = append(alone, places)
		} else {
			chained = append(chained, places)
		}
	}
	var out []string
	if len(alone) > 0 {
		out = append(out, c.T("report.ties.runs", "n", len(alone), "runs", c.Words.Join(alone)))
	}
	if len(chained) > 0 {
		out = append(out, c.T("report.ties.chained", "runs", c.Words.Join(chained)))
	}
	return strings.Join(out, " ")
}

func (c SummaryChapter) findWeakest() finding {
	weak := c.Found.Weakest(c.Found.Dimensions())
	if len(weak) < 2 {
		return finding{}
	}
	low, high := weak[0], weak[len(weak)-1]
	return finding{
		c.T("report.find.weakest.head", "node", c.Node(low.Node)),
		c.T("report.find.weakest", "low", c.Points(low.X), "best", c.Node(high.Node), "high", c.Points(high.X)),
	}
}

// findSpread names the dimension in which partners differ most.
func (c SummaryChapter) findSpread() finding {
	d, ok := c.Found.Widest()
	if !ok {
		return finding{}
	}
	return finding{
		c.T("report.find.spread.head", "node", c.Node(d.High.Node)),
		c.T("report.find.spread", "low", c.Points(d.Low.X), "high", c.Points(d.High.X)),
	}
}

func (c SummaryChapter) findChange() finding {
	if len(c.Found.Comparison.Changes) == 0 {
		return finding{}
	}
	return finding{c.Draw.ChangeMessage() + ".", c.T("report.find.change",
		"delta", c.Delta(c.Found.Comparison.MeanDelta), "since", voice.PeriodIn(c.Voice, c.In.Previous, "since"))}
}

// findUnknown says what is not known, and what was not proved.
func (c SummaryChapter) findUnknown() finding {
	if c.Found.Records() {
		empty := c.Found.Replies().Empty()
		if empty.N == 0 {
			return finding{}
		}
		return finding{c.T("report.find.unknown.head"), c.T("report.find.unknown", "n", empty.N, "of", empty.Of) + placesKnown(c)}
	}
	unproved := c.Found.Replies().Unproved()
	if unproved.N == 0 {
		return finding{}
	}
	key := "report.find.unproved"
	v := c.In.Verified
	if v.Verified > 0 {
		key += ".verified"
	}
	return finding{c.T("report.find.unproved.head", "n", unproved.N), c.T(key, "n", unproved.N, "of", unproved.Of, "verified", v.Verified, "claims", v.Claims)}
}

// placesKnown says for each branch of how many hromadas anything is known.
func placesKnown(c SummaryChapter) string {
	var out []string
	for _, b := range c.Found.Branches() {
		if known := c.Found.Replies().PlacesKnown(b.Node); known.Of > 0 {
			out = append(out, c.T("report.find.places.one", "node", c.Node(b.Node), "n", known.N, "of", known.Of))
		}
	}
	if out == nil {
		return ""
	}
	return " " + c.T("report.find.places", "list", strings.Join(out, ", "))
}

// proposed is how many recommendations the summary names beside the duties by law.
const proposed = 3

// proposals names the duties by law and, of the other recommendations, the first three
// with what they would bring.
func proposals(c SummaryChapter) {
	list := c.Found.Recommendations
	if len(list) == 0 {
		c.Say(c.T("report.proposals.none"))
		return
	}
	duties, by := []document.Span(nil), []*recommend.Recommendation(nil)
	for i := range list {
		r := &list[i]
		switch {
		case r.Rule.Part() != recommend.ByLaw:
			by = append(by, r)
			continue
		case duties != nil:
			duties = append(duties, document.Span{Text: "; "})
		}
		duties = append(duties, proposal(c, r))
	}
	chapter := writing.ChapterNumber(c.Writer, "advice")
	if duties == nil {
		c.Say(c.T("report.proposals.lead", "n", len(list), "chapter", chapter))
	} else {
		lead := document.Plain(c.T("report.proposals.lead.duties", "n", len(list), "duties", findings.Duties(list).N, "chapter", chapter) + " ")
		lead = append(append(lead, duties...), document.Span{Text: "."})
		if len(by) > 0 {
			lead = append(lead, document.Span{Text: " " + c.T("report.proposals.others")})
		}
		c.SaySpans(document.Body, lead)
	}
	var items [][]document.Span
	for _, r := range by[:min(proposed, len(by))] {
		item := []document.Span{proposal(c, r), {Text: "."}}
		if r.GainKnown {
			item[1].Text = " — " + shortGain(AdviceWords(c), r) + "."
		}
		items = append(items, item)
	}
	c.Add(&document.List{Items: items})
}

// proposal is the title of a recommendation, which leads to its card.
func proposal(c SummaryChapter, r *recommend.Recommendation) document.Span {
	return document.Span{Text: AdviceWords(c).Fill(r, r.Rule.Title), Bold: true, Link: "#" + CardID(r)}
}
