package workbook

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/survey/cell"
)

// The library makes an object of every cell. A table may have a million, so its rows
// are written here, in the form that the library writes (ECMA-376-1, 18.3.1.73).

// rows writes the rows of tables.
type rows struct {
	looks   map[Format]int
	to      io.Writer
	buffer  []byte
	scratch []byte // of a text before it is escaped
	number  int    // of the row that is being written
	digits  []byte // of that number
	columns []lane
	shapes  map[*formula.Shape][]string // the parts of their texts, escaped
	tails   map[*Format]string          // of cells, by their look
	err     error
}

// A lane is a column as its cells begin. A column has few looks.
type lane struct {
	name string // with what stands before it
	look *Format
	tail string // what stands behind the number of the row, by the look; "" it is not known yet
}

// Marks of the program's own faults; no partner can cause one.
var (
	errContent = errors.New("a cell of a table holds neither a text nor a truth value nor a number")
	errLook    = errors.New("a look of a table was not prepared")
)

// piece is how many bytes are written at once.
const piece = 1 << 16

// write writes all rows of a table.
func (r *rows) write(t *Table) error {
	r.begin(t)
	for n := range t.Rows {
		cells, height := t.Row(n)
		r.row(n+2, cells, height)
		if len(r.buffer) >= piece {
			r.flush()
		}
		if r.err != nil {
			break
		}
	}
	r.flush()
	return r.err
}

// begin makes ready for the rows of a table.
func (r *rows) begin(t *Table) {
	for len(r.columns) < len(t.Titles) {
		r.columns = append(r.columns, lane{name: ` r="` + cell.ColumnName(len(r.columns)+1)})
	}
}

// stretch returns the rows of a table from one to before another, made in a room.
func (r *rows) stretch(t *Table, from, to int, room []byte) []byte {
	r.begin(t)
	r.buffer = room[:0]
	for n := from; n < to && r.err == nil; n++ {
		cells, height := t.Row(n)
		r.row(n+2, cells, height)
	}
	return r.buffer
}

func (r *rows) flush() {
	if r.err == nil {
		_, r.err = r.to.Write(r.buffer)
	}
	r.buffer = r.buffer[:0]
}

func (r *rows) row(number int, cells []Cell, height float64) {
	r.number, r.digits = number, strconv.AppendInt(r.digits[:0], int64(number), 10)
	b := append(append(r.buffer, `<row r="`...), r.digits...)
	b = append(b, '"')
	if height > 0 {
		b = strconv.AppendFloat(append(b, ` ht="`...), height, 'f', -1, 64)
		b = append(b, `" customHeight="1"`...)
	}
	b = append(b, '>')
	for i := range cells {
		if c := &cells[i]; c.Formula != nil {
			b = r.computed(b, &r.columns[i], c)
		} else if c.Value != nil {
			b = r.cell(b, &r.columns[i], c)
		}
	}
	r.buffer = append(b, `</row>`...)
}

// cell appends a text or a number.
func (r *rows) cell(b []byte, column *lane, c *Cell) []byte {
	b = append(append(append(b, `<c`...), column.name...), r.digits...)
	b = append(b, r.tail(column, c.Look)...)
	switch v := c.Value.(type) {
	case string:
		b = inline(append(b, ` t="inlineStr">`...), v)
	case bool:
		b = append(b, map[bool]string{false: ` t="b"><v>0</v>`, true: ` t="b"><v>1</v>`}[v]...)
	case float64:
		b = append(number15(append(b, `><v>`...), v), `</v>`...)
	default:
		r.err = fmt.Errorf("%w: %T", errContent, v)
	}
	return append(b, `</c>`...)
}

// computed appends a formula with what it shows; what is blank is shown as zero.
func (r *rows) computed(b []byte, column *lane, c *Cell) []byte {
	b = append(b, `<c`...)
	v := &c.Shown
	isText := v.Kind == formula.Textual || v.Kind == formula.Failed
	if isText && spaced(v.S) {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = append(append(b, column.name...), r.digits...)
	b = append(b, r.tail(column, c.Look)...)
	switch {
	case isText:
		b = append(b, ` t="str">`...)
	case v.Kind == formula.Logical:
		b = append(b, ` t="b">`...)
	default:
		b = append(b, '>')
	}
	b = r.formula(b, c)
	if isText && v.S == "" {
		return append(b, `</c>`...)
	}
	if b = append(b, `<v>`...); isText {
		b = escaped(b, escaping(v.S))
	} else {
		b = number15(b, v.X)
	}
	return append(b, `</v></c>`...)
}

// formula appends the text of a formula.
func (r *rows) formula(b []byte, c *Cell) []byte {
	b = append(b, `<f>`...)
	shape, is := c.Formula.(*formula.Shape)
	if !is {
		r.scratch = formula.AppendText(r.scratch[:0], c.Formula)
		return append(escaped(b, r.scratch), `</f>`...)
	}
	for i, text := range r.shape(shape) {
		if i > 0 {
			b = r.line(b, shape.Row(i-1, c.Row))
		}
		b = append(b, text...)
	}
	return append(b, `</f>`...)
}

// line appends the number of a row, which mostly is that of the row that is written.
func (r *rows) line(b []byte, number int) []byte {
	if number == r.number {
		return append(b, r.digits...)
	}
	return strconv.AppendInt(b, int64(number), 10)
}

// shape returns the parts of the text of a shape as they stand in XML.
func (r *rows) shape(s *formula.Shape) []string {
	out, known := r.shapes[s]
	if !known {
		for _, text := range s.Texts() {
			out = append(out, string(escaped(nil, text)))
		}
		if r.shapes == nil {
			r.shapes = map[*formula.Shape][]string{}
		}
		r.shapes[s] = out
	}
	return out
}

// tail returns what stands behind the number of the row in a cell of a look. Styles stand in
// the file before the rows are asked for, so one that nobody prepared comes too late.
func (r *rows) tail(column *lane, look *Format) string {
	if column.tail == "" || column.look != look {
		column.look, column.tail = look, r.tails[look]
	}
	if column.tail == "" {
		column.tail = r.tailOf(look)
	}
	return column.tail
}

// tailOf makes the tail of a look.
func (r *rows) tailOf(look *Format) string {
	var of Format
	if look != nil {
		of = *look
	}
	id, known := r.looks[of]
	if !known {
		r.err = fmt.Errorf("%w: %+v", errLook, of)
	}
	tail := `"`
	if id > 0 {
		tail = `" s="` + strconv.Itoa(id) + `"`
	}
	if r.tails == nil {
		r.tails = map[*Format]string{}
	}
	r.tails[look] = tail
	return tail
}

// inline writes a text that stands in the cell itself.
func inline(b []byte, text string) []byte {
	b = append(b, `<is><t`...)
	if spaced(text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	text = escaping(text)
	b = append(b, '>')
	for { // an end of line is one
		whole, rest, more := strings.Cut(text, "\n")
		if b = escaped(b, whole); !more {
			break
		}
		b, text = append(b, '\n'), rest
	}
	return append(b, `</t></is>`...)
}

// escaping writes what looks like the number of a character so that it is read as it
// stands.
func escaping(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return numbered.ReplaceAllString(text, "_x005F$0")
}

// spaced reports whether a text begins or ends with a blank, which a reader would drop.
func spaced(text string) bool {
	return text != "" && (strings.IndexByte(" \t\n\r", text[0]) >= 0 || strings.IndexByte(" \t\n\r", text[len(text)-1]) >= 0)
}

// plain are the bytes of ASCII that stand in XML as they are.
var plain = func() (out [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		out[c] = !strings.ContainsRune(`"'&<>`, c)
	}
	return out
}()

// escaped appends a text as it stands in XML; what XML cannot hold is replaced.
func escaped[T string | []byte](b []byte, text T) []byte {
	from := 0
	for i := 0; i < len(text); {
		if plain[text[i]] {
			i++
			continue
		}
		c, size := rune(text[i]), 1
		switch {
		case c < utf8.RuneSelf:
		case c >= 0xC2 && c < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80: // two bytes, as Cyrillic has
			i += 2
			continue
		default:
			c, size = utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		}
		with := ""
		switch {
		case c == '"':
			with = "&#34;"
		case c == '\'':
			with = "&#39;"
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '\t':
			with = "&#x9;"
		case c == '\n':
			with = "&#xA;"
		case c == '\r':
			with = "&#xD;"
		case c < ' ', c == 0xFFFE, c == 0xFFFF, c == utf8.RuneError && size == 1:
			with = "\uFFFD"
		}
		if with != "" {
			b = append(append(b, text[from:i]...), with...)
			from = i + size
		}
		i += size
	}
	return append(b, text[from:]...)
}

// number15 appends a number with 15 digits, as many as spreadsheets keep.
func number15(b []byte, x float64) []byte {
	if n := int64(x); float64(n) == x && n != 0 && max(n, -n) < 1e15 {
		return strconv.AppendInt(b, n, 10)
	}
	from, digits, point := len(b), 0, -1
	b = strconv.AppendFloat(b, x, 'f', -1, 64)
	if math.Abs(x) == math.MaxFloat64 {
		return b
	}
	for i := from; i < len(b); i++ {
		switch {
		case b[i] == '.':
			point = i
		case b[i] == '-' || digits == 0 && b[i] == '0':
		default:
			digits++
		}
		if digits <= 15 || b[i] == '.' {
			continue
		}
		if point >= 0 && i == point+1 {
			return b[:point]
		}
		if point >= 0 {
			return b[:i]
		}
		b[i] = '0'
	}
	return b
}
