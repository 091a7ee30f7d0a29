package stat

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// complete returns the rows in which every column is known, column by column.
func complete(columns [][]float64) [][]float64 {
	out := make([][]float64, len(columns))
	if len(columns) == 0 {
		return out
	}
	for row := range columns[0] {
		if slices.ContainsFunc(columns, func(c []float64) bool { return math.IsNaN(c[row]) }) {
			continue
		}
		for k, c := range columns {
			out[k] = append(out[k], c[row])
		}
	}
	return out
}

// Correlation is Pearson's over the rows in which both are known; NaN below two
// of them or where one is constant. In the order given: hand over canonical order.
func Correlation(x, y []float64) float64 {
	pair := complete([][]float64{x, y})
	return pearson(pair[0], pair[1])
}

func pearson(x, y []float64) float64 {
	dx, dy := Describe(x), Describe(y)
	if dx.N < 2 || dx.Min == dx.Max || dy.Min == dy.Max {
		return math.NaN()
	}
	sum := 0.0
	for i := range x {
		sum += float64((x[i] - dx.Mean) * (y[i] - dy.Mean))
	}
	return min(max(sum/float64(dx.N-1)/float64(dx.SD*dy.SD), -1), 1)
}

// Spearman is the correlation of ranks, ties sharing the mean of their places.
func Spearman(x, y []float64) float64 {
	pair := complete([][]float64{x, y})
	return pearson(ranks(pair[0], TiesAverage), ranks(pair[1], TiesAverage))
}

// ranks returns the ascending rank of each value, the lowest 1; NaN stays NaN.
func ranks(values []float64, ties Ties) []float64 {
	sorted := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	slices.Sort(sorted)
	out := make([]float64, len(values))
	for i, v := range values {
		if out[i] = v; !math.IsNaN(v) {
			out[i] = RankIn(sorted, v, ties)
		}
	}
	return out
}

// Kendall is tau-b over the rows in which both are known: Kendall, The Treatment
// of Ties in Ranking Problems, Biometrika 33(3), 1945. NaN where one is constant.
// It takes time n log n (Knight, A Computer Method for Calculating Kendall's Tau
// with Ungrouped Data, JASA 61(314), 1966).
func Kendall(x, y []float64) float64 {
	pair := complete([][]float64{x, y})
	x, y = pair[0], pair[1]
	n := len(x)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] != x[b]:
			return compare(x[a], x[b])
		case y[a] != y[b]:
			return compare(y[a], y[b])
		}
		return a - b
	})
	inY := make([]float64, n)
	tiesX, tiesBoth, runX, runBoth := 0, 0, 0, 0
	for k, i := range order {
		inY[k] = y[i]
		if k > 0 && x[i] == x[order[k-1]] {
			runX++
			if y[i] == y[order[k-1]] {
				runBoth++
			} else {
				runBoth = 0
			}
		} else {
			runX, runBoth = 0, 0
		}
		tiesX, tiesBoth = tiesX+runX, tiesBoth+runBoth
	}
	swaps := exchanges(inY, make([]float64, n))
	tiesY, run := 0, 0
	for k := 1; k < n; k++ {
		if inY[k] == inY[k-1] {
			run++
		} else {
			run = 0
		}
		tiesY += run
	}
	pairs := n * (n - 1) / 2
	num := pairs - tiesX - tiesY + tiesBoth - 2*swaps
	if pairs == tiesX || pairs == tiesY {
		return math.NaN()
	}
	return float64(num) / math.Sqrt(float64(pairs-tiesX)) / math.Sqrt(float64(pairs-tiesY))
}

func compare(a, b float64) int {
	if a < b {
		return -1
	}
	return 1
}

// exchanges sorts values in place by merging and counts the exchanges of
// neighbours that a bubble sort would need.
func exchanges(values, room []float64) int {
	n := len(values)
	if n < 2 {
		return 0
	}
	left, right := values[:n/2], values[n/2:]
	count := exchanges(left, room) + exchanges(right, room)
	i, j, out := 0, 0, room[:0]
	for i < len(left) || j < len(right) {
		if j == len(right) || i < len(left) && left[i] <= right[j] {
			out = append(out, left[i])
			i++
			continue
		}
		out = append(out, right[j])
		count += len(left) - i
		j++
	}
	copy(values, out)
	return count
}

// covariance is that over the rows in which both are known (divisor n−1); NaN
// below two of them.
func covariance(x, y []float64) float64 {
	pair := complete([][]float64{x, y})
	dx, dy := Describe(pair[0]), Describe(pair[1])
	if dx.N < 2 {
		return math.NaN()
	}
	sum := 0.0
	for i := range pair[0] {
		sum += float64((pair[0][i] - dx.Mean) * (pair[1][i] - dy.Mean))
	}
	return sum / float64(dx.N-1)
}

// Alpha is Cronbach's: Coefficient Alpha and the Internal Structure of Tests,
// Psychometrika 16, 1951; of pairwise covariances, so that it uses all that is
// known. NaN below two items, where two items are not known of two units in
// common, or where the sum of the items does not vary.
func Alpha(items [][]float64) float64 {
	var between, all float64
	for i := range items {
		for j := range items {
			c := covariance(items[i], items[j])
			if math.IsNaN(c) {
				return math.NaN()
			}
			all += c
			if i != j {
				between += c
			}
		}
	}
	k := float64(len(items))
	if k < 2 || !(all > 0) {
		return math.NaN()
	}
	return k / (k - 1) * between / all
}

// A Components is a principal component analysis of standardised columns.
type Components struct {
	Rows     int         // in which all columns are known
	Variance []float64   // of each component, falling; they sum to the number of columns
	Loadings [][]float64 // by component, then column: unit vectors, each of such a sign that its loadings sum to no less than 0
}

// PCA analyses the correlations of the columns over the rows in which all are
// known. ok is false below two such rows, or where a column is constant there.
func PCA(columns [][]float64) (c Components, ok bool) {
	known, k := complete(columns), len(columns)
	if k == 0 || len(known[0]) < 2 {
		return c, false
	}
	c.Rows = len(known[0])
	r := mat.NewSymDense(k, nil)
	for i := range known {
		for j := i; j < k; j++ {
			v := pearson(known[i], known[j])
			if math.IsNaN(v) {
				return c, false
			}
			r.SetSym(i, j, v)
		}
	}
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		return c, false
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	values := e.Values(nil) // ascending
	for m := k - 1; m >= 0; m-- {
		c.Variance = append(c.Variance, max(values[m], 0))
		c.Loadings = append(c.Loadings, upright(mat.Col(nil, m, &vectors)))
	}
	return c, true
}

// upright returns a loading vector the sign in which it sums to no less than 0.
func upright(v []float64) []float64 {
	if sum := Sum(v); sum < 0 || sum == 0 && v[0] < 0 {
		for i := range v {
			v[i] = -v[i]
		}
	}
	return v
}
