package reply

import (
	"slices"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/place"
)

// Meant returns the known word that a typing error is nearest to, or "" where
// none is near: up to two letters away, one in words of up to five. Capitals do not
// matter, two letters that changed places are one error, and of equally near words
// the first counts.
func Meant(typed string, known []string) string {
	word := []rune(strings.ToLower(strings.TrimSpace(typed)))
	most := 2
	if len(word) <= 5 {
		most = 1
	}
	best, least := "", most+1
	for _, k := range known {
		if n := utf8.RuneCountInString(k); n <= most { // would be another word altogether
			continue
		}
		letters := []rune(strings.ToLower(k))
		d := place.Distance(word, letters, most)
		if swapped(word, letters) {
			d = min(d, 1)
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

// swapped reports whether b is a with two neighbours in each other's place.
func swapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
