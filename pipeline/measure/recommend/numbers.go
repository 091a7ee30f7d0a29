package recommend

import (
	"cmp"
	"slices"
)

// tell gathers the numbers that a rule's texts may name. With several criteria
// the counts are sums over them; "a.given", "a.yes" and so on speak of criterion
// a alone, the first, b of the second.
func (s *setting) tell(r *Recommendation) {
	r.number("partners", float64(len(s.all)), 0)
	r.number("concerned", float64(len(r.Concerned)), 0)
	r.number("short", float64(len(r.Evidence)), 0)
	r.number("short.unproved", float64(r.Unproved), 0)
	r.number("gain", r.Gain, 1)
	s.tellGoal(r)
	r.number("raised", float64(r.Raised), 0)
	var given, unknown int
	for i, c := range r.Rule.criteria() {
		a := s.answers[c]
		given += a.Given
		unknown += a.Unknown
		s.tellOne(r, string(rune('a'+i))+".", c, a)
	}
	r.number("given", float64(given), 0)
	r.number("unknown", float64(unknown), 0)
	r.number("asked", float64(given+unknown), 0)
	if given+unknown > 0 {
		r.share("coverage", float64(given)/float64(given+unknown))
	}
	slices.SortFunc(r.Numbers, func(a, b Number) int { return cmp.Compare(a.Name, b.Name) })
}

// tellOne returns the numbers of one criterion under a prefix.
func (s *setting) tellOne(r *Recommendation, prefix, criterion string, a AnswerFact) {
	r.number(prefix+"given", float64(a.Given), 0)
	r.number(prefix+"unknown", float64(a.Unknown), 0)
	r.number(prefix+"unproved", float64(a.Unproved), 0)
	for _, choice := range []string{"yes", "no"} {
		r.number(prefix+choice, float64(a.Choices[choice]), 0)
		if a.Given > 0 {
			r.share(prefix+"share."+choice, s.facts.Share(criterion, choice))
		}
	}
	if s.facts.Scored(criterion) > 0 {
		r.number(prefix+"mean", s.facts.Mean(criterion), 1)
		r.number(prefix+"lowest", s.facts.Lowest(criterion), 1)
		r.number(prefix+"highest", s.facts.Highest(criterion), 1)
	}
}

// tellGoal returns where the goal stands and what it is, and of a number what it is
// to be.
func (s *setting) tellGoal(r *Recommendation) {
	if p := r.Progress; p != nil {
		switch p.Measure {
		case Share:
			r.share("now", p.Now)
			r.share("target", p.AtLeast)
		case Mean:
			r.number("now", p.Now, 1)
			r.number("target", p.AtLeast, 0)
		default:
			r.number("now", p.Now, 0)
			r.number("target", p.AtLeast, 0)
		}
	}
	for _, need := range []*float64{r.Rule.Close[0].AtLeast, r.Rule.Close[0].AtMost} {
		if need != nil {
			r.Numbers = append(r.Numbers, Number{Name: "need", X: *need, Decimals: 1, Short: true})
		}
	}
}
