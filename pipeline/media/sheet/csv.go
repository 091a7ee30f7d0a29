package sheet

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"depository.example/depository/pipeline/survey/cell"
)

// delimiters part the fields of a row; of two that fit alike the first is meant.
var delimiters = []byte{';', '\t', ','}

// A table reads CSV: RFC 4180 with the delimiters that programs use, and any line
// ends. Every field is a Text cell; a blank line is a blank row. It goes through
// the file once to tell its encoding, and once more to read it.
type table struct {
	*reader
	extent
	in    *bufio.Reader
	comma byte
	sheet *Sheet
	line  line
	row   int
	col   int
	field []byte
	long  int // characters beyond the limit
}

// csv reads a table of text: UTF-8, windows-1251, or UTF-16 with a byte order
// mark.
func (r *reader) csv(in io.ReaderAt, size int64) {
	whole := func() io.Reader { return io.NewSectionReader(in, 0, size) }
	head := make([]byte, min(size, headBytes))
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	text, ok := decoder(whole, head)
	if !ok {
		r.problem(cell.Error, "file-not-workbook", "")
		return
	}
	t := &table{reader: r, in: bufio.NewReaderSize(text, windowBytes), row: 1}
	start, _ := t.in.Peek(windowBytes)
	if bytes.HasPrefix(start, []byte("\ufeff")) {
		_, _ = t.in.Discard(3)
		start = start[3:]
	}
	if t.comma, ok = stated(start); ok { // sep=; is for the program, and no row
		_, _ = t.in.ReadString('\n')
	} else {
		t.comma = delimiter(start)
	}
	r.book.Sheets = []Sheet{{}}
	t.sheet = &r.book.Sheets[0]
	t.rows()
	r.settle(t.sheet)
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
	buf := bufio.NewReaderSize(in, windowBytes)
	for {
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

// stated reads the line sep=; that Excel understands.
func stated(start []byte) (byte, bool) {
	line, _, ended := bytes.Cut(start, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if ended && len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) && bytes.IndexByte(delimiters, line[4]) >= 0 {
		return line[4], true
	}
	return 0, false
}

// delimiter takes the mark that most rows have equally often.
func delimiter(start []byte) byte {
	best, most := delimiters[0], 0
	for _, mark := range delimiters {
		rows := map[int]int{} // how many rows have it so often
		n, quoted := 0, false
		for _, c := range start {
			switch {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == mark:
				n++
			case c == '\n':
				rows[n]++
				n = 0
			}
		}
		rows[n]++
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
		if !t.line.empty() {
			if !t.visit(t.sheet, t.line.finish(nil)) {
				return
			}
		}
		if err != nil {
			t.problemAt(t.row, t.col, cell.Error, "sheet-damaged", "")
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
		c, err := t.in.ReadByte()
		switch {
		case err != nil && quoted:
			return endOfFile, errMalformed
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
				t.problemAt(t.row, t.col, cell.Warning, "sheet-bad-quotes", "")
				odd = false
			}
			t.take(c)
		}
	}
}

// take adds a byte to the field; beyond the limit it only counts characters.
func (t *table) take(c byte) {
	if len(t.field) > utf8.UTFMax*t.lim.StringLen {
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
	if len(t.field) > t.lim.StringLen {
		length = utf8.RuneCount(t.field) + t.long
	}
	if !t.extent.counts(t.reader, t.row, t.col) {
		return !t.finished
	}
	c := Cell{Row: t.row, Col: t.col, Type: Text}
	switch {
	case length > t.lim.StringLen:
		t.problemAt(t.row, t.col, cell.Error, "sheet-long-text", strconv.Itoa(length), "limit", strconv.Itoa(t.lim.StringLen))
		c.Type = Error
		t.line.add(c)
	case !legal(t.field) || bytes.Contains(t.field, []byte("\uFFFD")):
		t.problemAt(t.row, t.col, cell.Error, "sheet-bad-characters", "")
		c.Type = Error
		t.line.add(c)
	default:
		t.line.addText(c, t.field)
	}
	return true
}
