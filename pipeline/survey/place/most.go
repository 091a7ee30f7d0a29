package place

import (
	"maps"
	"slices"
)

// It is looked where few texts lie, evenly spread over all; unless they say the same,
// where many do.
const (
	fewTexts  = 60
	manyTexts = 1_000
)

// Most returns the region that more than two thirds of the texts that name one name, as
// find has them. Of many texts some are looked at.
func Most(texts []string, find func(string) (Oblast, bool)) (Oblast, bool) {
	if few, total := named(texts, fewTexts, find); len(few) == 1 && 3*total > min(len(texts), fewTexts) {
		return slices.Collect(maps.Values(few))[0].Oblast, true
	}
	counts, total := named(texts, manyTexts, find)
	for _, o := range Oblasts {
		if n := counts[o.Code].texts; n > 0 && 3*n > 2*total {
			return o, true
		}
	}
	return Oblast{}, false
}

// A naming is a region and how many texts name it.
type naming struct {
	Oblast
	texts int
}

// named counts by code the regions that so many of the texts name, and these texts.
func named(texts []string, many int, find func(string) (Oblast, bool)) (counts map[string]naming, total int) {
	counts = map[string]naming{}
	many = min(len(texts), many)
	for i := range many {
		if o, ok := find(texts[i*len(texts)/many]); ok {
			counts[o.Code] = naming{o, counts[o.Code].texts + 1}
			total++
		}
	}
	return counts, total
}
