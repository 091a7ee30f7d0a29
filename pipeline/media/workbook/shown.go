package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// The library writes formulas without values. A file opened from a letter, or
// read by a program that does not compute, would show nothing; so what each
// formula shows is written into the parts of the file as they go out.

// It writes no place within another file that a link leads to either; that is set
// in at the same time.

// parts is the archive of a form being written.
type parts struct {
	*zip.Writer
	shown map[string]map[string]string // by part, by cell
	leads map[string]string            // the place in another file, by cell of any sheet
}

// showFormulas has the file written with what its formulas show.
func (b *Book) showFormulas() {
	shown := map[string]map[string]string{}
	for id, sheet := range b.file.GetSheetMap() {
		shown[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = b.shown[sheet]
	}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return parts{zip.NewWriter(w), shown, b.leads} })
}

// Create begins a part.
func (p parts) Create(name string) (io.Writer, error) {
	w, err := p.Writer.Create(name)
	if cells, ok := p.shown[name]; ok && err == nil {
		return sheetPart{w, cells, p.leads}, nil
	}
	return w, err
}

// A sheetPart is the part of one sheet. The library writes it in one piece.
type sheetPart struct {
	io.Writer
	shown map[string]string
	leads map[string]string
}

// Write writes the sheet with a value behind each formula.
func (s sheetPart) Write(content []byte) (int, error) {
	const begin, end = `<c r="`, `</f></c>`
	var out bytes.Buffer
	for rest := s.linked(content); ; {
		i := bytes.Index(rest, []byte(end))
		if i < 0 {
			out.Write(rest)
			break
		}
		start := max(bytes.LastIndex(rest[:i], []byte(begin)), 0)
		out.Write(rest[:start])
		out.Write(s.valued(rest[start : i+len(end)]))
		rest = rest[i+len(end):]
	}
	if _, err := out.WriteTo(s.Writer); err != nil {
		return 0, err
	}
	return len(content), nil
}

// linked names in each link to another file the place in it (ECMA-376-1,
// 18.3.1.47, the attribute location).
func (s sheetPart) linked(content []byte) []byte {
	for _, cell := range slices.Sorted(maps.Keys(s.leads)) {
		var to bytes.Buffer
		_ = xml.EscapeText(&to, []byte(s.leads[cell])) // a buffer takes all
		begin := `<hyperlink ref="` + cell + `"`
		content = bytes.Replace(content, []byte(begin), []byte(begin+` location="`+to.String()+`"`), 1)
	}
	return content
}

// valued returns a cell with a formula the value that it shows; an empty text is
// a value too.
func (s sheetPart) valued(cell []byte) []byte {
	name, _, _ := bytes.Cut(bytes.TrimPrefix(cell, []byte(`<c r="`)), []byte(`"`))
	text := s.shown[string(name)]
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		cell = bytes.Replace(cell, []byte(` t="str"`), nil, 1)
	}
	var value bytes.Buffer
	value.WriteString("</f><v>")
	_ = xml.EscapeText(&value, []byte(text)) // a buffer takes all
	value.WriteString("</v></c>")
	return slices.Concat(bytes.TrimSuffix(cell, []byte("</f></c>")), value.Bytes())
}
