// Package stem cuts the endings of Ukrainian words. It believes that a word is to be found
// in any of its forms where there is no dictionary, as in the script of a page, and that
// two words that meet by chance are the lesser evil.
package stem

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/lemma"
)

// A Stemmer knows the stems of the words that it has met.
type Stemmer map[string][]string

// Each visits the stems of the words of a text; one that cannot be looked for is left
// out.
func (m Stemmer) Each(text string, visit func(stem string)) {
	for _, word := range lemma.Words(text) {
		list, met := m[word]
		if !met {
			list = of(word)
			m[word] = list
		}
		for _, s := range list {
			visit(s)
		}
	}
}

// of are the stems of a word and of its parts.
func of(word string) []string {
	var out []string
	for _, part := range append(strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '‑' }), word) {
		if s := stem(lemma.Fold(part)); len([]rune(s)) > 1 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// endings of Ukrainian nouns and adjectives, the longest first. The script of the
// page has the same.
var endings = strings.Fields("іями ією іям іях ими ого ому ами ями ові еві єві ого ах ях ів їв ей ою ею єю ом ем єм ам ям их им ій ої ія ію ії ий ім іх ує ть а о у и і я ю е є ї ь й")

// turned are consonants that change before an ending: «послуга», «послузі».
var turned = map[rune]rune{'з': 'г', 'ж': 'г', 'ц': 'к', 'ч': 'к', 'с': 'х', 'ш': 'х'}

// stem cuts an ending from a folded word and undoes what endings do to what stands
// before them. Two forms of one word should meet; two words may.
func stem(word string) string {
	r := []rune(word)
	for _, e := range endings {
		if n := len(r) - len([]rune(e)); n >= 3 && string(r[n:]) == e {
			r = r[:n]
			break
		}
	}
	if n := len(r); n > 3 && r[n-1] == r[n-2] {
		r = r[:n-1]
	}
	n := len(r)
	if to, ok := turned[r[n-1]]; ok {
		r[n-1] = to
	}
	if n >= 3 && r[n-2] == 'і' && !strings.ContainsRune("аеиіоуюяєї'", r[n-1]) {
		r[n-2] = 'о'
	}
	return string(r)
}
