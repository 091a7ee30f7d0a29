package sheet

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"

	"depository/pipeline/cell"
)

const (
	maxRows = 1_048_576 // ECMA-376: what a sheet can have
	maxCols = 16_384
)

// A grid reads one sheet's XML.
type grid struct {
	*reader
	sheet   *Sheet
	strings []string
	formats []string
	row     int // of the last row tag
	col     int // of the last cell in it
}

// A cellTag is a cell as far as its tag tells.
type cellTag struct {
	row, col int
	kind     string
	style    int
	bad      bool
}

func (g *grid) read(body []byte) {
	s := &scanner{b: body}
	for {
		t, err := s.next()
		switch {
		case err != nil:
			g.problemAt(g.row, 0, cell.Error, "sheet-damaged", "")
			return
		case t.kind == 0:
			return
		case t.kind != 's':
		case t.name == "row":
			g.beginRow(t.attrs)
		case t.name == "c":
			if err := g.readCell(s, t); err != nil {
				g.problemAt(g.row, g.col, cell.Error, "sheet-damaged", "")
				return
			}
			if g.cells > g.lim.Cells {
				g.problemAt(g.row, 0, cell.Error, "sheet-too-many-cells", strconv.Itoa(g.lim.Cells))
				return
			}
		case t.name == "mergeCell":
			g.merge(t.attrs)
		case t.name == "col":
			g.hiddenColumns(t.attrs)
		}
	}
}

func (g *grid) problemAt(row, col int, s cell.Severity, code, read string, args ...string) {
	at := g.at
	at.Row, at.Col = row, col
	g.problems.Add(s, code, at, read, args...)
}

func (g *grid) beginRow(attrs []byte) {
	row := g.row + 1
	if raw, ok := rawAttr(attrs, "r"); ok {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < 1 || n > maxRows {
			g.problemAt(g.row, 0, cell.Error, "sheet-bad-reference", string(raw))
			n = row
		}
		if n <= g.row {
			g.problemAt(n, 0, cell.Error, "sheet-disorder", string(raw))
		}
		row = n
	}
	g.row, g.col = row, 0
	if raw, ok := rawAttr(attrs, "hidden"); ok && (string(raw) == "1" || string(raw) == "true") {
		g.sheet.HiddenRows = append(g.sheet.HiddenRows, row)
	}
}

func (g *grid) readCell(s *scanner, t token) error {
	c := g.tag(t.attrs)
	var value []byte
	var hasValue, formula, inline bool
	depth := 0
	in := ""
	for depth >= 0 {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch t.kind {
		case 0:
			return errMalformed
		case 's':
			depth++
			switch t.name {
			case "v":
				in, hasValue = "v", true
			case "t":
				in, inline = "t", true
			case "f":
				formula = true
			case "rPh":
				in = "rPh"
			}
		case 'e':
			depth--
			if t.name != "rPh" && in == "rPh" {
				continue
			}
			in = ""
		case 't':
			if in == "v" || in == "t" {
				value = append(value, t.text...)
			}
		}
	}
	g.put(c, value, hasValue || inline, formula)
	return nil
}

func (g *grid) tag(attrs []byte) cellTag {
	c := cellTag{row: g.row, col: g.col + 1}
	if raw, ok := rawAttr(attrs, "r"); ok {
		row, col, ok := parseRef(raw)
		switch {
		case !ok || row != g.row && g.row > 0:
			g.problemAt(g.row, c.col, cell.Error, "sheet-bad-reference", string(raw))
			c.bad = true
		case col <= g.col:
			g.problemAt(row, col, cell.Error, "sheet-disorder", string(raw))
			c.col, c.bad = col, slices.ContainsFunc(g.sheet.Cells, func(o Cell) bool { return o.Row == row && o.Col == col })
		default:
			c.col = col
		}
	}
	if raw, ok := rawAttr(attrs, "t"); ok {
		c.kind = string(raw)
	}
	if raw, ok := rawAttr(attrs, "s"); ok {
		c.style, _ = strconv.Atoi(string(raw))
	}
	g.col = max(g.col, c.col)
	return c
}

// parseRef reads a reference such as AB12.
func parseRef(b []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(b) && b[i] >= 'A' && b[i] <= 'Z' && i < 4; i++ {
		col = col*26 + int(b[i]-'A') + 1
	}
	if i == 0 || i == len(b) || len(b)-i > 7 {
		return 0, 0, false
	}
	for _, d := range b[i:] {
		if d < '0' || d > '9' {
			return 0, 0, false
		}
		row = row*10 + int(d-'0')
	}
	return row, col, row >= 1 && row <= maxRows && col <= maxCols
}

// put stores what a cell holds; an empty cell is none.
func (g *grid) put(tag cellTag, value []byte, has, formula bool) {
	c := Cell{Row: tag.row, Col: tag.col, Type: Number, Formula: formula}
	if tag.bad {
		return
	}
	if !has || len(value) == 0 && tag.kind != "str" && tag.kind != "inlineStr" {
		if formula {
			g.problemAt(c.Row, c.Col, cell.Error, "sheet-no-value", "")
		}
		return
	}
	switch tag.kind {
	case "s":
		i, err := strconv.Atoi(string(value))
		if err != nil || i < 0 || i >= len(g.strings) {
			g.problemAt(c.Row, c.Col, cell.Error, "sheet-bad-string", string(value))
			return
		}
		c.Type, c.Text = Text, g.strings[i]
	case "str", "inlineStr":
		c.Type, c.Text = Text, unescapeX(string(value))
	case "b":
		c.Type, c.Text = Bool, map[bool]string{true: "TRUE", false: "FALSE"}[string(bytes.TrimSpace(value)) == "1" || string(value) == "true"]
	case "e":
		c.Type, c.Text = Error, string(value)
	case "d":
		c.Type, c.Text = Text, string(value)
	default:
		c.Text = string(bytes.TrimSpace(value))
		if _, err := strconv.ParseFloat(c.Text, 64); err != nil {
			g.problemAt(c.Row, c.Col, cell.Error, "sheet-bad-number", c.Text)
			return
		}
	}
	if tag.style > 0 && tag.style < len(g.formats) || tag.style == 0 && len(g.formats) > 0 {
		c.Format = g.formats[tag.style]
	}
	g.store(c)
}

func (g *grid) store(c Cell) {
	if c.Text == "" {
		return
	}
	if n := utf8.RuneCountInString(c.Text); n > g.lim.StringLen {
		g.problemAt(c.Row, c.Col, cell.Error, "sheet-long-text", strconv.Itoa(n), "limit", strconv.Itoa(g.lim.StringLen))
		return
	}
	g.cells++
	cells := &g.sheet.Cells
	if n := len(*cells); n > 0 && ((*cells)[n-1].Row > c.Row || (*cells)[n-1].Row == c.Row && (*cells)[n-1].Col > c.Col) {
		i, _ := slices.BinarySearchFunc(*cells, c, func(a, b Cell) int {
			if a.Row != b.Row {
				return a.Row - b.Row
			}
			return a.Col - b.Col
		})
		*cells = slices.Insert(*cells, i, c)
		return
	}
	*cells = append(*cells, c)
}

func (g *grid) merge(attrs []byte) {
	raw, _ := rawAttr(attrs, "ref")
	first, last, _ := bytes.Cut(raw, []byte(":"))
	r1, c1, ok1 := parseRef(first)
	r2, c2, ok2 := parseRef(last)
	if ok1 && ok2 && len(g.sheet.Merged) < 100_000 {
		g.sheet.Merged = append(g.sheet.Merged, Range{r1, c1, r2, c2})
	}
}

func (g *grid) hiddenColumns(attrs []byte) {
	hidden, _ := rawAttr(attrs, "hidden")
	if string(hidden) != "1" && string(hidden) != "true" {
		return
	}
	low, _ := rawAttr(attrs, "min")
	high, _ := rawAttr(attrs, "max")
	for col := max(atoi(string(low)), 1); col <= min(atoi(string(high)), maxCols); col++ {
		g.sheet.HiddenCols = append(g.sheet.HiddenCols, col)
	}
}
