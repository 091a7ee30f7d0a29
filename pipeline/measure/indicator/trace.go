package indicator

import (
	"math"
	"strconv"

	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
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

// Trace tells how the value of a row came about, step by step, to what stands on the
// scale. Steps that the method does not ask for are left out; the value of the last,
// "normalise", is as it is summed.
func (n Indicator) Trace(f *Frame, on normalise.Setting, keys []uint64, row int) ([]Stage, stat.Wide) {
	tr := tracer{leaf: n.Leaf, unit: row, frame: f}
	c := n.prepare(f, &Change{}, keys, tr.note)
	c.ready, c.answered = c.Value, c.Cover
	c.Value = make([]float64, len(c.ready))
	c.normalise(n, f, on, &Change{})
	return append(tr.steps, Stage{What: "normalise", Formula: c.learnt.Scale.Formula()}), c.wide(row)
}

// TraceRows returns the value of each of several rows of one unit.
func (n Indicator) TraceRows(f *Frame, rows []int) []Stage {
	all := Values{Value: make([]float64, len(f.Keys)), Cover: make([]float64, len(f.Keys))}
	n.read(f, &Change{}, nil, &all)
	var out []Stage
	for _, r := range rows {
		s := Stage{What: "row", Row: r, Value: all.Value[r]}
		if line := n.rowsLine(f, r); line >= 0 {
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

func (tr *tracer) note(stage string, c *Values) {
	if what, with := tr.did(stage, c); what != "" {
		tr.steps = append(tr.steps, Stage{What: what, With: with, Value: c.Value[tr.unit]})
	}
}

// did describes a stage; "" where it did nothing to the unit.
func (tr *tracer) did(stage string, c *Values) (what string, with []any) {
	l := tr.leaf
	switch stage {
	case "read":
		if c.Capped != nil && c.Capped[tr.unit] {
			return "read.capped", []any{"from", l.Evidence.From, "cap", l.Evidence.Cap}
		}
		return stage, nil
	case "denominate":
		return tr.denominated(l.Denominate)
	case "impute":
		switch {
		case c.Filled == nil || !c.Filled[tr.unit]:
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
	case c.learnt.Tamed.Log:
		return "treat.log", nil
	case l.Treat != nil && !sameNumber(tr.last(), c.Value[tr.unit]):
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
