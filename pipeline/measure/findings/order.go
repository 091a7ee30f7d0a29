package findings

import (
	"cmp"
	"slices"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
)

// Who stands equal is listed in the alphabet of a language. The analysis has one
// order for all languages, by id; here each document has its own.

// putInOrder copies comparison and recommendations with equals in order.
func putInOrder(f *Findings, a *analysis.Analysis) {
	byName := f.order.byName
	comparison := *a.Comparison
	f.place = map[string]int{}
	comparison.Standings = slices.Clone(comparison.Standings)
	slices.SortStableFunc(comparison.Standings, func(a, b compare.Standing) int {
		return cmp.Or(cmp.Compare(uint(a.Rank-1), uint(b.Rank-1)), byName(a.Unit.ID, b.Unit.ID)) // no rank comes last
	})
	for i, s := range comparison.Standings {
		f.place[s.Unit.ID] = i
	}
	byPlace := func(a, b string) int { return cmp.Compare(f.place[a], f.place[b]) }
	comparison.Ties = slices.Clone(comparison.Ties)
	for i := range comparison.Ties {
		comparison.Ties[i].Partners = slices.SortedStableFunc(slices.Values(comparison.Ties[i].Partners), byPlace)
	}
	comparison.Apart = slices.Clone(comparison.Apart)
	slices.SortStableFunc(comparison.Apart, func(a, b compare.Standing) int { return byName(a.Unit.ID, b.Unit.ID) })
	comparison.Changes = slices.Clone(comparison.Changes)
	slices.SortStableFunc(comparison.Changes, func(a, b compare.Change) int {
		return cmp.Or(cmp.Compare(b.Delta, a.Delta), byName(a.Partner, b.Partner))
	})
	comparison.Joined = slices.SortedStableFunc(slices.Values(comparison.Joined), byName)
	comparison.Left = slices.SortedStableFunc(slices.Values(comparison.Left), byName)
	f.Comparison = &comparison
	f.Recommendations = slices.Clone(a.Recommendations)
	units := map[string]*score.Unit{}
	for _, s := range comparison.Standings {
		units[s.Unit.ID] = s.Unit
	}
	for i := range f.Recommendations {
		putAdviceInOrder(f, &f.Recommendations[i], units)
	}
}

// FirstTied returns the partners that one cannot be told apart from, most of them at
// most, those first that stand first: of many partners there are hundreds of each.
func (f *Findings) FirstTied(s *compare.Standing, most int) []string {
	byPlace := func(a, b string) int { return cmp.Compare(f.place[a], f.place[b]) }
	var out []string
	for _, id := range s.Tied {
		if len(out) == most && byPlace(out[most-1], id) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, id, byPlace)
		out = slices.Insert(out, at, id)
		out = out[:min(most, len(out))]
	}
	return out
}

// putAdviceInOrder lists the partners of a recommendation, and whom to learn from.
// units are the partners in the comparison.
func putAdviceInOrder(f *Findings, r *recommend.Recommendation, units map[string]*score.Unit) {
	byName := f.order.byName
	at := func(partner string) float64 {
		if u := units[partner]; u != nil {
			v, _ := f.Now.At(u, r.Rule.Close[0].Criterion)
			return v.Value
		}
		return 0
	}
	r.Concerned = slices.Clone(r.Concerned)
	slices.SortStableFunc(r.Concerned, func(a, b string) int { return cmp.Or(cmp.Compare(at(a), at(b)), byName(a, b)) })
	r.Gaps = slices.Clone(r.Gaps)
	slices.SortStableFunc(r.Gaps, func(a, b recommend.PartnerGap) int {
		return cmp.Or(cmp.Compare(at(a.Partner), at(b.Partner)), byName(a.Partner, b.Partner))
	})
	r.Exemplars = slices.Clone(r.Exemplars)
	for from := 0; from < len(r.Exemplars); {
		to := from + 1
		for to < len(r.Exemplars) && r.Exemplars[to].Level == r.Exemplars[from].Level && r.Exemplars[to].Score == r.Exemplars[from].Score {
			to++
		}
		slices.SortStableFunc(r.Exemplars[from:to], func(a, b recommend.Exemplar) int { return byName(a.Partner, b.Partner) })
		from = to
	}
}
