package normalise

import (
	"math"

	"depository/pipeline/stat"
)

// A Treatment tames outliers: when |skew| and kurtosis both exceed their limits
// it winsorises up to so many points; where that is not enough it undoes that
// and takes the logarithm. The procedure is that of Treat in COINr 1.1.14
// (Becker and others, COINr: An R package for developing composite indicators,
// Journal of Open Source Software 7(78), 2022).
type Treatment struct {
	Skew, Kurt float64 // limits, of G1 and G2
	Winsorise  int     // how many times an extreme may be pulled in
	Log        bool    // take the logarithm where winsorising was not enough
}

// Treated says what a treatment did.
type Treated struct {
	Points int  // steps of winsorising; each pulls in all values that share the extreme
	Log    bool // the logarithm was taken
	Failed bool // the distribution still exceeds the limits
}

// Apply gives the treated values; the slice handed over stays as it is, and is
// returned where nothing had to be done.
func (t Treatment) Apply(values []float64) ([]float64, Treated) {
	d := stat.Describe(values)
	if t.passes(d) {
		return values, Treated{}
	}
	out := append([]float64(nil), values...)
	for points := 1; points <= t.Winsorise; points++ {
		pullIn(out, d.Skew > 0)
		if d = stat.Describe(out); t.passes(d) {
			return out, Treated{Points: points}
		}
	}
	if !t.Log {
		return out, Treated{Points: t.Winsorise, Failed: true}
	}
	logarithm(out, values)
	return out, Treated{Log: true, Failed: !t.passes(stat.Describe(out))}
}

func (t Treatment) passes(d stat.Moments) bool {
	return !(math.Abs(d.Skew) > t.Skew && d.Kurt > t.Kurt)
}

// pullIn sets all values at the upper (or lower) extreme to the next one.
func pullIn(values []float64, upper bool) {
	first, second := math.NaN(), math.NaN()
	beyond := func(a, b float64) bool { return a > b == upper && a != b }
	for _, v := range values {
		switch {
		case math.IsNaN(v) || v == first:
		case math.IsNaN(first) || beyond(v, first):
			first, second = v, first
		case math.IsNaN(second) || beyond(v, second):
			second = v
		}
	}
	if math.IsNaN(second) {
		return
	}
	for i, v := range values {
		if v == first {
			values[i] = second
		}
	}
}

// logarithm fills out with ln(x − min + 0.01·(max − min)).
func logarithm(out, values []float64) {
	d := stat.Describe(values)
	shift := float64(0.01 * (d.Max - d.Min))
	for i, v := range values {
		out[i] = math.Log(v - d.Min + shift)
	}
}
