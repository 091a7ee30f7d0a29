package score

import (
	"math"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
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

// indicator returns a leaf as it is brought onto the scale.
func (n *flatNode) indicator() indicator.Indicator {
	return indicator.Indicator{ID: n.ID, Leaf: n.Leaf}
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
	rest  [][]float64 // by node: what values leave over (stat.Wide); nil: nothing
	cover [][]float64 // share answered, 0 to 1; NaN: the node does not apply to the unit
	why   [][]reason  // why a value is not known
	gone  []int       // leaves that a change leaves out; nil none
	known [][]float64 // by node: its coverage, while that of the leaves is this; nil: it has to be worked out

	compared []stat.Grid // by node: where its scores are compared
	mem      *arena.Arena
}

// A reason says why a node has no score.
type reason uint8

const (
	fine    reason = iota
	unasked        // a leaf of a larger unit that no unit below was asked for
	missing
	uncovered
	few // parts with a score
	zero
	overflow
)

// String returns the word for Held.Why.
func (r reason) String() string {
	return [...]string{"", "missing", "missing", "coverage", "children", "zero", "overflow"}[r]
}

// newGrid makes room for branches, and for leaves where leaves are to be computed
// too. compared tells by node where values are compared.
func newGrid(mem *arena.Arena, f *flat, units int, leaves bool, compared []stat.Grid) *grid {
	n, g := len(f.nodes), arena.New[grid](mem)
	g.units, g.compared, g.mem = units, compared, mem
	columns, rows := arena.Take[[]float64](mem, 3*n), arena.Take[[]reason](mem, n)
	g.value, g.rest, g.cover, g.why = columns[:n:n], columns[n:2*n:2*n], columns[2*n:], rows
	if !leaves {
		n -= len(f.leaves)
	}
	floats, reasons := arena.Take[float64](mem, 3*units*n), arena.Take[reason](mem, units*n)
	for at := range f.nodes {
		if f.nodes[at].Leaf != nil && !leaves {
			continue
		}
		g.value[at], floats = floats[:units:units], floats[units:]
		g.rest[at], floats = floats[:units:units], floats[units:]
		g.cover[at], floats = floats[:units:units], floats[units:]
		g.why[at], reasons = reasons[:units:units], reasons[units:]
	}
	return g
}

// wide returns a value as it is summed.
func (g *grid) wide(at, u int) stat.Wide {
	if g.rest[at] == nil {
		return stat.Wide{Value: g.value[at][u]}
	}
	return stat.Wide{Value: g.value[at][u], Rest: g.rest[at][u]}
}

// put sets a value.
func (g *grid) put(at, u int, x stat.Wide) { g.value[at][u], g.rest[at][u] = x.Value, x.Rest }

// score returns a value as it is compared and published; NaN: not known.
func (g *grid) score(at, u int) float64 { return g.compared[at].RoundWide(g.wide(at, u)) }

// column returns the scores of all units at a node.
func (g *grid) column(at int) []float64 { return g.into(make([]float64, 0, g.units), at) }

// into appends them.
func (g *grid) into(out []float64, at int) []float64 {
	for u := range g.units {
		out = append(out, g.score(at, u))
	}
	return out
}

// coverage returns a coverage as it is compared and published; NaN: the node does
// not apply.
func (g *grid) coverage(at, u int) float64 { return shares.Round(g.cover[at][u]) }

// coverages returns the coverages of all units at a node.
func (g *grid) coverages(at int) []float64 {
	out := make([]float64, g.units)
	for u := range out {
		out[u] = g.coverage(at, u)
	}
	return out
}

// shares is where coverages are compared.
var shares = stat.OnScale(0, 1)

// compared tells by node where its values are compared under a change: on the
// scale, or in own units where a leaf below keeps these. summed: the leaves are
// sums over units.
func (p *Prepared) compared(ch *Change, summed bool) []stat.Grid {
	scale := p.model.Scale.Grid()
	out := arena.Take[stat.Grid](ch.memory(), len(p.tree.nodes))
	for at := range p.tree.nodes {
		n := &p.tree.nodes[at]
		own := n.Leaf != nil && (summed || !ch.leaf().Method(n.Leaf).OnScale()) || n.Leaf == nil && ch.aggregation(n.Node).By == aggregate.Copeland
		for _, c := range n.children {
			own = own || out[c] == stat.Grid{}
		}
		switch {
		case own:
		case n.Leaf != nil:
			out[at] = scale.Fine()
		default:
			out[at] = scale
		}
	}
	return out
}

// grow fills the branches of a grid from its leaves. apart marks units that
// nobody is measured against; nil: there are none.
func (f *flat) grow(g *grid, ch *Change, apart []bool) {
	for i := range f.nodes {
		if f.nodes[i].Leaf == nil {
			f.fill(g, i, ch, apart, nil)
		}
	}
}

// fill computes one branch of a grid whose children are there, for some units; nil: all.
func (f *flat) fill(g *grid, i int, ch *Change, apart []bool, units []int) {
	n := &f.nodes[i]
	parts, lost := arena.Take[aggregate.Part](g.mem, len(n.children)), arena.Take[aggregate.Lost](g.mem, g.units)
	for k, c := range n.children {
		parts[k] = aggregate.Part{Weight: f.nodes[c].weight * ch.weight(c), Value: g.value[c], Rest: g.rest[c], On: g.compared[c]}
	}
	ch.aggregation(n.Node).Of(parts, aggregate.Column{Value: g.value[i], Rest: g.rest[i], Lost: lost, Units: units}, apart)
	for u, l := range lost {
		switch l {
		case aggregate.AtZero:
			g.why[i][u] = zero
		case aggregate.TooHigh:
			g.why[i][u] = overflow
		}
	}
	f.measure(g, i, units)
}

// unknown is no value.
var unknown = stat.Wide{Value: math.NaN()}

// measure returns a branch its coverage, and takes away a value that rests on too
// little; of some units, nil: of all. What was answered is a fact: no draw moves the
// weights of coverage.
func (f *flat) measure(g *grid, i int, units []int) {
	n, many := &f.nodes[i], g.units
	if units != nil {
		many = len(units)
	}
	if g.known != nil {
		g.cover[i] = g.known[i]
	}
	cover, value, why := g.cover[i], g.value[i], g.why[i]
	least := shares.Round(n.MinCoverage)
	for u := range many {
		if units != nil {
			u = units[u]
		}
		if g.known == nil {
			cover[u] = f.covered(g, n, u)
		}
		switch {
		case why[u] == zero || why[u] == overflow:
		case cover[u] < n.MinCoverage && g.coverage(i, u) < least: // rounding keeps the order
			value[u], why[u] = math.NaN(), uncovered
		case n.MinChildren > 0 && g.children(n, u) < shares.Round(n.MinChildren):
			value[u], why[u] = math.NaN(), few
		case math.IsNaN(value[u]) && !math.IsNaN(cover[u]):
			why[u] = missing
		}
	}
}

// covered is the coverage of a branch.
func (f *flat) covered(g *grid, n *flatNode, u int) float64 {
	sum, den := 0.0, 0.0
	for _, c := range n.children {
		if v := g.cover[c][u]; v == v {
			sum += float64(f.nodes[c].weight * v)
			den += f.nodes[c].weight
		}
	}
	return sum / den // 0/0 is NaN: the node does not apply
}

// children returns the share of a branch's parts that have a score, of those that
// apply to the unit; NaN: none does. It is compared as coverages are.
func (g *grid) children(n *flatNode, u int) float64 {
	known, all := 0, 0
	for _, c := range n.children {
		if !math.IsNaN(g.cover[c][u]) {
			all++
			if !math.IsNaN(g.value[c][u]) {
				known++
			}
		}
	}
	return shares.Round(float64(known) / float64(all))
}

// withhold takes away the values of a leaf that rest on too little: what was
// imputed, or known of too few units below.
func (g *grid) withhold(at int, least float64) {
	for u, cover := range g.cover[at] {
		if cover < least && g.coverage(at, u) < shares.Round(least) && !math.IsNaN(g.value[at][u]) {
			g.value[at][u], g.why[at][u] = math.NaN(), uncovered
		}
	}
}

// A Change is a departure from the method as written, for the uncertainty
// analysis and for questions of the kind "what if". The zero Change is none.
type Change struct {
	Weights   []float64         // a factor on each weight, in the order of Result.Nodes; nil: all 1
	Aggregate *aggregate.Method // in place of the default aggregation
	Leaf      *indicator.Change // of how leaves are brought onto the scale; nil none
	Without   []string          // leaves taken out, as if they applied to nobody

	mem *arena.Arena
}

// memory lends what a scoring needs for itself; nil: it is for good.
func (ch *Change) memory() *arena.Arena {
	if ch == nil {
		return nil
	}
	return ch.mem
}

// weightsAlone reports whether the change leaves the leaves as they are.
func (ch *Change) weightsAlone() bool { return ch == nil || ch.Leaf == nil && ch.Without == nil }

// leaf returns what changes of the leaves; nil: nothing.
func (ch *Change) leaf() *indicator.Change {
	if ch == nil {
		return nil
	}
	return ch.Leaf
}

func (ch *Change) weight(node int) float64 {
	if ch == nil || ch.Weights == nil {
		return 1
	}
	return ch.Weights[node]
}

func (ch *Change) aggregation(n *Node) aggregate.Method {
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

// levelOf returns the highest level that a score on a grid reaches and whose gates,
// with those of every level below it, hold. at returns the score of a node by id,
// NaN where it is missing, and its grid; nil: gates do not apply.
func (m *Model) levelOf(value float64, on stat.Grid, at func(string) (float64, stat.Grid)) (int, Held) {
	if len(m.Levels) == 0 || math.IsNaN(value) {
		return -1, Held{}
	}
	level := -1
	for _, l := range m.Levels {
		if value < on.Round(l.From) {
			break
		}
		for _, gate := range l.Needs {
			if at == nil {
				break
			}
			if own, on := at(gate.Node); !(own >= on.Round(gate.AtLeast)) {
				return level, Held{Why: "gate", Node: gate.Node, Need: gate.AtLeast}
			}
		}
		level = l.Level
	}
	return level, Held{}
}
