package brief

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestShortened counts by hand.
func TestShortened(t *testing.T) {
	for _, c := range []struct {
		by   func(string, int) string
		text string
		most int
		want string
	}{
		{Letters, "", 3, ""}, {Letters, "Рівень", 6, "Рівень"}, {Letters, "Рівень", 5, "Ріве…"}, {Letters, "Рівень", 1, "…"},
		{Letters, "три слова тут", 5, "три …"},
		{Letters, "🙂🙂🙂", 3, "🙂🙂🙂"}, {Letters, "🙂🙂🙂", 2, "🙂…"},
		{Units, "🙂🙂🙂", 6, "🙂🙂🙂"}, {Units, "🙂🙂🙂", 5, "🙂🙂…"}, {Units, "🙂🙂🙂", 4, "🙂…"},
		{Words, "рішення ради і ще", 17, "рішення ради і ще"}, {Words, "рішення ради і ще", 14, "рішення ради…"},
		{Words, "рішення ради і ще", 13, "рішення ради…"}, {Words, "рішення ради і ще", 12, "рішення…"}, // 13: it ends behind a word as it is
		{Words, "рішення, ради", 10, "рішення…"}, {Words, "рішення — ради", 11, "рішення…"}, {Words, "рішення. Ради", 11, "рішення…"},
		{Words, "а безперервність", 10, "а безпере…"}, // less than half would be left
		{UnitWords, "рішення ради і ще", 14, "рішення ради…"}, {UnitWords, "🙂🙂 🙂🙂🙂", 8, "🙂🙂…"},
	} {
		if got := c.by(c.text, c.most); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

// TestWhatIsShortenedFits holds for any text: what fits stays, and else a beginning with
// the mark fits.
func TestWhatIsShortenedFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("аб яї.,—🙂\u00a0\n…")), 0, 40, -1).Draw(t, "text")
		most := rapid.IntRange(1, 45).Draw(t, "most")
		units := func(s string) int { return len(utf16.Encode([]rune(s))) }
		for name, c := range map[string]struct {
			by    func(string, int) string
			count func(string) int
		}{"letters": {Letters, utf8.RuneCountInString}, "words": {Words, utf8.RuneCountInString}, "units": {Units, units}, "unit words": {UnitWords, units}} {
			got := c.by(text, most)
			if c.count(text) <= most {
				if got != text {
					t.Fatalf("%s: %q fits in %d and became %q", name, text, most, got)
				}
				continue
			}
			begin, marked := strings.CutSuffix(got, "…")
			if c.count(got) > most || !marked || !strings.HasPrefix(text, begin) {
				t.Fatalf("%s: %q in %d became %q", name, text, most, got)
			}
		}
	})
}
