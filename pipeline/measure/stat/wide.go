package stat

import (
	"cmp"
	"math"
)

// A Wide is a number of about 32 digits: a float64 and what that leaves over. A
// weighted sum in it does not depend on the order of its terms, nor on how a
// third was written, as far as 12 digits can show: Dekker, A Floating-Point
// Technique for Extending the Available Precision, Numerische Mathematik 18, 1971;
// the product by math.FMA, which rounds once on every machine. Beyond ±1e290 it
// is no more than a float64.
type Wide struct{ Value, Rest float64 }

// Plus adds b.
func (a Wide) Plus(b Wide) Wide {
	s := a.Value + b.Value
	t := s - a.Value
	return Wide{s, (a.Value - (s - t)) + (b.Value - t) + (a.Rest + b.Rest)}
}

// Minus subtracts b.
func (a Wide) Minus(b Wide) Wide { return a.Plus(Wide{-b.Value, -b.Rest}) }

// Times multiplies by b.
func (a Wide) Times(b float64) Wide {
	p := float64(a.Value * b)
	return Wide{p, math.FMA(a.Value, b, -p) + float64(a.Rest*b)}
}

// Over divides by b.
func (a Wide) Over(b Wide) Wide {
	a, b = a.tidy(), b.tidy()
	q := a.Value / b.Value
	left := math.FMA(-q, b.Value, a.Value) + (a.Rest - float64(q*b.Rest))
	return Wide{q, left / b.Value}.tidy()
}

// tidy puts the nearest float64 in front. What is beyond the range of a float64
// has no rest.
func (a Wide) tidy() Wide {
	s := a.Value + a.Rest
	if rest := a.Rest - (s - a.Value); rest == rest {
		return Wide{s, rest}
	}
	return Wide{Value: a.Value}
}

// Compare returns −1, 0 or 1 as a lies below, at or above b.
func (a Wide) Compare(b Wide) int {
	return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Rest, b.Rest))
}
