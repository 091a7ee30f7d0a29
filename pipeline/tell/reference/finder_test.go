package reference

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A finder finds the words that stand in a text, wherever they begin and whatever they
// share.
func TestFinder(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abїє ")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 8).Draw(t, "words")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abcїєж ")), 0, 30, -1).Draw(t, "text")
		f := newFinder(words)
		got := map[int32]int{}
		f.find(text, func(w int32) { got[w]++ })
		for _, w := range words {
			if w == "" {
				continue
			}
			want := 0
			for i := range len(text) {
				if strings.HasPrefix(text[i:], w) {
					want++
				}
			}
			if n := got[f.number[w]]; n != want {
				t.Fatalf("%q stands %d times in %q, found %d", w, want, text, n)
			}
		}
	})
}

// What a page prints of all that a number is about is found by the passages of one of
// these as by all passages, whether its names are usual, sought or sorted.
func TestLook(t *testing.T) {
	ids := []string{"a", "b", "ab", "c", "ca"}
	names := map[string][]string{"a": {"альфа"}, "b": {"бета", "b1"}, "c": {"альфа бета"}}
	rapid.Check(t, func(t *rapid.T) {
		usual := newVocabulary(ids[:rapid.IntRange(0, len(ids)).Draw(t, "usual")], names)
		p := newPage(nil, usual)
		texts := []string{"a", "ab", "бета", "альфа", "альфа бета", "x", "cab", "b1"}
		var all []passage
		for range rapid.IntRange(0, 12).Draw(t, "passages") {
			one := passage{at: rapid.SampledFrom([]string{"1", "2", "3", "4", "5"}).Draw(t, "at"),
				numbers: rapid.SliceOfN(rapid.SampledFrom([]string{"7", "8"}), 1, 3).Draw(t, "numbers"), says: rapid.SliceOfN(rapid.SampledFrom(texts), 0, 3).Draw(t, "says")}
			all = append(all, one)
			p.add(one.at, one)
		}
		p.asked = rapid.SampledFrom([]int{0, seldom}).Draw(t, "asked")
		for range 4 {
			token, about := rapid.SampledFrom([]string{"7", "8", "9"}).Draw(t, "token"), rapid.SliceOfN(rapid.SampledFrom(ids), 0, 3).Draw(t, "about")
			var want []string
			for _, one := range all {
				if len(want) < mostPlaces && slices.Contains(one.numbers, token) && !slices.Contains(want, one.at) && one.tells(about, names) {
					want = append(want, one.at)
				}
			}
			if got := p.look(token, about, names, nil); !slices.Equal(got, want) {
				t.Fatalf("%s of %q: %q, want %q", token, about, got, want)
			}
		}
	})
}

// tells reports whether a passage names all ids.
func (p *passage) tells(ids []string, names map[string][]string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		return !slices.ContainsFunc(append([]string{id}, names[id]...), func(name string) bool {
			return slices.ContainsFunc(p.says, func(s string) bool { return strings.Contains(s, name) })
		})
	})
}
