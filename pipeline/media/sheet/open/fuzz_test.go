package open

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/ods"
	"depository.example/depository/pipeline/survey/cell"
)

// narrow are limits that short inputs meet.
var narrow = sheet.Limits{FileBytes: 1 << 20, InflatedBytes: 1 << 20, Ratio: 50, Cells: 200, StringLen: 50, BlankRun: 40, Sheets: 4}

// stored writes a package without compression: quickly.
func (d draft) stored() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range d {
		size := uint64(len(p.body))
		w, err := z.CreateRaw(&zip.FileHeader{Name: p.name, CRC32: crc32.ChecksumIEEE([]byte(p.body)), CompressedSize64: size, UncompressedSize64: size})
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

// readSlowly reads every cell piece by piece.
func readSlowly(name string, data []byte, lim sheet.Limits) (*sheet.Book, cell.Problems) {
	lim.Way.Piecewise = true
	return ReadBytes(name, data, lim)
}

// checkBook holds what is true of every book: addresses in order and in range,
// texts legal and within the limit, a place of every problem within the file.
func checkBook(t *testing.T, b *sheet.Book, problems cell.Problems, lim sheet.Limits) {
	t.Helper()
	lim = lim.OrDefault()
	if len(b.Sheets) > lim.Sheets || filled(b) > lim.Cells {
		t.Fatalf("%d sheets, %d cells", len(b.Sheets), filled(b))
	}
	for _, s := range b.Sheets {
		last := sheet.Cell{}
		for _, c := range s.Cells {
			switch {
			case c.Row < last.Row || c.Row == last.Row && c.Col <= last.Col || c.Row < 1 || c.Col < 1 || c.Row > sheet.MaxRows || c.Col > sheet.MaxCols:
				t.Fatalf("%+v after %+v", c, last)
			case !utf8.ValidString(c.Text) || utf8.RuneCountInString(c.Text) > lim.StringLen:
				t.Fatalf("text of %+v", c)
			case c.Text == "" && c.Type != sheet.Error:
				t.Fatalf("an empty cell: %+v", c)
			case c.Text == "" && len(problems) == 0:
				t.Fatalf("no problem says what is wrong with %+v", c)
			}
			if x, ok := c.Number(); c.Type == sheet.Number && (!ok || x-x != 0) {
				t.Fatalf("no number: %+v", c)
			}
			c.Time(b.Date1904)
			last = c
		}
	}
	for _, p := range problems {
		if p.At.File != b.File || p.At.Row > sheet.MaxRows || p.At.Col > sheet.MaxCols || p.Code == "" {
			t.Fatalf("problem %+v", p)
		}
	}
}

// checkXML reads a workbook by both ways, and holds that encoding/xml takes a
// part which is read without a problem.
func checkXML(t *testing.T, d draft, part string) {
	t.Helper()
	data := d.stored()
	b, problems := ReadBytes("a.xlsx", data, narrow)
	slow, slowProblems := readSlowly("a.xlsx", data, narrow)
	if !reflect.DeepEqual(b, slow) || !reflect.DeepEqual(problems, slowProblems) {
		t.Fatalf("quick: %s\nslow: %s", describe(b, problems), describe(slow, slowProblems))
	}
	checkBook(t, b, problems, narrow)
	if len(problems) == 0 {
		// encoding/xml knows the letters of names by an older Unicode.
		if err := wellFormed(d.body(part)); err != nil && !strings.Contains(err.Error(), "invalid XML name") {
			t.Fatalf("read without a problem, but %v", err)
		}
	}
}

func wellFormed(body string) error {
	p := xml.NewDecoder(strings.NewReader(strings.Replace(body, "us-ascii", "utf-8", 1)))
	for {
		_, err := p.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// kept are the hazards as they lie in their folder, those that are small.
func kept(f *testing.F) (all []hazard) {
	f.Helper()
	names, err := filepath.Glob(filepath.Join(hazardDir, "*.*s*"))
	if err != nil || len(names) < 100 {
		f.Fatalf("%d hazards, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) <= trial.SeedBytes {
			all = append(all, hazard{file: filepath.Base(name), data: data})
		}
	}
	return all
}

// bare leaves out what a part begins with and nobody asks for: of the namespaces of
// OOXML only that of the root counts, and it may be none.
var bare = strings.NewReplacer(xmlHead, "", " "+mainNS, "", `"`+officeRels, `"`, relsNS, `xmlns:r="/relationships"`)

// seedParts takes one part of every hazard, as it is or cut by a function, where
// that is small.
func seedParts(f *testing.F, part string, cut func(string) string) {
	f.Helper()
	n := 0
	for _, name := range []string{"*.xlsx", "*.ods"} {
		files, _ := filepath.Glob(filepath.Join(hazardDir, name))
		for _, file := range files {
			body, ok := partOf(file, part)
			if body = []byte(cut(string(body))); ok && len(body) <= trial.SeedBytes {
				trial.Seed(f, body)
				n++
			}
		}
	}
	if n < 3 {
		f.Fatalf("%d seeds", n)
	}
}

// partOf reads a part that is small and whole.
func partOf(file, part string) ([]byte, bool) {
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, false
	}
	defer z.Close()
	for _, p := range z.File {
		if p.Name != part || p.UncompressedSize64 > 8*trial.SeedBytes {
			continue
		}
		in, err := p.Open()
		if err != nil {
			return nil, false
		}
		body, err := io.ReadAll(in)
		return body, err == nil
	}
	return nil, false
}

// lean is the least that is a workbook, one part of it replaced: what every try
// writes and reads anew.
func lean(rows, part, body string) draft {
	return draft{
		{bookPart, `<workbook xmlns:r="/relationships"><sheets><sheet name="Z" r:id="1"/></sheets></workbook>`},
		{bookRels, `<Relationships><Relationship Id="1" Type="worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="2" Type="sharedStrings" Target="sharedStrings.xml"/><Relationship Id="3" Type="styles" Target="styles.xml"/></Relationships>`},
		{stylesPart, `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`},
		{stringsPart, `<sst><si><t>a</t></si><si><t>b</t></si></sst>`},
		{sheetPart, `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`},
	}.with(part, body)
}

// least is a workbook of one sheet, in a file of some 600 bytes.
func least(rows string) []byte {
	return (draft{
		{bookPart, `<workbook xmlns:r="/relationships"><sheet name="Z" r:id="1"/></workbook>`},
		{bookRels, `<Relationships><Relationship Id="1" Type="worksheet" Target="s"/></Relationships>`},
		{"xl/s", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`},
	}).stored()
}

func FuzzSheet(f *testing.F) {
	seedParts(f, sheetPart, bare.Replace)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, lean("", sheetPart, string(body)), sheetPart)
	})
}

func FuzzStrings(f *testing.F) {
	seedParts(f, stringsPart, bare.Replace)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, lean(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`, stringsPart, string(body)), stringsPart)
	})
}

func FuzzStyles(f *testing.F) {
	seedParts(f, stylesPart, bare.Replace)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, lean(`<row r="1"><c r="A1" s="0"><v>46000</v></c><c r="B1" s="1"><v>0.5</v></c></row>`, stylesPart, string(body)), stylesPart)
	})
}

func FuzzWorkbook(f *testing.F) {
	seedParts(f, bookPart, bare.Replace)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, lean(`<row><c><v>1</v></c></row>`, bookPart, string(body)), bookPart)
	})
}

// seedFiles takes whole files as seeds: what a mutation changes in one that is
// stored is what stands in it.
func seedFiles(f *testing.F) {
	f.Helper()
	trial.Seed(f, least(`<row><c><v>1</v></c></row>`))
	trial.Seed(f, (draft{{"mimetype", ods.SpreadsheetType}, {ods.ContentPart, `<o:document-content xmlns:o="` + ods.OfficeNS + `"><o:spreadsheet/></o:document-content>`}}).stored())
	trial.Seed(f, []byte("a;b\n1;2\n"))
	for i, h := range kept(f) {
		if i%8 == 0 {
			trial.Seed(f, h.data)
		}
	}
}

// FuzzZip reads anything that is named a workbook.
func FuzzZip(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems := ReadBytes("a.xlsx", data, narrow)
		checkBook(t, b, problems, narrow)
		if len(b.Sheets) == 0 && len(problems) == 0 {
			t.Fatal("nothing was read, and no problem says why")
		}
	})
}

func FuzzCSV(f *testing.F) {
	for _, h := range kept(f) {
		if strings.HasPrefix(h.file, "csv-") {
			trial.Seed(f, h.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems := ReadBytes("a.csv", data, narrow)
		checkBook(t, b, problems, narrow)
		if strings.Contains(codes(problems), "sheet-disorder") {
			t.Fatal("rows of CSV are in order")
		}
	})
}

// FuzzEach holds that rows as they come are the rows that are kept.
func FuzzEach(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		kept, keptProblems := ReadBytes("a.xlsx", data, narrow)
		n, last, of := 0, 0, (*sheet.Sheet)(nil)
		b, problems := EachBytes("a.xlsx", data, narrow, func(s *sheet.Sheet, row []sheet.Cell) bool {
			if n += len(row); s == of && row[0].Row <= last {
				t.Fatalf("row %d after row %d", row[0].Row, last)
			}
			of, last = s, row[0].Row
			for _, c := range row {
				if c.Row != row[0].Row {
					t.Fatalf("%+v in the row of %+v", c, row[0])
				}
			}
			return true
		})
		for i, s := range b.Sheets {
			if len(s.Cells) > 0 || s.Name != kept.Sheets[i].Name {
				t.Fatalf("sheet %+v", s)
			}
		}
		if !strings.Contains(codes(problems), "sheet-row-late") && (n != filled(kept) || !reflect.DeepEqual(problems, keptProblems)) {
			t.Fatalf("%d cells and %v, kept %d and %v", n, problems, filled(kept), keptProblems)
		}
	})
}
