// Package units finds a table of units and indicators in a file. It believes that
// an analyst means the table that can be seen: of several sheets the first visible
// one that names the units, and that everything else which the file says of its
// numbers – formats, hidden rows, totals – is to be taken at its word.
package units

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A File is the table of a file.
type File struct {
	index.Table
	Sheet   string         // of a workbook; "" none
	Remarks []index.Remark // what was passed over on the way
}

// textLimits are those of a table as text, which is read without being kept.
var textLimits = sheet.Limits{FileBytes: 1 << 40, Cells: 1<<31 - 1, BlankRun: 1 << 20, AnyText: true}

// Read reads the whole table that a method asks for.
func Read(path string, asked *index.Asked) (*File, error) {
	var out *File
	err := Each(path, asked, func(f *File) error {
		out = f
		return nil
	}, 0)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Texts reads a table of texts under its first row, which is the header.
func Texts(path string) (header []string, rows [][]string, err error) {
	f, err := Read(path, &index.Asked{Questionnaire: &survey.Questionnaire{}})
	if err != nil {
		return nil, nil, err
	}
	for _, r := range f.Rows {
		row := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			row[i] = c.Text
		}
		rows = append(rows, row)
	}
	return f.Header, rows, nil
}

// Each reads the table of a file part by part: take is called with some rows at a
// time, or with all at once where rows is 0, and at least once. The rows of a part
// are valid until take returns, their texts for ever. Remarks are those of the
// part.
func Each(path string, asked *index.Asked, take func(*File) error, rows int) error {
	data, workbook, err := bytesOf(path)
	switch {
	case err != nil:
		return err
	case workbook:
		return readBook(path, data, asked, take)
	}
	return readText(path, data, asked, take, rows)
}

// bytesOf tells what a file is. data is nil for a regular file, which is read as it
// lies; what comes through a pipe is read whole.
func bytesOf(path string) (data []byte, workbook bool, err error) {
	f, err := regular.Open(path)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, false, err
	}
	start := bytes.TrimSpace(bytes.TrimPrefix(head[:n], []byte("\ufeff")))
	workbook = bytes.HasPrefix(start, []byte("PK")) || bytes.HasPrefix(start, []byte("<?xml")) // of LibreOffice one is a single file of XML
	if info, err := f.Stat(); err != nil || info.Mode().IsRegular() && n > 0 {
		return nil, workbook, err
	}
	if n == 0 {
		return nil, false, cell.Fail("index.empty")
	}
	rest, err := io.ReadAll(io.LimitReader(f, sheet.TableLimits.InflatedBytes))
	return append(head[:n], rest...), workbook, err
}

// real returns where a file lies that links lead to.
func real(path string) string {
	if at, err := filepath.EvalSymlinks(path); err == nil {
		return at
	}
	return path
}

// A text reads a table that is text.
type text struct {
	file  File
	find  *index.Finder
	take  func(*File) error
	rows  int
	block []reply.Typed // room for the cells of rows
	told  int           // remarks
	err   error
}

// readText reads a table of text as it comes.
func readText(path string, data []byte, asked *index.Asked, take func(*File) error, rows int) error {
	t := &text{find: index.NewFinder(asked), take: take, rows: rows}
	var problems cell.Problems
	if data == nil {
		_, problems = open.Each(real(path), textLimits, t.visit)
	} else {
		_, problems = open.EachBytes(filepath.Base(path), data, textLimits, t.visit)
	}
	if t.err == nil {
		t.err = grave(problems, "").Err()
	}
	if t.err == nil {
		t.add(t.find.End())
	}
	switch {
	case t.err != nil:
		return t.err
	case t.find.Found() == nil:
		return cell.Fail("index.empty")
	}
	return t.part()
}

// visit takes a row of the file.
func (t *text) visit(s *sheet.Sheet, cells []sheet.Cell) bool {
	if r, filled := t.row(cells, s.Fields); filled {
		t.file.Comma = s.Delimiter != ','
		t.add(t.find.Add(r))
	}
	return t.err == nil
}

// row makes a row of cells; filled is false where nothing can be seen in it.
func (t *text) row(cells []sheet.Cell, fields int) (r index.Row, filled bool) {
	row := t.room(max(fields, cells[len(cells)-1].Col))
	for i := range cells {
		c := &cells[i]
		row[c.Col-1] = reply.Typed{Text: c.Text}
		if c.Type == sheet.Error {
			row[c.Col-1].Kept = reply.AsError
		}
		filled = filled || c.Type == sheet.Error || strings.TrimSpace(c.Text) != ""
	}
	return index.Row{At: cells[0].Row, Cells: row}, filled
}

// room returns blank cells, of a block that many rows share.
func (t *text) room(n int) []reply.Typed {
	from := len(t.block)
	if cap(t.block)-from < n {
		from = 0
		t.block = make([]reply.Typed, 0, max(n, min(2*cap(t.block), mostShared), leastShared))
	}
	t.block = t.block[:from+n]
	row := t.block[from : from+n : from+n]
	clear(row)
	return row
}

// Cells of a block.
const (
	leastShared = 1 << 10
	mostShared  = 1 << 17
)

// add keeps units, and hands over a part where there are enough.
func (t *text) add(units []index.Row) {
	for _, r := range units {
		if n := len(t.find.Found().Header); len(r.Cells) > n && slices.ContainsFunc(r.Cells[n:], func(c reply.Typed) bool { return c != reply.Typed{} }) {
			t.err = cell.Fail("index.long-row", "row", r.At, "n", len(r.Cells), "header", n)
			return
		}
	}
	t.file.Rows = append(t.file.Rows, units...)
	if t.rows > 0 && len(t.file.Rows) >= t.rows {
		t.err = t.part()
	}
}

// part hands over what has come.
func (t *text) part() error {
	found := t.find.Found()
	t.file.Header, t.file.Top = found.Header, found.Top
	all := t.find.Remarks()
	t.file.Remarks = all[t.told:]
	t.told = len(all)
	err := t.take(&t.file)
	if t.rows > 0 {
		t.file.Rows, t.block = t.file.Rows[:0], t.block[:0]
	}
	return err
}
