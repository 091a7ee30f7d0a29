package document

import "math"

// Over returns the axis with ends that can be drawn: its own, or where it has none
// those of the values, from zero where that is near.
func (a Axis) Over(rows []FigureRow) Axis {
	if !(a.Min < a.Max) || math.IsInf(a.Min, 0) || math.IsInf(a.Max, 0) {
		a.Min, a.Max = extremes(rows)
	}
	return a
}

func extremes(rows []FigureRow) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		for _, v := range r.Values {
			if v.Drawable() {
				low, high = min(low, v.X), max(high, v.X)
			}
		}
	}
	if low > high {
		return 0, 1
	}
	if low > 0 && low < 0.5*high {
		low = 0
	}
	if low == high {
		return low - 1, high + 1
	}
	return low, high
}

// Share returns where a value stands between the ends of the axis, 0 to 1; one
// outside stands at the end.
func (a Axis) Share(v float64) float64 { return (min(max(v, a.Min), a.Max) - a.Min) / (a.Max - a.Min) }

// Ticks returns round values of the axis, about five.
func (a Axis) Ticks() []float64 {
	step := math.Pow(10, math.Floor(math.Log10((a.Max-a.Min)/5)))
	for _, k := range []float64{1, 2, 2.5, 5, 10} {
		if (a.Max-a.Min)/(k*step) <= 5.01 {
			step *= k
			break
		}
	}
	var out []float64
	for i := math.Ceil(a.Min/step - 1e-9); i*step <= a.Max+1e-9*step && len(out) < 12; i++ {
		out = append(out, i*step)
	}
	return out
}

// TickDecimals returns how many decimals the numbers of ticks need, as many as the
// axis has at least.
func (a Axis) TickDecimals(ticks []float64) int {
	decimals := a.Decimals
	if len(ticks) > 1 {
		step := ticks[1] - ticks[0]
		for decimals < 6 && math.Abs(step*math.Pow10(decimals)-math.Round(step*math.Pow10(decimals))) > 1e-6 {
			decimals++
		}
	}
	return decimals
}

// Drawable reports a value that has a place on an axis.
func (v Value) Drawable() bool { return v.Known && !math.IsNaN(v.X) && !math.IsInf(v.X, 0) }

// Interval returns the interval of a value; ok where it is wider than nothing.
func (v Value) Interval() (low, high float64, ok bool) {
	ok = v.Drawable() && v.Low < v.High && !math.IsInf(v.Low, 0) && !math.IsInf(v.High, 0)
	return v.Low, v.High, ok
}

// HasInterval reports whether the first value of any row has one.
func (f *Figure) HasInterval() bool {
	for _, r := range f.Rows {
		if _, _, ok := r.Value(0).Interval(); ok {
			return true
		}
	}
	return false
}

// Value is the i-th value of a row; one that is missing is not known.
func (r FigureRow) Value(i int) Value {
	if i < len(r.Values) {
		return r.Values[i]
	}
	return Value{}
}

// Shares returns the values of a row as shares of their sum, 0 to 1.
func (r FigureRow) Shares() []float64 {
	sum := 0.0
	for _, v := range r.Values {
		if v.Drawable() && v.X > 0 {
			sum += v.X
		}
	}
	out := make([]float64, len(r.Values))
	for i, v := range r.Values {
		if v.Drawable() && v.X > 0 && sum > 0 && !math.IsInf(sum, 0) {
			out[i] = v.X / sum
		}
	}
	return out
}
