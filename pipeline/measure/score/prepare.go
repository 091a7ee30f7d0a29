package score

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/grid"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/weighting"
	"depository.example/depository/pipeline/survey/survey"
)

// A Prepared model has its practices laid out in columns, so that scoring again
// under a Change costs no more than the arithmetic. It is safe for concurrent use.
type Prepared struct {
	model   *Model
	tree    flat
	frame   *indicator.Frame
	keys    []uint64           // hash of each row's identity
	entries []survey.Entry     // the practice of each row; nil: a table
	base    []indicator.Values // leaves under no change, in order of the tree's leaves
	known   [][]float64        // coverage of the practices under no change, by node
	doubts  []indicator.Doubt  // about weights learnt
	layers  []layer            // practices first, partners last
	top     *grid.Grid         // the partners' leaves under no change; nil where branches decide who is taken
	held    *sync.Map          // each Held that there is
	spare   *arena.Store[lent]
	apart   func(place string) string
	rows    []int             // of those of a whole, where this is some of the partners alone
	varied  *indicator.Varied // nil: of what is amended, none is kept
}

// lent is the memory of a scoring that is needed no longer than what was asked of it.
type lent struct {
	arena.Arena
	Drawn
	change Change
	leaf   indicator.Change
}

// lend returns a scoring to be done under a change in memory that is given back.
func lend(p *Prepared, ch *Change) *lent {
	m := p.spare.Get()
	m.Drawn, m.change = Drawn{p: p, ch: &m.change, back: m}, Change{}
	if ch != nil {
		m.change = *ch
	}
	if m.change.mem = &m.Arena; m.change.Leaf != nil {
		m.leaf = *m.change.Leaf
		m.leaf.Memory, m.change.Leaf = &m.Arena, &m.leaf
	}
	return m
}

// Release gives the memory of a draw back, which nobody may ask anything any more.
func (d *Drawn) Release() {
	d.back.Reset()
	d.p.spare.Put(d.back)
}

// Rest lets go of what draws have left to be used again; whoever draws afterwards makes it
// anew. It is not to be called while something is drawn.
func (p *Prepared) Rest() {
	p.spare.Empty()
	p.varied = new(indicator.Varied)
}

// A layer is all units of one kind in canonical order. Practices of which nobody
// knows the place share one unit with the id "": it counts in its partner like
// one place, and is no place in the result.
type layer struct {
	kind   UnitKind
	units  []Unit  // without scores
	up     []int   // index of the unit of the next layer
	below  [][]int // indexes of the units of the layer below
	counts []bool  // whether the unit counts in the next layer
	theme  []int   // of practices: index of the theme; -1 none
	apart  []bool
	people []float64 // of places: population; NaN unknown
	all    []int     // indexes of all units
	rivals [][]int   // of a step to the best: the units that it chooses from, by group
	step   Step      // that leads to the next layer
}

// Practices scores every practice and rolls the scores up to places and
// partners. apart tells by KATOTTG code why a territory stands outside the
// comparison ("" it does not); nil: none does.
func (m *Model) Practices(subs []survey.Submission, apart func(place string) string) *Result {
	return m.Prepare(subs, apart).Score(nil)
}

// Prepare lays the practices out in columns, on the scale.
func (m *Model) Prepare(subs []survey.Submission, apart func(place string) string) *Prepared {
	l := m.Lay(subs, apart)
	return l.Scaled((*Prepared)(l).leaves(nil))
}

// A Laid model has its practices laid out as they were answered, by partner.
type Laid Prepared

// Lay lays the practices out as they were answered.
func (m *Model) Lay(subs []survey.Submission, apart func(place string) string) *Laid {
	if apart == nil {
		apart = func(string) string { return "" }
	}
	return m.lay(survey.Entries(subs), apart)
}

func (m *Model) lay(entries []survey.Entry, apart func(place string) string) *Laid {
	p := &Prepared{model: m, tree: flatten(m.Root), held: new(sync.Map), spare: new(arena.Store[lent]), varied: new(indicator.Varied), entries: entries, apart: apart}
	p.frame = m.frameOf(p.entries)
	p.layers = m.layersOf(p.entries, apart)
	p.frame.Apart = p.layers[0].apart
	if people := p.frame.Columns[m.Meaning.Population]; people != nil && len(p.layers) > 2 {
		p.layers[1].people = peopleOf(&p.layers[0], len(p.layers[1].units), people)
	}
	p.keys = p.frame.Hashes()
	return (*Laid)(p)
}

// Frame is what the practices answered; it is not to be changed.
func (l *Laid) Frame() *indicator.Frame { return l.frame }

// Scaled takes the leaves of all practices on the scale, in the order of Root.Walk.
func (l *Laid) Scaled(leaves []indicator.Values) *Prepared {
	p := (*Prepared)(l)
	p.base = leaves
	p.learnWeights()
	return settled(p)
}

// settled makes what all changes share.
func settled(p *Prepared) *Prepared {
	g := p.plant(p.base, nil)
	for _, at := range p.tree.branches {
		p.tree.measure(g, at, nil)
	}
	p.known = g.Cover
	if !slices.ContainsFunc(p.model.steps(), func(s Step) bool { return s.By == RollBest || s.Within != "" }) {
		r := p.rollUp(nil, false)
		p.top = r.grids[len(r.grids)-1]
	}
	return p
}

// frameOf turns answers into columns.
func (m *Model) frameOf(entries []survey.Entry) *indicator.Frame {
	f := &indicator.Frame{Columns: map[string]*indicator.Column{}, Groups: map[string][]string{}, Adjacent: string(Partner)}
	m.eachQuestion(func(id string, kind survey.Kind) {
		f.Columns[id] = indicator.NewColumn(len(entries), kind.Chosen())
	})
	themes, partners, places := make([]string, len(entries)), make([]string, len(entries)), make([]string, len(entries))
	for i, e := range entries {
		themes[i], partners[i], places[i] = e.Practice.Theme, e.In.Partner.ID, e.PlaceID()
		f.Keys = append(f.Keys, e.In.Partner.ID+"\x00"+e.Practice.Place+"\x00"+e.Practice.ID)
		for k := range e.Practice.Answers {
			if c := f.Columns[e.Practice.Answers[k].Criterion]; c != nil {
				c.Put(i, &e.Practice.Answers[k])
			}
		}
	}
	f.Groups[string(WithinTheme)], f.Groups[string(Partner)], f.Groups[string(Place)] = themes, partners, places
	return f
}

// eachQuestion visits what is read: the leaves without a rule, and the inputs.
func (m *Model) eachQuestion(visit func(id string, kind survey.Kind)) {
	if m.Root != nil {
		m.Root.Walk(func(n, _ *Node) {
			if n.Leaf != nil && n.Leaf.Rule == nil {
				visit(n.ID, n.Leaf.Kind)
			}
		})
	}
	for _, in := range m.Inputs {
		visit(in.ID, in.Kind)
	}
}

// layersOf builds the units of every level of the roll-up.
func (m *Model) layersOf(entries []survey.Entry, apart func(string) string) []layer {
	steps := m.steps()
	base := layer{kind: Practice, step: steps[0]}
	for _, e := range entries {
		base.units = append(base.units, Unit{
			Kind: Practice, ID: e.Practice.ID, Name: cmp.Or(e.Practice.Title, e.Practice.ID),
			Partner: e.In.Partner.ID, Place: e.Place(), Theme: e.Practice.Theme, Apart: apart(e.Place()),
		})
		base.theme = append(base.theme, slices.IndexFunc(m.Themes, func(t survey.Theme) bool { return t.ID == e.Practice.Theme }))
	}
	layers := []layer{base}
	for i := range steps {
		below := &layers[len(layers)-1]
		next := layer{kind: steps[i].To}
		if i+1 < len(steps) {
			next.step = steps[i+1]
		}
		ids := make([]string, len(below.units))
		for u := range below.units {
			ids[u] = below.units[u].Partner
			if next.kind == Place {
				ids[u] = entries[u].PlaceID()
			}
		}
		below.group(&next, ids, entries, apart)
		layers = append(layers, next)
	}
	for i := range layers {
		layers[i].markApart()
		layers[i].all = which(nil, len(layers[i].units), func(int) bool { return true })
		if layers[i].step.By == RollBest {
			layers[i].rival()
		}
	}
	return layers
}

// steps returns the roll-up, from practices to partners at least.
func (m *Model) steps() []Step {
	if len(m.Rollup) == 0 {
		return []Step{{From: Practice, To: Partner, By: RollMean}}
	}
	return m.Rollup
}

// group makes the units of the next layer. Those that stand apart count in a
// larger unit only where all of it stands apart, as far as places are known.
func (l *layer) group(next *layer, ids []string, entries []survey.Entry, apart func(string) string) {
	type key struct{ partner, id string }
	var keys []key
	for u := range l.units {
		keys = append(keys, key{l.units[u].Partner, ids[u]})
	}
	order := slices.Clone(keys)
	slices.SortFunc(order, func(a, b key) int {
		return cmp.Or(strings.Compare(a.partner, b.partner), strings.Compare(a.id, b.id))
	})
	order = slices.Compact(order)
	at := make(map[key]int, len(order))
	for i, k := range order {
		at[k] = i
		next.units = append(next.units, Unit{Kind: next.kind, ID: k.id, Partner: k.partner})
	}
	l.up, l.counts = make([]int, len(keys)), make([]bool, len(keys))
	some, free := make([]bool, len(order)), make([]bool, len(order))
	for u, k := range keys {
		l.up[u] = at[k]
		some[at[k]] = some[at[k]] || l.units[u].Apart != ""
		free[at[k]] = free[at[k]] || l.units[u].Apart == "" && !l.units[u].nowhere()
	}
	allApart := make([]bool, len(order))
	for i := range allApart {
		allApart[i] = some[i] && !free[i]
	}
	next.below = make([][]int, len(order))
	for u := range l.units {
		next.below[l.up[u]] = append(next.below[l.up[u]], u)
		up := &next.units[l.up[u]]
		l.counts[u] = l.units[u].Apart == "" || allApart[l.up[u]]
		if next.kind == Place {
			up.Place = l.units[u].Place
			up.Name = cmp.Or(up.Name, strings.TrimSpace(entries[u].Practice.PlaceName))
		}
		if allApart[l.up[u]] {
			up.Apart = cmp.Or(up.Apart, l.units[u].Apart)
		}
	}
	for i := range next.units {
		next.units[i].finish(entries, apart)
	}
}

// nowhere reports whether this is the unit of practices whose place is unknown.
func (u *Unit) nowhere() bool { return u.Kind == Place && u.ID == "" }

// finish names a unit that has no name from below.
func (u *Unit) finish(entries []survey.Entry, apart func(string) string) {
	if u.Kind == Partner {
		i, _ := slices.BinarySearchFunc(entries, u.ID, func(e survey.Entry, id string) int { return strings.Compare(e.In.Partner.ID, id) })
		partner := entries[i].In.Partner
		u.Name, u.Place = cmp.Or(partner.Name.In("uk"), u.ID), partner.Place
	}
	u.Name = cmp.Or(u.Name, u.ID)
	u.Apart = cmp.Or(u.Apart, apart(u.Place))
}

func (l *layer) markApart() {
	for i := range l.units {
		if l.units[i].Apart != "" && l.apart == nil {
			l.apart = make([]bool, len(l.units))
		}
		if l.apart != nil {
			l.apart[i] = l.units[i].Apart != ""
		}
	}
}

// peopleOf returns each place the first population that one of its practices tells.
func peopleOf(l *layer, places int, people *indicator.Column) []float64 {
	out := slices.Repeat([]float64{math.NaN()}, places)
	for u, up := range l.up {
		if math.IsNaN(out[up]) && people.State[u] == survey.Given && people.Number[u] > 0 {
			out[up] = people.Number[u]
		}
	}
	return out
}

// leaves brings all leaves onto the scale; under no change, or one that leaves
// them as they are, the columns made before serve again.
func (p *Prepared) leaves(ch *Change) []indicator.Values {
	if p.base != nil && (ch == nil || ch.Leaf == nil) {
		return p.base
	}
	out := arena.Take[indicator.Values](ch.memory(), len(p.tree.leaves))
	for k := range out {
		out[k] = p.leaf(k, ch)
	}
	return out
}

// leaf brings leaf k onto the scale.
func (p *Prepared) leaf(k int, ch *Change) indicator.Values {
	n, lc := p.tree.nodes[p.tree.leaves[k]].indicator(), ch.leaf()
	var base *indicator.Values
	if p.base != nil {
		if base = &p.base[k]; lc == nil || !lc.Touches(n) {
			return *base
		}
	}
	return p.varied.Scaled(n, p.frame, p.model.Scale.setting(), lc, p.keys, base)
}

// plant makes the grid of the lowest layer from its leaves.
func (p *Prepared) plant(cols []indicator.Values, ch *Change) *grid.Grid {
	mem := ch.memory()
	g := grid.New(mem, len(p.frame.Keys), p.compared(ch, false), p.tree.branches)
	g.Known = p.known
	holes := arena.Take[grid.Reason](mem, len(p.frame.Keys)*len(p.tree.leaves))
	for k, at := range p.tree.leaves {
		g.Why[at], holes = holes[:g.Units:g.Units], holes[g.Units:]
		if ch != nil && slices.Contains(ch.Without, p.tree.nodes[at].ID) {
			g.Gone = append(g.Gone, at)
			g.Value[at] = slices.Repeat([]float64{math.NaN()}, g.Units)
			g.Cover[at], g.Known = g.Value[at], nil
			continue
		}
		p.tree.plant(g, k, &cols[k])
	}
	return g
}

// practices scores the lowest layer.
func practices(p *Prepared, ch *Change) *grid.Grid {
	g := p.plant(p.leaves(ch), ch)
	p.tree.grow(g, ch, p.layers[0].apart)
	return g
}

// plant takes leaf k in, whose reasons are none.
func (f *flat) plant(g *grid.Grid, k int, c *indicator.Values) {
	at := f.leaves[k]
	g.Value[at], g.Rest[at], g.Cover[at] = c.Value, c.Rest, c.Cover
	if g.Known != nil && g.Units > 0 && &c.Cover[0] != &g.Known[at][0] {
		g.Known = nil
	}
	for u, v := range c.Value {
		if math.IsNaN(v) && !math.IsNaN(c.Cover[u]) {
			g.Why[at][u] = grid.Missing
		}
	}
	if least := f.nodes[at].MinCoverage; least > 0 {
		g.Value[at] = arena.Copy(g.Mem, g.Value[at])
		g.Withhold(at, least)
	}
}

// Units returns the units of a kind in canonical order, without scores.
func (p *Prepared) Units(kind UnitKind) []Unit {
	if i := slices.IndexFunc(p.layers, func(l layer) bool { return l.kind == kind }); i >= 0 {
		return p.layers[i].units
	}
	return nil
}

// Nodes describes the nodes in the order of Result.Nodes.
func (p *Prepared) Nodes() []NodeInfo { return p.tree.infos(p.model) }

// Partners returns the overall score of each partner under a change, in the order
// of Units(Partner); NaN where there is none.
func (p *Prepared) Partners(ch *Change) []float64 { return p.AppendPartners(nil, ch) }

// AppendPartners appends the same, and allocates nothing besides.
func (p *Prepared) AppendPartners(to []float64, ch *Change) []float64 {
	m := lend(p, ch)
	defer m.Release()
	if p.top != nil && ch.weightsAlone() {
		return p.onTop(m.ch).Scores(to, p.tree.root())
	}
	r := p.rollUp(m.ch, false)
	return r.grids[len(r.grids)-1].Scores(to, p.tree.root())
}

// onTop grows the partners from their leaves under no change.
func (p *Prepared) onTop(ch *Change) *grid.Grid {
	g := grid.New(ch.memory(), p.top.Units, p.compared(ch, p.summed(len(p.layers)-1)), p.tree.branches)
	g.Share(p.top, p.tree.leaves)
	p.tree.grow(g, ch, p.layers[len(p.layers)-1].apart)
	return g
}

// A Layer is all units of one kind as they stand in a roll-up, for whoever writes the
// roll-up down.
type Layer struct {
	Kind   UnitKind
	Units  []Unit
	Up     []int     // index of the unit of the next layer; nil: there is none
	Counts []bool    // whether a unit may count in the next layer
	Theme  []int     // of practices: index of the theme, -1 none
	People []float64 // of places, where they are known; NaN unknown
	Step   Step      // that leads to the next layer
}

// Layers returns the layers of the roll-up, practices first.
func (p *Prepared) Layers() []Layer {
	out := make([]Layer, len(p.layers))
	for i, l := range p.layers {
		out[i] = Layer{Kind: l.kind, Units: l.units, Up: slices.Clone(l.up), Counts: slices.Clone(l.counts), Theme: slices.Clone(l.theme), People: slices.Clone(l.people), Step: l.step}
	}
	return out
}

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
		p.tree.fill(g, i, nil, p.frame.Apart, nil)
	}
}

// component weighs the parts of a branch by their first principal component.
func component(p *Prepared, g *grid.Grid, n *flatNode) {
	columns := make([][]float64, len(n.children))
	for k, c := range n.children {
		columns[k] = p.frame.Counting(g.Value[c])
	}
	found := weighting.Component(columns)
	for k, c := range n.children {
		if p.tree.nodes[c].weight = found.Weights[k]; found.Constant[k] {
			doubt(p, c, "weight-constant")
		}
	}
	for k, c := range n.children {
		if found.Against[k] {
			doubt(p, c, "weight-negative")
		}
	}
	if found.None {
		p.doubts = append(p.doubts, indicator.Doubt{Node: n.ID, Code: "weights", Count: len(p.frame.Keys)})
	}
}

func doubt(p *Prepared, node int, code string) {
	p.doubts = append(p.doubts, indicator.Doubt{Node: p.tree.nodes[node].ID, Code: code, Count: len(p.frame.Keys)})
}
