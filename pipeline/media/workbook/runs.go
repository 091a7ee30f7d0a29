package workbook

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A Run is a part of a text with its own look.
type Run struct {
	Text  string
	Size  float64 // points
	Bold  bool
	Color string
}

// sharedStrings is the part of the file with the texts of its cells (ECMA-376-1, 18.4.9).
const sharedStrings = "xl/sharedStrings.xml"

// runs writes runs into a cell. The library would compare them with every text of the
// workbook, for each cell anew: it gets a text that no cell can hold otherwise, and the
// file has the runs in its place.
func (s *Sheet) runs(cell string, runs []Run) {
	var item []byte
	units := 0
	for _, run := range runs {
		item = run.append(item)
		units += Units(run.Text)
	}
	if units > excelize.TotalCellChars {
		s.try(excelize.ErrCellCharsLength)
		return
	}
	b := s.book
	n, known := b.runs[string(item)]
	if !known {
		n = len(b.runs)
	}
	s.try(b.file.SetCellStr(s.name, cell, "\x00"+strconv.Itoa(n)))
	if !known && b.err == nil {
		b.runs[string(item)] = n
		b.items = append(b.items, runItem{len(b.file.SharedStrings.SI) - 1, item})
	}
}

// append appends a run as it stands in a shared string (ECMA-376-1, 18.4.4).
func (r Run) append(b []byte) []byte {
	b = append(b, `<r><rPr><rFont val="`+family+`"></rFont><family val="2"></family>`...)
	if r.Bold {
		b = append(b, `<b val="1"></b>`...)
	}
	if r.Color != "" {
		b = append(b, `<color rgb="FF`+strings.ToUpper(r.Color)+`"></color>`...)
	}
	b = append(b, `<sz val="`+strconv.FormatFloat(r.Size, 'f', -1, 64)+`"></sz></rPr><t`...)
	if spaced(r.Text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	return append(escaped(append(b, '>'), escaping(r.Text)), `</t></r>`...)
}

// A runItem is a shared string of runs.
type runItem struct {
	number int // among the shared strings
	runs   []byte
}

// A stringsPart is the part of the shared strings. The library writes it in one piece.
type stringsPart struct {
	io.Writer
	items []runItem // in the order of their numbers
}

// Write writes the shared strings with runs where they belong.
func (s stringsPart) Write(content []byte) (int, error) {
	const begin, end = "<si>", "</si>"
	var out bytes.Buffer
	rest, number := content, 0
	for _, item := range s.items {
		for ; number <= item.number; number++ {
			_, after, _ := bytes.Cut(rest, []byte(begin))
			out.Write(rest[:len(rest)-len(after)])
			rest = after
		}
		out.Write(item.runs)
		rest = rest[max(bytes.Index(rest, []byte(end)), 0):]
	}
	out.Write(rest)
	if _, err := out.WriteTo(s.Writer); err != nil {
		return 0, err
	}
	return len(content), nil
}
