package score

import "depository.example/depository/pipeline/measure/indicator"

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
				part.Value = append(part.Value, r.grids[i].score(at, u))
			}
			out = append(out, part)
		}
	}
	return out
}
