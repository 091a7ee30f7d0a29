package score

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
)

// rolled is one scoring of all layers.
type rolled struct {
	all    bool
	cols   []indicator.Values
	grids  []*grid.Grid   // by layer
	rests  [][][]int32    // by layer, leaf of the tree, unit: answers, or units below, that a leaf rests on; nil in memory that is given back
	themes [][]*grid.Grid // by layer: a grid for each theme; nil where the layer knows none
	picked [][]bool       // by layer: units taken into the next
}

// rollUp scores the practices and every layer above them. Without all, only
// what the overall scores of the partners rest on is computed.
func (p *Prepared) rollUp(ch *Change, all bool) *rolled {
	n, r := len(p.layers), arena.New[rolled](ch.memory())
	r.cols, r.all = p.leaves(ch), all
	r.grids, r.themes = arena.Take[*grid.Grid](ch.memory(), n)[:0], arena.Take[[]*grid.Grid](ch.memory(), n)[:0]
	r.picked = arena.Take[[]bool](ch.memory(), n)[:0]
	first := p.plant(r.cols, ch)
	if all || p.layers[0].step.By == RollBest {
		p.tree.grow(first, ch, p.layers[0].apart)
	}
	r.grids, r.themes = append(r.grids, first), append(r.themes, nil)
	if all && first.Mem == nil {
		r.rests = append(r.rests, p.tree.answers(first))
	}
	for i := range p.layers[:len(p.layers)-1] {
		p.climb(r, i, ch)
	}
	return r
}

// answers counts a known leaf of a practice as one.
func (f *flat) answers(g *grid.Grid) [][]int32 {
	out := make([][]int32, len(f.nodes))
	for _, at := range f.leaves {
		out[at] = make([]int32, g.Units)
		for u, v := range g.Value[at] {
			if !math.IsNaN(v) {
				out[at][u] = 1
			}
		}
	}
	return out
}

// climb makes layer i+1 of layer i.
func (p *Prepared) climb(r *rolled, i int, ch *Change) {
	l, upper := &p.layers[i], &p.layers[i+1]
	below := r.grids[i]
	taken := l.counts
	if l.step.By == RollBest {
		taken = l.best(below)
	}
	r.picked = append(r.picked, taken)
	themes := p.themesAbove(r, i, ch, taken)
	r.themes = append(r.themes, themes)
	if l.step.Within == WithinTheme && len(themes) > 0 {
		g := p.joinThemes(themes, p.wanted(ch, r.all || i+2 < len(p.layers)), ch)
		p.inherit(g, below, upper, func(int) bool { return true })
		r.grids = append(r.grids, g)
		if !r.all {
			return
		}
	}
	g := p.above(i, below, ch)
	var rests [][]int32
	if g.Mem == nil {
		rests = make([][]int32, len(p.tree.nodes))
		r.rests = append(r.rests, rests)
	}
	p.raise(p.lift(i, which(g.Mem, len(taken), func(u int) bool { return taken[u] })), below, g, rests)
	if len(r.grids) == i+2 {
		return
	}
	if r.all || i+2 == len(p.layers) || upper.step.By == RollBest {
		p.tree.grow(g, ch, upper.apart)
	}
	r.grids = append(r.grids, g)
}

// themesAbove makes the grids of layer i+1 by theme; nil where the layer below
// knows no themes or nobody needs them.
func (p *Prepared) themesAbove(r *rolled, i int, ch *Change, taken []bool) []*grid.Grid {
	l, upper := &p.layers[i], &p.layers[i+1]
	if !r.all && l.step.Within != WithinTheme || l.theme == nil && r.themes[i] == nil {
		return nil
	}
	mem := ch.memory()
	themes := arena.Take[*grid.Grid](mem, len(p.model.Themes))[:0]
	for t := range p.model.Themes {
		src, of := r.grids[i], func(u int) bool { return l.theme == nil || l.theme[u] == t }
		if l.theme == nil {
			src = r.themes[i][t]
		}
		g := p.above(i, src, ch)
		p.raise(p.lift(i, which(mem, len(taken), func(u int) bool { return taken[u] && of(u) })), src, g, nil)
		p.tree.grow(g, ch, upper.apart)
		p.inherit(g, src, upper, of)
		themes = append(themes, g)
	}
	return themes
}

// best marks the units with the highest overall scores of each larger unit, and of
// each theme where the step says so, as many as it takes. A unit without a score is not
// taken.
func (l *layer) best(g *grid.Grid) []bool {
	taken, known := arena.Take[bool](g.Mem, len(l.units)), arena.Take[int](g.Mem, len(l.units))
	root, at := arena.Take[float64](g.Mem, g.Units), len(g.Value)-1
	for _, group := range l.rivals {
		known = known[:0]
		for _, u := range group {
			if !math.IsNaN(g.Value[at][u]) {
				known = append(known, u)
			}
		}
		if len(known) > l.step.N { // else all are taken
			for _, u := range known {
				root[u] = g.Score(at, u)
			}
			slices.SortStableFunc(known, func(a, b int) int { return cmp.Compare(root[b], root[a]) })
		}
		for _, u := range known[:min(l.step.N, len(known))] {
			taken[u] = true
		}
	}
	return taken
}

// rival lists the units that a step to the best chooses from, by the larger unit and,
// where the step says so, by theme; within a list, of equal scores the first is taken.
func (l *layer) rival() {
	theme := func(u int) int {
		if l.step.Within == WithinTheme && l.theme != nil {
			return l.theme[u]
		}
		return 0
	}
	order := which(nil, len(l.units), func(u int) bool { return l.counts[u] && theme(u) >= 0 })
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(l.up[a], l.up[b]), cmp.Compare(theme(a), theme(b)), strings.Compare(l.units[a].ID, l.units[b].ID))
	})
	for k, u := range order {
		if k == 0 || l.up[order[k-1]] != l.up[u] || theme(order[k-1]) != theme(u) {
			l.rivals = append(l.rivals, nil)
		}
		last := &l.rivals[len(l.rivals)-1]
		*last = append(*last, u)
	}
}

// inherit tells why a unit of which nothing was taken has no overall score: the
// reason, and the mean coverage, of the units below it.
func (p *Prepared) inherit(g, below *grid.Grid, upper *layer, of func(int) bool) {
	root := p.tree.root()
	for up := range upper.units {
		if !math.IsNaN(g.Value[root][up]) || !math.IsNaN(g.Cover[root][up]) {
			continue
		}
		sum, n := 0.0, 0.0
		for _, u := range upper.below[up] {
			if c := below.Cover[root][u]; of(u) && !math.IsNaN(c) {
				sum, n = sum+c, n+1
				g.Why[root][up] = max(g.Why[root][up], below.Why[root][u])
			}
		}
		g.Cover[root][up] = sum / n // 0/0 is NaN: there is nothing below
	}
}

// which lists the numbers below n that a condition holds for.
func which(mem *arena.Arena, n int, holds func(int) bool) []int {
	out := arena.Take[int](mem, n)[:0]
	for u := range n {
		if holds(u) {
			out = append(out, u)
		}
	}
	return out
}

// summed reports whether the leaves of a layer are sums over units of a lower one.
func (p *Prepared) summed(to int) bool {
	return slices.ContainsFunc(p.layers[:to], func(l layer) bool { return l.step.By == RollSum })
}

// A lift is a way from units of one layer up to the next.
type lift struct {
	*layer       // below
	to     []int // by unit below: the unit above
	taken  []int // units below that count
	over   []int // units above that are made
	leaves []int // nodes that are lifted
}

// lift returns the way of all leaves from layer i to the next.
func (p *Prepared) lift(i int, taken []int) lift {
	l := &p.layers[i]
	return lift{layer: l, to: l.up, taken: taken, over: p.layers[i+1].all, leaves: p.tree.leaves}
}

// above makes room for the units over layer i.
func (p *Prepared) above(i int, below *grid.Grid, ch *Change) *grid.Grid {
	g := p.bare(i+1, ch, p.tree.all)
	g.Gone = below.Gone
	return g
}

// raise makes leaves of the units above of the units that were taken, and counts into
// rests, unless that is nil, how many each rests on. What none of them was asked counts
// as not covered; what applies to none of them does not apply.
func (p *Prepared) raise(t lift, below, g *grid.Grid, rests [][]int32) {
	from, rows := t.grouped(g)
	for _, at := range t.leaves {
		if rests != nil {
			rests[at] = make([]int32, g.Units)
		}
		p.raiseLeaf(&t, below, g, at, rests, from, rows)
		if least := p.tree.nodes[at].MinCoverage; least > 0 {
			g.Withhold(at, least)
		}
	}
}

// grouped returns the units taken by the units above: those of one are rows[from[up]:from[up+1]].
func (t *lift) grouped(g *grid.Grid) (from, rows []int) {
	from, rows = arena.Take[int](g.Mem, g.Units+2), arena.Take[int](g.Mem, len(t.taken))
	for _, u := range t.taken {
		from[t.to[u]+2]++
	}
	for up := range g.Units {
		from[up+2] += from[up+1]
	}
	for _, u := range t.taken {
		next := &from[t.to[u]+1]
		rows[*next] = u
		*next++
	}
	return from, rows
}

// raiseLeaf sums one leaf over the units taken.
func (p *Prepared) raiseLeaf(t *lift, below, g *grid.Grid, at int, rests [][]int32, from, rows []int) {
	value, rest, cover, why := below.Value[at], below.Rest[at], below.Cover[at], below.Why[at]
	alike, gone := t.step.By != RollShare && t.step.By != RollPopulation, slices.Contains(g.Gone, at)
	for _, up := range t.over {
		var sum, den stat.Wide
		var covered, asked float64
		own, known := rows[from[up]:from[up+1]], int32(0)
		for _, u := range own {
			if c := cover[u]; c == c && why[u] != grid.Unasked {
				covered += c
				asked++
			}
			v := stat.Wide{Value: value[u]}
			if v.Value != v.Value {
				continue
			}
			if rest != nil {
				v.Rest = rest[u]
			}
			if alike { // each weighs 1
				den.Value++
			} else if w := t.weigh(u); w != w {
				continue
			} else {
				if t.step.By == RollShare {
					v = yesOrNo(below, p.model.Scale, at, u)
				}
				v, den = v.Times(w), den.Plus(stat.Wide{Value: w})
			}
			sum = sum.Plus(v)
			known++
		}
		if rests != nil {
			rests[at][up] = known
		}
		because := grid.Fine
		if den.Value == 0 {
			sum, because = unknown, grid.Missing
		} else if t.step.By != RollSum {
			sum = sum.Over(den)
		}
		if covered /= asked; asked == 0 { // then 0/0 is NaN: it does not apply
			if because = grid.Fine; !gone && t.applies(p.frame.Columns[p.tree.nodes[at].ID], own) {
				covered, because = 0, grid.Unasked
			}
		}
		g.Put(at, up, sum)
		g.Cover[at][up], g.Why[at][up] = covered, because
	}
}

// yesOrNo returns the end of the scale that stands for yes, a score from its middle
// on, or no.
func yesOrNo(g *grid.Grid, s Scale, at, u int) stat.Wide {
	if g.Score(at, u) >= g.Compared[at].Round((s.Min+s.Max)/2) {
		return stat.Wide{Value: s.Max}
	}
	return stat.Wide{Value: s.Min}
}

// weigh returns the weight of a unit in the larger one.
func (l *layer) weigh(u int) float64 {
	if l.step.By == RollPopulation && l.people != nil {
		return l.people[u]
	}
	return 1
}

// applies reports whether some practices were not told that the leaf does not apply: only
// then is an unasked leaf a hole.
func (t *lift) applies(col *indicator.Column, own []int) bool {
	return slices.ContainsFunc(own, func(u int) bool { return t.kind != Practice || col == nil || !col.NotApplicable(u) })
}

// wanted returns the nodes that are wanted of themes that are joined: all, or those
// that the overall score and its level follow from.
func (p *Prepared) wanted(ch *Change, all bool) []int {
	out := arena.Take[int](ch.memory(), len(p.tree.nodes))[:0]
	for at := range p.tree.nodes {
		if all || at == p.tree.root() || p.model.gates(p.tree.nodes[at].ID) {
			out = append(out, at)
		}
	}
	return out
}

// joinThemes returns the larger units the weighted mean of their themes' scores at
// some nodes, over the themes that are present.
func (p *Prepared) joinThemes(themes []*grid.Grid, nodes []int, ch *Change) *grid.Grid {
	g := grid.New(ch.memory(), themes[0].Units, themes[0].Compared, p.tree.all)
	g.Gone = themes[0].Gone
	for _, at := range nodes {
		for u := range g.Units {
			p.joinAt(g, themes, at, u, ch)
		}
	}
	return g
}

func (p *Prepared) joinAt(g *grid.Grid, themes []*grid.Grid, at, u int, ch *Change) {
	var value, den stat.Wide
	var cover, covered float64
	why := grid.Fine
	for t, th := range themes {
		w := p.model.Themes[t].Weight * ch.weight(len(p.tree.nodes)+t)
		if c := th.Cover[at][u]; !math.IsNaN(c) {
			cover += float64(w * c)
			covered += w
		}
		if !math.IsNaN(th.Value[at][u]) {
			value = value.Plus(th.Wide(at, u).Times(w))
			den = den.Plus(stat.Wide{Value: w})
		} else {
			why = max(why, th.Why[at][u])
		}
	}
	g.Cover[at][u] = cover / covered // 0/0 is NaN
	if den.Value == 0 {
		g.Put(at, u, unknown)
		g.Why[at][u] = why
		return
	}
	g.Put(at, u, value.Over(den))
}
