package stat

import (
	"math"
	"testing"
)

// The data and the coefficient for ordinal values are those of Krippendorff,
// Computing Krippendorff's Alpha-Reliability, 2011, section C: four observers,
// twelve units, alpha 0.815.
func TestOrdinalAlphaAsPublished(t *testing.T) {
	nan := math.NaN()
	observers := [][]float64{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3},
		{nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan},
	}
	units := make([][]float64, 12)
	for _, o := range observers {
		for u, v := range o {
			if !math.IsNaN(v) {
				units[u] = append(units[u], v)
			}
		}
	}
	if got := OrdinalAlpha(units); math.Abs(got-0.815) > 0.0005 {
		t.Errorf("alpha %v, want 0.815", got)
	}
}

func TestOrdinalAlphaOfNothing(t *testing.T) {
	for _, r := range [][][]float64{nil, {{1}, {2}}, {{3, 3}, {3, 3, 3}}} {
		if got := OrdinalAlpha(r); !math.IsNaN(got) {
			t.Errorf("%v: %v", r, got)
		}
	}
	if got := OrdinalAlpha([][]float64{{1, 1}, {2, 2}}); got != 1 {
		t.Errorf("agreement is 1, got %v", got)
	}
}
