package form

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Given is what stands in a form already, by the name of the field, whether or
// not anybody understood it: a form written with it holds the same. The fields
// are those of CardName, PlanField and the partner page. A card of which any
// field is given has only what is given; the others propose a code and a place.
type Given map[string]workbook.Value

// PlanField names one cell of the action plan, of a column and a row (1-based).
// It is no defined name: that is the column's.
func PlanField(column string, row int) string { return slot.PlanName(column) + "." + strconv.Itoa(row) }

func (g Given) put(name string, v workbook.Value) {
	if v.Text != "" {
		g[name] = v
	}
}

func (g Given) text(name, s string) { g.put(name, workbook.Value{Text: s}) }

// cards returns the cards of which something is given.
func (g Given) cards() map[int]bool {
	out := map[int]bool{}
	for name := range g {
		if n, _, ok := slot.CardOf(name); ok {
			out[n] = true
		}
	}
	return out
}

// tasks returns the number of the last row of the plan that is given.
func (g Given) tasks() int {
	last := 0
	for name := range g {
		if !strings.HasPrefix(name, "plan.") {
			continue
		}
		if n, err := strconv.Atoi(name[strings.LastIndexByte(name, '.')+1:]); err == nil {
			last = max(last, n)
		}
	}
	return last
}

// GivenOf returns the practices and the plan of a submission as a form shows them
// in the language of texts. What could not be understood stays as it was typed.
func GivenOf(q *survey.Questionnaire, sub *survey.Submission, texts *wording.Catalogue) (Given, error) {
	if len(sub.Practices) > MostCards {
		return nil, cell.Fail("form.too-many", "n", len(sub.Practices), "most", MostCards)
	}
	g, s := Given{}, said.Speaker{Q: q, Texts: texts}
	for i := range sub.Practices {
		practice(s, g, i+1, &sub.Practices[i])
	}
	for i, t := range sub.Plan {
		g.text(PlanField(slot.PlanStage, i+1), t.Stage)
		g.text(PlanField(slot.PlanTask, i+1), t.Text)
		g.text(PlanField(slot.PlanResponsible, i+1), t.Responsible)
		g.put(PlanField(slot.PlanDue, i+1), workbook.DateOf(t.Due))
		g.text(PlanField(slot.PlanStatus, i+1), s.StatusName(t.Status))
	}
	return g, nil
}

// practice fills in what is said of a practice on a card.
func practice(s said.Speaker, g Given, card int, p *survey.Practice) {
	g.text(slot.FieldName(card, slot.FieldCode), p.ID)
	g.text(slot.FieldName(card, slot.FieldTheme), s.ThemeName(p.Theme))
	g.text(slot.FieldName(card, slot.FieldPlace), p.PlaceName)
	for _, t := range p.Texts() {
		v := workbook.Value{Text: *t.Text}
		if year, err := strconv.Atoi(v.Text); err == nil && t.Field == slot.FieldStarted {
			v = workbook.Value{Text: strconv.Itoa(year), Kind: workbook.NumberValue}
		}
		if t.Field == slot.FieldAdoptedOn {
			v = workbook.DateOf(v.Text)
		}
		g.put(slot.FieldName(card, t.Field), v)
	}
	for i := range s.Q.Criteria {
		k := &s.Q.Criteria[i]
		a := p.Answer(k.ID)
		if of := a.Counted(); of != nil && k.From != nil { // the form divides them
			g.put(slot.CardName(card, slot.Numerator, k.ID), workbook.NumberOf(of.Numerator))
			g.put(slot.CardName(card, slot.Denominator, k.ID), workbook.NumberOf(of.Denominator))
		} else {
			g.put(slot.AnswerName(card, k.ID), s.Answer(k, a))
		}
		if k.Evidence != nil {
			g.text(slot.EvidenceName(card, k.ID), a.Evidence())
		}
		g.text(slot.CommentName(card, k.ID), remark(a))
	}
}

// remark returns what stands in the comment cell: for a question that does not
// apply, the reason.
func remark(a survey.Answer) string {
	comment, reason := a.Remarks()
	if a.State == survey.NotApplicable && reason != "" {
		return reason
	}
	return comment
}
