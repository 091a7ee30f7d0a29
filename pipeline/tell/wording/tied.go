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
	word := 0 // where the word before the space begins
	for at := range len(text) {
		switch c := text[at]; {
		case c == NBSP[len(NBSP)-1] && at > 0 && text[at-1] == NBSP[0]:
			word = at + 1
		case c == ' ':
			if before, rest := text[word:at], text[at+1:]; before != "" && !apart(before, rest) {
				next, _, _ := strings.Cut(rest, " ")
				if next != "" && Joins(before, next, lang) {
					visit(at)
				}
			}
			word = at + 1
		}
	}
}

// apart reports, for most words at a glance, that a line may end between a word and the
// text after it: that it is a word of three letters and more, which no digit ends, and
// that a small letter goes on. Where it cannot tell it returns false.
func apart(word, rest string) bool {
	const least = 6 // bytes: three letters of two, and none of the shorts that Joins knows
	n := len(word)
	if n < least || !lettered(word[0]) || rest == "" {
		return false
	}
	if end := word[n-1]; end >= utf8.RuneSelf && !cyrillic(word[n-2]) || end >= '0' && end <= '9' {
		return false
	}
	first := rest[0]
	return first >= 'a' && first <= 'z' || len(rest) > 1 && (first == 0xD0 && rest[1] >= 0xB0 || first == 0xD1 && rest[1] < 0xA0) // а to п, р to џ
}

// cyrillic reports a byte with which a letter from U+0400 to U+047F begins.
func cyrillic(c byte) bool { return c == 0xD0 || c == 0xD1 }

// lettered reports a byte with which a Cyrillic or a Latin letter begins.
func lettered(c byte) bool { return cyrillic(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

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
	if a != "" && !lettered(a[0]) {
		a = strings.TrimLeft(a, "«(„“\"")
	}
	switch a {
	case "№", "§", "ст.", "п.", "м.", "≥", "≤", "<", ">", "→":
		return true
	}
	short, long := 2, 6
	if lang != "uk" {
		short = 1
	}
	n := utf8.RuneCountInString(a)
	last, _ := utf8.DecodeLastRuneInString(a)
	switch {
	case n <= short && unicode.IsLetter(last):
		return true
	case n <= long && unicode.IsDigit(last):
		first, _ := utf8.DecodeRuneInString(b)
		return (unicode.IsLetter(first) || first == '%') && utf8.RuneCountInString(b) <= 10
	}
	return isNumber(b) && (counted[a] || capital(a) && counted[strings.ToLower(a)])
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}
