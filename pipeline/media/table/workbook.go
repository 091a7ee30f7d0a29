package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
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
	header, rows := rows[0], rows[1:]
	sheets := parts(rows)
	names := []string{name}
	for n := range sheets[1:] {
		names = append(names, fmt.Sprintf("%s (%d)", name, n+2))
	}
	book := workbook.New(names...)
	book.Prepare(looks()...)
	for n, part := range sheets {
		book.Table(sheet(names[n], header, part))
	}
	var b bytes.Buffer
	err = book.Write(&b)
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

// A program for tables shows 10 digits of a number that has no format, and so 30
// for a score of 29.9999999999, which is below a level that begins at 30: a number
// of more digits shows all its decimals.
const (
	shownDigits  = 10
	mostDecimals = 15
)

// The looks of cells. Number format 49, "@": what is typed stays a text.
var (
	headLook = workbook.Format{Bold: true, Number: 49, Up: "top", Fill: workbook.Head, Frame: workbook.Under, Sides: "b"}
	textLook = workbook.Format{Number: 49, Up: "top", Unwrapped: true}
	wrapLook = workbook.Format{Number: 49, Up: "top"}
	plain    = workbook.Format{Up: "top", Unwrapped: true} // of numbers
)

// looks are all of them, in the order in which they are numbered.
func looks() []workbook.Format {
	out := []workbook.Format{headLook, textLook, wrapLook, plain}
	for n := 1; n <= mostDecimals; n++ {
		out = append(out, exact(n))
	}
	return out
}

// exact is the look of a number with so many decimals.
func exact(decimals int) workbook.Format {
	f := plain
	f.Custom = "0." + strings.Repeat("0", decimals)
	return f
}

// ofNumber returns the look in which all of a number is shown.
func ofNumber(x float64) workbook.Format {
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	if len(strings.TrimLeft(whole, "-0"))+len(decimals) <= shownDigits || decimals == "" || len(decimals) > mostDecimals {
		return plain
	}
	return exact(len(decimals))
}

// sheet lays out the rows of one sheet below its header.
func sheet(name string, header []string, rows [][]string) workbook.Table {
	t := workbook.Table{Sheet: name, Titles: header, Head: headLook, Rows: len(rows)}
	if len(rows) > 0 {
		t.Name = tableName(name)
	}
	kinds := make([]workbook.Format, len(header))
	for i, label := range header {
		t.Widths = append(t.Widths, width(label, i, rows))
		kinds[i] = lookOf(label)
	}
	line := make([]workbook.Cell, len(header))
	t.Row = func(n int) ([]workbook.Cell, float64) {
		for i, field := range rows[n] {
			line[i] = entry(kinds[i], field)
		}
		return line, height(header, rows[n])
	}
	return t
}

// lookOf returns the look of a column.
func lookOf(label string) workbook.Format {
	switch {
	case slices.Contains(numeric, label):
		return plain
	case slices.Contains(wrapped, label):
		return wrapLook
	}
	return textLook
}

// entry returns a field as it stands in the workbook.
func entry(look workbook.Format, field string) workbook.Cell {
	if field == "" {
		return workbook.Cell{}
	}
	if look == plain {
		if x, err := strconv.ParseFloat(field, 64); err == nil && number(x) == field && x-x == 0 {
			return workbook.Cell{Value: x, Look: ofNumber(x)}
		}
		look = textLook
	}
	return workbook.Cell{Look: look, Value: brief.Units(legible.Uncell(field), maxText)}
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
