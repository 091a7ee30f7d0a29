package workbook

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/deflate"
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
	scratch []byte                      // of a text before it is escaped
	columns []string                    // their names
	last    []styled                    // by column: a column has few looks
	shapes  map[*formula.Shape][]string // the parts of their texts, escaped
	err     error
}

// Marks of the program's own faults; no partner can cause one.
var (
	errContent = errors.New("a cell of a table holds neither a text nor a truth value nor a number")
	errLook    = errors.New("a look of a table was not prepared")
)

// A styled is a look with its number.
type styled struct {
	look Format
	id   int
}

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
	for len(r.last) < len(t.Titles) {
		r.last = append(r.last, styled{})
		r.columns = append(r.columns, cell.ColumnName(len(r.columns)+1))
	}
}

// stretch packs the rows of a stretch, unless that was done before.
func (r *rows) stretch(t *Table, from int, s Stretch) (deflate.Piece, error) {
	if s.Packed != nil {
		return *s.Packed, nil
	}
	r.begin(t)
	r.buffer = r.buffer[:0]
	for n := from; n < s.To && r.err == nil; n++ {
		cells, height := t.Row(n)
		r.row(n+2, cells, height)
	}
	if r.err != nil {
		return deflate.Piece{}, r.err
	}
	piece, err := deflate.Pack(r.buffer, false)
	if err == nil && s.Kept != nil {
		s.Kept(piece)
	}
	return piece, err
}

func (r *rows) flush() {
	if r.err == nil {
		_, r.err = r.to.Write(r.buffer)
	}
	r.buffer = r.buffer[:0]
}

func (r *rows) row(number int, cells []Cell, height float64) {
	b := strconv.AppendInt(append(r.buffer, `<row r="`...), int64(number), 10)
	b = append(b, '"')
	if height > 0 {
		b = strconv.AppendFloat(append(b, ` ht="`...), height, 'f', -1, 64)
		b = append(b, `" customHeight="1"`...)
	}
	r.buffer = append(b, '>')
	for i := range cells {
		if c := &cells[i]; c.Value != nil {
			r.cell(i, number, c)
		}
	}
	r.buffer = append(r.buffer, `</row>`...)
}

// cell writes a cell that is not empty.
func (r *rows) cell(column, number int, c *Cell) {
	b := append(r.buffer, `<c`...)
	text, isText := c.Value.(string)
	if isText && c.Formula != nil && spaced(text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = append(append(b, ` r="`...), r.columns[column]...)
	b = append(strconv.AppendInt(b, int64(number), 10), '"')
	if id := r.id(column, c.Look); id > 0 {
		b = append(strconv.AppendInt(append(b, ` s="`...), int64(id), 10), '"')
	}
	switch v := c.Value.(type) {
	case string:
		if c.Formula == nil {
			b = inline(append(b, ` t="inlineStr">`...), v)
			break
		}
		b = r.formula(append(b, ` t="str">`...), c)
		if text != "" {
			b = escaped(append(b, `<v>`...), escaping(text))
			b = append(b, `</v>`...)
		}
	case bool:
		b = r.formula(append(b, ` t="b">`...), c)
		b = append(b, map[bool]string{false: `<v>0</v>`, true: `<v>1</v>`}[v]...)
	case float64:
		b = r.formula(append(b, '>'), c)
		b = append(number15(append(b, `<v>`...), v), `</v>`...)
	default:
		r.err = fmt.Errorf("%w: %T", errContent, v)
	}
	r.buffer = append(b, `</c>`...)
}

// formula writes what gives the value of a cell; nil nothing.
func (r *rows) formula(b []byte, c *Cell) []byte {
	switch e := c.Formula.(type) {
	case nil:
		return b
	case *formula.Shape:
		b = append(b, `<f>`...)
		for i, text := range r.shape(e) {
			if i > 0 {
				b = strconv.AppendInt(b, int64(e.Row(i-1, c.Row)), 10)
			}
			b = append(b, text...)
		}
	default:
		r.scratch = formula.AppendText(r.scratch[:0], e)
		b = escaped(append(b, `<f>`...), r.scratch)
	}
	return append(b, `</f>`...)
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

// id returns the number of a look. Styles stand in the file before the rows are asked
// for, so one that nobody prepared comes too late.
func (r *rows) id(column int, look Format) int {
	kept := &r.last[column]
	if kept.look == look {
		return kept.id
	}
	id, known := r.looks[look]
	if !known {
		r.err = fmt.Errorf("%w: %+v", errLook, look)
	}
	*kept = styled{look, id}
	return id
}

// inline writes a text that stands in the cell itself.
func inline(b []byte, text string) []byte {
	b = append(b, `<is><t`...)
	if spaced(text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	text = escaping(text)
	b = append(b, '>')
	for line := range strings.Lines(text) { // an end of line is one
		whole := strings.TrimSuffix(line, "\n")
		if b = escaped(b, whole); len(whole) < len(line) {
			b = append(b, '\n')
		}
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

// escaped appends a text as it stands in XML; what XML cannot hold is replaced.
func escaped[T string | []byte](b []byte, text T) []byte {
	from := 0
	for i := 0; i < len(text); {
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
