package score_test

import (
	"fmt"
	"math"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// wide makes a table of n units and 30 indicators in five branches, of which
// three in a hundred values are missing and some indicators have long tails.
func wide(n int) (*score.Model, *indicator.Frame) {
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "index", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Default: true}}
	f := &indicator.Frame{Columns: map[string]*indicator.Column{}}
	for i := range n {
		f.Keys = append(f.Keys, fmt.Sprintf("U%06d", i))
	}
	for b := range 5 {
		branch := &score.Node{ID: fmt.Sprintf("P%d", b), Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Default: true}
		m.Root.Parts = append(m.Root.Parts, branch)
		for k := range 6 {
			id := fmt.Sprintf("I%d.%d", b, k)
			branch.Parts = append(branch.Parts, &score.Node{ID: id, Weight: float64(k + 1), Leaf: &indicator.Leaf{
				Column: id, Impute: impute.Method{By: impute.Mean}, Normalise: normalise.Method{By: normalise.MinMax},
				Treat: &normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true},
			}})
			col := indicator.NewColumn(n, false)
			for i := range n {
				col.State[i] = survey.Blank
				if u := stat.NewKey(uint64(k)).With(uint64(b)).With(uint64(i)).Uniform(); u > 0.03 {
					col.Number[i], col.State[i] = math.Pow(u, float64(1-2*(k%3))), survey.Given
				}
			}
			f.Columns[id] = col
		}
	}
	return m, f
}

// BenchmarkUncertainty is 1,000 replications over 10,000 units and 30 indicators,
// on all processors: weights, normalisation, treatment and aggregation are drawn.
func BenchmarkUncertainty(b *testing.B) {
	m, f := wide(10_000)
	t, err := m.PrepareTable(f)
	if err != nil {
		b.Fatal(err)
	}
	m.Scale = score.Scale{Min: 1, Max: 100}
	plan := uncertainty.Plan{Replications: 1000, Seed: 1, Noise: 0.25,
		Normalise: []normalise.Method{{By: normalise.MinMax}, {By: normalise.ZScore, Mean: 10, SD: 2}},
		Aggregate: []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.Geometric}},
		Treat:     []normalise.Treatment{{Skew: 2, Kurt: 3.5, Winsorise: 1, Log: true}, {Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}}}
	b.ReportAllocs()
	for b.Loop() {
		uncertainty.Run(plan.Replications, func(i int) []float64 { return t.Roots(plan.Draw(i, t.Nodes())) }, nil)
	}
}

// BenchmarkDraw is one replication over 10,000 units in which weights,
// aggregation and normalisation are drawn.
func BenchmarkDraw(b *testing.B) {
	m, f := wide(10_000)
	t, err := m.PrepareTable(f)
	if err != nil {
		b.Fatal(err)
	}
	ch := &score.Change{Aggregate: &aggregate.Method{By: aggregate.PowerMean, Power: 0.5},
		Leaf: &indicator.Change{Normalise: &normalise.Method{By: normalise.Percentile, Ties: stat.TiesMin}}}
	for range t.Nodes() {
		ch.Weights = append(ch.Weights, 1.1)
	}
	b.ReportAllocs()
	for b.Loop() {
		t.Roots(ch)
	}
}
