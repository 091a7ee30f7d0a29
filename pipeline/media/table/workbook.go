package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/legible"
)

// What a workbook can hold (ECMA-376, and Excel's own limits).
const (
	maxRows = 1_048_576
	maxText = 32_767 // UTF-16 units of a cell
)

// Widths of columns in characters.
const (
	minWidth, maxWidth = 9, 48
	measured           = 2_000 // rows that widths are taken from
)

// numeric are the columns whose fields are numbers where they read as one. In
// every other a field is a text, even if it is all digits: the code of a practice
// is no quantity.
var numeric = []string{"value", "score", "level", "coverage", "rank", "claimed", "verified", "reviewers"}

// wrapped are the columns of whole sentences.
var wrapped = []string{"expected", "remedy", "reason"}

// Workbook returns a table of this package as a workbook for people: the header
// frozen, with filters, numbers as numbers and all else as texts. A text that
// begins like a formula (=, +, -, @) stays a text, also when somebody edits it. A
// text longer than Excel can hold ends in «…»; the CSV has it whole. Rows beyond
// what a sheet can have go on on a second one. The same table gives the same
// bytes.
func Workbook(name string, table []byte) ([]byte, error) {
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: no table: %w", name, err)
	}
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	header, rows := rows[0], rows[1:]
	for n, part := range parts(rows) {
		sheet := name
		if n > 0 {
			sheet = fmt.Sprintf("%s (%d)", name, n+1)
			if _, err := f.NewSheet(sheet); err != nil {
				return nil, err
			}
		} else if err := f.SetSheetName("Sheet1", sheet); err != nil {
			return nil, err
		}
		if err := styles.sheet(f, sheet, header, part); err != nil {
			return nil, err
		}
	}
	f.Pkg.Store("docProps/core.xml", []byte(workbook.CoreProperties))
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// parts cuts rows into those of each sheet; a table without rows is one sheet.
func parts(rows [][]string) [][][]string {
	out := slices.Collect(slices.Chunk(rows, maxRows-1))
	if len(out) == 0 {
		return [][][]string{nil}
	}
	return out
}

// styles are the looks of a workbook, by their numbers in the file.
type styles struct {
	head, text, wrap, number int
	exact                    [mostDecimals + 1]int // numbers with so many decimals
}

// A program for tables shows 10 digits of a number that has no format, and so 30
// for a score of 29.9999999999, which is below a level that begins at 30: a number
// of more digits shows all its decimals.
const (
	shownDigits  = 10
	mostDecimals = 15
)

func newStyles(f *excelize.File) (s styles, err error) {
	const textFormat = 49 // "@": what is typed stays a text
	top := func(wrap bool) *excelize.Alignment { return &excelize.Alignment{Vertical: "top", WrapText: wrap} }
	font := func(bold bool) *excelize.Font { return &excelize.Font{Family: "Calibri", Size: 11, Bold: bold} }
	for _, one := range []struct { // in this order they are numbered
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: font(true), NumFmt: textFormat, Alignment: top(true), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
			Border: []excelize.Border{{Type: "bottom", Color: "44546A", Style: 1}}}},
		{&s.text, excelize.Style{Font: font(false), NumFmt: textFormat, Alignment: top(false)}},
		{&s.wrap, excelize.Style{Font: font(false), NumFmt: textFormat, Alignment: top(true)}},
		{&s.number, excelize.Style{Font: font(false), Alignment: top(false)}},
	} {
		one.style.Protection = &excelize.Protection{Locked: true}
		if *one.id, err = f.NewStyle(&one.style); err != nil {
			return s, err
		}
	}
	for n := 1; n < len(s.exact); n++ {
		format := "0." + strings.Repeat("0", n)
		if s.exact[n], err = f.NewStyle(&excelize.Style{Font: font(false), Alignment: top(false), CustomNumFmt: &format, Protection: &excelize.Protection{Locked: true}}); err != nil {
			return s, err
		}
	}
	return s, nil
}

// ofNumber returns the style in which all of a number is shown.
func (s styles) ofNumber(x float64) int {
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	if len(strings.TrimLeft(whole, "-0"))+len(decimals) <= shownDigits || decimals == "" || len(decimals) > mostDecimals {
		return s.number
	}
	return s.exact[len(decimals)]
}

// sheet writes the rows of one sheet below its header.
func (s styles) sheet(f *excelize.File, name string, header []string, rows [][]string) error {
	last, err := excelize.CoordinatesToCellName(len(header), len(rows)+1)
	if err != nil {
		return err
	}
	if err := page(f, name, last); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, label := range header {
		if err := w.SetColWidth(i+1, i+1, width(label, i, rows)); err != nil {
			return err
		}
	}
	kinds := make([]int, len(header))
	for i, label := range header {
		kinds[i] = s.of(label)
	}
	line := make([]any, len(header))
	for i, label := range header {
		line[i] = excelize.Cell{StyleID: s.head, Value: label}
	}
	if err := w.SetRow("A1", line); err != nil {
		return err
	}
	for n, row := range rows {
		for i, field := range row {
			line[i] = s.cell(kinds[i], field)
		}
		if err := w.SetRow("A"+strconv.Itoa(n+2), line, excelize.RowOpts{Height: height(header, row)}); err != nil {
			return err
		}
	}
	if len(rows) > 0 {
		if err := w.AddTable(&excelize.Table{Range: "A1:" + last, Name: tableName(name), StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// page says how far a sheet reaches, and has it printed lying, as wide as a page.
func page(f *excelize.File, sheet, last string) error {
	lying, fit, one, any := "landscape", true, 1, 0
	return errors.Join(
		f.SetSheetDimension(sheet, "A1:"+last),
		f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &lying, FitToWidth: &one, FitToHeight: &any}),
	)
}

// of returns the style of a column.
func (s styles) of(label string) int {
	switch {
	case slices.Contains(numeric, label):
		return s.number
	case slices.Contains(wrapped, label):
		return s.wrap
	}
	return s.text
}

// cell returns a field as it stands in the workbook; nil where it is empty.
func (s styles) cell(style int, field string) any {
	if field == "" {
		return nil
	}
	if style == s.number {
		if x, err := strconv.ParseFloat(field, 64); err == nil && number(x) == field && x-x == 0 {
			return excelize.Cell{StyleID: s.ofNumber(x), Value: x}
		}
		style = s.text
	}
	return excelize.Cell{StyleID: style, Value: fitting(legible.Uncell(field))}
}

// fitting is a text as long as a cell can hold.
func fitting(s string) string {
	if len(s) <= maxText { // no text has more units than bytes
		return s
	}
	units, end := 0, 0 // end: where a text cut to maxText-1 units ends
	for i, r := range s {
		if units <= maxText-1 {
			end = i
		}
		units += max(1, utf16.RuneLen(r))
	}
	if units <= maxText {
		return s
	}
	return s[:end] + "…"
}

// width fits the widest of a column's fields, within bounds.
func width(label string, col int, rows [][]string) float64 {
	n := utf8.RuneCountInString(label) + 3 // room for the button of the filter
	for _, row := range rows[:min(len(rows), measured)] {
		n = max(n, utf8.RuneCountInString(row[col])+1)
	}
	return float64(min(max(n, minWidth), maxWidth))
}

// height is that of a row in points, for the sentences in it; 0 the usual one.
func height(header, row []string) float64 {
	const line, most = 15, 409 // points; Excel has no higher row
	n := 1
	for i, label := range header {
		if slices.Contains(wrapped, label) {
			n = max(n, lines(row[i]))
		}
	}
	if n == 1 {
		return 0
	}
	return float64(min(n*line, most))
}

// lines is how many a text takes in a column of maxWidth, its words kept whole.
func lines(text string) (n int) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		n++
		used := 0
		for word := range strings.FieldsSeq(paragraph) {
			size := utf8.RuneCountInString(word)
			if used > 0 && used+1+size > maxWidth {
				n, used = n+1, 0
			}
			n += max(0, size-1) / maxWidth // a word that is longer is broken
			used += size + 1
		}
	}
	return n
}

// tableName is the name of the table on a sheet: one that is no cell.
func tableName(sheet string) string {
	return "t_" + strings.NewReplacer(" ", "_", "(", "", ")", "").Replace(sheet)
}
