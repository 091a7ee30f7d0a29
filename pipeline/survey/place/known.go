package place

import "strings"

// Known answers Match for names that come again, as they do from row to row and from
// workbook to workbook. The zero Known knows nothing; it is for one goroutine.
type Known struct {
	of      *Registry
	matches map[question]Match
}

// A question is what Match is asked.
type question struct{ text, oblast string }

// mostKnown bounds the names that are known at a time.
const mostKnown = 1 << 13

// Match returns what r.Match does. Its candidates are not to be changed.
func (k *Known) Match(r *Registry, text, oblast string) Match {
	if r == nil || text == "" || len(text) > longestName {
		return Match{}
	}
	m, known := k.matches[question{text, oblast}]
	if known && k.of == r {
		return m
	}
	m = r.Match(text, oblast)
	if k.of != r || len(k.matches) >= mostKnown {
		k.of, k.matches = r, map[question]Match{}
	}
	k.matches[question{strings.Clone(text), strings.Clone(oblast)}] = m // not the sheet that the text is a part of
	return m
}
