package normalise

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/stat"
)

var nan = math.NaN()

func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*max(1, math.Abs(b)) || math.IsNaN(a) && math.IsNaN(b)
}

// Every way with a hand-worked value, for more is better and for less: the
// values are 10, 20, 20, 50; mean 25, squares 225 25 25 625, s = √300.
func TestApplyByHand(t *testing.T) {
	values := []float64{10, 20, nan, 20, 50}
	s := math.Sqrt(300)
	for _, c := range []struct {
		method        Method
		x             float64
		higher, lower float64
	}{
		{Method{By: MinMax}, 20, 25, 75},
		{Method{By: Goalposts, Low: 0, High: 40}, 50, 125, -25},
		{Method{By: Goalposts, Low: 0, High: 40, ClipHigh: true}, 50, 100, -25},
		{Method{By: Goalposts, Low: 0, High: 40, ClipLow: true, ClipHigh: true}, 50, 100, 0},
		{Method{By: Levels, Top: 50}, 20, 40, 60},
		{Method{By: DistanceToMax}, 20, 25, 75},
		{Method{By: DistanceToReference, Unit: "r"}, 50, 400, 0},
		{Method{By: DistanceToReference, Unit: "r", ClipHigh: true}, 50, 100, 0},
		{Method{By: DistanceToTarget, Target: 30}, 20, 50, 150},
		{Method{By: FractionOfMax}, 20, 40, 50},
		{Method{By: Percentile, Ties: stat.TiesMin}, 20, 100.0 / 3, 100.0 / 3},
		{Method{By: Percentile, Ties: stat.TiesMax}, 20, 200.0 / 3, 200.0 / 3},
		{Method{By: Rank, Ties: stat.TiesMin}, 50, 4, 1},
		{Method{By: Rank, Ties: stat.TiesAverage}, 20, 2.5, 2.5},
		{Method{By: Borda, Ties: stat.TiesMin}, 10, 0, 3},
		{Method{By: ZScore, Mean: 10, SD: 2}, 50, 10 + 2*25/s, 10 - 2*25/s},
		{Method{By: None}, 20, 20, 20},
	} {
		for _, lower := range []bool{false, true} {
			want := c.higher
			if lower {
				want = c.lower
			}
			f, err := c.method.Fit(values, Setting{Min: 0, Max: 100, Lower: lower, Reference: 20})
			if err != nil {
				t.Fatalf("%s: %v", c.method.By, err)
			}
			if got := f.Apply(c.x).Value; !near(got, want) {
				t.Errorf("%+v lower %v: %v becomes %v, want %v", c.method, lower, c.x, got, want)
			}
			if !math.IsNaN(f.Apply(nan).Value) {
				t.Errorf("%s: nothing must stay nothing", c.method.By)
			}
		}
	}
}

func TestFitRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		m   Method
		set Setting
	}{
		"reference missing":   {Method{By: DistanceToReference}, Setting{Max: 1, Reference: nan}},
		"reference worst":     {Method{By: DistanceToReference}, Setting{Max: 1, Reference: -1}},
		"reference worst low": {Method{By: DistanceToReference}, Setting{Max: 1, Reference: 5, Lower: true}},
		"target not better":   {Method{By: DistanceToTarget, Target: -1}, Setting{Max: 1}},
		"fraction of minus":   {Method{By: FractionOfMax}, Setting{Max: 1, Lower: true}},
	} {
		if _, err := c.m.Fit([]float64{-1, 2, 5}, c.set); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestConstantIsHalfOfTheScaleAndNamed(t *testing.T) {
	for _, by := range []By{MinMax, DistanceToMax, DistanceToReference, DistanceToTarget, FractionOfMax, Percentile} {
		for _, values := range [][]float64{{3, 3, nan, 3}, {3}} {
			f, err := Method{By: by, Target: 3, Ties: stat.TiesMin}.Fit(values, Setting{Min: 1, Max: 5, Reference: 3})
			if err != nil || !f.Constant() || f.Apply(3).Value != 3 {
				t.Errorf("%s of %v: %v, constant %v, error %v", by, values, f.Apply(3).Value, f.Constant(), err)
			}
		}
	}
	f, _ := Method{By: ZScore, Mean: 10, SD: 2}.Fit([]float64{3, 3}, Setting{Max: 1})
	if f.Apply(3).Value != 10 {
		t.Error("a constant z-score is its mean")
	}
	g, _ := Method{By: Goalposts, Low: 0, High: 6}.Fit([]float64{3, 3}, Setting{Max: 1})
	if g.Apply(3).Value != 0.5 || g.Constant() {
		t.Error("goalposts do not learn from the units, so nothing can be constant")
	}
}

// A better value never scores less, and what is clipped stays on the scale.
func TestMonotone(t *testing.T) {
	ways := []Method{
		{By: MinMax}, {By: Goalposts, Low: -10, High: 10}, {By: Goalposts, Low: -10, High: 10, ClipLow: true, ClipHigh: true},
		{By: DistanceToMax}, {By: Percentile, Ties: stat.TiesAverage}, {By: Rank, Ties: stat.TiesMin}, {By: Borda, Ties: stat.TiesMax},
		{By: ZScore, SD: 1}, {By: Levels, Top: 5},
	}
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 20).Draw(t, "values")
		m := rapid.SampledFrom(ways).Draw(t, "method")
		lower := rapid.Bool().Draw(t, "lower")
		f, err := m.Fit(values, Setting{Min: 0, Max: 100, Lower: lower})
		if err != nil {
			return // such values have no scale, and say so
		}
		a, b := rapid.SampledFrom(values).Draw(t, "a"), rapid.SampledFrom(values).Draw(t, "b")
		if lower {
			a, b = max(a, b), min(a, b)
		} else {
			a, b = min(a, b), max(a, b)
		}
		x, y := f.Apply(a).Value, f.Apply(b).Value
		if math.IsNaN(x) || math.IsInf(x, 0) || x > y {
			t.Fatalf("%v scores %v, the better %v scores %v", a, x, b, y)
		}
		if m.ClipLow && m.ClipHigh && (x < 0 || y > 100) {
			t.Fatalf("%v, %v are off the scale", x, y)
		}
	})
}

func TestTransforms(t *testing.T) {
	for _, c := range []struct {
		t       Transform
		x, want float64
	}{{Ln, math.E, 1}, {Ln, 0, nan}, {Log1p, math.E - 1, 1}, {Log1p, -1, nan}, {Sqrt, 9, 3}, {Sqrt, -1, nan}, {Straight, -7, -7}} {
		if got := c.t.Apply(c.x); !near(got, c.want) {
			t.Errorf("%s(%v) = %v, want %v", c.t, c.x, got, c.want)
		}
	}
	if m := (Method{By: Goalposts, Low: 100, High: 10000, Raw: true}).OfRaw(Ln); !near(m.Low, math.Log(100)) || !near(m.High, math.Log(10000)) {
		t.Errorf("goalposts before the logarithm: %+v", m)
	}
}

// The twenty values have one far out: pulling it in once makes it 20.
func TestWinsoriseOnce(t *testing.T) {
	var values []float64
	for i := 1; i <= 20; i++ {
		values = append(values, float64(i))
	}
	values = append(values, 500)
	out, did := (Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}).Apply(values)
	if did.Points != 1 || did.Log || out[20] != 20 || values[20] != 500 {
		t.Errorf("%+v, last value %v, input %v", did, out[20], values[20])
	}
}

func TestTreatmentNeverInventsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.Custom(func(t *rapid.T) float64 {
			if rapid.IntRange(0, 5).Draw(t, "hole") == 0 {
				return nan
			}
			return math.Exp(rapid.Float64Range(-20, 20).Draw(t, "x"))
		})).Draw(t, "values")
		out, _ := (Treatment{Skew: 2, Kurt: 3.5, Winsorise: rapid.IntRange(0, 6).Draw(t, "w"), Log: rapid.Bool().Draw(t, "log")}).Apply(values)
		for i := range values {
			if math.IsNaN(values[i]) != math.IsNaN(out[i]) || math.IsInf(out[i], 0) {
				t.Fatalf("%v became %v", values[i], out[i])
			}
			for j := range values {
				if values[i] < values[j] && out[i] > out[j] {
					t.Fatalf("%v < %v became %v > %v", values[i], values[j], out[i], out[j])
				}
			}
		}
	})
}

// COINr counts the points at the end that it pulls in, not its steps: three that
// share the maximum are three points, and so is the value that they are set to
// with them once it is pulled in itself.
func TestWinsoriseCountsPoints(t *testing.T) {
	var values []float64
	for i := range 60 {
		values = append(values, float64(i%7))
	}
	values = append(values, 900, 900, 900, 500)
	// The first step sets the three to 500, the second all four to 6.
	for most, want := range map[int]Treated{3: {Points: 3, Failed: true}, 4: {Points: 4}, 9: {Points: 4}, 2: {Points: 3, Failed: true}} {
		if _, did := (Treatment{Skew: 2, Kurt: 3.5, Winsorise: most}).Apply(values); did != want {
			t.Errorf("up to %d: %+v, want %+v", most, did, want)
		}
	}
}

// One value apart from all others: winsorising it would leave no difference.
func TestTreatmentDoesNotMakeAllEqual(t *testing.T) {
	values := make([]float64, 30)
	values[3] = 100
	out, did := (Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}).Apply(values)
	if !did.Log || !did.Failed || out[3] <= out[0] {
		t.Errorf("%+v: %v above %v", did, out[3], out[0])
	}
	if out, did = (Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5}).Apply(values); !did.Failed || did.Points != 0 || out[3] != 100 {
		t.Errorf("%+v: %v", did, out[3])
	}
}
