package table

import (
	"fmt"
	"io"
	"iter"
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

// Workbook writes a table as a workbook for people: the header
// frozen, with filters, numbers as numbers and all else as texts. A text that
// begins like a formula (=, +, -, @) stays a text, also when somebody edits it. A
// text longer than Excel can hold ends in «…»; the CSV has it whole. Rows beyond
// what a sheet can have go on on a second one. The same table gives the same
// bytes.
func Workbook(to io.Writer, name string, t Table) error {
	sheets := parts(t.Len)
	names := []string{name}
	for n := range sheets[1:] {
		names = append(names, fmt.Sprintf("%s (%d)", name, n+2))
	}
	book := workbook.New(names...)
	book.Prepare(looks()...)
	widths := t.widths(len(sheets))
	for n, part := range sheets {
		rows := part.of(t.Printed())
		defer rows.end()
		book.Table(sheet(names[n], t.Header, widths[n], rows))
	}
	return book.Write(to)
}

// A part is rows of a table that stand on one sheet: the number of the first, and of the
// one behind the last.
type part struct{ from, to int }

// parts cuts so many rows into those of each sheet; a table without rows is one sheet.
func parts(rows int) (out []part) {
	for from := 0; from < rows || from == 0; from += maxRows - 1 {
		out = append(out, part{from, min(from+maxRows-1, rows)})
	}
	return out
}

// pulled are the rows of a sheet, which are asked for one after the other.
type pulled struct {
	part
	next func() ([]string, bool)
	end  func()
}

// of begins with the rows of a part.
func (p part) of(all iter.Seq[[]string]) *pulled {
	out := &pulled{part: p}
	out.next, out.end = iter.Pull(func(yield func([]string) bool) {
		n := -1
		for row := range all {
			if n++; n >= p.from && !yield(row) {
				return
			}
		}
	})
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
	return append([]workbook.Format{headLook, textLook, wrapLook, plain}, exact[:]...)
}

// exact are the looks of numbers with one decimal, with two, and so on.
var exact = func() (out [mostDecimals]workbook.Format) {
	for i := range out {
		out[i] = plain
		out[i].Custom = "0." + strings.Repeat("0", i+1)
	}
	return out
}()

// ofNumber returns the look in which all of a number is shown.
func ofNumber(x float64) *workbook.Format {
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	if len(strings.TrimLeft(whole, "-0"))+len(decimals) <= shownDigits || decimals == "" || len(decimals) > mostDecimals {
		return &plain
	}
	return &exact[len(decimals)-1]
}

// sheet lays out the rows of one sheet below its header.
func sheet(name string, header []string, widths []float64, rows *pulled) workbook.Table {
	t := workbook.Table{Sheet: name, Titles: header, Head: headLook, Rows: rows.to - rows.from, Widths: widths}
	if t.Rows > 0 {
		t.Name = tableName(name)
	}
	kinds, long := make([]*workbook.Format, len(header)), longIn(header)
	for i, label := range header {
		kinds[i] = lookOf(label)
	}
	line, known := make([]workbook.Cell, len(header)), entries{}
	t.Row = func(int) ([]workbook.Cell, float64) { // they are asked for in their order
		row, _ := rows.next()
		for i, field := range row {
			line[i] = known.entry(kinds[i], field)
		}
		return line, height(long, row)
	}
	return t
}

// lookOf returns the look of a column.
func lookOf(label string) *workbook.Format {
	switch {
	case slices.Contains(numeric, label):
		return &plain
	case slices.Contains(wrapped, label):
		return &wrapLook
	}
	return &textLook
}

// Entries are short fields of numbers and of texts as they stood in the workbook lately:
// most stand there often.
type entries struct{ numbers, texts map[string]workbook.Cell }

// How long short is, in bytes, and how many fields are kept.
const short, lately = 64, 1 << 12

// entry is entry, which makes a field that stood there lately no second time.
func (e *entries) entry(look *workbook.Format, field string) workbook.Cell {
	if field == "" || len(field) > short || look == &wrapLook {
		return entry(look, field)
	}
	known := &e.texts
	if look == &plain {
		known = &e.numbers
	}
	c, has := (*known)[field]
	if !has {
		if len(*known) == lately || *known == nil {
			*known = map[string]workbook.Cell{}
		}
		c = entry(look, field)
		(*known)[field] = c
	}
	return c
}

// entry returns a field as it stands in the workbook.
func entry(look *workbook.Format, field string) workbook.Cell {
	if field == "" {
		return workbook.Cell{}
	}
	if look == &plain {
		if x, err := strconv.ParseFloat(field, 64); err == nil && number(x) == field && x-x == 0 {
			return workbook.Cell{Value: x, Look: ofNumber(x)}
		}
		look = &textLook
	}
	return workbook.Cell{Look: look, Value: brief.Units(legible.Uncell(field), maxText)}
}

// widths fit the widest of the first fields of each column on each sheet, within bounds.
func (t Table) widths(sheets int) [][]float64 {
	out := make([][]float64, sheets)
	for n := range out {
		for _, label := range t.Header {
			room := utf8.RuneCountInString(label) + 3 // for the button of the filter
			out[n] = append(out[n], float64(min(max(room, minWidth), maxWidth)))
		}
	}
	at := -1
	for row := range t.Printed() {
		at++
		if n, below := at/(maxRows-1), at%(maxRows-1); below < measured {
			for i, field := range row {
				out[n][i] = max(out[n][i], float64(min(utf8.RuneCountInString(field)+1, maxWidth)))
			}
		} else if n == sheets-1 {
			break
		}
	}
	return out
}

// longIn are the columns of whole sentences.
func longIn(header []string) (out []int) {
	for i, label := range header {
		if slices.Contains(wrapped, label) {
			out = append(out, i)
		}
	}
	return out
}

// height is that of a row in points, for the sentences in it; 0 the usual one.
func height(long []int, row []string) float64 {
	const line, most = 15, 409 // points; Excel has no higher row
	n := 1
	for _, i := range long {
		n = max(n, lines(row[i]))
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
