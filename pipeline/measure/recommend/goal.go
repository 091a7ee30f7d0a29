package recommend

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"depository.example/depository/pipeline/survey/survey"
)

// progress returns how far a rule's goal is reached; nil: it has none.
func (s *setting) progress(rule *Rule) *Progress {
	if rule.Target == nil {
		return nil
	}
	p := &Progress{Goal: *rule.Target}
	if p.Measure == Mean {
		p.Now, p.Known = s.facts.Mean(p.Of), s.facts.Scored(p.Of)
		return p
	}
	met := 0
	s.eachPractice(func(_ *survey.Submission, q *survey.Practice) {
		for _, t := range rule.Close {
			a := q.Answer(t.Criterion)
			switch {
			case !s.asks(q, a):
			case rule.Data:
				p.Known++
				if !s.short(rule, t, a) {
					met++
				}
			case t.Criterion == p.Of && a.State == survey.Given:
				p.Known++
				if !s.short(rule, t, a) {
					met++
				}
			}
		}
	})
	if p.Now = float64(met); p.Measure == Share {
		p.Now = products.Round(float64(met) / float64(p.Known))
	}
	return p
}

// spread orders the answers that fall short so that any first part of them takes from
// each partner its share of it: nobody knows who will be the first to act.
func spread(r *Recommendation) []Evidence {
	of, at := map[string]int{}, map[string]int{}
	for _, e := range r.Evidence {
		of[e.Partner]++
	}
	type placed struct {
		Evidence
		key float64
	}
	var out []placed
	for _, e := range r.Evidence {
		out = append(out, placed{e, (float64(at[e.Partner]) + 0.5) / float64(of[e.Partner])})
		at[e.Partner]++
	}
	slices.SortStableFunc(out, func(a, b placed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Partner, b.Partner)) })
	list := make([]Evidence, len(out))
	for i, p := range out {
		list[i] = p.Evidence
	}
	return list
}

// needed returns how many of the answers that fall short, in order, have to be better
// for the goal to be reached: all of them where there is no goal, or where even that
// is not enough.
func (s *setting) needed(r *Recommendation, order []Evidence) int {
	p := r.Progress
	switch {
	case p == nil:
		return len(order)
	case p.Measure == Mean:
		return sort.Search(len(order), func(n int) bool {
			return products.Round(s.meanOf(s.nominal.AmendedAt(s.closeGap(r.Rule, order[:n]), p.Of))) >= products.Round(p.AtLeast)
		})
	}
	want := p.AtLeast - p.Now
	if p.Measure == Share {
		want *= float64(p.Known)
	}
	still := int(math.Ceil(products.Round(want)))
	for n, e := range order {
		if still <= 0 {
			return n
		}
		if e.Criterion == p.Of {
			still--
		}
	}
	return len(order)
}
