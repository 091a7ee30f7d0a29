package document

import (
	"math"
	"slices"
	"testing"
)

func TestTicksAreRound(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      []float64
		decimals  int
	}{
		{0, 100, []float64{0, 20, 40, 60, 80, 100}, 0},
		{0, 5, []float64{0, 1, 2, 3, 4, 5}, 0},
		{0, 1, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}, 1},
		{-50, 50, []float64{-40, -20, 0, 20, 40}, 0},
		{0, 12, []float64{0, 2.5, 5, 7.5, 10}, 1},
	} {
		a := Axis{Min: c.low, Max: c.high}
		got := a.Ticks()
		near := slices.EqualFunc(got, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
		if !near || a.TickDecimals(got) != c.decimals {
			t.Errorf("%g to %g: %v with %d decimals, want %v with %d", c.low, c.high, got, a.TickDecimals(got), c.want, c.decimals)
		}
	}
}

func TestAxisWithoutEndsTakesThoseOfValues(t *testing.T) {
	rows := func(values ...float64) []FigureRow {
		var r FigureRow
		for _, x := range values {
			r.Values = append(r.Values, Value{X: x, Known: true})
		}
		return []FigureRow{r}
	}
	for _, c := range []struct {
		rows      []FigureRow
		low, high float64
	}{
		{rows(10, 90), 0, 90}, {rows(80, 90), 80, 90}, {rows(-3, 4, math.NaN()), -3, 4}, {rows(7, 7), 6, 8}, {rows(math.Inf(1)), 0, 1}, {nil, 0, 1},
	} {
		if a := (Axis{}).Over(c.rows); a.Min != c.low || a.Max != c.high {
			t.Errorf("%v: %g to %g, want %g to %g", c.rows, a.Min, a.Max, c.low, c.high)
		}
	}
	if a := (Axis{Min: 0, Max: 50}).Over(rows(10, 90)); a.Max != 50 || a.Share(90) != 1 || a.Share(25) != 0.5 || a.Share(-1) != 0 {
		t.Errorf("an axis of one's own: %+v, shares %g, %g, %g", a, a.Share(90), a.Share(25), a.Share(-1))
	}
}

func TestSharesOfAWhole(t *testing.T) {
	r := FigureRow{Values: []Value{{X: 1, Known: true}, {X: 3, Known: true}, {X: 9}, {X: -2, Known: true}}}
	if got := r.Shares(); !slices.Equal(got, []float64{0.25, 0.75, 0, 0}) {
		t.Error(got)
	}
}
