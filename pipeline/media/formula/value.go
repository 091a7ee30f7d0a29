package formula

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
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

// A Value is what stands in a cell, or what an expression comes to.
type Value struct {
	Kind Kind
	As   byte    // how a cell shows a number: 0 plainly, 'P' in per cent, 'D' as a date
	X    float64 // of a number; 1 and 0 of logic
	S    string  // of a text

	rows [][]Value // of an array; the fields above are then nothing
}

// Cells is where an expression looks things up. A cell of which nothing is known is
// the zero Value.
type Cells interface {
	Cell(sheet string, col, row int) Value
}

// columns are Cells that keep the values of whole columns.
type columns interface {
	Cells
	// Column returns the cells of a column, each a row of one; nil where it cannot.
	Column(sheet string, col, first, last int) [][]Value
}

// A sheet is where an expression stands, and the room in which it is computed:
// thousands of formulas are computed in the same.
type sheet struct {
	name  string
	cells Cells
	row   int            // of a Shape
	args  stack[Value]   // of calls that are being computed, and cells of arrays
	rows  stack[[]Value] // of arrays
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

// clear makes the room free for the next expression.
func (on *sheet) clear() { on.cells, on.args.used, on.rows.used = nil, 0, 0 }

// A stack lends room in pieces that are given back all at once.
type stack[T any] struct {
	room []T
	used int
}

// take lends a piece; what stands in it is what was there.
func (s *stack[T]) take(n int) []T {
	if s.used+n > len(s.room) { // pieces that are lent keep the room that they are in
		s.room, s.used = make([]T, max(2*len(s.room), n, 64)), 0
	}
	s.used += n
	return s.room[s.used-n : s.used : s.used]
}

func (on *sheet) at(name string, col, row int) Value {
	if name == "" {
		name = on.name
	}
	return on.cells.Cell(name, col, row)
}

// column returns the cells of a column where they are kept, otherwise nil.
func (on *sheet) column(name string, col, first, last int) [][]Value {
	kept, is := on.cells.(columns)
	if !is {
		return nil
	}
	if name == "" {
		name = on.name
	}
	return kept.Column(name, col, first, last)
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
func (on *sheet) each(f *function, args []Value) Value {
	rows, cols := 0, 0
	for i := range args {
		if a := args[i].rows; a != nil {
			rows, cols = max(rows, len(a)), max(cols, len(a[0]))
		}
	}
	if rows == 0 {
		return f.apply(args)
	}
	cells, one := on.args.take(rows*cols), on.args.take(len(args))
	out := Value{rows: on.rows.take(rows)}
	for i := range rows {
		out.rows[i], cells = cells[:cols:cols], cells[cols:]
		for j := range cols {
			for k := range args {
				one[k] = args[k].in(i, j)
			}
			out.rows[i][j] = f.apply(one)
		}
	}
	return out
}

// in returns the value of an array in a row and a column.
func (v *Value) in(row, col int) Value {
	if v.rows == nil {
		return *v
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

// flat goes over the values of arrays and of what is none, one after the other.
func flat(args []Value) iter.Seq[*Value] {
	return func(yield func(*Value) bool) {
		for i := range args {
			if args[i].rows == nil && !yield(&args[i]) {
				return
			}
			for _, row := range args[i].rows {
				for k := range row {
					if !yield(&row[k]) {
						return
					}
				}
			}
		}
	}
}

// copied returns a value that stays when the room of its expression is used again.
func (v Value) copied() Value {
	rows := slices.Clone(v.rows)
	for i := range rows {
		rows[i] = slices.Clone(rows[i])
	}
	v.rows = rows
	return v
}

// size counts the values of an array.
func (v *Value) size() int {
	if v.rows == nil {
		return 1
	}
	return len(v.rows) * len(v.rows[0])
}

// nth returns a value of an array, counted row by row.
func (v *Value) nth(i int) *Value {
	if v.rows == nil {
		return v
	}
	cols := len(v.rows[0])
	return &v.rows[i/cols][i%cols]
}
