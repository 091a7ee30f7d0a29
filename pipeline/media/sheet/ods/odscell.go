package ods

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// An odfKind is the attribute office:value-type of a cell.
type odfKind uint8

const (
	odfNone odfKind = iota // the cell does not say: its text is what it holds
	odfString
	odfFloat
	odfPercentage
	odfCurrency
	odfDate
	odfTime
	odfBoolean
	odfUnknown
)

// odfKinds has of each type the attribute that holds its value, and the number
// format code that stands for it.
var odfKinds = map[string]struct {
	kind          odfKind
	value, format string
}{
	"string":     {odfString, "string-value", ""},
	"float":      {odfFloat, "value", ""},
	"percentage": {odfPercentage, "value", "0%"},
	"currency":   {odfCurrency, "value", "#,##0.00"},
	"date":       {odfDate, "date-value", "yyyy-mm-dd"},
	"time":       {odfTime, "time-value", "[h]:mm:ss"},
	"boolean":    {odfBoolean, "boolean-value", ""},
	"void":       {odfNone, "", ""},
}

// formatDateTime is the number format code of a date with a time of day.
const formatDateTime = "yyyy-mm-dd hh:mm:ss"

// An odfTag is a cell as far as its tag tells; its value stands in rowDraft.raw.
type odfTag struct {
	kind       odfKind
	format     string
	valued     bool // there is a value
	formula    bool
	constant   string // the formula, where it is short
	isError    bool   // LibreOffice says so
	n          int    // in how many columns it stands
	rows, cols int    // that it covers
}

// readCell reads the cell whose start tag is at hand.
func (t *tableReader) readCell(s *strictxml.Scanner) error {
	tag, ok := t.tag(s)
	if !ok && !t.lost {
		t.lost = true // as are the cells behind it
		t.ProblemAt(min(t.row+1, sheet.MaxRows), min(t.col+1, sheet.MaxCols), cell.Error, "sheet-bad-reference", "")
	}
	t.text.begin()
	for depth := s.Depth(); ; {
		found, err := s.Within(depth)
		switch {
		case err != nil:
			return err
		case !found:
			t.place(tag)
			return nil
		case s.Is(TextNS, "p"), s.Is(TextNS, "h"):
			err = t.text.paragraph(s)
		case s.Is(TextNS, "list"), s.Is(TextNS, "list-item"), s.Is(TextNS, "list-header"):
		case s.Is(TableNS, "table"):
			err = strictxml.ErrMalformed
		default: // annotations, pictures, links to other files
			err = s.Pass()
		}
		if err != nil {
			return err
		}
	}
}

// tag reads the attributes of a cell; false where nobody knows in how many columns
// it stands.
func (t *tableReader) tag(s *strictxml.Scanner) (tag odfTag, ok bool) {
	tag.rows, tag.cols = 1, 1
	value := ""
	if raw, typed := s.AttrOf(OfficeNS, "value-type"); typed {
		if of, known := odfKinds[string(raw)]; known {
			tag.kind, tag.format, value = of.kind, of.format, of.value
		} else {
			tag.kind, tag.valued = odfUnknown, true
			t.raw = append(t.raw[:0], raw...)
		}
	}
	if value != "" {
		var raw []byte
		raw, tag.valued = s.AttrOf(OfficeNS, value)
		t.raw = append(t.raw[:0], raw...)
	}
	raw, _ := s.AttrOf(CalcNS, "value-type")
	tag.isError = string(raw) == "error"
	if raw, is := s.AttrOf(TableNS, "formula"); is {
		if tag.formula = true; len(raw) <= len("of:=#DIV/0!") {
			tag.constant = string(raw)
		}
	}
	if rows, ok := repeated(s, "number-rows-spanned"); ok {
		tag.rows = rows
	}
	if cols, ok := repeated(s, "number-columns-spanned"); ok {
		tag.cols = cols
	}
	tag.n, ok = repeated(s, "number-columns-repeated")
	return tag, ok
}

// place puts the cell into its columns.
func (t *tableReader) place(tag odfTag) {
	if t.lost {
		return
	}
	left := sheet.MaxCols - t.col
	t.col++
	if left > 0 {
		t.span(tag.rows, tag.cols)
	}
	before := len(t.drafts)
	if t.put(tag); len(t.drafts) > before {
		t.drafts[before].n = min(tag.n, left)
		if tag.n > left {
			t.ProblemAt(min(t.row+1, sheet.MaxRows), sheet.MaxCols, cell.Error, "sheet-bad-reference", strconv.Itoa(t.col+tag.n-1))
		}
	}
	t.col = min(t.col+tag.n-1, sheet.MaxCols)
}

// put makes a draft of what the cell holds; an empty cell is none.
func (t *tableReader) put(tag odfTag) {
	shown, length := t.text.done()
	c := sheet.Cell{Col: t.col, Format: tag.format, Formula: tag.formula}
	switch {
	case tag.isError || tag.formula && errorNames[string(shown[:min(len(shown), maxErrorName)])]:
		t.putError(c, tag, shown)
	case tag.formula && !tag.valued && t.text.count == 0: // LibreOffice writes "" as an empty paragraph
		t.unreadable("sheet-no-value", "")
	case tag.kind == odfNone, tag.kind == odfString && !tag.valued:
		t.putText(c, shown, length)
	case tag.kind == odfString:
		length = 0
		if len(t.raw) > t.Lim.StringLen {
			length = utf8.RuneCount(t.raw)
		}
		t.putText(c, t.raw, length)
	case tag.kind == odfUnknown, !tag.valued:
		t.unreadable("sheet-bad-value", sheet.Short(string(t.raw)))
	default:
		t.putValue(c, tag)
	}
}

// errorNames are the errors that programs show in the place of a value.
var errorNames = map[string]bool{
	"#N/A": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true, "#REF!": true, "#VALUE!": true,
}

const maxErrorName = 8

// putError takes a cell that shows an error. LibreOffice writes one that was typed
// as a formula that is nothing else.
func (t *tableReader) putError(c sheet.Cell, tag odfTag, shown []byte) {
	if len(shown) == 0 {
		t.unreadable("sheet-bad-value", "")
		return
	}
	c.Type, c.Format = sheet.Error, ""
	c.Formula = tag.formula && tag.constant != "of:="+string(shown)
	t.add(c, shown[:min(len(shown), 64)])
}

// putText takes a text; length is that in characters, or 0 if it is short.
func (t *tableReader) putText(c sheet.Cell, text []byte, length int) {
	if length > t.Lim.StringLen {
		t.unreadable("sheet-long-text", strconv.Itoa(length), "limit", strconv.Itoa(t.Lim.StringLen))
	} else if len(text) > 0 {
		t.add(c, text)
	}
}

// putValue takes what is no text. LibreOffice writes a truth value out of a file
// of Excel as the formula that is nothing else.
func (t *tableReader) putValue(c sheet.Cell, tag odfTag) {
	value := strictxml.TrimSpace(t.raw)
	ok, code := true, "sheet-bad-value"
	switch {
	case len(value) == 0:
		ok = false
	case tag.kind == odfBoolean:
		c.Type = sheet.Bool
		ok = string(value) == "true" || string(value) == "false"
		value = []byte(strings.ToUpper(string(value)))
	case tag.kind == odfDate:
		if value, c.Type, c.Format, ok = serialDate(string(value)); c.Type == sheet.Text {
			c.Format = ""
		}
	case tag.kind == odfTime:
		c.Type = sheet.Number
		value, ok = serialTime(string(value))
	case tag.constant == "of:=TRUE()" || tag.constant == "of:=FALSE()":
		c.Type, c.Formula, c.Format = sheet.Bool, false, ""
		value = []byte(tag.constant[len("of:=") : len(tag.constant)-len("()")])
	default:
		c.Type, code = sheet.Number, "sheet-bad-number"
		ok = sheet.IsNumber(value)
	}
	if !ok {
		t.unreadable(code, sheet.Short(string(t.raw)))
		return
	}
	t.add(c, value)
}

// add makes a draft of a cell and its text.
func (t *tableReader) add(c sheet.Cell, text []byte) {
	t.texts = append(t.texts, text...)
	t.drafts = append(t.drafts, draftCell{Cell: c, end: len(t.texts)})
}

// unreadable makes a draft of a cell that holds something nobody can read.
func (t *tableReader) unreadable(code, read string, args ...string) {
	t.drafts = append(t.drafts, draftCell{Cell: sheet.Cell{Col: t.col, Type: sheet.Error}, end: -1, code: code, read: read, args: args})
}

// serialDate turns a date of ISO 8601 into the serial number of the 1900 system,
// in which the days before March 1900 count one less; a date before 1900, for which
// Excel has no number, stays a text.
func serialDate(iso string) (value []byte, typ sheet.Type, format string, ok bool) {
	day, clock := iso, false
	format = odfKinds["date"].format
	for i, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04:05Z"} {
		at, err := time.Parse(layout, iso)
		if err != nil {
			continue
		}
		if clock = i > 0; clock {
			format = formatDateTime
		}
		first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
		days, seconds := (at.Unix()-first)/86400, at.Hour()*3600+at.Minute()*60+at.Second()
		switch {
		case at.Year() < 1900:
			return []byte(day), sheet.Text, "", true
		case days <= 60:
			days--
		}
		fraction := (float64(seconds) + float64(at.Nanosecond())/1e9) / 86400
		return strconv.AppendFloat(nil, float64(days)+fraction, 'f', -1, 64), sheet.Number, format, true
	}
	return nil, sheet.Error, "", false
}

// serialTime turns a duration of XML Schema, as PT18H30M00S, into days; years and
// months, whose length nobody knows, are none.
func serialTime(xsd string) (value []byte, ok bool) {
	rest, negative := strings.CutPrefix(xsd, "-")
	if rest, ok = strings.CutPrefix(rest, "P"); !ok || rest == "" {
		return nil, false
	}
	date, clock, timed := strings.Cut(rest, "T")
	seconds := 0.0
	ok = (date == "" || takeUnits(date, "D", &seconds)) && (!timed || clock != "" && takeUnits(clock, "HMS", &seconds))
	if !ok {
		return nil, false
	}
	if negative {
		seconds = -seconds
	}
	return strconv.AppendFloat(nil, seconds/86400, 'f', -1, 64), true
}

// unitSeconds are the seconds of each unit of a duration.
var unitSeconds = map[byte]float64{'D': 86400, 'H': 3600, 'M': 60, 'S': 1}

// takeUnits adds numbers and units, each of those given at most once and in order.
func takeUnits(s, units string, seconds *float64) bool {
	for s != "" {
		i := strings.IndexAny(s, "DHMS")
		if i <= 0 {
			return false
		}
		at := strings.IndexByte(units, s[i])
		whole, fraction, parted := strings.Cut(strings.Replace(s[:i], ",", ".", 1), ".")
		_, sound := sheet.Digits([]byte(whole))
		if at < 0 || !sound || parted && (s[i] != 'S' || len(fraction) > sheet.MaxNumber || strings.Trim(fraction, "0123456789") != "") {
			return false
		}
		x, err := strconv.ParseFloat(whole+"."+fraction, 64)
		if err != nil {
			return false
		}
		*seconds += float64(x * unitSeconds[s[i]])
		s, units = s[i+1:], units[at+1:]
	}
	return true
}
