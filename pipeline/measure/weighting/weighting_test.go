package weighting

import (
	"math"
	"testing"
)

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// Consistent comparisons of weights 6 : 3 : 1 give them back.
func TestPairwiseGivesConsistentWeightsBack(t *testing.T) {
	w, ratio := Pairwise([][]float64{{1, 2, 6}, {0, 1, 3}, {0, 0, 1}})
	for i, want := range []float64{0.6, 0.3, 0.1} {
		if !near(w[i], want, 1e-12) {
			t.Errorf("weight %d is %v, want %v", i, w[i], want)
		}
	}
	if ratio > 1e-12 {
		t.Errorf("ratio %v", ratio)
	}
}

// For three parts the principal eigenvector is the geometric mean of the rows, and
// the largest eigenvalue is 1 + x + 1/x with x the cube root of a12·a23/a13: here
// the cube root of 3·3/1, so 1 + 9^(1/3) + 9^(−1/3).
func TestPairwiseMeasuresContradiction(t *testing.T) {
	w, ratio := Pairwise([][]float64{{1, 3, 1}, {0, 1, 3}, {0, 0, 1}})
	rows := []float64{math.Cbrt(3), math.Cbrt(1), math.Cbrt(1.0 / 3)}
	sum := rows[0] + rows[1] + rows[2]
	for i := range w {
		if !near(w[i], rows[i]/sum, 1e-12) {
			t.Errorf("weight %d is %v, want %v", i, w[i], rows[i]/sum)
		}
	}
	if want := (1 + math.Cbrt(9) + 1/math.Cbrt(9) - 3) / 2 / 0.58; !near(ratio, want, 1e-12) || want < Acceptable {
		t.Errorf("ratio %v, want %v", ratio, want)
	}
	if w, ratio := Pairwise([][]float64{{1, 4}, {0, 1}}); !near(w[0], 0.8, 1e-12) || ratio != 0 {
		t.Errorf("two parts: %v, ratio %v", w, ratio)
	}
}

// Shares 50, 30, 20 % and 40, 40, 20 %.
func TestBudgetsAreShares(t *testing.T) {
	mean, spread := Budgets([][]float64{{50, 30, 20}, {2, 2, 1}})
	for i, want := range [][2]float64{{0.45, math.Sqrt(0.005)}, {0.35, math.Sqrt(0.005)}, {0.2, 0}} {
		if !near(mean[i], want[0], 1e-12) || !near(spread[i], want[1], 1e-12) {
			t.Errorf("part %d: %v ± %v, want %v", i, mean[i], spread[i], want)
		}
	}
	if _, spread := Budgets([][]float64{{1, 1}}); !math.IsNaN(spread[0]) {
		t.Errorf("one expert agrees with nobody: %v", spread)
	}
}
