package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"
	"golang.org/x/sync/errgroup"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/formula"
)

// The library writes formulas without values. A file opened from a letter, or
// read by a program that does not compute, would show nothing; so what each
// formula gives is written into the parts of the file as they go out.

// It writes no place within another file that a link leads to either; that is set
// in at the same time.

// A content is what a cell has: a value, or an expression and, once it has been
// asked for, its value.
type content struct {
	value formula.Value
	expr  formula.Any // nil: none, or computed
	of    bool        // of a formula
}

// keep notes what stands in a cell, for formulas that look there.
func (b *Book) keep(sheet string, col, row int, value any) {
	var c content
	switch v := value.(type) {
	case string:
		c.value = textual(v)
	case Value:
		c.value = v.computed()
	case int:
		c.value = formula.Value{Kind: formula.Numeric, X: float64(v)}
	case formula.Any:
		c.expr, c.of = v, true
	case []Run:
		c.value.Kind = formula.Textual
		for _, run := range v {
			c.value.S += run.Text
		}
	}
	if b.cells[sheet] == nil {
		b.cells[sheet] = map[[2]int]content{}
	}
	b.cells[sheet][[2]int{col, row}] = c
}

func textual(s string) (v formula.Value) {
	if s != "" {
		v = formula.Value{Kind: formula.Textual, S: s}
	}
	return v
}

// computed returns what a spreadsheet takes a typed value for.
func (v Value) computed() formula.Value {
	x, isNumber := v.Number()
	switch {
	case isNumber:
		return formula.Value{Kind: formula.Numeric, X: x, As: map[Kind]byte{PercentValue: 'P', DateValue: 'D'}[v.Kind]}
	case v.Kind == BoolValue && v.Text == "TRUE":
		return formula.Value{Kind: formula.Logical, X: 1}
	case v.Kind == BoolValue:
		return formula.Value{Kind: formula.Logical}
	}
	return textual(v.Text)
}

// Cell returns what a cell shows: what has been written, or what its formula gives.
func (b *Book) Cell(sheet string, col, row int) formula.Value {
	at := [2]int{col, row}
	c := b.cells[sheet][at]
	if expr := c.expr; expr != nil {
		c.expr, c.value = nil, formula.Value{Kind: formula.Failed, S: "#REF!"} // until then: of a formula that asks for itself
		b.cells[sheet][at] = c
		c.value = formula.Eval(expr, sheet, b)
		if c.value.Kind == formula.Blank { // a formula shows a blank cell as zero
			c.value.Kind = formula.Numeric
		}
		b.cells[sheet][at] = c
	}
	return c.value
}

// Has tells whether there is a sheet of a name.
func (b *Book) Has(sheet string) bool {
	n, err := b.file.GetSheetIndex(sheet)
	return err == nil && n >= 0
}

// parts is the archive of a workbook being written.
type parts struct {
	*zip.Writer
	shown map[string]map[string]formula.Value // by part, by cell
	leads map[string]string                   // the place in another file, by cell of any sheet
	items []runItem                           // shared strings of several looks
}

// showFormulas has the file written with what its formulas show, and tells whether
// there are any.
func (b *Book) showFormulas() (any bool) {
	shown := map[string]map[string]formula.Value{}
	for id, sheet := range b.file.GetSheetMap() {
		part := map[string]formula.Value{}
		for at, c := range b.cells[sheet] {
			if c.of {
				part[At(at[0], at[1])], any = b.Cell(sheet, at[0], at[1]), true
			}
		}
		shown[partOf(id)] = part
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { // the library would hold the file whole
		p := parts{deflate.NewZip(b.to), shown, b.leads, b.items}
		if len(b.tables) == 0 {
			return p
		}
		return &ordered{p, b, map[string]*bytes.Buffer{}}
	})
	return any
}

// partOf is the part of the file of a sheet, by its number.
func partOf(id int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", id) }

// part is the part of the file of a sheet, by its name.
func (b *Book) part(sheet string) string {
	for id, name := range b.file.GetSheetMap() {
		if name == sheet {
			return partOf(id)
		}
	}
	return ""
}

// An ordered archive has the sheets of tables, which the library writes first and in
// any order, by their names, and their rows, which it does not know.
type ordered struct {
	parts
	book   *Book
	frames map[string]*bytes.Buffer // sheets without their rows; nil: they are written
}

// Create begins a part.
func (o *ordered) Create(name string) (io.Writer, error) {
	if o.frames != nil && strings.HasPrefix(name, "xl/worksheets/sheet") {
		o.frames[name] = &bytes.Buffer{}
		return o.frames[name], nil
	}
	if err := o.flush(); err != nil {
		return nil, err
	}
	return o.parts.Create(name)
}

// Close ends the archive.
func (o *ordered) Close() error { return errors.Join(o.flush(), o.parts.Close()) }

func (o *ordered) flush() error {
	for _, name := range slices.Sorted(maps.Keys(o.frames)) {
		if t := o.book.tables[name]; t != nil && t.Stretches != nil {
			if err := o.piecewise(name, t); err != nil {
				return err
			}
			continue
		}
		w, err := o.parts.Create(name)
		if err != nil {
			return err
		}
		if err := o.fill(w, name, o.book.tables[name]); err != nil {
			return err
		}
	}
	o.frames = nil
	return nil
}

// piecewise writes a sheet with the rows of its table in the stretches that it names. While
// some are packed, the next is made.
func (o *ordered) piecewise(name string, t *Table) error {
	pieces, from := make([]deflate.Piece, len(t.Stretches)), 0
	var packing errgroup.Group
	packing.SetLimit(atOnce)
	r := rows{looks: o.book.looks}
	for i, s := range t.Stretches {
		if s.Packed != nil {
			pieces[i] = *s.Packed
		} else {
			room := rooms.Get().(*[]byte)
			if *room = r.stretch(t, from, s.To, *room); r.err != nil {
				return errors.Join(r.err, packing.Wait())
			}
			packing.Go(func() (err error) {
				pieces[i], err = deflate.PackRows(*room)
				rooms.Put(room)
				return err
			})
		}
		from = s.To
	}
	head, tail := o.framed(name, t)
	first, err := deflate.Pack(head, false)
	last, failed := deflate.Pack(tail, true)
	if err := errors.Join(packing.Wait(), err, failed); err != nil {
		return err
	}
	for i, s := range t.Stretches {
		if s.Packed == nil && s.Kept != nil {
			s.Kept(pieces[i])
		}
	}
	return deflate.Put(o.Writer, name, slices.Concat([]deflate.Piece{first}, pieces, []deflate.Piece{last}))
}

// atOnce is how many stretches are packed at once.
const atOnce = 2

// rooms are used again to make stretches in: each grows to the largest of them.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// framed is what stands in a sheet before and behind the rows of its table.
func (o *ordered) framed(name string, t *Table) (head, tail []byte) {
	frame := o.frames[name].Bytes()
	begin := max(bytes.Index(frame, []byte("<sheetData>")), 0)
	end := max(bytes.LastIndex(frame, []byte("</sheetData>")), begin)
	return slices.Concat(frame[:begin], t.cols(), frame[begin:end]), frame[end:]
}

// fill writes a sheet with the rows of its table, which follow the header.
func (o *ordered) fill(w io.Writer, name string, t *Table) error {
	if t == nil {
		_, err := w.Write(o.frames[name].Bytes())
		return err
	}
	head, tail := o.framed(name, t)
	if _, err := w.Write(head); err != nil {
		return err
	}
	r := rows{looks: o.book.looks, to: w}
	if err := r.write(t); err != nil {
		return err
	}
	_, err := w.Write(tail)
	return err
}

// Create begins a part.
func (p parts) Create(name string) (io.Writer, error) {
	w, err := p.Writer.Create(name)
	if name == sharedStrings && err == nil && len(p.items) > 0 {
		return stringsPart{w, p.items}, nil
	}
	if cells := p.shown[name]; err == nil && len(cells)+len(p.leads) > 0 {
		return sheetPart{w, cells, p.leads}, nil
	}
	return w, err
}

// A sheetPart is the part of one sheet. The library writes it in one piece.
type sheetPart struct {
	io.Writer
	shown map[string]formula.Value
	leads map[string]string
}

// Write writes the sheet with a value behind each formula.
func (s sheetPart) Write(content []byte) (int, error) {
	const begin, end = `<c r="`, `</f></c>`
	var out bytes.Buffer
	for rest := s.linked(content); ; {
		i := bytes.Index(rest, []byte(end))
		if i < 0 {
			out.Write(rest)
			break
		}
		start := max(bytes.LastIndex(rest[:i], []byte(begin)), 0)
		out.Write(rest[:start])
		out.Write(s.valued(rest[start : i+len(end)]))
		rest = rest[i+len(end):]
	}
	if _, err := out.WriteTo(s.Writer); err != nil {
		return 0, err
	}
	return len(content), nil
}

// linked names in each link to another file the place in it (ECMA-376-1,
// 18.3.1.47, the attribute location).
func (s sheetPart) linked(content []byte) []byte {
	for _, cell := range slices.Sorted(maps.Keys(s.leads)) {
		var to bytes.Buffer
		_ = xml.EscapeText(&to, []byte(s.leads[cell])) // a buffer takes all
		begin := `<hyperlink ref="` + cell + `"`
		content = bytes.Replace(content, []byte(begin), []byte(begin+` location="`+to.String()+`"`), 1)
	}
	return content
}

// types of what a cell shows (ECMA-376-1, 18.18.11); a number has none.
var types = map[formula.Kind]string{formula.Textual: ` t="str"`, formula.Logical: ` t="b"`, formula.Failed: ` t="e"`}

// valued returns a cell with a formula the value that it shows; an empty text is
// a value too.
func (s sheetPart) valued(cell []byte) []byte {
	name, _, _ := bytes.Cut(bytes.TrimPrefix(cell, []byte(`<c r="`)), []byte(`"`))
	shown := s.shown[string(name)]
	cell = bytes.Replace(cell, []byte(` t="str"`), []byte(types[shown.Kind]), 1)
	text := shown.String()
	if shown.Kind == formula.Logical {
		text = fmt.Sprint(shown.X)
	}
	var value bytes.Buffer
	value.WriteString("</f><v>")
	_ = xml.EscapeText(&value, []byte(text)) // a buffer takes all
	value.WriteString("</v></c>")
	return slices.Concat(bytes.TrimSuffix(cell, []byte("</f></c>")), value.Bytes())
}
