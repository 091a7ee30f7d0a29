package aggregate

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// A mean is a weighted power mean under way; the geometric mean is its limit at 0.
type mean struct {
	by         Method
	into, back func(float64) float64 // what values are averaged under; nil: themselves
	positive   bool                  // it is not defined at zero
	parts      []Part                // those with a weight
	weights    [64]struct {          // of what is known of a unit: most units have the same parts
		known uint64 // the set of the parts, of which there are no more
		den   stat.Wide
	}
}

// den is the weight of a set of parts.
func (a *mean) den(known uint64) stat.Wide {
	kept := &a.weights[(known^known>>32)*0x9e3779b97f4a7c15>>58]
	if kept.known != known {
		kept.known, kept.den = known, stat.Wide{}
		for k := range a.parts {
			if known>>k&1 != 0 {
				kept.den = kept.den.Plus(stat.Wide{Value: a.parts[k].Weight})
			}
		}
	}
	return kept.den
}

// average goes from unit to unit, so that the sums of one stay at hand.
func (m Method) average(parts []Part, out Column) {
	a := mean{by: m, positive: m.NeedsPositive(), parts: parts[:0]}
	a.into, a.back = m.powers()
	for k := range parts {
		if parts[k].Weight != 0 {
			a.parts = append(a.parts, parts[k])
		}
	}
	for u := range out.Value {
		x := a.sum(u)
		if m.steep() {
			a.steep(u, &x)
		} else {
			a.divide(&x)
		}
		out.put(u, x.sum)
		if x.lost != Kept {
			out.Lost[u] = x.lost
		}
	}
}

// A sum is what the known parts of one unit come to.
type sum struct {
	sum, den  stat.Wide // den: the weight of what is known
	low, high float64   // the ends of what is known
	lost      Lost
}

// sum adds the known parts of a unit.
func (a *mean) sum(u int) (x sum) {
	few, known, any := len(a.parts) <= 64, uint64(0), false
	for k := range a.parts {
		p := &a.parts[k]
		v := p.Value[u]
		if math.IsNaN(v) {
			continue
		}
		if a.positive && p.score(u) <= 0 || a.into != nil && v < 0 {
			x.lost = AtZero
			continue
		}
		if !any {
			x.low, x.high, any = v, v, true
		}
		x.low, x.high = min(x.low, v), max(x.high, v)
		if known |= 1 << (k % 64); !few {
			x.den = x.den.Plus(stat.Wide{Value: p.Weight})
		}
		term := stat.Wide{Value: v}
		if a.into != nil {
			term.Value = a.into(v)
		} else if p.Rest != nil {
			term.Rest = p.Rest[u]
		}
		x.sum = x.sum.Plus(term.Times(p.Weight))
	}
	if few && any {
		x.den = a.den(known)
	}
	return x
}

// divide ends an average: the sum by the weight that it has.
func (a *mean) divide(x *sum) {
	if x.den.Value == 0 || x.lost == AtZero {
		x.sum = unknown
		return
	}
	if math.IsInf(x.sum.Value, 0) || math.IsNaN(x.sum.Value) || math.IsInf(x.den.Value, 0) {
		x.sum, x.lost = unknown, TooHigh
		return
	}
	x.sum = x.sum.Over(x.den)
	if a.back != nil {
		x.sum = stat.Wide{Value: a.back(x.sum.Value)}
	}
	switch low, high := x.low, x.high; {
	case x.sum.Value < low:
		x.sum = stat.Wide{Value: low} // rounding must not lead beyond the parts
	case x.sum.Value > high:
		x.sum = stat.Wide{Value: high}
	case low < 0 && high > 0 && math.Abs(x.sum.Value) <= noise*max(-low, high):
		x.sum = stat.Wide{} // the parts cancel but for their last digits
	}
}

// noise is the share of the parts that a sum of parts which cancel may be off 0.
const noise = 1e-14

// steep reports whether powers of common values could leave the range of a
// float64.
func (m Method) steep() bool { return m.By == PowerMean && math.Abs(m.Power) > 8 }

// steep averages under a large power in shares of the part that decides: the
// highest, or below 0 the lowest.
func (a *mean) steep(u int, x *sum) {
	if x.sum = unknown; x.den.Value == 0 || x.lost == AtZero {
		return
	}
	p, decides, all := a.by.Power, x.high, 0.0
	if p < 0 {
		decides = x.low
	}
	for k := range a.parts {
		part := &a.parts[k]
		if v := part.Value[u]; !math.IsNaN(v) && part.Weight > 0 && decides > 0 {
			all += float64(part.Weight * math.Pow(v/decides, p))
		}
	}
	mean := float64(decides * math.Pow(all/x.den.Value, 1/p))
	x.sum = stat.Wide{Value: min(max(mean, x.low), x.high)}
}

// powers returns the function that values are averaged under, and its inverse;
// nil for the arithmetic mean.
func (m Method) powers() (into, back func(float64) float64) {
	invert := func(x float64) float64 { return 1 / x }
	p := m.Power
	switch {
	case m.By == Geometric || m.By == PowerMean && p == 0:
		return math.Log, math.Exp
	case m.By == Harmonic || m.By == PowerMean && p == -1:
		return invert, invert
	case m.By == PowerMean && p == 0.5:
		return math.Sqrt, func(x float64) float64 { return x * x }
	case m.By == PowerMean && p != 1:
		return func(x float64) float64 { return math.Pow(x, p) }, func(x float64) float64 { return math.Pow(x, 1/p) }
	}
	return nil, nil
}
