package stat

import (
	"math"
	"slices"
)

// OrdinalAlpha is Krippendorff's alpha for ordinal values: how far several
// raters agree, 1 wholly, 0 as chance would. ratings has the values that each
// thing was given, in any order, those that nobody gave left out. NaN where no
// thing has two ratings, or all ratings are alike, so that there is nothing to
// agree on. Krippendorff, Content Analysis, 3rd edition, Sage, 2013, ch. 12.
func OrdinalAlpha(ratings [][]float64) float64 {
	paired := slices.DeleteFunc(slices.Clone(ratings), func(r []float64) bool { return len(r) < 2 })
	var values []float64
	for _, r := range paired {
		values = append(values, r...)
	}
	slices.Sort(values)
	levels := slices.Compact(slices.Clone(values))
	if len(levels) < 2 {
		return math.NaN()
	}
	counts := make([]float64, len(levels)) // of paired ratings, by level
	at := func(v float64) int { i, _ := slices.BinarySearch(levels, v); return i }
	for _, v := range values {
		counts[at(v)]++
	}
	observed := 0.0
	for _, r := range paired {
		for i, a := range r {
			for j, b := range r {
				if i != j {
					observed += apart(counts, at(a), at(b)) / float64(len(r)-1)
				}
			}
		}
	}
	expected := 0.0
	for a := range levels {
		for b := range levels {
			expected += float64(counts[a] * counts[b] * apart(counts, a, b))
		}
	}
	return 1 - float64(len(values)-1)*observed/expected
}

// apart is the squared ordinal distance of two levels: the ratings from one to
// the other, those at the ends counting half.
func apart(counts []float64, a, b int) float64 {
	sum := 0.0
	for k := min(a, b); k <= max(a, b); k++ {
		sum += counts[k]
	}
	sum -= (counts[a] + counts[b]) / 2
	return float64(sum * sum)
}
