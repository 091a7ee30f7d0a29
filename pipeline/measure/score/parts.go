package score

import (
	"math"

	"depository.example/depository/pipeline/measure/indicator"
)

// A Part is what one practice has in the overall score of a larger unit.
type Part struct {
	Practice int     // its position among Units(Practice)
	Share    float64 // 0 to 1; those of a unit sum to 1
}

// Parts returns for each unit of a kind, in the order of Units(kind), the practices
// that its overall score is made of; none for a unit without a score. A practice is
// made of itself.
func (p *Prepared) Parts(kind UnitKind) [][]Part {
	r := p.rollUp(nil, true)
	var parts [][]Part
	for u := range p.layers[0].units {
		parts = append(parts, []Part{{u, 1}})
	}
	for i := range p.layers {
		if i > 0 {
			parts = r.joined(p, i-1, parts)
		}
		if p.layers[i].kind == kind {
			return parts
		}
	}
	return nil
}

// joined puts the parts of the units of one layer together to those of the next.
func (r *rolled) joined(p *Prepared, i int, below [][]Part) [][]Part {
	out := make([][]Part, len(p.layers[i+1].units))
	for up := range out {
		shares := r.sharesIn(p, i, p.layers[i+1].below[up])
		for k, u := range p.layers[i+1].below[up] {
			for _, part := range below[u] {
				if shares[k] > 0 {
					out[up] = append(out[up], Part{part.Practice, float64(part.Share * shares[k])})
				}
			}
		}
	}
	return out
}

// sharesIn returns the shares that units of a layer have in the larger one: each by
// its own weight and, where themes are joined, within its theme by the theme's.
func (r *rolled) sharesIn(p *Prepared, i int, units []int) []float64 {
	l := &p.layers[i]
	themed := l.step.Within == WithinTheme && l.theme != nil
	out, sums := make([]float64, len(units)), map[int]float64{}
	of := func(u int) int {
		if themed {
			return l.theme[u]
		}
		return -1
	}
	for k, u := range units {
		if r.picked[i][u] && !math.IsNaN(r.grids[i].Score(p.tree.root(), u)) {
			out[k] = l.weigh(u)
			sums[of(u)] += out[k]
		}
	}
	whole := 1.0
	if themed {
		whole = 0
		for t := range p.model.Themes {
			if sums[t] > 0 {
				whole += p.model.Themes[t].Weight
			}
		}
	}
	for k, u := range units {
		if out[k] /= sums[of(u)]; themed && out[k] > 0 {
			out[k] = float64(out[k]*p.model.Themes[l.theme[u]].Weight) / whole
		}
	}
	return out
}

// Trace tells how the value of a unit at a leaf came about, step by step. Steps
// that the method does not ask for are left out.
func (t *Table) Trace(node, unit int) []indicator.Stage {
	n := t.p.tree.nodes[node]
	if n.Leaf == nil {
		return nil
	}
	var steps []indicator.Stage
	if rows := t.runs[unit]; len(rows) > 1 {
		steps = n.indicator().TraceRows(t.given, rows)
	}
	return append(steps, t.p.Trace(node, unit)...)
}

// Trace tells how the value of a practice at a leaf came about, as that of a table
// does; practice is its position among Units(Practice).
func (p *Prepared) Trace(node, practice int) []indicator.Stage {
	n := p.tree.nodes[node]
	if n.Leaf == nil {
		return nil
	}
	steps, x := n.indicator().Trace(p.frame, p.model.Scale.setting(), p.keys, practice)
	steps[len(steps)-1].Value = p.compared(nil, false)[node].RoundWide(x)
	return steps
}

// A Portion is a unit that a larger one is made of.
type Portion struct {
	Unit   Unit      // without scores; its ID is "" for the practices of which nobody knows the place
	Counts bool      // it counts in the larger unit
	Value  []float64 // by node of the tree; NaN: none
}

// Portions returns the units one step below a larger one, which is named by its kind
// and its position among Units(kind), in canonical order; nil for a practice.
func (p *Prepared) Portions(kind UnitKind, unit int) (out []Portion) {
	r := p.rollUp(nil, true)
	for i := range p.layers[1:] {
		if p.layers[i+1].kind != kind {
			continue
		}
		for _, u := range p.layers[i+1].below[unit] {
			part := Portion{Unit: p.layers[i].units[u], Counts: r.picked[i][u]}
			for at := range p.tree.nodes {
				part.Value = append(part.Value, r.grids[i].Score(at, u))
			}
			out = append(out, part)
		}
	}
	return out
}
