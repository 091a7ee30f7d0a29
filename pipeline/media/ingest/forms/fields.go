package forms

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// concerns leaves out, of what opening a form gave, formulas without a value in
// cells that nobody reads: a program that does not compute forgets what the
// headings of cards and the overview show, and no answer is lost by it; nor is one
// where more of them are counted on a sheet of which nothing is read. Of a contact
// person it keeps the cell alone.
func (r *Form) concerns(problems cell.Problems) cell.Problems {
	read := r.form.fields()
	sheets := map[string]bool{}
	for at := range read {
		sheets[at.Sheet] = true
	}
	out := slices.DeleteFunc(slices.Clone(problems), func(p cell.Problem) bool {
		name, isRead := read[p.At]
		return p.Code == "sheet-no-value" && (!isRead || r.ratio(name)) || p.Code == "sheet-more" && p.At.Sheet != "" && !sheets[p.At.Sheet]
	})
	for i := range out {
		if slices.Contains(slot.Contacts, read[out[i].At]) {
			out[i].Read, out[i].Args = "", nil
		}
	}
	return out
}

// ratio tells of the name of a cell of a card whether it answers a question of which two
// counts are asked: the form computes it.
func (r *Form) ratio(name string) bool {
	return slices.ContainsFunc(r.q.Criteria, func(k survey.Criterion) bool {
		_, answer, _ := slot.CardOf(slot.AnswerName(1, k.ID))
		return k.From != nil && (name == answer || strings.HasSuffix(name, "."+answer))
	})
}

// fields returns the cells that are read, with their names in lower case: those
// of the partner page, of the hidden sheet, of the cards and of the plan.
func (r *cellNames) fields() map[cell.Ref]string {
	out := make(map[cell.Ref]string, len(r.book.Names))
	put := func(name string, s span) {
		if s.on != "" {
			out[cell.Ref{File: r.book.File, Sheet: s.on, Row: s.Row, Col: s.Col}] = name
		}
	}
	for name, s := range r.named {
		if strings.HasPrefix(name, slot.PartnerPrefix) || strings.HasPrefix(name, slot.IdentityName("")) {
			put(name, s)
		}
	}
	for _, cells := range r.cards {
		for name, s := range cells {
			put(name, s)
		}
	}
	columns := r.planColumns()
	for i := range r.planLength(columns) {
		for column, s := range columns {
			s.Row += i
			put(form.PlanField(column, i+1), s)
		}
	}
	return out
}
