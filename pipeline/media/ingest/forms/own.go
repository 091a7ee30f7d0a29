package forms

import (
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/xlsform"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// Own are the texts that forms of a questionnaire have themselves, by their
// language; each language is drawn when the first form of it asks.
type Own struct {
	by     map[string]func() map[string]bool
	labels map[string]func() labels // of cards, likewise
	names  func() xlsform.Names     // of the columns of exports
	prints func() map[string]string // fingerprints of the criteria
}

// NewOwn returns the texts of the forms of a questionnaire.
func NewOwn(q *survey.Questionnaire) *Own {
	o := &Own{by: map[string]func() map[string]bool{}, labels: map[string]func() labels{},
		names:  sync.OnceValue(func() xlsform.Names { return xlsform.NamesOf(q) }),
		prints: sync.OnceValue(func() map[string]string { return fingerprints(q) })}
	for _, lang := range templates.Languages {
		o.labels[lang] = sync.OnceValue(func() labels {
			texts, err := templates.Wording(lang)
			if err != nil {
				return labels{}
			}
			return newLabels(q, texts)
		})
		o.by[lang] = sync.OnceValue(func() map[string]bool {
			texts, err := templates.Wording(lang)
			if err != nil {
				return nil
			}
			own, _ := form.Own(q, texts) // of a method that no form can hold there is none
			return own
		})
	}
	return o
}

// fingerprints are those of the criteria of the questionnaire, by id, once for all forms.
func (o *Own) fingerprints(q *survey.Questionnaire) map[string]string {
	if o == nil {
		return fingerprints(q)
	}
	return o.prints()
}

func fingerprints(q *survey.Questionnaire) map[string]string {
	out := map[string]string{}
	for i := range q.Criteria {
		out[q.Criteria[i].ID] = q.Criteria[i].Fingerprint()
	}
	return out
}

// ownTexts returns what this form says itself; nil where it asks other questions
// than are asked now, or in no language of ours.
func (r *Form) ownTexts(opts Options) map[string]bool {
	if opts.Own == nil || r.form.identity(slot.IdentityVersion) != form.Version || r.form.identity(slot.IdentityHash) != r.q.Hash {
		return nil
	}
	if own := opts.Own.by[r.lang]; own != nil {
		return own()
	}
	return nil
}

// says tells whether a form says a text itself, whatever a program has done to its blanks.
func says(own map[string]bool, text string) bool { return own[text] || own[form.Plain(text)] }

// typedOver finds the cells of the form's own that say something else now: labels,
// headings, rubrics. A form whose texts are mostly others is one of other words, of
// which that cannot be told. The title band shows what is computed; numbers are
// those of lines, which go on below the plan.
func (r *Form) typedOver(areas map[string]sheet.Range, fields map[cell.Ref]string) map[cell.Ref]bool {
	own := r.own
	if own == nil {
		return nil
	}
	filled := map[string]bool{} // sheets with cells to fill in
	for at := range fields {
		filled[at.Sheet] = true
	}
	over, labels := map[cell.Ref]bool{}, 0
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		if s.Hidden || !filled[s.Name] {
			continue
		}
		card, area := r.card(s.Name), areas[s.Name]
		for _, c := range s.Cells {
			at := cell.Ref{File: r.book.File, Sheet: s.Name, Row: c.Row, Col: c.Col}
			_, isField := fields[at]
			if c.Type == sheet.Number || isField || r.facts[at] || c.Formula || strings.TrimSpace(c.Text) == "" || c.Row == 1 || !within(area, c) || card.between(c) {
				continue
			}
			if labels++; !says(own, c.Text) {
				over[at] = true
			}
		}
	}
	if mostly := 5; len(over)*mostly > labels {
		return nil
	}
	return over
}

// within tells whether a cell lies in an area.
func within(area sheet.Range, c sheet.Cell) bool {
	return c.Row >= area.Row && c.Row <= area.LastRow && c.Col >= area.Col && c.Col <= area.LastCol
}
