package score

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// Score scores everything under a change; nil: as the method is written.
func (p *Prepared) Score(ch *Change) *Result {
	r := p.rollUp(ch, true)
	out := &Result{Scale: p.model.Scale, Nodes: p.Nodes()}
	for _, c := range r.cols {
		out.Doubts = append(out.Doubts, c.Doubts...)
	}
	out.Doubts = append(out.Doubts, p.doubts...)
	out.Doubts = append(out.Doubts, undefined(p, r.grids[0])...)
	for i := range p.layers {
		out.Units = append(out.Units, reading{p, r}.unitsOf(i)...)
	}
	return out
}

// A reading takes the scores of units off one scoring.
type reading struct {
	p *Prepared
	r *rolled
}

// unitsOf returns the units of one layer with their scores.
func (x reading) unitsOf(i int) []Unit {
	l, g := &x.p.layers[i], x.r.grids[i]
	n := len(x.p.tree.nodes) + len(x.p.model.Themes)
	scores := make([]Score, n*len(l.units))
	units := slices.Clone(l.units)
	asked := x.asked(i)
	rests := x.sumRests(x.r.rests[i], len(units))
	for u := range units {
		units[u].Scores = scores[u*n : (u+1)*n : (u+1)*n]
		units[u].Rests = x.restsOf(i, u)
		for at := range x.p.tree.nodes {
			units[u].Scores[at] = x.p.scoreAt(g, at, u)
			units[u].Scores[at].Asked = asked[at][u]
			units[u].Scores[at].Rests = int(rests[at][u])
		}
		x.capped(i, u, units[u].Scores)
		for t := range x.p.model.Themes {
			units[u].Scores[len(x.p.tree.nodes)+t] = x.themeScore(i, t, u)
		}
	}
	units = slices.DeleteFunc(units, func(u Unit) bool { return u.nowhere() })
	x.rank(units)
	return units
}

// scoreAt reads one score off a grid; the root's level passes the gates.
func (p *Prepared) scoreAt(g *grid.Grid, at, u int) Score {
	s := Score{Level: -1, Value: g.Score(at, u), Coverage: g.Coverage(at, u)}
	s.Known = !math.IsNaN(s.Value)
	n := &p.tree.nodes[at]
	if math.IsNaN(s.Coverage) {
		s.Coverage = 0
	}
	if !s.Known {
		s.Value = 0
		s.held = p.hold(lacking(n, g.Why[at][u]))
		return s
	}
	if n.Leaf != nil && n.parent >= 0 {
		return s
	}
	if at != p.tree.root() {
		s.Level, _ = p.model.levelOf(s.Value, g.Compared[at], nil)
		return s
	}
	level, held := p.model.levelOf(s.Value, g.Compared[at], func(id string) (float64, stat.Grid) {
		k := slices.IndexFunc(p.tree.nodes, func(n flatNode) bool { return n.ID == id })
		if k < 0 {
			return math.NaN(), stat.Grid{}
		}
		return g.Score(k, u), g.Compared[k]
	})
	s.Level, s.held = level, p.hold(held)
	return s
}

// lacking says why a node has no score.
func lacking(n *flatNode, why grid.Reason) Held {
	held := Held{Why: why.String(), Node: n.ID}
	switch {
	case held.Why == "":
		return Held{}
	case why == grid.Uncovered:
		held.Need = n.MinCoverage
	case why == grid.Few:
		held.Need = n.MinChildren
	}
	return held
}

// hold keeps each Held once; nil: the zero Held.
func (p *Prepared) hold(held Held) *Held {
	if held == (Held{}) {
		return nil
	}
	kept, _ := p.held.LoadOrStore(held, new(held))
	one, _ := kept.(*Held)
	return one
}

// capped notes on a practice's leaves that a level counts less for want of evidence.
func (x reading) capped(i, u int, scores []Score) {
	if i > 0 {
		return
	}
	for k, at := range x.p.tree.leaves {
		if c := x.r.cols[k].Capped; c != nil && c[u] {
			n := x.p.tree.nodes[at]
			scores[at].held = x.p.hold(Held{Why: "evidence", Node: n.ID, Need: float64(n.Leaf.Evidence.From)})
		}
	}
}

func (x reading) themeScore(i, t, u int) Score {
	if x.r.themes[i] == nil {
		return Score{Level: -1}
	}
	g := x.r.themes[i][t]
	s := x.p.scoreAt(g, x.p.tree.root(), u)
	s.Asked = !math.IsNaN(g.Cover[x.p.tree.root()][u])
	s.Rests = x.countBelow(i, t, u)
	return s
}

// countBelow counts the units of a theme that were taken into unit u of layer i.
func (x reading) countBelow(i, t, u int) int {
	l, n := &x.p.layers[i-1], 0
	for _, b := range x.p.layers[i].below[u] {
		if x.r.picked[i-1][b] && l.theme != nil && l.theme[b] == t {
			n++
		}
	}
	return n
}

// asked tells by node and unit whether any answer below exists, whatever it says.
func (x reading) asked(layer int) [][]bool {
	out := make([][]bool, len(x.p.tree.nodes))
	l := &x.p.layers[layer]
	base := x.ancestors(layer)
	for at := range x.p.tree.nodes {
		out[at] = make([]bool, len(l.units))
		n := &x.p.tree.nodes[at]
		for _, c := range n.children {
			for u, a := range out[c] {
				out[at][u] = out[at][u] || a
			}
		}
		for _, id := range n.questions() {
			if col := x.p.frame.Columns[id]; col != nil {
				for row, s := range col.State {
					out[at][base[row]] = out[at][base[row]] || s != survey.NotAsked
				}
			}
		}
	}
	return out
}

// questions returns the columns that a leaf is read from.
func (n *flatNode) questions() []string {
	switch {
	case n.Leaf == nil:
		return nil
	case n.Leaf.Rule != nil:
		return n.Leaf.Needs
	}
	return []string{n.ID}
}

// ancestors returns the unit of a layer that each practice belongs to.
func (x reading) ancestors(layer int) []int {
	out := make([]int, len(x.p.frame.Keys))
	for row := range out {
		out[row] = row
		for i := range layer {
			out[row] = x.p.layers[i].up[out[row]]
		}
	}
	return out
}

// sumRests adds up what branches rest on.
func (x reading) sumRests(leaves [][]int32, units int) [][]int32 {
	out := make([][]int32, len(x.p.tree.nodes))
	for at := range x.p.tree.nodes {
		if out[at] = leaves[at]; out[at] != nil {
			continue
		}
		out[at] = make([]int32, units)
		for _, c := range x.p.tree.nodes[at].children {
			for u, n := range out[c] {
				out[at][u] += n
			}
		}
	}
	return out
}

// restsOf counts the units of the layer below by theme, "" for all.
func (x reading) restsOf(i, u int) map[string]int {
	if i == 0 {
		return nil
	}
	l, lower := &x.p.layers[i], &x.p.layers[i-1]
	out := map[string]int{}
	for _, b := range l.below[u] {
		if lower.units[b].nowhere() {
			continue
		}
		out[""]++
		if t := lower.units[b].Theme; t != "" {
			out[t]++
		}
	}
	return out
}

// rank returns every known score of units in the comparison its competition rank.
func (x reading) rank(units []Unit) {
	values := make([]float64, len(units))
	for at := range len(x.p.tree.nodes) + len(x.p.model.Themes) {
		for u := range units {
			values[u] = math.NaN()
			if s := &units[u].Scores[at]; s.Known && units[u].Apart == "" {
				values[u] = s.Value
			}
		}
		for u, rank := range stat.Competition(values) {
			units[u].Scores[at].Rank = rank
		}
	}
}
