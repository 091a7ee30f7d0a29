package place

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Around narrows a match that is not certain to the hromada in which a settlement
// of the text lies («…, м. Первомайськ, …»), if that is one alone. A text of over
// LongestText bytes is no address.
func (r *Registry) Around(m Match, text string) Match {
	if r == nil || m.Code != "" || m.Likeness || len(m.Candidates) == 0 || len(text) > LongestText {
		return m
	}
	text = settled.ReplaceAllStringFunc(key(Fold(text))+",", func(s string) string {
		parts := settled.FindStringSubmatch(s)
		return "§" + settlementWords[parts[1]] + parts[2]
	})
	var found []Hromada
	for _, h := range m.Candidates {
		if slices.ContainsFunc(r.addresses()[headOf(h.Code)], func(name string) bool {
			_, rest, ok := strings.Cut(text, "§"+name)
			next, _ := utf8.DecodeRuneInString(rest)
			return ok && !isLetter(next) && next != '-'
		}) {
			found = append(found, h)
		}
	}
	if len(found) == 1 {
		return Match{Code: found[0].Code}
	}
	return m
}

// settled finds the words that stand before the name of a settlement.
var settled = regexp.MustCompile(`(?:^|[\s,(])(м|с|смт|сел|с-ще|місто|село|селище)[. ]\s*(\p{L})`)

// Cities, settlements and villages of one name may lie in different hromadas:
// their kinds by the categories of the codifier and by the words of an address.
var (
	settlementKinds = map[byte]string{'M': "м ", 'X': "т ", 'C': "с "}
	settlementWords = map[string]string{"м": "м ", "місто": "м ", "смт": "т ", "сел": "т ", "с-ще": "т ", "селище": "т ", "с": "с ", "село": "с "}
)

// indexAddresses prepares the settlements of hromadas that share their name, by
// the nine characters of their codes.
func (r *Registry) indexAddresses() map[string][]string {
	out := map[string][]string{}
	for _, hromadas := range r.byName {
		if len(hromadas) < 2 {
			continue
		}
		for _, h := range hromadas {
			head := headOf(h.Code)
			for line := range r.within[head].lines() {
				for _, k := range line.keys {
					out[head] = append(out[head], settlementKinds[urban(line.category)]+k)
				}
			}
		}
	}
	return out
}
