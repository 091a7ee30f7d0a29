package score_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
)

// leant is the weighted mean of what is known, where enough of the weight is.
func leant(l *score.Levers, weights []float64, s score.Stand) float64 {
	var sum, den, cover, covered float64
	for k, w := range weights {
		if !math.IsNaN(s.Value[k]) {
			sum, den = sum+w*s.Value[k], den+w
		}
		if !math.IsNaN(s.Cover[k]) {
			cover, covered = cover+w*s.Cover[k], covered+w
		}
	}
	if den == 0 || cover/covered < l.MinCoverage-1e-12 {
		return math.NaN()
	}
	return sum / den
}

// weighed are the overall scores of partners under other weights of an arithmetic
// root, from the levers alone.
func weighed(t *testing.T, l *score.Levers, partners int, weights []float64) []float64 {
	sum, den := make([]float64, partners), make([]float64, partners)
	for _, b := range l.Bundles {
		chosen := []int(nil)
		if b.Practices != nil {
			for i := range b.Practices {
				if !math.IsNaN(leant(l, weights, b.Practices[i])) {
					chosen = append(chosen, i)
				}
			}
			slices.SortStableFunc(chosen, func(x, y int) int {
				a, b := leant(l, weights, b.Practices[x]), leant(l, weights, b.Practices[y])
				if math.Abs(a-b) < 1e-10 {
					return 0
				}
				return cmp.Compare(b, a)
			})
			chosen = chosen[:min(l.Take, len(chosen))]
			slices.Sort(chosen)
			if len(chosen) == 0 {
				continue
			}
		}
		k := slices.IndexFunc(b.Choices, func(c score.Choice) bool { return slices.Equal(c.Of, chosen) })
		if k < 0 {
			t.Fatalf("no choice %v of %d practices", chosen, len(b.Practices))
		}
		if v := leant(l, weights, b.Choices[k].Stand); !math.IsNaN(v) {
			sum[b.Partner], den[b.Partner] = sum[b.Partner]+b.Weight*v, den[b.Partner]+b.Weight
		}
	}
	for i := range sum {
		sum[i] /= den[i]
	}
	return sum
}

// Who knows the levers comes to the scores that other weights give, whichever
// practices these choose.
func TestLeversWeighAnew(t *testing.T) {
	for name, rollup := range map[string][]score.Step{
		"mean":              {{From: score.Practice, To: score.Partner, By: score.RollMean}},
		"theme":             {{From: score.Practice, To: score.Partner, By: score.RollMean, Within: score.WithinTheme}},
		"best":              {{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2}},
		"best within theme": {{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2, Within: score.WithinTheme}},
		"places":            {{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollPopulation}},
	} {
		moved := 0
		for seed := range uint64(6) {
			m := mixed(aggregate.Arithmetic, score.Stated, rollup)
			key := stat.NewKey(seed)
			subs := partnersOf(m, 5, key)
			before := m.Prepare(subs, nil)
			l := before.Levers()
			if l == nil {
				t.Fatalf("%s: no levers", name)
			}
			for k := range m.Root.Parts {
				m.Root.Parts[k].Weight = math.Round(10*key.Of(fmt.Sprint("weight", k)).Uniform()) / 10
			}
			m.Root.Parts[0].Weight++
			weights := make([]float64, len(m.Root.Parts))
			for k, p := range m.Root.Parts {
				weights[k] = p.Weight
			}
			want, was := m.Prepare(subs, nil).Partners(nil), before.Partners(nil)
			for i, got := range weighed(t, l, len(want), weights) {
				if math.IsNaN(got) != math.IsNaN(want[i]) || math.Abs(got-want[i]) > 1e-9 {
					t.Errorf("%s, seed %d, partner %d: %v, want %v", name, seed, i, got, want[i])
				}
				if math.Abs(want[i]-was[i]) > 1e-6 {
					moved++
				}
			}
		}
		if moved == 0 {
			t.Errorf("%s: the weights moved nothing", name)
		}
	}
}

// A method whose practices are chosen by duels has no levers.
func TestDuelsHaveNoLevers(t *testing.T) {
	m := mixed(aggregate.Copeland, score.Stated, []score.Step{{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2}})
	if m.Prepare(partnersOf(m, 3, stat.NewKey(1)), nil).Levers() != nil {
		t.Error("there are levers")
	}
}
