package score_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// peer computes the index of wide in the straightforward way: column by column
// with the statistics of gonum, branches as products of matrices. It gives the
// overall score of each row.
func peer(m *score.Model, f *indicator.Frame) []float64 {
	n := len(f.Keys)
	whole := mat.NewDense(n, len(m.Root.Parts), nil)
	var above []float64
	for b, branch := range m.Root.Parts {
		values := mat.NewDense(n, len(branch.Parts), nil)
		var weights []float64
		for k, leaf := range branch.Parts {
			column := peerImpute(f.Columns[leaf.ID])
			column = peerTreat(column, leaf.Leaf.Treat.Winsorise, leaf.Leaf.Treat.Skew, leaf.Leaf.Treat.Kurt)
			low, high := floats.Min(column), floats.Max(column)
			floats.AddConst(-low, column)
			floats.Scale(100/(high-low), column)
			values.SetCol(k, column)
			weights = append(weights, leaf.Weight)
		}
		floats.Scale(1/floats.Sum(weights), weights)
		var score mat.VecDense
		score.MulVec(values, mat.NewVecDense(len(weights), weights))
		whole.SetCol(b, score.RawVector().Data)
		above = append(above, branch.Weight)
	}
	floats.Scale(1/floats.Sum(above), above)
	var out mat.VecDense
	out.MulVec(whole, mat.NewVecDense(len(above), above))
	return out.RawVector().Data
}

// peerImpute fills what is not known with the mean of what is.
func peerImpute(c *indicator.Column) []float64 {
	var known []float64
	for i, s := range c.State {
		if s == survey.Given {
			known = append(known, c.Number[i])
		}
	}
	mean, out := stat.Mean(known, nil), slices.Clone(c.Number)
	for i, s := range c.State {
		if s != survey.Given {
			out[i] = mean
		}
	}
	return out
}

// peerTreat pulls in up to most extreme points of the side of the skew, else
// takes the logarithm; a winsorisation that is not enough is undone.
func peerTreat(x []float64, most int, skew, kurt float64) []float64 {
	fits := func(x []float64) bool {
		return math.Abs(stat.Skew(x, nil)) <= skew || stat.ExKurtosis(x, nil) <= kurt
	}
	y := slices.Clone(x)
	ends := map[bool]int{}
	for !fits(y) && ends[true]+ends[false] < most {
		upper := stat.Skew(y, nil) > 0
		sorted := slices.Clone(y)
		slices.Sort(sorted)
		if !upper {
			slices.Reverse(sorted)
		}
		at := len(sorted) - 1
		extreme := sorted[at]
		for sorted[at] == extreme {
			at--
		}
		for i, v := range y {
			if v == extreme {
				y[i] = sorted[at]
			}
		}
		ends[upper] = len(sorted) - 1 - at
	}
	if fits(y) {
		return y
	}
	low, high := floats.Min(x), floats.Max(x)
	for i, v := range x {
		y[i] = math.Log(v - low + 0.01*(high-low))
	}
	return y
}

func TestIndexEqualsPeer(t *testing.T) {
	m, f := wide(3000)
	table, err := m.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	want, got := peer(m, f), table.Score(nil).Value[table.Root()]
	for u, row := range table.Rows {
		if d := math.Abs(got[u] - want[row]); !(d <= 1e-9) {
			t.Fatalf("unit %s: %v, by the peer %v", table.Units[u], got[u], want[row])
		}
	}
}

// BenchmarkIndexPeer is one index of 30 indicators by both, in one run.
// COINr 1.1.14 in R was measured at 50 s for as many units and indicators; it is no
// peer here because the project does not need R.
func BenchmarkIndexPeer(b *testing.B) {
	m, f := wide(100_000)
	run := func(name string, index func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				index()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(f.Keys)), "ns/unit")
		})
	}
	run("ours", func() {
		t, err := m.PrepareTable(f)
		if err != nil {
			b.Fatal(err)
		}
		t.Score(nil)
	})
	run("gonum", func() { peer(m, f) })
}

// BenchmarkIndexGrowth tells how cost grows with the number n of units: time ÷
// (n log n) stays level, or falls, where it grows no faster than that.
func BenchmarkIndexGrowth(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		m, f := wide(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				t, err := m.PrepareTable(f)
				if err != nil {
					b.Fatal(err)
				}
				t.Score(nil)
			}
			runtime.ReadMemStats(&after)
			runs := float64(b.N * n)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/runs, "allocs/unit")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/runs, "B/unit")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/runs, "ns/unit")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/runs/math.Log2(float64(n)), "ns/nlogn")
		})
	}
}
