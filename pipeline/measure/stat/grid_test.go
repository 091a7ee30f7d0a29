package stat

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestGridByHand(t *testing.T) {
	for _, c := range []struct {
		grid    Grid
		x, want float64
	}{
		{OnScale(0, 100), 29.999999999999996, 30},
		{OnScale(0, 100), 100.0 / 3, 33.3333333333},
		{OnScale(0, 100), -100.0 / 3, -33.3333333333},
		{OnScale(0, 100), 1e-11, 0},
		{OnScale(0, 100), math.Copysign(1e-11, -1), 0},
		{OnScale(0, 100).Fine(), 2.7177621474321995e-07, 2.71776214743e-07},
		{OnScale(0, 100), 100.0 / 8192, 0.0122070313}, // exactly half a step
		{OnScale(0, 100), math.Nextafter(100.0/8192, 0), 0.0122070313},
		{OnScale(0, 100), math.Nextafter(100.0/8192, 1), 0.0122070313},
		{OnScale(0, 1), 2.0 / 3, 0.666666666667},
		{OnScale(1, 100), 200.0 / 3, 66.66666666667},
		{OnScale(0, 100), 123456.78901234567, 123456.789012}, // far off the scale
		{Grid{}, 0.1 + 0.2, 0.3},
		{Grid{}, 2.0 / 3e40, 6.66666666667e-41},
		{Grid{}, 2e40 / 3, 6.66666666667e39},
		{Grid{}, math.MaxFloat64, 1.79769313486e308},
		{Grid{}, 999999999999.9, 1e12},
		{Grid{}, 5e-324, 5e-324},
		{Grid{}, math.Inf(-1), math.Inf(-1)},
	} {
		got := c.grid.Round(c.x)
		if got != c.want || math.Signbit(got) != math.Signbit(c.want) {
			t.Errorf("%v on %+v is %v, want %v", c.x, c.grid, got, c.want)
		}
	}
	if !math.IsNaN(OnScale(0, 1).Round(math.NaN())) {
		t.Error("NaN became a number")
	}
}

// A rounded number stays, keeps the order, is no further off than a step and has
// no more than 12 digits in own units.
func TestGridIsAGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.SampledFrom([]float64{0, 1, -1, -50}).Draw(t, "low")
		size := rapid.SampledFrom([]float64{1, 5, 10, 99, 100, 1000}).Draw(t, "size")
		g := rapid.SampledFrom([]Grid{OnScale(low, low+size), OnScale(low, low+size).Fine(), {}}).Draw(t, "grid")
		x := rapid.OneOf(rapid.Float64Range(-1000, 1000), rapid.Float64()).Draw(t, "x")
		y := rapid.OneOf(rapid.Float64Range(-1000, 1000), rapid.Just(math.Nextafter(x, 1e308)), rapid.Just(x+1e-9)).Draw(t, "y")
		a, b := g.Round(x), g.Round(y)
		if x <= y && a > b || x >= y && a < b {
			t.Fatalf("%v and %v became %v and %v", x, y, a, b)
		}
		if g.Round(a) != a {
			t.Fatalf("%v became %v and %v", x, a, g.Round(a))
		}
		step := max(1e-12*size, 1e-11*math.Abs(x))
		if g == (Grid{}) {
			step = 1e-11 * math.Abs(x)
			if s := strconv.FormatFloat(a, 'e', -1, 64); math.Abs(x) > 1e-290 && len(s) > len("-1.23456789012e-300") {
				t.Fatalf("%v became %s", x, s)
			}
		}
		if math.Abs(a-x) > step {
			t.Fatalf("%v became %v", x, a)
		}
	})
}

// A wide number is the exact one to 30 digits.
func TestWideIsExact(t *testing.T) {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	rapid.Check(t, func(t *rapid.T) {
		sum, want := Wide{}, new(big.Rat)
		size := new(big.Rat)
		for range rapid.IntRange(1, 30).Draw(t, "terms") {
			x, w := rapid.Float64Range(0, 1e6).Draw(t, "x"), rapid.Float64Range(1e-3, 1e3).Draw(t, "w")
			sum = sum.Plus(Wide{Value: x}.Times(w))
			want.Add(want, new(big.Rat).Mul(rat(x), rat(w)))
			size.Add(size, new(big.Rat).Mul(rat(x), rat(w)))
		}
		by := rapid.Float64Range(1e-3, 1e3).Draw(t, "by")
		got := sum.Minus(Wide{Value: by}).Over(Wide{Value: by})
		want.Quo(want.Sub(want, rat(by)), rat(by))
		size.Quo(size.Add(size, rat(by)), rat(by))
		diff := new(big.Rat).Sub(new(big.Rat).Add(rat(got.Value), rat(got.Rest)), want)
		if diff.Abs(diff).Cmp(size.Mul(size, rat(1e-29))) > 0 {
			t.Fatalf("%v is off by %s", got, diff.FloatString(40))
		}
	})
}
