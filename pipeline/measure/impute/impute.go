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

// Learn returns what the groups of a column have to lend: the values that are known (not
// NaN) of units that are not apart (nil: none is). groups names the group of each unit, ""
// none; nil: all lend to all. The order of the units changes no bit of it.
func (m Method) Learn(value []float64, apart []bool, groups []string) Lent {
	if groups == nil && apart == nil && m.By != Median { // that of a column in each of many draws
		if loan, ok := m.Among(value, nil); ok {
			return Lent{"": loan}
		}
		return Lent{}
	}
	all, known := new(lender), map[string]*lender{}
	each := func(do func(l *lender, v float64)) {
		for u, v := range value {
			if v != v || apart != nil && apart[u] || groups != nil && groups[u] == "" {
				continue
			}
			l := all
			if groups != nil {
				if l = known[groups[u]]; l == nil {
					l = new(lender)
					known[groups[u]] = l
				}
			}
			do(l, v)
		}
	}
	each(func(l *lender, v float64) { l.n, l.most = l.n+1, max(l.most, math.Abs(v)) })
	if all.n > 0 {
		known[""] = all
	}
	for _, l := range known {
		l.sum = stat.Fold(l.n, l.most)
	}
	each(func(l *lender, v float64) {
		if m.By == Median {
			l.values = append(l.values, v)
		} else {
			l.sum.Add(v)
		}
	})
	out := make(Lent, len(known))
	for g, l := range known {
		out[g] = Loan{m.of(l), l.n}
	}
	return out
}

// Among returns what units lend to each other, which are all of one group; false: none of
// them knows anything.
func (m Method) Among(value []float64, apart []bool) (Loan, bool) {
	if apart != nil || m.By == Median {
		return m.Learn(value, apart, nil).For(nil, 0)
	}
	n, most := 0, 0.0
	for _, v := range value {
		if v == v {
			n, most = n+1, max(most, math.Abs(v))
		}
	}
	if n == 0 {
		return Loan{}, false
	}
	return Loan{stat.Fold(n, most).Total(value) / float64(n), n}, true
}

// For returns what there is for a hole of a unit, of whose groups these are; false:
// nobody lends.
func (l Lent) For(groups []string, unit int) (Loan, bool) {
	group := ""
	if groups != nil {
		group = groups[unit]
	}
	loan, ok := l[group]
	return loan, ok
}

// Fill puts what was learnt into the holes of a column, or of a part of it: units whose
// value is not known (NaN) though it was asked for.
func (l Lent) Fill(value []float64, asked func(unit int) bool, groups []string) (r Result) {
	for u := range value {
		if !math.IsNaN(value[u]) || !asked(u) {
			continue
		}
		loan, ok := l.For(groups, u)
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
