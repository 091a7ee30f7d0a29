package stat

import (
	"math"
	"strconv"
)

// A Grid is where numbers are compared: two that are rounded to one point of it
// are equal, whatever the order in which they were summed. It is the one place
// that decides which of two scores is the higher. The zero Grid keeps 12
// significant digits, for numbers in their own units.
type Grid struct {
	per  float64 // points a unit, a power of ten; 0: by significant digits
	fine bool    // near zero the points lie closer: 12 significant digits stay
}

// digits is how fine a grid is.
const digits = 12

// border is where a number goes up to the next point, as a share of the step. It
// lies off one half, and off every other simple fraction, so that a sum that is
// exactly half a step (5/2^13 of a scale of 100) does not fall to either side by
// the error of its last digit.
const border = 0.5 - 0.0023606797749979

// OnScale returns the grid of numbers on a scale: steps of the power of ten that is
// 1e-12 of its range, or the next below.
func OnScale(low, high float64) Grid {
	if size := high - low; size > 1e-9 && size < 1e30 {
		return Grid{per: power(digits - decade(size))}
	}
	return Grid{}
}

// Fine returns the grid that keeps 12 significant digits of small numbers too, for
// single indicators: a thousandth of the scale there is no rounding error.
func (g Grid) Fine() Grid {
	g.fine = g.per > 0
	return g
}

// Decimals is how many decimals the points around x have, for whoever rounds by
// decimals, as a spreadsheet does; negative where they lie more than 1 apart.
func (g Grid) Decimals(x float64) int {
	x = math.Abs(x)
	switch on := g.per > 0 && x*g.per <= 10*tera; {
	case on && !(g.fine && x > 0 && x*g.per < tera/10), x < 1e-290:
		return decade(max(g.per, 1))
	}
	return digits - 1 - decade(x)
}

// Round returns the point that x belongs to: the float64 nearest to a short
// decimal. NaN and infinities stay what they are.
func (g Grid) Round(x float64) float64 { return g.RoundWide(Wide{Value: x}) }

// RoundWide is Round of a wide number. Numbers far outside the scale keep 12
// significant digits.
func (g Grid) RoundWide(x Wide) float64 {
	switch {
	case x.Value < 0:
		return 0 - g.RoundWide(Wide{-x.Value, -x.Rest})
	case x.Value == 0 || !(x.Value <= math.MaxFloat64):
		return x.Value + 0 // never −0
	case g.per > 0 && x.Value*g.per <= 10*tera && !(g.fine && x.Value*g.per < tera/10):
		return steps(x, g.per) / g.per
	}
	return significant(x)
}

// tera is how many steps a grid has between 0 and the end of its scale.
const tera = 1e12

// steps counts the steps to the point that x > 0 belongs to.
func steps(x Wide, per float64) float64 {
	p := float64(x.Value * per)
	whole := math.Floor(p)
	if p-whole+(math.FMA(x.Value, per, -p)+float64(x.Rest*per)) >= border {
		return whole + 1
	}
	return whole
}

// significant rounds x > 0 to 12 significant digits.
func significant(x Wide) float64 {
	if x.Value < 1e-290 {
		return x.Value
	}
	d := digits - 1 - decade(x.Value)
	switch {
	case d > exact || d < -exact:
		n := steps(x.Times(math.Pow10(d)), 1)
		v, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'f', 0, 64)+"e"+strconv.Itoa(-d), 64) // no number of this form is refused
		return v
	case d >= 0:
		return steps(x, power(d)) / power(d)
	}
	return float64(steps(x.Over(Wide{Value: power(-d)}), 1) * power(-d))
}

// exact is the highest power of ten that a float64 holds without error.
const exact = 22

var powers = [exact + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// power returns 10^n.
func power(n int) float64 {
	if n >= 0 && n <= exact {
		return powers[n]
	}
	return math.Pow10(n)
}

// decade returns the n with 10^n ≤ x < 10^(n+1), for a normal x > 0.
func decade(x float64) int {
	binary := int(math.Float64bits(x)>>52) - 1023
	n := binary * 1233 >> 12 // binary·lg 2, or one beside it
	switch {
	case x < power(n):
		return n - 1
	case x >= power(n+1):
		return n + 1
	}
	return n
}
