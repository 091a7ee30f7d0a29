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
	var out []byte
	from := 0
	EachTie(text, lang, func(at int) {
		out = append(append(out, text[from:at]...), NBSP...)
		from = at + 1
	})
	if from == 0 {
		return text
	}
	return string(append(out, text[from:]...))
}

// EachTie visits, in their order, the spaces of a text that Tied makes no-break ones.
func EachTie(text, lang string, visit func(at int)) {
	word := 0 // before the space
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
			visit(at)
		}
		word = at + 1
	}
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
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(first) || unicode.IsUpper(first) && strings.TrimRight(word[size:], ".,;:)»”") == ""
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
