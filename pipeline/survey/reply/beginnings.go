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
	signs bool                  // one of them begins with no letter
}

// everydayLetters ends the letters of which it is known how a text begins with
// them; a text that begins with another one is looked at.
const everydayLetters = 0x530

// NewBeginnings makes texts ready to be looked for.
func NewBeginnings(texts []string) (b Beginnings) {
	firsts := map[rune]bool{}
	for _, text := range texts {
		key := Key(text)
		first := begins(key)
		b.words, firsts[first] = append(b.words, key), true
		b.signs = b.signs || !unicode.IsLetter(first)
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

// mayBegin passes over nearly all texts by their first letter.
func (b *Beginnings) mayBegin(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || r >= everydayLetters && r != '\ufeff' && (r < '\u2000' || r > '\u206f') {
			return b.signs || r >= everydayLetters || b.first[r]
		}
	}
	return b.signs
}

// startsWith reports whether a folded text begins with a whole word or words.
func startsWith(key, words string) bool {
	rest, ok := strings.CutPrefix(key, words)
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && words != "" && (rest == "" || !unicode.IsLetter(next) && next != '\'')
}
