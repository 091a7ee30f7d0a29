package indicator

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Change is a departure in how leaves are brought onto the scale.
type Change struct {
	Normalise *normalise.Method    // for leaves that use the default
	Treat     *normalise.Treatment // for leaves that are treated by the default
	Impute    *impute.Method       // for leaves that use the default
	Misjudge  Misjudging           // of answers, before anything else is done with them
	// Memory lends what the values need, whose doubts are not told then; nil: it is
	// theirs for good.
	Memory *arena.Arena

	given *Learnt // what was learnt of everybody; nil: it is learnt of the rows at hand
}

// Values is an indicator of all rows on the scale.
type Values struct {
	Value  []float64 // NaN: not known
	Rest   []float64 // what the value leaves over (stat.Wide); nil: nothing
	Cover  []float64 // 1 answered, 0 not (imputed is not); NaN: does not apply
	Capped []bool    // the level counts less for want of evidence; nil: none does
	Filled []bool    // imputed; nil: none is
	holes  bool      // some rows were asked and gave no value, before any was imputed
	Doubts []Doubt

	learnt Learnt
	lost   losses
	// What there was before the normalisation: values, coverage, and how many of
	// the doubts.
	ready, answered []float64
	early           int
}

// losses count the rows of which something could not be done.
type losses struct {
	Denominator int // no denominator
	Unlent      int // holes for which nobody lends
	Alone       int // holes filled from one value
	Unbound     int // beyond the range of a float64, before the normalisation
	Transform   int // no transform
	Beyond      int // beyond the range of a float64, afterwards
}

// wide returns a value with what it leaves over.
func (c *Values) wide(i int) stat.Wide {
	if c.Rest == nil {
		return stat.Wide{Value: c.Value[i]}
	}
	return stat.Wide{Value: c.Value[i], Rest: c.Rest[i]}
}

// Take returns the values of some rows in this order.
func (c *Values) Take(rows []int) Values {
	out := *c
	out.Value, out.Rest, out.Capped, out.Filled = take(c.Value, rows), take(c.Rest, rows), take(c.Capped, rows), take(c.Filled, rows)
	out.ready, out.answered = take(c.ready, rows), take(c.answered, rows)
	if out.Cover = out.answered; c.fallen() {
		out.Cover = take(c.Cover, rows)
	}
	return out
}

// Mark appends the value of a row and what it was made of, in one way for one value.
func (c *Values) Mark(to []byte, row int) []byte {
	x := c.wide(row)
	for _, x := range [...]float64{x.Value, x.Rest, c.Cover[row], c.ready[row], c.answered[row]} {
		to = markNumber(to, x)
	}
	return append(to, flag(c.Capped, row), flag(c.Filled, row))
}

// flag is 1 where a row is marked; nil marks none.
func flag(marked []bool, row int) byte {
	if marked != nil && marked[row] {
		return 1
	}
	return 0
}

// Scaled takes the answers of all rows onto a scale, of which the setting says the
// ends. Where base, the same leaf under no change, differs in the last step alone, it
// starts from there. keys are stat.Hash of the rows' identities.
func (n Indicator) Scaled(f *Frame, on normalise.Setting, lc *Change, keys []uint64, base *Values) Values {
	if lc == nil {
		lc = &Change{}
	}
	if base != nil && lc.oneByOne(n, base) {
		return n.again(f, lc, keys, base)
	}
	c := arena.New[Values](lc.Memory)
	if base != nil && !lc.prepares(n) {
		*c = *base
		c.Doubts = slices.Clip(base.Doubts[:base.early])
	} else {
		c = n.prepare(f, lc, keys, func(string, *Values) {})
		if lc.Memory == nil { // else nobody asks
			c.Doubts = append(c.Doubts, c.soon(n, lc.fill(n.Leaf))...)
		}
		c.ready, c.answered, c.early = c.Value, c.Cover, len(c.Doubts)
	}
	c.Value, c.Cover = arena.Take[float64](lc.Memory, len(c.ready)), c.answered
	c.normalise(n, f, on, lc)
	if lc.Memory == nil {
		c.Doubts = append(c.Doubts, c.late(n, lc.Method(n.Leaf))...)
	}
	return *c
}

// Raw returns some rows before anything is filled or reshaped: as read, and put in
// relation to the denominator; NaN: not known. nil: n is no leaf.
func (n Indicator) Raw(f *Frame, rows []int) []float64 {
	if n.Leaf == nil {
		return nil
	}
	c, out := n.answers(f, &Change{}, nil, func(string, *Values) {}), make([]float64, len(rows))
	for i, row := range rows {
		out[i] = c.Value[row]
	}
	return out
}

// prepare does all that comes before the normalisation, and calls after
// behind each stage.
func (n Indicator) prepare(f *Frame, lc *Change, keys []uint64, after func(stage string, c *Values)) *Values {
	c := n.answers(f, lc, keys, after)
	c.impute(n, f, lc)
	after("impute", c)
	c.transform(n)
	after("transform", c)
	c.treat(n, f, lc)
	after("treat", c)
	return c
}

// answers does what needs nobody else's answers: what is read is put in relation to its
// denominator.
func (n Indicator) answers(f *Frame, lc *Change, keys []uint64, after func(stage string, c *Values)) *Values {
	c := arena.New[Values](lc.Memory)
	c.Value, c.Cover = arena.Take[float64](lc.Memory, len(f.Keys)), arena.Take[float64](lc.Memory, len(f.Keys))
	n.read(f, lc, keys, c)
	after("read", c)
	if n.Leaf.Denominate.By != "" {
		n.denominate(f, c)
	}
	c.lost.Unbound = c.unbound()
	for i, v := range c.Value {
		switch {
		case v == 0:
			c.Value[i] = 0 // of either sign
		case !math.IsNaN(c.Cover[i]) && math.IsNaN(v):
			c.Cover[i], c.holes = 0, true
		}
	}
	after("denominate", c)
	return c
}

// unbound makes values beyond the range of a float64 unknown, and counts them.
func (c *Values) unbound() int {
	n := 0
	for i, v := range c.Value {
		if math.IsInf(v, 0) {
			c.Value[i] = math.NaN()
			n++
		}
	}
	return n
}

// read takes the answers as numbers: levels capped, words as points, rules judged.
func (n Indicator) read(f *Frame, lc *Change, keys []uint64, c *Values) {
	if one, ok := f.combined[n.ID]; ok {
		copy(c.Value, one.Value)
		copy(c.Cover, one.Cover)
		c.Doubts = append(c.Doubts, one.Doubts...)
		return
	}
	if n.Leaf.Rule != nil {
		n.judge(f, c)
		return
	}
	col := f.Columns[n.ID]
	if col == nil {
		for i := range c.Value {
			c.Value[i], c.Cover[i] = math.NaN(), math.NaN()
		}
		return
	}
	moved := lc.misjudging(n, keys)
	for i, state := range col.State {
		c.Value[i], c.Cover[i] = math.NaN(), math.NaN()
		switch state {
		case survey.Given:
			number := col.Number[i]
			if moved != nil {
				number = moved.read(i, number)
			}
			c.Cover[i] = 1
			c.Value[i] = c.points(n, col, i, number, lc.Memory)
		case survey.Blank, survey.Unreadable:
			c.Cover[i] = 0
		}
	}
}

// points reads the answer of a row, whose number is x.
func (c *Values) points(n Indicator, col *Column, i int, x float64, memory *arena.Arena) float64 {
	l := n.Leaf
	if l.Kind.Chosen() {
		if p, ok := l.Points[col.Word[i]]; ok {
			return p
		}
		return math.NaN()
	}
	if !l.Kind.Graded() {
		return x
	}
	x, capped := l.Evidence.Counts(x, col.Proved != nil && col.Proved[i])
	if capped {
		if c.Capped == nil {
			c.Capped = arena.Take[bool](memory, len(c.Value))
		}
		c.Capped[i] = true
	}
	return x
}

// judge computes a leaf by its rule. Where nobody was asked the leaf does not
// apply. Where all was left open the rule is judged all the same, since blanks
// make its comparisons false and a last line without a condition is the method's
// own word on them; such a value counts as not answered.
func (n Indicator) judge(f *Frame, c *Values) {
	row := 0
	answers := f.operands(&row)
	for i := range c.Value {
		c.Value[i], c.Cover[i] = math.NaN(), math.NaN()
		for _, id := range n.Leaf.Needs {
			col := f.Columns[id]
			if col == nil {
				continue
			}
			switch col.State[i] {
			case survey.Given:
				c.Cover[i] = 1
			case survey.Blank, survey.Unreadable:
				if math.IsNaN(c.Cover[i]) {
					c.Cover[i] = 0
				}
			}
		}
		if row = i; math.IsNaN(c.Cover[i]) {
			continue
		}
		if p, ok := Judge(n.Leaf.Rule, answers); ok {
			c.Value[i] = p
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

func (n Indicator) denominate(f *Frame, c *Values) {
	d := n.Leaf.Denominate
	by := f.Columns[d.By]
	for i, v := range c.Value {
		if math.IsNaN(v) {
			continue
		}
		c.Value[i] = math.NaN()
		if by != nil && by.State[i] == survey.Given && by.Number[i] != 0 {
			c.Value[i] = float64(v*d.Scale) / by.Number[i]
		}
		if math.IsNaN(c.Value[i]) {
			c.lost.Denominator++
		}
	}
}

// impute fills the unknown rows that were asked. A row that is in no group has
// nobody to borrow from.
func (c *Values) impute(n Indicator, f *Frame, lc *Change) {
	fill := lc.fill(n.Leaf)
	if !fill.Fills() || !c.holes {
		return
	}
	if c.learnt.Lent = lc.given.lent(); lc.given == nil {
		c.learnt.Lent = fill.Learn(c.Value, f.Apart, f.Groups[fill.Group])
	}
	r := c.learnt.Lent.Fill(c.Value, func(i int) bool { return !math.IsNaN(c.Cover[i]) }, f.Groups[fill.Group])
	c.Filled, c.lost.Unlent, c.lost.Alone = r.Filled, r.Lost, r.Alone
	c.lost.Unbound += c.unbound()
}

func (c *Values) transform(n Indicator) {
	t := n.Leaf.Transform
	if t == normalise.Straight {
		return
	}
	for i, v := range c.Value {
		if math.IsNaN(v) {
			continue
		}
		if c.Value[i] = t.Apply(v); math.IsNaN(c.Value[i]) || math.IsInf(c.Value[i], 0) {
			c.Value[i] = math.NaN()
			c.Cover[i] = min(c.Cover[i], 0)
			c.lost.Transform++
		}
	}
}

// treat tames outliers over the rows that count; rows apart keep their values,
// bounded by what the others became where points were pulled in.
func (c *Values) treat(n Indicator, f *Frame, lc *Change) {
	t := lc.treat(n.Leaf)
	if t == nil {
		return
	}
	if lc.given != nil {
		c.learnt.Tamed = lc.given.Tamed
	} else {
		c.learnt.Tamed = t.Fit(f.Counting(c.Value))
	}
	tamed := &c.learnt.Tamed
	if !tamed.Log && tamed.Points == 0 {
		return
	}
	for i, v := range c.Value {
		if f.IsApart(i) {
			c.Value[i] = math.NaN() // outside the statistic there is no treated value
		} else {
			c.Value[i] = tamed.Apply(v)
		}
	}
}

// learnScale learns the last step from the rows, which are ready for it.
func (c *Values) learnScale(n Indicator, f *Frame, on normalise.Setting, lc *Change) {
	l := n.Leaf
	method := lc.Method(l)
	set := normalise.Setting{Min: on.Min, Max: on.Max, Lower: l.Lower, Reference: math.NaN()}
	if method.By == normalise.DistanceToReference {
		if i := slices.Index(f.Keys, method.Unit); i >= 0 {
			set.Reference = c.ready[i]
		}
	}
	fitted, err := method.OfRaw(l.Transform).Fit(f.Counting(c.ready), set)
	c.learnt.Scale, c.learnt.Fault = fitted, nil
	if err != nil {
		c.learnt.Fault = err.(*normalise.Fault) // Fit has no other
	}
}

func (c *Values) normalise(n Indicator, f *Frame, on normalise.Setting, lc *Change) {
	if lc.given != nil {
		c.learnt.Scale, c.learnt.Fault = lc.given.Scale, lc.given.Fault
	} else {
		c.learnScale(n, f, on, lc)
	}
	if c.Rest = nil; lc.Method(n.Leaf).OnScale() {
		c.Rest = arena.Take[float64](lc.Memory, len(c.Value))
	}
	scale := levels{of: &c.learnt.Scale}
	for i, v := range c.ready {
		x := scale.apply(v)
		if c.Value[i] = x.Value; c.learnt.Fault != nil {
			c.Value[i] = math.NaN()
		}
		if c.Rest != nil {
			c.Rest[i] = x.Rest
		}
	}
	c.lost.Beyond = c.unbound()
	for i := range c.Value {
		if math.IsNaN(c.Value[i]) && c.Cover[i] > 0 {
			if &c.Cover[0] == &c.answered[0] {
				c.Cover = arena.Copy(lc.Memory, c.Cover)
			}
			c.Cover[i] = 0
		}
	}
}

// soon names what went wrong before the normalisation.
func (c *Values) soon(n Indicator, fill impute.Method) (out []Doubt) {
	tell := func(code, of string, count int) {
		if count > 0 {
			out = append(out, Doubt{Node: n.ID, Code: code, Of: of, Count: count})
		}
	}
	from, one := "impute-all", "impute-one-all"
	if fill.Group != "" {
		from, one = "impute-group", "impute-one"
	}
	tell("denominator", n.Leaf.Denominate.By, c.lost.Denominator)
	tell(from, fill.Group, c.lost.Unlent)
	tell(one, fill.Group, c.lost.Alone)
	tell("overflow", "", c.lost.Unbound)
	tell("transform", string(n.Leaf.Transform), c.lost.Transform)
	tell("treatment-overflow", "", c.learnt.Tamed.Beyond)
	if c.learnt.Tamed.Failed {
		tell("treatment", "", 1)
	}
	return out
}

// late names what went wrong in the normalisation.
func (c *Values) late(n Indicator, method normalise.Method) (out []Doubt) {
	rows := len(c.Value)
	if fault := c.learnt.Fault; fault != nil {
		out = append(out, Doubt{Node: n.ID, Code: fault.Code, Of: fault.Of, Count: rows})
	} else if c.learnt.Scale.Constant() {
		out = append(out, Doubt{Node: n.ID, Code: "constant", Count: rows})
	}
	if c.learnt.Tamed.Log && method.Fixed() {
		out = append(out, Doubt{Node: n.ID, Code: "treatment-log", Of: string(method.By), Count: rows})
	}
	if c.lost.Beyond > 0 {
		out = append(out, Doubt{Node: n.ID, Code: "overflow", Count: c.lost.Beyond})
	}
	return out
}

// levels works out each whole number from 0 to 9, as levels are, once.
type levels struct {
	of    *normalise.Fitted
	known [10]bool
	at    [10]stat.Wide
}

// apply is Apply of what the levels are of.
func (l *levels) apply(x float64) stat.Wide {
	if !(x >= 0 && x < 10) || x != math.Trunc(x) || math.Signbit(x) {
		return l.of.Apply(x)
	}
	i := int(x)
	if !l.known[i] {
		l.known[i], l.at[i] = true, l.of.Apply(x)
	}
	return l.at[i]
}

// Touches reports whether the change can make a difference to a leaf.
func (lc *Change) Touches(n Indicator) bool {
	return lc.Normalise != nil && !n.Leaf.OwnNormalise || lc.prepares(n)
}

// prepares reports whether the change can make a difference to a leaf before it
// is normalised.
func (lc *Change) prepares(n Indicator) bool {
	l := n.Leaf
	return lc.Treat != nil && !l.OwnTreat ||
		lc.fill(l) != l.Impute && (lc.fill(l).Fills() || l.Impute.Fills()) ||
		lc.misjudges(n)
}

// fill returns how the holes of a leaf are filled under a change.
func (lc *Change) fill(l *Leaf) impute.Method {
	if lc.Impute == nil || l.OwnImpute {
		return l.Impute
	}
	return *lc.Impute
}

// treat returns how the outliers of a leaf are treated under a change; nil: not.
func (lc *Change) treat(l *Leaf) *normalise.Treatment {
	if lc.Treat == nil || l.OwnTreat {
		return l.Treat
	}
	return lc.Treat
}

// Method returns how a leaf is normalised under a change; nil: none.
func (lc *Change) Method(l *Leaf) normalise.Method {
	if lc == nil || lc.Normalise == nil || l.OwnNormalise {
		return l.Normalise
	}
	return *lc.Normalise
}
