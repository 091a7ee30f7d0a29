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
	m.Mean = Fold(m.N, max(m.Max, -m.Min)).Total(values) / float64(m.N)
	m.shape(values)
	return m
}

// Range is Describe for whoever asks for N, Min and Max alone; the rest is NaN.
func Range(values []float64) Moments {
	m := Moments{Mean: math.NaN(), SD: math.NaN(), Min: math.NaN(), Max: math.NaN(), Skew: math.NaN(), Kurt: math.NaN()}
	for _, v := range values {
		switch {
		case v != v:
			continue
		case m.N == 0:
			m.Min, m.Max = v, v
		case v < m.Min:
			m.Min = v
		case v > m.Max:
			m.Max = v
		}
		m.N++
	}
	m.Min, m.Max = m.Min+0, m.Max+0 // a zero has no sign
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
	s2, s3, s4 := m.powers(values)
	n, scale := float64(m.N), m.scale()
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

// powers are the sums of the second, third and fourth powers of the distances from the
// mean, multiplied by the scale.
func (m *Moments) powers(values []float64) (s2, s3, s4 float64) {
	mean, scale := m.Mean, m.scale()
	most := float64(max(m.Max-mean, mean-m.Min) * scale)
	square := float64(most * most)
	on2, on3, on4 := Fold(m.N, square), Fold(m.N, float64(square*most)), Fold(m.N, float64(square*square))
	g2, g3, g4 := on2.grids, on3.grids, on4.grids
	var h2, l2, h3, l3, h4, l4 float64
	for _, v := range values {
		if v != v {
			continue
		}
		d := float64((v - mean) * scale)
		d2 := float64(d * d)
		h, l := cut(float64(d2*g2.scale), g2.high, g2.low)
		h2, l2 = h2+h, l2+l
		h, l = cut(float64(float64(d2*d)*g3.scale), g3.high, g3.low)
		h3, l3 = h3+h, l3+l
		h, l = cut(float64(float64(d2*d2)*g4.scale), g4.high, g4.low)
		h4, l4 = h4+h, l4+l
	}
	return (h2 + l2) / g2.scale, (h3 + l3) / g3.scale, (h4 + l4) / g4.scale
}
