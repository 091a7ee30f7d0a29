// Package sheet is a table as a value: cells with addresses, as they stand in a
// workbook. It believes that a reader which skips what it does not understand lies:
// whatever cannot be read is a problem with a place, and everything before it is
// still there.
//
// An Intake is what the readers of the formats fill (xlsx, ods, csv), each of which
// stands in a package below this one and knows nothing of the others; package open
// picks one of them by the content of a file.
package sheet

import (
	"sort"
	"strconv"
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
	Pass          func(s *Sheet, of []Sheet) bool `json:"-"` // tells, by names and whether they are hidden, which sheets of a workbook are not read; nil: none
	Always        string                          `json:"-"` // name of a sheet of which some cells are read however many stand before it; "" none
	AnyText       bool                            // text is a table whatever the file is called, and may hold what cannot be seen: as an analyst chooses it
	Way           Way
}

// A Way is how XML is read, for tests that compare ways: whatever it is, the same
// comes out.
type Way struct {
	Piecewise bool // every cell piece by piece, none at once
	Window    int  // bytes at hand at a time; 0: 64 KiB
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

// OrDefault returns the limits with a default for each that is zero.
func (l Limits) OrDefault() Limits {
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

	Disorder bool // a row came after one that it should stand before
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
