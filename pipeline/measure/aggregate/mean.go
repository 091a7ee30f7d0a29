package aggregate

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// A mean is a weighted power mean under way; the geometric mean is its limit at 0. It
// goes from part to part over so few units that their sums stay at hand: those of one do
// not wait for those of another.
type mean struct {
	by         Method
	into, back func(float64) float64 // what values are averaged under; nil: themselves
	root       bool                  // they are averaged under their square roots
	positive   bool                  // it is not defined at zero
	parts      []Part                // those with a weight
	weights    [64]struct {          // of what is known of a unit: most units have the same parts
		known uint64 // the set of the parts
		den   stat.Wide
	}
	sums        [stretch]sum
	value, rest [stretch]float64 // of a part, gathered
}

// stretch is over how many units at once a mean goes.
const stretch = 128

// A sum is what the known parts of one unit come to.
type sum struct {
	stat.Wide
	known     uint64  // the set of the parts that are known, each counted modulo 64
	low, high float64 // the ends of what is known
	lost      Lost
}

// average goes over all units.
func (m Method) average(parts []Part, out Column) {
	a := mean{by: m, positive: m.NeedsPositive(), root: m.By == PowerMean && m.Power == 0.5, parts: parts[:0]}
	a.into, a.back = m.powers()
	for k := range parts {
		if parts[k].Weight != 0 {
			a.parts = append(a.parts, parts[k])
		}
	}
	for from := 0; from < out.len(); from += stretch {
		sums := a.sums[:min(stretch, out.len()-from)]
		for i := range sums {
			sums[i] = sum{low: math.Inf(1), high: math.Inf(-1)}
		}
		for k := range a.parts {
			p := &a.parts[k]
			if values := out.stretch(p.Value, from, len(sums), &a.value); a.into != nil {
				a.addBent(k, values, sums, func(i int) float64 { return p.score(out.unit(from + i)) })
			} else {
				add(k, p.Weight, values, out.stretch(p.Rest, from, len(sums), &a.rest), sums)
			}
		}
		for i := range sums {
			x, u := &sums[i], out.unit(from+i)
			if m.steep() {
				a.steep(u, x)
			} else {
				a.divide(u, x)
			}
			if out.put(u, x.Wide); x.lost != Kept {
				out.Lost[u] = x.lost
			}
		}
	}
}

// add adds part k to the sums of as many units as have values; rests nil: they leave
// nothing over.
func add(k int, weight float64, values, rests []float64, sums []sum) {
	bit := uint64(1) << (k % 64)
	for i, v := range values[:len(sums)] {
		if v != v {
			continue
		}
		x, term := &sums[i], stat.Wide{Value: v}
		if i < len(rests) {
			term.Rest = rests[i]
		}
		x.known |= bit
		x.low, x.high = min(x.low, v), max(x.high, v)
		x.Wide = x.Plus(term.Times(weight))
	}
}

// addBent is add where values are averaged under a function; score is a value as it is
// compared.
func (a *mean) addBent(k int, values []float64, sums []sum, score func(i int) float64) {
	bit, weight := uint64(1)<<(k%64), a.parts[k].Weight
	for i, v := range values[:len(sums)] {
		if v != v {
			continue
		}
		x := &sums[i]
		if v < 0 || a.positive && score(i) <= 0 {
			x.lost = AtZero
			continue
		}
		x.known |= bit
		x.low, x.high = min(x.low, v), max(x.high, v)
		term := stat.Wide{}
		if a.root {
			term.Value = math.Sqrt(v)
		} else {
			term.Value = a.into(v)
		}
		x.Wide = x.Plus(term.Times(weight))
	}
}

// den is the weight of what is known of a unit.
func (a *mean) den(u int, x *sum) (den stat.Wide) {
	few, kept := len(a.parts) <= 64, &a.weights[(x.known^x.known>>32)*0x9e3779b97f4a7c15>>58]
	if few && kept.known == x.known {
		return kept.den
	}
	for k := range a.parts {
		if few && x.known>>k&1 != 0 || !few && !math.IsNaN(a.parts[k].Value[u]) {
			den = den.Plus(stat.Wide{Value: a.parts[k].Weight})
		}
	}
	kept.known, kept.den = x.known, den
	return den
}

// divide ends an average: the sum by the weight that it has.
func (a *mean) divide(u int, x *sum) {
	den := a.den(u, x)
	if den.Value == 0 || x.lost == AtZero {
		x.Wide = unknown
		return
	}
	if !(math.Abs(x.Value) <= math.MaxFloat64) || math.IsInf(den.Value, 0) {
		x.Wide, x.lost = unknown, TooHigh
		return
	}
	x.Wide = x.Over(den)
	if a.root {
		x.Wide = stat.Wide{Value: x.Value * x.Value}
	} else if a.back != nil {
		x.Wide = stat.Wide{Value: a.back(x.Value)}
	}
	switch low, high := x.low, x.high; {
	case x.Value < low:
		x.Wide = stat.Wide{Value: low} // rounding must not lead beyond the parts
	case x.Value > high:
		x.Wide = stat.Wide{Value: high}
	case low < 0 && high > 0 && math.Abs(x.Value) <= noise*max(-low, high):
		x.Wide = stat.Wide{} // the parts cancel but for their last digits
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
	den := a.den(u, x)
	if x.Wide = unknown; den.Value == 0 || x.lost == AtZero {
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
	mean := float64(decides * math.Pow(all/den.Value, 1/p))
	x.Wide = stat.Wide{Value: min(max(mean, x.low), x.high)}
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
