package formula

import (
	"math"
	"slices"
)

// A Part of an area from one of its cells to another, both counted from 1.
func Part(of Area, from, to Number) Mixed { return Mixed{&span{of, from.node, to.node}} }

// A span is a part of an area of one column.
type span struct {
	of       Area
	from, to node
}

func (s *span) write(b []byte, _ int) []byte {
	return indexed(append(indexed(b, s.of, s.from), ':'), s.of, s.to)
}

// indexed appends the cell of an area by its number.
func indexed(b []byte, of Area, n node) []byte {
	b = append(of.write(append(b, "INDEX("...), 0), ',')
	return append(n.write(b, 0), ')')
}

func (s *span) eval(on *sheet) Value {
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
func Nth(of Area, n Number) Mixed { return Mixed{&nth{of, n.node}} }

// An nth is a cell of an area of one column.
type nth struct {
	of Area
	n  node
}

func (s *nth) write(b []byte, _ int) []byte { return indexed(b, s.of, s.n) }

func (s *nth) eval(on *sheet) Value {
	n := s.n.eval(on)
	if n.X < 1 || s.of.First.Row+int(n.X)-1 > s.of.LastRow {
		return failed("#REF!")
	}
	if s.of.column != nil {
		return s.of.column.Cell(s.of.First.Row + int(n.X) - 1)
	}
	return on.at(s.of.First.Sheet, s.of.First.Col, s.of.First.Row+int(n.X)-1)
}

// Once returns an expression whose text and value are made once, for all formulas of
// one sheet and one moment in which it stands.
func Once(e Number) Number { return Number{&once{node: e.node}} }

type once struct {
	node
	texts [6][]byte // by how tightly a place binds
	value Value
	known bool
	moves bool // of a Shape: it is another in another row
	row   int
}

func (o *once) write(b []byte, binds int) []byte {
	text := &o.texts[binds]
	if *text == nil {
		*text = o.node.write(nil, binds)
	}
	return append(b, *text...)
}

func (o *once) eval(on *sheet) Value {
	if !o.known || o.moves && o.row != on.row {
		o.value, o.known, o.row = o.node.eval(on).copied(), true, on.row
	}
	return o.value
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
	total, first := 0.0, all(args, 0)
	for k := range args[1:] {
		if len(all(args, k+1)) != len(first) {
			return failed("#VALUE!")
		}
	}
	for i := range first {
		if first[i].Kind == Failed {
			return first[i]
		}
		x := weight(&first[i])
		for k := range args[1:] {
			x *= weight(&all(args, k+1)[i])
		}
		total += x
	}
	return numeric(total)
}

// weight is a value as SUMPRODUCT takes it: what is no number is nothing.
func weight(v *Value) float64 {
	if v.Kind == Numeric {
		return v.X
	}
	return 0
}

// numbersOf are the numbers among arguments.
func numbersOf(args []Value) (out []float64) {
	for i := range args {
		for _, v := range all(args, i) {
			if v.Kind == Numeric {
				out = append(out, v.X)
			}
		}
	}
	return out
}

// statistics are functions of the numbers among their arguments.
var statistics = map[string]func([]float64) float64{
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
