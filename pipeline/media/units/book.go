package units

import (
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
)

// A candidate is a sheet with what may be the table.
type candidate struct {
	sheet *sheet.Sheet
	find  *index.Finder
	rows  []index.Row
}

// readBook reads the table of a workbook: the first visible sheet that names the
// units, else the first hidden one, else the first that holds anything.
func readBook(path string, data []byte, asked *index.Asked, take func(*File) error) error {
	var book *sheet.Book
	var problems cell.Problems
	if data == nil {
		book, problems = open.Read(real(path), sheet.TableLimits)
	} else {
		book, problems = open.ReadBytes(filepath.Base(path), data, sheet.TableLimits)
	}
	if book == nil || len(book.Sheets) == 0 {
		if err := grave(problems, "").Err(); err != nil {
			return err
		}
		return cell.Fail("index.no-table")
	}
	found := candidates(book, asked)
	if len(found) == 0 {
		if err := problems.Err(); err != nil {
			return err
		}
		return cell.Fail("index.empty")
	}
	best := choose(found)
	c := found[best]
	if err := grave(problems, c.sheet.Name).Err(); err != nil {
		return err
	}
	f := &File{Sheet: c.sheet.Name, Table: *c.find.Found()}
	f.Rows, f.Remarks = c.rows, append(passed(found, best), c.find.Remarks()...)
	f.Remarks = append(f.Remarks, hidden(c, asked)...)
	return take(f)
}

// grave returns the problems with which a table is of no use: those of the file,
// and of its sheet those that leave it unknown where something stands. A cell that
// cannot be read is an answer that cannot be read.
func grave(problems cell.Problems, sheetName string) (out cell.Problems) {
	for _, p := range problems {
		if p.At.Sheet != "" && p.At.Sheet != sheetName || p.Severity != cell.Error {
			continue
		}
		if p.At.Row == 0 || p.At.Col == 0 || p.Ends() || p.Code == "sheet-bad-reference" {
			out = append(out, p)
		}
	}
	return out
}

// candidates are the sheets that hold anything, in the order of the workbook.
func candidates(book *sheet.Book, asked *index.Asked) (out []candidate) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		c := candidate{sheet: s, find: index.NewFinder(asked)}
		c.find.Totals = s.Totals
		for r := range rowsOf(s, book.Date1904) {
			c.rows = append(c.rows, c.find.Add(r)...)
		}
		if c.rows = append(c.rows, c.find.End()...); c.find.Found() != nil {
			out = append(out, c)
		}
	}
	return out
}

// rowsOf returns the rows of a sheet that hold anything. Cells are what they show:
// of a number shown as a per cent «45%», of a date the day.
func rowsOf(s *sheet.Sheet, date1904 bool) func(yield func(index.Row) bool) {
	return func(yield func(index.Row) bool) {
		for from := 0; from < len(s.Cells); {
			to, filled := from, false
			for ; to < len(s.Cells) && s.Cells[to].Row == s.Cells[from].Row; to++ {
				filled = filled || s.Cells[to].Type == sheet.Error || strings.TrimSpace(s.Cells[to].Text) != ""
			}
			if filled {
				r := index.Row{At: s.Cells[from].Row, Cells: make([]reply.Typed, s.Cells[to-1].Col)}
				for _, c := range s.Cells[from:to] {
					r.Cells[c.Col-1] = c.Typed(date1904)
				}
				if !yield(r) {
					return
				}
			}
			from = to
		}
	}
}

// choose takes the sheet that is meant.
func choose(found []candidate) int {
	for _, hidden := range []bool{false, true} {
		if i := slices.IndexFunc(found, func(c candidate) bool { return c.sheet.Hidden == hidden && c.find.HasUnits() }); i >= 0 {
			return i
		}
	}
	return max(0, slices.IndexFunc(found, func(c candidate) bool { return !c.sheet.Hidden }))
}

// passed names the sheets that hold such a table too, and says whether the one that
// is read is hidden.
func passed(found []candidate, best int) (out []index.Remark) {
	if found[best].sheet.Hidden {
		out = append(out, index.Remark{Code: "hidden-sheet-read", Args: []any{"sheet", found[best].sheet.Name}})
	}
	for i, c := range found {
		switch {
		case i == best || !c.find.HasUnits():
		case c.sheet.Hidden:
			out = append(out, index.Remark{Code: "hidden-sheet", Args: []any{"sheet", c.sheet.Name, "read", found[best].sheet.Name}})
		default:
			out = append(out, index.Remark{Code: "other-sheet", Args: []any{"sheet", c.sheet.Name, "read", found[best].sheet.Name}})
		}
	}
	return out
}

// hidden tells that rows or columns which were read are hidden.
func hidden(c candidate, asked *index.Asked) (out []index.Remark) {
	rows := 0
	for _, r := range c.rows {
		if _, is := slices.BinarySearch(c.sheet.HiddenRows, r.At); is {
			rows++
		}
	}
	if rows > 0 {
		out = append(out, index.Remark{Code: "hidden-rows", Args: []any{"n", rows}})
	}
	header := index.NewHeader(c.find.Found().Header)
	var names []string
	for _, column := range asked.Columns() {
		at, _, ok := header.At(column)
		if _, is := slices.BinarySearch(c.sheet.HiddenCols, at+1); ok && is && !slices.Contains(names, column) {
			names = append(names, column)
		}
	}
	if len(names) > 0 {
		out = append(out, index.Remark{Code: "hidden-columns", Args: []any{"n", len(names), "list", strings.Join(names, ", ")}})
	}
	return out
}
