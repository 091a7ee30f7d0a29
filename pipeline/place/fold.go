package place

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lookalikes are the Latin letters that stand for Cyrillic ones in a word that
// somebody typed on the wrong keyboard.
var lookalikes = strings.NewReplacer("a", "а", "e", "е", "i", "і", "o", "о", "p", "р", "c", "с", "x", "х", "y", "у",
	"t", "т", "h", "н", "k", "к", "m", "м", "b", "в", "ï", "ї")

// Fold brings a text to the form in which texts are compared: NFC, lower case,
// one kind of apostrophe and dash, no soft hyphens or zero-width characters,
// single spaces, Latin look-alikes inside Cyrillic words made Cyrillic.
func Fold(s string) string {
	s = strings.ToLower(norm.NFC.String(s))
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '’' || r == 'ʼ' || r == '`' || r == '‘' || r == '´' || r == '′':
			b.WriteByte('\'')
		case r == '‐' || r == '‑' || r == '–' || r == '—' || r == '−':
			b.WriteByte('-')
		case r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060':
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	words := strings.Fields(b.String())
	for i, w := range words {
		if strings.ContainsFunc(w, isCyrillic) {
			words[i] = lookalikes.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

// Cyrillic makes the Latin look-alikes of a folded text Cyrillic, in words of
// Latin letters too.
func Cyrillic(s string) string { return lookalikes.Replace(s) }

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

func isLetter(r rune) bool { return unicode.IsLetter(r) || r == '\'' }

// suffixes are what people add to the name of a hromada.
var suffixes = []string{
	"міська територіальна громада", "селищна територіальна громада", "сільська територіальна громада",
	"об'єднана територіальна громада", "територіальна громада", "міська громада", "селищна громада", "сільська громада",
	"громада", "міська рада", "селищна рада", "сільська рада", "міська тг", "селищна тг", "сільська тг", "мтг", "стг", "отг", "тг", "міська", "селищна", "сільська",
}

// Bare folds the name of a hromada and cuts off what says only that it is one.
func Bare(name string) string {
	s := strings.Trim(Fold(name), " .,;:*\"«»")
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(s, " "+suffix); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}
