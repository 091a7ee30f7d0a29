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
	scale float64    // a power of two; terms are multiplied by it
	on    [2]float64 // the grids: 1.5 × 2ᵉ, whose last bit is their step
	sum   [2]float64 // of the pieces
}

// Fold begins the sum of n terms, none of which is farther from 0 than most. A bound
// that is no number gives a sum that is none.
func Fold(n int, most float64) Folded {
	f := Folded{scale: 1}
	_, size := math.Frexp(most)
	if size > 900 {
		f.scale, size = 0x1p-200, size-200
	}
	if !(most <= math.MaxFloat64) {
		f.scale = math.NaN()
	}
	_, terms := math.Frexp(float64(n))
	for i := range f.on {
		f.on[i] = math.Ldexp(1.5, size+terms+1)
		size += terms + 1 - 52 // what a grid leaves over is half of its step
	}
	return f
}

// Add adds a term.
func (f *Folded) Add(x float64) {
	x *= f.scale
	high := (x + f.on[0]) - f.on[0]
	x -= high
	f.sum[0] += high
	f.sum[1] += (x + f.on[1]) - f.on[1]
}

// Value returns the sum.
func (f *Folded) Value() float64 { return (f.sum[0] + f.sum[1]) / f.scale }
