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

// Tamed is what a treatment learns of a column: what it does to each value of it.
type Tamed struct {
	Treated
	Low, High float64 // what lies beyond is pulled in to these
	Shift     float64 // of the logarithm: ln(x − Low + Shift)
	Beyond    int     // how many values there are, where their moments are beyond the range of a float64 and nothing is done; 0: they are not
}

// Apply returns the treated values; the slice handed over stays as it is, and is
// returned where nothing had to be done.
func (t Treatment) Apply(values []float64) ([]float64, Treated) {
	tamed := t.Fit(values)
	if !tamed.Log && tamed.Points == 0 {
		return values, tamed.Treated
	}
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = tamed.Apply(v)
	}
	return out, tamed.Treated
}

// Apply treats one value of the column; NaN stays NaN.
func (t *Tamed) Apply(x float64) float64 {
	switch {
	case t.Log:
		return math.Log(x - t.Low + t.Shift)
	case x > t.High:
		return t.High
	case x < t.Low:
		return t.Low
	}
	return x
}

// Fit learns from a column what has to be done to it. The order of the values changes
// no bit of that.
func (t Treatment) Fit(values []float64) Tamed {
	d := stat.Describe(values)
	tamed := Tamed{Low: d.Min, High: d.Max}
	if d.N > 1 && !(d.SD <= math.MaxFloat64) {
		tamed.Beyond = d.N
		return tamed
	}
	if t.passes(d) {
		return tamed
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
		d = stat.Describe(out)
		tamed.Low, tamed.High, tamed.Points = d.Min, d.Max, high+low
		if t.passes(d) {
			return tamed
		}
	}
	if !t.Log {
		tamed.Failed = true
		return tamed
	}
	d = stat.Range(values)
	tamed = Tamed{Treated: Treated{Log: true}, Low: d.Min, Shift: float64(0.01 * (d.Max - d.Min))}
	for i, v := range values {
		out[i] = tamed.Apply(v)
	}
	tamed.Failed = !t.passes(stat.Describe(out))
	return tamed
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
