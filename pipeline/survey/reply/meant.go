// Package reply says what people mean by what they type. It believes that a
// typing error has one likely meaning or none, and that a guess is offered and
// never taken.
package reply

import (
	"slices"
	"strings"
	"unicode/utf8"
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
		d := Distance(word, letters, most)
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

// Distance is how many letters have to be put in, left out or replaced to make b of
// a (V. I. Levenshtein, Soviet Physics Doklady 10 (1966), 707–710); more than most is
// most+1. The work is at most len(a)·len(b) steps, and none where the lengths alone
// decide.
func Distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			step := diagonal
			if a[i] != b[j] {
				step++
			}
			diagonal = row[j+1]
			row[j+1] = min(step, row[j+1]+1, row[j]+1)
		}
	}
	return min(row[len(b)], most+1)
}
