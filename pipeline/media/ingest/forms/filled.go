package forms

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A Filled is a form as it came: everything that stands in its cells, understood
// or not, so that a form written anew holds the same.
type Filled struct {
	Options form.Options // Given and Replaces among them; no Marks

	fields map[cell.Ref]string // names of the cells that are read
	cards  map[string]int      // number of the card on a sheet
}

// Field names the cell of a problem as form.Given does; "" where the form has no
// such cell.
func (f *Filled) Field(p cell.Problem) string {
	if p.Code == "answer-cell-deleted" { // its name is left, its cell is not
		return slot.AnswerName(f.cards[p.At.Sheet], p.Read)
	}
	return f.fields[p.At]
}

// Filled gathers what stands in a form; nil: it is none of this method.
func (r *Form) Filled() *Filled {
	if r.form.identity(slot.IdentityMethod) != r.q.Method {
		return nil
	}
	f := &Filled{fields: map[cell.Ref]string{}, cards: map[string]int{}, Options: form.Options{
		Lang: r.lang, Period: r.form.identity(slot.IdentityPeriod), Illustrative: r.form.identity(slot.IdentityIllustrative) == "yes",
		Partner: r.form.identified(), Given: form.Given{}, Replaces: r.book.SHA256, Beside: r.kept,
	}}
	for _, name := range append([]string{slot.PartnerName, slot.PartnerPlace, slot.PartnerPeriod, slot.PartnerReplaces}, slot.Contacts...) {
		r.keep(f, name, r.form.named[name])
	}
	free := 0
	for id := range r.form.cards {
		free = max(free, id.number)
	}
	for _, id := range r.form.cardOrder() {
		number := id.number
		if id.scope != "" && r.form.cards[cardID{number, ""}] != nil { // a copy takes the next number
			free++
			number = free
		}
		f.Options.Cards = max(f.Options.Cards, number)
		r.keepCard(f, number, r.form.cards[id])
	}
	columns := r.form.planColumns()
	for i := range r.form.planLength(columns) {
		for column, s := range columns {
			s.Row += i
			r.keep(f, form.PlanField(column, i+1), s)
		}
	}
	return f
}

// keepCard gathers a card under a number; what the partner has not begun is
// left to the form.
func (r *Form) keepCard(f *Filled, number int, cells map[string]span) {
	c := &cardReader{r: r, cells: cells}
	begun := c.begun()
	for rest, at := range cells {
		name := fmt.Sprintf("card%02d.%s", number, rest)
		if at.on != "" {
			f.cards[at.on] = number
		}
		if begun && !r.divided(cells, rest, at) {
			r.keep(f, name, at)
		}
	}
}

// divided tells whether a cell of a card shows what the form makes of counts that stand
// on the card, and not what somebody typed.
func (r *Form) divided(cells map[string]span, rest string, at span) bool {
	if !r.ratio(rest) || !r.form.at(at).computed {
		return false
	}
	of := func(part slot.Part) string {
		return r.form.at(cells[string(part)+strings.TrimPrefix(rest, string(slot.Answer))]).text
	}
	return of(slot.Numerator)+of(slot.Denominator) != ""
}

// keep gathers what stands in one cell.
func (r *Form) keep(f *Filled, name string, at span) {
	if at.on == "" {
		return
	}
	f.fields[cell.Ref{File: r.book.File, Sheet: at.on, Row: at.Row, Col: at.Col}] = name
	if c, there := r.book.Sheets[r.form.sheets[at.on]].At(at.Row, at.Col); there && c.Text != "" {
		f.Options.Given[name] = asTyped(c, r.book.Date1904)
	}
}

// asTyped returns the value of a cell in the kind that it shows.
func asTyped(c sheet.Cell, date1904 bool) workbook.Value {
	typed := c.Typed(date1904)
	_, isDay := reply.Day(typed.Text)
	switch {
	case typed.Kept == reply.AsDate && isDay:
		return workbook.Value{Text: typed.Text, Kind: workbook.DateValue}
	case typed.Kept == reply.AsDate: // a time of the day
		return workbook.Value{Text: typed.Text}
	case c.Type == sheet.Number && strings.HasSuffix(typed.Text, "%"):
		return workbook.Value{Text: c.Text, Kind: workbook.PercentValue}
	case c.Type == sheet.Number:
		return workbook.Value{Text: c.Text, Kind: workbook.NumberValue}
	case c.Type == sheet.Bool:
		return workbook.Value{Text: c.Text, Kind: workbook.BoolValue}
	}
	return workbook.Value{Text: c.Text}
}

// changes names what the questionnaire asks otherwise than the form did: a
// question that is new, one that is gone (its answers do not count), and one
// that is put in other words.
func (r *Form) changes(own *Own) {
	whole, prints := cell.Ref{File: r.book.File}, own.fingerprints(r.q)
	asked := map[string]bool{}
	for _, cells := range r.form.cards {
		for rest := range cells {
			asked[rest] = true
		}
	}
	for i := range r.q.Criteria {
		k := &r.q.Criteria[i]
		_, key, _ := slot.CardOf(slot.AnswerName(1, k.ID))
		name := k.Name.In(r.lang)
		switch then := r.form.at(r.form.named[strings.ToLower(slot.AskedName(k.ID))]).text; {
		case !asked[key]:
			r.probs.Add(cell.Note, "form-question-new", whole, name)
		case then != "" && then != prints[k.ID], r.form.reworded[k.ID]:
			r.probs.Add(cell.Note, "form-question-changed", whole, name)
		}
		delete(asked, key)
	}
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		if id, ok := strings.CutPrefix(key, string(slot.Answer)+"."); ok {
			r.probs.Add(cell.Note, "form-question-gone", whole, id)
		}
	}
}

// AllBefore is what a form replaces of which the partner says that it takes the
// place of those sent before.
const AllBefore = "*"

// Replaces returns the SHA-256 of the file that the form was written to correct,
// AllBefore, or "".
func (r *Form) Replaces() string {
	if said, _ := (&reply.Reader{}).Word(r.form.at(r.form.named[slot.PartnerReplaces]).text); said == reply.Yes {
		return AllBefore
	}
	return r.form.identity(slot.IdentityReplaces)
}

// identified is the partner of the hidden sheet; the zero Partner of a blank
// form.
func (r *cellNames) identified() survey.Partner {
	p := survey.Partner{ID: r.identity(slot.IdentityPartner), Place: r.identity(slot.IdentityPlace), Kind: survey.PartnerKind(r.identity(slot.IdentityKind)), Name: survey.Text{}}
	for lang, key := range map[string]string{"uk": slot.IdentityNameUK, "en": slot.IdentityNameEN} {
		if s := r.identity(key); s != "" {
			p.Name[lang] = s
		}
	}
	return p
}
