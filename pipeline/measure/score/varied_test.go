package score_test

import (
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// A draw has the same scores whether draws before it have brought the same leaves onto
// the same scale or not.
func TestDrawsShareNothingButWhatIsAlike(t *testing.T) {
	m, f := wide(50)
	plan := uncertainty.Plan{Replications: 24, Seed: 3, Noise: 0.25,
		Normalise: []normalise.Method{{By: normalise.MinMax}, {By: normalise.ZScore, Mean: 10, SD: 2}},
		Treat:     []normalise.Treatment{{Skew: 2, Kurt: 3.5, Winsorise: 1, Log: true}, {Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}}}
	shared, err := m.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	distinct := map[float64]bool{}
	for i := range plan.Replications {
		alone, err := m.PrepareTable(f)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.Clone(shared.Roots(plan.Draw(i, shared.Nodes())))
		if want := alone.Roots(plan.Draw(i, alone.Nodes())); !slices.Equal(got, want) {
			t.Fatalf("draw %d: %v, alone %v", i, got[:3], want[:3])
		}
		distinct[got[0]] = true
	}
	if len(distinct) != plan.Replications {
		t.Errorf("%d draws differ, of %d", len(distinct), plan.Replications)
	}
}
