// Package impute fills what is unknown with what the others have. It believes
// that who has no group has nobody to borrow from, and that what was filled must
// be known as filled.
package impute

import (
	"math"

	"depository.example/depository/pipeline/measure/stat"
)

// A Method says what fills a hole. The zero Method leaves holes as they are.
type Method struct {
	By    By
	Group string // the grouping within which is lent; "" over all units
}

// By is the statistic that fills a hole.
type By string

// What a method file may name.
const (
	Leave  By = "none"   // holes stay
	Mean   By = "mean"   // of the known values
	Median By = "median" // of the known values
)

// Fills reports whether the method fills anything.
func (m Method) Fills() bool { return m.By != Leave && m.By != "" }

// A Result says what was done.
type Result struct {
	Filled []bool // by unit; nil: none is
	Lost   int    // holes for which nobody lends
	Alone  int    // holes filled from one known value
}

// Fill puts values into the holes of a column: units whose value is not known
// (NaN) though it was asked for. groups names the group of each unit, "" none; nil:
// all lend to all. Units that are apart are filled and lend nothing.
func (m Method) Fill(value []float64, asked, apart func(unit int) bool, groups []string) Result {
	hole := func(u int) bool { return math.IsNaN(value[u]) && asked(u) }
	var r Result
	if !m.Fills() || !some(len(value), hole) {
		return r
	}
	known := lent(value, apart, groups)
	with := make(map[string]float64, len(known))
	for g, values := range known {
		with[g] = m.of(values)
	}
	for u := range value {
		if !hole(u) {
			continue
		}
		g := groupOf(groups, u)
		x, ok := with[g]
		if !ok {
			r.Lost++
			continue
		}
		if len(known[g]) == 1 {
			r.Alone++
		}
		if r.Filled == nil {
			r.Filled = make([]bool, len(value))
		}
		value[u], r.Filled[u] = x, true
	}
	return r
}

func some(n int, holds func(int) bool) bool {
	for u := range n {
		if holds(u) {
			return true
		}
	}
	return false
}

// lent returns the known values of each group in the order of their units, "" for
// all where there are no groups.
func lent(value []float64, apart func(int) bool, groups []string) map[string][]float64 {
	known := map[string][]float64{}
	if groups == nil {
		known[""] = make([]float64, 0, len(value))
	}
	for u, v := range value {
		if g := groupOf(groups, u); (g != "" || groups == nil) && !math.IsNaN(v) && !apart(u) {
			known[g] = append(known[g], v)
		}
	}
	if groups == nil && len(known[""]) == 0 {
		return nil
	}
	return known
}

// of returns the value that fills a hole among these.
func (m Method) of(values []float64) float64 {
	if m.By == Median {
		return stat.Median(values)
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

func groupOf(groups []string, u int) string {
	if groups == nil {
		return ""
	}
	return groups[u]
}
