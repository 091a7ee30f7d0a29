package compose

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/tell/document"
)

// cards is how many recommendations are printed in full; the rest stand in a
// table of the annex.
const cards = 10

// cellsShown is how many source cells a card names at most.
const cellsShown = 2

// An adviceChapter tells what the Government is recommended, and what each recommendation would bring.
type adviceChapter struct{ *writer }

// advice is the chapter of recommendations.
func (c adviceChapter) advice() {
	c.chapter("advice", c.T("report.advice"))
	list := c.Found.Recommendations
	if len(list) == 0 {
		c.say(c.T("report.proposals.none"))
		return
	}
	c.saySpans(document.Lead, document.Plain(c.T("report.advice.lead", "n", len(list))))
	order := c.T("report.advice.order")
	if list[0].ByPeople {
		order = c.T("report.advice.order.people")
	}
	if len(c.tabled()) > 0 {
		order += " " + c.T("report.advice.rest", "n", cards)
	}
	c.say(order)
	var data []*recommend.Recommendation
	for i := range list {
		switch {
		case list[i].Rule.Data:
			data = append(data, &list[i])
		case list[i].Number <= cards:
			c.add(c.card(&list[i]))
		}
	}
	if len(data) == 0 {
		return
	}
	c.section("advice-data", c.T("report.advice.data"))
	for _, r := range data {
		c.add(c.card(r))
	}
}

// tabled returns the recommendations that are not printed as cards.
func (c adviceChapter) tabled() []*recommend.Recommendation {
	var out []*recommend.Recommendation
	for i := range c.Found.Recommendations {
		if r := &c.Found.Recommendations[i]; r.Number > cards && !r.Rule.Data {
			out = append(out, r)
		}
	}
	return out
}

// card prints one recommendation: what to do, why with its numbers and cells,
// what it would bring, whom to learn from; who, how urgent, by when, how one
// will see that it is done.
func (c adviceChapter) card(r *recommend.Recommendation) *document.Card {
	card := &document.Card{ID: cardID(r), Number: c.Words.Number(float64(r.Number), 0), Title: adviceWords(c).fill(r, r.Rule.Title)}
	para := func(style document.Style, spans []document.Span) {
		card.Body = append(card.Body, &document.Paragraph{Style: style, Spans: spans})
	}
	para(document.Body, document.Plain(adviceWords(c).fill(r, r.Rule.Action)))
	why := []document.Span{{Text: c.T("report.advice.why"), Bold: true}, {Text: " " + adviceWords(c).fill(r, r.Rule.Why)}}
	para(document.Small, append(why, c.cellNote(r)...))
	if text := adviceWords(c).gainText(r); text != "" {
		para(document.Small, []document.Span{{Text: c.T("report.advice.gain"), Bold: true}, {Text: " " + text}})
	}
	if spans := adviceWords(c).exemplarSpans(r); spans != nil {
		para(document.Small, append([]document.Span{{Text: c.T("report.advice.learn"), Bold: true}, {Text: " "}}, spans...))
	}
	card.Facts = []document.Fact{
		{Label: c.T("report.advice.who"), Spans: document.Plain(adviceWords(c).bodies(r))},
		{Label: c.T("report.advice.priority"), Spans: document.Plain(adviceWords(c).priority(r)), Dots: r.Priority},
		{Label: c.T("report.advice.deadline"), Spans: document.Plain(adviceWords(c).deadline(r))},
		{Label: c.T("report.advice.result"), Spans: document.Plain(adviceWords(c).fill(r, r.Rule.Result))},
	}
	return card
}

// cellNote is a footnote that names the cells a recommendation rests on.
func (c adviceChapter) cellNote(r *recommend.Recommendation) []document.Span {
	if len(r.Evidence) == 0 {
		return nil
	}
	var refs []string
	seen := map[string]bool{}
	add := func(e recommend.Evidence) {
		if text := adviceWords(c).cellText(e.At); len(refs) < cellsShown && text != "" && !slices.Contains(refs, text) {
			seen[e.Partner] = true
			refs = append(refs, text)
		}
	}
	for _, e := range r.Evidence { // one a partner first, so that the examples are spread
		if !seen[e.Partner] {
			add(e)
		}
	}
	for _, e := range r.Evidence {
		add(e)
	}
	if len(refs) == 0 {
		return nil
	}
	key := "report.advice.cells"
	if len(refs) == len(r.Evidence) {
		key = "report.advice.cells.all"
	}
	note := c.T(key, "n", len(r.Evidence), "cells", strings.Join(refs, "; "))
	return []document.Span{{Note: document.Plain(note)}}
}
