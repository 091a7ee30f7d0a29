package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/wording"
)

// table is a table of texts with its header.
type table struct {
	header []string
	rows   [][]string // shorter than the header where the last cells are empty
	at     []int      // by row: its number in the sheet, or its first line in a CSV file
	comma  bool       // numbers have a decimal comma
	sheet  string     // of a workbook; "" none
}

// address names the cell of a row (counted from 0) and column.
func (t *table) address(texts *wording.Catalogue, file string, row int, column string) string {
	if t.sheet == "" {
		return texts.T("index.cell", "file", filepath.Base(file), "row", strconv.Itoa(t.at[row]), "column", column)
	}
	i := slices.IndexFunc(t.header, func(h string) bool { return strings.TrimSpace(h) == column })
	return cell.Ref{File: filepath.Base(file), Sheet: t.sheet, Row: t.at[row], Col: i + 1}.String()
}

// errNotCSV says that a file is a workbook, or text in an encoding that its
// beginning does not show.
var errNotCSV = errors.New("no CSV file in a known encoding")

// readTable reads a table of texts: a CSV file, or a sheet of a workbook: the
// first whose header has the columns that name units.
func readTable(path string, ids []string) (table, error) {
	f, err := os.Open(path)
	if err != nil {
		return table{}, err
	}
	defer f.Close()
	t, err := readCSV(bufio.NewReaderSize(f, 1<<16))
	if !errors.Is(err, errNotCSV) {
		return t, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return table{}, err
	}
	return readBook(path, data, ids)
}

// readBook reads a workbook, or a CSV file in another encoding.
func readBook(path string, data []byte, ids []string) (table, error) {
	book, problems := sheet.ReadBytes(filepath.Base(path), data, sheet.TableLimits)
	if err := problems.Err(); err != nil {
		return table{}, err
	}
	if book == nil || len(book.Sheets) == 0 {
		return table{}, wording.Fail("index.no-table")
	}
	var found []table
	for _, s := range book.Sheets {
		if t := sheetTable(s, book.Date1904); t.header != nil {
			found = append(found, t)
		}
	}
	if len(found) == 0 {
		return table{}, wording.Fail("index.empty")
	}
	best := max(0, slices.IndexFunc(found, func(t table) bool { return t.has(ids) }))
	t := found[best]
	if !bytes.HasPrefix(data, []byte("PK")) {
		_, t.comma = separator(data)
		t.sheet = ""
	}
	return t, nil
}

// has reports whether the header names all these columns.
func (t *table) has(ids []string) bool {
	for _, id := range ids {
		if !slices.ContainsFunc(t.header, func(h string) bool { return strings.TrimSpace(h) == id }) {
			return false
		}
	}
	return true
}

// sheetTable takes the first row that holds anything for the header; rows that
// hold nothing are no rows. Cells are what they show: of a number shown as a per
// cent «45%», of a date the day.
func sheetTable(s sheet.Sheet, date1904 bool) table {
	t := table{sheet: s.Name}
	var rows [][]string
	for _, c := range s.Cells {
		if c.Text == "" {
			continue
		}
		if n := len(t.at); n == 0 || t.at[n-1] != c.Row {
			t.at, rows = append(t.at, c.Row), append(rows, nil)
		}
		row := &rows[len(rows)-1]
		for len(*row) < c.Col {
			*row = append(*row, "")
		}
		(*row)[c.Col-1] = c.Typed(date1904).Text
	}
	if len(rows) > 0 {
		t.header, t.rows, t.at = rows[0], rows[1:], t.at[1:]
	}
	return t
}

// separator finds what stands between the cells of the first record: what it
// has most of outside quotes. comma tells that numbers then have a decimal comma.
func separator(start []byte) (sep rune, comma bool) {
	quoted, some := false, false
	counts := map[byte]int{}
scan:
	for _, c := range start {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' && some:
			break scan
		case c == ',' || c == ';' || c == '\t' || c == '|':
			counts[c]++
		}
		some = some || c > ' '
	}
	sep = ','
	for _, c := range []byte(";\t|") {
		if counts[c] > counts[byte(sep)] {
			sep = rune(c)
		}
	}
	return sep, sep != ','
}

// inUTF8 decodes text as it is read: UTF-8, UTF-16 with its mark, or windows-1251
// where the beginning has more letters of it than of UTF-8.
func inUTF8(in *bufio.Reader) (*bufio.Reader, error) {
	start, _ := in.Peek(1 << 15)
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")):
		return bufio.NewReaderSize(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(in), 1<<16), nil
	case bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.IndexByte(start, 0) >= 0:
		return nil, errNotCSV
	}
	sound, broken := 0, 0
	for rest := start; utf8.FullRune(rest); {
		r, n := utf8.DecodeRune(rest)
		switch rest = rest[n:]; {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			sound++
		}
	}
	if broken > sound {
		return bufio.NewReaderSize(charmap.Windows1251.NewDecoder().Reader(in), 1<<16), nil
	}
	return in, nil
}

// A csvTable reads a CSV file row by row.
type csvTable struct {
	*csv.Reader
	header []string
	comma  bool
}

// openCSV reads the header; a record without any text is no row.
func openCSV(in *bufio.Reader) (*csvTable, error) {
	in, err := inUTF8(in)
	if err != nil {
		return nil, err
	}
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	start, _ := in.Peek(1 << 15)
	c := &csvTable{Reader: csv.NewReader(in)}
	c.FieldsPerRecord = -1
	c.Comma, c.comma = separator(start)
	header, _, err := c.next()
	if err == io.EOF {
		err = wording.Fail("index.empty")
	}
	c.header = header
	return c, err
}

// next returns a row and its first line; io.EOF behind the last.
func (c *csvTable) next() (row []string, line int, err error) {
	for {
		row, err = c.Read()
		switch {
		case slices.ContainsFunc(row, func(s string) bool { return !utf8.ValidString(s) }):
			return nil, 0, errNotCSV
		case err != nil:
			return nil, 0, err
		case !slices.ContainsFunc(row, func(s string) bool { return strings.TrimSpace(s) != "" }):
			continue
		}
		line, _ = c.FieldPos(0)
		if n := len(c.header); c.header != nil && len(row) > n && strings.Join(row[n:], "") != "" {
			return nil, 0, wording.Fail("index.long-row", "row", line, "n", len(row), "header", n)
		}
		return row, line, nil
	}
}

// readCSV reads a whole CSV file.
func readCSV(in *bufio.Reader) (table, error) {
	c, err := openCSV(in)
	if err != nil {
		return table{}, err
	}
	t := table{header: c.header, comma: c.comma}
	for {
		row, line, err := c.next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, err
		}
		t.rows, t.at = append(t.rows, row), append(t.at, line)
	}
}
