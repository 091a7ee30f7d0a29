package score

import (
	"math"
	"slices"

	"depository/pipeline/stat"
)

// flat is the tree as a list: children before parents, the root last. All
// columns of a grid follow its order.
type flat struct {
	nodes  []flatNode
	leaves []int // positions of the leaves, in order
}

type flatNode struct {
	*Node
	weight   float64 // among siblings; of the method, or learnt
	parent   int     // -1 for the root
	children []int
}

func flatten(root *Node) flat {
	var f flat
	at := map[*Node]int{}
	if root == nil {
		return f
	}
	root.Walk(func(n, _ *Node) {
		at[n] = len(f.nodes)
		fn := flatNode{Node: n, weight: n.Weight, parent: -1}
		for _, c := range n.Parts {
			fn.children = append(fn.children, at[c])
			f.nodes[at[c]].parent = len(f.nodes)
		}
		if n.Leaf != nil {
			f.leaves = append(f.leaves, len(f.nodes))
		}
		f.nodes = append(f.nodes, fn)
	})
	return f
}

func (f *flat) root() int { return len(f.nodes) - 1 }

// A grid holds the values of all units of one kind, one column a node.
type grid struct {
	units int
	value [][]float64 // NaN: not known
	cover [][]float64 // share answered, 0 to 1; NaN: the node does not apply to the unit
	why   [][]reason  // why a value is not known
	gone  []int       // leaves that a change leaves out; nil none
}

// A reason says why a node has no score.
type reason uint8

const (
	fine    reason = iota
	unasked        // a leaf of a larger unit that no unit below was asked for
	missing
	uncovered
	zero
	overflow
)

func (r reason) String() string {
	return [...]string{"", "missing", "missing", "coverage", "zero", "overflow"}[r]
}

func newGrid(f *flat, units int) *grid {
	g := &grid{units: units}
	floats := make([]float64, 2*units*len(f.nodes))
	reasons := make([]reason, units*len(f.nodes))
	for range f.nodes {
		g.value, floats = append(g.value, floats[:units:units]), floats[units:]
		g.cover, floats = append(g.cover, floats[:units:units]), floats[units:]
		g.why, reasons = append(g.why, reasons[:units:units]), reasons[units:]
	}
	return g
}

// grow fills the branches of a grid from its leaves. apart marks units that
// nobody is measured against; nil: there are none.
func (f *flat) grow(g *grid, ch *Change, apart []bool) {
	for i := range f.nodes {
		if f.nodes[i].Leaf == nil {
			f.fill(g, i, ch, apart)
		}
	}
}

// fill computes one branch of a grid whose children are there.
func (f *flat) fill(g *grid, i int, ch *Change, apart []bool) {
	n := &f.nodes[i]
	weights := make([]float64, len(n.children))
	for k, c := range n.children {
		weights[k] = f.nodes[c].weight * ch.weight(c)
	}
	g.combine(n, i, weights, ch.aggregation(n.Node), apart)
	for k, c := range n.children {
		weights[k] = f.nodes[c].weight // what was answered is a fact: no draw moves it
	}
	g.measure(n, i, weights)
}

// combine aggregates the children of a branch.
func (g *grid) combine(n *flatNode, i int, weights []float64, by Aggregation, apart []bool) {
	switch by.By {
	case Median, Lowest, Highest:
		g.pick(n, i, by.By)
	case Copeland:
		g.copeland(n, i, weights, apart)
	default:
		g.average(n, i, weights, by)
	}
}

// average is the weighted power mean; the geometric mean is its limit at 0.
func (g *grid) average(n *flatNode, i int, weights []float64, by Aggregation) {
	out, why := g.value[i], g.why[i]
	den, low, high := make([]float64, g.units), make([]float64, g.units), make([]float64, g.units)
	into, back := powers(by)
	positive := by.NeedsPositive()
	for k, c := range n.children {
		w := weights[k]
		for u, v := range g.value[c] {
			if math.IsNaN(v) || w == 0 {
				continue
			}
			if positive && v <= 0 || into != nil && v < 0 {
				why[u] = zero
				continue
			}
			if den[u] == 0 {
				low[u], high[u] = v, v
			}
			low[u], high[u] = min(low[u], v), max(high[u], v)
			den[u] += w
			if into != nil {
				v = into(v)
			}
			out[u] += float64(w * v)
		}
	}
	if by.steep() {
		g.steep(n, i, weights, by.Power, den, low, high)
		return
	}
	for u := range out {
		if den[u] == 0 || why[u] == zero {
			out[u] = math.NaN()
			continue
		}
		if math.IsInf(out[u], 0) || math.IsNaN(out[u]) || math.IsInf(den[u], 0) {
			out[u], why[u] = math.NaN(), overflow
			continue
		}
		out[u] /= den[u]
		if back != nil {
			out[u] = back(out[u])
		}
		out[u] = min(max(out[u], low[u]), high[u]) // rounding must not lead beyond the parts
	}
}

// steep reports whether powers of common values could leave the range of a
// float64.
func (a Aggregation) steep() bool { return a.By == PowerMean && math.Abs(a.Power) > 8 }

// steep averages under a large power in shares of the part that decides: the
// highest, or below 0 the lowest.
func (g *grid) steep(n *flatNode, i int, weights []float64, p float64, den, low, high []float64) {
	out, why := g.value[i], g.why[i]
	for u := range out {
		if out[u] = math.NaN(); den[u] == 0 || why[u] == zero {
			continue
		}
		decides, sum := high[u], 0.0
		if p < 0 {
			decides = low[u]
		}
		for k, c := range n.children {
			if v := g.value[c][u]; !math.IsNaN(v) && weights[k] > 0 && decides > 0 {
				sum += float64(weights[k] * math.Pow(v/decides, p))
			}
		}
		out[u] = min(max(float64(decides*math.Pow(sum/den[u], 1/p)), low[u]), high[u])
	}
}

// powers gives the function that values are averaged under, and its inverse;
// nil for the arithmetic mean.
func powers(by Aggregation) (into, back func(float64) float64) {
	invert := func(x float64) float64 { return 1 / x }
	p := by.Power
	switch {
	case by.By == Geometric || by.By == PowerMean && p == 0:
		return math.Log, math.Exp
	case by.By == Harmonic || by.By == PowerMean && p == -1:
		return invert, invert
	case by.By == PowerMean && p == 0.5:
		return math.Sqrt, func(x float64) float64 { return x * x }
	case by.By == PowerMean && p != 1:
		return func(x float64) float64 { return math.Pow(x, p) }, func(x float64) float64 { return math.Pow(x, 1/p) }
	}
	return nil, nil
}

// pick takes the median, lowest or highest child; weights do not matter.
func (g *grid) pick(n *flatNode, i int, by AggregateBy) {
	known := make([]float64, 0, len(n.children))
	for u := range g.units {
		known = known[:0]
		for _, c := range n.children {
			if v := g.value[c][u]; !math.IsNaN(v) {
				known = append(known, v)
			}
		}
		slices.Sort(known)
		switch {
		case len(known) == 0:
			g.value[i][u] = math.NaN()
		case by == Lowest:
			g.value[i][u] = known[0]
		case by == Highest:
			g.value[i][u] = known[len(known)-1]
		default:
			if g.value[i][u] = stat.Quantile(known, 0.5); math.IsInf(g.value[i][u], 0) {
				g.value[i][u], g.why[i][u] = math.NaN(), overflow
			}
		}
	}
}

// copeland scores wins minus losses against every other unit. A unit wins when
// its share of the weight of the children that both have exceeds one half.
func (g *grid) copeland(n *flatNode, i int, weights []float64, apart []bool) {
	for u := range g.units {
		score, met := 0, false
		for o := range g.units {
			if o == u || apart != nil && apart[o] {
				continue
			}
			share, common := g.duel(n, weights, u, o)
			met = met || common
			switch {
			case !common || math.Abs(share-0.5) <= 1e-12:
			case share > 0.5:
				score++
			default:
				score--
			}
		}
		g.value[i][u] = float64(score)
		if !met && !g.anyKnown(n, u) {
			g.value[i][u] = math.NaN()
		}
	}
}

func (g *grid) anyKnown(n *flatNode, u int) bool {
	return slices.ContainsFunc(n.children, func(c int) bool { return !math.IsNaN(g.value[c][u]) })
}

func (g *grid) duel(n *flatNode, weights []float64, u, o int) (share float64, common bool) {
	var won, all float64
	for k, c := range n.children {
		a, b := g.value[c][u], g.value[c][o]
		switch {
		case math.IsNaN(a) || math.IsNaN(b):
			continue
		case a > b:
			won += weights[k]
		case a == b:
			won += weights[k] / 2
		}
		all += weights[k]
	}
	return won / all, all > 0
}

// measure gives a branch its coverage, and takes away a value that rests on too
// little.
func (g *grid) measure(n *flatNode, i int, weights []float64) {
	cover, value, why := g.cover[i], g.value[i], g.why[i]
	den := make([]float64, g.units)
	for k, c := range n.children {
		w := weights[k]
		for u, v := range g.cover[c] {
			if !math.IsNaN(v) {
				cover[u] += float64(w * v)
				den[u] += w
			}
		}
	}
	for u := range cover {
		cover[u] /= den[u] // 0/0 is NaN: the node does not apply
		switch {
		case why[u] == zero || why[u] == overflow:
		case cover[u] < n.MinCoverage-1e-12:
			value[u], why[u] = math.NaN(), uncovered
		case math.IsNaN(value[u]) && !math.IsNaN(cover[u]):
			why[u] = missing
		}
	}
}

// withhold takes away the values of a leaf that rest on too little: what was
// imputed, or known of too few units below.
func (g *grid) withhold(at int, least float64) {
	for u, c := range g.cover[at] {
		if c < least-1e-12 && !math.IsNaN(g.value[at][u]) {
			g.value[at][u], g.why[at][u] = math.NaN(), uncovered
		}
	}
}

// A Change is a departure from the method as written, for the uncertainty
// analysis and for questions of the kind "what if". The zero Change is none.
type Change struct {
	Weights   []float64    // a factor on each weight, in the order of Result.Nodes; nil: all 1
	Aggregate *Aggregation // in place of the default aggregation
	Leaf      *LeafChange  // of how leaves are brought onto the scale; nil none
	Without   []string     // leaves taken out, as if they applied to nobody
}

func (ch *Change) weight(node int) float64 {
	if ch == nil || ch.Weights == nil {
		return 1
	}
	return ch.Weights[node]
}

func (ch *Change) aggregation(n *Node) Aggregation {
	if ch == nil || ch.Aggregate == nil || !n.Default {
		return n.Aggregate
	}
	return *ch.Aggregate
}

// infos describes the nodes, then the themes, of a result.
func (f *flat) infos(m *Model) []NodeInfo {
	out := make([]NodeInfo, 0, len(f.nodes)+len(m.Themes))
	for _, n := range f.nodes {
		info := NodeInfo{ID: n.ID, Name: n.Name, Leaf: n.Leaf != nil, Weight: n.weight}
		if n.parent >= 0 {
			info.Parent = f.nodes[n.parent].ID
		}
		out = append(out, info)
	}
	for _, t := range m.Themes {
		out = append(out, NodeInfo{ID: t.ID, Name: t.Name, Theme: true, Weight: t.Weight})
	}
	return out
}

// levelOf gives the highest level that the score at a node reaches and whose
// gates, with those of every level below it, hold. at gives the score of a node
// by id, NaN where it is missing; nil: gates do not apply.
func (m *Model) levelOf(value float64, at func(string) float64) (int, Held) {
	if len(m.Levels) == 0 || math.IsNaN(value) {
		return -1, Held{}
	}
	level := -1
	for _, l := range m.Levels {
		if value < l.From {
			break
		}
		for _, gate := range l.Needs {
			if at != nil && !(at(gate.Node) >= gate.AtLeast) {
				return level, Held{Why: "gate", Node: gate.Node, Need: gate.AtLeast}
			}
		}
		level = l.Level
	}
	return level, Held{}
}
