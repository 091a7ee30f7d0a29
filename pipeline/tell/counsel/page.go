package counsel

import (
	"strings"

	"depository.example/depository/pipeline/measure/adopt"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/tell/document"
)

// longest is how many letters of a partner's own text the page has.
const longest = 220

// Page makes one page for a council's session of the first offer, with a draft decision
// that names at most so many acts; nil where there is no offer.
func (c *Counsel) Page(acts int) *document.Document {
	if len(c.Advice.Offers) == 0 {
		return nil
	}
	o := &c.Advice.Offers[0]
	d := &document.Document{Lang: c.Texts.Lang(), Title: c.t("counsel.page.title", "place", c.name(c.Advice.Code)), Subtitle: c.t("counsel.page.subtitle"),
		Running: c.t("counsel.page.running"), Organisation: c.place(c.Advice.Code), Date: c.Date, Sheet: true, Subject: c.t("counsel.page.subject"), Labels: c.labels()}
	if c.Stamp {
		d.Notice, d.Stamp = c.Texts.T("report.illustrative"), c.Texts.T("report.sample")
	}
	add := func(b ...document.Block) { d.Blocks = append(d.Blocks, b...) }
	add(&document.Heading{Level: 1, ID: "page", Text: d.Title})
	add(c.offered(o)...)
	add(&document.Heading{Level: 2, ID: "acts", Text: c.t("counsel.page.acts")}, c.copied(o, acts))
	add(&document.Heading{Level: 2, ID: "draft", Text: c.t("counsel.page.draft")})
	add(c.decision(o, acts)...)
	rate := c.t("counsel.no-forecast")
	for _, r := range c.Rates {
		if r.Forecast == "likeness" && r.Tool == o.Practice.Theme {
			rate += " " + document.Text(c.rates()[c.index(r.Tool)]) + "."
		}
	}
	add(&document.Paragraph{Style: document.Small, Spans: document.Plain(rate)})
	return d
}

// index is the place of a forecast by likeness among the rates.
func (c *Counsel) index(tool string) int {
	for i, r := range c.Rates {
		if r.Forecast == "likeness" && r.Tool == tool {
			return i
		}
	}
	return 0
}

// name calls a place by its name alone.
func (c *Counsel) name(code string) string {
	if h, ok := c.Places.Hromada(code); ok {
		return c.t("counsel.page.name", "name", c.Near.Spelt(h))
	}
	return code
}

// labels are the words that a printer needs.
func (c *Counsel) labels() document.Labels {
	l := func(key string) string { return c.Texts.T("report.label." + key) }
	return document.Labels{Figure: l("figure"), Table: l("table"), Page: l("page"), Continued: l("continued"), NoData: l("no-data"),
		ToContents: l("to-contents"), Appendix: l("appendix"), Of: l("of")}
}

// offered says what is offered, whose it is, and what it would bring.
func (c *Counsel) offered(o *adopt.Offer) []document.Block {
	title := c.title(o.Practice)
	title.Bold = true
	lead := &document.Paragraph{Spans: []document.Span{title, {Text: " – " + c.t("counsel.whose.is", "owner", c.owner(o), "place", c.place(o.Place), "ref", o.Ref)}}}
	facts := &document.List{Compact: true}
	item := func(key string, s document.Span) {
		facts.Items = append(facts.Items, []document.Span{{Text: c.t(key) + ": ", Bold: true}, s})
	}
	plain := func(s string) document.Span { return document.Span{Text: s} }
	item("counsel.why", plain(c.why(o)))
	item("counsel.where", plain(c.far(o)))
	item("counsel.gain", plain(c.gain(o.Gain)))
	item("counsel.cost", cut(c.told(o.Practice.Told.Cost)))
	item("counsel.conditions", cut(c.told(o.Practice.Told.Conditions)))
	item("counsel.unmet", cut(plain(c.unmet(o))))
	item("counsel.adopters", plain(c.adopters(o)))
	return []document.Block{lead, facts}
}

// copied lists the acts to copy.
func (c *Counsel) copied(o *adopt.Offer, most int) *document.List {
	out := &document.List{Compact: true}
	for _, l := range o.Lacks[:min(most, len(o.Lacks))] {
		out.Items = append(out.Items, []document.Span{{Text: c.lack(l) + ": "}, cut(c.own(l.Act))})
	}
	if rest := len(o.Lacks) - most; rest > 0 {
		out.Items = append(out.Items, document.Plain(c.t("counsel.page.acts.more", "n", rest)))
	}
	return out
}

// decision drafts what the council would decide.
func (c *Counsel) decision(o *adopt.Offer, most int) []document.Block {
	council := c.t("counsel.page.council", "name", c.adjective(c.Advice.Code))
	var names []string
	for _, l := range o.Lacks[:min(most, len(o.Lacks))] {
		names = append(names, c.t("counsel.quoted", "text", l.Criterion.Name.In(c.Texts.Lang())))
	}
	values := []any{"title", c.title(o.Practice).Text, "owner", c.name(o.Place), "ref", o.Ref, "acts", strings.Join(names, ", ")}
	list := &document.List{Ordered: true, Compact: true}
	for _, key := range []string{"counsel.page.decide.adopt", "counsel.page.decide.acts", "counsel.page.decide.ask", "counsel.page.decide.report", "counsel.page.decide.control"} {
		list.Items = append(list.Items, document.Plain(c.t(key, values...)))
	}
	return []document.Block{
		&document.Paragraph{Style: document.Aside, Spans: []document.Span{{Text: council + " ", Bold: true}, {Text: c.t("counsel.page.ground")}}},
		list,
	}
}

// adjective is the name of a place as the name of its council begins.
func (c *Counsel) adjective(code string) string {
	if h, ok := c.Places.Hromada(code); ok {
		return c.Near.Spelt(h)
	}
	return code
}

// cut shortens a partner's own text to what the page has room for.
func cut(s document.Span) document.Span {
	s.Text = brief.Words(s.Text, longest)
	return s
}
