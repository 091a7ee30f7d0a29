// Package uncertainty asks how far a score and a rank rest on choices that could have
// been made otherwise. It believes that a rank without an interval is a claim
// nobody can keep: it draws the choices anew, scores again through the same
// engine, and counts. Every draw follows from (seed, replication, what) alone,
// so the result does not depend on how many draws run at once.
//
// The procedure is that of Saisana, Saltelli and Tarantola, Uncertainty and
// Sensitivity Analysis Techniques as Tools for the Quality Assessment of
// Composite Indicators, Journal of the Royal Statistical Society A 168(2), 2005.
package uncertainty

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
)

// A Plan says what is drawn, and how often. The zero Plan draws nothing.
type Plan struct {
	Replications int
	Seed         uint64
	Noise        float64  // each weight times an independent uniform(1−Noise, 1+Noise)
	Nodes        []string // whose weights are shaken; nil: all
	Normalise    []normalise.Method
	Aggregate    []aggregate.Method
	Treat        []normalise.Treatment
	Impute       []impute.Method
	LevelError   float64 // chance that an answered level is one off
	Sobol        bool    // ask what the ranking depends on
}

// Draws reports whether the plan draws anything at all.
func (p Plan) Draws() bool { return p.Replications > 0 }

// Draw returns the change of one replication, counted from 0, for a model with
// these nodes (Prepared.Nodes).
func (p Plan) Draw(replication int, nodes []score.NodeInfo) *score.Change {
	key := stat.NewKey(p.Seed).With(uint64(replication))
	return p.change(nodes, key.Of)
}

// change draws every source of uncertainty from its key.
func (p Plan) change(nodes []score.NodeInfo, key func(source string) stat.Key) *score.Change {
	ch := &score.Change{}
	if p.Noise > 0 {
		ch.Weights = p.weights(key(Weights), nodes)
	}
	if n := len(p.Aggregate); n > 0 {
		ch.Aggregate = &p.Aggregate[pick(key(AggregationRule), n)]
	}
	var lc indicator.Change
	if n := len(p.Normalise); n > 0 {
		lc.Normalise = &p.Normalise[pick(key(Normalisation), n)]
	}
	if n := len(p.Treat); n > 0 {
		lc.Treat = &p.Treat[pick(key(TreatmentRule), n)]
	}
	if n := len(p.Impute); n > 0 {
		lc.Impute = &p.Impute[pick(key(ImputationRule), n)]
	}
	if p.LevelError > 0 {
		lc.Misjudge = indicator.Misjudging{Key: key(Answers), Chance: p.LevelError}
	}
	if lc.Normalise != nil || lc.Treat != nil || lc.Impute != nil || p.LevelError > 0 {
		ch.Leaf = &lc
	}
	return ch
}

func pick(k stat.Key, n int) int { return min(int(k.Uniform()*float64(n)), n-1) }

func (p Plan) weights(key stat.Key, nodes []score.NodeInfo) []float64 {
	out := make([]float64, len(nodes))
	for i, n := range nodes {
		out[i] = 1
		if p.Nodes == nil || slices.Contains(p.Nodes, n.ID) {
			out[i] = 1 - p.Noise + float64(2*p.Noise*key.Of(n.ID).Uniform())
		}
	}
	return out
}

// A Spread is what the draws say about every unit, in the order of the units.
type Spread struct {
	Scores [][]float64 // by replication, then unit; NaN: no score in this draw
	Ranks  [][]int     // competition ranks among the units that count; 0 none
}

// Run scores all replications. rescore returns the overall score of every unit in
// one replication and may be called from several goroutines at once; counts
// says which units are ranked (nil: all).
func Run(replications int, rescore func(replication int) []float64, counts []bool) *Spread {
	s := &Spread{Scores: make([][]float64, replications), Ranks: make([][]int, replications)}
	parallel.Each(replications, func(i int) {
		s.Scores[i] = slices.Clone(rescore(i))
		s.Ranks[i] = rank(s.Scores[i], counts)
	})
	return s
}

func rank(scores []float64, counts []bool) []int {
	if counts == nil {
		return stat.Competition(scores)
	}
	compared := slices.Clone(scores)
	for i := range compared {
		if !counts[i] {
			compared[i] = math.NaN()
		}
	}
	return stat.Competition(compared)
}

// An Interval sums up the draws of one unit; type 7 quantiles.
type Interval struct {
	Mean, Median, Q5, Q95 float64 // NaN where no draw gives a value
	N                     int     // draws that give a value
}

// Score sums up the scores of a unit.
func (s *Spread) Score(unit int) Interval {
	var values []float64
	for _, draw := range s.Scores {
		if !math.IsNaN(draw[unit]) {
			values = append(values, draw[unit])
		}
	}
	return interval(values)
}

// Rank sums up the ranks of a unit.
func (s *Spread) Rank(unit int) Interval {
	var values []float64
	for _, draw := range s.Ranks {
		if draw[unit] > 0 {
			values = append(values, float64(draw[unit]))
		}
	}
	return interval(values)
}

func interval(values []float64) Interval {
	slices.Sort(values)
	return Interval{
		Mean: stat.Mean(values), Median: stat.Quantile(values, 0.5),
		Q5: stat.Quantile(values, lowEnd), Q95: stat.Quantile(values, highEnd), N: len(values),
	}
}

// Above returns the share of draws, 0 to 1, in which unit a stands above unit b,
// ties counting half; ok is false where no draw scores both.
func (s *Spread) Above(a, b int) (share float64, ok bool) {
	won, n := 0.0, 0
	for _, draw := range s.Scores {
		x, y := draw[a], draw[b]
		switch {
		case math.IsNaN(x) || math.IsNaN(y):
			continue
		case x > y:
			won++
		case x == y:
			won += 0.5
		}
		n++
	}
	if n == 0 {
		return 0, false
	}
	return won / float64(n), true
}

// A Study is the uncertainty of the partners' overall scores.
type Study struct {
	Draws    int
	Partners []Partner // as Prepared.Units(score.Partner)
	spread   *Spread
	at       map[string]int
}

// A Partner is what the draws say about one partner.
type Partner struct {
	ID    string
	Score Interval
	Rank  Interval
}

// Partners draws the plan's choices and scores all partners under each. nil
// where the plan draws nothing.
func Partners(plan Plan, p *score.Prepared) *Study {
	if !plan.Draws() {
		return nil
	}
	scores, nodes := make([][]float64, plan.Replications), p.Nodes()
	parallel.Each(len(scores), func(i int) { scores[i] = p.Partners(plan.Draw(i, nodes)) })
	return plan.Study(p, scores)
}

// Study is the uncertainty of the partners of which every draw's overall scores are
// known. nil where the plan draws nothing.
func (p Plan) Study(of *score.Prepared, scores [][]float64) *Study {
	if !p.Draws() {
		return nil
	}
	s := &Study{Draws: p.Replications, at: map[string]int{}}
	s.spread = Run(p.Replications, func(i int) []float64 { return scores[i] }, compared(of))
	for i, u := range of.Units(score.Partner) {
		s.at[u.ID] = i
		s.Partners = append(s.Partners, Partner{ID: u.ID, Score: s.spread.Score(i), Rank: s.spread.Rank(i)})
	}
	return s
}

// AtMost returns the plan with no more than n replications.
func (p Plan) AtMost(n int) Plan {
	p.Replications = min(p.Replications, n)
	return p
}

// Depends asks what the ranking of the partners depends on; nil where the plan
// does not ask (sensitivity: sobol).
func (p Plan) Depends(of *score.Prepared) *Design {
	if !p.Sobol {
		return nil
	}
	return NewDesign(p, of.Nodes(), of.Partners(nil), compared(of))
}

// compared marks the partners that are ranked.
func compared(p *score.Prepared) []bool {
	units := p.Units(score.Partner)
	counts := make([]bool, len(units))
	for i := range units {
		counts[i] = units[i].Apart == ""
	}
	return counts
}

// Partner finds a partner by id.
func (s *Study) Partner(id string) (Partner, bool) {
	if s == nil {
		return Partner{}, false
	}
	i, ok := s.at[id]
	if !ok {
		return Partner{}, false
	}
	return s.Partners[i], true
}

// Above returns the share of draws in which partner a stands above partner b.
func (s *Study) Above(a, b string) (share float64, ok bool) {
	if s == nil {
		return 0, false
	}
	i, okA := s.at[a]
	j, okB := s.at[b]
	if !okA || !okB {
		return 0, false
	}
	return s.spread.Above(i, j)
}

// Change sums up how a partner's score differs from an earlier study under the
// same plan, draw by draw: both periods are scored under one and the same
// change. ok is false where no draw scores both. The difference is outside the
// uncertainty when 0 is not between Q5 and Q95.
func (s *Study) Change(before *Study, partner string) (d Interval, ok bool) {
	if s == nil || before == nil {
		return Interval{}, false
	}
	i, okNow := s.at[partner]
	j, okThen := before.at[partner]
	if !okNow || !okThen {
		return Interval{}, false
	}
	var values []float64
	for k := range min(len(s.spread.Scores), len(before.spread.Scores)) {
		if d := s.spread.Scores[k][i] - before.spread.Scores[k][j]; !math.IsNaN(d) {
			values = append(values, d)
		}
	}
	return interval(values), len(values) > 0
}
