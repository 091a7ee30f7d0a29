// Package sheet reads workbooks strictly and within bounds: xlsx, xlsm, xltx
// and CSV to cells with addresses. It believes that a reader which skips what it
// does not understand lies: whatever cannot be read is a problem with a place,
// and everything before it is still there.
package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"depository/pipeline/cell"
)

// Limits are what a workbook may be. A zero field takes the default.
type Limits struct {
	FileBytes     int64   // size of the file
	InflatedBytes int64   // size of all its parts when unpacked
	Ratio         float64 // unpacked to packed, of a part over a mebibyte
	Cells         int     // filled cells in the workbook
	StringLen     int     // characters in a cell
	Sheets        int
}

// DefaultLimits are met by no workbook that a person filled in.
var DefaultLimits = Limits{
	FileBytes: 64 << 20, InflatedBytes: 512 << 20, Ratio: 200, Cells: 5_000_000, StringLen: 32_767, Sheets: 256,
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	set := func(a *int, b int) {
		if *a == 0 {
			*a = b
		}
	}
	if l.FileBytes == 0 {
		l.FileBytes = d.FileBytes
	}
	if l.InflatedBytes == 0 {
		l.InflatedBytes = d.InflatedBytes
	}
	if l.Ratio == 0 {
		l.Ratio = d.Ratio
	}
	set(&l.Cells, d.Cells)
	set(&l.StringLen, d.StringLen)
	set(&l.Sheets, d.Sheets)
	return l
}

// A Book is one workbook.
type Book struct {
	File     string // base name
	SHA256   string // hexadecimal
	Date1904 bool
	Sheets   []Sheet
	Names    []Name
}

// A Name is a defined name that stands for one cell or one range.
type Name struct {
	Name, Sheet string
	Scope       string // the sheet that alone knows it; "" the whole workbook
	Ref         Range  // the zero Range where Raw is something else
	Raw         string // as in the file
}

// A Range is a rectangle of cells, 1-based, both corners in it.
type Range struct{ Row, Col, LastRow, LastCol int }

// A Sheet holds the filled cells of one sheet.
type Sheet struct {
	Name       string
	Hidden     bool
	Cells      []Cell // filled cells, row by row
	Merged     []Range
	HiddenRows []int
	HiddenCols []int
}

// At finds a cell.
func (s *Sheet) At(row, col int) (Cell, bool) {
	i := sort.Search(len(s.Cells), func(i int) bool {
		c := &s.Cells[i]
		return c.Row > row || c.Row == row && c.Col >= col
	})
	if i < len(s.Cells) && s.Cells[i].Row == row && s.Cells[i].Col == col {
		return s.Cells[i], true
	}
	return Cell{}, false
}

// A Type is what a cell holds.
type Type uint8

const (
	Text Type = iota
	Number
	Bool  // Text is TRUE or FALSE
	Error // Text is the error, as #N/A
)

// A Cell is one filled cell.
type Cell struct {
	Row, Col int // 1-based
	Type     Type
	Text     string // exact; of a number the literal as stored
	Format   string // number format code; "" General
	Formula  bool
}

// Number gives the value of a Number cell.
func (c Cell) Number() (float64, bool) {
	if c.Type != Number {
		return 0, false
	}
	x, err := strconv.ParseFloat(c.Text, 64)
	return x, err == nil
}

// Time gives the date of a Number cell whose format is one of a date. The day
// 60 of the 1900 system, which never was, is refused.
func (c Cell) Time(date1904 bool) (time.Time, bool) {
	x, ok := c.Number()
	if !ok || !isDateFormat(c.Format) || x < 0 || x >= 2958466 || !date1904 && x >= 60 && x < 61 {
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case x < 60:
		epoch = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	days := int(x)
	seconds := int((x-float64(days))*86400 + 0.5)
	return epoch.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second), true
}

// isDateFormat reports whether a format code shows a date: d, m, y outside of
// quotes, brackets and escapes, or h and s alone for a time.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("dDmMyYhHsS", c) >= 0:
			return true
		case c == 'G' || c == 'E':
			return false
		}
	}
	return false
}

// Read reads a workbook from disk. A file that cannot be read gives a Book
// without sheets and a problem that says why.
func Read(path string, lim Limits) (*Book, cell.Problems) {
	lim = lim.orDefault()
	name := filepath.Base(path)
	var problems cell.Problems
	at := cell.Ref{File: name}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		problems.Add(cell.Error, "file-unreadable", at, reason(err))
	case !info.Mode().IsRegular():
		problems.Add(cell.Error, "file-not-regular", at, "")
	case info.Size() > lim.FileBytes:
		problems.Add(cell.Error, "file-too-large", at, mebibytes(info.Size()), "limit", mebibytes(lim.FileBytes))
	default:
		data, err := os.ReadFile(path)
		if err == nil {
			return ReadBytes(name, data, lim)
		}
		problems.Add(cell.Error, "file-unreadable", at, reason(err))
	}
	return &Book{File: name}, problems
}

func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

func mebibytes(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) }

// ReadBytes reads a workbook from memory.
func ReadBytes(name string, data []byte, lim Limits) (*Book, cell.Problems) {
	lim = lim.orDefault()
	digest := sha256.Sum256(data)
	r := &reader{lim: lim, book: &Book{File: name, SHA256: hex.EncodeToString(digest[:])}, at: cell.Ref{File: name}}
	switch kind := sniff(name, data); kind {
	case "zip":
		r.workbook(data)
	case "csv":
		r.csv(data)
	default:
		r.problem(cell.Error, kind, "")
	}
	return r.book, r.problems
}

// sniff tells by the first bytes what a file is, whatever its name says: "zip",
// "csv", or the code of the problem that it is.
func sniff(name string, data []byte) string {
	ext := strings.ToLower(filepath.Ext(name))
	head := data[:min(len(data), 4096)]
	lower := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case len(data) == 0:
		return "file-empty"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		if bytes.Contains(head, []byte("application/vnd.oasis.opendocument")) {
			return "file-ods"
		}
		return "zip"
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return "file-encrypted"
		}
		return "file-xls"
	case bytes.HasPrefix(data, []byte("%PDF")):
		return "file-not-workbook"
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<table")):
		return "file-html"
	case ext == ".csv" || ext == ".txt" || ext == ".tsv":
		return "csv"
	}
	return "file-not-workbook"
}

func utf16le(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}

// A reader fills one book.
type reader struct {
	lim      Limits
	book     *Book
	at       cell.Ref
	problems cell.Problems
	cells    int
}

func (r *reader) problem(s cell.Severity, code, read string, args ...string) {
	r.problems.Add(s, code, r.at, read, args...)
}
