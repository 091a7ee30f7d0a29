// Package compare says who stands where, how far from whom, and what changed
// since the last period and why. It believes that a rank without its interval
// is a claim nobody can keep, and that a difference which disappears when the
// assumptions move a little is no difference.
package compare

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// An Input is two periods, scored, and what is uncertain about them.
type Input struct {
	Now    *score.Result
	Before *score.Result // nil: there is no earlier period
	// Study is the uncertainty of both periods under one plan; nil: not known, and
	// then nothing is called told apart or outside the uncertainty.
	Study, StudyBefore *uncertainty.Study
	// Submissions of both periods, for the reasons of a change.
	Submissions, Earlier []survey.Submission
	// Prepare lays other answers out for scoring as Now was scored; nil: changes
	// are not split by reason.
	Prepare func([]survey.Submission) *score.Prepared
}

// A Range is an interval with both ends in it.
type Range struct{ Low, High float64 }

// ToldApart is the share of draws from which two partners can be told apart.
const ToldApart = 0.95

// A Comparison is everything that the report says about who stands where.
type Comparison struct {
	Root      string     // the node of the overall score
	Standings []Standing // ranked, then those without a score; by rank, then id
	Apart     []Standing // outside the comparison: no rank, no average
	Mean      float64    // of the ranked partners' overall scores
	Ties      []Tie      // runs of places that cannot be told apart
	Draws     int        // replications behind the intervals; 0 none
	Changes   []Change   // of partners in both periods; by difference, largest first
	Joined    []string   // ids of partners that were not there before
	Left      []string   // ids of partners that no longer are
	MeanDelta float64    // mean difference of the partners in Changes

	on stat.Grid // where means and differences are compared
}

// A Standing is one partner's place.
type Standing struct {
	Unit   *score.Unit
	Kind   survey.PartnerKind
	Score  score.Score
	Rank   int    // 0 none
	Ranks  *Range // 90 % of draws; nil: not known
	Scores *Range
	Tied   []string // partners that it cannot be told apart from, in order of rank
	Gaps   []Gap    // by node, in the result's order
}

// A Gap is a partner's distance from the others at one node.
type Gap struct {
	Node  string
	Known bool    // the partner has a score here
	Value float64 // the partner's own score
	Mean  float64 // of all ranked partners that have a score here
	Peers float64 // mean of other ranked partners of its kind; NaN: there is none
	Best  string  // id of the partner with the highest score
	Top   float64 // its score
}

// A Tie is a run of places whose holders cannot be told apart from one another.
type Tie struct {
	From, To int // ranks, both in it
	Partners []string
}

// Compare ranks, measures gaps and explains changes.
func Compare(in Input) *Comparison {
	c := &Comparison{Root: in.Now.Root()}
	if in.Study != nil {
		c.Draws = in.Study.Draws
	}
	kinds := kindsOf(in.Submissions)
	for _, u := range in.Now.Of(score.Partner) {
		s, _ := in.Now.At(u, c.Root)
		st := Standing{Unit: u, Kind: kinds[u.ID], Score: s}
		if u.Apart != "" {
			c.Apart = append(c.Apart, st)
			continue
		}
		if s.Known {
			st.Rank = s.Rank
			st.Ranks, st.Scores = ranges(in.Study, u.ID)
		}
		c.Standings = append(c.Standings, st)
	}
	slices.SortStableFunc(c.Standings, byRank)
	c.on = in.Now.Scale.Grid()
	c.Mean = c.on.Round(stat.Mean(scoresOf(c.Standings)))
	c.measureGaps(in.Now)
	c.findTies(in.Study)
	if in.Before != nil {
		c.explainChanges(in)
	}
	return c
}

// Standing finds a partner's place by id; nil: it is not in the comparison.
func (c *Comparison) Standing(id string) *Standing {
	for _, list := range [][]Standing{c.Standings, c.Apart} {
		if i := slices.IndexFunc(list, func(s Standing) bool { return s.Unit.ID == id }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}

// Ranked returns the standings that have a rank.
func (c *Comparison) Ranked() []Standing {
	i := slices.IndexFunc(c.Standings, func(s Standing) bool { return s.Rank == 0 })
	if i < 0 {
		i = len(c.Standings)
	}
	return c.Standings[:i]
}

// Gap finds a standing's gap at a node.
func (s *Standing) Gap(node string) (Gap, bool) {
	i := slices.IndexFunc(s.Gaps, func(g Gap) bool { return g.Node == node })
	if i < 0 {
		return Gap{}, false
	}
	return s.Gaps[i], true
}

// byRank puts a partner without a rank behind all that have one.
func byRank(a, b Standing) int {
	return cmp.Or(
		cmp.Compare(rankOrLast(a.Rank), rankOrLast(b.Rank)),
		cmp.Compare(a.Unit.ID, b.Unit.ID),
	)
}

func rankOrLast(rank int) int {
	if rank == 0 {
		return math.MaxInt
	}
	return rank
}

func scoresOf(list []Standing) []float64 {
	var out []float64
	for _, s := range list {
		if s.Score.Known {
			out = append(out, s.Score.Value)
		}
	}
	return out
}

func kindsOf(subs []survey.Submission) map[string]survey.PartnerKind {
	out := map[string]survey.PartnerKind{}
	for _, s := range subs {
		out[s.Partner.ID] = s.Partner.Kind
	}
	return out
}

// ranges returns the 90 % intervals of a partner's rank and score; nil: not known.
func ranges(s *uncertainty.Study, id string) (ranks, scores *Range) {
	if p, ok := s.Partner(id); ok {
		return rangeOf(p.Rank), rangeOf(p.Score)
	}
	return nil, nil
}

func rangeOf(i uncertainty.Interval) *Range {
	if i.N == 0 {
		return nil
	}
	return &Range{i.Q5, i.Q95}
}

// measureGaps compares each partner with the average, its peers and the best at
// every node. A partner without an overall score, or one that stands apart, is
// compared but counts in no average.
func (c *Comparison) measureGaps(r *score.Result) {
	for n := range r.Nodes {
		mean, best := c.on.Round(stat.Mean(valuesAt(c.Ranked(), n))), c.bestAt(n)
		kinds := c.sumsByKind(n)
		for _, list := range [][]Standing{c.Standings, c.Apart} {
			for i := range list {
				list[i].Gaps = append(list[i].Gaps, c.gap(&list[i], r.Nodes[n].ID, n, mean, best, kinds))
			}
		}
	}
}

// gap measures one partner at node n.
func (c *Comparison) gap(s *Standing, id string, n int, mean float64, best *Standing, kinds map[survey.PartnerKind]total) Gap {
	own := at(s, n)
	g := Gap{Node: id, Known: own.Known, Value: own.Value, Mean: mean, Peers: math.NaN()}
	if best != nil {
		g.Best, g.Top = best.Unit.ID, at(best, n).Value
	}
	peers := kinds[s.Kind]
	if s.Rank > 0 && own.Known {
		peers = total{peers.sum - own.Value, peers.n - 1}
	}
	if peers.n > 0 {
		g.Peers = c.on.Round(peers.sum / float64(peers.n))
	}
	return g
}

// total is a sum over so many partners.
type total struct {
	sum float64
	n   int
}

// sumsByKind adds the ranked partners' scores at node n by kind of partner.
func (c *Comparison) sumsByKind(n int) map[survey.PartnerKind]total {
	values := map[survey.PartnerKind][]float64{}
	for _, s := range c.Ranked() {
		if v := at(&s, n); v.Known {
			values[s.Kind] = append(values[s.Kind], v.Value)
		}
	}
	out := map[survey.PartnerKind]total{}
	for kind, list := range values {
		out[kind] = total{stat.Sum(list), len(list)}
	}
	return out
}

// bestAt returns the first by rank among those with the highest score at node n.
func (c *Comparison) bestAt(n int) *Standing {
	var best *Standing
	ranked := c.Ranked()
	for i := range ranked {
		s := &ranked[i]
		if at(s, n).Known && (best == nil || at(s, n).Value > at(best, n).Value) {
			best = s
		}
	}
	return best
}

func at(s *Standing, n int) score.Score {
	if n >= len(s.Unit.Scores) {
		return score.Score{}
	}
	return s.Unit.Scores[n]
}

func valuesAt(list []Standing, n int) []float64 {
	var out []float64
	for i := range list {
		if v := at(&list[i], n); v.Known {
			out = append(out, v.Value)
		}
	}
	return out
}
