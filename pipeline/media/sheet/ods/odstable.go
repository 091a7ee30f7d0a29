package ods

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// maxHiddenRows bounds the hidden rows of a workbook that are named.
const maxHiddenRows = 1 << 20

// A tableReader reads one sheet of an OpenDocument file. A cell and a row that it
// says to stand n times is put together once and handed over n times, each cell
// counted against the limits as if the file had it n times.
type tableReader struct {
	*document
	sheet.Extent
	sheet *sheet.Sheet

	row     int  // number of the last row that has been read
	col     int  // of the last cell of the row at hand, or of the last column described
	over    bool // nothing more is wanted of the sheet
	lost    bool // nobody knows where the rest of the row at hand stands
	prints  bool // the sheet has told what it prints
	columns sheet.ColumnSet
	tooMuch bool // merged ranges beyond maxMerges
}

// A rowDraft is a row before it has its place. Its memory is used for every row of
// a file.
type rowDraft struct {
	drafts []draftCell
	texts  []byte       // of the drafts
	out    []sheet.Cell // the row that is handed over
	text   paragraphs
	raw    []byte // the value of the cell at hand
}

// A draftCell is a cell before it has its place.
type draftCell struct {
	sheet.Cell
	n    int // in how many columns it stands
	end  int // where its text ends in texts; -1 it has its own
	code string
	read string // with code: what cannot be read
	args []string
}

// read goes through the sheet.
func (t *tableReader) read(s *strictxml.Scanner) error {
	for depth := s.Depth(); ; {
		found, err := s.Within(depth)
		if err != nil || !found {
			return err
		}
		if err := t.part(s); err != nil {
			return err
		}
	}
}

// part takes one element of the sheet: groups of rows and columns are gone into,
// what holds no cells is passed by.
func (t *tableReader) part(s *strictxml.Scanner) error {
	if s.URI != TableNS {
		return s.Pass()
	}
	switch string(s.Name) {
	case "table-row":
		return t.tableRow(s)
	case "table-column":
		t.column(s)
	case "table-rows", "table-header-rows", "table-row-group", "table-columns", "table-header-columns", "table-column-group":
	case "named-expressions":
		return t.names(s, t.sheet.Name, t.prints)
	case "table", "table-cell", "covered-table-cell":
		return strictxml.ErrMalformed
	default:
		return s.Pass()
	}
	return nil
}

// broken tells why the sheet, and the file, cannot be read on.
func (t *tableReader) broken(err error) {
	row, col := t.row+1, t.col+1
	if len(t.drafts) > 0 && !t.over { // what was read of the row is there
		t.emit(1)
	}
	code := archive.FaultCode(err)
	if code == "file-damaged" {
		t.ProblemAt(min(row, sheet.MaxRows), min(col, sheet.MaxCols), cell.Error, "sheet-damaged", "")
	} else {
		t.ProblemAt(min(row, sheet.MaxRows), min(col, sheet.MaxCols), cell.Error, code, "", "limit", archive.Met(t.Lim, code))
	}
	at := t.At
	at.Sheet = ""
	t.Tell(cell.Error, "file-ods-cut", at, "", "sheet", t.sheet.Name)
}

// column takes note of hidden columns.
func (t *tableReader) column(s *strictxml.Scanner) {
	n, ok := repeated(s, "number-columns-repeated")
	if !ok || t.row > 0 {
		return
	}
	if isHidden(s) {
		t.columns.Add(t.col+1, t.col+n)
	}
	t.col = min(t.col+n, sheet.MaxCols)
}

// isHidden reads the visibility of the row or the columns at hand.
func isHidden(s *strictxml.Scanner) bool {
	v, _ := s.AttrOf(TableNS, "visibility")
	return string(v) == "collapse" || string(v) == "filter"
}

// repeated reads how many times the element at hand stands; false for what is no
// such number.
func repeated(s *strictxml.Scanner, name string) (n int, ok bool) {
	raw, there := s.AttrOf(TableNS, name)
	if !there {
		return 1, true
	}
	n, ok = sheet.Digits(raw)
	return n, ok && n > 0
}

// tableRow reads one row and hands it over as often as it stands.
func (t *tableReader) tableRow(s *strictxml.Scanner) error {
	t.col, t.lost = 0, false
	t.drafts, t.texts = t.drafts[:0], t.texts[:0]
	if t.over || t.Finished {
		return s.Pass()
	}
	raw, _ := s.AttrOf(TableNS, "number-rows-repeated")
	n, ok := repeated(s, "number-rows-repeated")
	if !ok { // nobody knows where the rows after it stand
		t.ProblemAt(min(t.row+1, sheet.MaxRows), 0, cell.Error, "sheet-bad-reference", sheet.Short(string(raw)))
		t.over = true
		return s.Pass()
	}
	hidden := isHidden(s)
	for depth := s.Depth(); ; {
		found, err := s.Within(depth)
		switch {
		case err != nil:
			return err
		case !found:
			return t.endRow(n, hidden)
		case s.Is(TableNS, "table-cell"), s.Is(TableNS, "covered-table-cell"):
			err = t.readCell(s)
		case s.URI == TableNS:
			err = strictxml.ErrMalformed
		default:
			err = s.Pass()
		}
		if err != nil {
			return err
		}
	}
}

// endRow hands over n rows; those that have nothing in them are only counted.
func (t *tableReader) endRow(n int, hidden bool) error {
	first, filled := t.row+1, len(t.drafts) > 0
	t.col = 0
	if n > sheet.MaxRows-t.row {
		if filled {
			t.ProblemAt(min(first, sheet.MaxRows), 0, cell.Error, "sheet-bad-reference", strconv.Itoa(t.row+n))
		}
		n = sheet.MaxRows - t.row
	}
	if hidden && (filled || n <= t.Lim.BlankRun) {
		for row := first; row < first+n && t.hiddenRows < maxHiddenRows; row++ {
			t.hiddenRows++
			t.sheet.HiddenRows = append(t.sheet.HiddenRows, row)
		}
	}
	if filled {
		t.emit(n)
	} else {
		t.row += n
	}
	return nil
}

// emit hands the drafts over as n rows below the last.
func (t *tableReader) emit(n int) {
	all, from := string(t.texts), 0
	for i := range t.drafts {
		if d := &t.drafts[i]; d.end >= 0 {
			d.Text = all[from:d.end]
			from = d.end
		}
	}
	for ; n > 0 && !t.over && !t.Finished; n-- {
		t.row++
		if t.fill(); len(t.out) > 0 && !t.Visit(t.sheet, t.out) {
			t.over = true
		}
	}
	t.drafts = t.drafts[:0]
}

// fill puts the drafts into the row. What stands too far from all others is left
// out of this row and of those below.
func (t *tableReader) fill() {
	t.out = t.out[:0]
	defer func() { t.drafts = slices.DeleteFunc(t.drafts, func(d draftCell) bool { return d.n == 0 }) }()
	for i := range t.drafts {
		d := &t.drafts[i]
		for k := range d.n {
			if !t.Counts(t.Intake, t.row, d.Col+k) {
				if t.Finished {
					return
				}
				d.n = k
				break
			}
			c := d.Cell
			c.Row, c.Col = t.row, d.Col+k
			if d.code != "" {
				t.ProblemAt(c.Row, c.Col, cell.Error, d.code, d.read, d.args...)
			}
			t.out = append(t.out, c)
		}
	}
}

// span takes note of a cell that is merged with others.
func (t *tableReader) span(rows, cols int) {
	if rows == 1 && cols == 1 {
		return
	}
	at := sheet.Range{Row: t.row + 1, Col: t.col, LastRow: min(t.row+rows, sheet.MaxRows), LastCol: min(t.col+cols-1, sheet.MaxCols)}
	switch {
	case at.Row > sheet.MaxRows:
	case len(t.sheet.Merged) < sheet.MaxMerges:
		t.sheet.Merged = append(t.sheet.Merged, at)
	case !t.tooMuch:
		t.tooMuch = true
		t.ProblemAt(at.Row, at.Col, cell.Warning, "sheet-many-merges", "", "limit", strconv.Itoa(sheet.MaxMerges))
	}
}
