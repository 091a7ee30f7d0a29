package score

import "slices"

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
