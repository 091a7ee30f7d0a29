package workbook

import (
	"fmt"
	"strconv"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/formula"

	"github.com/xuri/excelize/v2"
)

// A Table is a sheet of rows below a header: the header frozen, with filters, and
// printed lying, as wide as a page. Its rows are asked for when the workbook is
// written, one by one, and go straight into the file: a million takes no more memory
// than one.
type Table struct {
	Sheet, Name string    // of the sheet; of the table, "" where there are no rows
	Titles      []string  // of the columns
	Widths      []float64 // of the columns, in digits
	Head        Format
	Rows        int
	Computes    bool                                       // there are formulas
	Row         func(n int) (cells []Cell, height float64) // from 0; points, 0 the usual
	Stretches   []Stretch                                  // in which the rows are packed, all of them; nil: they are packed as one
}

// A Stretch is rows of a Table that are packed by themselves.
type Stretch struct {
	To     int                 // the row behind the last
	Packed *deflate.Piece      // as Kept was given it for the same rows; nil: they are asked for
	Kept   func(deflate.Piece) // is given the rows as they were packed; nil: nobody asks
}

// A Cell is a text or a number of a Table with its look, or a formula with what it shows;
// without any of them it is an empty one. A table has millions of cells and few looks, so a
// cell only points to its own.
type Cell struct {
	Value   any         // nil, string, float64, bool
	Look    *Format     // which has been prepared, and stays as it is; nil that of a cell nobody has touched
	Formula formula.Any // nil none
	Row     int         // of a formula that is a *formula.Shape: that of its column, from 0
	Shown   formula.Value
}

// Table writes a table on a sheet that is there and has nothing yet.
func (b *Book) Table(t Table) {
	s := b.Sheet(t.Sheet)
	s.Dimension(len(t.Titles), t.Rows+1)
	s.lying()
	w, err := b.file.NewStreamWriter(t.Sheet)
	if err != nil {
		b.try(err)
		return
	}
	b.try(w.SetPanes(panes(1)))
	line := make([]any, len(t.Titles))
	for i, title := range t.Titles {
		line[i] = excelize.Cell{StyleID: b.look(t.Head), Value: title}
	}
	b.try(w.SetRow("A1", line))
	if t.Name != "" {
		b.try(w.AddTable(&excelize.Table{Range: "A1:" + At(len(t.Titles), t.Rows+1), Name: t.Name, StyleName: "TableStyleLight1"}))
	}
	b.try(w.Flush())
	b.computes = b.computes || t.Computes
	b.tables[b.part(t.Sheet)] = &t
}

// cols appends the widths of the columns (ECMA-376-1, 18.3.1.17), as the library writes
// them: it goes over all columns anew for each.
func (t *Table) cols() []byte {
	b := []byte("<cols>")
	for n := len(t.Titles); n > 0; n-- {
		b = fmt.Appendf(b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, n, n, strconv.FormatFloat(t.Widths[n-1], 'f', -1, 64))
	}
	return append(b, "</cols>"...)
}
