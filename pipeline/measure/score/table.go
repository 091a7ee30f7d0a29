package score

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/stat"
)

// A Table is a table of units and indicators, laid out for scoring. Its units
// are in canonical order, whatever the order of the rows.
type Table struct {
	p     Prepared
	Units []string // identities, ascending
	Rows  []int    // by unit: its first row in the frame handed over

	given *Frame  // as handed over
	runs  [][]int // by unit: its rows in given
}

// A Scored table has one value a node and unit.
type Scored struct {
	Nodes  []NodeInfo
	Value  [][]float64 // by node, then unit; NaN: no score
	Cover  [][]float64 // by node, then unit; NaN: does not apply
	Rank   []int       // of the root; 0: none
	Why    []Held      // by unit: why the root has no score
	Filled [][]bool    // by leaf, in order of the leaves: imputed; nil: none is
	Doubts []Doubt

	p    *Prepared
	g    *grid
	cols []leafColumn
}

// Held says what kept the score of a unit at a node down, or why there is none.
func (s *Scored) Held(node, unit int) Held {
	held := s.p.scoreAt(s.g, node, unit).Held
	if k := slices.Index(s.p.tree.leaves, node); k >= 0 && held.Why == "" {
		if c := s.cols[k].capped; c != nil && c[unit] {
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
	return at.Level, at.Held
}

// PrepareTable lays out a table. Several rows of one unit are an error unless
// every leaf says how to combine them.
func (m *Model) PrepareTable(f *Frame) (*Table, error) {
	order := make([]int, len(f.Keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(f.Keys[a], f.Keys[b]) })
	t := &Table{p: Prepared{model: m, tree: flatten(m.Root)}}
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
	t.p.frame = f.take(t.Rows)
	if len(runs) < len(order) {
		m.combineRows(f, runs, t.p.frame)
	}
	t.p.layers = []layer{{kind: Practice, units: make([]Unit, len(t.Units))}}
	for _, k := range t.Units {
		t.p.keys = append(t.p.keys, stat.Hash(k))
	}
	t.p.base = t.p.leaves(nil)
	t.p.learnWeights()
	return t, nil
}

// A RowsError says that a unit has several rows which a leaf cannot combine.
type RowsError struct {
	Unit, Node    string
	Rows          int
	First, Second int // rows of the data, 1-based
}

// Words says what stands twice (wording.Told).
func (e *RowsError) Words() (key string, args []any) {
	return "index.rows", []any{"unit", e.Unit, "n", e.Rows, "first", e.First, "second", e.Second, "node", e.Node}
}

// Error says what stands twice, in English.
func (e *RowsError) Error() string {
	return fmt.Sprintf("the unit %q has %d rows (rows %d and %d of the data), and %s does not say how to combine them (rows: [{take: average}])",
		e.Unit, e.Rows, e.First, e.Second, e.Node)
}

// mayCombine refuses units with several rows where a leaf cannot combine them.
func (m *Model) mayCombine(f *Frame, runs [][]int) error {
	i := slices.IndexFunc(runs, func(r []int) bool { return len(r) > 1 })
	if i < 0 || m.Root == nil {
		return nil
	}
	unit := strings.ReplaceAll(f.Keys[runs[i][0]], "\x00", ", ")
	var err error
	m.Root.Walk(func(n, _ *Node) {
		if err == nil && n.Leaf != nil && n.Leaf.Rows == nil {
			err = &RowsError{Unit: unit, Node: n.ID, Rows: len(runs[i]), First: runs[i][0] + 1, Second: runs[i][1] + 1}
		}
	})
	return err
}

// take returns the frame of some rows in this order.
func (f *Frame) take(rows []int) *Frame {
	out := &Frame{Columns: map[string]*Column{}, Groups: map[string][]string{}}
	for _, r := range rows {
		out.Keys = append(out.Keys, f.Keys[r])
	}
	for id, c := range f.Columns {
		to := NewColumn(len(rows), c.Word != nil)
		for i, r := range rows {
			to.Number[i], to.State[i] = c.Number[r], c.State[r]
			if c.Word != nil {
				to.Word[i] = c.Word[r]
			}
		}
		if c.Proved != nil {
			to.Proved = make([]bool, len(rows))
			for i, r := range rows {
				to.Proved[i] = c.Proved[r]
			}
		}
		out.Columns[id] = to
	}
	for name, groups := range f.Groups {
		for _, r := range rows {
			out.Groups[name] = append(out.Groups[name], groups[r])
		}
	}
	return out
}

// combineRows computes every leaf of all rows and makes one value a unit.
func (m *Model) combineRows(f *Frame, runs [][]int, into *Frame) {
	into.combined = map[string]leafColumn{}
	m.Root.Walk(func(n, _ *Node) {
		if n.Leaf == nil {
			return
		}
		all := leafColumn{value: make([]float64, len(f.Keys)), cover: make([]float64, len(f.Keys))}
		m.read(n, f, &LeafChange{}, nil, &all)
		one := leafColumn{value: make([]float64, len(runs)), cover: make([]float64, len(runs)), doubts: all.doubts}
		mixed, lost := 0, 0
		for u, rows := range runs {
			var differ bool
			one.value[u], one.cover[u], differ = n.combine(&all, f, rows)
			if differ {
				mixed++
			}
			if len(rows) > 1 && n.rowsLine(f, rows[0]) < 0 {
				lost++
			}
		}
		if lost > 0 {
			one.doubts = append(one.doubts, Doubt{Node: n.ID, Code: "rows-line", Count: lost})
		}
		if mixed > 0 {
			one.doubts = append(one.doubts, Doubt{Node: n.ID, Code: "rows-mixed", Count: mixed})
		}
		into.combined[n.ID] = one
	})
}

// combine makes one value of the rows of a unit; unknown rows stay out.
func (n *Node) combine(all *leafColumn, f *Frame, rows []int) (value, cover float64, differ bool) {
	if len(rows) == 1 {
		return all.value[rows[0]], all.cover[rows[0]], false
	}
	line := n.rowsLine(f, rows[0])
	cover = math.NaN()
	var known []float64
	for _, r := range rows {
		differ = differ || n.rowsLine(f, r) != line
		if c := all.cover[r]; !math.IsNaN(c) && !(cover >= c) {
			cover = c
		}
		if v := all.value[r]; !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	if len(known) == 0 || line < 0 {
		return math.NaN(), min(cover, 0), differ
	}
	return n.Leaf.Rows[line].Take.of(known, n.Leaf.Lower), cover, differ
}

// rowsLine returns the first line of rows that holds for a row; -1: none does.
func (n *Node) rowsLine(f *Frame, row int) int {
	return slices.IndexFunc(n.Leaf.Rows, func(l RowsLine) bool { return l.When.Holds(f.operands(row)) })
}

// of combines known values, in the order of their rows.
func (t Take) of(known []float64, lower bool) float64 {
	switch {
	case t == Average:
		return stat.Mean(known)
	case t == Total:
		return stat.Sum(known)
	case t == First:
		return known[0]
	case (t == Best) != lower:
		return slices.Max(known)
	}
	return slices.Min(known)
}

// Score scores the table under a change; nil: as the method is written.
func (t *Table) Score(ch *Change) *Scored {
	cols := t.p.leaves(ch)
	g := t.p.plant(cols, ch)
	t.p.tree.grow(g, ch, nil)
	out := &Scored{Nodes: t.p.Nodes(), p: &t.p, g: g, cols: cols}
	for at := range t.p.tree.nodes {
		out.Value, out.Cover = append(out.Value, g.column(at)), append(out.Cover, g.coverages(at))
	}
	root := t.p.tree.root()
	out.Rank = stat.Competition(out.Value[root])
	for u := range t.Units {
		out.Why = append(out.Why, t.p.scoreAt(g, root, u).Held)
	}
	out.Doubts = slices.Clone(t.given.Doubts)
	for _, c := range cols {
		out.Filled = append(out.Filled, c.filled)
		out.Doubts = append(out.Doubts, c.doubts...)
	}
	out.Doubts = append(out.Doubts, t.p.doubts...)
	out.Doubts = append(out.Doubts, t.p.undefined(g)...)
	return out
}

// undefined names the branches that have no value for some units because of the
// values of their parts: at zero, or beyond the range of a float64.
func (p *Prepared) undefined(g *grid) []Doubt {
	var out []Doubt
	for at := range p.tree.nodes {
		for _, kind := range []reason{zero, overflow} {
			first, n := -1, 0
			for u, why := range g.why[at] {
				if why == kind {
					if n++; n == 1 {
						first = u
					}
				}
			}
			if n > 0 {
				out = append(out, Doubt{Node: p.tree.nodes[at].ID, Code: kind.String(), Unit: p.frame.Keys[first], Count: n})
			}
		}
	}
	return out
}

// Roots returns the overall score of every unit under a change; NaN: none.
func (t *Table) Roots(ch *Change) []float64 {
	g := t.p.plant(t.p.leaves(ch), ch)
	t.p.tree.grow(g, ch, nil)
	return g.column(t.p.tree.root())
}

// Nodes describes the nodes in the order of Scored.Nodes.
func (t *Table) Nodes() []NodeInfo { return t.p.Nodes() }

// Root returns the position of the root among the nodes.
func (t *Table) Root() int { return t.p.tree.root() }
