package aggregate

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// A mean is a weighted power mean under way; the geometric mean is its limit at 0.
type mean struct {
	by         Method
	into, back func(float64) float64 // what values are averaged under; nil: themselves
	parts      []Part
	out        Column
	den        []stat.Wide // by unit: the weight of what is known
	low, high  []float64   // by unit: the ends of what is known
}

func (m Method) average(parts []Part, out Column) {
	n := len(out.Value)
	ends := make([]float64, 2*n)
	a := mean{by: m, parts: parts, out: out, den: make([]stat.Wide, n), low: ends[:n], high: ends[n:]}
	a.into, a.back = m.powers()
	for k := range parts {
		if parts[k].Weight != 0 {
			a.add(&parts[k])
		}
	}
	for u := range a.den {
		if m.steep() {
			a.steep(u)
		} else {
			a.divide(u)
		}
	}
}

// add adds one part to the sums of all units.
func (a *mean) add(p *Part) {
	positive := a.by.NeedsPositive()
	out, rest := a.out.Value, a.out.Rest
	for u, v := range p.Value {
		if math.IsNaN(v) {
			continue
		}
		if positive && p.score(u) <= 0 || a.into != nil && v < 0 {
			a.out.Lost[u] = AtZero
			continue
		}
		if a.den[u].Value == 0 {
			a.low[u], a.high[u] = v, v
		}
		a.low[u], a.high[u] = min(a.low[u], v), max(a.high[u], v)
		a.den[u] = a.den[u].Plus(stat.Wide{Value: p.Weight})
		term := stat.Wide{Value: v}
		if a.into != nil {
			term.Value = a.into(v)
		} else if p.Rest != nil {
			term.Rest = p.Rest[u]
		}
		sum := stat.Wide{Value: out[u], Rest: rest[u]}.Plus(term.Times(p.Weight))
		out[u], rest[u] = sum.Value, sum.Rest
	}
}

// divide ends an average: the sum of a unit by the weight that it has.
func (a *mean) divide(u int) {
	den, low, high := a.den[u], a.low[u], a.high[u]
	if den.Value == 0 || a.out.Lost[u] == AtZero {
		a.out.put(u, unknown)
		return
	}
	sum := stat.Wide{Value: a.out.Value[u], Rest: a.out.Rest[u]}
	if math.IsInf(sum.Value, 0) || math.IsNaN(sum.Value) || math.IsInf(den.Value, 0) {
		a.out.put(u, unknown)
		a.out.Lost[u] = TooHigh
		return
	}
	x := sum.Over(den)
	if a.back != nil {
		x = stat.Wide{Value: a.back(x.Value)}
	}
	switch {
	case x.Value < low:
		x = stat.Wide{Value: low} // rounding must not lead beyond the parts
	case x.Value > high:
		x = stat.Wide{Value: high}
	case low < 0 && high > 0 && math.Abs(x.Value) <= noise*max(-low, high):
		x = stat.Wide{} // the parts cancel but for their last digits
	}
	a.out.put(u, x)
}

// noise is the share of the parts that a sum of parts which cancel may be off 0.
const noise = 1e-14

// steep reports whether powers of common values could leave the range of a
// float64.
func (m Method) steep() bool { return m.By == PowerMean && math.Abs(m.Power) > 8 }

// steep averages under a large power in shares of the part that decides: the
// highest, or below 0 the lowest.
func (a *mean) steep(u int) {
	if a.out.put(u, unknown); a.den[u].Value == 0 || a.out.Lost[u] == AtZero {
		return
	}
	p, decides, sum := a.by.Power, a.high[u], 0.0
	if p < 0 {
		decides = a.low[u]
	}
	for k := range a.parts {
		part := &a.parts[k]
		if v := part.Value[u]; !math.IsNaN(v) && part.Weight > 0 && decides > 0 {
			sum += float64(part.Weight * math.Pow(v/decides, p))
		}
	}
	x := float64(decides * math.Pow(sum/a.den[u].Value, 1/p))
	a.out.put(u, stat.Wide{Value: min(max(x, a.low[u]), a.high[u])})
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
