package formula

import (
	"math"
	"strconv"
	"strings"
)

// A Kind is what a cell holds.
type Kind uint8

// The kinds of values.
const (
	Blank Kind = iota
	Numeric
	Textual
	Logical
	Failed // S is the error, as #VALUE!
)

// A Value is what stands in a cell, or what an expression gives.
type Value struct {
	Kind Kind
	X    float64 // of a number; 1 and 0 of logic
	S    string  // of a text
	As   byte    // how a cell shows a number: 0 plainly, 'P' in per cent, 'D' as a date

	rows [][]Value // of an array; the fields above are then nothing
}

// Cells is where an expression looks things up. A cell of which nothing is known is
// the zero Value.
type Cells interface {
	Cell(sheet string, col, row int) Value
}

// A sheet is where an expression stands.
type sheet struct {
	name  string
	cells Cells
}

func (on sheet) at(name string, col, row int) Value {
	if name == "" {
		name = on.name
	}
	return on.cells.Cell(name, col, row)
}

func textual(s string) Value { return Value{Kind: Textual, S: s} }

func numeric(x float64) Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return failed("#NUM!")
	}
	return Value{Kind: Numeric, X: x}
}

func logical(b bool) Value {
	if b {
		return Value{Kind: Logical, X: 1}
	}
	return Value{Kind: Logical}
}

func failed(what string) Value { return Value{Kind: Failed, S: what} }

// single is the first of an array: what a cell shows of it.
func (v Value) single() Value {
	if v.rows != nil {
		return v.rows[0][0]
	}
	return v
}

// String returns a value as a cell shows it, and as texts are made of it.
func (v Value) String() string {
	switch v.Kind {
	case Numeric:
		return shortest(v.X)
	case Logical:
		return v.literal()
	}
	return v.S
}

// shortest is a number in up to 15 digits, as programs show it in a wide cell.
func shortest(x float64) string {
	s := strconv.FormatFloat(x, 'g', 15, 64)
	x, _ = strconv.ParseFloat(s, 64) // digits of a number
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// number returns a value as something to count with; a text is none.
func (v Value) number() (x float64, failure Value, ok bool) {
	switch v.Kind {
	case Failed:
		return 0, v, false
	case Textual:
		return 0, failed("#VALUE!"), false
	}
	return v.X, v, true
}

// holds tells whether a condition holds.
func (v Value) holds() bool { return v.X != 0 }

// near is how far apart two numbers are that programs for tables take for one:
// sums that differ in their last bits alone.
const near = 1.0 / (1 << 48)

func equal(a, b float64) bool {
	return a == b || math.Abs(a-b) < near*math.Min(math.Abs(a), math.Abs(b))
}

// compare orders two values: numbers, then texts, then logic. What is blank is as
// much as what it is compared with.
func compare(a, b Value) int {
	if a.Kind == Blank {
		a.Kind = blankAs(b)
	}
	if b.Kind == Blank {
		b.Kind = blankAs(a)
	}
	switch {
	case a.Kind != b.Kind:
		return int(a.Kind) - int(b.Kind)
	case a.Kind == Textual && strings.EqualFold(a.S, b.S), a.Kind != Textual && equal(a.X, b.X):
		return 0
	case a.Kind == Textual:
		return strings.Compare(strings.ToLower(a.S), strings.ToLower(b.S))
	case a.X < b.X:
		return -1
	}
	return 1
}

func blankAs(v Value) Kind {
	if v.Kind == Blank {
		return Numeric
	}
	return v.Kind
}

// each applies a function to values, and to each in arrays: what is one row or one
// column stands for every row or column.
func each(name string, args []Value) Value {
	rows, cols := 0, 0
	for _, a := range args {
		if a.rows != nil {
			rows, cols = max(rows, len(a.rows)), max(cols, len(a.rows[0]))
		}
	}
	if rows == 0 {
		return apply(name, args)
	}
	out := Value{rows: make([][]Value, rows)}
	one := make([]Value, len(args))
	for i := range rows {
		out.rows[i] = make([]Value, cols)
		for j := range cols {
			for k, a := range args {
				one[k] = a.in(i, j)
			}
			out.rows[i][j] = apply(name, one)
		}
	}
	return out
}

// in returns the value of an array in a row and a column.
func (v Value) in(row, col int) Value {
	if v.rows == nil {
		return v
	}
	if len(v.rows) == 1 {
		row = 0
	}
	if row >= len(v.rows) {
		return failed("#N/A")
	}
	if len(v.rows[row]) == 1 {
		col = 0
	}
	if col >= len(v.rows[row]) {
		return failed("#N/A")
	}
	return v.rows[row][col]
}

// flat returns the values of arrays and of what is none, one after the other.
func flat(args []Value) (out []Value) {
	for _, a := range args {
		if a.rows == nil {
			out = append(out, a)
		}
		for _, row := range a.rows {
			out = append(out, row...)
		}
	}
	return out
}
