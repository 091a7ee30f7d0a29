package score

import (
	"math"
	"strconv"

	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/survey/survey"
)

// A Stage is one thing that was done to a value on its way to the scale.
type Stage struct {
	What    string            // "row", "read", "read.capped", "denominate", "impute", "impute.group", "transform", "treat", "treat.log", "normalise"
	Take    Take              // of "row": how rows are combined; "" not at all
	Row     int               // of "row": the row of the frame handed to PrepareTable
	With    []any             // names of particulars and these as text by turns, "" for a number that is not known
	Formula normalise.Formula // of "normalise"
	Value   float64           // afterwards; NaN: not known
}

// Trace tells how the value of a unit at a leaf came about, step by step. Steps
// that the method does not ask for are left out.
func (t *Table) Trace(node, unit int) []Stage {
	n := t.p.tree.nodes[node].Node
	if n.Leaf == nil {
		return nil
	}
	var steps []Stage
	if rows := t.runs[unit]; len(rows) > 1 {
		steps = t.rowSteps(n, rows)
	}
	return append(steps, t.p.Trace(node, unit)...)
}

// Trace tells how the value of a practice at a leaf came about, as that of a table
// does; practice is its position among Units(Practice).
func (p *Prepared) Trace(node, practice int) []Stage {
	n := p.tree.nodes[node].Node
	if n.Leaf == nil {
		return nil
	}
	tr := tracer{leaf: n.Leaf, unit: practice, frame: p.frame}
	c := p.model.prepareLeaf(n, p.frame, &LeafChange{}, p.keys, tr.note)
	c.ready, c.answered = c.value, c.cover
	c.value = make([]float64, len(c.ready))
	c.normalise(n, p.frame, p.model.Scale, &LeafChange{})
	return append(tr.steps, Stage{What: "normalise", Formula: c.fitted.Formula(), Value: p.compared(nil, false)[node].RoundWide(c.wide(practice))})
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

// rowSteps returns the value of each row of a unit that has several.
func (t *Table) rowSteps(n *Node, rows []int) []Stage {
	all := leafColumn{value: make([]float64, len(t.given.Keys)), cover: make([]float64, len(t.given.Keys))}
	t.p.model.read(n, t.given, &LeafChange{}, nil, &all)
	var out []Stage
	for _, r := range rows {
		s := Stage{What: "row", Row: r, Value: all.value[r]}
		if line := n.rowsLine(t.given, r); line >= 0 {
			s.Take = n.Leaf.Rows[line].Take
		}
		out = append(out, s)
	}
	return out
}

// A tracer notes what each stage made of one unit's value.
type tracer struct {
	leaf  *Leaf
	unit  int
	frame *Frame
	steps []Stage
}

func (tr *tracer) note(stage string, c *leafColumn) {
	if what, with := tr.did(stage, c); what != "" {
		tr.steps = append(tr.steps, Stage{What: what, With: with, Value: c.value[tr.unit]})
	}
}

// did describes a stage; "" where it did nothing to the unit.
func (tr *tracer) did(stage string, c *leafColumn) (what string, with []any) {
	l := tr.leaf
	switch stage {
	case "read":
		if c.capped != nil && c.capped[tr.unit] {
			return "read.capped", []any{"from", l.Evidence.From, "cap", l.Evidence.Cap}
		}
		return stage, nil
	case "denominate":
		return tr.denominated(l.Denominate)
	case "impute":
		switch {
		case c.filled == nil || !c.filled[tr.unit]:
			return "", nil
		case l.Impute.Group != "":
			return "impute.group", []any{"by", string(l.Impute.By), "group", l.Impute.Group}
		}
		return stage, []any{"by", string(l.Impute.By)}
	case "transform":
		if l.Transform == normalise.Straight {
			return "", nil
		}
		return stage, []any{"by", string(l.Transform)}
	}
	switch {
	case c.logged:
		return "treat.log", nil
	case l.Treat != nil && !sameNumber(tr.last(), c.value[tr.unit]):
		return "treat", nil
	}
	return "", nil
}

func (tr *tracer) denominated(d Denominator) (what string, with []any) {
	if d.By == "" {
		return "", nil
	}
	by := math.NaN()
	if col := tr.frame.Columns[d.By]; col != nil && col.State[tr.unit] == survey.Given {
		by = col.Number[tr.unit]
	}
	number := ""
	if !math.IsNaN(by) {
		number = brief(by)
	}
	return "denominate", []any{"scale", brief(d.Scale), "by", d.By, "number", number}
}

func (tr *tracer) last() float64 {
	if n := len(tr.steps); n > 0 {
		return tr.steps[n-1].Value
	}
	return math.NaN()
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func brief(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }
