package form

import (
	"strings"

	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Own returns the texts that a form of a questionnaire has itself (labels,
// headings, rubrics, instructions), each as it is written and as Plain has it, whoever the
// form is for. What else stands in its pages, somebody has typed. An error is that of a method
// which no form can hold.
func Own(q *survey.Questionnaire, texts *wording.Catalogue) (map[string]bool, error) {
	opts, own := Options{Lang: texts.Lang(), Cards: 1, Illustrative: true}, map[string]bool{}
	err := noted(own, q, opts, texts, func(b *book, c *card.Card) {
		drawGuide(b)
		drawPartner(b)
		drawCard(b, c)
		drawOverview(b)
		drawPlan(b)
	})
	if err != nil {
		return nil, err
	}
	opts.Raions = []Raion{{Name: stampName, Places: []string{stampPlace}}} // where a list asks for the place; the questions are asked alike
	return own, noted(own, q, opts, texts, func(b *book, c *card.Card) {
		drawPartner(b)
		p := b.open(c.Sheet, c.Sheet, cardWidths...)
		first, later := p.fieldsOf()
		cardFields(p, c, "form.practice.section", first)
		cardFields(p, c, "form.practice.more", later)
	})
}

// noted notes the texts of what is drawn.
func noted(own map[string]bool, q *survey.Questionnaire, opts Options, texts *wording.Catalogue, draw func(*book, *card.Card)) error {
	b, err := newBook(q, opts, nil, texts)
	if err != nil {
		return err
	}
	b.said = own
	draw(b, &b.cards[0])
	return b.file.Close()
}

// Plain is a text without what programs do to its blanks and line ends.
func Plain(text string) string {
	space := true
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == 0xc2 || 0xe1 <= c && c <= 0xe3 || c == ' ' && space { // another space may begin so
			return strings.Join(strings.Fields(text), " ")
		}
		space = text[i] == ' '
	}
	return strings.TrimSuffix(text, " ")
}

// say notes a text of the form's own, where somebody wants to know it.
func (b *book) say(text string) {
	if b.said != nil && text != "" {
		b.said[text], b.said[Plain(text)] = true, true
	}
}
