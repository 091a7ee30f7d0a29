package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/survey/cell"
)

// A Sheet is one sheet of a Book. Columns and rows are counted from 1, widths are
// in digits, heights in points.
type Sheet struct {
	book   *Book
	name   string
	widths []float64
}

// Sheet returns a sheet that is there, and gives its columns their widths.
func (b *Book) Sheet(name string, widths ...float64) *Sheet {
	for i, w := range widths {
		col := cell.ColumnName(i + 1)
		b.try(b.file.SetColWidth(name, col, col, w))
	}
	return &Sheet{b, name, widths}
}

func (s *Sheet) try(err error) { s.book.try(err) }

// Title returns the name of the sheet.
func (s *Sheet) Title() string { return s.name }

// Last returns the number of the last column that has a width.
func (s *Sheet) Last() int { return len(s.widths) }

// Width adds the widths of columns from first to last.
func (s *Sheet) Width(first, last int) float64 {
	sum := 0.0
	for _, w := range s.widths[first-1 : last] {
		sum += w
	}
	return sum
}

// Height sets the height of a row.
func (s *Sheet) Height(row int, points float64) {
	s.try(s.book.file.SetRowHeight(s.name, row, points))
}

// Block merges a rectangle and writes a value into it: a string, a number, a Value,
// an expression, Runs; nil leaves it blank.
func (s *Sheet) Block(where Box, look Format, value any) {
	file, from, to := s.book.file, where.First(), At(where.LastCol, where.LastRow)
	if v, typed := value.(Value); typed {
		look = v.shownAs(look)
	}
	s.try(file.SetCellStyle(s.name, from, to, s.book.look(look)))
	if from != to {
		s.try(file.MergeCell(s.name, from, to))
	}
	s.book.keep(s.name, where.Col, where.Row, value)
	switch v := value.(type) {
	case nil:
	case string:
		if v != "" {
			s.try(file.SetCellStr(s.name, from, verbatim(v)))
		}
	case Value:
		s.typed(from, v)
	case formula.Any:
		s.try(file.SetCellValue(s.name, from, nil))
		s.try(file.SetCellFormula(s.name, from, formula.Text(v)))
	case []Run:
		s.runs(from, v)
	default:
		s.try(file.SetCellValue(s.name, from, v))
	}
}

// Unmerge takes a merged rectangle apart.
func (s *Sheet) Unmerge(where Box) {
	s.try(s.book.file.UnmergeCell(s.name, where.First(), At(where.LastCol, where.LastRow)))
}

// Break has a page of paper end before a row, in programs that do so on a sheet as wide
// as a page: Excel does not.
func (s *Sheet) Break(row int) { s.try(s.book.file.InsertPageBreak(s.name, At(1, row))) }

// Link makes a cell lead to a place of this workbook: a cell with its sheet, or a
// defined name.
func (s *Sheet) Link(cell, place string) {
	s.try(s.book.file.SetCellHyperLink(s.name, cell, place, "Location"))
}

// LinkFile makes a cell lead to a place in another file.
func (s *Sheet) LinkFile(cell, url, place string) {
	s.try(s.book.file.SetCellHyperLink(s.name, cell, url, "External"))
	s.book.leads[cell] = place
}

// Colour sets a look on cells where a condition holds, a formula written for the
// first of them.
func (s *Sheet) Colour(cells string, look Format, condition formula.Bool) {
	id := s.book.mark(look)
	s.try(s.book.file.SetConditionalFormat(s.name, cells, []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: formula.Text(condition), Format: &id}}))
}

// Bars draws the shares in cells, 0 to 1, as bars.
func (s *Sheet) Bars(cells string) {
	s.try(s.book.file.SetConditionalFormat(s.name, cells, []excelize.ConditionalFormatOptions{{
		Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1",
		BarColor: palette.Hex(palette.Bar), BarSolid: true}}))
}

// NoGrid takes the lines between cells away.
func (s *Sheet) NoGrid() {
	off := false
	s.try(s.book.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &off}))
}

// Dimension says how far the sheet reaches: some programs read no further.
func (s *Sheet) Dimension(lastCol, lastRow int) {
	s.try(s.book.file.SetSheetDimension(s.name, "A1:"+At(lastCol, lastRow)))
}

// Hide takes the sheet out of sight.
func (s *Sheet) Hide() { s.try(s.book.file.SetSheetVisible(s.name, false)) }

// HideColumn takes a column out of sight.
func (s *Sheet) HideColumn(col int) {
	s.try(s.book.file.SetColVisible(s.name, cell.ColumnName(col), false))
}

// panes keep the first rows in sight.
func panes(rows int) *excelize.Panes {
	return &excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: At(1, rows+1), ActivePane: "bottomLeft"}
}

// Freeze keeps the first rows in sight.
func (s *Sheet) Freeze(rows int) { s.try(s.book.file.SetPanes(s.name, panes(rows))) }

// Repeat has the first rows printed on every page.
func (s *Sheet) Repeat(rows int) {
	s.scoped("_xlnm.Print_Titles", fmt.Sprintf("%s!$1:$%d", formula.SheetName(s.name), rows))
}

func (s *Sheet) scoped(name, refersTo string) {
	s.try(s.book.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: s.name}))
}

// HideRow takes a row out of sight.
func (s *Sheet) HideRow(row int) { s.try(s.book.file.SetRowVisible(s.name, row, false)) }

// Filter adds to a row of titles buttons with which the rows below are filtered.
func (s *Sheet) Filter(where Box) { s.try(s.book.file.AutoFilter(s.name, where.Cells(), nil)) }

// Protect keeps what is not Open from being typed over. There is no password: it
// guards against slips, and rows may still be resized, and sorted and filtered where
// it is a list.
func (s *Sheet) Protect(list bool) {
	s.try(s.book.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		EditScenarios: !list, InsertHyperlinks: !list, AutoFilter: list, Sort: list}))
}

// Define gives cells a name that this sheet alone knows, and a copy of it of its own.
func (s *Sheet) Define(name string, cells fmt.Stringer) { s.scoped(name, cells.String()) }

// Upto is the area of the sheet from its first cell to the one in a column and row.
func (s *Sheet) Upto(lastCol, lastRow int) formula.Area {
	return formula.Ref{Sheet: s.name, Col: 1, Row: 1}.To(lastCol, lastRow)
}

// lying has the sheet printed lying, as wide as a page.
func (s *Sheet) lying() {
	lying, fit, one, free := "landscape", true, 1, 0
	s.try(s.book.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &lying, FitToWidth: &one, FitToHeight: &free}))
	s.try(s.book.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// Paper sets the sheet up for A4, as wide as a page, with a footer in the codes of
// spreadsheets; what lies outside the area is not printed. An area may be a formula: Excel
// works it out when it prints, LibreOffice prints the whole sheet.
func (s *Sheet) Paper(landscape bool, footer string, area string) {
	file, orientation, a4, one, free := s.book.file, "portrait", 9, 1, 0
	if landscape {
		orientation = "landscape"
	}
	s.try(file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &free}))
	fit := true
	s.try(file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	side, top, bottom, foot := 0.3, 0.3, 0.45, 0.25
	s.try(file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot}))
	s.try(file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: footer}))
	s.scoped("_xlnm.Print_Area", area)
}
