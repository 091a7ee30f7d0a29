package form

import (
	"strings"

	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Own returns the texts that a form of a questionnaire has itself (labels,
// headings, rubrics, instructions), each as Plain has it, whoever the form is for.
// What else stands in its pages, somebody has typed. An error is that of a method
// which no form can hold.
func Own(q *survey.Questionnaire, texts *wording.Catalogue) (map[string]bool, error) {
	own := map[string]bool{}
	somewhere := []Raion{{Name: stampName, Places: []string{stampPlace}}} // where a list asks for the place
	for _, raions := range [][]Raion{nil, somewhere} {
		b, err := newBook(q, Options{Lang: texts.Lang(), Cards: 1, Illustrative: true, Raions: raions}, nil, texts)
		if err != nil {
			return nil, err
		}
		b.said = own
		drawGuide(b)
		drawPartner(b)
		drawCard(b, &b.cards[0])
		drawOverview(b)
		drawPlan(b)
		if err := b.file.Close(); err != nil {
			return nil, err
		}
	}
	return own, nil
}

// Plain is a text without what programs do to its blanks and line ends.
func Plain(text string) string { return strings.Join(strings.Fields(text), " ") }

// say notes a text of the form's own, where somebody wants to know it.
func (b *book) say(text string) {
	if b.said != nil && text != "" {
		b.said[Plain(text)] = true
	}
}
