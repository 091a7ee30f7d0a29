package score_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

var nan = math.NaN()

// flatTable makes a method of one branch over columns, whose leaves are taken
// as they are, and the frame with these columns.
func flatTable(by aggregate.Method, weights []float64, columns ...[]float64) (*score.Model, *indicator.Frame) {
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "all", Weight: 1, Aggregate: by}}
	f := &indicator.Frame{Columns: map[string]*indicator.Column{}}
	for i := range columns[0] {
		f.Keys = append(f.Keys, string(rune('A'+i)))
	}
	for k, values := range columns {
		id := string(rune('a' + k))
		m.Root.Parts = append(m.Root.Parts, &score.Node{ID: id, Weight: weights[k], Leaf: &indicator.Leaf{Normalise: normalise.Method{By: normalise.None}}})
		col := indicator.NewColumn(len(values), false)
		for i, v := range values {
			col.Number[i], col.State[i] = v, survey.Given
			if math.IsNaN(v) {
				col.State[i] = survey.Blank
			}
		}
		f.Columns[id] = col
	}
	return m, f
}

func scoreTable(t testing.TB, m *score.Model, f *indicator.Frame) (*score.Table, *score.Scored) {
	t.Helper()
	table, err := m.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	return table, table.Score(nil)
}

// The unit A has 1, 4, 16 with weights 1, 2, 1; B lacks the last.
func TestAggregationsByHand(t *testing.T) {
	for _, c := range []struct {
		by   aggregate.Method
		a, b float64
	}{
		{aggregate.Method{By: aggregate.Arithmetic}, 25.0 / 4, 3},
		{aggregate.Method{By: aggregate.Geometric}, 4, math.Pow(16, 1.0/3)},
		{aggregate.Method{By: aggregate.Harmonic}, 4 / (1 + 0.5 + 1.0/16), 2},
		{aggregate.Method{By: aggregate.PowerMean, Power: 2}, math.Sqrt((1.0 + 32 + 256) / 4), math.Sqrt(11)},
		{aggregate.Method{By: aggregate.PowerMean, Power: 0.5}, 81.0 / 16, 25.0 / 9},
		{aggregate.Method{By: aggregate.PowerMean, Power: -1}, 4 / (1 + 0.5 + 1.0/16), 2},
		{aggregate.Method{By: aggregate.PowerMean, Power: 0}, 4, math.Pow(16, 1.0/3)},
		{aggregate.Method{By: aggregate.PowerMean, Power: 1}, 25.0 / 4, 3},
		{aggregate.Method{By: aggregate.Median}, 4, 2.5},
		{aggregate.Method{By: aggregate.Lowest}, 1, 1},
		{aggregate.Method{By: aggregate.Highest}, 16, 4},
		{aggregate.Method{By: aggregate.Copeland}, 0, 0},
	} {
		m, f := flatTable(c.by, []float64{1, 2, 1}, []float64{1, 1, nan}, []float64{4, 4, nan}, []float64{16, nan, nan})
		table, s := scoreTable(t, m, f)
		root := s.Value[table.Root()]
		if !near(root[0], c.a) || !near(root[1], c.b) || !math.IsNaN(root[2]) {
			t.Errorf("%+v: %v, want %v, %v and nothing", c.by, root, c.a, c.b)
		}
		if cover := s.Cover[table.Root()]; cover[0] != 1 || cover[1] != 0.75 || cover[2] != 0 {
			t.Errorf("coverage %v", cover)
		}
		if s.Why[2].Why != "missing" {
			t.Errorf("why the third has no score: %+v", s.Why[2])
		}
	}
}

// A beats B in weight 3 of 5, C beats A in 3 of 5, B and C share.
func TestCopelandByHand(t *testing.T) {
	m, f := flatTable(aggregate.Method{By: aggregate.Copeland}, []float64{3, 2}, []float64{2, 1, 3}, []float64{5, 6, 4})
	m.Root.Parts[1].Weight = 3
	// Now A–B is 3 against 3: a draw.
	table, s := scoreTable(t, m, f)
	if got := s.Value[table.Root()]; !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("equal weights: %v", got)
	}
	m.Root.Parts[1].Weight = 2
	table, s = scoreTable(t, m, f)
	if got := s.Value[table.Root()]; !slices.Equal(got, []float64{0, -2, 2}) {
		t.Errorf("first criterion decides: %v, want A 0, B −2, C 2", got)
	}
}

func TestZeroUnderGeometricIsNamed(t *testing.T) {
	for _, by := range []aggregate.By{aggregate.Geometric, aggregate.Harmonic} {
		m, f := flatTable(aggregate.Method{By: by}, []float64{1, 1}, []float64{0, 1}, []float64{4, 4})
		table, s := scoreTable(t, m, f)
		if !math.IsNaN(s.Value[table.Root()][0]) || s.Why[0] != (score.Held{Why: "zero", Node: "all"}) {
			t.Errorf("%s: %v, %+v", by, s.Value[table.Root()], s.Why[0])
		}
		if len(s.Doubts) != 1 || s.Doubts[0].Code != "zero" || s.Doubts[0].Unit != "A" || s.Doubts[0].Count != 1 {
			t.Errorf("%s: doubts %+v", by, s.Doubts)
		}
	}
}

func TestMinimumOfCoverage(t *testing.T) {
	m, f := flatTable(aggregate.Method{By: aggregate.Arithmetic}, []float64{1, 3}, []float64{10, 10}, []float64{nan, 20})
	m.Root.MinCoverage = 0.5
	table, s := scoreTable(t, m, f)
	if root := s.Value[table.Root()]; !math.IsNaN(root[0]) || root[1] != 17.5 || s.Why[0] != (score.Held{Why: "coverage", Node: "all", Need: 0.5}) {
		t.Errorf("%v %+v", root, s.Why[0])
	}
}

func TestDenominatorAndImputation(t *testing.T) {
	m, f := flatTable(aggregate.Method{By: aggregate.Arithmetic}, []float64{1, 1}, []float64{5, 8, nan, 6}, []float64{10, 0, 10, 20})
	m.Root.Parts[0].Leaf.Denominate = indicator.Denominator{By: "b", Scale: 100}
	m.Root.Parts[0].Leaf.Impute = impute.Method{By: impute.Mean}
	_, s := scoreTable(t, m, f)
	if got := s.Value[0]; !slices.Equal(got, []float64{50, 40, 40, 30}) {
		t.Errorf("%v, want 50, the mean 40 twice, 30", got)
	}
	if s.Cover[0][1] != 0 || s.Cover[0][0] != 1 || !s.Filled[0][1] || !s.Filled[0][2] || s.Filled[0][0] {
		t.Errorf("cover %v, filled %v", s.Cover[0], s.Filled[0])
	}
	if len(s.Doubts) != 1 || s.Doubts[0].Code != "denominator" || s.Doubts[0].Count != 1 {
		t.Errorf("doubts %+v", s.Doubts)
	}
	f.Groups = map[string][]string{"g": {"x", "y", "y", "x"}}
	m.Root.Parts[0].Leaf.Impute.Group = "g"
	_, s = scoreTable(t, m, f)
	if got := s.Value[0]; got[0] != 50 || !math.IsNaN(got[1]) || !math.IsNaN(got[2]) {
		t.Errorf("a group in which nobody has a value cannot fill one: %v", got)
	}
	if len(s.Doubts) != 2 || s.Doubts[1].Code != "impute-group" || s.Doubts[1].Count != 2 {
		t.Errorf("doubts %+v", s.Doubts)
	}
}

func TestRowsOfOneUnit(t *testing.T) {
	for take, want := range map[indicator.Take]float64{indicator.Best: 9, indicator.Worst: 3, indicator.Average: 6, indicator.Total: 12, indicator.First: 3} {
		m, f := flatTable(aggregate.Method{By: aggregate.Arithmetic}, []float64{1}, []float64{3, 7, 9, nan})
		f.Keys = []string{"B", "A", "B", "B"}
		m.Root.Parts[0].Leaf.Rows = []indicator.RowsLine{{Take: take}}
		table, s := scoreTable(t, m, f)
		if !slices.Equal(table.Units, []string{"A", "B"}) || s.Value[0][0] != 7 || s.Value[0][1] != want {
			t.Errorf("%s: %v %v, want 7 and %v", take, table.Units, s.Value[0], want)
		}
	}
	m, f := flatTable(aggregate.Method{By: aggregate.Arithmetic}, []float64{1}, []float64{3, 7})
	f.Keys = []string{"A", "A"}
	if _, err := m.PrepareTable(f); err == nil {
		t.Error("two rows with one identity are an error")
	}
}

// Rows in any order give the same bits; a unit that is added with values within
// the range of the others changes nobody's min-max score.
func TestTableProperties(t *testing.T) {
	ways := []normalise.Method{{By: normalise.MinMax}, {By: normalise.ZScore, Mean: 10, SD: 2}, {By: normalise.Percentile, Ties: "average"}, {By: normalise.DistanceToMax}}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "units")
		cell := rapid.Custom(func(t *rapid.T) float64 {
			if rapid.IntRange(0, 4).Draw(t, "hole") == 0 {
				return nan
			}
			return rapid.SampledFrom([]float64{0, 1, 2, 2.5, 1e6, -3}).Draw(t, "value")
		})
		columns := make([][]float64, 3)
		for k := range columns {
			columns[k] = rapid.SliceOfN(cell, n, n).Draw(t, "column")
		}
		by := rapid.SampledFrom([]aggregate.By{aggregate.Arithmetic, aggregate.Geometric, aggregate.Harmonic, aggregate.Median, aggregate.Lowest, aggregate.Copeland}).Draw(t, "aggregate")
		m, f := flatTable(aggregate.Method{By: by}, []float64{1, 2, 3}, columns...)
		for _, p := range m.Root.Parts {
			p.Leaf.Normalise = rapid.SampledFrom(ways).Draw(t, "normalise")
			p.Leaf.Impute = impute.Method{By: rapid.SampledFrom([]impute.By{impute.Leave, impute.Mean, impute.Median}).Draw(t, "impute")}
			p.Leaf.Treat = &normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 2, Log: true}
		}
		table, err := m.PrepareTable(f)
		if err != nil {
			t.Fatal(err)
		}
		s := table.Score(nil)
		for at := range s.Value {
			for u, v := range s.Value[at] {
				if math.IsInf(v, 0) || !(s.Cover[at][u] >= 0 && s.Cover[at][u] <= 1+1e-12) {
					t.Fatalf("node %d, unit %d: %v, coverage %v", at, u, v, s.Cover[at][u])
				}
			}
		}
		order := rapid.Permutation(seq(n)).Draw(t, "order")
		g := &indicator.Frame{Columns: map[string]*indicator.Column{}}
		for id, c := range f.Columns {
			to := indicator.NewColumn(n, false)
			for i, from := range order {
				to.Number[i], to.State[i] = c.Number[from], c.State[from]
			}
			g.Columns[id] = to
		}
		for _, from := range order {
			g.Keys = append(g.Keys, f.Keys[from])
		}
		other, err := m.PrepareTable(g)
		if err != nil {
			t.Fatal(err)
		}
		again := other.Score(nil)
		for at := range s.Value {
			for u := range s.Value[at] {
				if math.Float64bits(s.Value[at][u]) != math.Float64bits(again.Value[at][u]) {
					t.Fatalf("node %d, unit %d: %v and %v", at, u, s.Value[at][u], again.Value[at][u])
				}
			}
		}
	})
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Numbers near the end of what a float64 holds (1.8e308) never become a wrong
// score: what is lost is named.
func TestOverflowIsNamed(t *testing.T) {
	const big = 1.5e308
	for name, c := range map[string]struct {
		values []float64
		by     normalise.Method
		treat  *normalise.Treatment
		code   string
		scores int // of the units with a value
	}{
		"spread":     {[]float64{big, 0, -big}, normalise.Method{By: normalise.MinMax}, nil, "overflow-spread", 0},
		"deviation":  {[]float64{big, big, -big}, normalise.Method{By: normalise.ZScore, SD: 1}, nil, "overflow-spread", 0},
		"one value":  {[]float64{big, 1, -big}, normalise.Method{By: normalise.Goalposts, Low: -1, High: 0.5}, nil, "overflow", 1},
		"sum":        {[]float64{big, big, 1}, normalise.Method{By: normalise.None}, nil, "overflow", 1},
		"treatment":  {[]float64{big, big, -big, 0}, normalise.Method{By: normalise.Rank}, &normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 1}, "treatment-overflow", 4},
		"far enough": {[]float64{1e100, 2e100, 3e100}, normalise.Method{By: normalise.MinMax}, nil, "", 3},
	} {
		f := &indicator.Frame{Columns: map[string]*indicator.Column{}}
		root := &score.Node{ID: "r", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}
		for _, id := range []string{"a", "b"} {
			col := indicator.NewColumn(len(c.values), false)
			for i, v := range c.values {
				col.Number[i], col.State[i] = v, survey.Given
			}
			f.Columns[id] = col
			root.Parts = append(root.Parts, &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Normalise: c.by, Treat: c.treat}})
		}
		for i := range c.values {
			f.Keys = append(f.Keys, string(rune('A'+i)))
		}
		table, err := (&score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: root}).PrepareTable(f)
		if err != nil {
			t.Fatal(err)
		}
		s := table.Score(nil)
		known := 0
		for _, v := range s.Value[table.Root()] {
			if math.IsInf(v, 0) {
				t.Errorf("%s: infinite", name)
			}
			if !math.IsNaN(v) {
				known++
			}
		}
		named := slices.ContainsFunc(s.Doubts, func(d indicator.Doubt) bool { return d.Code == c.code })
		if known != c.scores || named != (c.code != "") {
			t.Errorf("%s: %d scores, doubts %+v", name, known, s.Doubts)
		}
	}
}
