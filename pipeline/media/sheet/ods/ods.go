// Package ods reads the spreadsheets of LibreOffice, packed and flat, to what a
// workbook of Excel with the same content would say.
package ods

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/archive"
	"depository.example/depository/pipeline/media/sheet/strictxml"
	"depository.example/depository/pipeline/survey/cell"
)

// OpenDocument (ISO/IEC 26300, OASIS OpenDocument 1.3 part 3) is what LibreOffice
// writes: a zip file whose content.xml holds all sheets, one after the other, or
// one flat XML file. What it says becomes what an OOXML workbook of the same
// content would say: numbers with a format code that stands for their type, dates
// and times as serial numbers of the 1900 system.

// The namespaces of OpenDocument that hold what is read.
const (
	OfficeNS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	TableNS  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	TextNS   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	StyleNS  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
	CalcNS   = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
)

// What a zip file of OpenDocument says of itself in its part «mimetype».
const (
	MediaTypes      = "application/vnd.oasis.opendocument."
	SpreadsheetType = MediaTypes + "spreadsheet"
	TemplateType    = MediaTypes + "spreadsheet-template"
	ContentPart     = "content.xml"
	ManifestPart    = "META-INF/manifest.xml"
)

// odfRatio is how many times better the XML of OpenDocument may deflate than that
// of OOXML: a row of blank cells has 200 bytes and is like the next. 15,000 of them
// were seen to deflate 221 times; DEFLATE can do no better than 1,030 times.
const odfRatio = 4

// MediaType returns what an OpenDocument file says that it is; "" for any other.
// A file that does not say it, but has the parts of one, is taken for a
// spreadsheet.
func MediaType(a *archive.Archive) string {
	if in, err := a.Open("mimetype"); err == nil {
		defer in.Close()
		if text, err := io.ReadAll(io.LimitReader(in, 128)); err == nil {
			return strings.TrimSpace(string(text))
		}
	}
	if a.Parts[ContentPart] != nil && a.Parts[archive.PartName(ManifestPart)] != nil {
		return SpreadsheetType
	}
	return ""
}

// FillPacked reads an OpenDocument file whose zip directory is open.
func FillPacked(in *sheet.Intake, pkg *archive.Archive) {
	s := strictxml.NewScanner(in.Lim.Way.Window)
	defer s.Release()
	if locked(pkg, s) {
		in.Problem(cell.Error, "file-encrypted-ods", "")
		return
	}
	in.Lim.Ratio *= odfRatio
	pkg.Lim.Ratio = in.Lim.Ratio
	content, err := pkg.Open(ContentPart)
	if err != nil {
		archive.Fail(in, ContentPart, err)
		return
	}
	defer content.Close()
	fill(in, s, content)
}

// FillFlat reads a flat OpenDocument file.
func FillFlat(in *sheet.Intake, content io.Reader) {
	s := strictxml.NewScanner(in.Lim.Way.Window)
	defer s.Release()
	fill(in, s, content)
}

// locked reports whether the manifest says that parts are encrypted.
func locked(pkg *archive.Archive, s *strictxml.Scanner) bool {
	err := pkg.Scan(s, ManifestPart, "manifest", func(s *strictxml.Scanner, k strictxml.Kind) error {
		if k == strictxml.AtStart && s.Ours && string(s.Name) == "encryption-data" {
			return archive.ErrStop
		}
		return nil
	})
	return err == archive.ErrStop
}

// IsFlat reports whether the head of a file is that of a flat OpenDocument file.
func IsFlat(head []byte) bool {
	return (bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<office:document"))) && bytes.Contains(head, []byte("<office:document")) && bytes.Contains(head, []byte(OfficeNS))
}

// A document reads the XML of all sheets.
type document struct {
	*sheet.Intake
	xml    *strictxml.Scanner
	hidden map[string]bool // names of the table styles that hide a sheet
	style  string          // name of the table style at hand; "" another kind of style
	count  int             // sheets so far
	seen   map[string]bool // their names, in lower case
	none   bool            // no spreadsheet has come

	hiddenRows int // named so far
	rowDraft
}

// fill reads a flat file, or the content of a packed one.
func fill(in *sheet.Intake, s *strictxml.Scanner, content io.Reader) {
	d := &document{Intake: in, xml: s, hidden: map[string]bool{}, seen: map[string]bool{}, none: true}
	d.text.Limit = in.Lim.StringLen
	switch err := d.read(content); {
	case err == archive.ErrStop: // it has been told
	case err != nil:
		archive.Fail(in, ContentPart, err)
	case d.none:
		in.Problem(cell.Error, "file-not-workbook", ContentPart)
	}
	if d.count > in.Lim.Sheets {
		in.Problem(cell.Error, "file-many-sheets", strconv.Itoa(d.count), "limit", strconv.Itoa(in.Lim.Sheets))
	}
}

// read goes through the XML.
func (d *document) read(in io.Reader) error {
	s := d.xml
	s.Reset(in)
	if k, err := s.Next(); err != nil {
		return err
	} else if k != strictxml.AtStart || s.URI != OfficeNS || string(s.Name) != "document-content" && string(s.Name) != "document" {
		return archive.ErrRoot
	}
	for {
		k, err := s.Next()
		if err == nil && k == strictxml.AtStart {
			err = d.part(s)
		}
		if err != nil || k == strictxml.AtEnd {
			return err
		}
	}
}

// part takes one element outside of the spreadsheet, or all of that.
func (d *document) part(s *strictxml.Scanner) error {
	switch {
	case s.Is(OfficeNS, "spreadsheet"):
		if !d.none {
			return strictxml.ErrMalformed
		}
		d.none = false
		return d.spreadsheet(s)
	case s.Is(StyleNS, "style"):
		d.style = ""
		if family, _ := s.AttrOf(StyleNS, "family"); string(family) == "table" {
			name, _ := s.AttrOf(StyleNS, "name")
			d.style = string(name)
		}
	case s.Is(StyleNS, "table-properties") && d.style != "":
		if display, _ := s.AttrOf(TableNS, "display"); string(display) == "false" && len(d.hidden) < sheet.MaxFormats {
			d.hidden[d.style] = true
		}
	}
	return nil
}

// spreadsheet reads the sheets and the names of the workbook, and passes by what
// else there is: validations, changes that were tracked, ranges, links.
func (d *document) spreadsheet(s *strictxml.Scanner) error {
	for depth := s.Depth(); ; {
		switch found, err := s.Within(depth); {
		case err != nil || !found:
			return err
		case s.Is(TableNS, "table"):
			err = d.table(s)
			d.At.Sheet = ""
			if err != nil {
				return err
			}
		case s.Is(TableNS, "named-expressions"):
			if err := d.names(s, "", false); err != nil {
				return err
			}
		default:
			if err := s.Pass(); err != nil {
				return err
			}
		}
	}
}

// table reads one sheet. The copy that LibreOffice keeps of a sheet of another
// file is none of this workbook.
func (d *document) table(s *strictxml.Scanner) error {
	raw, _ := s.AttrOf(TableNS, "name")
	name := string(raw)
	if strings.HasPrefix(name, "'") && strings.Contains(name, "'#$") {
		return s.Pass()
	}
	if d.count++; d.count > d.Lim.Sheets {
		return s.Pass()
	}
	style, _ := s.AttrOf(TableNS, "style-name")
	d.Book.Sheets = append(d.Book.Sheets, sheet.Sheet{Name: name, Hidden: d.hidden[string(style)]})
	d.At.Sheet = name
	if key := strings.ToLower(name); d.seen[key] {
		d.Problem(cell.Warning, "sheet-name-twice", name)
	} else {
		d.seen[key] = true
	}
	prints, _ := s.AttrOf(TableNS, "print-ranges")
	if len(prints) > 0 {
		d.name(printArea, name, string(prints))
	}
	t := &tableReader{document: d, sheet: &d.Book.Sheets[len(d.Book.Sheets)-1], prints: len(prints) > 0}
	err := t.read(s)
	t.sheet.HiddenCols = t.columns.List()
	if err != nil {
		t.broken(err)
		err = archive.ErrStop
	}
	d.Settle(t.sheet)
	d.TellMore()
	return err
}

// printArea is the name by which OOXML calls what a sheet prints.
const printArea = "_xlnm.Print_Area"

// names reads the names of the workbook, or those that one sheet alone knows. What
// that sheet prints is left out where the sheet has told it.
func (d *document) names(s *strictxml.Scanner, scope string, prints bool) error {
	for depth := s.Depth(); ; {
		found, err := s.Within(depth)
		if err != nil || !found {
			return err
		}
		raw := ""
		switch {
		case s.Is(TableNS, "named-range"):
			at, _ := s.AttrOf(TableNS, "cell-range-address")
			raw = string(at)
		case s.Is(TableNS, "named-expression"):
			at, _ := s.AttrOf(TableNS, "expression")
			raw = string(at)
		default:
			continue
		}
		name, _ := s.AttrOf(TableNS, "name")
		if prints && strings.EqualFold(string(name), printArea) {
			continue
		}
		d.name(string(name), scope, raw)
	}
}

// name takes one name.
func (d *document) name(name, scope, raw string) {
	if len(d.Book.Names) == sheet.MaxNames {
		if d.Told["file-many-names"] == 0 {
			d.Problem(cell.Warning, "file-many-names", "", "limit", strconv.Itoa(sheet.MaxNames))
		}
		return
	}
	n := sheet.Name{Name: name, Scope: scope, Raw: raw[:min(len(raw), sheet.MaxRawName)]}
	n.Sheet, n.Ref = addressed(raw)
	d.Book.Names = append(d.Book.Names, n)
}

// addressed finds the cell or range that an address of OpenDocument names, as
// $'Аркуш 1'.$A$1:.$C$3, also as a formula, of:=[$Дані.$A$1]; the zero Range
// where it is something else.
func addressed(raw string) (of string, at sheet.Range) {
	if inner, ok := strings.CutPrefix(raw, "of:=["); ok && strings.HasSuffix(inner, "]") {
		raw = strings.TrimSuffix(inner, "]")
	}
	of, from, rest, ok := cutAddress(raw)
	if !ok {
		return "", sheet.Range{}
	}
	to := from
	if rest != "" {
		second := ""
		second, to, rest, ok = cutAddress(strings.TrimPrefix(rest, ":"))
		if !ok || rest != "" || second != "" && second != of {
			return "", sheet.Range{}
		}
	}
	if at, ok = sheet.ParseRange([]byte(from + ":" + to)); !ok || of == "" {
		return "", sheet.Range{}
	}
	return of, at
}

// cutAddress parts sheet and cell at the start of an address from what follows.
func cutAddress(s string) (of, ref, rest string, ok bool) {
	s = strings.TrimPrefix(s, "$")
	if quoted, is := strings.CutPrefix(s, "'"); is {
		i := 0
		for ; i < len(quoted); i++ {
			if quoted[i] == '\'' {
				if i++; i == len(quoted) || quoted[i] != '\'' {
					break
				}
			}
		}
		if i > len(quoted) || i == 0 {
			return "", "", "", false
		}
		of, s = strings.ReplaceAll(quoted[:i-1], "''", "'"), quoted[i:]
	} else if i := strings.IndexByte(s, '.'); i >= 0 {
		of, s = s[:i], s[i:]
	}
	s, ok = strings.CutPrefix(s, ".")
	ref, rest = s, ""
	if i := strings.IndexByte(s, ':'); i >= 0 {
		ref, rest = s[:i], s[i:]
	}
	return of, strings.ReplaceAll(ref, "$", ""), rest, ok
}
