package score

import (
	"fmt"
	"math"
	"strconv"

	"depository/pipeline/survey"
)

// A Stage is one thing that was done to a value on its way to the scale.
type Stage struct {
	What  string  // "read", "row", "denominate", "impute", "transform", "treat", "normalise"
	Text  string  // particulars, in English, for analysts; "" none
	Row   int     // of "row": the row of the frame handed to PrepareTable
	Value float64 // afterwards; NaN: not known
}

// Trace tells how the value of a unit at a leaf came about, step by step. Steps
// that the method does not ask for are left out.
func (t *Table) Trace(node, unit int) []Stage {
	n := t.p.tree.nodes[node].Node
	if n.Leaf == nil {
		return nil
	}
	tr := tracer{leaf: n.Leaf, unit: unit, frame: t.p.frame}
	if rows := t.runs[unit]; len(rows) > 1 {
		tr.steps = t.rowSteps(n, rows)
	}
	c := t.p.model.prepareLeaf(n, t.p.frame, &LeafChange{}, t.p.keys, tr.note)
	c.ready, c.answered = c.value, c.cover
	c.value = make([]float64, len(c.ready))
	c.normalise(n, t.p.frame, t.p.model.Scale, &LeafChange{})
	return append(tr.steps, Stage{What: "normalise", Text: c.fitted.Formula(), Value: c.value[unit]})
}

// rowSteps gives the value of each row of a unit that has several.
func (t *Table) rowSteps(n *Node, rows []int) []Stage {
	all := leafColumn{value: make([]float64, len(t.given.Keys)), cover: make([]float64, len(t.given.Keys))}
	t.p.model.read(n, t.given, &LeafChange{}, nil, &all)
	var out []Stage
	for _, r := range rows {
		text := ""
		if line := n.rowsLine(t.given, r); line >= 0 {
			text = string(n.Leaf.Rows[line].Take)
		}
		out = append(out, Stage{What: "row", Text: text, Row: r, Value: all.value[r]})
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
	v := c.value[tr.unit]
	text, done := tr.text(stage, c)
	if done {
		tr.steps = append(tr.steps, Stage{What: stage, Text: text, Value: v})
	}
}

// text describes a stage; done is false where it did nothing to the unit.
func (tr *tracer) text(stage string, c *leafColumn) (text string, done bool) {
	l := tr.leaf
	switch stage {
	case "read":
		if c.capped != nil && c.capped[tr.unit] {
			return fmt.Sprintf("from level %d on with evidence, else %d", l.Evidence.From, l.Evidence.Cap), true
		}
		return "", true
	case "denominate":
		by := math.NaN()
		if col := tr.frame.Columns[l.Denominate.By]; col != nil && col.State[tr.unit] == survey.Given {
			by = col.Number[tr.unit]
		}
		return fmt.Sprintf("× %s / %s, which is %s", brief(l.Denominate.Scale), l.Denominate.By, brief(by)), l.Denominate.By != ""
	case "impute":
		return string(l.Impute.By) + " " + l.Impute.Group, c.filled != nil && c.filled[tr.unit]
	case "transform":
		return string(l.Transform), l.Transform != ""
	}
	switch {
	case c.logged:
		return "the logarithm of the distance from the lowest", true
	case l.Treat != nil && !sameNumber(tr.last(), c.value[tr.unit]):
		return "pulled in", true
	}
	return "", false
}

func (tr *tracer) last() float64 {
	if n := len(tr.steps); n > 0 {
		return tr.steps[n-1].Value
	}
	return math.NaN()
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func brief(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }
