package score

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Frame is what was answered, one row a unit in canonical order, one column a
// criterion or input.
type Frame struct {
	Keys    []string            // identity of each row, unique
	Columns map[string]*Column  // by id of the leaf or input
	Groups  map[string][]string // by name: the group of each row; "" none
	Apart   []bool              // rows that are in no statistic; nil none
	Doubts  []Doubt             // of what was read, before anything is computed

	combined map[string]leafColumn // leaves whose rows have been combined; nil none
}

// A Column is what all rows answer to one question.
type Column struct {
	Number []float64 // NaN where no number or level is given
	Word   []string  // "yes", "no" or a choice id; nil for numbers and levels
	State  []survey.State
	Proved []bool // evidence was given; nil: nobody was asked for any
}

// NewColumn makes a column of n rows that nobody was asked for.
func NewColumn(n int, closed bool) *Column {
	c := &Column{Number: make([]float64, n), State: make([]survey.State, n)}
	for i := range c.Number {
		c.Number[i] = math.NaN()
	}
	if closed {
		c.Word = make([]string, n)
	}
	return c
}

// A LeafChange is a departure in how leaves are brought onto the scale.
type LeafChange struct {
	Normalise *normalise.Method    // for leaves that use the default
	Treat     *normalise.Treatment // for leaves that are treated by the default
	Impute    *impute.Method       // for leaves that use the default
	// Raw changes an answer before anything else is done with it: a number, or a
	// level; key is stat.Hash of the row's identity. nil: none.
	Raw func(key uint64, leaf *Node, raw float64) float64
}

// leafColumn is one leaf of all rows on the scale.
type leafColumn struct {
	value  []float64 // NaN: not known
	rest   []float64 // what the value leaves over (stat.Wide); nil: nothing
	cover  []float64 // 1 answered, 0 not (imputed is not); NaN: does not apply
	capped []bool    // the level counts less for want of evidence; nil: none does
	filled []bool    // imputed; nil: none is
	logged bool      // the treatment took the logarithm
	fitted normalise.Fitted
	doubts []Doubt

	// What there was before the normalisation: values, coverage, and how many of
	// the doubts.
	ready, answered []float64
	early           int
}

// wide returns a value with what it leaves over.
func (c *leafColumn) wide(i int) stat.Wide {
	if c.rest == nil {
		return stat.Wide{Value: c.value[i]}
	}
	return stat.Wide{Value: c.value[i], Rest: c.rest[i]}
}

// A Doubt names something about the data that a reader of the scores should
// know: which node, what, and how many units it concerns.
type Doubt struct {
	Node string
	// Code is one of "constant", "denominator", "impute-group", "impute-all",
	// "impute-one", "impute-one-all", "overflow", "percent-or-share", "rows-line", "rows-mixed", "transform", "treatment",
	// "treatment-log", "treatment-overflow", "weight-constant", "weight-negative",
	// "weights", "zero", or that of a normalise.Fault. The wording has a text for each.
	Code  string
	Of    string // the column, group, transform or number concerned; "" none
	Unit  string // the first unit concerned; "" all
	Count int    // units concerned
}

// normaliseLeaf takes one leaf from answers to values on the scale. Where base,
// the same leaf under no change, differs in the last step alone, it starts from
// there.
func (m *Model) normaliseLeaf(n *Node, f *Frame, lc *LeafChange, keys []uint64, base *leafColumn) leafColumn {
	if lc == nil {
		lc = &LeafChange{}
	}
	c := leafColumn{}
	if base != nil && !lc.prepares(n) {
		c = *base
		c.doubts = slices.Clone(base.doubts[:base.early])
	} else {
		c = m.prepareLeaf(n, f, lc, keys, func(string, *leafColumn) {})
		c.ready, c.answered, c.early = c.value, c.cover, len(c.doubts)
	}
	c.value, c.cover = make([]float64, len(c.ready)), c.answered
	c.normalise(n, f, m.Scale, lc)
	return c
}

// prepareLeaf does all that comes before the normalisation, and calls after
// behind each stage.
func (m *Model) prepareLeaf(n *Node, f *Frame, lc *LeafChange, keys []uint64, after func(stage string, c *leafColumn)) leafColumn {
	l := n.Leaf
	c := leafColumn{value: make([]float64, len(f.Keys)), cover: make([]float64, len(f.Keys))}
	m.read(n, f, lc, keys, &c)
	after("read", &c)
	if l.Denominate.By != "" {
		m.denominate(n, f, &c)
	}
	lost := c.unbound()
	for i, v := range c.value {
		if !math.IsNaN(c.cover[i]) && math.IsNaN(v) {
			c.cover[i] = 0
		}
	}
	after("denominate", &c)
	fill := l.Impute
	if lc.Impute != nil && !l.OwnImpute {
		fill = *lc.Impute
	}
	c.impute(n, f, fill)
	lost += c.unbound()
	c.overflow(n, lost)
	after("impute", &c)
	c.transform(n)
	after("transform", &c)
	c.treat(n, f, lc)
	after("treat", &c)
	return c
}

// unbound makes values beyond the range of a float64 unknown, and counts them.
func (c *leafColumn) unbound() int {
	n := 0
	for i, v := range c.value {
		if math.IsInf(v, 0) {
			c.value[i] = math.NaN()
			n++
		}
	}
	return n
}

// overflow names values lost because they are beyond the range of a float64.
func (c *leafColumn) overflow(n *Node, lost int) {
	if lost > 0 {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "overflow", Count: lost})
	}
}

// read takes the answers as numbers: levels capped, words as points, rules judged.
func (m *Model) read(n *Node, f *Frame, lc *LeafChange, keys []uint64, c *leafColumn) {
	if one, ok := f.combined[n.ID]; ok {
		copy(c.value, one.value)
		copy(c.cover, one.cover)
		c.doubts = append(c.doubts, one.doubts...)
		return
	}
	if n.Leaf.Rule != nil {
		m.judge(n, f, c)
		return
	}
	col := f.Columns[n.ID]
	for i := range c.value {
		state := survey.NotAsked
		if col != nil {
			state = col.State[i]
		}
		c.value[i], c.cover[i] = math.NaN(), math.NaN()
		switch state {
		case survey.Given:
			c.cover[i] = 1
			c.value[i] = c.points(n, col, i, lc, keys)
		case survey.Blank, survey.Unreadable:
			c.cover[i] = 0
		}
	}
}

func (c *leafColumn) points(n *Node, col *Column, i int, lc *LeafChange, keys []uint64) float64 {
	l := n.Leaf
	if l.Kind == survey.YesNo || l.Kind == survey.Choice {
		if p, ok := l.Points[col.Word[i]]; ok {
			return p
		}
		return math.NaN()
	}
	x := col.Number[i]
	if lc.Raw != nil {
		x = lc.Raw(keys[i], n, x)
	}
	if l.Kind != survey.Level {
		return x
	}
	x, capped := l.Evidence.Counts(x, col.Proved != nil && col.Proved[i])
	if capped {
		if c.capped == nil {
			c.capped = make([]bool, len(c.value))
		}
		c.capped[i] = true
	}
	return x
}

// judge computes a leaf by its rule. Where nobody was asked the leaf does not
// apply. Where all was left open the rule is judged all the same, since blanks
// make its comparisons false and a last line without a condition is the method's
// own word on them; such a value counts as not answered.
func (m *Model) judge(n *Node, f *Frame, c *leafColumn) {
	for i := range c.value {
		c.value[i], c.cover[i] = math.NaN(), math.NaN()
		for _, id := range n.Leaf.Needs {
			col := f.Columns[id]
			if col == nil {
				continue
			}
			switch col.State[i] {
			case survey.Given:
				c.cover[i] = 1
			case survey.Blank, survey.Unreadable:
				if math.IsNaN(c.cover[i]) {
					c.cover[i] = 0
				}
			}
		}
		if math.IsNaN(c.cover[i]) {
			continue
		}
		if p, ok := Judge(n.Leaf.Rule, f.operands(i)); ok {
			c.value[i] = p
		}
	}
}

// Judge returns the points of the first line that holds.
func Judge(rule []RuleLine, o condition.Operands) (points float64, ok bool) {
	for _, line := range rule {
		if line.When.Holds(o) {
			return line.Points, true
		}
	}
	return 0, false
}

// operands returns the inputs of one row to a condition.
func (f *Frame) operands(row int) condition.Operands {
	return func(id string) any {
		col := f.Columns[id]
		switch {
		case col == nil || col.State[row] != survey.Given:
			return nil
		case col.Word != nil && col.Word[row] != "":
			return col.Word[row]
		case math.IsNaN(col.Number[row]):
			return nil
		}
		return col.Number[row]
	}
}

func (m *Model) denominate(n *Node, f *Frame, c *leafColumn) {
	d := n.Leaf.Denominate
	by, lost := f.Columns[d.By], 0
	for i, v := range c.value {
		if math.IsNaN(v) {
			continue
		}
		c.value[i] = math.NaN()
		if by != nil && by.State[i] == survey.Given && by.Number[i] != 0 {
			c.value[i] = float64(v*d.Scale) / by.Number[i]
		}
		if math.IsNaN(c.value[i]) {
			lost++
		}
	}
	if lost > 0 {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "denominator", Of: d.By, Count: lost})
	}
}

// impute fills the unknown rows that were asked. A row that is in no group has
// nobody to borrow from.
func (c *leafColumn) impute(n *Node, f *Frame, fill impute.Method) {
	r := fill.Fill(c.value, func(i int) bool { return !math.IsNaN(c.cover[i]) }, f.apart, f.Groups[fill.Group])
	c.filled = r.Filled
	from, one := "all", "one-all"
	if fill.Group != "" {
		from, one = "group", "one"
	}
	if r.Lost > 0 {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "impute-" + from, Of: fill.Group, Count: r.Lost})
	}
	if r.Alone > 0 {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "impute-" + one, Of: fill.Group, Count: r.Alone})
	}
}

func (f *Frame) apart(i int) bool { return f.Apart != nil && f.Apart[i] }

func (c *leafColumn) transform(n *Node) {
	t := n.Leaf.Transform
	if t == normalise.Straight {
		return
	}
	lost := 0
	for i, v := range c.value {
		if math.IsNaN(v) {
			continue
		}
		if c.value[i] = t.Apply(v); math.IsNaN(c.value[i]) || math.IsInf(c.value[i], 0) {
			c.value[i] = math.NaN()
			c.cover[i] = min(c.cover[i], 0)
			lost++
		}
	}
	if lost > 0 {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "transform", Of: string(t), Count: lost})
	}
}

// treat tames outliers over the rows that count; rows apart keep their values,
// bounded by what the others became where points were pulled in.
func (c *leafColumn) treat(n *Node, f *Frame, lc *LeafChange) {
	t := n.Leaf.Treat
	if lc.Treat != nil && !n.Leaf.OwnTreat {
		t = lc.Treat
	}
	if t == nil {
		return
	}
	values := f.counting(c.value)
	if d := stat.Describe(values); d.N > 1 && !(d.SD <= math.MaxFloat64) {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "treatment-overflow", Count: d.N})
		return
	}
	treated, did := t.Apply(values)
	if did.Failed {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "treatment", Count: 1})
	}
	c.logged = did.Log
	for i := range c.value {
		if !f.apart(i) {
			c.value[i] = treated[i]
		} else if did.Log || did.Points > 0 {
			c.value[i] = math.NaN() // outside the statistic there is no treated value
		}
	}
}

// counting returns the values without those of rows apart.
func (f *Frame) counting(values []float64) []float64 {
	if f.Apart == nil || !slices.Contains(f.Apart, true) {
		return values
	}
	out := slices.Clone(values)
	for i := range out {
		if f.Apart[i] {
			out[i] = math.NaN()
		}
	}
	return out
}

func (c *leafColumn) normalise(n *Node, f *Frame, s Scale, lc *LeafChange) {
	l := n.Leaf
	method := l.Normalise
	if lc.Normalise != nil && !l.OwnNormalise {
		method = *lc.Normalise
	}
	set := normalise.Setting{Min: s.Min, Max: s.Max, Lower: l.Lower, Reference: math.NaN()}
	if method.By == normalise.DistanceToReference {
		if i := slices.Index(f.Keys, method.Unit); i >= 0 {
			set.Reference = c.ready[i]
		}
	}
	fitted, err := method.OfRaw(l.Transform).Fit(f.counting(c.ready), set)
	if err != nil {
		fault := err.(*normalise.Fault) // Fit has no other
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: fault.Code, Of: fault.Of, Count: len(c.value)})
	} else if fitted.Constant() {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "constant", Count: len(c.value)})
	}
	if c.logged && method.Fixed() {
		c.doubts = append(c.doubts, Doubt{Node: n.ID, Code: "treatment-log", Of: string(method.By), Count: len(c.value)})
	}
	c.fitted, c.rest = fitted, nil
	if method.OnScale() {
		c.rest = make([]float64, len(c.value))
	}
	for i, v := range c.ready {
		x := fitted.Apply(v)
		if c.value[i] = x.Value; err != nil {
			c.value[i] = math.NaN()
		}
		if c.rest != nil {
			c.rest[i] = x.Rest
		}
	}
	c.overflow(n, c.unbound())
	for i := range c.value {
		if math.IsNaN(c.value[i]) && c.cover[i] > 0 {
			if &c.cover[0] == &c.answered[0] {
				c.cover = slices.Clone(c.cover)
			}
			c.cover[i] = 0
		}
	}
}
