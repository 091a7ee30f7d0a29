package findings

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
)

// Above counts the dimensions in which a partner is above the average, among those
// that it has a score in.
func Above(f *Findings, s *compare.Standing) Count {
	return dimensions(f, s, func(g compare.Gap) bool { return g.Value > g.Mean })
}

// Below counts the dimensions in which a partner is below the average.
func Below(f *Findings, s *compare.Standing) Count {
	return dimensions(f, s, func(g compare.Gap) bool { return g.Value < g.Mean })
}

// dimensions counts those of a partner's dimensions with a score of which something
// holds.
func dimensions(f *Findings, s *compare.Standing, holds func(compare.Gap) bool) Count {
	out := Count{Unit: Criteria, About: s.Unit.ID}
	for _, d := range f.Dimensions() {
		if g, _ := s.Gap(d.ID); g.Known && !math.IsNaN(g.Mean) {
			if out.Of++; holds(g) {
				out.N++
			}
		}
	}
	return out
}

// Strengths returns the criteria in which a partner is above the average, the
// furthest first.
func Strengths(s *compare.Standing, criteria []score.NodeInfo) []compare.Gap {
	return apart(s, criteria, 1)
}

// Gaps returns the criteria in which a partner is below the average, the furthest
// first.
func Gaps(s *compare.Standing, criteria []score.NodeInfo) []compare.Gap {
	return apart(s, criteria, -1)
}

// FromMean returns how far a partner is from the average at a node.
func FromMean(g compare.Gap) Difference {
	return Difference{Low: Value{Node: g.Node, X: g.Mean, Known: !math.IsNaN(g.Mean)}, High: Value{Node: g.Node, X: g.Value, Known: g.Known}}
}

func apart(s *compare.Standing, nodes []score.NodeInfo, sign float64) []compare.Gap {
	var out []compare.Gap
	for _, n := range nodes {
		if g, ok := s.Gap(n.ID); ok && g.Known && sign*(g.Value-g.Mean) > 0 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b compare.Gap) int {
		return cmp.Compare(sign*(b.Value-b.Mean), sign*(a.Value-a.Mean))
	})
	return out
}

// A NextStep is a recommendation as it concerns one partner.
type NextStep struct {
	*recommend.Recommendation
	Own recommend.PartnerGap
}

// Steps returns the recommendations that would bring a partner anything, or ask it
// for data; what brings most comes first.
func (f *Findings) Steps(partner string) []NextStep {
	var out []NextStep
	for i := range f.Recommendations {
		r := &f.Recommendations[i]
		if g, ok := r.For(partner); ok && (g.Gain > 0 || r.Rule.Data) {
			out = append(out, NextStep{r, g})
		}
	}
	slices.SortStableFunc(out, func(a, b NextStep) int { return cmp.Compare(b.Own.Gain, a.Own.Gain) })
	return out
}

// Urgent counts the recommendations of high priority among all. Duties by law have no
// priority: they stand before it.
func Urgent(list []recommend.Recommendation) Count {
	out := Count{Unit: Recommendations, Of: len(list)}
	for i := range list {
		if list[i].Priority == 3 && list[i].Rule.Part() == recommend.ByEffect {
			out.N++
		}
	}
	return out
}

// Duties counts the recommendations that the law demands already, among all.
func Duties(list []recommend.Recommendation) Count {
	out := Count{Unit: Recommendations, Of: len(list)}
	for i := range list {
		if list[i].Rule.Part() == recommend.ByLaw {
			out.N++
		}
	}
	return out
}

// Held counts the draws in which a recommendation's gain is positive and its rule
// fires; of none where that is not known.
func Held(r *recommend.Recommendation) Count {
	return Count{Unit: Draws, About: r.Rule.ID, N: int(math.Round(r.Certainty * float64(r.Draws))), Of: r.Draws}
}

// Short counts the answers that a recommendation rests on, with their cells.
func Short(r *recommend.Recommendation) Count {
	out := Count{Unit: Answers, About: r.Rule.ID, N: len(r.Evidence)}
	for _, e := range r.Evidence {
		out.Cells = append(out.Cells, e.At)
	}
	for _, g := range r.Gaps {
		out.Of += g.Known
	}
	return out
}

// ProblemsOf counts the problems of a file that are of one severity, among all of it.
func (f *Findings) ProblemsOf(file string, severity cell.Severity) Count {
	out := Count{Unit: Problems, About: file}
	for _, p := range f.problems()[file] {
		if out.Of++; p.Severity == severity {
			out.N++
			out.Cells = append(out.Cells, p.At)
		}
	}
	return out
}

func (f *Findings) problemsByFile() map[string][]*cell.Problem {
	out := map[string][]*cell.Problem{}
	for i := range f.evidence.Problems {
		p := &f.evidence.Problems[i]
		out[p.At.File] = append(out[p.At.File], p)
	}
	return out
}
