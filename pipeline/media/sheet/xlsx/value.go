package xlsx

import (
	"strconv"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// A cellKind is the attribute t of a cell.
type cellKind uint8

const (
	numberCell cellKind = iota
	sharedCell          // an index of the shared strings
	inlineCell
	textCell // str: of a formula; d: a date as ISO 8601 has it
	boolCell
	errorCell
	unknownCell
)

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "n":
		return numberCell
	case "s":
		return sharedCell
	case "inlineStr":
		return inlineCell
	case "str", "d":
		return textCell
	case "b":
		return boolCell
	case "e":
		return errorCell
	}
	return unknownCell
}

// A cellTag is a cell as far as its tag tells.
type cellTag struct {
	style   int
	kind    cellKind
	lost    bool // nobody knows where it stands
	formula bool
}

// readCell reads the cell whose start tag is at hand.
func (g *grid) readCell(s *strictxml.Scanner) error {
	var tag cellTag
	ref, named := s.Attr("r")
	tag.lost = !g.place(ref, named)
	if raw, ok := s.Attr("t"); ok {
		tag.kind = kindOf(raw)
	}
	if raw, ok := s.Attr("s"); ok {
		tag.style = g.styleOf(raw)
	}
	values, inlines := 0, 0
	g.value.begin()
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == strictxml.AtText && len(strictxml.TrimSpace(s.Text)) == 0:
		case k == strictxml.AtClose:
			g.put(tag, values, inlines)
			return nil
		case k != strictxml.AtStart:
			return strictxml.ErrMalformed
		case s.Ours && string(s.Name) == "v":
			values++
			err = g.value.whole(s, true)
		case s.Ours && string(s.Name) == "is":
			inlines++
			err = g.inline.whole(s, false)
		case s.Ours && string(s.Name) == "f":
			tag.formula = true
			err = s.Pass()
		case !s.Ours && string(s.Name) != "AlternateContent" || string(s.Name) == "extLst":
			err = s.Pass()
		default:
			return strictxml.ErrMalformed
		}
		if err != nil {
			return err
		}
	}
}

// place takes the column of a cell from its reference; false, and a problem,
// where it does not belong to the row.
func (g *grid) place(ref []byte, named bool) bool {
	next := g.col + 1
	switch {
	case g.row == 0:
		return false
	case !named:
		if next > sheet.MaxCols {
			g.ProblemAt(g.row, 0, cell.Error, "sheet-bad-reference", "")
			return false
		}
		g.col = next
		return true
	}
	row, col, ok := sheet.ParseRef(ref)
	if !ok || row != g.row {
		g.ProblemAt(g.row, min(next, sheet.MaxCols), cell.Error, "sheet-bad-reference", sheet.Short(string(ref)))
		return false
	}
	if col < g.col {
		g.ProblemAt(row, col, cell.Warning, "sheet-disorder", sheet.Short(string(ref)))
	}
	g.col = col
	return true
}

// styleOf reads the index of a cell's style.
func (g *grid) styleOf(raw []byte) int {
	n, ok := sheet.Digits(raw)
	if ok && (n < len(g.formats) || n == 0 || len(g.formats) == 0) {
		return n
	}
	if g.row > 0 {
		g.ProblemAt(g.row, g.col, cell.Warning, "sheet-bad-style", sheet.Short(string(raw)))
	}
	return 0
}

// put stores what a cell holds; an empty cell is none. What cannot be read stands
// there as an Error without text.
func (g *grid) put(tag cellTag, values, inlines int) {
	if tag.lost {
		return
	}
	if values == 0 && inlines == 0 {
		if tag.formula {
			g.unreadable("sheet-no-value", "")
		}
		return
	}
	if values > 1 || inlines > 1 || inlines > 0 && tag.kind != inlineCell {
		g.unreadable("sheet-bad-value", "")
		return
	}
	source := &g.value
	if tag.kind == inlineCell && inlines > 0 {
		source = &g.inline
	}
	if tag.kind == textCell || tag.kind == inlineCell {
		text, length := source.done()
		g.putText(tag, text, length)
		return
	}
	g.putValue(tag, strictxml.TrimSpace(source.Text))
}

// putText stores a text; length is that in characters, or 0 if it is short.
func (g *grid) putText(tag cellTag, text []byte, length int) {
	switch {
	case length > g.Lim.StringLen:
		g.unreadable("sheet-long-text", strconv.Itoa(length), "limit", strconv.Itoa(g.Lim.StringLen))
	case len(text) > 0 && g.Counts(g.Intake, g.row, g.col):
		g.line.AddText(sheet.Cell{Row: g.row, Col: g.col, Format: g.format(tag.style), Type: sheet.Text, Formula: tag.formula}, text)
	}
}

// putValue stores what is no text of its own.
func (g *grid) putValue(tag cellTag, value []byte) {
	if len(value) == 0 {
		if tag.formula {
			g.unreadable("sheet-no-value", "")
		}
		return
	}
	c := sheet.Cell{Row: g.row, Col: g.col, Format: g.format(tag.style), Formula: tag.formula}
	switch tag.kind {
	case sharedCell:
		g.putShared(c, value)
		return
	case boolCell:
		c.Type = sheet.Bool
		switch string(value) {
		case "1", "true":
			c.Text = "TRUE"
		case "0", "false":
			c.Text = "FALSE"
		default:
			g.unreadable("sheet-bad-value", sheet.Short(string(value)))
			return
		}
		if g.Counts(g.Intake, g.row, g.col) {
			g.line.Add(c)
		}
		return
	case errorCell:
		c.Type = sheet.Error
		value = value[:min(len(value), 64)]
	case numberCell:
		c.Type = sheet.Number
		if !sheet.IsNumber(value) {
			g.unreadable("sheet-bad-number", sheet.Short(string(value)))
			return
		}
	default:
		g.unreadable("sheet-bad-value", sheet.Short(string(value)))
		return
	}
	if g.Counts(g.Intake, g.row, g.col) {
		g.line.AddText(c, value)
	}
}

func (g *grid) putShared(c sheet.Cell, index []byte) {
	i, ok := sheet.Digits(index)
	if !ok || i >= len(g.strings) {
		g.unreadable("sheet-bad-string", sheet.Short(string(index)))
		return
	}
	if length := g.long[i]; length > 0 {
		g.unreadable("sheet-long-text", strconv.Itoa(length), "limit", strconv.Itoa(g.Lim.StringLen))
		return
	}
	c.Type, c.Text = sheet.Text, g.strings[i]
	if c.Text != "" && g.Counts(g.Intake, g.row, g.col) {
		g.line.Add(c)
	}
}

// unreadable stores a cell that holds something nobody can read, and says why.
func (g *grid) unreadable(code, read string, args ...string) {
	g.ProblemAt(g.row, g.col, cell.Error, code, read, args...)
	if g.Counts(g.Intake, g.row, g.col) {
		g.line.Add(sheet.Cell{Row: g.row, Col: g.col, Type: sheet.Error})
	}
}

func (g *grid) format(style int) string {
	if style < len(g.formats) {
		return g.formats[style]
	}
	return ""
}
