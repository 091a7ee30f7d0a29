package score

import (
	"maps"
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/survey/survey"
)

// A Drawn is everything scored under one change, for whoever asks more of it than
// one number.
type Drawn struct {
	p    *Prepared
	ch   *Change
	r    *rolled
	back *lent // its memory
}

// Draw scores everything under a change, in memory that Release gives back.
func (p *Prepared) Draw(ch *Change) *Drawn {
	d := &lend(p, ch).Drawn
	if p.top != nil && ch.weightsAlone() && len(p.model.Themes) == 0 {
		d.r = arena.New[rolled](d.ch.mem)
		d.r.grids, d.r.themes = append(arena.Take[*grid.Grid](d.ch.mem, 1)[:0], p.onTop(d.ch)), arena.Take[[]*grid.Grid](d.ch.mem, 1)
	} else {
		d.r = p.rollUp(d.ch, true)
	}
	return d
}

// lend is the same draw with memory for what is asked of it.
func (d *Drawn) lend() *lent {
	m := lend(d.p, d.ch)
	m.r = d.r
	return m
}

// Partners appends what Prepared.Partners returns under the change.
func (d *Drawn) Partners(to []float64) []float64 { return d.last().Scores(to, d.p.tree.root()) }

func (d *Drawn) last() *grid.Grid { return d.r.grids[len(d.r.grids)-1] }

// Practices appends the scores of the practices at some nodes, given by their positions
// among those of the tree: node by node, in the order of Units(Practice); NaN: none.
func (d *Drawn) Practices(to []float64, nodes []int) []float64 {
	g := d.r.grids[0]
	if len(d.r.grids) < len(d.p.layers) { // the draw did without them
		m := d.lend()
		defer m.Release()
		g = practices(d.p, m.ch)
	}
	for _, at := range nodes {
		to = g.Scores(to, at)
	}
	return to
}

// Node appends the score of each partner at a node of the tree, by its position in
// Prepared.Nodes; NaN: none.
func (d *Drawn) Node(to []float64, at int) []float64 { return d.last().Scores(to, at) }

// An Amended is a Prepared in which some questions are answered otherwise. It
// knows which leaves and branches that can move, so that of a scoring under a
// change no more is done again than these.
type Amended struct {
	p         *Prepared
	questions []string   // that are answered otherwise
	leaves    []int      // numbers of the leaves, in the tree's order, that may be others
	nodes     []int      // branches on their way to the root, children first
	weighs    bool       // some branch weighs its parts otherwise
	whole     bool       // all may be others
	top       *grid.Grid // the partners' leaves that may be others, under no change; nil where branches decide who is taken
}

// Amend answers some questions otherwise: by returns the answer in place of one. All
// else stays as it is, p too. p has to be made of practices.
func (p *Prepared) Amend(criteria []string, by func(*survey.Submission, *survey.Practice, survey.Answer) survey.Answer) *Amended {
	columns, people := map[string]*indicator.Column{}, p.model.Meaning.Population
	for _, id := range criteria {
		if old := p.frame.Columns[id]; old != nil {
			columns[id] = p.reread(id, old.Word != nil, by)
		}
	}
	a := &Amended{questions: slices.Sorted(maps.Keys(columns)), whole: columns[people] != nil && len(p.layers) > 2}
	a.p = answering(p, columns, a.whole)
	moved := make([]bool, len(p.tree.nodes))
	for k, at := range p.tree.leaves {
		if p.tree.nodes[at].reads(criteria) {
			a.leaves, moved[at] = append(a.leaves, k), true
			a.p.base[k] = p.tree.nodes[at].indicator().Scaled(a.p.frame, p.model.Scale.setting(), nil, p.keys, nil)
		}
	}
	a.relearn(p, moved)
	for at := range p.tree.nodes {
		if n := &p.tree.nodes[at]; n.Leaf == nil && (moved[at] || slices.ContainsFunc(n.children, func(c int) bool { return moved[c] })) {
			a.nodes, moved[at] = append(a.nodes, at), true
		}
	}
	return a.topped(p)
}

// answering returns the model with other columns, by question; people says that the
// population of places is among them.
func answering(p *Prepared, columns map[string]*indicator.Column, people bool) *Prepared {
	q, frame := *p, *p.frame
	q.varied, q.known, q.top = nil, nil, nil
	q.frame, q.base, frame.Columns = &frame, slices.Clone(p.base), maps.Clone(p.frame.Columns)
	maps.Copy(frame.Columns, columns)
	if people {
		q.layers = slices.Clone(p.layers)
		q.layers[1].people = peopleOf(&q.layers[0], len(q.layers[1].units), columns[p.model.Meaning.Population])
	}
	return &q
}

// topped makes what is shared by all changes of weights alone.
func (a *Amended) topped(p *Prepared) *Amended {
	if a.top = nil; p.top != nil && !a.whole {
		a.top = a.lifted(nil)
	}
	return a
}

// reread makes the column of one question anew.
func (p *Prepared) reread(id string, closed bool, by func(*survey.Submission, *survey.Practice, survey.Answer) survey.Answer) *indicator.Column {
	c := indicator.NewColumn(len(p.entries), closed)
	for row, e := range p.entries {
		for k := range e.Practice.Answers {
			if a := &e.Practice.Answers[k]; a.Criterion == id {
				other := by(e.In, e.Practice, *a)
				c.Put(row, &other)
			}
		}
	}
	return c
}

// reads reports whether a leaf follows from one of the questions.
func (n *flatNode) reads(questions []string) bool {
	asked := append(n.questions(), n.Leaf.Denominate.By)
	return slices.ContainsFunc(asked, func(id string) bool { return slices.Contains(questions, id) })
}

// relearn finds the weights that follow from the data anew, and marks the branches
// whose parts weigh otherwise than in p.
func (a *Amended) relearn(p *Prepared, moved []bool) {
	q := a.p
	q.tree.nodes, q.doubts = slices.Clone(p.tree.nodes), nil
	for at := range q.tree.nodes {
		q.tree.nodes[at].weight = q.tree.nodes[at].Weight
	}
	q.learnWeights()
	for at := range q.tree.nodes {
		if n := &q.tree.nodes[at]; n.parent >= 0 && n.weight != p.tree.nodes[at].weight {
			moved[n.parent], a.weighs = true, true
		}
	}
}

// Amended appends the overall score of each partner, in the order of
// Units(Partner), with questions answered otherwise: bit for bit what
// Prepared.Partners returns where everything is scored anew. It allocates nothing
// besides.
func (d *Drawn) Amended(to []float64, a *Amended) []float64 {
	m := d.lend()
	defer m.Release()
	root := append(arena.Take[int](&m.Arena, 1)[:0], d.p.tree.root())
	return m.amended(a, root).Scores(to, root[0])
}

// AmendedAt returns the score of each partner at a node, in the same order; nil where
// there is no such node.
func (d *Drawn) AmendedAt(a *Amended, node string) []float64 {
	at := slices.IndexFunc(d.p.tree.nodes, func(n flatNode) bool { return n.ID == node })
	if at < 0 {
		return nil
	}
	m := d.lend()
	defer m.Release()
	return m.amended(a, []int{d.p.tree.root(), at}).Scores(nil, at)
}

// Overall returns the same as Amended with the levels. Ranks, and what a score rests on, are
// left out.
func (d *Drawn) Overall(a *Amended) []Score {
	m := d.lend()
	defer m.Release()
	g := m.amended(a, d.p.wanted(m.ch, false))
	out := make([]Score, g.Units)
	for u := range out {
		out[u] = a.p.scoreAt(g, a.p.tree.root(), u)
	}
	return out
}

// amended returns a grid of the partners in which some nodes are right, the root
// among them.
func (d *Drawn) amended(a *Amended, nodes []int) *grid.Grid {
	decides := slices.ContainsFunc(d.p.layers, func(l layer) bool { return l.step.By == RollBest || l.step.Within != "" })
	switch {
	case len(a.leaves) == 0 && len(a.nodes) == 0 && !a.whole:
		return d.last()
	case a.whole || d.ch != nil && d.ch.Without != nil || d.duels() || decides && len(d.p.layers) > 2:
	case !decides:
		return d.plain(a)
	case d.p.layers[0].step.Within == "":
		return d.best(a, nodes)
	case len(d.p.model.Themes) > 0:
		return d.within(a, nodes)
	}
	r := a.p.rollUp(d.ch, len(nodes) > 1)
	return r.grids[len(r.grids)-1]
}

// duels reports whether some branch compares units with each other: then what
// moves one unit moves all.
func (d *Drawn) duels() bool {
	return slices.ContainsFunc(d.p.tree.nodes, func(n flatNode) bool {
		return n.Leaf == nil && d.ch.aggregation(n.Node).By == aggregate.Copeland
	})
}

// moved returns the nodes of the leaves that may be others.
func (a *Amended) moved(ch *Change) []int {
	out := arena.Take[int](ch.memory(), len(a.leaves))
	for i, k := range a.leaves {
		out[i] = a.p.tree.leaves[k]
	}
	return out
}

// planted plants the leaves that may be others.
func (a *Amended) planted(g *grid.Grid, ch *Change) *grid.Grid {
	for _, k := range a.leaves {
		c := a.p.leaf(k, ch)
		a.p.tree.plant(g, k, &c)
	}
	return g
}

// grown fills the branches that may be others, of some units; nil: of all.
func (d *Drawn) grown(g *grid.Grid, a *Amended, apart []bool, units []int) {
	g.Own(a.nodes)
	for _, at := range a.nodes {
		for _, u := range units {
			g.Why[at][u] = grid.Fine
		}
		if units == nil {
			clear(g.Why[at])
		}
		a.p.tree.fill(g, at, d.ch, apart, units)
	}
}

// lifted returns the partners with the leaves that may be others and nothing else,
// where all units are taken.
func (a *Amended) lifted(ch *Change) *grid.Grid {
	p, leaves := a.p, a.moved(ch)
	g := a.planted(p.bare(0, ch, leaves), ch)
	for i := range p.layers[:len(p.layers)-1] {
		upper := p.bare(i+1, ch, leaves)
		p.raise(a.lift(ch, i, p.layers[i].counts), g, upper, nil)
		g = upper
	}
	return g
}

// lift returns the way of the leaves that may be others.
func (a *Amended) lift(ch *Change, i int, taken []bool) lift {
	t := a.p.lift(i, which(ch.memory(), len(taken), func(u int) bool { return taken[u] }))
	t.leaves = a.moved(ch)
	return t
}

// plain adds the leaves that may be others, and their way to the root.
func (d *Drawn) plain(a *Amended) *grid.Grid {
	from := a.top
	if from == nil || !d.ch.weightsAlone() {
		from = a.lifted(d.ch)
	}
	g := d.last().Like(d.ch.memory(), nil)
	g.Share(from, a.moved(d.ch))
	d.grown(g, a, a.p.layers[len(a.p.layers)-1].apart, nil)
	return g
}

// best takes the best practices anew.
func (d *Drawn) best(a *Amended, nodes []int) *grid.Grid {
	first, others, taken := d.chosen(a)
	g := d.last().Like(d.ch.memory(), nil)
	d.again(a, first, g, others, taken, d.p.layers[0].counts, nodes)
	return g
}

// within takes the practices of each theme anew, the best or all.
func (d *Drawn) within(a *Amended, nodes []int) *grid.Grid {
	p, upper := a.p, &a.p.layers[1]
	first, others, taken := d.chosen(a)
	themes := arena.Take[*grid.Grid](d.ch.memory(), len(p.model.Themes))
	for t := range themes {
		of := func(u int) bool { return p.layers[0].theme[u] == t }
		here := arena.Take[bool](d.ch.memory(), len(taken))
		for u := range here {
			here[u] = of(u)
		}
		themes[t] = d.r.themes[1][t].Like(d.ch.memory(), nil)
		d.again(a, first, themes[t], others, taken, here, nodes)
		p.inherit(themes[t], first, upper, of)
	}
	g := p.joinThemes(themes, nodes, d.ch)
	p.inherit(g, first, upper, func(int) bool { return true })
	return g
}

// chosen returns the practices, those that are others than in the draw, and which are
// taken.
func (d *Drawn) chosen(a *Amended) (first *grid.Grid, others, taken []bool) {
	l := &a.p.layers[0]
	first = a.planted(d.r.grids[0].Like(d.ch.memory(), a.moved(d.ch)), d.ch)
	others = arena.Take[bool](first.Mem, first.Units)
	for u := range others {
		others[u] = a.weighs
	}
	for _, at := range a.moved(d.ch) {
		first.Differ(d.r.grids[0], at, others)
	}
	d.grown(first, a, l.apart, which(first.Mem, first.Units, func(u int) bool { return others[u] }))
	if l.step.By != RollBest {
		return first, others, l.counts
	}
	return first, others, l.best(first)
}

// again makes a grid of partners of the practices taken among those here. Of partners of
// whom others were taken it makes all anew, of those of whom some are others only the
// leaves that may be.
func (d *Drawn) again(a *Amended, first, g *grid.Grid, others, taken, here []bool, nodes []int) {
	l, before := &a.p.layers[0], d.r.picked[0]
	rows, some, all := arena.Take[bool](g.Mem, len(taken)), arena.Take[bool](g.Mem, g.Units), arena.Take[bool](g.Mem, g.Units)
	for u, up := range l.up {
		if here[u] {
			rows[u], some[up], all[up] = taken[u], some[up] || others[u], all[up] || taken[u] != before[u]
		}
	}
	t := a.lift(d.ch, 0, rows)
	t.taken = slices.DeleteFunc(t.taken, func(u int) bool { return !some[l.up[u]] })
	t.over = which(g.Mem, g.Units, func(up int) bool { return some[up] })
	g.Own(t.leaves)
	a.p.raise(t, first, g, nil)
	d.grown(g, a, a.p.layers[1].apart, t.over)
	a.p.replace(first, g, rows, all, nodes, d.ch)
}

// replace computes all of some partners, and takes over what they come to at some
// nodes.
func (p *Prepared) replace(below, g *grid.Grid, rows, units []bool, nodes []int, ch *Change) {
	list := which(g.Mem, len(units), func(u int) bool { return units[u] })
	if len(list) == 0 {
		return
	}
	place := arena.Take[int](g.Mem, len(units))
	for i, u := range list {
		place[u] = i
	}
	l := &p.layers[0]
	part, t := grid.New(g.Mem, len(list), g.Compared, p.tree.all), p.lift(0, arena.Take[int](g.Mem, len(l.up))[:0])
	part.Gone, t.to, t.over = g.Gone, arena.Take[int](g.Mem, len(l.up)), p.layers[1].all[:len(list)]
	for u, up := range l.up {
		if rows[u] && units[up] {
			t.taken, t.to[u] = append(t.taken, u), place[up]
		}
	}
	p.raise(t, below, part, nil)
	p.tree.grow(part, ch, nil)
	g.Own(nodes)
	for _, at := range nodes {
		for i, u := range list {
			g.Take(at, u, part, i)
		}
	}
}

// bare returns a grid of layer i with columns for some nodes alone.
func (p *Prepared) bare(i int, ch *Change, nodes []int) *grid.Grid {
	return grid.New(ch.memory(), len(p.layers[i].units), p.compared(ch, p.summed(i)), nodes)
}
