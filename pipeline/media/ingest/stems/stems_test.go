package stems

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/place"
)

// The walk finds what a search for one stem after the other finds, in a text as it stands
// and in what is left of it without its brackets.
func TestMayIsWhatSearchesFind(t *testing.T) {
	bracketed := regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
	stem := rapid.StringOfN(rapid.RuneFrom([]rune("абвa1")), 1, 4, -1)
	piece := rapid.SampledFrom([]string{"а", "аб", "Б", "в", "a", "1", " ", "-", "(", ")", "[", "]", ".", "’", "г", "\u00ad", "A", "Ї"})
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(stem, 0, 2).Draw(t, "keys")
		lists := rapid.SliceOfN(rapid.SliceOfN(stem, 1, 3), 0, 5).Draw(t, "lists")
		for i, key := range keys {
			keys[i] = place.Letters(key)
		}
		for _, list := range lists {
			for i, s := range list {
				list[i] = place.Letters(s)
			}
		}
		text := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "text"), "")
		stands := func(in string) bool {
			return slices.Contains(keys, in) || slices.ContainsFunc(lists, func(list []string) bool {
				return !slices.ContainsFunc(list, func(s string) bool { return !strings.Contains(in, s) })
			})
		}
		want := stands(place.Letters(text)) || strings.ContainsAny(text, "([") && stands(place.Letters(bracketed.ReplaceAllString(text, " ")))
		if may, known := New(keys, lists).May(text); known && may != want {
			t.Fatalf("%q may be a label: %v, want %v", text, may, want)
		}
		if New(keys, lists).Key(place.Letters(text)) != stands(place.Letters(text)) {
			t.Fatalf("%q is judged otherwise as a key", text)
		}
	})
}

// What has to be changed before its letters are read is not known, and may be anything.
func TestNotKnown(t *testing.T) {
	s := New([]string{"код"}, [][]string{{"зупинк"}})
	for text, want := range map[string][2]bool{
		"Код": {true, true}, "Зупинка": {true, true}, "Паркінг": {false, true}, "": {false, true}, "Назва (код)": {false, true}, "Код (ЦНАП)": {true, true},
		"1. Код": {true, false}, "№ коду": {true, false}, "#": {true, false}, "и\u0306": {true, false}, "漢": {true, false}, "5": {false, true},
	} {
		if may, known := s.May(text); may != want[0] || known != want[1] {
			t.Errorf("%q: may %v, known %v, want %v", text, may, known, want)
		}
	}
	if may, _ := New(nil, [][]string{{""}}).May("код"); !may {
		t.Error("a list without stems stands in every text")
	}
}
