package reply

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is passed over by its first letter begins with none of the words.
func TestPassedOverBeginsWithNothing(t *testing.T) {
	words := []string{"Разом", "Усього", "всього по", "ИТОГО", "Примітка", "* за даними", "x-сума", "Їх", "й", "у т.ч", "в.о"}
	b := NewBeginnings(words)
	piece := rapid.SampledFrom(append(slices.Clone(words), "УСЬОГО", "pазом", "и\u0306", "1. ", "2) ", "(", ")", "[", "№", "«", "-", "\u00ad", "\u200b", "Х", "x", "у", "в", "т", ".", "ч"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		key := strings.TrimLeft(Key(text), "*0123456789.) ")
		if slices.ContainsFunc(b.words, func(w string) bool { return startsWith(key, w) }) != b.Begin(text) {
			t.Fatalf("%q and the words it begins with", text)
		}
	})
}
