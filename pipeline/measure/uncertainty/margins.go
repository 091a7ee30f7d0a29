package uncertainty

import (
	"math"
	"sync"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// The ends of an interval: nine draws of ten lie between.
const lowEnd, highEnd = 0.05, 0.95

// Ends gather the draws of all practices, and keep of each no more than its interval
// follows from: the lowest few scores and the highest. Draws may come in any order, from
// several goroutines.
type Ends struct {
	units []score.Unit
	nodes []score.NodeInfo
	at    []int // where the nodes are
	draws int

	room  sync.Mutex
	few   int       // kept at each end
	known []int32   // by node, then practice: draws that give a score
	low   []float64 // the same, few of each, ascending
	high  []float64 // the same, of the scores with the other sign
}

// NewEnds gathers so many draws of the practices, at the root and at every branch.
func NewEnds(p *score.Prepared, draws int) *Ends {
	e := &Ends{units: p.Units(score.Practice), draws: max(draws, 0)}
	for i, n := range p.Nodes() {
		if !n.Theme && (!n.Leaf || n.Parent == "") {
			e.nodes, e.at = append(e.nodes, n), append(e.at, i)
		}
	}
	return e
}

// Look returns the scores of the practices in a draw, as Take wants them.
func (e *Ends) Look(d *score.Drawn) []float64 { return d.Practices(nil, e.at) }

// Of gathers the draws of the same model with some of the partners alone.
func (e *Ends) Of(some *score.Prepared) *Ends { return NewEnds(some, e.draws) }

// Take takes the scores of one draw; nil: nothing.
func (e *Ends) Take(scores []float64) {
	if scores == nil {
		return
	}
	e.room.Lock()
	defer e.room.Unlock()
	if e.known == nil {
		e.few = int(lowEnd*float64(e.draws-1)) + 2 // a quantile lies between two scores
		e.known, e.low, e.high = make([]int32, len(scores)), make([]float64, e.few*len(scores)), make([]float64, e.few*len(scores))
	}
	for i, x := range scores {
		if math.IsNaN(x) {
			continue
		}
		from, to, n := i*e.few, (i+1)*e.few, int(e.known[i])
		keep(e.low[from:to], n, x)
		keep(e.high[from:to], n, -x)
		e.known[i]++
	}
}

// keep puts a number among the lowest of n, which ascend.
func keep(lowest []float64, n int, x float64) {
	i := min(n, len(lowest)-1)
	if n >= len(lowest) && x >= lowest[i] {
		return
	}
	for ; i > 0 && lowest[i-1] > x; i-- {
		lowest[i] = lowest[i-1]
	}
	lowest[i] = x
}

// Width is how many Numbers each practice has.
func (e *Ends) Width() int { return 2 * len(e.nodes) }

// Numbers are the intervals of all that was taken, which is let go of: by node the lower
// ends of all practices and the upper ones; NaN: no draw gives a score. nil: nothing was
// taken.
func (e *Ends) Numbers() []float64 {
	if e.known == nil {
		return nil
	}
	n := len(e.units)
	out, draws := make([]float64, 2*len(e.known)), make([]float64, e.draws)
	for i := range e.known {
		ascending, at := e.ascending(i, draws), 2*(i-i%n)+i%n
		out[at], out[at+n] = stat.Quantile(ascending, lowEnd), stat.Quantile(ascending, highEnd)
	}
	e.known, e.low, e.high = nil, nil, nil
	return out
}

// Margins are the intervals that Numbers tell; nil of nil.
func (e *Ends) Margins(numbers []float64) *Margins {
	if numbers == nil {
		return nil
	}
	m := &Margins{Draws: e.draws, node: map[string]int{}, practice: make(map[survey.PracticeKey]int, len(e.units)), ends: numbers}
	for i, n := range e.nodes {
		m.node[n.ID] = 2 * i * len(e.units)
	}
	for i := range e.units {
		m.practice[e.units[i].Key()] = i
	}
	return m
}

// ascending puts the scores of a practice at a node in order; only those at the ends are
// right.
func (e *Ends) ascending(i int, room []float64) []float64 {
	n := int(e.known[i])
	out, few := room[:n], min(e.few, n)
	copy(out, e.low[i*e.few:][:few])
	for k, x := range e.high[i*e.few:][:few] {
		out[n-1-k] = -x
	}
	return out
}

// Margins are between which scores the practices stand in nine draws of ten: from the 5 %
// to the 95 % quantile, of type 7, of the draws that give a score.
type Margins struct {
	Draws int // that were looked at

	node     map[string]int // where the ends at it begin
	practice map[survey.PracticeKey]int
	ends     []float64 // Ends.Numbers
}

// Of returns the interval of a practice at a node, the root or a branch; ok is false where
// nothing is known of it.
func (m *Margins) Of(practice survey.PracticeKey, node string) (low, high float64, ok bool) {
	if m == nil {
		return 0, 0, false
	}
	from, known := m.node[node]
	i, there := m.practice[practice]
	if !known || !there {
		return 0, 0, false
	}
	low, high = m.ends[from+i], m.ends[from+len(m.practice)+i]
	return low, high, !math.IsNaN(low)
}
