package analysis

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// What a replication gives is numbers of partners: the overall score of each, in the first
// replications its overall scores at the points of the sensitivity design, what it answers
// the panel of the rules, and the scores of its practices. Where the method lets a partner
// be alone in what was drawn, its numbers follow from its Mark, and from nobody else: then
// a Memory may have them from a run before, and only partners who have changed are drawn.
// Where it does not (Copeland, a scale that is learnt of what was drawn, holes that are
// filled with what others answer) all partners are drawn. What compares partners, ranks and
// the means and conditions of rules, is made of the numbers of all. Of practices no scores
// are remembered, which are many, but what all of them come to.

// A Mark tells what a partner's numbers follow from besides method and program: the plan,
// what was learnt of all, what rules ask, its answers and who it is.
type Mark = [sha256.Size]byte

// A Memory has the numbers of things, partners or practices, from a run before. Its methods may be called from
// several goroutines.
type Memory interface {
	// Known tells by thing whether there was one of the same mark.
	Known() []bool
	// Recall enters the numbers of those that are known into those that a replication gives
	// to all, number by number of all partners; false: they are not there.
	Recall(replication int, numbers []float64) bool
	// Keep takes the numbers of all for the next run.
	Keep(replication int, numbers []float64)
}

// A side is one of both periods in replications.
type side struct {
	plan     uncertainty.Plan
	base     *score.Prepared
	sheet    *sheet
	panel    recommend.Panel
	looks    int                 // how many replications the panel is asked in
	design   *uncertainty.Design // nil: nothing is asked
	points   int                 // of a row of the design, its own change not counted
	together func() bool         // whether partners are alone in the replications of the panel
	ends     *uncertainty.Ends   // of the practices, in the replications of the panel; nil: nothing is asked
}

// A given is what a replication gives: numbers, each of all partners side by side, and the
// scores of practices (uncertainty.Ends), nil none.
type given struct{ numbers, practices []float64 }

// width is how many numbers a replication gives to each partner.
func (s *side) width(i int) int {
	n := 1
	if i < s.design.Rows() {
		n += s.points
	}
	if i < s.looks {
		n += s.panel.Width()
	}
	return n
}

// changes are those of a replication: its own, then those of the points of the design.
func (s *side) changes(i int) []*score.Change {
	out := []*score.Change{s.plan.Draw(i, s.base.Nodes())}
	if i < s.design.Rows() {
		out = append(out, s.design.Points(i)...)
	}
	return out
}

// alone reports whether each partner's numbers follow from its mark. All replications in
// which the panel is asked are so, or none: what practices come to is made of all of them.
func (s *side) alone(i int) bool {
	if i < s.looks {
		return s.together()
	}
	return s.aloneIn(i)
}

func (s *side) aloneIn(i int) bool {
	changes := s.changes(i)
	return !slices.ContainsFunc(changes, func(ch *score.Change) bool { return !s.base.Alone(ch) }) && (i >= s.looks || s.panel.Alone(changes[0]))
}

// give draws a replication.
func (s *side) give(i int) (g given) {
	changes := s.changes(i)
	if i >= s.looks {
		g.numbers = s.score(nil, changes)
		return g
	}
	d := s.base.Draw(changes[0])
	defer d.Release()
	g.numbers = s.panel.Look(s.score(d.Partners(nil), changes[1:]), d)
	if s.ends != nil {
		g.practices = s.ends.Look(d)
	}
	return g
}

// score appends the overall scores of the partners under each change.
func (s *side) score(to []float64, changes []*score.Change) []float64 {
	for _, ch := range changes {
		to = s.base.AppendPartners(to, ch)
	}
	return to
}

// only is the side of some of its partners.
func (s *side) only(partners []int) *side {
	out := *s
	out.base = s.base.Only(partners)
	out.panel = s.panel.Of(out.base)
	if s.ends != nil {
		out.ends = s.ends.Of(out.base)
	}
	return &out
}

// marks returns those of the partners, and of the practices.
func (s *side) marks() (of, practices []Mark) {
	common := fmt.Appendf(nil, "%+v %d %d %+v", s.plan, s.looks, s.design.Rows(), s.base.Nodes())
	questions, partners, units := slices.Sorted(maps.Keys(s.sheet.frame.Columns)), s.base.Units(score.Partner), s.base.Units(score.Practice)
	of, practices = make([]Mark, len(partners)), make([]Mark, len(units))
	parallel.Each(len(of), func(u int) {
		text := fmt.Appendf(slices.Clone(common), "%q", []string{partners[u].ID, partners[u].Place, partners[u].Apart})
		for row := s.sheet.bounds[u]; row < s.sheet.bounds[u+1]; row++ {
			text = fmt.Appendf(text, "%q", []string{s.sheet.frame.Keys[row], units[row].Theme, units[row].Place, units[row].Apart})
			for _, id := range questions {
				text = s.sheet.frame.Columns[id].Mark(text, row)
			}
			for k := range s.sheet.values {
				text = s.sheet.values[k].Mark(text, row)
			}
			text = s.panel.Mark(text, row)
		}
		of[u] = sha256.Sum256(text)
		for row := s.sheet.bounds[u]; row < s.sheet.bounds[u+1]; row++ {
			practices[row] = sha256.Sum256(fmt.Appendf(nil, "%x %d", of[u], row-s.sheet.bounds[u]))
		}
	})
	return of, practices
}

// scaled takes the leaves of a period, by criterion.
func (s *sheet) scaled(values []indicator.Values) *score.Prepared {
	s.values = values
	return s.laid.Scaled(values)
}
