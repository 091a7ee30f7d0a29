package reference

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A vocabulary finds the ids that a text names, wherever their names begin and whatever
// they share.
func TestVocabulary(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abїє ")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(word, 0, 70, rapid.ID).Draw(t, "ids")
		names := map[string][]string{}
		for _, id := range ids {
			names[id] = rapid.SliceOfN(word, 0, 2).Draw(t, "names")
		}
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abcїєж ")), 0, 30, -1).Draw(t, "text")
		v := newVocabulary(ids, names)
		got := v.namedIn(text)
		for n, id := range ids {
			want := slices.ContainsFunc(append([]string{id}, names[id]...), func(name string) bool { return name != "" && strings.Contains(text, name) })
			if v.bits[id] != n || got[n/64]&(1<<(n%64)) != 0 != want {
				t.Fatalf("%q, called %q, in %q: %v", id, names[id], text, want)
			}
		}
	})
}

// A text that is read again says the same, and its numbers are those of Tokens.
func TestReaderReadsOnce(t *testing.T) {
	r := newReader(newVocabulary([]string{"b"}, nil), strings.NewReplacer("Місто 201", " "))
	print := map[int32]string{}
	for range 2 {
		for text, want := range map[string]string{"Місто 201 має 48 балів": "48", "b: 48 із 50,5": "48|50,5", "слова — «і лише»": ""} {
			one := r.read(text)
			for token, n := range r.tokens {
				print[n] = token
			}
			var got []string
			for _, n := range one.numbers {
				got = append(got, print[n])
			}
			if strings.Join(got, "|") != want || one.names[0] != map[bool]uint64{true: 1}[text[0] == 'b'] {
				t.Errorf("%q: %q, names %v", text, got, one.names)
			}
		}
	}
}
