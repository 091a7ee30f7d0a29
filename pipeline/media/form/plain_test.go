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

// A form's own texts stand among them as they are written, rubrics too, with two blanks
// behind the level: whoever finds a text there need not look at its blanks.
func TestOwnAsWritten(t *testing.T) {
	own, err := Own(small(), texts(t, "uk"))
	if err != nil {
		t.Fatal(err)
	}
	otherwise := 0
	for text := range own {
		if !own[Plain(text)] {
			t.Errorf("%q is not there as Plain has it", text)
		}
		if Plain(text) != text {
			otherwise++
		}
	}
	if otherwise == 0 {
		t.Error("no text is there as it is written")
	}
}
