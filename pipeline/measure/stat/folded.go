package stat

import "math"

// A Folded is a sum that does not depend on the order of its terms, bit for bit: each
// term is cut into pieces on two grids that are known before the first is added, and
// the pieces of a grid are added without any rounding. So a column that was put together
// from parts, in whatever order, has the sum of the whole. The way is that of Demmel and
// Nguyen, Fast Reproducible Floating-Point Summation, 21st IEEE Symposium on Computer
// Arithmetic, 2013. What is left below the finer grid is less than 2⁻⁶³ of the largest
// term for each of a million terms: the sum is no worse than one that is rounded once.
type Folded struct {
	grids
	high, low float64 // sums of the pieces
}

// grids are 1.5 × 2ᵉ, whose last bit is the step of the grid.
type grids struct {
	scale     float64 // a power of two that terms are multiplied by
	high, low float64
}

// Fold begins the sum of n terms, none of which is farther from 0 than most. A bound
// that is no number gives a sum that is none.
func Fold(n int, most float64) Folded {
	g := grids{scale: 1}
	_, size := math.Frexp(most)
	if size > 900 {
		g.scale, size = 0x1p-200, size-200
	}
	if !(most <= math.MaxFloat64) {
		g.scale = math.NaN()
	}
	_, terms := math.Frexp(float64(n))
	g.high = math.Ldexp(1.5, size+terms+1)
	g.low = math.Ldexp(1.5, size+2*(terms+1)-52) // what the grid leaves over is half of its step
	return Folded{grids: g}
}

// cut cuts a term that was multiplied by the scale.
func cut(x, high, low float64) (h, l float64) {
	h = (x + high) - high
	return h, ((x - h) + low) - low
}

// Add adds a term.
func (f *Folded) Add(x float64) {
	h, l := cut(float64(x*f.scale), f.grids.high, f.grids.low)
	f.high += h
	f.low += l
}

// Value returns the sum.
func (f *Folded) Value() float64 { return (f.high + f.low) / f.scale }

// Total is the sum of the terms that are not NaN.
func (f Folded) Total(terms []float64) float64 {
	g, high, low := f.grids, 0.0, 0.0
	for _, x := range terms {
		if x == x {
			h, l := cut(float64(x*g.scale), g.high, g.low)
			high += h
			low += l
		}
	}
	return (high + low) / g.scale
}
