package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Beginnings are the first words of rows that are no records, such as totals and
// notes.
type Beginnings struct {
	words []string              // as Key has them
	first [everydayLetters]bool // letters, as typed, that a text with one of them may begin with
	pairs map[[2]rune]bool      // first two letters of each, without their marks
	signs bool                  // one of them begins with no letter
	leads map[lead]bool         // first letters of each, up to so many, likewise
}

// A lead are the first letters of a text, without marks; 0 behind the last.
type lead [4]rune

// everydayLetters ends the letters of which it is known how a text begins with
// them; a text that begins with another one is looked at.
const everydayLetters = 0x530

// NewBeginnings makes texts ready to be looked for.
func NewBeginnings(texts []string) (b Beginnings) {
	firsts := map[rune]bool{}
	b.pairs, b.leads = map[[2]rune]bool{}, map[lead]bool{}
	for _, text := range texts {
		key := Key(text)
		first := begins(key)
		b.words, firsts[first] = append(b.words, key), true
		b.signs = b.signs || !unicode.IsLetter(first)
		bare := []rune(strings.Map(withoutMarks, norm.NFD.String(key)))
		var start lead
		for i := 0; i < min(len(bare), len(start)) && unicode.IsLetter(bare[i]); i++ {
			start[i] = bare[i]
		}
		b.leads[start] = true
		if len(bare) > 1 && unicode.IsLetter(bare[1]) { // before a letter no other one stands
			b.pairs[[2]rune{first, bare[1]}] = true
		}
	}
	for r := range rune(everydayLetters) {
		b.first[r] = firsts[begins(Key(string(r)))]
	}
	return b
}

// begins returns the first letter of a text without the marks that belong to it.
func begins(text string) rune {
	first, _ := utf8.DecodeRuneInString(norm.NFD.String(text))
	return first
}

// withoutMarks leaves marks out.
func withoutMarks(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// bareLetters are the letters of every day as Key has them, without their marks; 0 of
// what is no letter.
var bareLetters = func() (out [everydayLetters]rune) {
	for r := range out {
		if unicode.IsLetter(rune(r)) {
			out[r] = begins(Key(string(rune(r))))
		}
	}
	return out
}()

// Begin reports whether a text begins with one of the words, behind a number or marks.
func (b *Beginnings) Begin(text string) bool {
	if !b.mayBegin(text) {
		return false
	}
	key := strings.TrimLeft(Key(text), "*0123456789.) ")
	for _, w := range b.words {
		if startsWith(key, w) {
			return true
		}
	}
	return false
}

// mayBegin passes over nearly all texts by their first two letters.
func (b *Beginnings) mayBegin(text string) bool {
	for i, r := range text {
		if r < everydayLetters && bareLetters[r] != 0 || r >= everydayLetters && unicode.IsLetter(r) || r >= everydayLetters && r != '\ufeff' && (r < '\u2000' || r > '\u206f') {
			return b.signs || r >= everydayLetters || b.first[r] && b.mayGoOn(r, text[i+utf8.RuneLen(r):])
		}
	}
	return b.signs
}

// mayGoOn looks at the letters behind the first: as many as a lead has.
func (b *Beginnings) mayGoOn(first rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case next >= everydayLetters || bareLetters[next] == 0:
		return true
	case !b.pairs[[2]rune{bareLetters[first], bareLetters[next]}]:
		return false
	}
	start, n := lead{bareLetters[first]}, 1
	for _, r := range rest {
		if n == len(start) {
			break
		}
		if r >= everydayLetters || bareLetters[r] == 0 { // a mark, or what nobody sees, may stand between
			return true
		}
		start[n] = bareLetters[r]
		n++
	}
	for ; n > 1; n-- { // a word may be shorter
		if b.leads[start] {
			return true
		}
		start[n-1] = 0
	}
	return false
}

// startsWith reports whether a folded text begins with a whole word or words.
func startsWith(key, words string) bool {
	rest, ok := strings.CutPrefix(key, words)
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && words != "" && (rest == "" || !unicode.IsLetter(next) && next != '\'')
}
