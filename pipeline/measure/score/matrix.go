package score

import "math"

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
	g := p.plant(p.base, nil)
	p.tree.grow(g, nil, p.layers[0].apart)
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
			asked[i], value[i] = !math.IsNaN(g.cover[at][u]), g.score(at, u)
		}
		m.Asked, m.Value, m.Raw = append(m.Asked, asked), append(m.Value, value), append(m.Raw, p.tree.nodes[at].indicator().Raw(p.frame, rows))
	}
	return m
}

// Matrix returns the units of the table.
func (t *Table) Matrix() Matrix { return t.p.Matrix() }
