package stat

import "math"

// Moments describe how the known values of an indicator are spread.
type Moments struct {
	N        int
	Mean, SD float64 // divisor of SD is N−1; NaN below two values
	Min, Max float64 // NaN of nothing
	// Skew and Kurt are the bias-corrected G1 and excess G2 of Joanes and Gill,
	// Comparing Measures of Sample Skewness and Kurtosis, The Statistician 47(1),
	// 1998 (type 2 of R's e1071); NaN below three and four values, or when all are
	// equal.
	Skew, Kurt float64
}

// Describe computes the moments of the values that are not NaN. Their order changes no
// bit of it (Folded).
func Describe(values []float64) Moments {
	m := Range(values)
	if m.N == 0 {
		return m
	}
	sum := Fold(m.N, max(m.Max, -m.Min))
	for _, v := range values {
		if !math.IsNaN(v) {
			sum.Add(v)
		}
	}
	m.Mean = sum.Value() / float64(m.N)
	m.shape(values)
	return m
}

// Range is Describe for whoever asks for N, Min and Max alone; the rest is NaN.
func Range(values []float64) Moments {
	m := Moments{Mean: math.NaN(), SD: math.NaN(), Min: math.NaN(), Max: math.NaN(), Skew: math.NaN(), Kurt: math.NaN()}
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		if m.N++; m.N == 1 {
			m.Min, m.Max = v, v
		}
		m.Min, m.Max = min(m.Min, v), max(m.Max, v)
	}
	return m
}

// scale returns the power of two that distances from the mean are multiplied by, so
// that their fourth powers stay within the range of a float64: 1 for common sizes.
func (m *Moments) scale() float64 {
	far := max(m.Max-m.Mean, m.Mean-m.Min)
	if far == 0 || far > 1e-60 && far < 1e60 || !(far <= math.MaxFloat64) {
		return 1
	}
	_, exponent := math.Frexp(far)
	return math.Ldexp(1, max(-exponent, -1021))
}

// shape fills what rests on the powers of the distances from the mean.
func (m *Moments) shape(values []float64) {
	scale := m.scale()
	most := float64(max(m.Max-m.Mean, m.Mean-m.Min) * scale)
	f2, f3, f4 := Fold(m.N, float64(most*most)), Fold(m.N, float64(most*most)*most), Fold(m.N, float64(most*most)*float64(most*most))
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		d := float64((v - m.Mean) * scale)
		d2 := float64(d * d)
		f2.Add(d2)
		f3.Add(float64(d2 * d))
		f4.Add(float64(d2 * d2))
	}
	n, s2, s3, s4 := float64(m.N), f2.Value(), f3.Value(), f4.Value()
	if m.N >= 2 {
		m.SD = math.Sqrt(s2/(n-1)) / scale
	}
	if m.Min == m.Max || s2 == 0 {
		return
	}
	m2, m3, m4 := s2/n, s3/n, s4/n
	if m.N >= 3 {
		m.Skew = m3 / math.Pow(m2, 1.5) * math.Sqrt(n*(n-1)) / (n - 2)
	}
	if m.N >= 4 {
		g2 := m4/float64(m2*m2) - 3
		m.Kurt = (float64((n+1)*g2) + 6) * (n - 1) / ((n - 2) * (n - 3))
	}
}
