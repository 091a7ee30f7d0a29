// Package formula writes a rule once: a typed expression is both the text of a
// formula, in what Excel 2016 and LibreOffice 7.4 compute, and its value. It
// believes that what a cell shows before anything is computed, and what it shows
// afterwards, may not come from two places.
//
//	left := formula.Num(12).Minus(formula.CountA(answers))
//	formula.Text(left)            // 12-COUNTA('Practice 1'!$D$14:$D$41)
//	formula.Eval(left, "", cells) // the number of that, over the cells
//
// The functions of this package are the formulas' own: their arguments count from
// 1, texts are compared without regard to capitals, and what is blank counts as an
// empty text or zero. Values that depend on the language of the program (a decimal
// comma) are no concern of theirs: a rule is not to rest on them.
package formula

import (
	"cmp"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
)

// Any is an expression.
type Any interface{ tree() node }

// Expressions by what they give. A Mixed is a number, a text or blank, as a cell
// is; one converts into another where the rule knows more than the type.
type (
	Number struct{ node }
	String struct{ node }
	Bool   struct{ node }
	Mixed  struct{ node }
)

func (e Number) tree() node { return e.node }
func (e String) tree() node { return e.node }
func (e Bool) tree() node   { return e.node }
func (e Mixed) tree() node  { return e.node }

type kind interface{ Number | String | Bool | Mixed }

// A node is a part of an expression.
type node interface {
	// write appends the node as it stands in a place that binds its operands so tightly.
	write(b []byte, binds int) []byte
	eval(on *sheet) Value
}

// Text returns an expression as the text of a formula, without the sign of equality.
func Text(e Any) string { return string(AppendText(nil, e)) }

// AppendText appends the text of a formula, without the sign of equality.
func AppendText(b []byte, e Any) []byte { return e.tree().write(b, 0) }

// Eval returns the value of an expression that stands on a sheet.
func Eval(e Any, name string, cells Cells) Value {
	on := sheets.Get().(*sheet)
	on.name, on.cells = name, cells
	v := e.tree().eval(on).single()
	on.clear()
	sheets.Put(on)
	return v
}

// A constant is a value that stands in the formula itself.
type constant struct{ Value }

// Num returns a number; Str a text; Truth a value of logic.
func Num(x float64) Number { return Number{&constant{Value{Kind: Numeric, X: x}}} }

// Str returns a text. One longer than a formula may hold has to be cut before.
func Str(s string) String { return String{&constant{textual(s)}} }

// Truth returns TRUE or FALSE.
func Truth(b bool) Bool { return Bool{&constant{logical(b)}} }

func (c *constant) eval(*sheet) Value { return c.Value }

func (c *constant) write(b []byte, binds int) []byte {
	if c.Kind == Numeric && c.X < 0 && binds > 0 {
		b = append(b, '(')
		b = append(b, c.literal()...)
		return append(b, ')')
	}
	switch c.Kind {
	case Numeric:
		return strconv.AppendFloat(b, c.X, 'f', -1, 64)
	case Textual:
		return appendQuoted(b, c.S)
	}
	return append(b, c.literal()...)
}

// literal returns a value as it stands in a formula.
func (v Value) literal() string {
	switch {
	case v.Kind == Numeric:
		return strconv.FormatFloat(v.X, 'f', -1, 64)
	case v.Kind == Textual:
		return Quoted(v.S)
	case v.Kind == Logical && v.X == 0:
		return "FALSE"
	case v.Kind == Logical:
		return "TRUE"
	}
	var b strings.Builder
	for i, one := range v.many.cells {
		if i > 0 {
			b.WriteByte(map[bool]byte{false: ',', true: ';'}[i%v.many.cols == 0])
		}
		b.WriteString(one.literal())
	}
	return "{" + b.String() + "}"
}

// Quoted writes a text as a string of a formula.
func Quoted(s string) string { return string(appendQuoted(nil, s)) }

// appendQuoted appends a text as a string of a formula.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for {
		before, behind, more := strings.Cut(s, `"`)
		if b = append(b, before...); !more {
			return append(b, '"')
		}
		b, s = append(b, `""`...), behind
	}
}

// Strings returns a row of texts: what is done with it is done with each.
func Strings(list ...string) String {
	row := make([]Value, len(list))
	for i, s := range list {
		row[i] = textual(s)
	}
	return String{&constant{Value{many: &array{row, len(row)}}}}
}

// Numbers returns a row of numbers.
func Numbers(list ...int) Number {
	row := make([]Value, len(list))
	for i, x := range list {
		row[i] = Value{Kind: Numeric, X: float64(x)}
	}
	return Number{&constant{Value{many: &array{row, len(row)}}}}
}

// A Ref is a cell; column and row count from 1. Sheet "" is the sheet of the
// formula itself. Of a sheet that may not be there yet the name stands in a cell, Named:
// the formula fails while there is none so called. A part that is Free moves when the
// formula is copied, as it is when it colours many cells.
type Ref struct {
	Sheet            string
	Named            *Ref
	Col, Row         int
	FreeCol, FreeRow bool
}

// Cell returns what stands in the cell.
func (r Ref) Cell() Mixed { return Mixed{r} }

// String returns the cell as formulas name it: 'Sheet'!$D$5.
func (r Ref) String() string { return string(r.write(nil, 0)) }

// here appends the cell without its sheet.
func (r Ref) here(b []byte) []byte { return strconv.AppendInt(r.named(b), int64(r.Row), 10) }

// named appends the column of the cell, and what stands before the number of its row.
func (r Ref) named(b []byte) []byte {
	if !r.FreeCol {
		b = append(b, '$')
	}
	b = append(b, cell.ColumnName(r.Col)...)
	if !r.FreeRow {
		b = append(b, '$')
	}
	return b
}

// SheetName returns the name of a sheet as formulas have it.
func SheetName(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

func (r Ref) write(b []byte, _ int) []byte {
	if r.Named != nil {
		return append(r.here(r.indirect(b)), `")`...)
	}
	return r.here(r.on(b))
}

// on appends the sheet of the cell.
func (r Ref) on(b []byte) []byte {
	if r.Sheet == "" {
		return b
	}
	b = append(b, '\'')
	b = append(b, strings.ReplaceAll(r.Sheet, "'", "''")...)
	return append(b, "'!"...)
}

// indirect appends what stands before a cell, or an area, of a sheet by its name in a cell.
func (r Ref) indirect(b []byte) []byte {
	return append(r.Named.write(append(b, `INDIRECT("'"&`...), 0), `&"'!`...)
}

func (r Ref) eval(on *sheet) Value {
	name, there := r.sheet(on)
	if !there {
		return failed("#REF!")
	}
	return on.at(name, r.Col, r.Row)
}

// sheet returns the name of the sheet, and whether there is one.
func (r Ref) sheet(on *sheet) (name string, there bool) {
	if r.Named == nil {
		return r.Sheet, true
	}
	name = r.Named.eval(on).String()
	has, tells := on.cells.(interface{ Has(sheet string) bool })
	return name, name != "" && tells && has.Has(name)
}

// An Area is a rectangle of cells with its first and last cell.
type Area struct {
	First            Ref
	LastCol, LastRow int

	column Column // of an area of a Shape, where its cells are; nil: that is to be asked for
}

// To returns the area from a cell to another of its sheet.
func (r Ref) To(col, row int) Area { return Area{First: r, LastCol: col, LastRow: row} }

func (a Area) tree() node { return a }

// String returns the area as formulas name it: 'Sheet'!$D$5:$D$9.
func (a Area) String() string { return string(a.write(nil, 0)) }

func (a Area) write(b []byte, _ int) []byte {
	last := a.First
	last.Col, last.Row = a.LastCol, a.LastRow
	if a.First.Named != nil {
		return append(last.here(append(a.First.here(a.First.indirect(b)), ':')), `")`...)
	}
	return last.here(append(a.First.write(b, 0), ':'))
}

func (a Area) eval(on *sheet) Value {
	name, there := a.First.sheet(on)
	if !there {
		return failed("#REF!")
	}
	rows, cols := a.LastRow-a.First.Row+1, a.LastCol-a.First.Col+1
	if rows < 1 || cols < 1 {
		return Value{}
	}
	if column := a.in(on.cells, cmp.Or(name, on.name)); column != nil {
		if cells := column.Cells(a.First.Row, a.LastRow); cells != nil {
			return Value{many: on.over(cells, 1)}
		}
	}
	out := on.array(rows, cols)
	for i := range out.cells {
		out.cells[i] = on.at(name, a.First.Col+i%cols, a.First.Row+i/cols)
	}
	return Value{many: out}
}

// in returns the column that an area of one lies in; nil where none is kept.
func (a *Area) in(cells Cells, sheet string) Column {
	if kept, is := cells.(Columns); is && a.column == nil && a.First.Col == a.LastCol {
		return kept.Column(sheet, a.LastCol)
	}
	return a.column
}

// A call is a function with its arguments.
type call struct {
	*function
	args []node
}

func (c *call) write(b []byte, _ int) []byte {
	b = append(append(b, c.name...), '(')
	for i, arg := range c.args {
		if i > 0 {
			b = append(b, ',')
		}
		b = arg.write(b, 0)
	}
	return append(b, ')')
}

func (c *call) eval(on *sheet) Value {
	f := c.function
	switch {
	case f.lazy != nil:
		return f.lazy(on, c.args)
	case f.one != nil:
		return on.eachOne(f, c.args[0].eval(on))
	}
	args := on.args.take(len(c.args))
	for i, arg := range c.args {
		args[i] = arg.eval(on)
	}
	if f.whole != nil {
		return f.whole(args)
	}
	return on.each(f, args)
}

func calls(name string, args ...Any) *call {
	c := &call{functions[name], make([]node, len(args))}
	for i, a := range args {
		c.args[i] = a.tree()
	}
	return c
}

// An infix is an operator between terms, which it takes from the left.
type infix struct {
	operator
	terms []node
}

func (o *infix) write(b []byte, binds int) []byte {
	own := o.binds()
	if own < binds {
		b = append(b, '(')
	}
	for i, t := range o.terms {
		tight := own
		if i > 0 {
			b = append(b, signs[o.operator]...)
			tight++ // a*(b/c) is not a*b/c to the last digit
		}
		b = t.write(b, tight)
	}
	if own < binds {
		b = append(b, ')')
	}
	return b
}

func (o *infix) eval(on *sheet) Value {
	v := o.terms[0].eval(on)
	for _, t := range o.terms[1:] {
		if w := t.eval(on); v.many == nil && w.many == nil {
			v = o.of(&v, &w)
		} else {
			v = on.pairs(o.operator, v, w)
		}
	}
	return v
}

// joined joins terms; a sum of sums is one sum.
func joined(by operator, terms ...Any) *infix {
	o := &infix{operator: by}
	for _, t := range terms {
		in, same := t.tree().(*infix)
		if same && in.operator == by && by.joins() {
			o.terms = append(o.terms, in.terms...)
			continue
		}
		o.terms = append(o.terms, t.tree())
	}
	return o
}

// AsMixed returns an expression of which only the cell matters that shows it.
func AsMixed(e Any) Mixed { return Mixed{e.tree()} }
