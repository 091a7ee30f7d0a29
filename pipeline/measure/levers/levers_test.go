package levers_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/levers"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// modelOf has three branches of levels and numbers, some of which learn from the others.
func modelOf(by aggregate.By, rollup []score.Step) *score.Model {
	level := func(id string, fill impute.By) *score.Node {
		return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Column: id, Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5}, Impute: impute.Method{By: fill, Group: string(score.WithinTheme)}}}
	}
	number := func(id string, as normalise.Method) *score.Node {
		return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Column: id, Kind: survey.Number, Normalise: as}}
	}
	branch := func(id string, parts ...*score.Node) *score.Node {
		return &score.Node{ID: id, Weight: 1, MinCoverage: 0.4, Default: true, Aggregate: aggregate.Method{By: by}, Parts: parts}
	}
	return &score.Model{
		Scale: score.Scale{Min: 0, Max: 100}, Rollup: rollup, Meaning: score.Meaning{Population: "people"},
		Inputs: []score.Input{{ID: "people", Kind: survey.Number}},
		Themes: []survey.Theme{{ID: "a", Weight: 1}, {ID: "b", Weight: 2}, {ID: "c", Weight: 1}},
		Root: branch("root",
			branch("one", level("l1", impute.Leave), level("l2", impute.Mean), level("l3", impute.Median)),
			branch("two", number("n1", normalise.Method{By: normalise.MinMax}), number("n2", normalise.Method{By: normalise.Percentile, Ties: stat.TiesMin})),
			branch("three", level("l4", impute.Leave), number("n3", normalise.Method{By: normalise.Goalposts, High: 100}))),
	}
}

// partnersOf makes partners with practices at places; a third of what is asked is
// blank or does not apply; one partner has no practice with a theme, one no answer.
func partnersOf(partners int, key stat.Key) []survey.Submission {
	var subs []survey.Submission
	for i := range partners {
		s := survey.Submission{Partner: survey.Partner{ID: fmt.Sprint("p", i)}}
		for k := range 2 + int(key.With(uint64(i)).Uniform()*9) {
			own := key.With(uint64(i)).With(uint64(k))
			p := survey.Practice{ID: fmt.Sprint(k), Place: fmt.Sprint("place", k%3), Theme: []string{"a", "b", "c", ""}[int(own.Of("theme").Uniform()*4)]}
			if i == 2 {
				p.Theme = ""
			}
			for _, id := range []string{"l1", "l2", "l3", "l4", "n1", "n2", "n3", "people"} {
				draw := own.Of(id)
				a := survey.Answer{Criterion: id, State: survey.Given, Number: math.Floor(draw.Uniform() * 100)}
				if id[0] == 'l' {
					a.Number = math.Floor(draw.Uniform() * 6)
				}
				if state := draw.Of("state").Uniform(); state < 0.2 || i == 3 {
					a = survey.Answer{Criterion: id, State: survey.Blank}
				} else if state < 0.3 {
					a = survey.Answer{Criterion: id, State: survey.NotApplicable}
				}
				p.Answers = append(p.Answers, a)
			}
			s.Practices = append(s.Practices, p)
		}
		subs = append(subs, s)
	}
	return subs
}

// leant is the weighted mean of what is known, where enough of the weight is.
func leant(l *levers.Levers, weights []float64, s score.Stand) float64 {
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
func weighed(t *testing.T, l *levers.Levers, partners int, weights []float64) []float64 {
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
		k := slices.IndexFunc(b.Choices, func(c levers.Choice) bool { return slices.Equal(c.Of, chosen) })
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
			m := modelOf(aggregate.Arithmetic, rollup)
			key := stat.NewKey(seed)
			subs := partnersOf(5, key)
			before := m.Prepare(subs, nil)
			l := levers.Of(before, m.Themes)
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
	m := modelOf(aggregate.Copeland, []score.Step{{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2}})
	if levers.Of(m.Prepare(partnersOf(3, stat.NewKey(1)), nil), m.Themes) != nil {
		t.Error("there are levers")
	}
}
