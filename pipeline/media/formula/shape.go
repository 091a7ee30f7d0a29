package formula

import (
	"slices"
	"strconv"
	"strings"
)

// A Shape is a formula that is the same in every row of a column but for the rows of cells
// that it names: those go on by so many rows each time. Its text is put together, and its
// value worked out, without an expression being made.
type Shape struct {
	of    node
	texts []string // between the rows
	rows  []moving
}

// A moving row is row in the first row of the column, and by each more in every next one.
type moving struct{ row, each int }

func (s *Shape) tree() node { return s.of }

// Texts are the parts of the text of the formula between which rows stand.
func (s *Shape) Texts() []string { return s.texts }

// Row returns the row that stands behind a part of the text, in a row of the column; rows
// of the column count from 0.
func (s *Shape) Row(part, row int) int { return s.rows[part].row + s.rows[part].each*row }

// AppendText appends the text of the formula in a row of the column.
func (s *Shape) AppendText(b []byte, row int) []byte {
	for i, text := range s.texts {
		if i > 0 {
			b = strconv.AppendInt(b, int64(s.Row(i-1, row)), 10)
		}
		b = append(b, text...)
	}
	return b
}

// Eval returns the value of the formula in a row of the column.
func (s *Shape) Eval(row int, name string, cells Cells) Value { return evalAt(s.of, row, name, cells) }

// A Shaper makes shapes; what stands Once in some stands once in their shapes.
type Shaper struct{ kept map[*once]*once }

// Shape makes one of the formulas of the first and the second row; ok is false where they
// are not of one shape.
func (s *Shaper) Shape(first, second Any) (shape *Shape, ok bool) {
	of, ok := s.across(first.tree(), second.tree())
	if !ok {
		return nil, false
	}
	shape = &Shape{of: of}
	for i, part := range strings.Split(string(of.write(nil, 0)), mark) {
		if i%2 == 0 {
			shape.texts = append(shape.texts, part)
			continue
		}
		row, each, _ := strings.Cut(part, ",")
		r, bad := strconv.Atoi(row)
		e, worse := strconv.Atoi(each)
		if bad != nil || worse != nil {
			return nil, false // a text has the mark
		}
		shape.rows = append(shape.rows, moving{r, e})
	}
	return shape, len(shape.texts) == len(shape.rows)+1
}

// mark stands around a row that moves; XML can hold none.
const mark = "\x00"

// moves writes a row that moves.
func (m moving) write(b []byte) []byte {
	b = strconv.AppendInt(append(b, mark...), int64(m.row), 10)
	return append(strconv.AppendInt(append(b, ','), int64(m.each), 10), mark...)
}

// across is a node of the first row with what moves to that of the second.
func (s *Shaper) across(a, b node) (node, bool) {
	switch a := a.(type) {
	case constant:
		b, same := b.(constant)
		return a, same && a.rows == nil && b.rows == nil && a.Kind == b.Kind && a.X == b.X && a.S == b.S && !strings.Contains(a.S, mark)
	case Ref:
		b, same := b.(Ref)
		a.each = b.Row - a.Row
		b.Row, b.each = a.Row, a.each
		return a, same && a == b && a.Named == nil
	case Area:
		b, same := b.(Area)
		return a, same && a == b
	case call:
		b, same := b.(call)
		args, all := s.all(a.args, b.args)
		a.args = args
		return a, same && a.name == b.name && all
	case infix:
		b, same := b.(infix)
		terms, all := s.all(a.terms, b.terms)
		a.terms = terms
		return a, same && a.sign == b.sign && all
	case span:
		b, same := b.(span)
		ends, all := s.all([]node{a.from, a.to}, []node{b.from, b.to})
		return span{a.of, ends[0], ends[1]}, same && a.of == b.of && all
	case nth:
		b, same := b.(nth)
		n, all := s.all([]node{a.n}, []node{b.n})
		return nth{a.of, n[0]}, same && a.of == b.of && all
	case *once:
		b, same := b.(*once)
		if !same {
			return a, false
		}
		kept := s.kept[a]
		if kept == nil {
			of, same := s.across(a.node, b.node)
			if !same {
				return a, false
			}
			if s.kept == nil {
				s.kept = map[*once]*once{}
			}
			kept = &once{node: of, moves: true}
			s.kept[a] = kept
		}
		return kept, true
	}
	return a, false
}

// all is across of each.
func (s *Shaper) all(a, b []node) ([]node, bool) {
	out, ok := slices.Clone(a), len(a) == len(b)
	for i := range out {
		if ok {
			out[i], ok = s.across(a[i], b[i])
		}
	}
	return out, ok
}
