package lemma

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// apostrophes are the signs that people type for one, hyphens those for the other.
const (
	apostrophes = "'’ʼ‘`´′＇"
	hyphens     = "-‐‑−"
	stress      = '\u0301'
)

// alike are the Latin letters that look like Cyrillic ones.
var alike = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'ï': 'ї',
	'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'I': 'І', 'K': 'К', 'M': 'М', 'O': 'О', 'P': 'Р', 'T': 'Т', 'X': 'Х', 'Y': 'У', 'Ï': 'Ї',
}

// Fold returns what the spellings of one word have in common: lower case, letters
// composed, one apostrophe (') and one hyphen (-), «г» for «ґ», no stress marks and
// nothing unseen; Latin letters that look like Cyrillic ones are those where they
// stand among them or alone («e-демократія»).
func Fold(word string) string {
	if plain(word) {
		return word
	}
	var b strings.Builder
	for i, part := range strings.FieldsFunc(norm.NFC.String(word), func(r rune) bool { return strings.ContainsRune(hyphens, r) }) {
		if i > 0 {
			b.WriteByte('-')
		}
		foldPart(&b, part, cyrillic(word))
	}
	return b.String()
}

// plain reports whether a word is folded already, as most are.
func plain(word string) bool {
	for _, r := range word {
		if !('а' <= r && r <= 'я' || r == 'і' || r == 'ї' || r == 'є' || r == '\'') {
			return false
		}
	}
	return true
}

// foldPart folds what stands between hyphens; among tells that the whole word has
// Cyrillic letters.
func foldPart(b *strings.Builder, part string, among bool) {
	latin, seen := 0, 0
	for _, r := range part {
		if unicode.Is(unicode.Latin, r) {
			latin++
			if alike[r] == 0 {
				among = false
			}
		}
		if unicode.IsLetter(r) {
			seen++
		}
	}
	replace := latin > 0 && (among || seen == 1)
	for _, r := range part {
		if replace && alike[r] != 0 {
			r = alike[r]
		}
		switch r = unicode.ToLower(r); {
		case r == 'ґ':
			b.WriteRune('г')
		case strings.ContainsRune(apostrophes, r):
			b.WriteByte('\'')
		case r == stress || r == '\u00ad' || unicode.Is(unicode.Cf, r):
		default:
			b.WriteRune(r)
		}
	}
}

func cyrillic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// Words yields the words of a text with the byte at which each begins: runs of
// letters and digits, with apostrophes and hyphens inside.
func Words(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(text); {
			n := wordLength(text[at:])
			if n > 0 && !yield(at, text[at:at+n]) {
				return
			}
			if n == 0 {
				_, n = utf8.DecodeRuneInString(text[at:])
			}
			at += n
		}
	}
}

// wordLength is the length in bytes of the word that a text begins with; 0 where it
// begins with none.
func wordLength(text string) int {
	end := 0 // behind the last letter or digit
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) && r != 'ʼ' || unicode.IsDigit(r):
			end = i + utf8.RuneLen(r)
		case end == 0:
			return 0
		case unicode.Is(unicode.Mn, r) || r == '\u00ad' || unicode.Is(unicode.Cf, r):
			if i == end {
				end = i + utf8.RuneLen(r)
			}
		case i > end || !strings.ContainsRune(apostrophes+hyphens, r):
			return end
		}
	}
	return end
}
