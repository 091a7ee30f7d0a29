package items

import (
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

var nan = math.NaN()

// small is a table of six units: a and b rise together, c falls, d is one value
// for most, e is asked of four units and answered by two.
func small(t *testing.T) *Report {
	t.Helper()
	columns := map[string][]float64{
		"a": {1, 2, 3, 4, 5, 6}, "b": {1, 2, 3, 4, 5, 7}, "c": {6, 5, 4, 3, 2, 1}, "d": {7, 7, 7, 7, 7, 7}, "e": {nan, 2, nan, 9, nan, nan},
	}
	f := &indicator.Frame{Keys: []string{"u", "v", "w", "x", "y", "z"}, Columns: map[string]*indicator.Column{}}
	root := &score.Node{ID: "r", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}
	ab := &score.Node{ID: "ab", Weight: 3, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}
	rest := &score.Node{ID: "rest", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}
	root.Parts = []*score.Node{ab, rest}
	for id := range columns {
		col := indicator.NewColumn(6, false)
		for i, v := range columns[id] {
			switch {
			case !math.IsNaN(v):
				col.Number[i], col.State[i] = v, survey.Given
			case i < 4:
				col.State[i] = survey.Blank
			}
		}
		f.Columns[id] = col
	}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		n := &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Normalise: normalise.Method{By: normalise.MinMax}}}
		if id < "d" {
			ab.Parts = append(ab.Parts, n)
		} else {
			rest.Parts = append(rest.Parts, n)
		}
	}
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: root}
	table, err := m.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	return Table(table)
}

func TestCriteria(t *testing.T) {
	r := small(t)
	by := map[string]Criterion{}
	for _, c := range r.Criteria {
		by[c.ID] = c
	}
	if a := by["a"]; r.Units != 6 || a.N != 6 || a.Availability != 1 || a.Mean != 3.5 || a.Median != 3.5 || a.Distinct != 6 || !a.Says || a.Outliers || a.Weight != 0.25 {
		t.Errorf("a: %+v", a)
	}
	if d := by["d"]; d.Says || d.Most != 1 || d.Distinct != 1 || d.Weight != 0.125 {
		t.Errorf("d: %+v", d)
	}
	if e := by["e"]; e.Asked != 4 || e.N != 2 || e.Availability != 0.5 || e.Availability >= LowAvailability || e.Median != 5.5 {
		t.Errorf("e: %+v", e)
	}
}

// Of a rare yes among many noes nothing is an outlier; of a number so far away it is.
func TestOutliers(t *testing.T) {
	answers := make([]float64, 40)
	answers[0] = 1
	asked := slices.Repeat([]bool{true}, len(answers))
	if c := criterion("yes", answers, asked); c.Outliers || !(c.Skew > Skewed && c.Kurt > Peaked) {
		t.Errorf("%+v", c)
	}
	answers[1] = 0.5
	if c := criterion("number", answers, asked); !c.Outliers {
		t.Errorf("%+v", c)
	}
}

func TestPairsAndBranches(t *testing.T) {
	r := small(t)
	want := map[string]bool{"ab a b": false, "ab a c": true, "ab b c": true}
	if len(r.Pairs) != len(want) {
		t.Fatalf("%+v", r.Pairs)
	}
	for _, p := range r.Pairs {
		negative, ok := want[p.Branch+" "+p.A+" "+p.B]
		if !ok || negative != p.Negative || negative != (p.R < 0) {
			t.Errorf("%+v", p)
		}
	}
	for _, b := range r.Branches {
		switch b.ID {
		case "ab":
			if !(b.Alpha < 0) || !(b.Explained > 0.95) || !(b.Loadings[0] > 0 && b.Loadings[1] > 0 && b.Loadings[2] < 0) {
				t.Errorf("%+v", b)
			}
		case "rest":
			if b.Explained != 1 || !math.IsNaN(b.Loadings[0]) || b.Loadings[1] != 1 {
				t.Errorf("a constant has no loading: %+v", b)
			}
		}
	}
}

// A correlation of 0.8114 among six is as probable as 5 % by chance: the critical
// value of tables of Pearson's r for four degrees of freedom, two-sided.
func TestChanceIsThatOfTables(t *testing.T) {
	if p := chance(-0.8114, 6); math.Abs(p-0.05) > 1e-4 {
		t.Errorf("chance %v", p)
	}
	if p := chance(0.9172, 6); math.Abs(p-0.01) > 1e-4 {
		t.Errorf("chance %v", p)
	}
	if chance(0.9, 2) != 1 || chance(-1, 5) != 0 {
		t.Error("two pairs say nothing; a straight line cannot be chance")
	}
}

func TestShift(t *testing.T) {
	if mean, most := shift([]int{1, 2, 3, 0, 4}, []int{3, 2, 1, 4, 0}); mean != 4.0/3 || most != 2 {
		t.Errorf("%v %v", mean, most)
	}
}
