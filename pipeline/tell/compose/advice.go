package compose

import (
	"slices"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// cellsShown is how many source cells a card names at most.
const cellsShown = 2

// An AdviceChapter tells what the Government is recommended, and what each recommendation would bring.
type AdviceChapter struct{ *Writer }

// advice is the chapter of recommendations: duties, what is proposed by effect, what
// data are missing, what is advised to whom nobody can task, what is reached.
func (c AdviceChapter) advice() {
	c.Chapter("advice", c.T("report.advice"))
	list := c.Found.Recommendations
	if len(list) == 0 {
		c.Say(c.T("report.proposals.none"))
		c.reached()
		return
	}
	c.SaySpans(document.Lead, document.Plain(c.T("report.advice.lead", "n", len(list))))
	c.Say(c.T("report.advice.silent"))
	for part := range parts {
		c.part(recommend.Part(part))
	}
	c.reached()
}

// parts are the names of the parts of the chapter, by recommend.Part.
var parts = [...]string{recommend.ByLaw: "duty", recommend.ByEffect: "effect", recommend.ForData: "data", recommend.AsAdvice: "advises"}

// part prints the cards of one part under its heading; nothing where it has none.
func (c AdviceChapter) part(part recommend.Part) {
	opened := false
	for i := range c.Found.Recommendations {
		r := &c.Found.Recommendations[i]
		if r.Rule.Part() != part {
			continue
		}
		if !opened {
			c.Section("advice-"+parts[part], c.T("report.advice."+parts[part]))
			c.Say(c.lead(part))
			opened = true
		}
		c.Add(c.Card(r))
	}
}

// lead says how a part is to be read.
func (c AdviceChapter) lead(part recommend.Part) string {
	key := "report.advice." + parts[part] + ".lead"
	if part == recommend.ByEffect && c.Found.Recommendations[0].ByPeople {
		key += ".people"
	}
	return c.T(key)
}

// reached names the rules whose target is reached already.
func (c AdviceChapter) reached() {
	if len(c.In.Reached) == 0 {
		return
	}
	c.Section("advice-reached", c.T("report.advice.reached"))
	c.Say(c.T("report.advice.reached.lead"))
	list := &document.List{Compact: true}
	for i := range c.In.Reached {
		list.Items = append(list.Items, document.Plain(reachedText(AdviceWords(c), &c.In.Reached[i])))
	}
	c.Add(list)
}

// Card prints one recommendation as a decision: what to do, why with its numbers and
// cells, what it would bring, the risk, whom to learn from; who, in what form, by what
// act, with what money, by when, and the indicator.
func (c AdviceChapter) Card(r *recommend.Recommendation) *document.Card {
	w := AdviceWords(c)
	card := &document.Card{ID: CardID(r), Number: c.Words.Number(float64(r.Number), 0), Title: w.Fill(r, r.Rule.Title)}
	para := func(key string, spans ...document.Span) {
		if key != "" {
			spans = append([]document.Span{{Text: c.T(key), Bold: true}, {Text: " "}}, spans...)
		}
		card.Body = append(card.Body, &document.Paragraph{Style: document.Body, Spans: spans})
	}
	para("", document.Plain(w.Fill(r, r.Rule.Action))...)
	if d := r.Rule.Duty; d != nil {
		para("report.advice.by-law", actOf(c.Writer, d)...)
	}
	if a := r.Rule.Rests; a != nil {
		para("report.advice.rests", actOf(c.Writer, a)...)
	}
	para("report.advice.why", append(document.Plain(w.ground(r)), c.cellNote(r)...)...)
	if text := w.gainText(r); text != "" {
		para("report.advice.gain", document.Plain(text)...)
	}
	if risk := c.Text(r.Rule.Risk); risk != "" {
		para("report.advice.risk", document.Plain(sentence(risk))...)
	}
	if spans := w.exemplarSpans(r); spans != nil {
		para("report.advice.learn", spans...)
	}
	card.Facts = adviceFacts(w, r)
	return card
}

// cellNote is a footnote that names the cells a recommendation rests on.
func (c AdviceChapter) cellNote(r *recommend.Recommendation) []document.Span {
	if len(r.Evidence) == 0 {
		return nil
	}
	var refs []string
	var cells, cited []document.Span
	seen := map[string]bool{}
	add := func(e recommend.Evidence) {
		if text := AdviceWords(c).CellText(e.At); len(refs) < cellsShown && text != "" && !slices.Contains(refs, text) {
			seen[e.Partner] = true
			refs = append(refs, text)
			cells = append(cells, writing.Linked(c.Writer, document.Plain(text), writing.AnswerAnchor(writing.KeyOf(c.Writer, e.Partner, e.Practice), e.Criterion))...)
			if writing.Cites(c.Writer) {
				cited = append(cited, writing.Cite(c.Writer, e.At)...)
			}
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
	if len(refs) == 0 || cited != nil {
		return cited
	}
	key := "report.advice.cells"
	if len(refs) == len(r.Evidence) {
		key = "report.advice.cells.all"
	}
	return []document.Span{{Note: AdviceWords(c).listing(key, len(r.Evidence), cells)}}
}
