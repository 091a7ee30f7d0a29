// Package weighting turns judgements of people, or what the data have in common, into
// weights. It believes that a weight must show how firm it is: comparisons come with
// their consistency, the budgets of several experts with their disagreement, what follows
// from data with what does not follow from them.
package weighting

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// MaxCompared is how many parts can be compared in pairs: for more, the source of
// randomIndex has no number.
const MaxCompared = 15

// randomIndex is the mean consistency index of random comparisons of n parts, by
// n: Saaty, The Analytic Hierarchy Process, McGraw-Hill, 1980.
var randomIndex = [MaxCompared + 1]float64{0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59}

// Acceptable is the consistency ratio that Saaty lets pass; above it the
// comparisons contradict each other too much.
const Acceptable = 0.1

// Pairwise returns weights, which sum to 1, from comparisons: times[i][j] > 0 says
// how many times as important part i is as part j; only those with i < j are
// read. The weights are the principal eigenvector of the reciprocal matrix. The
// consistency ratio is 0 where nothing contradicts itself, about 1 where the
// comparisons are as good as random; it is always 0 below three parts, and NaN
// above MaxCompared.
func Pairwise(times [][]float64) (weights []float64, ratio float64) {
	n := len(times)
	a := reciprocal(times)
	weights = make([]float64, n)
	for i := range weights {
		weights[i] = 1 / float64(n)
	}
	largest := float64(n)
	for range 1000 { // the power method; the matrix is positive, so it converges
		next, sum, moved := make([]float64, n), 0.0, 0.0
		for i := range a {
			for j, w := range weights {
				next[i] += float64(a[i][j] * w)
			}
			sum += next[i]
		}
		for i := range next {
			next[i] /= sum
			moved = max(moved, math.Abs(next[i]-weights[i]))
		}
		weights, largest = next, sum
		if moved < 1e-15 {
			break
		}
	}
	return weights, consistency(largest, n)
}

// reciprocal completes a matrix of comparisons.
func reciprocal(times [][]float64) [][]float64 {
	a := make([][]float64, len(times))
	for i := range a {
		a[i] = make([]float64, len(times))
		a[i][i] = 1
	}
	for i := range a {
		for j := i + 1; j < len(a); j++ {
			a[i][j], a[j][i] = times[i][j], 1/times[i][j]
		}
	}
	return a
}

func consistency(largest float64, n int) float64 {
	switch {
	case n < 3:
		return 0
	case n > MaxCompared:
		return math.NaN()
	}
	return max(0, (largest-float64(n))/float64(n-1)/randomIndex[n])
}

// Budgets returns the mean of what several experts gave to each part, each budget
// taken as shares of its own sum; spread is the standard deviation of the shares
// of each part (divisor n−1), NaN for one expert. All budgets name all parts and
// sum to more than 0.
func Budgets(budgets [][]float64) (mean, spread []float64) {
	for part := range budgets[0] {
		shares := make([]float64, len(budgets))
		for e, b := range budgets {
			shares[e] = b[part] / stat.Sum(b)
		}
		d := stat.Describe(shares)
		mean, spread = append(mean, stat.Mean(shares)), append(spread, d.SD)
	}
	return mean, spread
}

// A Loading is weights that follow from the data, by column.
type Loading struct {
	Weights  []float64
	Constant []bool // it does not distinguish, and weighs 0
	Against  []bool // it runs against the others, and weighs 0
	None     bool   // nothing follows: all weigh 1
}

// Component weighs columns, NaN where a unit has no value, by their loadings on the first
// principal component of their correlations.
func Component(columns [][]float64) Loading {
	out := Loading{make([]float64, len(columns)), make([]bool, len(columns)), make([]bool, len(columns)), false}
	var varies [][]float64
	for k, column := range columns {
		if d := stat.Describe(column); d.N > 1 && d.Min != d.Max {
			varies = append(varies, column)
		} else {
			out.Constant[k] = true
		}
	}
	found, ok := stat.PCA(varies)
	out.None = !ok
	at := 0
	for k := range columns {
		switch {
		case !ok:
			out.Weights[k] = 1
		case !out.Constant[k]:
			loading := found.Loadings[0][at]
			out.Weights[k], out.Against[k] = math.Max(loading, 0), loading < 0
			at++
		}
	}
	return out
}
