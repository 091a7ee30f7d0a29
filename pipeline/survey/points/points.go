// Package points tells kinds of records apart by how they are called: a main centre,
// a territorial unit, a remote desk. It believes that a desk in a village is no poor
// centre, and is asked only what a desk can have.
package points

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// Kind returns the kind of a record by its title: the first kind one of whose words
// stands in it, each part of the word being the beginning of a word there; nil where no
// kind fits, and where there are none.
func Kind(kinds []survey.PointKind, title string) *survey.PointKind {
	if len(kinds) == 0 {
		return nil
	}
	words := strings.FieldsFunc(place.Fold(title), func(r rune) bool { return strings.ContainsRune(" «»\"().,;:-–—/№", r) })
	for i := range kinds {
		if slices.ContainsFunc(kinds[i].Match, func(stems string) bool { return stand(words, stems) }) {
			return &kinds[i]
		}
	}
	return nil
}

// stand reports whether all stems begin words of a title; a stem that ends in «.» is a
// whole word.
func stand(words []string, stems string) bool {
	for stem := range strings.FieldsSeq(place.Fold(stems)) {
		whole := strings.HasSuffix(stem, ".")
		stem = strings.TrimSuffix(stem, ".")
		if !slices.ContainsFunc(words, func(w string) bool { return w == stem || !whole && strings.HasPrefix(w, stem) }) {
			return false
		}
	}
	return true
}

// Asks reports whether a criterion can be asked of a record of a kind: of nil, and of a
// kind that names no criteria, everything can.
func Asks(kind *survey.PointKind, criterion string) bool {
	return kind == nil || len(kind.Asks) == 0 || slices.Contains(kind.Asks, criterion)
}
