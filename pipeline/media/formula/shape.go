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
	on    *sheet
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

// Eval returns the value of the formula in a row of the column. While it is worked out, a
// cell that it asks for may be worked out by another shape of the same Shaper.
func (s *Shape) Eval(row int) Value {
	on := s.on
	outer, args, arrays := on.row, on.args.used, on.arrays.used
	on.row = row
	v := s.of.eval(on).single()
	on.row, on.args.used, on.arrays.used = outer, args, arrays
	return v
}

// A Shaper makes the shapes of formulas over cells, all of which name the sheets that they
// ask. What stands Once in some stands once in their shapes. One goroutine at a time works
// out values of its shapes.
type Shaper struct {
	on   sheet
	kept map[*once]*once
}

// Over has formulas ask cells.
func (s *Shaper) Over(cells Columns) { s.on.cells = cells }

// Shape makes one of the formulas of the first and the second row; ok is false where they
// are not of one shape.
func (s *Shaper) Shape(first, second Any) (shape *Shape, ok bool) {
	of, ok := s.across(first.tree(), second.tree())
	if !ok {
		return nil, false
	}
	shape = &Shape{of: of, on: &s.on}
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
	case *constant:
		b, same := b.(*constant)
		return a, same && a.many == nil && a.Value == b.Value && !strings.Contains(a.S, mark)
	case Ref:
		b, same := b.(Ref)
		each := b.Row - a.Row
		b.Row = a.Row
		return &place{a, each, s.column(a)}, same && a == b && a.Named == nil
	case Area:
		b, same := b.(Area)
		return s.area(a), same && a == b
	case *call:
		if b, same := b.(*call); same && a.function == b.function {
			args, all := s.all(a.args, b.args)
			return &call{a.function, args}, all
		}
	case *infix:
		if b, same := b.(*infix); same && a.operator == b.operator {
			terms, all := s.all(a.terms, b.terms)
			return &infix{a.operator, terms}, all
		}
	case *span:
		if b, same := b.(*span); same && a.of == b.of {
			ends, all := s.all([]node{a.from, a.to}, []node{b.from, b.to})
			return &span{s.area(a.of), ends[0], ends[1]}, all
		}
	case *nth:
		if b, same := b.(*nth); same && a.of == b.of {
			n, all := s.all([]node{a.n}, []node{b.n})
			return &nth{s.area(a.of), n[0]}, all
		}
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

// column finds the column of a cell.
func (s *Shaper) column(r Ref) Column {
	if r.Named != nil {
		return nil
	}
	return s.on.cells.(Columns).Column(r.Sheet, r.Col)
}

// area finds the column of an area of one.
func (s *Shaper) area(a Area) Area {
	if a.First.Col == a.LastCol {
		a.column = s.column(a.First)
	}
	return a
}

// A place is a cell of a Shape.
type place struct {
	Ref
	each   int    // rows that it moves from row to row
	column Column // nil: nothing is known of it
}

func (p *place) write(b []byte, _ int) []byte {
	b = p.named(p.on(b))
	if p.each == 0 {
		return strconv.AppendInt(b, int64(p.Row), 10)
	}
	return moving{p.Row, p.each}.write(b)
}

func (p *place) eval(on *sheet) Value {
	if p.column == nil {
		return Value{}
	}
	return p.column.Cell(p.Row + p.each*on.row)
}
