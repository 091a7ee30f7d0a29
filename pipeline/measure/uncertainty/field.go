package uncertainty

import (
	"math"
	"slices"
	"sort"
)

// A Field is the scores of units, those of each side by side, so that every two of
// thousands can be compared.
type Field struct {
	drawn  [][]float64 // by unit, then draw; NaN: no score
	sorted [][]float64 // the same ascending; nil where a draw gives no score
}

// Field takes the scores of so many units.
func (s *Spread) Field(units int) *Field {
	f := &Field{drawn: make([][]float64, units), sorted: make([][]float64, units)}
	for u := range units {
		f.drawn[u] = make([]float64, len(s.Scores))
		for k, draw := range s.Scores {
			f.drawn[u][k] = draw[u]
		}
		if !slices.ContainsFunc(f.drawn[u], math.IsNaN) {
			f.sorted[u] = slices.Sorted(slices.Values(f.drawn[u]))
		}
	}
	return f
}

// Between returns whether the share of draws in which one partner stands above another, as
// Above tells it, lies between low and high, neither of them in it; true where nothing is
// known of one. What it returns may be called from several goroutines at once.
func (s *Study) Between(low, high float64) func(a, b string) bool {
	field := s.spread.Field(len(s.Partners))
	return func(a, b string) bool {
		i, okA := s.at[a]
		j, okB := s.at[b]
		return !okA || !okB || field.Between(i, j, low, high)
	}
}

// Between reports whether the share of draws in which unit a stands above unit b, as
// Spread.Above tells it, lies between low and high, neither of them in it; true where no
// draw scores both. No more is looked at than decides it.
func (f *Field) Between(a, b int, low, high float64) bool {
	x, y := f.drawn[a], f.drawn[b]
	n := len(x)
	if f.sorted[a] == nil || f.sorted[b] == nil {
		share, ok := (&Spread{Scores: pairs(x, y)}).Above(0, 1)
		return !ok || share < high && share > low
	}
	if share(2*f.surely(a, b), n) >= high || share(2*(n-f.surely(b, a)), n) <= low {
		return false
	}
	halves := 0 // a draw that a wins is two, one in which they are equal one
	for k := range n {
		if x[k] > y[k] {
			halves += 2
		} else if x[k] == y[k] {
			halves++
		}
		if k%64 != 63 {
			continue
		}
		least, most := share(halves, n), share(halves+2*(n-1-k), n)
		if least >= high || most <= low {
			return false
		}
		if least > low && most < high {
			return true
		}
	}
	all := share(halves, n)
	return all < high && all > low
}

// share is what halves are of n draws.
func share(halves, n int) float64 { return float64(halves) / 2 / float64(n) }

// pairs puts the scores of two partners beside each other, by draw.
func pairs(x, y []float64) [][]float64 {
	out := make([][]float64, len(x))
	for k := range x {
		out[k] = []float64{x[k], y[k]}
	}
	return out
}

// surely returns in how many draws a stands above b at least, as follows from the scores
// of each by itself: where b is at or below a border in all draws but few, a is above b
// in all draws but as many of those in which it is above the border.
func (f *Field) surely(a, b int) int {
	x, y := f.sorted[a], f.sorted[b]
	n, most := len(x), 0
	for _, few := range [...]int{0, n / 100, n / 50, n / 30, n / 20} {
		if few < n {
			border := y[n-1-few]
			above := n - sort.Search(n, func(i int) bool { return x[i] > border })
			most = max(most, above-few)
		}
	}
	return most
}
