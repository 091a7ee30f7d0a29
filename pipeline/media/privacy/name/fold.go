// Package name compares the names of persons in whatever spelling: without marks and
// apostrophes, in either alphabet, in their cases, in Latin letters by all tables, in
// Ukrainian and in Russian. It believes that a name is known by what its spellings leave
// of it, and that two words of one person tell them, never one.
package name

import (
	"slices"
	"unicode"
)

// alike are Latin letters that look like Cyrillic ones, and Cyrillic ones that
// stand for one another where a mark is lost.
var (
	alike = map[rune]rune{'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'k': 'к', 'm': 'м', 't': 'т', 'h': 'н', 'b': 'в'}
	bare  = map[rune]rune{'й': 'и', 'ї': 'і', 'ґ': 'г', 'ё': 'е'}
)

// Folded returns a word without marks and apostrophes, in one alphabet; one in Latin
// letters as all tables of romanisation have it.
func Folded(word []rune) []rune {
	cyrillic := slices.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	out := make([]rune, 0, len(word))
	for _, r := range word {
		if to, ok := alike[r]; ok && cyrillic {
			r = to
		}
		if to, ok := bare[r]; ok {
			r = to
		}
		if unicode.IsLetter(r) && r != 'ʼ' || r == '-' {
			out = append(out, r)
		}
	}
	if IsLatin(out) {
		return LatinKey(out)
	}
	return out
}

// Unfold returns a letter as Folded would in a word of either alphabet: Latin
// letters that look like Cyrillic ones become these.
func Unfold(r rune) rune {
	r = unicode.ToLower(r)
	if to, ok := alike[r]; ok {
		return to
	}
	if to, ok := bare[r]; ok {
		return to
	}
	return r
}
