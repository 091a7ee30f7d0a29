package method

import (
	"fmt"
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/yamltree"
)

// checker looks at a method that is read.
type checker struct {
	b *builder
	m *Method
}

// check looks at what single keys cannot tell: names that must exist, and means
// that are undefined at zero.
func (x *checker) check() {
	x.m.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil {
			x.checkLeaf(n)
		} else {
			x.checkPositive(n)
		}
	})
	x.m.Warnings = x.b.warnings
}

func (x *checker) checkLeaf(n *score.Node) {
	if by := n.Leaf.Denominate.By; by != "" && !x.isNumber(by) {
		x.b.Fault(x.b.places["denominate "+by], "denominator", "node", n.ID, "by", by)
	}
	if l := n.Leaf; l.Normalise.By == normalise.Levels && l.Normalise.Top <= 0 {
		x.b.Fault(x.b.places[n.ID], "top-level", "node", n.ID)
	}
	for _, alt := range x.m.Uncertainty.Normalise {
		if alt.By == normalise.None && n.Leaf.Lower && !n.Leaf.OwnNormalise {
			x.b.Fault(x.b.places["uncertainty normalise"], "none-lower", "node", n.ID)
		}
	}
	if slices.Contains(x.m.Unit.ID, n.ID) {
		x.b.Fault(x.b.places[n.ID], "id-identity", "id", n.ID, "column", n.Leaf.Column)
	}
}

func (x *checker) isNumber(id string) bool {
	found := x.b.hasInput(id)
	x.m.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil && n.ID == id && n.Leaf.Rule == nil && n.Leaf.Kind.Measured() {
			found = true
		}
	})
	return found
}

// sign says whether a leaf can give a value at or below zero.
type sign uint8

const (
	positive sign = iota
	unsure        // it follows from the data alone
	canBeZero
)

// checkPositive refuses a mean that is undefined at zero over parts that can be
// zero, under the method as written and under every alternative of the
// uncertainty.
func (x *checker) checkPositive(n *score.Node) {
	rules := []aggregate.Method{n.Aggregate}
	if n.Default {
		rules = append(rules, x.m.Uncertainty.Aggregate...)
	}
	for _, rule := range rules {
		if !rule.NeedsPositive() {
			continue
		}
		n.Walk(func(c, _ *score.Node) {
			if c.Leaf == nil {
				if c != n && mayDuel(x.m, n, c) {
					x.b.Fault(x.b.places[n.ID], "mean-copeland", "node", n.ID, "by", name(rule), "part", c.ID)
				}
				return
			}
			worst, by := x.worst(c.Leaf)
			if worst == unsure && rule != n.Aggregate && x.m.Model.Scale.Min <= 0 {
				worst = canBeZero // what the method itself does not ask for has to be safe for any data
			}
			switch worst {
			case canBeZero:
				x.b.Fault(x.b.places[n.ID], "mean-zero", "node", n.ID, "by", name(rule), "part", c.ID, "way", by)
			case unsure:
				x.warn(n.ID, "mean-unsure", "node", n.ID, "by", name(rule), "part", c.ID)
			}
		})
		return
	}
}

// mayDuel reports whether branch c can be scored by Copeland while n above it is
// not: one draw of the uncertainty chooses for all branches at once.
func mayDuel(m *Method, n, c *score.Node) bool {
	if c.Aggregate.By == aggregate.Copeland {
		return !(c.Default && n.Default)
	}
	return c.Default && !n.Default && slices.ContainsFunc(m.Uncertainty.Aggregate, func(a aggregate.Method) bool { return a.By == aggregate.Copeland })
}

func (x *checker) warn(id, code string, args ...any) {
	f := yamltree.Fault{File: x.b.Reader.File, Code: code, Args: args}
	if p := x.b.places[id].Pos; p != nil {
		f.Line, f.Column = p.Line, p.Column
	}
	x.b.warnings = append(x.b.warnings, f)
}

func name(a aggregate.Method) string {
	if a.By == aggregate.PowerMean {
		return fmt.Sprintf("power %v", a.Power)
	}
	return string(a.By)
}

// worst looks at a leaf's normalisation, and at its alternatives where it uses
// the default.
func (x *checker) worst(l *indicator.Leaf) (sign, normalise.By) {
	points := worth(l)
	worst, by := lowest(l, points, l.Normalise, x.m.Model.Scale), l.Normalise.By
	if l.OwnNormalise {
		return worst, by
	}
	for _, alt := range x.m.Uncertainty.Normalise {
		if s := lowest(l, points, alt, x.m.Model.Scale); s > worst {
			worst, by = s, alt.By
		}
	}
	return worst, by
}

// worth lists all values that a leaf of a closed vocabulary can have before it is
// normalised; nil: any.
func worth(l *indicator.Leaf) []float64 {
	var out []float64
	switch {
	case l.Denominate.By != "" || l.Treat != nil || l.Rows != nil || l.Kind.Graded():
		return nil
	case l.Rule != nil:
		for _, line := range l.Rule {
			out = append(out, line.Points)
		}
	default:
		for _, p := range l.Points {
			out = append(out, p)
		}
	}
	for i, p := range out {
		out[i] = l.Transform.Apply(p)
	}
	return out
}

// lowest tells how low a leaf goes under a normalisation that does not learn from
// the units, where all its values are known; else how low the normalisation goes.
func lowest(l *indicator.Leaf, points []float64, n normalise.Method, s score.Scale) sign {
	if len(points) == 0 || n.By != normalise.Goalposts && n.By != normalise.None {
		return reach(n, s)
	}
	f, _ := n.OfRaw(l.Transform).Fit(nil, normalise.Setting{Min: s.Min, Max: s.Max, Lower: l.Lower})
	for _, p := range points {
		if f.Apply(p).Value <= 0 {
			return canBeZero
		}
	}
	return positive
}

// reach tells how low a normalisation goes. By lowest and highest the worst unit
// always gets the minimum of the scale.
func reach(n normalise.Method, s score.Scale) sign {
	switch n.By {
	case normalise.Rank:
		return positive
	case normalise.Borda:
		return canBeZero
	case normalise.ZScore:
		if n.Mean >= 5*n.SD {
			return positive
		}
		return canBeZero
	case normalise.None, normalise.FractionOfMax:
		return unsure
	case normalise.Goalposts:
		if s.Min <= 0 || !n.ClipLow {
			return unsure
		}
	}
	if s.Min > 0 {
		return positive
	}
	return canBeZero
}
