package findings

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/score"
)

// Criteria returns the scored criteria, in the file's order.
func (f *Findings) Criteria() []score.NodeInfo { return f.criteria }

// Dimensions returns the branches that hold criteria directly, in the file's order.
func (f *Findings) Dimensions() []score.NodeInfo {
	holds := map[string]bool{}
	for _, n := range f.criteria {
		holds[n.Parent] = true
	}
	var out []score.NodeInfo
	for _, n := range f.Now.Nodes {
		if holds[n.ID] && n.Parent != "" {
			out = append(out, n)
		}
	}
	return out
}

// A Branch is a node below the root with the criteria under it: the records of one
// branch are not asked about another.
type Branch struct {
	Node     string
	criteria map[string]bool
}

// Holds reports whether a criterion lies under the branch.
func (b Branch) Holds(criterion string) bool { return b.criteria[criterion] }

// Branches returns the nodes below the root, in the file's order.
func (f *Findings) Branches() []Branch {
	parent := map[string]string{}
	for _, n := range f.Now.Nodes {
		parent[n.ID] = n.Parent
	}
	root := f.Comparison.Root
	var out []Branch
	for _, n := range f.Now.Nodes {
		if n.Parent != root || n.ID == root {
			continue
		}
		b := Branch{n.ID, map[string]bool{}}
		for _, leaf := range f.criteria {
			up := leaf.ID
			for up != "" && up != n.ID {
				up = parent[up]
			}
			if up == n.ID {
				b.criteria[leaf.ID] = true
			}
		}
		out = append(out, b)
	}
	return out
}

// A Weight is a node's share of the overall score.
type Weight struct {
	Node  *score.Node
	Share float64 // 0 to 1
}

// Weights returns the nodes below the root with their shares, parents before
// children, in the file's order.
func (f *Findings) Weights() []Weight { return Weights(f.evidence.Model.Root) }

// Weights returns the nodes below a root with their shares of it, parents before
// children, in the file's order.
func Weights(root *score.Node) []Weight { return weights(root, 1, nil) }

func weights(n *score.Node, share float64, out []Weight) []Weight {
	for _, p := range Parts(n, share) {
		out = weights(p.Node, p.Share, append(out, p))
	}
	return out
}

// Parts returns the parts of a node that has a share of the whole, with their own.
func Parts(n *score.Node, share float64) (out []Weight) {
	total := 0.0
	for _, p := range n.Parts {
		total += p.Weight
	}
	for _, p := range n.Parts {
		out = append(out, Weight{p, share * p.Weight / total})
	}
	return out
}

// Overall returns the mean overall score of the compared partners.
func (f *Findings) Overall() Value {
	m := f.Comparison.Mean
	return Value{Node: f.Comparison.Root, X: m, Known: !math.IsNaN(m)}
}

// Mean returns the compared partners' mean at a node; not known where none has a score.
func (f *Findings) Mean(node string) Value {
	for _, s := range f.Comparison.Standings {
		if g, ok := s.Gap(node); ok {
			return Value{Node: node, X: g.Mean, Known: !math.IsNaN(g.Mean)}
		}
	}
	return Value{Node: node, X: math.NaN()}
}

// Best returns the highest score of a compared partner at a node.
func (f *Findings) Best(node string) Value {
	for _, s := range f.Comparison.Standings {
		if g, ok := s.Gap(node); ok {
			return Value{Node: node, Of: g.Best, X: g.Top, Known: true}
		}
	}
	return Value{Node: node}
}

// Weakest orders nodes by the mean of the compared partners, lowest first, equals as
// given; nodes without a score are left out.
func (f *Findings) Weakest(nodes []score.NodeInfo) []Value {
	var out []Value
	for _, n := range nodes {
		if m := f.Mean(n.ID); m.Known {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Value) int { return cmp.Compare(a.X, b.X) })
	return out
}

// Widest returns the dimension in which the ranked partners differ most, of those
// that two or more have a score in; false where there is none.
func (f *Findings) Widest() (Difference, bool) {
	var most Difference
	found := false
	for _, d := range f.Dimensions() {
		var values []Value
		for _, s := range f.Comparison.Ranked() {
			if g, _ := s.Gap(d.ID); g.Known {
				values = append(values, Value{d.ID, s.Unit.ID, g.Value, true})
			}
		}
		if len(values) < 2 {
			continue
		}
		byX := func(a, b Value) int { return cmp.Compare(a.X, b.X) }
		if here := (Difference{slices.MinFunc(values, byX), slices.MaxFunc(values, byX)}); !found || here.X() > most.X() {
			most, found = here, true
		}
	}
	return most, found
}

// Range returns the highest and the lowest overall score of the ranked partners;
// false where fewer than two are ranked.
func (f *Findings) Range() (Difference, bool) {
	ranked := f.Comparison.Ranked()
	if len(ranked) < 2 {
		return Difference{}, false
	}
	at := func(i int) Value { return Value{f.Comparison.Root, ranked[i].Unit.ID, ranked[i].Score.Value, true} }
	return Difference{Low: at(len(ranked) - 1), High: at(0)}, true
}

// Earlier returns a partner's score at a node in the period before.
func (f *Findings) Earlier(partner, node string) Value {
	if u := f.earlier()[partner]; u != nil {
		s, _ := f.Before.At(u, node)
		return Value{node, partner, s.Value, s.Known}
	}
	return Value{Node: node, Of: partner}
}

// partnersBefore are the partners of the period before by id; none without one.
func partnersBefore(f *Findings) map[string]*score.Unit {
	out := map[string]*score.Unit{}
	if f.Before != nil {
		for _, u := range f.Before.Of(score.Partner) {
			out[u.ID] = u
		}
	}
	return out
}
