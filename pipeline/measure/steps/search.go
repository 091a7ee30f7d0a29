package steps

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A search goes through the questions in their order and, at each, through the steps
// that may be made, the dearest first and none last. It leaves out what cannot be
// cheaper than what was found, nor better at the same cost: what the questions to come
// can add for a cost is at most what parts of their steps would add, taken by what each
// adds for its cost (the relaxation of a knapsack).
type search struct {
	m   *score.Model
	q   *survey.Questionnaire
	sub *survey.Submission
	p   *survey.Practice

	now     float64 // the overall score
	want    int     // the level to reach
	reach   float64 // the overall score that it begins with
	demands []demand
	raises  []raise
	whole   bool        // all costs are whole numbers
	rest    [][][]slope // by the first question to come, then demand

	budget, over float64 // the most that may be spent; the least that went beyond it
	chosen       []int   // option of each question, -1 none
	best         []int
	cost, then   float64 // of best
	looked       int     // how many sets were begun
	tried        int     // how many of them were scored
}

// What one practice may cost: many times what those of the sample do. Where a condition
// that sums do not see keeps every set from the level, all sets would be looked through.
const (
	mostLooked = 50_000
	mostTried  = 1_000
)

// tired reports whether too many sets were looked through.
func (s *search) tired() bool { return s.looked > mostLooked || s.tried > mostTried }

// A slope is a part of a question's steps: what it costs and adds.
type slope struct{ cost, adds float64 }

const tiny = 1e-9

// order prepares the bounds.
func (s *search) order() {
	s.whole = true
	for _, r := range s.raises {
		for _, o := range r.options {
			s.whole = s.whole && o.Cost == math.Trunc(o.Cost)
		}
	}
	s.rest = make([][][]slope, len(s.raises)+1)
	for i := range s.rest {
		s.rest[i] = make([][]slope, len(s.demands))
		for d := range s.demands {
			for _, r := range s.raises[i:] {
				s.rest[i][d] = append(s.rest[i][d], slopesOf(r.options, d)...)
			}
			slices.SortStableFunc(s.rest[i][d], func(a, b slope) int { return cmp.Compare(b.adds*a.cost, a.adds*b.cost) })
		}
	}
}

// slopesOf returns the upper hull of what options add for their cost.
func slopesOf(options []option, d int) (out []slope) {
	cost, adds := 0.0, 0.0
	for {
		best := slope{}
		for _, o := range options {
			if c, a := o.Cost-cost, o.adds[d]-adds; c > tiny && a > 0 && (best.cost == 0 || a*best.cost > best.adds*c || a*best.cost == best.adds*c && c > best.cost) {
				best = slope{c, a}
			}
		}
		if best.cost == 0 {
			return out
		}
		out = append(out, best)
		cost, adds = cost+best.cost, adds+best.adds
	}
}

// least is the least cost of adding so much to a demand by the questions from i on.
func (s *search) least(i, d int, lack float64) float64 {
	cost := 0.0
	for _, part := range s.rest[i][d] {
		if lack <= 0 {
			break
		}
		if part.adds >= lack {
			return cost + part.cost*lack/part.adds
		}
		cost, lack = cost+part.cost, lack-part.adds
	}
	if lack > 0 {
		return never
	}
	return cost
}

// most is what the questions from i on add to the overall score for a cost.
func (s *search) most(i int, budget float64) float64 {
	sum := 0.0
	for _, part := range s.rest[i][0] {
		if part.cost >= budget {
			return sum + part.adds*budget/part.cost
		}
		sum, budget = sum+part.adds, budget-part.cost
	}
	return sum
}

// run looks with a budget that grows to the least that is beyond it, until something
// is found or nothing is left.
func (s *search) run() {
	s.chosen = make([]int, len(s.raises))
	for i := range s.chosen {
		s.chosen[i] = -1
	}
	lacks := make([]float64, len(s.demands))
	for d := range s.demands {
		lacks[d] = s.demands[d].lack
	}
	for s.budget = s.bound(0, lacks); s.budget < never; s.budget = s.over {
		s.over = never
		if s.look(0, 0, 0, lacks); s.best != nil || s.tired() {
			return
		}
	}
}

// bound is the least cost of meeting all demands by the questions from i on.
func (s *search) bound(i int, lacks []float64) float64 {
	least := 0.0
	for d, lack := range lacks {
		least = max(least, s.least(i, d, lack))
	}
	if s.whole && least < never {
		least = math.Ceil(least - tiny)
	}
	return least
}

// look goes on from question i after so much was spent and gained.
func (s *search) look(i int, spent, gained float64, lacks []float64) {
	if s.looked++; s.tired() {
		return
	}
	need := s.bound(i, lacks)
	switch {
	case need == never:
		return
	case spent+need > s.budget+tiny:
		s.over = min(s.over, spent+need)
		return
	case s.best != nil && s.now+gained+s.most(i, s.budget-spent) <= s.then+tiny:
		return
	}
	if need == 0 && spent > 0 && s.suffices(spent) {
		return
	}
	if i == len(s.raises) {
		return
	}
	r := &s.raises[i]
	for j, o := range r.options {
		if spent+o.Cost > s.budget+tiny {
			s.over = min(s.over, spent+o.Cost)
			continue
		}
		if s.chosen[i] = j; !s.arises(r) {
			continue
		}
		left := slices.Clone(lacks)
		for d := range left {
			left[d] -= o.adds[d]
		}
		s.look(i+1, spent+o.Cost, gained+o.adds[0], left)
	}
	s.chosen[i] = -1
	s.look(i+1, spent, gained, lacks)
}

// steps are those that are chosen, by the answer that they raise.
func (s *search) steps() map[int]Step { return s.stepsOf(s.chosen) }

// stepsOf are those of the options that are chosen of each question, -1 none.
func (s *search) stepsOf(chosen []int) map[int]Step {
	out := map[int]Step{}
	for i, j := range chosen {
		if j >= 0 {
			out[s.raises[i].at] = s.raises[i].options[j].Step
		}
	}
	return out
}

// arises tells whether a question is asked by the answers that are chosen: what it
// depends on stands before it.
func (s *search) arises(r *raise) bool {
	if r.k.Ask == nil {
		return true
	}
	chosen := s.steps()
	return r.k.Ask.Holds(func(criterion string) survey.Answer {
		for i := range s.p.Answers {
			if s.p.Answers[i].Criterion == criterion {
				if step, is := chosen[i]; is {
					return raised(s.p.Answers[i], step)
				}
				return s.p.Answers[i]
			}
		}
		return survey.Answer{Criterion: criterion}
	})
}

// suffices scores what is chosen, and keeps it where it reaches the level and is the
// best so far.
func (s *search) suffices(spent float64) bool {
	s.tried++
	t, asked := s.try(s.steps())
	if !asked || !t.root.Known || t.root.Level < s.want {
		return false
	}
	if s.best == nil || spent < s.cost-tiny || spent < s.cost+tiny && t.root.Value > s.then+tiny {
		s.best, s.cost, s.then, s.budget = slices.Clone(s.chosen), spent, t.root.Value, spent
	}
	return true
}
