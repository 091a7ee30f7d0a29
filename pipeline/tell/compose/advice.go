package compose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// cards is how many recommendations are printed in full; the rest stand in a
// table of the annex.
const cards = 10

// cellsShown is how many source cells a card names at most.
const cellsShown = 2

// An adviceChapter tells what the Government is recommended, and what each recommendation would bring.
type adviceChapter struct{ *composer }

// advice is the chapter of recommendations.
func (c adviceChapter) advice() {
	c.chapter("advice", c.T("report.advice"))
	list := c.f.Recommendations
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
	for i := range c.f.Recommendations {
		if r := &c.f.Recommendations[i]; r.Number > cards && !r.Rule.Data {
			out = append(out, r)
		}
	}
	return out
}

// card prints one recommendation: what to do, why with its numbers and cells,
// what it would bring, whom to learn from; who, how urgent, by when, how one
// will see that it is done.
func (c adviceChapter) card(r *recommend.Recommendation) *document.Card {
	card := &document.Card{ID: cardID(r), Number: c.t.Number(float64(r.Number), 0), Title: c.fill(r, r.Rule.Title)}
	para := func(style document.Style, spans []document.Span) {
		card.Body = append(card.Body, &document.Paragraph{Style: style, Spans: spans})
	}
	para(document.Body, document.Plain(c.fill(r, r.Rule.Action)))
	why := []document.Span{{Text: c.T("report.advice.why"), Bold: true}, {Text: " " + c.fill(r, r.Rule.Why)}}
	para(document.Small, append(why, c.cellNote(r)...))
	if text := c.gainText(r); text != "" {
		para(document.Small, []document.Span{{Text: c.T("report.advice.gain"), Bold: true}, {Text: " " + text}})
	}
	if spans := c.exemplarSpans(r); spans != nil {
		para(document.Small, append([]document.Span{{Text: c.T("report.advice.learn"), Bold: true}, {Text: " "}}, spans...))
	}
	card.Facts = []document.Fact{
		{Label: c.T("report.advice.who"), Spans: document.Plain(c.bodies(r))},
		{Label: c.T("report.advice.priority"), Spans: document.Plain(c.priority(r)), Dots: r.Priority},
		{Label: c.T("report.advice.deadline"), Spans: document.Plain(c.deadline(r))},
		{Label: c.T("report.advice.result"), Spans: document.Plain(c.fill(r, r.Rule.Result))},
	}
	return card
}

// fill prints a text of a rule with the numbers of its recommendation.
func (c adviceChapter) fill(r *recommend.Recommendation, t survey.Text) string {
	args := []any{"names", c.namesOf(r.Concerned, 5)}
	if len(r.Rule.Close) > 0 {
		args = append(args, "criterion", c.node(r.Rule.Close[0].Criterion))
	}
	for _, n := range r.Numbers {
		args = append(args, n.Name, c.number(n))
	}
	return c.t.Fill(c.text(t), args...)
}

// number returns a value of a rule as the catalogue prints it.
func (c adviceChapter) number(n recommend.Number) any {
	switch {
	case n.Percent:
		return c.t.Percent(n.X, 0)
	case n.Decimals == 0:
		return int(n.X)
	}
	return wording.Num{X: n.X, Decimals: n.Decimals}
}

// gain prints what a recommendation would bring: «розрахунково +4,2 бала в
// середньому; рівень підвищать 9 з 12 партнерів».
func (c adviceChapter) gain(r *recommend.Recommendation) string {
	text := c.T("report.gain", "gain", wording.Num{X: r.Gain, Decimals: 1, Signed: true})
	if r.Gain < 0.05 {
		text = c.T("report.gain.small")
	}
	if r.Raised == 0 {
		return text + "; " + c.T("report.gain.same")
	}
	return text + "; " + c.T("report.gain.raised", "n", r.Raised, "of", r.Of)
}

// shortGain prints the same in a few words.
func (c adviceChapter) shortGain(r *recommend.Recommendation) string {
	return c.T("report.gain.short", "gain", c.delta(r.Gain))
}

// gainText adds how certain the gain is; "" where none was calculated.
func (c adviceChapter) gainText(r *recommend.Recommendation) string {
	if !r.GainKnown {
		return ""
	}
	text := c.gain(r)
	text = strings.ToUpper(text[:runeLen(text)]) + text[runeLen(text):] + "."
	if r.Draws == 0 {
		return text
	}
	held := findings.Held(r)
	return text + " " + c.T("report.gain.certainty", "n", held.N, "draws", held.Of)
}

// runeLen is the length in bytes of the first letter.
func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// cellNote is a footnote that names the cells a recommendation rests on.
func (c adviceChapter) cellNote(r *recommend.Recommendation) []document.Span {
	if len(r.Evidence) == 0 {
		return nil
	}
	var refs []string
	seen := map[string]bool{}
	add := func(e recommend.Evidence) {
		if text := c.cellText(e.At); len(refs) < cellsShown && text != "" && !slices.Contains(refs, text) {
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

// cellText names a cell so that a reader finds it in Excel: file, sheet, cell;
// "" where it names nothing.
func (c adviceChapter) cellText(at cell.Ref) string {
	if at.IsZero() {
		return ""
	}
	text := at.File
	if at.Sheet != "" {
		text += ", " + c.T("report.cell.sheet", "sheet", at.Sheet)
	}
	switch {
	case at.Row > 0 && at.Col > 0 && at.Sheet != "":
		text += ", " + at.Name()
	case at.Row > 0 && at.Col > 0:
		text += ", " + c.T("report.cell.cell", "cell", at.Name())
	case at.Row > 0:
		text += ", " + c.T("report.cell.row", "row", strconv.Itoa(at.Row))
	}
	return text
}

// exemplarSpans names whom to learn from: the two best examples, with their cells
// in one footnote.
func (c adviceChapter) exemplarSpans(r *recommend.Recommendation) []document.Span {
	var out []document.Span
	var cells []string
	for i := range r.Exemplars[:min(2, len(r.Exemplars))] {
		if i > 0 {
			out = append(out, document.Span{Text: "; "})
		}
		l := &r.Exemplars[i]
		if text := c.cellText(l.At); text != "" {
			cells = append(cells, text)
		}
		out = append(out, c.exemplar(r, l)...)
	}
	switch {
	case out == nil && r.Rule.Data:
		return nil
	case out == nil:
		return document.Plain(c.T("report.exemplar.none"))
	}
	out = append(out, document.Span{Text: "."})
	if len(cells) > 0 {
		out[len(out)-1].Note = document.Plain(c.T("report.exemplar.cells", "n", len(cells), "cells", strings.Join(cells, "; ")))
	}
	return out
}

// exemplar prints one example: a practice with its level, or a partner with its share.
func (c adviceChapter) exemplar(r *recommend.Recommendation, l *recommend.Exemplar) []document.Span {
	if l.Share {
		return document.Plain(c.T("report.exemplar.share", "name", c.name(l.Partner), "share", c.t.Percent(l.Level, 0), "of", l.Of))
	}
	title := l.Title
	if title == "" {
		title = l.Practice
	}
	return []document.Span{
		{Text: c.name(l.Partner) + ", " + c.T("report.quote.open")}, c.own(title), {Text: c.T("report.quote.close")},
		{Text: c.taught(r, l)},
	}
}

// taught prints what the example reached: a level, or a number with its unit.
func (c adviceChapter) taught(r *recommend.Recommendation, l *recommend.Exemplar) string {
	k, ok := c.in.Questionnaire.Criterion(r.Rule.Close[0].Criterion)
	if ok && k.Kind == survey.Number {
		return c.T("report.exemplar.number", "level", c.t.Shortest(l.Level, 1), "unit", c.text(k.Unit))
	}
	return c.T("report.exemplar.level", "level", c.t.Shortest(l.Level, 0))
}

func (c adviceChapter) bodies(r *recommend.Recommendation) string {
	var out []string
	for _, b := range r.Rule.Bodies {
		out = append(out, c.text(b.Name))
	}
	return strings.Join(out, "; ")
}

func (c adviceChapter) priority(r *recommend.Recommendation) string {
	return c.T([...]string{"report.priority.low", "report.priority.low", "report.priority.middle", "report.priority.high"}[r.Priority])
}

// deadline returns the quarter that holds the date so many months after the
// report's.
func (c adviceChapter) deadline(r *recommend.Recommendation) string {
	d := c.in.Date
	month := int(d.Month()) - 1 + r.Rule.Months
	year, quarter := d.Year()+month/12, (month%12)/3+1
	return c.T("report.deadline", "part", c.part(quarter), "year", time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
}
