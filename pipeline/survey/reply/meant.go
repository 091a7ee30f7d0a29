package reply

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/place"
)

// Meant returns the known word that a typing error is nearest to, or "" where
// none is near: up to two letters away, one in words of up to five. Capitals do not
// matter, two letters that changed places are one error, and of equally near words
// the first counts.
func Meant(typed string, known []string) string {
	best, least := "", farSlip
	for _, k := range known {
		if d := slip(typed, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// farSlip is further than any typing error.
const farSlip = 3

// slip is how many letters a typing error is away from a known word; farSlip: it is none.
func slip(typed, known string) int {
	word, letters := []rune(strings.ToLower(strings.TrimSpace(typed))), []rune(strings.ToLower(known))
	most := 2
	if len(word) <= 5 {
		most = 1
	}
	if len(letters) <= most { // would be another word altogether
		return farSlip
	}
	d := place.Distance(word, letters, most)
	if swapped(word, letters) {
		d = min(d, 1)
	}
	if d > most {
		return farSlip
	}
	return d
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
