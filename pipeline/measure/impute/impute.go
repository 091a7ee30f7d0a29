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

// Lent is what each group lends to its holes, "" all to all where there are no groups.
type Lent map[string]Loan

// A Loan fills the holes of a group.
type Loan struct {
	Value float64 // the method's statistic of the values that are known
	N     int     // how many these are
}

// Fill puts values into the holes of a column: units whose value is not known
// (NaN) though it was asked for. groups names the group of each unit, "" none; nil:
// all lend to all. Units that are apart are filled and lend nothing.
func (m Method) Fill(value []float64, asked, apart func(unit int) bool, groups []string) Result {
	if !m.Fills() || !some(len(value), func(u int) bool { return math.IsNaN(value[u]) && asked(u) }) {
		return Result{}
	}
	return m.Learn(value, apart, groups).Fill(value, asked, groups)
}

// Learn returns what the groups of a column have to lend. The order of the units
// changes no bit of it.
func (m Method) Learn(value []float64, apart func(unit int) bool, groups []string) Lent {
	lends := func(u int, v float64) (string, bool) {
		g := groupOf(groups, u)
		return g, !math.IsNaN(v) && (g != "" || groups == nil) && !apart(u)
	}
	known := map[string]*lender{}
	for u, v := range value {
		if g, ok := lends(u, v); ok {
			if known[g] == nil {
				known[g] = new(lender)
			}
			known[g].n++
			known[g].most = max(known[g].most, math.Abs(v))
		}
	}
	for _, l := range known {
		l.sum = stat.Fold(l.n, l.most)
	}
	for u, v := range value {
		if g, ok := lends(u, v); !ok {
			continue
		} else if l := known[g]; m.By == Median {
			l.values = append(l.values, v)
		} else {
			l.sum.Add(v)
		}
	}
	out := make(Lent, len(known))
	for g, l := range known {
		out[g] = Loan{m.of(l), l.n}
	}
	return out
}

// Fill puts what was learnt into the holes of a column, which may be another part of the
// column that it was learnt of.
func (l Lent) Fill(value []float64, asked func(unit int) bool, groups []string) (r Result) {
	for u := range value {
		if !math.IsNaN(value[u]) || !asked(u) {
			continue
		}
		loan, ok := l[groupOf(groups, u)]
		if !ok {
			r.Lost++
			continue
		}
		if loan.N == 1 {
			r.Alone++
		}
		if r.Filled == nil {
			r.Filled = make([]bool, len(value))
		}
		value[u], r.Filled[u] = loan.Value, true
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

// A lender is what the known values of a group are.
type lender struct {
	n      int
	most   float64 // how far from 0 the farthest is
	sum    stat.Folded
	values []float64 // nil: they are not asked for one by one
}

// of returns the value that fills a hole of a group.
func (m Method) of(l *lender) float64 {
	if m.By == Median {
		return stat.Median(l.values)
	}
	return l.sum.Value() / float64(l.n)
}

func groupOf(groups []string, u int) string {
	if groups == nil {
		return ""
	}
	return groups[u]
}
