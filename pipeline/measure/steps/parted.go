package steps

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Where sums promise a level that scoring denies, as of branches with answers that are
// open, looking through the questions one by one takes too long. Then the parts of the
// root are looked at each for itself: every set of answers to its questions is scored,
// and of two sets the one is forgotten that costs no less and gives no more. What the
// parts give is put together by their weights, which is what the root does.

// What putting parts together may cost.
const (
	mostSets  = 30_000  // of answers to the questions of one part
	mostPairs = 400_000 // of what two parts give
)

// A stand is what a set of answers costs and gives.
type stand struct {
	known      uint64  // parts that have a score, by bit
	cost       float64 // of the steps
	sum, cover float64 // of the parts, by their weights
	chosen     []int   // option of each question, -1 none

	costs, gives, covers int64 // cost, sum and cover as they are compared
}

// fix puts what is compared on a grid, so that equal is equal.
func (s stand) fix() stand {
	s.costs, s.gives, s.covers = onGrid(s.cost), onGrid(s.sum), onGrid(s.cover)
	return s
}

// onGrid is a number in millionths: scores of parts are rounded themselves, and so are
// not quite equal where their sums are. The border between two points lies beside one
// half, where no plain fraction does.
func onGrid(x float64) int64 { return int64(math.Floor(x*1e6 + 0.502)) }

// byQuestions has the set before another that raises earlier questions more.
func byQuestions(a, b []int) int {
	for i := range a {
		if a[i] != b[i] { // options stand by cost, the dearest first
			return cmp.Compare(uint(a[i]), uint(b[i])) // none last
		}
	}
	return 0
}

// inParts finds the best set by the parts of the root; false where it cannot: a question
// depends on one of another part, or there are too many sets.
func (s *search) inParts() bool {
	raises, apart := s.byPart()
	if !apart {
		return false
	}
	none := make([]int, len(s.raises))
	for i := range none {
		none[i] = -1
	}
	sets := []stand{{chosen: none}}
	for i, part := range s.m.Root.Parts {
		of, few := s.setsOf(i, part, raises[i], none)
		if !few || len(of)*len(sets) > mostPairs {
			return false
		}
		sets = useful(together(sets, of, raises[i]))
	}
	return s.first(sets)
}

// byPart returns the questions of each part of the root; false where what is asked in one
// depends on what is raised in another.
func (s *search) byPart() (raises [][]int, apart bool) {
	partOf := map[string]int{}
	for i, part := range s.m.Root.Parts {
		part.Walk(func(n, _ *score.Node) { partOf[n.ID] = i })
	}
	raises = make([][]int, len(s.m.Root.Parts))
	raised := map[string]bool{}
	for i, r := range s.raises {
		at, scored := partOf[r.k.ID]
		if !scored || len(raises) > 64 {
			return nil, false
		}
		raises[at], raised[r.k.ID] = append(raises[at], i), true
	}
	for i := range s.q.Criteria {
		k := &s.q.Criteria[i]
		at, scored := partOf[k.ID]
		if k.Ask == nil || !scored {
			continue
		}
		for _, term := range slices.Concat(k.Ask.Any...) {
			if raised[term.Criterion] && partOf[term.Criterion] != at {
				return nil, false
			}
		}
	}
	return raises, true
}

// setsOf scores all sets of answers to the questions of a part; false where there are too
// many. A set that leaves a gate of the level below what it has to reach is none.
func (s *search) setsOf(at int, part *score.Node, raises, none []int) (out []stand, few bool) {
	sets := [][]int{none}
	for _, i := range raises {
		var more [][]int
		for _, set := range sets {
			for j := range append(s.raises[i].options, option{}) {
				next := slices.Clone(set)
				if next[i] = j; j == len(s.raises[i].options) {
					next[i] = -1
				}
				more = append(more, next)
			}
		}
		if sets = more; len(sets) > mostSets {
			return nil, false
		}
	}
	sub := *s.sub
	sub.Practices = nil
	for n, set := range sets {
		if p, asked := s.with(s.stepsOf(set)); asked {
			p.ID = strconv.Itoa(n)
			sub.Practices = append(sub.Practices, p)
		}
	}
	r := s.m.Practices([]survey.Submission{sub}, nil)
	for _, u := range r.Of(score.Practice) {
		n, err := strconv.Atoi(u.ID)
		if err != nil || !s.opens(part, r, u) {
			continue
		}
		is, _ := r.At(u, part.ID)
		one := stand{chosen: sets[n], cover: part.Weight * is.Coverage}
		if is.Known {
			one.known, one.sum = 1<<at, part.Weight*is.Value
		}
		for _, i := range raises {
			if j := sets[n][i]; j >= 0 {
				one.cost += s.raises[i].options[j].Cost
			}
		}
		out = append(out, one.fix())
	}
	return useful(out), true
}

// opens tells whether a unit passes the gates of the level that lie in a part.
func (s *search) opens(part *score.Node, r *score.Result, u *score.Unit) bool {
	opens := true
	part.Walk(func(n, _ *score.Node) {
		for _, l := range s.m.Levels {
			for _, gate := range l.Needs {
				if is, _ := r.At(u, n.ID); l.Level <= s.want && gate.Node == n.ID && (!is.Known || is.Value < gate.AtLeast) {
					opens = false
				}
			}
		}
	})
	return opens
}

// together joins every set of the parts so far with every one of another part, whose
// questions are named.
func together(a, b []stand, raises []int) (out []stand) {
	for _, x := range a {
		for _, y := range b {
			chosen := slices.Clone(x.chosen)
			for _, i := range raises {
				chosen[i] = y.chosen[i]
			}
			out = append(out, stand{known: x.known | y.known, cost: x.cost + y.cost, sum: x.sum + y.sum, cover: x.cover + y.cover, chosen: chosen}.fix())
		}
	}
	return out
}

// useful leaves out every set that another one of the same parts makes useless: that
// costs no more, gives no less and covers no less.
func useful(sets []stand) (out []stand) {
	of := map[uint64][]stand{}
	for _, s := range sets {
		of[s.known] = append(of[s.known], s)
	}
	for _, known := range slices.Sorted(maps.Keys(of)) {
		group := of[known]
		slices.SortFunc(group, func(a, b stand) int {
			return cmp.Or(cmp.Compare(a.costs, b.costs), cmp.Compare(b.gives, a.gives), cmp.Compare(b.covers, a.covers), byQuestions(a.chosen, b.chosen))
		})
		var kept []stand
		for _, s := range group {
			if !slices.ContainsFunc(kept, func(k stand) bool { return k.gives >= s.gives && k.covers >= s.covers }) {
				kept = append(kept, s)
			}
		}
		out = append(out, kept...)
	}
	return out
}

// first scores the sets that may reach the level, the cheapest and of those the best
// first, until one does; false where too many do not.
func (s *search) first(sets []stand) bool {
	value := func(of stand) int64 {
		weight := 0.0
		for i, part := range s.m.Root.Parts {
			if of.known&(1<<i) != 0 {
				weight += part.Weight
			}
		}
		return onGrid(of.sum / weight)
	}
	enough := onGrid(s.reach) - 1
	sets = slices.DeleteFunc(sets, func(of stand) bool { return of.known == 0 || of.costs == 0 || value(of) < enough })
	slices.SortFunc(sets, func(a, b stand) int {
		return cmp.Or(cmp.Compare(a.costs, b.costs), cmp.Compare(value(b), value(a)), byQuestions(a.chosen, b.chosen))
	})
	for i, of := range sets {
		if i == mostTried {
			return false
		}
		if t, asked := s.try(s.stepsOf(of.chosen)); asked && t.root.Known && t.root.Level >= s.want {
			s.best, s.cost, s.then = of.chosen, of.cost, t.root.Value
			return true
		}
	}
	return true
}
