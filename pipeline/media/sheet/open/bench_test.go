package open

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/spent"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/ods"
	"depository.example/depository/pipeline/survey/cell"
)

// partnerBook is a workbook such as partners send: an instruction, five sheets of
// practices and a plan; some 2,000 filled cells, texts mostly, a few formulas with
// their values, and styled blanks.
func partnerBook(tb testing.TB, seed int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		tb.Fatal(err)
	}
	set := func(sheet string, row, col int, v any) {
		name := cell.Ref{Row: row, Col: col}.Name()
		if err := f.SetCellValue(sheet, name, v); err != nil {
			tb.Fatal(err)
		}
	}
	for n := range 7 {
		sheet := fmt.Sprintf("Аркуш %d", n+1)
		if _, err := f.NewSheet(sheet); err != nil {
			tb.Fatal(err)
		}
		for row := 1; row <= 40; row++ {
			set(sheet, row, 1, fmt.Sprintf("%d.%d", n, row))
			set(sheet, row, 2, fmt.Sprintf("Запитання %d: чи є рішення ради про надання послуги № %d в електронній формі?", row, row))
			set(sheet, row, 3, "так, частково & «за потреби»")
			set(sheet, row, 4, (seed+row*7)%6)
			set(sheet, row, 5, float64((seed*31+row*17)%1000)/8)
			set(sheet, row, 6, fmt.Sprintf("Рішення № %d від 12.02.2026, https://громада%d.example/%d", (seed+row)%90, seed, row))
			set(sheet, row, 7, 46000+row)
			name := cell.Ref{Row: row, Col: 8}.Name()
			if err := f.SetCellStyle(sheet, name, cell.Ref{Row: row, Col: 12}.Name(), style); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkPartners reads 1,000 partner workbooks; the peer reads 100 of them.
func BenchmarkPartners(b *testing.B) {
	books := make([][]byte, 1000)
	for i := range books {
		books[i] = partnerBook(b, i)
	}
	b.Run("sheet", func(b *testing.B) {
		reading := measureCells(b, func() (cells int) {
			for _, data := range books {
				_, problems := EachBytes("partner.xlsx", data, sheet.Limits{}, func(_ *sheet.Sheet, row []sheet.Cell) bool {
					cells += len(row)
					return true
				})
				if len(problems) > 0 {
					b.Fatal(problems)
				}
			}
			return cells
		})
		besideInflating(b, reading, books...)
	})
	b.Run("sheet-whole", func(b *testing.B) {
		measureCells(b, func() (cells int) {
			for _, data := range books {
				book, problems := ReadBytes("partner.xlsx", data, sheet.Limits{})
				if len(problems) > 0 {
					b.Fatal(problems)
				}
				cells += filled(book)
			}
			return cells
		})
	})
	b.Run("sheet-ods", func(b *testing.B) { // 100 of them, as LibreOffice would save them
		documents := make([][]byte, 100)
		for i := range documents {
			documents[i] = partnerDocument(b, books[i])
		}
		measureCells(b, func() (cells int) {
			for _, data := range documents {
				book, problems := ReadBytes("partner.ods", data, sheet.Limits{})
				if len(problems) > 0 {
					b.Fatal(problems)
				}
				cells += filled(book)
			}
			return cells
		})
	})
	b.Run("excelize", func(b *testing.B) {
		measureCells(b, func() (cells int) {
			for _, data := range books[:100] {
				f, err := excelize.OpenReader(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				cells += excelizeCells(b, f)
			}
			return cells
		})
	})
}

// partnerDocument is a workbook of Excel as OpenDocument.
func partnerDocument(tb testing.TB, data []byte) []byte {
	book, problems := ReadBytes("partner.xlsx", data, sheet.Limits{})
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	var xml strings.Builder
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;")
	for _, s := range book.Sheets {
		fmt.Fprintf(&xml, `<table:table table:name="%s" table:style-name="ta1">`, s.Name)
		for i := 0; i < len(s.Cells); {
			xml.WriteString(`<table:table-row table:style-name="ro1">`)
			for row := s.Cells[i].Row; i < len(s.Cells) && s.Cells[i].Row == row; i++ {
				c := s.Cells[i]
				kind := `string"`
				if c.Type == sheet.Number {
					kind = `float" office:value="` + c.Text + `"`
				}
				fmt.Fprintf(&xml, `<table:table-cell table:style-name="ce%d" office:value-type="%s calcext:value-type="string"><text:p>%s</text:p></table:table-cell>`, c.Col, kind, escape.Replace(c.Text))
			}
			xml.WriteString(`</table:table-row>`)
		}
		xml.WriteString(`</table:table>`)
	}
	return calcBook("").with(ods.ContentPart, odsXML(xml.String())).zip()
}

// measureCells reports cells a CPU second.
func measureCells(b *testing.B, read func() (cells int)) (once time.Duration) {
	runtime.GC()
	var cells int
	var cpu time.Duration
	for b.Loop() {
		start := spent.CPU()
		cells += read()
		cpu += spent.CPU() - start
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(cells)/cpu.Seconds(), "cells/cpu-s")
	b.ReportMetric(float64(cells)/float64(b.N), "cells")
	return cpu / time.Duration(b.N)
}

// besideInflating tells how many times as long as inflating alone reading took.
func besideInflating(b *testing.B, reading time.Duration, books ...[]byte) {
	b.Helper()
	start := spent.CPU()
	for _, data := range books {
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			b.Fatal(err)
		}
		archive.RegisterDecompressor(zip.Deflate, flate.NewReader) // that of the reader
		for _, f := range archive.File {
			r, err := f.Open()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				b.Fatal(err)
			}
			r.Close()
		}
	}
	b.ReportMetric(float64(reading)/float64(spent.CPU()-start), "times-inflating")
}

// excelizeCells reads all cells by Rows with RawCellValue, and counts the filled.
func excelizeCells(b *testing.B, f *excelize.File) (cells int) {
	for _, name := range f.GetSheetList() {
		rows, err := f.Rows(name)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			row, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil {
				b.Fatal(err)
			}
			for _, text := range row {
				if text != "" {
					cells++
				}
			}
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return cells
}

// BenchmarkLarge reads one sheet of 200,000 rows and 30 columns row by row.
func BenchmarkLarge(b *testing.B) {
	path := filepath.Join(b.TempDir(), "large.xlsx")
	writeLarge(b, path, 200_000)
	b.Run("sheet", func(b *testing.B) {
		var base, now runtime.MemStats
		peak := uint64(0)
		runtime.GC()
		runtime.ReadMemStats(&base)
		reading := measureCells(b, func() (cells int) {
			lim := sheet.Limits{Cells: 10_000_000, FileBytes: 256 << 20, InflatedBytes: 1 << 30}
			rows := 0
			_, problems := Each(path, lim, func(_ *sheet.Sheet, row []sheet.Cell) bool {
				cells += len(row)
				if rows++; rows%1000 == 0 {
					runtime.ReadMemStats(&now)
					peak = max(peak, now.HeapAlloc-min(base.HeapAlloc, now.HeapAlloc))
				}
				return true
			})
			if len(problems) > 0 {
				b.Fatal(problems)
			}
			return cells
		})
		b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		besideInflating(b, reading, data)
	})
	b.Run("excelize", func(b *testing.B) {
		measureCells(b, func() int {
			f, err := excelize.OpenFile(path)
			if err != nil {
				b.Fatal(err)
			}
			return excelizeCells(b, f)
		})
	})
}

// writeLarge writes a sheet of 30 columns: 22 numbers, 6 shared strings of 1,000,
// a truth value and a text of its own.
func writeLarge(tb testing.TB, path string, rows int) {
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, p := range book("").without(sheetPart).without(stringsPart) {
		w, err := z.Create(p.name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, p.body); err != nil {
			tb.Fatal(err)
		}
	}
	w, err := z.Create(stringsPart)
	if err != nil {
		tb.Fatal(err)
	}
	fmt.Fprint(w, xmlHead, `<sst `, mainNS, `>`)
	for i := range 1000 {
		fmt.Fprintf(w, "<si><t>Послуга %d в електронній формі</t></si>", i)
	}
	fmt.Fprint(w, `</sst>`)
	if w, err = z.Create(sheetPart); err != nil {
		tb.Fatal(err)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprint(out, xmlHead, `<worksheet `, mainNS, `><sheetData>`)
	for row := 1; row <= rows; row++ {
		writeLargeRow(out, row)
	}
	fmt.Fprint(out, `</sheetData></worksheet>`)
	for _, done := range []func() error{out.Flush, z.Close, f.Close} {
		if err := done(); err != nil {
			tb.Fatal(err)
		}
	}
}

func writeLargeRow(out io.Writer, row int) {
	fmt.Fprintf(out, `<row r="%d" spans="1:30">`, row)
	for col := 1; col <= 30; col++ {
		name := cell.ColumnName(col)
		switch x := uint32(row*7919+col*104729) * 2654435761; {
		case col%5 == 0:
			fmt.Fprintf(out, `<c r="%s%d" t="s"><v>%d</v></c>`, name, row, x%1000)
		case col == 1:
			fmt.Fprintf(out, `<c r="%s%d" t="b"><v>%d</v></c>`, name, row, x%2)
		case col == 2:
			fmt.Fprintf(out, `<c r="%s%d" t="inlineStr"><is><t>запис %d</t></is></c>`, name, row, row)
		case col%2 == 0:
			fmt.Fprintf(out, `<c r="%s%d" s="1"><v>%d</v></c>`, name, row, 45000+x%1000)
		default:
			fmt.Fprintf(out, `<c r="%s%d"><v>%d.%d</v></c>`, name, row, x%100000, x%97)
		}
	}
	fmt.Fprint(out, `</row>`)
}
