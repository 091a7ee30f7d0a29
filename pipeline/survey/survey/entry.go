package survey

import (
	"cmp"
	"slices"
	"strings"
)

// An Entry is one practice with the submission it came in.
type Entry struct {
	In       *Submission
	Practice *Practice
}

// Entries lists the practices of submissions in canonical order, whatever the order in
// which they came.
func Entries(subs []Submission) (out []Entry) {
	for i := range subs {
		for j := range subs[i].Practices {
			out = append(out, Entry{&subs[i], &subs[i].Practices[j]})
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(
			strings.Compare(a.In.Partner.ID, b.In.Partner.ID),
			strings.Compare(a.Practice.Place, b.Practice.Place),
			strings.Compare(a.Practice.ID, b.Practice.ID),
			strings.Compare(a.Practice.Theme, b.Practice.Theme),
			strings.Compare(a.Practice.Title, b.Practice.Title),
			a.Practice.At.Compare(b.Practice.At),
		)
	})
	return out
}

// Place is the KATOTTG code of the practice's place, else of the partner's; "" unknown.
func (e Entry) Place() string { return cmp.Or(e.Practice.Place, e.In.Partner.Place) }

// Key is the key under which a practice is scored: at its Place.
func (e Entry) Key() PracticeKey {
	return PracticeKey{e.In.Partner.ID, e.Place(), e.Practice.ID}
}

// PlaceID names the place of a practice: its code, or its name as typed, or the
// territory of a city that is its own place; "" where nobody knows in which
// place of the partner it is.
func (e Entry) PlaceID() string {
	id := cmp.Or(e.Practice.Place, strings.TrimSpace(e.Practice.PlaceName))
	if id == "" && e.In.Partner.Kind == KindCity {
		return cmp.Or(e.In.Partner.Place, e.In.Partner.ID)
	}
	return id
}
