package open

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// Workbooks for tests are put together here, byte by byte, so that they can be
// wrong in every way.

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS       = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	strictNS     = `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"`
	relsNS       = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	strictRelsNS = `xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"`
	packageRels  = `http://schemas.openxmlformats.org/package/2006/relationships`
	officeRels   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// A zipPart is one part of a package.
type zipPart struct{ name, body string }

// A draft is a package before it is written.
type draft []zipPart

// with replaces the body of a part, or adds it.
func (d draft) with(name, body string) draft {
	out := append(draft{}, d...)
	for i := range out {
		if out[i].name == name {
			out[i].body = body
			return out
		}
	}
	return append(out, zipPart{name, body})
}

func (d draft) without(name string) draft {
	var out draft
	for _, p := range d {
		if p.name != name {
			out = append(out, p)
		}
	}
	return out
}

func (d draft) body(name string) string {
	for _, p := range d {
		if p.name == name {
			return p.body
		}
	}
	return ""
}

// zip writes the package.
func (d draft) zip() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range d {
		method := zip.Deflate
		if p.name == "mimetype" { // as OpenDocument has it
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		if err == nil {
			_, err = io.WriteString(w, p.body)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// rawPart is a part whose headers may lie.
type rawPart struct {
	head zip.FileHeader
	data []byte // as stored in the file
}

// deflated returns a part as it stands in a file, with honest headers.
func deflated(name, body string) rawPart {
	data := (draft{{"part", body}}).zip()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		panic(err)
	}
	in, err := z.File[0].OpenRaw()
	if err != nil {
		panic(err)
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		panic(err)
	}
	return rawPart{zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(body)),
		CompressedSize64: uint64(len(raw)), UncompressedSize64: uint64(len(body))}, raw}
}

// rawZip writes the package, with some parts replaced or added as they are.
func (d draft) rawZip(parts ...rawPart) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range d {
		parts = append([]rawPart{deflated(p.name, p.body)}, parts...)
	}
	for _, p := range parts {
		w, err := z.CreateRaw(&p.head)
		if err == nil {
			_, err = w.Write(p.data)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	sheetPart   = "xl/worksheets/sheet1.xml"
	stringsPart = "xl/sharedStrings.xml"
	stylesPart  = "xl/styles.xml"
	bookPart    = "xl/workbook.xml"
	bookRels    = "xl/_rels/workbook.xml.rels"
)

// book is a sound workbook whose one sheet «Звіт» has these rows. Shared strings
// 0 to 3 are alpha, бета, gamma, delta; style 1 is a date.
func book(rows string) draft {
	return draft{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
		{"_rels/.rels", relations1("officeDocument", "xl/workbook.xml")},
		{bookPart, bookXML("Звіт")},
		{bookRels, relations1("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml")},
		{stylesPart, xmlHead + `<styleSheet ` + mainNS + `><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`},
		{stringsPart, stringsXML("<si><t>alpha</t></si><si><t>бета</t></si><si><t>gamma</t></si><si><t>delta</t></si>")},
		{sheetPart, sheetXML(rows)},
	}
}

func sheetXML(rows string) string {
	return xmlHead + `<worksheet ` + mainNS + `><sheetData>` + rows + `</sheetData></worksheet>`
}

func stringsXML(items string) string {
	return xmlHead + `<sst ` + mainNS + `>` + items + `</sst>`
}

// bookXML is a workbook with sheets of these names, rId1 and on.
func bookXML(names ...string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<workbook ` + mainNS + ` ` + relsNS + `><sheets>`)
	for i, n := range names {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, n, i+1, i+1)
	}
	b.WriteString(`</sheets></workbook>`)
	return b.String()
}

// relations1 returns relations rId1 and on; kinds and targets alternate.
func relations1(kindsAndTargets ...string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + packageRels + `">`)
	for i := 0; i < len(kindsAndTargets); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i/2+1, officeRels, kindsAndTargets[i], kindsAndTargets[i+1])
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}
