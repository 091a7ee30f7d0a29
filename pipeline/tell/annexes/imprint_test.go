package annexes

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// A word stands in a text where it is one of its words, taken apart letter by letter.
func TestStands(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"До ЦНАП: чотири", "ЦНАП", true}, {"ЦНАПи та ЦНАП-2", "ЦНАП", false}, {"ЦНАПи, ЦНАП", "ЦНАП", true}, {"answers.csv", "csv", true},
		{"об’ЄС", "ЄС", false}, {"SHA256", "SHA", false}, {"SHA-256", "SHA", false}, {"", "SHA", false}, {"а б", "", false}, {"а б", "а б", false}, {"«СЕВ»", "СЕВ", true},
	} {
		if got := stands(c.text, c.word); got != c.want {
			t.Errorf("%q in %q: %v", c.word, c.text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, word := rapid.StringOfN(rapid.RuneFrom([]rune("аб’-. é")), 0, 12, -1).Draw(t, "text"), rapid.StringOfN(rapid.RuneFrom([]rune("аб’-.")), 1, 3, -1).Draw(t, "word")
		words := strings.FieldsFunc(text, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '-'
		})
		if want := slices.Contains(words, word); stands(text, word) != want {
			t.Fatalf("%q in %q: %v", word, text, !want)
		}
	})
}
