// Package sheet reads workbooks strictly and within bounds: those of Excel (xlsx,
// xlsm, xltx), those of LibreOffice (ods, ots, fods) and CSV, to cells with
// addresses. It believes that a reader which skips what it does not understand
// lies: whatever cannot be read is a problem with a place, and everything before it
// is still there.
//
// Read returns a whole workbook; Each gives it row by row and keeps none. Both are
// one reader: a window of fixed size goes over each part as it inflates
// (scanner), and what comes is counted against Limits, whatever the headers of
// the file say. Of the namespaces of OOXML only that of a part's root counts, so
// its strict and its transitional form and any prefix are read alike. What a cell
// means does not depend on the program that wrote it: a workbook that LibreOffice
// has saved as .ods gives the same book (ods.go).
package sheet

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"sync"

	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/survey/cell"
)

// Limits are what a workbook may be. A zero field takes the default.
type Limits struct {
	FileBytes     int64   // size of the file
	InflatedBytes int64   // size of all its parts when unpacked
	Ratio         float64 // unpacked to packed, of a part over a mebibyte
	Cells         int     // filled cells in the workbook, and shared strings
	StringLen     int     // characters in a cell
	BlankRun      int     // blank rows, or blank cells of a row, before a filled one
	Sheets        int
	AnyText       bool // text is a table whatever the file is called, and may hold what cannot be seen: as an analyst chooses it
}

// DefaultLimits are met by no workbook that a person filled in: the largest of
// the real ones has 12,000 cells. With them a workbook takes some 300 MB of memory
// at most, while it is read.
var DefaultLimits = Limits{
	FileBytes: 64 << 20, InflatedBytes: 128 << 20, Ratio: 200, Cells: 2_000_000, StringLen: 32_767, BlankRun: 10_000, Sheets: 256,
}

// TableLimits are those of a table that an analyst has chosen and a program has
// written.
var TableLimits = Limits{
	FileBytes: 64 << 20, InflatedBytes: 512 << 20, Ratio: 200, Cells: 5_000_000, StringLen: 32_767, BlankRun: 10_000, Sheets: 256,
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
	set(&l.BlankRun, d.BlankRun)
	set(&l.Sheets, d.Sheets)
	return l
}

// A Book is one workbook.
type Book struct {
	File     string // base name, or as of ReadAs
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
	Totals     []int // rows that tables of the sheet say are their totals, ascending

	Delimiter byte // of CSV: what parts the fields; 0 in a workbook
	Fields    int  // of CSV, by Each: fields of the row at hand, empty ones too

	disorder bool // a row came after one that it should stand before
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
	Text   Type = iota // Text is what is typed
	Number             // Number is its value
	Bool               // Text is TRUE or FALSE
	// Error cannot be read: Text is the error that the program shows, as #N/A, or
	// "" where a problem says what is wrong with the cell.
	Error
)

// A Cell is one filled cell.
type Cell struct {
	Row, Col int    // 1-based
	Text     string // exact; of a number the literal as stored
	Format   string // number format code; "" General
	Type     Type
	Formula  bool
}

// Number returns the value of a Number cell.
func (c Cell) Number() (float64, bool) {
	if c.Type != Number {
		return 0, false
	}
	x, err := strconv.ParseFloat(c.Text, 64)
	return x, err == nil
}

// Read reads a workbook from disk. A file that cannot be read gives a Book
// without sheets and a problem that says why.
func Read(path string, lim Limits) (*Book, cell.Problems) {
	return ReadAs(filepath.Base(path), path, lim)
}

// ReadAs reads as Read does a workbook that cells and problems are to call name.
func ReadAs(name, path string, lim Limits) (*Book, cell.Problems) {
	r := newReader(name, lim)
	r.collect()
	r.file(path)
	return r.book, r.problems
}

// ReadBytes reads a workbook from memory.
func ReadBytes(name string, data []byte, lim Limits) (*Book, cell.Problems) {
	r := newReader(name, lim)
	r.collect()
	r.read(bytes.NewReader(data), int64(len(data)))
	return r.book, r.problems
}

// Each reads a workbook from disk and hands over each row that has filled cells,
// as it comes: those of one sheet after the other, each row below the one before.
// A row that comes too late for that, which Read would put in its place, is a
// problem and is not given. The memory that it takes does not grow with the rows. The cells are valid until
// visit returns, their texts for ever. When visit returns false, the rest of the
// sheet is not read. The sheets of the book have no cells.
func Each(path string, lim Limits, visit func(s *Sheet, row []Cell) bool) (*Book, cell.Problems) {
	r := newReader(filepath.Base(path), lim)
	r.visit = visit
	r.file(path)
	return r.book, r.problems
}

// EachBytes reads as Each does a workbook from memory.
func EachBytes(name string, data []byte, lim Limits, visit func(s *Sheet, row []Cell) bool) (*Book, cell.Problems) {
	r := newReader(name, lim)
	r.visit = visit
	r.read(bytes.NewReader(data), int64(len(data)))
	return r.book, r.problems
}

// A reader fills one book.
type reader struct {
	lim      Limits
	book     *Book
	visit    func(s *Sheet, row []Cell) bool
	keep     bool // rows are kept in their sheets
	at       cell.Ref
	problems cell.Problems
	told     map[string]int // problems of the sheet at hand, by code
	cells    int            // filled so far

	*workspace
	pkg     *archive
	strings []string    // shared
	long    map[int]int // characters of the shared strings that are too long to be kept
	formats []string    // of the cell styles
	slow    bool        // every cell is read piece by piece; for tests
}

func newReader(name string, lim Limits) *reader {
	return &reader{lim: lim.orDefault(), book: &Book{File: name}, at: cell.Ref{File: name}, told: map[string]int{}}
}

// collect keeps the rows in their sheets.
func (r *reader) collect() {
	r.keep = true
	r.visit = func(_ *Sheet, row []Cell) bool {
		r.kept = append(r.kept, row...)
		return true
	}
}

// file reads a file: a regular one, of bounded size.
func (r *reader) file(path string) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		r.unreadable(err)
		return
	case !info.Mode().IsRegular():
		r.problem(cell.Error, "file-not-regular", "")
		return
	case info.Size() > r.lim.FileBytes:
		r.problem(cell.Error, "file-too-large", mebibytes(info.Size()), "limit", mebibytes(r.lim.FileBytes))
		return
	}
	f, err := os.Open(path)
	if err != nil {
		r.unreadable(err)
		return
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(info, opened) || opened.Size() != info.Size() {
		r.problem(cell.Error, "file-changed", "")
		return
	}
	r.read(f, info.Size())
}

// A workspace is the memory of one reader that the next one can use again.
type workspace struct {
	xml  scanner
	grid grid
	text textReader // of shared strings
	pool pool
	kept []Cell // of the sheet at hand
}

var workspaces = sync.Pool{New: func() any {
	return &workspace{xml: scanner{buf: make([]byte, windowBytes)}}
}}

// giveBack returns the workspace back without anything of this file.
func (r *reader) giveBack() {
	w := r.workspace
	w.pool = pool{chunk: w.pool.chunk[:0], ends: w.pool.ends[:0]}
	if cap(w.kept) > keptBuffer || cap(w.grid.line.cells) > maxCols {
		w.kept, w.grid = nil, grid{}
	}
	clear(w.kept[:cap(w.kept)])
	clear(w.grid.line.cells[:cap(w.grid.line.cells)])
	w.grid.reader, w.grid.sheet = nil, nil
	w.xml.reset(nil)
	workspaces.Put(w)
	r.workspace = nil
}

// read reads what the first bytes say it is.
func (r *reader) read(in io.ReaderAt, size int64) {
	r.workspace = workspaces.Get().(*workspace)
	defer r.giveBack()
	r.readAll(in, size)
}

func (r *reader) readAll(in io.ReaderAt, size int64) {
	file, hash, err := sealed(in, size)
	switch {
	case err == errChanged:
		r.problem(cell.Error, "file-changed", "")
		return
	case err != nil:
		r.unreadable(err)
		return
	}
	r.book.SHA256 = hash
	kind := sniff(r.book.File, file, size)
	switch {
	case r.lim.AnyText && (kind == "file-csv" || kind == "file-other"):
		kind = "csv"
	case kind == "file-other":
		kind = "file-not-workbook"
	}
	switch kind {
	case "zip":
		r.zipped(file, size)
	case "flat":
		r.document(io.NewSectionReader(file, 0, size))
	case "csv":
		r.csv(file, size)
	default:
		r.problem(cell.Error, kind, "")
	}
	if len(r.book.Sheets) == 0 && len(r.problems) == 0 { // it says of itself that it has none
		r.problem(cell.Error, "file-not-workbook", "")
	}
	r.tellMore()
	if file.changed { // what was read before is of no file that anybody has
		r.book.SHA256, r.book.Sheets, r.book.Names, r.problems = "", nil, nil, nil
		r.at.Sheet = ""
		r.problem(cell.Error, "file-changed", "")
	}
}

// unreadable notes that the system does not give the file.
func (r *reader) unreadable(err error) {
	r.problem(cell.Error, "file-unreadable", "", "reason", cmp.Or(system.Key(err), "system.unknown"))
}

func mebibytes(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) }

// Problems of one code on one sheet, and of one file, that are told one by one.
const (
	maxTold     = 1_000
	maxProblems = 10_000
)

func (r *reader) problem(s cell.Severity, code, read string, args ...string) {
	r.tell(s, code, r.at, read, args...)
}

func (r *reader) problemAt(row, col int, s cell.Severity, code, read string, args ...string) {
	at := r.at
	at.Row, at.Col = row, col
	r.tell(s, code, at, read, args...)
}

// tell adds a problem, or counts it where there are many of its kind.
func (r *reader) tell(s cell.Severity, code string, at cell.Ref, read string, args ...string) {
	if r.told[code]++; r.told[code] <= maxTold && len(r.problems) < maxProblems {
		r.problems.Add(s, code, at, read, args...)
		return
	}
	r.told[""]++
}

// tellMore ends a sheet: it tells how many problems were only counted.
func (r *reader) tellMore() {
	if n := r.told[""]; n > 0 {
		r.problems.Add(cell.Error, "sheet-more", r.at, strconv.Itoa(n))
	}
	clear(r.told)
}

// settle returns a sheet the cells that are kept, in order.
func (r *reader) settle(s *Sheet) {
	if !r.keep || len(r.kept) == 0 {
		return
	}
	if s.Cells = r.kept; len(r.kept) < keptBuffer {
		s.Cells = slices.Clone(r.kept)
		r.kept = r.kept[:0]
	} else {
		r.kept = nil
	}
	if s.disorder {
		s.Cells = inOrder(s.Cells, func(c Cell, severity cell.Severity) {
			r.problemAt(c.Row, c.Col, severity, "sheet-cell-twice", short(c.Text))
		})
	}
}

// keptBuffer is the number of cells up to which a sheet is copied out of the
// buffer that all sheets share.
const keptBuffer = 1 << 16
