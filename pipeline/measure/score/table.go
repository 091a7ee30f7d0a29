package score

import (
	"math"
	"slices"
	"strings"
	"sync"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
)

// A Table is a table of units and indicators, laid out for scoring. Its units
// are in canonical order, whatever the order of the rows.
type Table struct {
	p     Prepared
	Units []string // identities, ascending
	Rows  []int    // by unit: its first row in the frame handed over

	given *indicator.Frame // as handed over
	runs  [][]int          // by unit: its rows in given
}

// A Scored table has one value a node and unit.
type Scored struct {
	Nodes  []NodeInfo
	Value  [][]float64 // by node, then unit; NaN: no score
	Cover  [][]float64 // by node, then unit; NaN: does not apply
	Rank   []int       // of the root; 0: none
	Why    []Held      // by unit: why the root has no score
	Filled [][]bool    // by leaf, in order of the leaves: imputed; nil: none is
	Doubts []indicator.Doubt

	p    *Prepared
	g    *grid.Grid
	cols []indicator.Values
}

// Held says what kept the score of a unit at a node down, or why there is none.
func (s *Scored) Held(node, unit int) Held {
	held := s.p.scoreAt(s.g, node, unit).Held()
	if k := slices.Index(s.p.tree.leaves, node); k >= 0 && held.Why == "" {
		if c := s.cols[k].Capped; c != nil && c[unit] {
			n := s.p.tree.nodes[node]
			held = Held{Why: "evidence", Node: n.ID, Need: float64(n.Leaf.Evidence.From)}
		}
	}
	return held
}

// Level returns the maturity level of a unit's overall score, and what held it
// back; -1: none.
func (s *Scored) Level(unit int) (int, Held) {
	at := s.p.scoreAt(s.g, s.p.tree.root(), unit)
	return at.Level, at.Held()
}

// PrepareTable lays out a table. Several rows of one unit are an error unless
// every leaf says how to combine them.
func (m *Model) PrepareTable(f *indicator.Frame) (*Table, error) {
	order := make([]int, len(f.Keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(f.Keys[a], f.Keys[b]) })
	t := &Table{p: Prepared{model: m, tree: flatten(m.Root), held: new(sync.Map), spare: new(arena.Store[lent]), varied: new(indicator.Varied)}}
	var runs [][]int
	for k, row := range order {
		if k > 0 && f.Keys[order[k-1]] == f.Keys[row] {
			runs[len(runs)-1] = append(runs[len(runs)-1], row)
			continue
		}
		runs = append(runs, order[k:k+1:k+1])
		t.Units, t.Rows = append(t.Units, f.Keys[row]), append(t.Rows, row)
	}
	if err := m.mayCombine(f, runs); err != nil {
		return nil, err
	}
	t.given, t.runs = f, runs
	t.p.frame = f.Take(t.Rows)
	if len(runs) < len(order) {
		for _, at := range t.p.tree.leaves {
			t.p.tree.nodes[at].indicator().Combine(f, runs, t.p.frame)
		}
	}
	t.p.layers = []layer{{kind: Practice, units: make([]Unit, len(t.Units))}}
	t.p.keys = t.p.frame.Hashes()
	t.p.base = t.p.leaves(nil)
	t.p.learnWeights()
	return t, nil
}

// mayCombine refuses units with several rows where a leaf cannot combine them.
func (m *Model) mayCombine(f *indicator.Frame, runs [][]int) error {
	i := slices.IndexFunc(runs, func(r []int) bool { return len(r) > 1 })
	if i < 0 || m.Root == nil {
		return nil
	}
	unit := strings.ReplaceAll(f.Keys[runs[i][0]], "\x00", ", ")
	var err error
	m.Root.Walk(func(n, _ *Node) {
		if err == nil && n.Leaf != nil && n.Leaf.Rows == nil {
			err = &indicator.RowsError{Unit: unit, Node: n.ID, Rows: len(runs[i]), First: runs[i][0] + 1, Second: runs[i][1] + 1}
		}
	})
	return err
}

// Score scores the table under a change; nil: as the method is written.
func (t *Table) Score(ch *Change) *Scored {
	cols := t.p.leaves(ch)
	g := t.p.plant(cols, ch)
	t.p.tree.grow(g, ch, nil)
	out := &Scored{Nodes: t.p.Nodes(), p: &t.p, g: g, cols: cols}
	for at := range t.p.tree.nodes {
		out.Value, out.Cover = append(out.Value, g.Scores(nil, at)), append(out.Cover, g.Coverages(at))
	}
	root := t.p.tree.root()
	out.Rank = stat.Competition(out.Value[root])
	for u := range t.Units {
		out.Why = append(out.Why, t.p.scoreAt(g, root, u).Held())
	}
	out.Doubts = slices.Clone(t.given.Doubts)
	for _, c := range cols {
		out.Filled = append(out.Filled, c.Filled)
		out.Doubts = append(out.Doubts, c.Doubts...)
	}
	out.Doubts = append(out.Doubts, t.p.doubts...)
	out.Doubts = append(out.Doubts, undefined(&t.p, g)...)
	return out
}

// undefined names the branches that have no value for some units because of the
// values of their parts: at zero, or beyond the range of a float64.
func undefined(p *Prepared, g *grid.Grid) (out []indicator.Doubt) {
	for at := range p.tree.nodes {
		for _, kind := range []grid.Reason{grid.Zero, grid.Overflow} {
			var units []int
			for u, why := range g.Why[at] {
				if why == kind {
					units = append(units, u)
				}
			}
			if len(units) > 0 {
				out = append(out, indicator.Doubt{Node: p.tree.nodes[at].ID, Code: kind.String(), Unit: p.frame.Keys[units[0]], Count: len(units)})
			}
		}
	}
	return out
}

// Roots returns the overall score of every unit under a change; NaN: none.
func (t *Table) Roots(ch *Change) []float64 {
	m := lend(&t.p, ch)
	defer m.Release()
	return practices(&t.p, m.ch).Scores(nil, t.p.tree.root())
}

// Nodes describes the nodes in the order of Scored.Nodes.
func (t *Table) Nodes() []NodeInfo { return t.p.Nodes() }

// Root returns the position of the root among the nodes.
func (t *Table) Root() int { return t.p.tree.root() }

// A Matrix is what the units of a table, or the practices, have at each node
// under no change: what a look at the data themselves needs.
type Matrix struct {
	Nodes []NodeInfo  // of the tree, without themes
	Units []string    // identities
	Asked [][]bool    // by node, then unit: the node applies; branches too
	Raw   [][]float64 // by node, then unit: of leaves, as read and put in relation to their denominators; NaN unknown; nil for branches
	Value [][]float64 // by node, then unit: on the scale; NaN: none
}

// Matrix returns the practices that are in the comparison.
func (p *Prepared) Matrix() Matrix {
	g := practices(p, nil)
	m := Matrix{Nodes: p.Nodes()[:len(p.tree.nodes)]}
	var rows []int
	for u, key := range p.frame.Keys {
		if !p.frame.IsApart(u) {
			rows, m.Units = append(rows, u), append(m.Units, key)
		}
	}
	for at := range p.tree.nodes {
		asked, value := make([]bool, len(rows)), make([]float64, len(rows))
		for i, u := range rows {
			asked[i], value[i] = !math.IsNaN(g.Cover[at][u]), g.Score(at, u)
		}
		m.Asked, m.Value, m.Raw = append(m.Asked, asked), append(m.Value, value), append(m.Raw, p.tree.nodes[at].indicator().Raw(p.frame, rows))
	}
	return m
}

// Matrix returns the units of the table.
func (t *Table) Matrix() Matrix { return t.p.Matrix() }
