package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"depository/pipeline/cell"
)

// csv reads a table of text: UTF-8, UTF-16 with a byte order mark or
// windows-1251; fields parted by semicolons, commas or tabs. Every field is a
// Text cell.
func (r *reader) csv(data []byte) {
	text, ok := decode(data)
	if !ok || strings.ContainsRune(text, 0) {
		r.problem(cell.Error, "file-not-workbook", "")
		return
	}
	s := Sheet{}
	p := csv.NewReader(strings.NewReader(text))
	p.Comma, p.FieldsPerRecord, p.LazyQuotes, p.ReuseRecord = delimiter(text), -1, true, true
	for row := 1; ; row++ {
		fields, err := p.Read()
		if err == io.EOF {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := r.at
			at.Row = row
			r.problems.Add(cell.Error, "sheet-damaged", at, "")
			break
		}
		if line, _ := p.FieldPos(0); line > row {
			row = line // blank lines keep their numbers
		}
		if !r.record(&s, row, fields) {
			break
		}
	}
	r.book.Sheets = []Sheet{s}
}

func (r *reader) record(s *Sheet, row int, fields []string) bool {
	for i, f := range fields {
		if f == "" {
			continue
		}
		at := r.at
		at.Row, at.Col = row, i+1
		if utf8.RuneCountInString(f) > r.lim.StringLen {
			r.problems.Add(cell.Error, "sheet-long-text", at, "", "limit", "")
			continue
		}
		if r.cells++; r.cells > r.lim.Cells {
			r.problems.Add(cell.Error, "sheet-too-many-cells", at, "")
			return false
		}
		s.Cells = append(s.Cells, Cell{Row: row, Col: i + 1, Type: Text, Text: f})
	}
	return true
}

func decode(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		return string(out), err == nil
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), true
	}
	out, err := charmap.Windows1251.NewDecoder().Bytes(data)
	return string(out), err == nil
}

// delimiter takes the mark that stands most often outside quotes in the first
// lines.
func delimiter(text string) rune {
	counts := map[rune]int{}
	quoted := false
	for i, c := range text {
		if i > 64<<10 {
			break
		}
		if c == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[c]++
		}
	}
	best := ';'
	for _, c := range []rune{',', '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}
