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
	known := m.lent(value, apart, groups)
	with := make(map[string]float64, len(known))
	for g, l := range known {
		with[g] = m.of(l)
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
		if known[g].n == 1 {
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

// A lender is what the known values of a group are, in the order of their units.
type lender struct {
	n      int
	sum    float64
	values []float64 // nil: they are not asked for one by one
}

// lent returns what each group has to lend, "" for all where there are no groups.
func (m Method) lent(value []float64, apart func(int) bool, groups []string) map[string]*lender {
	known := map[string]*lender{}
	for u, v := range value {
		g := groupOf(groups, u)
		if g == "" && groups != nil || math.IsNaN(v) || apart(u) {
			continue
		}
		l := known[g]
		if l == nil {
			l = &lender{}
			known[g] = l
		}
		l.n++
		l.sum += v
		if m.By == Median {
			l.values = append(l.values, v)
		}
	}
	return known
}

// of returns the value that fills a hole of a group.
func (m Method) of(l *lender) float64 {
	if m.By == Median {
		return stat.Median(l.values)
	}
	return l.sum / float64(l.n)
}

func groupOf(groups []string, u int) string {
	if groups == nil {
		return ""
	}
	return groups[u]
}
