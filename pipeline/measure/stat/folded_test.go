package stat

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// folded is the sum of values.
func folded(values []float64) float64 {
	most := 0.0
	for _, v := range values {
		most = max(most, math.Abs(v))
	}
	f := Fold(len(values), most)
	for _, v := range values {
		f.Add(v)
	}
	return f.Value()
}

// In whatever order values come, their sum has the same bits, and is as near to that of
// math/big as a rounding of the largest term allows.
func TestFoldedDoesNotDependOnOrder(t *testing.T) {
	number := rapid.OneOf(
		rapid.Float64Range(-1e300, 1e300), rapid.Float64Range(-1, 1), rapid.Map(rapid.IntRange(-9, 9), func(i int) float64 { return float64(i) / 10 }),
		rapid.SampledFrom([]float64{1e308, -1e308, math.SmallestNonzeroFloat64, 1 << 53, 1, 0x1p-1022, -0x1p-1074, 0x1p53 + 2}))
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(number, 0, 40).Draw(t, "values")
		got, most, sum := folded(values), 0.0, new(big.Float).SetPrec(4000)
		for _, v := range values {
			most = max(most, math.Abs(v))
			sum.Add(sum, new(big.Float).SetFloat64(v))
		}
		want, _ := sum.Float64()
		if off := math.Abs(got - want); off > 0x1p-52*max(most, math.Abs(want)) {
			t.Fatalf("%v, not %v", got, want)
		}
		for range 3 {
			rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
			if again := folded(values); math.Float64bits(again) != math.Float64bits(got) {
				t.Fatalf("%v in another order, not %v", again, got)
			}
		}
	})
}

// The moments of many values in another order are the same bits.
func TestMomentsDoNotDependOnOrder(t *testing.T) {
	values, random := make([]float64, 100_000), rand.New(rand.NewPCG(1, 2))
	for i := range values {
		values[i] = math.Exp(10*random.NormFloat64()) * float64(1-2*(i&1))
	}
	there := Describe(values)
	slices.Sort(values)
	if back := Describe(values); back != there {
		t.Errorf("%+v, sorted %+v", there, back)
	}
}

func BenchmarkDescribe(b *testing.B) {
	values, random := make([]float64, 100_000), rand.New(rand.NewPCG(1, 2))
	for i := range values {
		values[i] = random.NormFloat64()
	}
	for b.Loop() {
		Describe(values)
	}
}
