package form

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A text is plain however it was spaced.
func TestPlain(t *testing.T) {
	piece := rapid.SampledFrom([]string{"а", "Ї", "x", "1", "–", "№", " ", "  ", "\n", "\t", "\u00a0", "\u0085", "\u1680", "\u2003", "\u3000", "\u200b", "\xff", "\xc2"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "text"), "")
		if got, want := Plain(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Fatalf("%q is %q, want %q", text, got, want)
		}
	})
}
