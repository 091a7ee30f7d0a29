package plaintext

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTable(t *testing.T) {
	got := Table{Header: []string{"Громада", "Бал", "чому"}, Rows: [][]string{{"Вінницька", "7", "так"}, {"Ївга", "12,5", "бо мало"}}, Left: []bool{true, false, true}}.String()
	want := "Громада     Бал  чому\n─────────  ────  ───────\nВінницька     7  так\nЇвга       12,5  бо мало\n"
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

// Wrapping keeps every word in its order, no line but that of one long word is too long,
// and none could have taken the next word.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[а-яїa-z.,]{1,14}`), 1, 30).Draw(t, "words")
		width := rapid.IntRange(1, 40).Draw(t, "width")
		lines := Wrap(strings.Join(words, "  "), width)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Fatalf("%q, want %q", got, words)
		}
		for i, line := range lines {
			long := utf8.RuneCountInString(line)
			if long > width && strings.Contains(line, " ") {
				t.Fatalf("%q is longer than %d", line, width)
			}
			if i+1 < len(lines) {
				next, _, _ := strings.Cut(lines[i+1], " ")
				if long+1+utf8.RuneCountInString(next) <= width {
					t.Fatalf("%q had room for %q", line, next)
				}
			}
		}
	})
}
