package indicator

import (
	"fmt"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/stat"
)

// A RowsError says that a unit has several rows which a leaf cannot combine.
type RowsError struct {
	Unit, Node    string
	Rows          int
	First, Second int // rows of the data, 1-based
}

// Words says what stands twice (wording.Told).
func (e *RowsError) Words() (key string, args []any) {
	return "index.rows", []any{"unit", e.Unit, "n", e.Rows, "first", e.First, "second", e.Second, "node", e.Node}
}

// Error says what stands twice, in English.
func (e *RowsError) Error() string {
	return fmt.Sprintf("the unit %q has %d rows (rows %d and %d of the data), and %s does not say how to combine them (rows: [{take: average}])",
		e.Unit, e.Rows, e.First, e.Second, e.Node)
}

// Combine makes one value a unit of several rows: of runs of f, which are the rows of
// each unit, into a frame of one row each.
func (n Indicator) Combine(f *Frame, runs [][]int, into *Frame) {
	all := Values{Value: make([]float64, len(f.Keys)), Cover: make([]float64, len(f.Keys))}
	n.read(f, &Change{}, nil, &all)
	one := Values{Value: make([]float64, len(runs)), Cover: make([]float64, len(runs)), Doubts: all.Doubts}
	mixed, lost := 0, 0
	for u, rows := range runs {
		var differ bool
		one.Value[u], one.Cover[u], differ = n.combine(&all, f, rows)
		if differ {
			mixed++
		}
		if len(rows) > 1 && n.rowsLine(f, rows[0]) < 0 {
			lost++
		}
	}
	if lost > 0 {
		one.Doubts = append(one.Doubts, Doubt{Node: n.ID, Code: "rows-line", Count: lost})
	}
	if mixed > 0 {
		one.Doubts = append(one.Doubts, Doubt{Node: n.ID, Code: "rows-mixed", Count: mixed})
	}
	if into.combined == nil {
		into.combined = map[string]Values{}
	}
	into.combined[n.ID] = one
}

// combine makes one value of the rows of a unit; unknown rows stay out.
func (n Indicator) combine(all *Values, f *Frame, rows []int) (value, cover float64, differ bool) {
	if len(rows) == 1 {
		return all.Value[rows[0]], all.Cover[rows[0]], false
	}
	line := n.rowsLine(f, rows[0])
	cover = math.NaN()
	var known []float64
	for _, r := range rows {
		differ = differ || n.rowsLine(f, r) != line
		if c := all.Cover[r]; !math.IsNaN(c) && !(cover >= c) {
			cover = c
		}
		if v := all.Value[r]; !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	if len(known) == 0 || line < 0 {
		return math.NaN(), min(cover, 0), differ
	}
	return n.Leaf.Rows[line].Take.of(known, n.Leaf.Lower), cover, differ
}

// rowsLine returns the first line of rows that holds for a row; -1: none does.
func (n Indicator) rowsLine(f *Frame, row int) int {
	return slices.IndexFunc(n.Leaf.Rows, func(l RowsLine) bool { return l.When.Holds(f.operands(&row)) })
}

// of combines known values, in the order of their rows.
func (t Take) of(known []float64, lower bool) float64 {
	switch {
	case t == Average:
		return stat.Mean(known)
	case t == Total:
		return stat.Sum(known)
	case t == First:
		return known[0]
	case (t == Best) != lower:
		return slices.Max(known)
	}
	return slices.Min(known)
}
