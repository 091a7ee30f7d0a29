// Package privacy keeps the contacts of persons out of everything that is
// published. It believes that what may be a contact is looked for generously and
// judged strictly: a telephone number by the numbering plan of its country and by
// the words around it, an address by its form, a name by the list of persons whom
// the workbooks themselves call contacts. Its time grows with the length of a text.
package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Withheld stands where a contact stood. It is the same in every language: what
// left was no part of an answer.
const Withheld = "[…]"

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
	instead  string // "" is Withheld
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
			this.instead = Withheld
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

// mayHoldContact passes over nearly all texts at the cost of one walk: what has
// neither digits enough nor a sign of an address holds no contact.
func mayHoldContact(s string) bool {
	digits, spelled, before, last := 0, false, rune(0), rune(0)
	for _, r := range s {
		spelled = spelled || last == 'б' && r == 'а' || last == 'Б' && r == 'А' || last == 'в' && r == 'л' || last == 'й' && r == 'п' ||
			last == 'b' && r == 'a' || last == 'y' && r == 'p' || last == 'o' && r == 't' || last == 'O' && r == 'T'
		if '0' <= r && r <= '9' && (last == 'о' || last == 'О' || last == 'o' || last == 'O') {
			digits++ // a letter typed for nought
		}
		spelled = spelled || r == 'ь' && last == 'л' && before == 'у' || r == 'Ь' && last == 'Л' && before == 'У'
		before, last = last, r
		switch {
		case r == '@' || r == ':' || r == '/' || r == '%' || r == '(' || r == '[' || r == '{' || r == '<' || r == '&' || r == '_' || r == '＠' || r == '﹫':
			return true
		case '0' <= r && r <= '9', r > lastCyrillic && unicode.IsNumber(r):
			digits++
		}
	}
	if digits >= fewest && mayHoldPhone(s) {
		return true
	}
	return spelled && slices.ContainsFunc(spelledSigns, func(sign string) bool { return strings.Contains(s, sign) })
}

// wholeNumber is how many digits a telephone number has at least that no word
// announces.
const wholeNumber = 9

// mayHoldPhone passes over postal codes, numbers of houses and codes of centres: a
// few digits in a row, and no word of a telephone beside them.
func mayHoldPhone(s string) bool {
	row, gap, word := 0, 0, -1 // digits of the row at hand, what stands behind the last one, where the word at hand begins
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0x400 <= r && r < 0x483 || 0x490 <= r && r < 0x530
		switch {
		case !letter && (r < ' ' || r > '~' || r == '|') && r != '«' && r != '»' && r != '’' && r != '–' && r != '№', r == '+':
			return true // what it may mean is looked at
		case letter && word < 0:
			word = i
		case !letter && word >= 0:
			if announces(s[word:i]) {
				return true
			}
			word = -1
		}
		switch {
		case '0' <= r && r <= '9' || likeDigit(unicode.ToLower(r)) != 0:
			if row++; row >= wholeNumber {
				return true
			}
			gap = 0
		default:
			if gap++; gap > mostGap || letter {
				row = 0
			}
		}
	}
	return word >= 0 && announces(s[word:])
}

// announces reports whether a word, in any case, may say that a short number is
// that of a telephone.
func announces(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return slices.ContainsFunc(announcing[unicode.ToLower(first)], func(w string) bool {
		return strings.EqualFold(w, word) || len(w) < len(word) && strings.EqualFold(w, word[:len(w)]) && utf8.RuneCountInString(w) == mostSaidAfter
	})
}

// announcing are the words of telephones, by their first letter, and that of «за
// номером».
var announcing = func() map[rune][]string {
	out := map[rune][]string{}
	for _, w := range slices.Concat(phoneWords, lineWords, []string{"номером"}) {
		first, _ := utf8.DecodeRuneInString(w)
		out[first] = append(out[first], w)
	}
	return out
}()

// lastCyrillic ends the characters of every day: none of them but 0 to 9 is a digit.
const lastCyrillic = 0x52f

// spelledSigns are words for «@» that may stand in a text without brackets, and the
// one that a number begins with that is written as it is said. Each has
// one of the pairs of letters that mayHoldContact looks for.
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
