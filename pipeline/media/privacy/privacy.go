// Package privacy keeps the contacts of persons out of everything that is
// published. It believes that what may be a contact is looked for generously and
// judged strictly: a telephone number by the numbering plan of its country and by
// the words around it, an address by its form, a name by the list of persons whom
// the workbooks themselves call contacts. Its time grows with the length of a text.
package privacy

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/privacy/sight"
)

// withheld stands where a contact stood. It is the same in every language: what
// left was no part of an answer.
const withheld = "[…]"

// A Door lets texts through without contacts. The zero Door knows no persons;
// a Door may be used by several goroutines.
type Door struct{ people people }

// NewDoor returns a door that withholds the full names of persons besides. A text
// that is no personal name («відділ освіти», one word) is not looked for.
func NewDoor(persons ...Person) *Door {
	return &Door{people: newPeople(persons)}
}

// Text returns a text without telephone numbers, addresses, handles and the names
// of persons, and reports whether there were any.
func (d *Door) Text(s string) (string, bool) {
	var spans []span
	if mayHoldContact(s) {
		spans = contacts(s)
	}
	if d != nil {
		spans = append(spans, d.people.find(s)...)
	}
	return cut(s, spans)
}

// A span is a part of a text, in bytes, and what stands in its place.
type span struct {
	from, to int
	instead  string // "" is withheld
}

// cut puts what stands in the place of spans; where they overlap, the first holds
// and is drawn out to the end of the others.
func cut(s string, spans []span) (string, bool) {
	if len(spans) == 0 {
		return s, false
	}
	slices.SortStableFunc(spans, func(a, b span) int { return a.from - b.from })
	var out strings.Builder
	done := 0
	for i := 0; i < len(spans); {
		this := spans[i]
		for i++; i < len(spans) && spans[i].from < this.to; i++ {
			this.to = max(this.to, spans[i].to)
		}
		out.WriteString(s[done:this.from])
		if this.instead == "" {
			this.instead = withheld
		}
		out.WriteString(this.instead)
		done = this.to
	}
	out.WriteString(s[done:])
	return out.String(), true
}

// fewest is how many digits a telephone number has at least, where a word
// announces it: that of a village.
const fewest = 5

// mayHoldContact passes over nearly all texts at the cost of one walk.
func mayHoldContact(s string) bool {
	v := sight.Of(s, announcing)
	switch {
	case v.Surely, v.Sign && (v.Odd || v.Spelled || v.Digits >= fewest):
		return true
	case v.Digits >= fewest && v.Numbers:
		return true
	}
	return v.Spelled && slices.ContainsFunc(spelledSigns, func(sign string) bool { return strings.Contains(s, sign) })
}

// announcing are the words of telephones, and that of «за номером».
var announcing = sight.NewWords(mostSaidAfter, slices.Concat(phoneWords, lineWords, []string{"номером"})...)

// spelledSigns are words for «@» that may stand in a text without brackets, and the
// one that a number begins with that is written as it is said. Each has
// letters that sight.Of looks for.
var spelledSigns = []string{"собак", "Собак", "СОБАК", "собач", "Собач", "СОБАЧ", "нуль", "Нуль", "НУЛЬ", "sobaka", "равлик", "skype", "Skype", "скайп", "Скайп", " dot ", " DOT "}

// contacts finds the contacts of a text: links first, since what stands in them
// is judged otherwise, then addresses, then telephone numbers in what is left.
func contacts(s string) []span {
	t := newShadow(s)
	t.judge()
	return t.spans()
}

func (t *shadow) judge() {
	t.links()
	mails{t}.addresses()
	mails{t}.handles()
	t.spoken()
	phones{t}.phones()
}
