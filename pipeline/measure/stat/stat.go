// Package stat holds the statistics that several stages need. It believes that
// a number must not depend on the order in which its parts arrived: who sums
// here either hands over values in canonical order or lets Sum put them there.
package stat

import (
	"math"
	"slices"
	"sort"
)

// Sum adds values in ascending order, to twice the digits of a float64, so that
// the order of arrival cannot change a bit. The caller's slice stays as it is. The sum of nothing is 0.
func Sum(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	var total Wide
	for _, v := range sorted {
		total = total.Plus(Wide{Value: v})
	}
	return total.tidy().Value
}

// Mean is the arithmetic mean, folded as Sum does; NaN of nothing.
func Mean(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return Sum(values) / float64(len(values))
}

// Quantile returns the q-quantile, 0 ≤ q ≤ 1, of values in ascending order by
// linear interpolation: type 7 of Hyndman and Fan, Sample Quantiles in
// Statistical Packages, The American Statistician 50(4), 1996, which is the
// default of R and of spreadsheets. NaN of nothing.
func Quantile(sorted []float64, q float64) float64 {
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	h := float64(n-1) * min(max(q, 0), 1)
	i := int(math.Floor(h))
	if i >= n-1 {
		return sorted[n-1]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}

// Median is the 0.5-quantile of values in any order; the slice stays as it is.
func Median(values []float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return Quantile(sorted, 0.5)
}

// Ties says which rank equal values share.
type Ties string

const (
	TiesMin     Ties = "min"     // the smallest of their places
	TiesAverage Ties = "average" // the mean of their places
	TiesMax     Ties = "max"     // the largest of their places
)

// RankIn returns the ascending rank of x among sorted values, the lowest 1. A
// value that is not among them ranks where it would be put in.
func RankIn(sorted []float64, x float64, ties Ties) float64 {
	below := sort.SearchFloat64s(sorted, x)
	upto := below + sort.Search(len(sorted)-below, func(i int) bool { return sorted[below+i] > x })
	first, last := float64(below+1), float64(max(upto, below+1))
	switch ties {
	case TiesAverage:
		return (first + last) / 2
	case TiesMax:
		return last
	}
	return first
}

// Competition returns descending competition ranks: the highest value is 1, ties
// share the smallest number, NaN gets 0.
func Competition(values []float64) []int {
	order := make([]int, 0, len(values))
	for i, v := range values {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		switch va, vb := values[a], values[b]; {
		case va > vb:
			return -1
		case va < vb:
			return 1
		}
		return a - b
	})
	ranks := make([]int, len(values))
	for place, i := range order {
		if place > 0 && values[order[place-1]] == values[i] {
			ranks[i] = ranks[order[place-1]]
			continue
		}
		ranks[i] = place + 1
	}
	return ranks
}
