// Package aggregate makes one value of the values of a node's parts, for all units
// at once. It believes that an unknown part is no zero: what is known is averaged
// over the weight that it has, and where no value is defined none is made up.
package aggregate

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/stat"
)

// A Method makes one value of the values of a node's parts.
type Method struct {
	By    By
	Power float64 // of PowerMean
}

// By names an aggregation.
type By string

// What a method file may name; without a word it is Arithmetic.
const (
	Arithmetic By = "arithmetic" // weighted mean
	Geometric  By = "geometric"  // weighted; of values above 0
	Harmonic   By = "harmonic"   // weighted; of values above 0
	PowerMean  By = "power"      // weighted; at or below power 0 of values above 0
	Median     By = "median"     // without weights
	Lowest     By = "min"        // without weights
	Highest    By = "max"        // without weights
	Copeland   By = "copeland"   // wins less losses against every other unit
)

// NeedsPositive reports whether the aggregation is undefined at zero.
func (m Method) NeedsPositive() bool {
	return m.By == Geometric || m.By == Harmonic || m.By == PowerMean && m.Power <= 0
}

// A Part is one part of a node, for all units.
type Part struct {
	Weight float64
	Value  []float64 // by unit; NaN: not known
	Rest   []float64 // by unit, what values leave over (stat.Wide); nil: nothing
	On     stat.Grid // where its values are compared
}

// score returns the value of a unit as it is compared.
func (p *Part) score(u int) float64 { return p.On.RoundWide(p.wide(u)) }

// wide returns the value of a unit as it is summed.
func (p *Part) wide(u int) stat.Wide {
	if p.Rest == nil {
		return stat.Wide{Value: p.Value[u]}
	}
	return stat.Wide{Value: p.Value[u], Rest: p.Rest[u]}
}

// A Column is what comes out, by unit.
type Column struct {
	Value, Rest []float64 // NaN: not known
	Lost        []Lost    // why a value is not known though parts are
	Units       []int     // whose values are wanted; nil: all
}

// len is how many values are wanted.
func (c *Column) len() int {
	if c.Units != nil {
		return len(c.Units)
	}
	return len(c.Value)
}

// unit is the unit of the i-th that is wanted.
func (c *Column) unit(i int) int {
	if c.Units != nil {
		return c.Units[i]
	}
	return i
}

// stretch returns a column of so many units from the i-th that is wanted on, gathered
// where they do not lie side by side; nil of nil.
func (c *Column) stretch(column []float64, i, n int, gathered *[stretch]float64) []float64 {
	if c.Units == nil || column == nil {
		return column[min(i, len(column)):min(i+n, len(column))]
	}
	for k, u := range c.Units[i : i+n] {
		gathered[k] = column[u]
	}
	return gathered[:n]
}

func (c *Column) put(u int, x stat.Wide) { c.Value[u], c.Rest[u] = x.Value, x.Rest }

// Lost says why a node has no value though its parts have some.
type Lost uint8

// Why a value is lost.
const (
	Kept    Lost = iota // it is not
	AtZero              // a part has a value that the mean is not defined for
	TooHigh             // the sum is beyond the range of a float64
)

// unknown is no value.
var unknown = stat.Wide{Value: math.NaN()}

// Of puts the value of every unit into a column of zeroes, and uses the list of parts up.
// apart marks units that nobody is measured against; nil: there are none.
func (m Method) Of(parts []Part, into Column, apart []bool) {
	switch m.By {
	case Median, Lowest, Highest:
		m.pick(parts, into)
	case Copeland:
		copeland(parts, into, apart)
	default:
		m.average(parts, into)
	}
}

// pick takes the median, lowest or highest part; weights do not matter.
func (m Method) pick(parts []Part, into Column) {
	known := make([]stat.Wide, 0, len(parts))
	for i := range into.len() {
		u := into.unit(i)
		known = known[:0]
		for k := range parts {
			if !math.IsNaN(parts[k].Value[u]) {
				known = append(known, parts[k].wide(u))
			}
		}
		slices.SortFunc(known, stat.Wide.Compare)
		switch last := len(known) - 1; {
		case last < 0:
			into.put(u, unknown)
		case m.By == Lowest:
			into.put(u, known[0])
		case m.By == Highest:
			into.put(u, known[last])
		default:
			into.put(u, known[last/2].Times(0.5).Plus(known[last-last/2].Times(0.5)))
		}
	}
}
