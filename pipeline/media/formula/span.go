package formula

import (
	"math"
	"slices"
	"strings"
)

// A Part of an area from one of its cells to another, both counted from 1.
func Part(of Area, from, to Number) Mixed { return Mixed{span{of, from.node, to.node}} }

// A span is a part of an area of one column.
type span struct {
	of       Area
	from, to node
}

func (s span) write(b *strings.Builder, _ int) {
	call{"INDEX", []node{s.of, s.from}}.write(b, 0)
	b.WriteByte(':')
	call{"INDEX", []node{s.of, s.to}}.write(b, 0)
}

func (s span) eval(on sheet) (v Value) {
	from, to := s.from.eval(on), s.to.eval(on)
	if from.X < 1 || to.X < from.X || s.of.First.Row+int(to.X)-1 > s.of.LastRow {
		return failed("#REF!")
	}
	a := s.of
	a.LastRow = a.First.Row + int(to.X) - 1
	a.First.Row += int(from.X) - 1
	return a.eval(on)
}

// Nth returns a cell of an area of one column.
func Nth(of Area, n Number) Mixed { return Mixed{span{of, n.node, n.node}.single()} }

// single writes a span of one cell as that cell.
func (s span) single() node { return nth{s.of, s.from} }

type nth struct {
	of Area
	n  node
}

func (s nth) write(b *strings.Builder, _ int) { call{"INDEX", []node{s.of, s.n}}.write(b, 0) }

func (s nth) eval(on sheet) Value {
	n := s.n.eval(on)
	if n.X < 1 || s.of.First.Row+int(n.X)-1 > s.of.LastRow {
		return failed("#REF!")
	}
	return on.at(s.of.First.Sheet, s.of.First.Col, s.of.First.Row+int(n.X)-1)
}

// SumProduct adds the products of arrays of one size; what is no number counts as 0.
func SumProduct(arrays ...Any) Number { return Number{calls("SUMPRODUCT", arrays...)} }

// Middle is the median of numbers; what is none is left out.
func Middle(of ...Any) Number { return Number{calls("MEDIAN", of...)} }

// Count counts the numbers among cells.
func Count(of ...Any) Number { return Number{calls("COUNT", of...)} }

// Mean is the mean of the numbers of an area, Deviation their standard deviation by
// n−1.
func Mean(of Any) Number { return Number{calls("AVERAGE", of)} }

// Deviation is the standard deviation by n−1.
func Deviation(of Any) Number { return Number{calls("STDEV", of)} }

// Exp is e to a power, Power any number to one, Abs the distance from zero.
func Exp(x Number) Number { return Number{calls("EXP", x)} }

// Power returns x to the power p.
func Power(x, p Number) Number { return Number{calls("POWER", x, p)} }

// Abs returns the distance from zero.
func Abs(x Number) Number { return Number{calls("ABS", x)} }

// Link shows a text that leads to a place.
func Link(to, text String) String { return String{calls("HYPERLINK", to, text)} }

// products multiplies arrays element by element and adds.
func products(args []Value) Value {
	if len(args) == 1 {
		return sum(args)
	}
	total := 0.0
	first := flat(args[:1])
	rest := make([][]Value, len(args)-1)
	for k := range rest {
		if rest[k] = flat(args[k+1 : k+2]); len(rest[k]) != len(first) {
			return failed("#VALUE!")
		}
	}
	for i, v := range first {
		x := weight(v)
		for _, r := range rest {
			x *= weight(r[i])
		}
		if v.Kind == Failed {
			return v
		}
		total += x
	}
	return numeric(total)
}

// weight is a value as SUMPRODUCT takes it: what is no number is nothing.
func weight(v Value) float64 {
	if v.Kind == Numeric {
		return v.X
	}
	return 0
}

// numbersOf are the numbers among arguments.
func numbersOf(args []Value) (out []float64) {
	for _, v := range flat(args) {
		if v.Kind == Numeric {
			out = append(out, v.X)
		}
	}
	return out
}

// statistics are functions of the numbers among their arguments.
var statistics = map[string]func([]float64) float64{
	"COUNT":  func(x []float64) float64 { return float64(len(x)) },
	"MEDIAN": middle,
	"AVERAGE": func(x []float64) float64 {
		return total(x) / float64(len(x))
	},
	"STDEV": func(x []float64) float64 {
		mean, squares := total(x)/float64(len(x)), 0.0
		for _, v := range x {
			squares += float64((v - mean) * (v - mean))
		}
		return math.Sqrt(squares / float64(len(x)-1))
	},
}

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

func middle(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	if n == 0 {
		return math.NaN()
	}
	return x[(n-1)/2]/2 + x[n/2]/2
}

func init() {
	overAll["SUMPRODUCT"] = products
	for name, f := range statistics {
		overAll[name] = func(args []Value) Value { return numeric(f(numbersOf(args))) }
	}
	one := func(f func(float64) float64) func([]Value) Value {
		return func(a []Value) Value {
			x, failure, ok := a[0].number()
			if !ok {
				return failure
			}
			return numeric(f(x))
		}
	}
	functions["EXP"], functions["ABS"] = one(math.Exp), one(math.Abs)
	functions["POWER"] = arithmetic(math.Pow)
	functions["HYPERLINK"] = func(a []Value) Value { return a[1] }
}
