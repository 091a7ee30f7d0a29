package place

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDistance has the examples that the textbooks have.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"kitten", "sitting", 3}, {"saturday", "sunday", 3}, {"ca", "abc", 3}, {"", "abc", 3},
		{"вінниця", "вінинця", 2}, {"вінниця", "винниця", 1}, {"same", "same", 0},
	} {
		if got := Distance([]rune(c.a), []rune(c.b), 9); got != c.want {
			t.Errorf("%q %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Distance([]rune(c.a), []rune(c.b), 1); got != min(c.want, 2) {
			t.Errorf("%q %q within 1: %d", c.a, c.b, got)
		}
	}
}

// TestDistanceIsADistance: nothing for the same, the same in both directions, and
// never more than the longer word has letters.
func TestDistanceIsADistance(t *testing.T) {
	word := rapid.SliceOfN(rapid.SampledFrom([]rune("абв")), 0, 6)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := Distance(a, b, 99)
		if d != Distance(b, a, 99) || (d == 0) != (string(a) == string(b)) || d > max(len(a), len(b)) {
			t.Fatalf("%q %q: %d and %d", string(a), string(b), d, Distance(b, a, 99))
		}
	})
}
