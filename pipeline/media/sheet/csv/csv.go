// Package csv reads tables of text, whatever program wrote them: its encoding, what
// parts its fields and how its lines end are told by what stands in it.
package csv

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// Delimiters part the fields of a row; of two that fit alike the first is meant.
var Delimiters = []byte{';', '\t', ',', '|'}

// A table reads CSV: RFC 4180 with the delimiters that programs use, and any line
// ends. Every field is a Text cell; a blank line is a blank row. It goes through
// the file once to tell its encoding, and once more to read it.
type table struct {
	*sheet.Intake
	sheet.Extent
	in    *bufio.Reader
	comma byte
	sheet *sheet.Sheet
	line  sheet.Line
	row   int
	col   int
	field []byte
	long  int // characters beyond the limit
}

// Fill reads a table of text: UTF-8, windows-1251, or UTF-16 with a byte order
// mark.
func Fill(to *sheet.Intake, in io.ReaderAt, size int64) {
	whole := func() io.Reader { return io.NewSectionReader(in, 0, size) }
	head := make([]byte, min(size, 2)) // a byte order mark of UTF-16
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	text, ok := decoder(whole, head)
	if !ok {
		to.Problem(cell.Error, "file-not-workbook", "")
		return
	}
	t := &table{Intake: to, in: bufio.NewReaderSize(text, strictxml.WindowBytes), row: 1}
	start, _ := t.in.Peek(strictxml.WindowBytes)
	if bytes.HasPrefix(start, []byte("\ufeff")) {
		_, _ = t.in.Discard(3)
		start = start[3:]
	}
	stated, line := stated(start)
	if t.comma = stated; line > 0 { // sep=; is for the program, and no row
		_, _ = t.in.Discard(line)
	} else {
		t.comma = delimiter(start)
	}
	to.Book.Sheets = []sheet.Sheet{{Delimiter: t.comma}}
	t.sheet = &to.Book.Sheets[0]
	t.rows()
	to.Settle(t.sheet)
}

// decoder returns the text as UTF-8; false for what is no text.
func decoder(whole func() io.Reader, head []byte) (io.Reader, bool) {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(whole()), true
	}
	sound, broken, binary := measure(whole())
	switch {
	case binary:
		return nil, false
	case broken > 0 && broken > sound: // in Cyrillic windows-1251 most letters are no UTF-8
		return charmap.Windows1251.NewDecoder().Reader(whole()), true
	}
	return whole(), true
}

// measure counts the characters beyond ASCII that are UTF-8, and the bytes that
// are none; binary when there is a NUL.
func measure(in io.Reader) (sound, broken int, binary bool) {
	buf := bufio.NewReaderSize(in, strictxml.WindowBytes)
	for {
		if start, _ := buf.Peek(max(1, buf.Buffered())); len(start) > 0 { // ASCII at once
			n := 0
			for n < len(start) && start[n]-1 < utf8.RuneSelf-1 {
				n++
			}
			_, _ = buf.Discard(n)
		}
		r, n, err := buf.ReadRune()
		switch {
		case err != nil:
			return sound, broken, false
		case r == 0:
			return sound, broken, true
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			sound++
		}
	}
}

// stated reads the line sep=; that Excel understands: what it says, and its bytes
// with what ends it; 0: there is none.
func stated(start []byte) (delimiter byte, line int) {
	if len(start) < 6 || !bytes.EqualFold(start[:4], []byte("sep=")) || bytes.IndexByte(Delimiters, start[4]) < 0 {
		return 0, 0
	}
	switch {
	case start[5] == '\n':
		return start[4], 6
	case start[5] == '\r' && len(start) > 6 && start[6] == '\n':
		return start[4], 7
	case start[5] == '\r':
		return start[4], 6
	}
	return 0, 0
}

// delimiter takes the mark that most rows have equally often.
func delimiter(start []byte) byte {
	best, most := Delimiters[0], 0
	for _, mark := range Delimiters {
		rows := map[int]int{} // how many rows have it so often
		n, quoted := 0, false
		for i, c := range start {
			switch {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == mark:
				n++
			case c == '\n', c == '\r' && (i+1 == len(start) || start[i+1] != '\n'):
				rows[n]++
				n = 0
			}
		}
		if n > 0 {
			rows[n]++
		}
		for n, count := range rows {
			if n > 0 && count > most {
				best, most = mark, count
			}
		}
	}
	return best
}

// rows reads all rows.
func (t *table) rows() {
	for {
		more, err := t.record()
		if !t.line.Empty() {
			t.sheet.Fields = t.col
			if !t.Visit(t.sheet, t.line.Finish(nil)) {
				return
			}
		}
		if err != nil {
			t.ProblemAt(t.row, t.col, cell.Error, "sheet-damaged", "")
			return
		}
		if !more {
			return
		}
		t.row++
	}
}

// record reads one row; more is false after the last. A field that is quoted and
// never ends is an error.
func (t *table) record() (more bool, err error) {
	for t.col = 1; ; t.col++ {
		end, err := t.readField()
		if err != nil {
			return false, err
		}
		if !t.put() || end == endOfFile {
			return false, nil
		}
		if end == endOfRow {
			return true, nil
		}
	}
}

// What ends a field.
const (
	endOfField = iota
	endOfRow
	endOfFile
)

// readField reads a field and what ends it.
func (t *table) readField() (end int, err error) {
	t.field, t.long = t.field[:0], 0
	quoted, odd := false, false
	for first := true; ; first = false {
		if !quoted && !odd {
			first = !t.takePlain() && first
		}
		c, err := t.in.ReadByte()
		switch {
		case err != nil && quoted:
			return endOfFile, strictxml.ErrMalformed
		case err != nil:
			return endOfFile, nil
		case quoted && c == '"':
			if next, _ := t.in.Peek(1); len(next) == 1 && next[0] == '"' {
				_, _ = t.in.ReadByte()
				t.take(c)
			} else {
				quoted, odd = false, true
			}
		case quoted:
			t.take(c)
		case c == '"' && first:
			quoted = true
		case c == t.comma:
			return endOfField, nil
		case c == '\n':
			return endOfRow, nil
		case c == '\r':
			if next, _ := t.in.Peek(1); len(next) == 1 && next[0] == '\n' {
				_, _ = t.in.ReadByte()
			}
			return endOfRow, nil
		default:
			if odd { // "a"b: programs differ in what they make of it
				t.ProblemAt(t.row, t.col, cell.Warning, "sheet-bad-quotes", "")
				odd = false
			}
			t.take(c)
		}
	}
}

// takePlain adds the bytes that are at hand up to one that may mean something, and
// reports whether there are any.
func (t *table) takePlain() bool {
	at, _ := t.in.Peek(t.in.Buffered())
	n := 0
	for n < len(at) && at[n] != t.comma && at[n] != '"' && at[n] != '\n' && at[n] != '\r' {
		n++
	}
	if n == 0 {
		return false
	}
	fits := min(n, max(0, utf8.UTFMax*t.Lim.StringLen+1-len(t.field)))
	t.field = append(t.field, at[:fits]...)
	for _, c := range at[fits:n] {
		t.take(c)
	}
	_, _ = t.in.Discard(n)
	return true
}

// take adds a byte to the field; beyond the limit it only counts characters.
func (t *table) take(c byte) {
	if len(t.field) > utf8.UTFMax*t.Lim.StringLen {
		if utf8.RuneStart(c) {
			t.long++
		}
		return
	}
	t.field = append(t.field, c)
}

// put stores the field; false when nothing more is wanted.
func (t *table) put() bool {
	if len(t.field) == 0 {
		return true
	}
	length := 0
	if len(t.field) > t.Lim.StringLen {
		length = t.long
		for _, c := range t.field { // it may end within a character
			if utf8.RuneStart(c) {
				length++
			}
		}
	}
	if !t.Counts(t.Intake, t.row, t.col) {
		return !t.Finished
	}
	c := sheet.Cell{Row: t.row, Col: t.col, Type: sheet.Text}
	switch {
	case length > t.Lim.StringLen:
		t.ProblemAt(t.row, t.col, cell.Error, "sheet-long-text", strconv.Itoa(length), "limit", strconv.Itoa(t.Lim.StringLen))
		c.Type = sheet.Error
		t.line.Add(c)
	case !strictxml.Legal(t.field) && !(t.Lim.AnyText && utf8.Valid(t.field)) || bytes.Contains(t.field, []byte("\uFFFD")):
		t.ProblemAt(t.row, t.col, cell.Error, "sheet-bad-characters", "")
		c.Type = sheet.Error
		t.line.Add(c)
	default:
		t.line.AddText(c, t.field)
	}
	return true
}
