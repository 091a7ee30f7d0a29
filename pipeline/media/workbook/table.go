package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// A Table is a sheet of rows below a header: the header frozen, with filters, and
// printed lying, as wide as a page. It is written row by row: a million takes no
// more memory than one.
type Table struct {
	Sheet, Name string    // of the sheet; of the table, "" where there are no rows
	Titles      []string  // of the columns
	Widths      []float64 // of the columns, in digits
	Head        Format
	Rows        int
	Row         func(n int) (cells []Cell, height float64) // from 0; points, 0 the usual
}

// A Cell is a text or a number of a Table with its look; nil is an empty one.
type Cell struct {
	Value   any
	Look    Format
	Formula string // that gives the value, without the sign of equality; "" none
}

// Table writes a table on a sheet that is there and has nothing yet.
func (b *Book) Table(t Table) {
	s := b.Sheet(t.Sheet)
	s.Dimension(len(t.Titles), t.Rows+1)
	s.Lying()
	b.tables++
	w, err := b.file.NewStreamWriter(t.Sheet)
	if err != nil {
		b.try(err)
		return
	}
	b.try(w.SetPanes(panes(1)))
	line := make([]any, len(t.Titles))
	for i, title := range t.Titles {
		b.try(w.SetColWidth(i+1, i+1, t.Widths[i]))
		line[i] = excelize.Cell{StyleID: b.look(t.Head), Value: title}
	}
	b.try(w.SetRow("A1", line))
	for n := range t.Rows {
		cells, height := t.Row(n)
		for i, c := range cells {
			if line[i] = nil; c.Value != nil {
				line[i] = excelize.Cell{StyleID: b.look(c.Look), Value: c.Value, Formula: c.Formula}
				b.computes = b.computes || c.Formula != ""
			}
		}
		b.try(w.SetRow("A"+strconv.Itoa(n+2), line, excelize.RowOpts{Height: height}))
	}
	if t.Name != "" {
		b.try(w.AddTable(&excelize.Table{Range: "A1:" + At(len(t.Titles), t.Rows+1), Name: t.Name, StyleName: "TableStyleLight1"}))
	}
	b.try(w.Flush())
}
