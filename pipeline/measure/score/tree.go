package score

import (
	"math"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
)

// flat is the tree as a list: children before parents, the root last. All
// columns of a grid follow its order.
type flat struct {
	nodes                 []flatNode
	leaves, branches, all []int // positions, in order
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
		if f.all = append(f.all, len(f.nodes)); n.Leaf != nil {
			f.leaves = append(f.leaves, len(f.nodes))
		} else {
			f.branches = append(f.branches, len(f.nodes))
		}
		f.nodes = append(f.nodes, fn)
	})
	return f
}

func (f *flat) root() int { return len(f.nodes) - 1 }

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
func (f *flat) grow(g *grid.Grid, ch *Change, apart []bool) {
	for _, i := range f.branches {
		f.fill(g, i, ch, apart, nil)
	}
}

// fill computes one branch of a grid whose children are there, for some units; nil: all.
func (f *flat) fill(g *grid.Grid, i int, ch *Change, apart []bool, units []int) {
	n := &f.nodes[i]
	parts, lost := arena.Take[aggregate.Part](g.Mem, len(n.children)), arena.Take[aggregate.Lost](g.Mem, g.Units)
	for k, c := range n.children {
		parts[k] = aggregate.Part{Weight: f.nodes[c].weight * ch.weight(c), Value: g.Value[c], Rest: g.Rest[c], On: g.Compared[c]}
	}
	ch.aggregation(n.Node).Of(parts, aggregate.Column{Value: g.Value[i], Rest: g.Rest[i], Lost: lost, Units: units}, apart)
	for u, l := range lost {
		switch l {
		case aggregate.AtZero:
			g.Why[i][u] = grid.Zero
		case aggregate.TooHigh:
			g.Why[i][u] = grid.Overflow
		}
	}
	f.measure(g, i, units)
}

// unknown is no value.
var unknown = stat.Wide{Value: math.NaN()}

// measure returns a branch its coverage, and takes away a value that rests on too
// little; of some units, nil: of all. What was answered is a fact: no draw moves the
// weights of coverage.
func (f *flat) measure(g *grid.Grid, i int, units []int) {
	n, many := &f.nodes[i], g.Units
	if units != nil {
		many = len(units)
	}
	if g.Known != nil {
		g.Cover[i] = g.Known[i]
	}
	cover, value, why := g.Cover[i], g.Value[i], g.Why[i]
	least := grid.Shares.Round(n.MinCoverage)
	for u := range many {
		if units != nil {
			u = units[u]
		}
		if g.Known == nil {
			cover[u] = f.covered(g, n, u)
		}
		switch {
		case why[u] == grid.Zero || why[u] == grid.Overflow:
		case cover[u] < n.MinCoverage && g.Coverage(i, u) < least: // rounding keeps the order
			value[u], why[u] = math.NaN(), grid.Uncovered
		case n.MinChildren > 0 && g.Children(n.children, u) < grid.Shares.Round(n.MinChildren):
			value[u], why[u] = math.NaN(), grid.Few
		case math.IsNaN(value[u]) && !math.IsNaN(cover[u]):
			why[u] = grid.Missing
		}
	}
}

// covered is the coverage of a branch.
func (f *flat) covered(g *grid.Grid, n *flatNode, u int) float64 {
	sum, den := 0.0, 0.0
	for _, c := range n.children {
		if v := g.Cover[c][u]; v == v {
			sum += float64(f.nodes[c].weight * v)
			den += f.nodes[c].weight
		}
	}
	return sum / den // 0/0 is NaN: the node does not apply
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
