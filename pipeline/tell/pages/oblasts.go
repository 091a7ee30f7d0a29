package pages

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A region is an oblast with what there is of it.
type region struct {
	place.Oblast
	partners  []compare.Standing  // that have a territory in it, ranked ones first
	practices []findings.Scored   // that are in it, the highest first
	mean      findings.Difference // High: of the ranked partners; not known where there is none
}

// oblastAnchor is the place of an oblast's page.
func oblastAnchor(iso string) string { return "oblast-" + iso }

// regionsOf gathers partners and practices by oblast, in the order of the codes.
func regionsOf(c sitePages) []region {
	by := map[string]*region{}
	var out []*region
	at := func(o place.Oblast) *region {
		if by[o.ISO] == nil {
			by[o.ISO] = &region{Oblast: o}
			out = append(out, by[o.ISO])
		}
		return by[o.ISO]
	}
	for _, s := range c.Found.Comparison.Standings {
		if o, ok := c.In.Places.OblastOf(s.Unit.Place); ok {
			r := at(o)
			r.partners = append(r.partners, s)
		}
	}
	for _, p := range c.ranked {
		if o, ok := (listingPart{Writer: c.Writer}).oblast(p.Unit); ok {
			r := at(o)
			r.practices = append(r.practices, p)
		}
	}
	means := c.Found.Regions()
	list := make([]region, len(out))
	for i, r := range out {
		m, ok := means[r.ISO]
		r.mean.High = findings.Value{X: m.Mean, Known: ok}
		list[i] = *r
	}
	slices.SortFunc(list, func(a, b region) int { return strings.Compare(a.ISO, b.ISO) })
	return list
}

// oblastsContent shows where partners and practices are, and where there are none.
func oblastsContent(c sitePages) Content {
	lead := c.T("page.oblasts.lead", "n", len(c.regions), "of", len(place.Oblasts))
	c.Say(lead)
	c.show(c.Draw.Map())
	t := &document.Table{ID: "oblasts", Columns: []document.Column{
		{Title: c.T("page.find.oblast")}, {Title: c.T("page.partners"), Align: document.Right}, {Title: c.T(c.Key("page.practices.")), Align: document.Right},
		{Title: c.T("report.mean"), Align: document.Right},
	}}
	held := map[string]bool{}
	for _, r := range c.regions {
		held[r.ISO] = true
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Spans: []document.Span{{Text: voice.OblastName(c.Voice, r.Oblast), Link: "#" + oblastAnchor(r.ISO)}}, Head: true},
			writing.PlainCell(strconv.Itoa(len(r.partners))), writing.PlainCell(strconv.Itoa(len(r.practices))),
			c.ScoreCell(score.Score{Known: r.mean.High.Known, Value: r.mean.High.X}),
		}})
	}
	c.Add(t)
	var without []string
	for _, o := range place.Oblasts {
		if !held[o.ISO] {
			without = append(without, voice.OblastName(c.Voice, o))
		}
	}
	if without != nil {
		c.Say(c.T("page.oblasts.without", "names", voice.Listed(without)))
	}
	return contentOf(c, c.T("page.oblasts"), lead)
}

// aboutOblast is the page of one oblast: who is there, and what a neighbour can adopt.
func aboutOblast(c sitePages, r region) Content {
	name := voice.OblastName(c.Voice, r.Oblast)
	lead := c.T(c.Key("page.oblast.lead."), "partners", len(r.partners), "practices", len(r.practices))
	c.SaySpans(document.Lead, document.Plain(lead))
	if len(r.practices) > 0 {
		c.heading("practices", c.T(c.Key("page.oblast.practices.")))
		t := &document.Table{ID: "here", Columns: practiceColumns(c, true)}
		for _, p := range r.practices[:min(listed, len(r.practices))] {
			t.Rows = append(t.Rows, practiceLine(c, p.Unit, *p.Score, true))
		}
		c.Add(t)
		c.SaySpans(document.Small, []document.Span{{Text: c.T("page.oblast.all", "n", len(r.practices)), Link: "#practices#oblast=" + r.ISO}})
	}
	if len(r.partners) > 0 {
		c.heading("partners", c.T("page.partners"))
		t := &document.Table{Columns: []document.Column{{Title: c.T("report.column.partner")}, {Title: c.T("page.column.rank"), Align: document.Right}, {Title: c.T("report.column.score"), Align: document.Right}}}
		for _, s := range r.partners[:min(perList, len(r.partners))] {
			rank := "—"
			if s.Rank > 0 {
				rank = strconv.Itoa(s.Rank)
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				{Spans: []document.Span{{Text: c.Name(s.Unit.ID), Link: "#" + voice.PartnerAnchor(s.Unit.ID)}}, Head: true}, writing.PlainCell(rank), c.ScoreCell(s.Score),
			}})
		}
		if more := len(r.partners) - len(t.Rows); more > 0 {
			t.Source = document.Plain(c.T("page.more", "n", more))
		}
		c.Add(t)
	}
	neighbours(c, r)
	return contentOf(c, name, name+". "+lead)
}

// neighbours leads to the best practices of other oblasts in the themes that are here
// weakest: what there is to learn from elsewhere.
func neighbours(c sitePages, r region) {
	here := map[string]float64{}
	for _, p := range r.practices {
		here[p.Theme] = max(here[p.Theme], p.Value)
	}
	var items [][]document.Span
	for _, t := range c.In.Questionnaire.Themes {
		for _, p := range c.themes[t.ID] {
			o, ok := (listingPart{Writer: c.Writer}).oblast(p.Unit)
			if ok && o.ISO == r.ISO || p.Value <= here[t.ID] {
				continue
			}
			name := writing.Own(c.OwnLang(), p.Name)
			name.Link = "#" + voice.PracticeAnchor(p.Key())
			items = append(items, []document.Span{{Text: writing.ThemeName(c.Writer, t.ID) + ":", Bold: true}, {Text: " "}, name, {Text: " — " + c.Name(p.Partner) + ", " + c.Points(p.Value)}})
			break
		}
	}
	if items != nil {
		c.heading("learn", c.T("page.oblast.learn"))
		c.Add(&document.List{Items: items})
	}
}
