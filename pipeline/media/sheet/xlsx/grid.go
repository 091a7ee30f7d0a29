package xlsx

import (
	"strconv"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

const (
	maxColTags = sheet.MaxCols
)

// A grid reads the XML of one sheet and hands it on row by row.
type grid struct {
	*reader
	sheet *sheet.Sheet

	row, col int // where it stands; row 0: the row's number is not known
	last     int // number of the last row that has one
	highest  int // greatest number of a row
	sheet.Extent

	line    sheet.Line
	value   textReader // of <v>
	inline  textReader // of <is>
	colTags int
	hidden  sheet.ColumnSet
	tooMuch bool // merged ranges beyond maxMerges
}

// readSheet reads the sheet in a part and hands its rows over.
func (r *reader) readSheet(s *sheet.Sheet, target string) {
	g := &r.grid
	*g = grid{reader: r, sheet: s, line: g.line.Reused(), value: g.value, inline: g.inline}
	g.value.Limit, g.inline.Limit = r.Lim.StringLen, r.Lim.StringLen
	err := g.read(target)
	s.HiddenCols = g.hidden.List()
	switch {
	case err == nil || err == archive.ErrStop:
	case err == archive.ErrMissing:
		r.Problem(cell.Error, "sheet-missing", "")
	case err == strictxml.ErrEncoding:
		r.Problem(cell.Error, "sheet-encoding", "")
	default:
		if err := g.endRow(); err == archive.ErrStop { // what was read of the row is there
			return
		}
		switch code := archive.FaultCode(err); code {
		case "file-damaged":
			g.ProblemAt(g.last, g.col, cell.Error, "sheet-damaged", "")
		case "file-inflates", "file-ratio":
			g.ProblemAt(g.last, g.col, cell.Error, code, "", "limit", archive.Met(r.Lim, code))
		default:
			g.ProblemAt(g.last, g.col, cell.Error, code, "")
		}
	}
}

// read goes through the part.
func (g *grid) read(target string) error {
	in, err := g.pkg.Open(target)
	if err != nil {
		return err
	}
	defer in.Close()
	s := g.xml
	s.Reset(in)
	if k, err := s.Next(); err != nil {
		return err
	} else if k != strictxml.AtStart || string(s.Name) != "worksheet" {
		return strictxml.ErrMalformed
	}
	data := false
	for {
		k, err := s.Next()
		switch {
		case err != nil || k == strictxml.AtEnd:
			return err
		case k != strictxml.AtStart || !s.Ours:
		case string(s.Name) == "sheetData":
			if data {
				return strictxml.ErrMalformed
			}
			data = true
			if err := g.data(s); err != nil {
				return err
			}
			s.Skim()
		case string(s.Name) == "mergeCell":
			g.merge(s.AttrText("ref"))
		case string(s.Name) == "col":
			g.column(s)
		}
	}
}

// data reads the rows up to the end of sheetData.
func (g *grid) data(s *strictxml.Scanner) error {
	return children(s, "row", func() error {
		g.beginRow(s)
		err := g.cellsOf(s)
		if err == nil || err == archive.ErrStop { // after errStop too: what was read is there
			return firstError(g.endRow(), err)
		}
		return err
	})
}

// cellsOf reads the cells of the row at hand. Those that are written as programs
// write them are read at once by quick, everything else piece by piece.
func (g *grid) cellsOf(s *strictxml.Scanner) error {
	for {
		for !g.Lim.Way.Piecewise && g.quick(s) {
			if g.Finished {
				return archive.ErrStop
			}
		}
		switch found, err := s.Child("c"); {
		case err != nil:
			return err
		case !found:
			return nil
		}
		if err := g.readCell(s); err != nil {
			return err
		}
		if g.Finished {
			return archive.ErrStop
		}
	}
}

// children visits every child of that name of the element at hand, up to its end.
func children(s *strictxml.Scanner, name string, visit func() error) error {
	for {
		found, err := s.Child(name)
		if err != nil || !found {
			return err
		}
		if err := visit(); err != nil {
			return err
		}
	}
}

// beginRow takes the number of the row at hand. Where it is none, the row's cells
// are not given: nobody knows where they stand.
func (g *grid) beginRow(s *strictxml.Scanner) {
	g.row, g.col = g.last+1, 0
	if raw, ok := s.Attr("r"); ok {
		n, ok := sheet.Digits(raw)
		if !ok || n < 1 || n > sheet.MaxRows {
			g.ProblemAt(g.last+1, 0, cell.Error, "sheet-bad-reference", string(raw))
			g.row = 0
			return
		}
		g.row = n
	} else if g.row > sheet.MaxRows {
		g.ProblemAt(g.last, 0, cell.Error, "sheet-bad-reference", "")
		g.row = 0
		return
	}
	g.last = g.row
	if g.row <= g.highest && !g.Keep {
		g.ProblemAt(g.row, 0, cell.Error, "sheet-row-late", strconv.Itoa(g.row))
		g.row = 0
		return
	}
	if g.row <= g.highest {
		g.ProblemAt(g.row, 0, cell.Warning, "sheet-disorder", strconv.Itoa(g.row))
		g.sheet.Disorder = true
		return
	}
	g.highest = g.row
	if s.AttrTrue("hidden") {
		g.sheet.HiddenRows = append(g.sheet.HiddenRows, g.row)
	}
}

// endRow hands the row over, if anything stands in it.
func (g *grid) endRow() error {
	row := g.row
	g.row = 0
	if g.line.Empty() {
		return nil
	}
	cells := g.line.Finish(func(c sheet.Cell, s cell.Severity) {
		g.ProblemAt(row, c.Col, s, "sheet-cell-twice", sheet.Short(c.Text))
	})
	if !g.Visit(g.sheet, cells) {
		return archive.ErrStop
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) merge(ref string) {
	at, ok := sheet.ParseRange([]byte(ref))
	switch {
	case !ok:
		g.ProblemAt(0, 0, cell.Warning, "sheet-bad-reference", sheet.Short(ref))
	case len(g.sheet.Merged) < sheet.MaxMerges:
		g.sheet.Merged = append(g.sheet.Merged, at)
	case !g.tooMuch:
		g.tooMuch = true
		g.ProblemAt(at.Row, at.Col, cell.Warning, "sheet-many-merges", "", "limit", strconv.Itoa(sheet.MaxMerges))
	}
}

// column takes note of hidden columns.
func (g *grid) column(s *strictxml.Scanner) {
	if g.colTags++; g.colTags > maxColTags || !s.AttrTrue("hidden") {
		return
	}
	low, _ := s.Attr("min")
	from, _ := sheet.Digits(low)
	high, _ := s.Attr("max")
	to, _ := sheet.Digits(high)
	g.hidden.Add(from, to)
}
