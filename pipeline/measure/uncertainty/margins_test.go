package uncertainty_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// practices are so many of one partner.
func practices(n int) *score.Prepared {
	s := survey.Submission{Partner: survey.Partner{ID: "a"}}
	for i := range n {
		s.Practices = append(s.Practices, survey.Practice{ID: string(rune('a' + i))})
	}
	return model().Prepare([]survey.Submission{s}, nil)
}

func keyOf(i int) survey.PracticeKey {
	return survey.PracticeKey{Partner: "a", ID: string(rune('a' + i))}
}

// R: quantile(c(40, 10, 30, 20, 50, 60, 90, 80, 70, 100), c(0.05, 0.95)) is 14.5 and 95.5, of
// c(3, 1) 1.1 and 2.9; a score that some draws do not give rests on the others.
func TestMarginsAsR(t *testing.T) {
	ends, none := uncertainty.NewEnds(practices(4), 10), math.NaN()
	for i, x := range []float64{40, 10, 30, 20, 50, 60, 90, 80, 70, 100} {
		y, z := none, 7.0
		if i == 2 {
			y = 3
		} else if i == 8 {
			y = 1
		}
		ends.Take([]float64{x, y, z, none})
	}
	m := ends.Margins(ends.Numbers())
	for i, want := range [][2]float64{{14.5, 95.5}, {1.1, 2.9}, {7, 7}} {
		low, high, ok := m.Of(keyOf(i), "all")
		if !ok || math.Abs(low-want[0]) > 1e-12 || math.Abs(high-want[1]) > 1e-12 {
			t.Errorf("between %v and %v, want %v", low, high, want)
		}
	}
	if m.Draws != 10 {
		t.Errorf("rests on %d draws", m.Draws)
	}
	for _, of := range []struct {
		practice int
		node     string
	}{{3, "all"}, {0, "x"}, {4, "all"}} {
		if _, _, ok := m.Of(keyOf(of.practice), of.node); ok {
			t.Errorf("%+v has an interval", of)
		}
	}
	if ends := uncertainty.NewEnds(practices(1), 0); ends.Margins(ends.Numbers()) != nil {
		t.Error("an interval of no draws")
	}
}

// What few scores at each end give is, bit for bit, what all give, in whatever order, and by
// however many, draws are taken.
func TestEndsAreThoseOfAllDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 5
		draws := rapid.IntRange(1, 240).Draw(t, "draws")
		seed := stat.NewKey(rapid.Uint64().Draw(t, "seed"))
		missing := rapid.Float64Range(0, 1).Draw(t, "missing")
		ends := uncertainty.NewEnds(practices(n), draws)
		all := make([][]float64, n)
		var wait sync.WaitGroup
		for k := range draws {
			scores := make([]float64, n)
			for i := range scores {
				scores[i] = math.Round(300*seed.With(uint64(k)).With(uint64(i)).Uniform()-100) / 8 // some are equal
				if seed.With(uint64(i)).With(uint64(k)).Uniform() < missing {
					scores[i] = math.NaN()
					continue
				}
				all[i] = append(all[i], scores[i])
			}
			wait.Go(func() { ends.Take(scores) })
		}
		wait.Wait()
		m := ends.Margins(ends.Numbers())
		for i := range all {
			slices.Sort(all[i])
			low, high, ok := m.Of(keyOf(i), "all")
			if ok != (len(all[i]) > 0) || ok && (low != stat.Quantile(all[i], 0.05) || high != stat.Quantile(all[i], 0.95)) {
				t.Fatalf("of %v between %v and %v (%v)", all[i], low, high, ok)
			}
		}
	})
}
