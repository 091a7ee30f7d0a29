package score

import (
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/grid"
)

// A Root is how the parts of the root make it, as stated or learnt: what weighing
// them anew begins with. The root's own values are not in it.
type Root struct {
	Aggregate   aggregate.Method
	MinCoverage float64
	MinChildren float64
	Decimals    int       // of the points where overall scores are compared; −1: 12 significant digits
	Parts       []string  // ids of the parts of the root
	Weights     []float64 // theirs, as stated or learnt
}

// A Stand is the values and coverages of one unit, by part of the root; NaN: none.
type Stand struct{ Value, Cover []float64 }

// Root returns the root; false where it has no parts.
func (p *Prepared) Root() (Root, bool) {
	if len(p.tree.nodes) == 0 || p.tree.nodes[p.tree.root()].Leaf != nil {
		return Root{}, false
	}
	root := &p.tree.nodes[p.tree.root()]
	r := Root{Aggregate: root.Aggregate, MinCoverage: root.MinCoverage, MinChildren: root.MinChildren, Decimals: -1}
	if on := p.compared(nil, p.summed(len(p.layers)-1))[p.tree.root()]; on == p.model.Scale.Grid() {
		r.Decimals = on.Decimals(p.model.Scale.Max)
	}
	for _, c := range root.children {
		r.Parts, r.Weights = append(r.Parts, p.tree.nodes[c].ID), append(r.Weights, p.tree.nodes[c].weight)
	}
	return r, true
}

// A Choosing takes practices at will, under no change, and says where the units above
// stand with them.
type Choosing struct {
	p     *Prepared
	first *grid.Grid // the practices
}

// Choosing begins with the practices.
func (p *Prepared) Choosing() *Choosing {
	return &Choosing{p: p, first: practices(p, nil)}
}

// Settled returns where the partners stand where no scores decide which practices they
// are made of; nil where scores do.
func (c *Choosing) Settled() []Stand {
	if c.p.top == nil {
		return nil
	}
	return c.p.tree.stands(c.p.onTop(nil))
}

// Duels reports whether some branch compares units with each other.
func (c *Choosing) Duels() bool { return (&Drawn{p: c.p}).duels() }

// Practices returns where the practices stand, in the order of Units(Practice).
func (c *Choosing) Practices() []Stand { return c.p.tree.stands(c.first) }

// Taking returns where the units over the practices stand if these are taken, given by
// their positions, ascending.
func (c *Choosing) Taking(practices []int) []Stand {
	p := c.p
	g := p.above(0, c.first, nil)
	p.raise(p.lift(0, practices), c.first, g, nil)
	p.tree.grow(g, nil, p.layers[1].apart)
	return p.tree.stands(g)
}

// stands reads the parts of the root off a grid.
func (f *flat) stands(g *grid.Grid) []Stand {
	out := make([]Stand, g.Units)
	for _, c := range f.nodes[f.root()].children {
		for u := range out {
			out[u].Value, out[u].Cover = append(out[u].Value, g.Score(c, u)), append(out[u].Cover, g.Coverage(c, u))
		}
	}
	return out
}
