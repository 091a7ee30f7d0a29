package formula

import (
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

	many *array // of an array; the fields above are then nothing
}

// An array is values in rows of so many columns, row by row.
type array struct {
	cells []Value
	cols  int
}

func (a *array) rows() int { return len(a.cells) / a.cols }

// Cells is where an expression looks things up. A cell of which nothing is known is
// the zero Value.
type Cells interface {
	Cell(sheet string, col, row int) Value
}

// Columns are Cells that keep whole columns.
type Columns interface {
	Cells
	// Column returns a column of a sheet, counted from 1; nil where there is none.
	Column(sheet string, col int) Column
}

// A Column is the cells of a column; rows count from 1.
type Column interface {
	Cell(row int) Value
	// Cells returns the cells from a row to another, which nobody changes; nil where they
	// are not all there.
	Cells(first, last int) []Value
}

// A sheet is where an expression stands, and the room in which it is computed:
// thousands of formulas are computed in the same.
type sheet struct {
	name   string
	cells  Cells
	row    int          // of the column of a Shape
	args   stack[Value] // of calls that are being computed, and cells of arrays
	arrays stack[array]
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

// clear makes the room free for the next expression.
func (on *sheet) clear() { on.cells, on.args.used, on.arrays.used = nil, 0, 0 }

// array lends room for an array.
func (on *sheet) array(rows, cols int) *array { return on.over(on.args.take(rows*cols), cols) }

// over makes an array of cells.
func (on *sheet) over(cells []Value, cols int) *array {
	a := &on.arrays.take(1)[0]
	a.cells, a.cols = cells, cols
	return a
}

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
	if v.many != nil {
		return v.many.cells[0]
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
func (v *Value) holds() bool { return v.X != 0 }

// near is how far apart two numbers are that programs for tables take for one:
// sums that differ in their last bits alone.
const near = 1.0 / (1 << 48)

func equal(a, b float64) bool {
	return a == b || math.Abs(a-b) < near*math.Min(math.Abs(a), math.Abs(b))
}

// compare orders two values: numbers, then texts, then logic. What is blank is as
// much as what it is compared with.
func compare(a, b *Value) int {
	one, other := a.Kind, b.Kind
	if one == Blank {
		one = blankAs(other)
	}
	if other == Blank {
		other = blankAs(one)
	}
	switch {
	case one != other:
		return int(one) - int(other)
	case one == Textual && strings.EqualFold(a.S, b.S), one != Textual && equal(a.X, b.X):
		return 0
	case one == Textual:
		return strings.Compare(strings.ToLower(a.S), strings.ToLower(b.S))
	case a.X < b.X:
		return -1
	}
	return 1
}

func blankAs(k Kind) Kind {
	if k == Blank {
		return Numeric
	}
	return k
}

// each applies a function to values, and to each in arrays: what is one row or one
// column stands for every row or column.
func (on *sheet) each(f *function, args []Value) Value {
	rows, cols := spread(args)
	if rows == 0 {
		return f.apply(args)
	}
	out, one := on.array(rows, cols), on.args.take(len(args))
	for i := range out.cells {
		for k := range args {
			one[k] = args[k].in(i/cols, i%cols)
		}
		out.cells[i] = f.apply(one)
	}
	return Value{many: out}
}

// eachOne is each of a function of one value.
func (on *sheet) eachOne(f *function, v Value) Value {
	if v.many == nil {
		if v.Kind == Failed && !f.asks {
			return v
		}
		return f.one(v)
	}
	in, out := v.many.cells, on.array(v.many.rows(), v.many.cols)
	for i := range in {
		if in[i].Kind == Failed && !f.asks {
			out.cells[i] = in[i]
		} else {
			out.cells[i] = f.one(in[i])
		}
	}
	return Value{many: out}
}

// pairs is each of an operator, of which one value or both are arrays.
func (on *sheet) pairs(o operator, one, other Value) Value {
	args := on.args.take(2)
	args[0], args[1] = one, other
	rows, cols := spread(args)
	out := on.array(rows, cols)
	a, stepA := along(args, 0, rows, cols)
	b, stepB := along(args, 1, rows, cols)
	if a == nil || b == nil {
		for i := range out.cells {
			x, y := one.in(i/cols, i%cols), other.in(i/cols, i%cols)
			out.cells[i] = o.of(&x, &y)
		}
		return Value{many: out}
	}
	for i := range out.cells {
		if x, y := &a[i*stepA], &b[i*stepB]; o == times && x.Kind.counts() && y.Kind.counts() {
			out.cells[i] = numeric(float64(x.X * y.X))
		} else {
			out.cells[i] = o.of(x, y)
		}
	}
	return Value{many: out}
}

// spread is the size of what comes of values; rows is 0 where none is an array.
func spread(args []Value) (rows, cols int) {
	for i := range args {
		if a := args[i].many; a != nil {
			rows, cols = max(rows, a.rows()), max(cols, a.cols)
		}
	}
	return rows, cols
}

// along returns the values of one of several arguments, and by how many to go on from one to
// the next: of an array of the size its cells, of what is no array that itself, again and
// again; nil of another array.
func along(args []Value, one, rows, cols int) (cells []Value, step int) {
	switch a := args[one].many; {
	case a == nil:
		return all(args, one), 0
	case a.cols == cols && a.rows() == rows:
		return a.cells, 1
	}
	return nil, 0
}

// in returns the value of an array in a row and a column.
func (v *Value) in(row, col int) Value {
	a := v.many
	if a == nil {
		return *v
	}
	if a.rows() == 1 {
		row = 0
	}
	if a.cols == 1 {
		col = 0
	}
	if row >= a.rows() || col >= a.cols {
		return failed("#N/A")
	}
	return a.cells[row*a.cols+col]
}

// all returns the values of one of several arguments: those of an array, or the only one.
func all(args []Value, one int) []Value {
	if a := args[one].many; a != nil {
		return a.cells
	}
	return args[one : one+1]
}

// copied returns a value that stays when the room of its expression is used again.
func (v Value) copied() Value {
	if v.many != nil {
		v.many = &array{slices.Clone(v.many.cells), v.many.cols}
	}
	return v
}
