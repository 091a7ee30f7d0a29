// Package workbook is the only writer of workbooks. It believes that a workbook is
// a page that somebody reads on a screen, types into and prints: so what it is made
// of (looks, text that fits, cells that ask, names, pages) has one room, and whoever
// has something to say in a workbook knows no library of spreadsheets.
//
// Equal calls give equal bytes: no date from the clock stands in a file.
package workbook

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/survey/cell"
)

// A Book is a workbook being written. Its methods, and those of its sheets, keep
// the first error and go on, so that what is drawn reads as it looks; Write
// returns it.
type Book struct {
	file  *excelize.File
	looks map[Format]int // numbers of formats of cells
	marks map[Format]int // numbers of formats that depend on a condition
	lists lists
	cells map[string]map[[2]int]content // what stands in cells, by sheet, column and row
	leads map[string]string             // the place in another file, by the cell of a link
	runs  map[string]int                // numbers of the texts of several looks
	items []runItem                     // those texts
	err   error
	to    io.Writer // that the archive is written to

	computes bool              // a table has formulas
	tables   map[string]*Table // that are written row by row, by their part of the file
}

// New begins a workbook with sheets in their order; the first is what opens.
func New(sheets ...string) *Book {
	b := &Book{file: excelize.NewFile(), looks: map[Format]int{{}: 0}, marks: map[Format]int{},
		cells: map[string]map[[2]int]content{}, leads: map[string]string{}, runs: map[string]int{}, tables: map[string]*Table{}}
	for i, name := range sheets {
		if i == 0 {
			b.try(b.file.SetSheetName("Sheet1", name))
			continue
		}
		_, err := b.file.NewSheet(name)
		b.try(err)
	}
	return b
}

func (b *Book) try(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// Define names cells, with their sheet, for the whole workbook.
func (b *Book) Define(name string, cells fmt.Stringer) {
	b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: cells.String()}))
}

// Write writes the workbook, whose formulas are computed when it is opened, and
// lets go of it. An error is the first of all that was done to it.
func (b *Book) Write(w io.Writer) error {
	defer b.file.Close()
	if !b.computes { // of large tables it would read all that was written
		b.file.SetActiveSheet(0)
	}
	if b.showFormulas() || b.computes {
		yes := true
		b.try(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
	}
	b.file.Pkg.Store("docProps/core.xml", []byte(coreProperties))
	if b.err != nil {
		return fmt.Errorf("workbook: %w", b.err)
	}
	b.to = w
	return b.file.Write(io.Discard) // its archive goes to w
}

// Close lets go of a workbook that is not written, and returns the first error.
func (b *Book) Close() error {
	b.try(b.file.Close())
	return b.err
}

// coreProperties carry the fixed moment that stands in every workbook: a date from
// the clock would make equal ones differ. Not every program opens what the library
// writes itself.
const coreProperties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
	`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
	` xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
	`<dc:creator>depository</dc:creator>` +
	`<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>` +
	`<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified>` +
	`</cp:coreProperties>`

// At returns a cell as D5, of a column and a row counted from 1.
func At(col, row int) string { return fmt.Sprintf("%s%d", cell.ColumnName(col), row) }

// A Box is a rectangle of cells, counted from 1, both corners in it.
type Box struct{ Col, Row, LastCol, LastRow int }

// First returns the first cell, as D5.
func (b Box) First() string { return At(b.Col, b.Row) }

// Cells returns the box as D5:F7.
func (b Box) Cells() string { return b.First() + ":" + At(b.LastCol, b.LastRow) }
