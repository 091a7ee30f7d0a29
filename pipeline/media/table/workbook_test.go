package table

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/brief"
)

// opened reads a workbook back.
func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// booked is a table as a workbook.
func booked(name string, t Table) ([]byte, error) {
	var b bytes.Buffer
	err := Workbook(&b, name, t)
	return b.Bytes(), err
}

// parsed is a table of its text.
func parsed(t *testing.T, text string) Table {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return Of(rows[0], rows[1:])
}

// TestWorkbook: numbers are numbers in the columns of numbers alone, and what
// begins like a formula is a text with the format of texts.
func TestWorkbook(t *testing.T) {
	data, err := booked("answers", parsed(t, "practice,value,raw\n007,0.1,=1+1\n12,yes,@SUM(A1)\n-3,-4.5,-12\n,1250,\"+38\nтел\"\n5,NaN,007\n6,1.50,0.1\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, data)
	for at, want := range map[string]string{ // type and text as stored
		"A2": "text 007", "B2": "number 0.1", "C2": "text =1+1", "B3": "text yes", "C3": "text @SUM(A1)",
		"A4": "text -3", "B4": "number -4.5", "C4": "text -12", "A5": "none ", "B5": "number 1250", "C5": "text +38\nтел",
		"B6": "text NaN", "C6": "text 007", "B7": "text 1.50", "C7": "text 0.1", "A1": "text practice",
	} {
		kind, err := f.GetCellType("answers", at)
		if err != nil {
			t.Fatal(err)
		}
		text, err := f.GetCellValue("answers", at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		got := "other "
		switch {
		case text == "":
			got = "none "
		case kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString:
			got = "text "
		case kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber:
			got = "number "
		}
		if got += text; !strings.EqualFold(got, want) {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
		if formula, _ := f.GetCellFormula("answers", at); formula != "" {
			t.Errorf("%s is the formula %q", at, formula)
		}
	}
	for _, at := range []string{"C2", "C3", "C5"} { // somebody who edits the cell gets no formula
		id, err := f.GetCellStyle("answers", at)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 {
			t.Errorf("%s: format %+v, %v", at, style, err)
		}
	}
	panes, err := f.GetPanes("answers")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if w, err := f.GetColWidth("answers", "A"); err != nil || w < 9 || w > 48 {
		t.Errorf("width %v, %v", w, err)
	}
}

// TestScoresShowWhatDecides: a score a hair below a limit is not shown as the limit,
// as a program for tables shows numbers of over ten digits.
func TestScoresShowWhatDecides(t *testing.T) {
	data, err := booked("scores", parsed(t, "unit,score,rank\na,29.9999999999,2\nb,30,1\nc,33.3333333333,1\ne,12.5,3\nf,-29.9999999999,4\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, data)
	for at, want := range map[string]string{"B2": "29.9999999999", "B3": "30", "B4": "33.3333333333", "B5": "12.5", "B6": "-29.9999999999", "C2": "2"} {
		shown, err := f.GetCellValue("scores", at)
		if err != nil || shown != want {
			t.Errorf("%s shows %q, want %q: %v", at, shown, want, err)
		}
		id, err := f.GetCellStyle("scores", at)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if long := len(strings.Trim(want, "-.")) > 10; long != (style.CustomNumFmt != nil) {
			t.Errorf("%s has the format %v", at, style.CustomNumFmt)
		}
	}
}

// TestWorkbookIsThatOfItsTable: whatever the fields are, they are read back, and
// the same table gives the same bytes.
func TestWorkbookIsThatOfItsTable(t *testing.T) {
	field := rapid.StringOfN(rapid.RuneFrom([]rune("aї=+-@'\"_x0041\n\t 1.,;<>&€😀")), 0, 12, -1)
	rapid.Check(t, func(r *rapid.T) {
		var rows [][]string
		for range rapid.IntRange(0, 4).Draw(r, "rows") {
			rows = append(rows, []string{field.Draw(r, "unit"), field.Draw(r, "score"), field.Draw(r, "remedy")})
		}
		table := Of([]string{"unit", "score", "remedy"}, rows)
		data, err := booked("scores", table)
		if err != nil {
			r.Fatal(err)
		}
		if again, err := booked("scores", table); err != nil || !bytes.Equal(again, data) {
			r.Fatal("the same table gives other bytes", err)
		}
		f := opened(t, data)
		for i, row := range rows {
			for j, want := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+2)
				if got, err := f.GetCellValue("scores", at, excelize.Options{RawCellValue: true}); err != nil || got != want {
					r.Fatalf("%s: %q, want %q; %v", at, got, want, err)
				}
			}
		}
	})
}

// TestWorkbookOfLongTexts: what Excel cannot hold ends in «…», and nothing is cut
// that it can hold.
func TestWorkbookOfLongTexts(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"as long as it may be": {strings.Repeat("ї", 32_767), strings.Repeat("ї", 32_767)},
		"one too long":         {strings.Repeat("ї", 32_768), strings.Repeat("ї", 32_766) + "…"},
		"of two units each":    {strings.Repeat("😀", 16_384), strings.Repeat("😀", 16_383) + "…"},
		"as many as fit":       {strings.Repeat("😀", 16_383) + "a", strings.Repeat("😀", 16_383) + "a"},
	} {
		if got := brief.Units(c.text, maxText); got != c.want {
			t.Errorf("%s: %d bytes, want %d", name, len(got), len(c.want))
		}
	}
}

// TestWorkbookSaysHowFarItReaches: programs that believe <dimension> read it all.
func TestWorkbookSaysHowFarItReaches(t *testing.T) {
	data, err := booked("scores", parsed(t, "unit,score\na,1\nb,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(body); strings.Contains(text, "<dimension") && !strings.Contains(text, `<dimension ref="A1:B3"`) {
		t.Errorf("%s", text[:min(len(text), 600)])
	}
}

func TestTablesOfManyRowsGoOn(t *testing.T) {
	if got := parts(maxRows); len(got) != 2 || got[0] != (part{0, maxRows - 1}) || got[1] != (part{maxRows - 1, maxRows}) {
		t.Errorf("parts %v", got)
	}
	if got := parts(0); len(got) != 1 || got[0] != (part{}) {
		t.Errorf("of nothing %v", got)
	}
}

func TestRowsAreAsHighAsTheirSentences(t *testing.T) {
	header := []string{"code", "remedy"}
	sentence := strings.Repeat("слово ", 16) // of 95 characters: eight words a line
	for _, c := range []struct {
		row  []string
		want float64
	}{
		{[]string{"a", "коротко"}, 0}, {[]string{strings.Repeat("a ", 100), ""}, 0}, {[]string{"a", sentence}, 30},
		{[]string{"a", "один\nдва\nтри"}, 45}, {[]string{"a", strings.Repeat("a", 97)}, 45}, {[]string{"a", strings.Repeat(sentence, 50)}, 409},
	} {
		if got := height(longIn(header), c.row); got != c.want {
			t.Errorf("%.20q: %v points, want %v", c.row, got, c.want)
		}
	}
}

// BenchmarkWorkbook writes the answers of 300 partners: some 100,000 rows.
func BenchmarkWorkbook(b *testing.B) {
	var rows [][]string
	for i := range 100_000 {
		id := strconv.Itoa(i)
		rows = append(rows, []string{"kyiv.xlsx", "Практика 1", "D" + id, "kyiv", "K-" + id, "Запис до дитячого садка", "UA80000000000093317", "legal.basis", "given", "3", "3 – визначений"})
	}
	data := Of(strings.Split("file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw", ","), rows)
	for b.Loop() {
		if err := Workbook(io.Discard, "answers", data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rows)*b.N)/b.Elapsed().Seconds(), "rows/s")
}
