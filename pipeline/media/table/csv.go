package table

import (
	"bytes"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/legible"
)

// A Table is rows below a header. They are made when somebody goes over them, each time
// anew, and a row is there until the next one: a table of a million takes no room.
type Table struct {
	Header []string
	Len    int // how many rows there are
	Rows   iter.Seq[[]string]
}

// Of returns a table of rows that are there.
func Of(header []string, rows [][]string) Table {
	return Table{header, len(rows), slices.Values(rows)}
}

// Write writes a table as a Writer does.
func (t Table) Write(to io.Writer) error {
	w := NewWriter(to)
	if err := w.Write(t.Header); err != nil {
		return err
	}
	for row := range t.Rows {
		if err := w.Write(row); err != nil {
			return err
		}
	}
	return w.Flush()
}

// CSV returns what Write writes.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	_ = t.Write(&b) // a bytes.Buffer takes every byte, so there is no error to meet
	return b.Bytes()
}

// Printed goes over the rows with each field as a Writer prints it.
func (t Table) Printed() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		line := make([]string, len(t.Header))
		for row := range t.Rows {
			for i, field := range row {
				line[i] = printed(field)
			}
			if !yield(line) {
				return
			}
		}
	}
}

// printed is a field as a Writer prints it.
func printed(field string) string { return legible.Cell(legible.Text(field)) }

// A Writer writes tables of texts (CSV, RFC 4180) as all of the program are: a text stands
// as it was typed, but for what cannot be seen, and with an apostrophe before what a
// program for tables would compute (legible.Cell). Lines end with "\n".
type Writer struct {
	to     io.Writer
	buffer []byte
	err    error
}

// stretch is how many bytes are passed on at once.
const stretch = 1 << 16

// NewWriter returns a Writer to w; what is written waits until Flush.
func NewWriter(w io.Writer) *Writer { return &Writer{to: w} }

// Write writes a row; the row stays as it is.
func (w *Writer) Write(row []string) error {
	w.append(row)
	return w.raw(nil)
}

// append prints a row, which waits.
func (w *Writer) append(row []string) {
	for i, field := range row {
		if i > 0 {
			w.buffer = append(w.buffer, ',')
		}
		w.field(printed(field))
	}
	w.buffer = append(w.buffer, '\n')
}

// raw writes a line that is printed already.
func (w *Writer) raw(line []byte) error {
	if w.buffer = append(w.buffer, line...); len(w.buffer) >= stretch {
		return w.Flush()
	}
	return w.err
}

// field writes a field, in quotes where it could be taken for more than one or a reader
// might drop blanks.
func (w *Writer) field(text string) {
	if !quoted(text) {
		w.buffer = append(w.buffer, text...)
		return
	}
	w.buffer = append(w.buffer, '"')
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			break
		}
		w.buffer = append(append(w.buffer, text[:i]...), `""`...)
		text = text[i+1:]
	}
	w.buffer = append(append(w.buffer, text...), '"')
}

// quoted reports whether a field stands in quotes, as encoding/csv has it.
func quoted(text string) bool {
	if text == "" {
		return false
	}
	if first := text[0]; first >= utf8.RuneSelf {
		if r, _ := utf8.DecodeRuneInString(text); unicode.IsSpace(r) {
			return true
		}
	} else if unicode.IsSpace(rune(first)) || text == `\.` {
		return true
	}
	for i := range len(text) {
		if marks[text[i]] {
			return true
		}
	}
	return false
}

// marks are the bytes that part fields or rows, or stand around them.
var marks = [256]bool{',': true, '"': true, '\n': true, '\r': true}

// WriteAll writes rows and flushes.
func (w *Writer) WriteAll(rows [][]string) error {
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Flush passes on what waits, and returns the error of this or an earlier write.
func (w *Writer) Flush() error {
	if w.err == nil {
		_, w.err = w.to.Write(w.buffer)
	}
	w.buffer = w.buffer[:0]
	return w.err
}
