package score

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
)

// learnWeights finds the weights that follow from the data: under no change,
// children before parents, from the rows that count. They stay as they are under
// every change, so that a draw that shakes weights shakes these.
func (p *Prepared) learnWeights() {
	if !slices.ContainsFunc(p.tree.nodes, func(n flatNode) bool { return n.Weighing.By == Component }) {
		return
	}
	g := p.plant(p.base, nil)
	for i := range p.tree.nodes {
		n := &p.tree.nodes[i]
		if n.Leaf != nil {
			continue
		}
		if n.Weighing.By == Component {
			component(p, g, n)
		}
		p.tree.fill(g, i, nil, p.frame.Apart)
	}
}

// component weighs the parts of a branch by their first principal component.
// Where there is none, and where all parts have weight 0, they weigh alike.
func component(p *Prepared, g *grid, n *flatNode) {
	var parts []int
	var columns [][]float64
	for _, c := range n.children {
		column := p.frame.Counting(g.value[c])
		if d := stat.Describe(column); d.N > 1 && d.Min != d.Max {
			parts, columns = append(parts, c), append(columns, column)
			continue
		}
		p.doubt(c, "weight-constant")
	}
	found, ok := stat.PCA(columns)
	if !ok {
		for _, c := range n.children {
			p.tree.nodes[c].weight = 1
		}
		p.doubts = append(p.doubts, indicator.Doubt{Node: n.ID, Code: "weights", Count: len(p.frame.Keys)})
		return
	}
	for _, c := range n.children {
		p.tree.nodes[c].weight = 0
	}
	for k, c := range parts {
		loading := found.Loadings[0][k]
		if loading < 0 {
			p.doubt(c, "weight-negative")
		}
		p.tree.nodes[c].weight = math.Max(loading, 0)
	}
}

func (p *Prepared) doubt(node int, code string) {
	p.doubts = append(p.doubts, indicator.Doubt{Node: p.tree.nodes[node].ID, Code: code, Count: len(p.frame.Keys)})
}
