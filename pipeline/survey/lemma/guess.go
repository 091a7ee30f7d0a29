package lemma

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	head = 3 // letters before the known word that an unknown one ends with, at least
	tail = 5 // letters of that word, at least
	stem = 4 // letters that a stem keeps
)

// prefixes are heads that are shorter: «єпідтримка», «неспівпадіння», «співавтор».
var prefixes = []string{"е", "є", "не"}

// guess returns the base forms of a folded word that the dictionary has not: it
// bends as the longest known word it ends with («кібербезпеки» as «безпеки»), or
// loses the longest of the common endings. What is not all Ukrainian letters stays.
func (d *Dictionary) guess(key string) []string {
	if !ukrainian(key) {
		return []string{key}
	}
	letters := 0
	for at := range key {
		if letters++; letters <= head && !slices.Contains(prefixes, key[:at]) || utf8.RuneCountInString(key[at:]) < tail {
			continue
		}
		if bases := d.known(key[at:]); len(bases) > 0 {
			for i, base := range bases {
				bases[i] = key[:at] + base
			}
			return bases
		}
	}
	return []string{cutEnding(key)}
}

func ukrainian(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !('а' <= r && r <= 'я' || r == 'і' || r == 'ї' || r == 'є' || r == '\'')
	})
}

// endings are those of nouns and adjectives, the parts of speech that unknown words
// belong to, the longest first.
var endings = strings.Fields("ського ському ськими ською ськім ських ський ська ське ські ську " +
	"ями ами ові еві єві ого ому ими ої ою ею єю ів їв ом ем єм ям ам ях ах ий ій их им а я о е є и і ї у ю ь й")

// cutEnding takes the longest ending off that leaves a stem.
func cutEnding(word string) string {
	for _, e := range endings {
		if base, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(base) >= stem {
			if strings.HasPrefix(e, "ськ") {
				base += "ськ"
			}
			return base
		}
	}
	return word
}
