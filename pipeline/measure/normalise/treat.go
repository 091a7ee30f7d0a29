package normalise

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// A Treatment tames outliers: when |skew| and kurtosis both exceed their limits
// it winsorises up to so many points; where that is not enough it undoes that
// and takes the logarithm. The procedure is that of Treat in COINr 1.1.14
// (Becker and others, COINr: An R package for developing composite indicators,
// Journal of Open Source Software 7(78), 2022), which stops with an error where
// winsorising would make all values equal: here that is not enough, and is undone.
type Treatment struct {
	Skew, Kurt float64 // limits, of G1 and G2
	Winsorise  int     // how many points may be pulled in; values that share an extreme go together
	Log        bool    // take the logarithm where winsorising was not enough
}

// Treated says what a treatment did.
type Treated struct {
	Points int  // values pulled in
	Log    bool // the logarithm was taken
	Failed bool // the distribution still exceeds the limits
}

// Apply returns the treated values; the slice handed over stays as it is, and is
// returned where nothing had to be done.
func (t Treatment) Apply(values []float64) ([]float64, Treated) {
	d := stat.Describe(values)
	if t.passes(d) {
		return values, Treated{}
	}
	out := append([]float64(nil), values...)
	high, low := 0, 0 // points at the upper and the lower end when it was last pulled in
	for high+low < t.Winsorise {
		upper := d.Skew > 0
		n := pullIn(out, upper)
		if n == 0 {
			break
		}
		if upper {
			high = n
		} else {
			low = n
		}
		if d = stat.Describe(out); t.passes(d) {
			return out, Treated{Points: high + low}
		}
	}
	if !t.Log {
		return out, Treated{Points: high + low, Failed: true}
	}
	logarithm(out, values)
	return out, Treated{Log: true, Failed: !t.passes(stat.Describe(out))}
}

func (t Treatment) passes(d stat.Moments) bool {
	return !(math.Abs(d.Skew) > t.Skew && d.Kurt > t.Kurt)
}

// pullIn sets all values at the upper (or lower) extreme to the next one and
// tells how many they were; 0: all others are alike, and nothing is done.
func pullIn(values []float64, upper bool) (points int) {
	first, second, third := math.NaN(), math.NaN(), math.NaN()
	beyond := func(a, b float64) bool { return a > b == upper && a != b }
	for _, v := range values {
		switch {
		case math.IsNaN(v) || v == first || v == second:
		case math.IsNaN(first) || beyond(v, first):
			first, second, third = v, first, second
		case math.IsNaN(second) || beyond(v, second):
			second, third = v, second
		case math.IsNaN(third) || beyond(v, third):
			third = v
		}
	}
	if math.IsNaN(third) {
		return 0
	}
	for i, v := range values {
		if v == first {
			values[i] = second
			points++
		}
	}
	return points
}

// logarithm fills out with ln(x − min + 0.01·(max − min)).
func logarithm(out, values []float64) {
	d := stat.Describe(values)
	shift := float64(0.01 * (d.Max - d.Min))
	for i, v := range values {
		out[i] = math.Log(v - d.Min + shift)
	}
}
