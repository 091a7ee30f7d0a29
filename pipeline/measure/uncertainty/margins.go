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

// A Glance keeps what the practices scored in one draw.
type Glance struct {
	Nodes  []int     // at which nodes, by position among Prepared.Nodes
	Most   int       // how many draws, from the first, are looked at
	Scores []float64 // by node, then practice, in the order of Units(score.Practice); NaN: none. nil: not looked at
}

// Draws is how many draws are looked at.
func (g *Glance) Draws() int { return g.Most }

// Look keeps the scores of a draw.
func (g *Glance) Look(_ int, d *score.Drawn) { g.Scores = d.Practices(nil, g.Nodes) }

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

// Glance is to be shown a draw.
func (e *Ends) Glance() *Glance { return &Glance{Nodes: e.at, Most: e.draws} }

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

// Margins are the intervals of all that was taken, which is let go of; nil: nothing was.
func (e *Ends) Margins() *Margins {
	if e.known == nil {
		return nil
	}
	m := &Margins{Draws: e.draws, node: map[string]int{}, practice: make(map[survey.PracticeKey]int, len(e.units)), ends: make([][2]float64, len(e.known))}
	for i, n := range e.nodes {
		m.node[n.ID] = i * len(e.units)
	}
	for i := range e.units {
		m.practice[e.units[i].Key()] = i
	}
	draws := make([]float64, e.draws)
	for i := range m.ends {
		ascending := e.ascending(i, draws)
		m.ends[i] = [2]float64{stat.Quantile(ascending, lowEnd), stat.Quantile(ascending, highEnd)}
	}
	e.known, e.low, e.high = nil, nil, nil
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
	ends     [][2]float64 // by node, then practice; NaN: no draw gives a score
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
	ends := m.ends[from+i]
	return ends[0], ends[1], !math.IsNaN(ends[0])
}
