package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tied returns a text with no-break spaces where no line may end, for those who set lines
// themselves: between a short word and the next, a number and its unit, a word and the
// dash after it.
func Tied(text, lang string) string {
	var out strings.Builder
	from, word := 0, 0 // of what is not written yet, and of the word before the space
	for at := range len(text) {
		if text[at] != ' ' {
			continue
		}
		next := text[at+1:]
		if end := strings.IndexByte(next, ' '); end >= 0 {
			next = next[:end]
		}
		before := text[word:at]
		if i := strings.LastIndex(before, NBSP); i >= 0 {
			before = before[i+len(NBSP):]
		}
		if before != "" && next != "" && Joins(before, next, lang) {
			out.WriteString(text[from:at])
			out.WriteString(NBSP)
			from = at + 1
		}
		word = at + 1
	}
	if from == 0 {
		return text
	}
	out.WriteString(text[from:])
	return out.String()
}

// counted are words that a number or letter follows by which a reader looks something
// up: neither says anything without the other.
var counted = map[string]bool{
	"розділ": true, "розділу": true, "розділі": true, "додаток": true, "додатка": true, "додатку": true,
	"рисунок": true, "рисунку": true, "таблиця": true, "таблиці": true, "рекомендація": true, "рівень": true, "рівні": true, "ступінь": true,
	"chapter": true, "annex": true, "figure": true, "table": true, "recommendation": true, "level": true, "grade": true,
}

// isNumber reports whether a word is a number, or one capital letter, but for signs
// after it.
func isNumber(word string) bool {
	word = strings.TrimRight(word, ".,;:)»”")
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(first) || size == len(word) && unicode.IsUpper(first)
}

// Joins reports whether no line may end between the words a and b of a text in a language.
func Joins(a, b, lang string) bool {
	if b == "—" || b == "–" || b == "→" {
		return true
	}
	a = strings.TrimLeft(a, "«(„“\"")
	switch a {
	case "№", "§", "ст.", "п.", "м.", "≥", "≤", "<", ">", "→":
		return true
	}
	if isNumber(b) && counted[strings.ToLower(a)] {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	short := 2
	if lang != "uk" {
		short = 1
	}
	n := utf8.RuneCountInString(a)
	switch {
	case unicode.IsLetter(last) && n <= short:
		return true
	case unicode.IsDigit(last) && n <= 6 && (unicode.IsLetter(first) || first == '%'):
		return utf8.RuneCountInString(b) <= 10
	}
	return false
}
