package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) || math.IsNaN(a) && math.IsNaN(b)
}

// The expected quantiles are those of R: quantile(c(1, 2, 4, 8, 16), q).
func TestQuantileIsType7(t *testing.T) {
	values := []float64{1, 2, 4, 8, 16}
	for q, want := range map[float64]float64{0: 1, 0.05: 1.2, 0.25: 2, 0.5: 4, 0.9: 12.8, 1: 16} {
		if got := Quantile(values, q); !near(got, want) {
			t.Errorf("Quantile(%v) = %v, want %v", q, got, want)
		}
	}
	if !math.IsNaN(Quantile(nil, 0.5)) {
		t.Error("the quantile of nothing is NaN")
	}
	if got := Median([]float64{9, 1, 4, 2}); got != 3 {
		t.Errorf("Median = %v, want 3", got)
	}
}

func TestRankInSharesPlaces(t *testing.T) {
	sorted := []float64{1, 2, 2, 2, 5}
	for _, c := range []struct {
		x    float64
		ties Ties
		want float64
	}{{1, TiesMin, 1}, {2, TiesMin, 2}, {2, TiesAverage, 3}, {2, TiesMax, 4}, {5, TiesMin, 5}, {3, TiesMin, 5}, {9, TiesMax, 6}} {
		if got := RankIn(sorted, c.x, c.ties); got != c.want {
			t.Errorf("RankIn(%v, %s) = %v, want %v", c.x, c.ties, got, c.want)
		}
	}
}

func TestCompetitionRanks(t *testing.T) {
	got := Competition([]float64{70, 90, math.NaN(), 90, 10})
	if want := []int{3, 1, 0, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Worked out by hand for 1, 2, 3, 4, 10: mean 4, squares 9 4 1 0 36, s² = 12.5;
// m2 = 10, m3 = 36, m4 = 278.8, so g1 = 36/10^1.5 and g2 = 2.788 − 3; the
// corrections are √20/3 and (6·g2 + 6)·4/(3·2).
func TestMomentsByHand(t *testing.T) {
	d := Describe([]float64{1, 2, math.NaN(), 3, 4, 10})
	if d.N != 5 || d.Mean != 4 || d.Min != 1 || d.Max != 10 {
		t.Errorf("%+v", d)
	}
	if !near(d.SD, math.Sqrt(12.5)) {
		t.Errorf("SD %v", d.SD)
	}
	if want := 36 / math.Pow(10, 1.5) * math.Sqrt(20) / 3; !near(d.Skew, want) {
		t.Errorf("Skew %v, want %v", d.Skew, want)
	}
	if want := (6*(2.788-3) + 6) * 4 / 6; !near(d.Kurt, want) {
		t.Errorf("Kurt %v, want %v", d.Kurt, want)
	}
	for _, few := range [][]float64{nil, {3}, {3, 3, 3, 3}} {
		if d := Describe(few); !math.IsNaN(d.Skew) || !math.IsNaN(d.Kurt) {
			t.Errorf("%v has no shape, got %+v", few, d)
		}
	}
}

func TestSumDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.Float64Range(-1e12, 1e12)).Draw(t, "values")
		shuffled := rapid.Permutation(values).Draw(t, "shuffled")
		if Sum(values) != Sum(shuffled) {
			t.Fatalf("%v and %v", Sum(values), Sum(shuffled))
		}
	})
}

func TestUniformIsEvenAndKeyed(t *testing.T) {
	const n = 20_000
	sum, below := 0.0, 0
	for i := range uint64(n) {
		u := NewKey(7).With(i).Of("weights").Uniform()
		if u < 0 || u >= 1 {
			t.Fatalf("%v is outside [0, 1)", u)
		}
		sum += u
		if u < 0.1 {
			below++
		}
	}
	if mean := sum / n; math.Abs(mean-0.5) > 0.01 {
		t.Errorf("mean %v", mean)
	}
	if share := float64(below) / n; math.Abs(share-0.1) > 0.01 {
		t.Errorf("share below 0.1 is %v", share)
	}
	a, b := NewKey(1).With(2).Of("x").Uniform(), NewKey(1).With(2).Of("y").Uniform()
	if a == b || a != NewKey(1).With(2).Of("x").Uniform() {
		t.Error("a number follows from its key, and from all of it")
	}
}
