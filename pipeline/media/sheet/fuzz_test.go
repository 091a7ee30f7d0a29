package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/cell"
)

// narrow are limits that short inputs meet.
var narrow = Limits{FileBytes: 1 << 20, InflatedBytes: 1 << 20, Ratio: 50, Cells: 200, StringLen: 50, BlankRun: 40, Sheets: 4}

// stored writes a package without compression: quickly.
func (d draft) stored() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range d {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
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
func readSlowly(name string, data []byte, lim Limits) (*Book, cell.Problems) {
	r := newReader(name, lim)
	r.collect()
	r.slow = true
	r.read(bytes.NewReader(data), int64(len(data)))
	return r.book, r.problems
}

// checkBook holds what is true of every book: addresses in order and in range,
// texts legal and within the limit, a place of every problem within the file.
func checkBook(t *testing.T, b *Book, problems cell.Problems, lim Limits) {
	t.Helper()
	lim = lim.orDefault()
	if len(b.Sheets) > lim.Sheets || filled(b) > lim.Cells {
		t.Fatalf("%d sheets, %d cells", len(b.Sheets), filled(b))
	}
	for _, s := range b.Sheets {
		last := Cell{}
		for _, c := range s.Cells {
			switch {
			case c.compare(last) <= 0 || c.Row < 1 || c.Col < 1 || c.Row > maxRows || c.Col > maxCols:
				t.Fatalf("%+v after %+v", c, last)
			case !utf8.ValidString(c.Text) || utf8.RuneCountInString(c.Text) > lim.StringLen:
				t.Fatalf("text of %+v", c)
			case c.Text == "" && c.Type != Error:
				t.Fatalf("an empty cell: %+v", c)
			case c.Text == "" && len(problems) == 0:
				t.Fatalf("no problem says what is wrong with %+v", c)
			}
			if x, ok := c.Number(); c.Type == Number && (!ok || x-x != 0) {
				t.Fatalf("no number: %+v", c)
			}
			c.Time(b.Date1904)
			last = c
		}
	}
	for _, p := range problems {
		if p.At.File != b.File || p.At.Row > maxRows || p.At.Col > maxCols || p.Code == "" {
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

// seedParts returns one part of every hazard.
func seedParts(f *testing.F, part string) {
	for _, h := range hazards() {
		z, err := zip.NewReader(bytes.NewReader(h.data), int64(len(h.data)))
		if err != nil || len(h.data) > 4000 {
			continue
		}
		for _, p := range z.File {
			if in, err := p.Open(); err == nil && p.Name == part {
				if body, err := io.ReadAll(in); err == nil && len(body) < 8000 {
					f.Add(body)
				}
			}
		}
	}
}

func FuzzSheet(f *testing.F) {
	seedParts(f, sheetPart)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, book("").with(sheetPart, string(body)), sheetPart)
	})
}

func FuzzStrings(f *testing.F) {
	seedParts(f, stringsPart)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, book(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`).with(stringsPart, string(body)), stringsPart)
	})
}

func FuzzStyles(f *testing.F) {
	seedParts(f, stylesPart)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, book(`<row r="1"><c r="A1" s="0"><v>46000</v></c><c r="B1" s="1"><v>0.5</v></c></row>`).with(stylesPart, string(body)), stylesPart)
	})
}

func FuzzWorkbook(f *testing.F) {
	seedParts(f, bookPart)
	f.Fuzz(func(t *testing.T, body []byte) {
		checkXML(t, book(five).with(bookPart, string(body)), bookPart)
	})
}

// FuzzZip reads anything that is named a workbook.
func FuzzZip(f *testing.F) {
	for _, h := range hazards() {
		if len(h.data) < 4000 {
			f.Add(h.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems := ReadBytes("a.xlsx", data, narrow)
		checkBook(t, b, problems, narrow)
		if len(b.Sheets) == 0 && len(problems) == 0 {
			t.Fatal("nothing was read, and no problem says why")
		}
	})
}

func FuzzCSV(f *testing.F) {
	for _, h := range tables() {
		if len(h.data) < 4000 {
			f.Add(h.data)
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
	for _, h := range hazards() {
		if len(h.data) < 4000 {
			f.Add(h.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "a.xlsx")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		kept, keptProblems := Read(path, narrow)
		n, last, of := 0, 0, (*Sheet)(nil)
		b, problems := Each(path, narrow, func(s *Sheet, row []Cell) bool {
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
