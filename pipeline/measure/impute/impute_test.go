package impute

import (
	"math"
	"slices"
	"testing"
)

var nan = math.NaN()

func always(int) bool { return true }

// TestFill fills holes as one would by hand.
func TestFill(t *testing.T) {
	regions := []string{"west", "west", "west", "east", "east", "", "south"}
	for _, c := range []struct {
		name        string
		by          Method
		value       []float64
		groups      []string
		apart       []bool
		asked       func(int) bool
		want        []float64
		lost, alone int
	}{
		{"mean of all", Method{By: Mean}, []float64{1, nan, 2, 6, nan, nan, nan}, nil, nil, always, []float64{1, 3, 2, 6, 3, 3, 3}, 0, 0},
		{"median of all", Method{By: Median}, []float64{1, nan, 2, 60, nan, nan, nan}, nil, nil, always, []float64{1, 2, 2, 60, 2, 2, 2}, 0, 0},
		{"median of an even number", Method{By: Median}, []float64{1, 2, 4, 60, nan, nan, nan}, nil, nil, always, []float64{1, 2, 4, 60, 3, 3, 3}, 0, 0},
		{"mean of the group: one value alone, no group, nobody to lend", Method{By: Mean, Group: "region"},
			[]float64{1, 4, nan, 6, nan, nan, nan}, regions, nil, always, []float64{1, 4, 2.5, 6, 6, nan, nan}, 2, 1},
		{"who has no group has nobody to borrow from", Method{By: Mean, Group: "region"}, []float64{1, 1, 1, 6, 6, 5, nan},
			[]string{"west", "west", "west", "east", "east", "", ""}, nil, always, []float64{1, 1, 1, 6, 6, 5, nan}, 1, 0},
		{"who stands apart lends nothing, and borrows", Method{By: Mean}, []float64{10, nan, 20, 90, nan, nan, nan}, nil,
			[]bool{3: true, 4: true, 6: false}, always, []float64{10, 15, 20, 90, 15, 15, 15}, 0, 0},
		{"what was not asked stays unknown", Method{By: Mean}, []float64{1, nan, 3, nan, nan, nan, nan}, nil,
			nil, func(u int) bool { return u != 3 }, []float64{1, 2, 3, nan, 2, 2, 2}, 0, 0},
		{"nobody knows anything", Method{By: Mean}, []float64{nan, nan, nan, nan, nan, nan, nan}, nil, nil, always,
			[]float64{nan, nan, nan, nan, nan, nan, nan}, 7, 0},
	} {
		got := slices.Clone(c.value)
		r := c.by.Learn(c.value, c.apart, c.groups).Fill(got, c.asked, c.groups)
		if !slices.EqualFunc(got, c.want, same) || r.Lost != c.lost || r.Alone != c.alone {
			t.Errorf("%s: %v, lost %d, alone %d, want %v, %d, %d", c.name, got, r.Lost, r.Alone, c.want, c.lost, c.alone)
		}
		for u := range got {
			if filled := r.Filled != nil && r.Filled[u]; filled != (math.IsNaN(c.value[u]) && !math.IsNaN(c.want[u])) {
				t.Errorf("%s: unit %d is said to be filled: %v", c.name, u, filled)
			}
		}
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// TestOrderChangesNoBit lends the same whatever the order of the units: 1e16 + 1 − 1e16
// is 0 or 1 as one adds.
func TestOrderChangesNoBit(t *testing.T) {
	value := []float64{1e16, 1, -1e16, 0.1, 0.2, 0.3}
	first := Method{By: Mean}.Learn(value, nil, nil)[""]
	for range value {
		value = append(value[1:], value[0])
		if got := (Method{By: Mean}).Learn(value, nil, nil)[""]; got != first {
			t.Errorf("%v lends %v, else %v", value, got, first)
		}
	}
}

// TestFills tells the methods that leave holes.
func TestFills(t *testing.T) {
	for by, want := range map[By]bool{"": false, Leave: false, Mean: true, Median: true} {
		if got := (Method{By: by}).Fills(); got != want {
			t.Errorf("%q fills: %v", by, got)
		}
	}
}

// Where all are of one group, and where nobody stands apart, the loan is that of no groups.
func TestOneGroupIsAll(t *testing.T) {
	value := []float64{1e16, 1, nan, -1e16, 0.1, 0.2, 0.3}
	for _, by := range []By{Mean, Median} {
		m := Method{By: by}
		all := m.Learn(value, nil, nil)[""]
		if one := m.Learn(value, nil, slices.Repeat([]string{"all"}, len(value)))["all"]; one != all || m.Learn(value, make([]bool, len(value)), nil)[""] != all || all.N != 6 {
			t.Errorf("%s: %v of one group, %v of all", by, one, all)
		}
	}
}
