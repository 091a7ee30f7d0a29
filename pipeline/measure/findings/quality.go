package findings

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// Flagged lists the criteria of which something is true, in the file's order.
func Flagged(d *items.Report, has func(items.Criterion) bool) []string {
	var out []string
	for _, k := range d.Criteria {
		if has(k) {
			out = append(out, k.ID)
		}
	}
	return out
}

// Unrelated returns the branches whose parts have hardly anything in common, the least
// first; none without a report.
func Unrelated(d *items.Report) []items.Branch {
	if d == nil {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(d.Branches), func(b items.Branch) bool { return len(b.Parts) < 2 || !(b.Alpha < items.NoAlpha) })
	slices.SortStableFunc(out, func(a, b items.Branch) int { return cmp.Compare(a.Alpha, b.Alpha) })
	return out
}

// Loadings returns for each node the loading in its branch; a branch of one part says
// nothing.
func Loadings(d *items.Report) map[string]float64 {
	out := map[string]float64{}
	for _, b := range d.Branches {
		for k, l := range b.Loadings {
			if len(b.Parts) > 1 {
				out[b.Parts[k]] = l
			}
		}
	}
	return out
}

// Moving returns the criteria without which ranks change most, and how far they
// change; none where no rank changes.
func Moving(d *items.Report) (criteria []string, top items.Criterion) {
	order := func(a, b items.Criterion) int {
		return cmp.Or(cmp.Compare(a.Moved, b.Moved), cmp.Compare(a.MovedMost, b.MovedMost))
	}
	top = slices.MaxFunc(d.Criteria, order)
	if !(top.Moved > 0) {
		return nil, top
	}
	return Flagged(d, func(k items.Criterion) bool { return order(k, top) == 0 }), top
}

// Decisive returns the source of uncertainty that moves ranks most, its share of all
// movement (0 to 1), and whether it is told apart from every other.
func Decisive(list []uncertainty.Index) (top uncertainty.Index, share float64, clear bool) {
	top = slices.MaxFunc(list, func(a, b uncertainty.Index) int { return cmp.Compare(a.Total, b.Total) })
	clear = !slices.ContainsFunc(list, func(i uncertainty.Index) bool { return i.Source != top.Source && !(i.TotalHigh < top.TotalLow) })
	return top, min(max(top.Total, 0), 1), clear
}

// Pairs returns the flagged correlations, the strongest first, and how many of them
// are negative.
func Pairs(d *items.Report) (pairs []items.Pair, against Count) {
	pairs = slices.Clone(d.Pairs)
	slices.SortStableFunc(pairs, func(a, b items.Pair) int { return cmp.Compare(math.Abs(b.R), math.Abs(a.R)) })
	against = Count{Unit: Criteria, Of: len(pairs)}
	for _, p := range pairs {
		if p.Negative {
			against.N++
		}
	}
	return pairs, against
}
