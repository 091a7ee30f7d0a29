package open

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/ods"
	"pgregory.net/rapid"
)

// TestDocumentNames reads the names of a workbook and those of one sheet, what
// sheets print, and what is no range.
func TestDocumentNames(t *testing.T) {
	named := func(kind, name, attribute, at string) string {
		return fmt.Sprintf(`<table:%s table:name="%s" table:base-cell-address="$Звіт.$A$1" table:%s="%s"/>`, kind, name, attribute, at)
	}
	ranged := func(name, at string) string { return named("named-range", name, "cell-range-address", at) }
	formula := func(name, at string) string { return named("named-expression", name, "expression", at) }
	sheets := `<table:table table:name="Звіт" table:print-ranges="Звіт.A1:Звіт.C22">` + fiveODS + `<table:named-expressions>` + ranged("_xlnm.Print_Area", "$Звіт.$A$1:.$B$2") + ranged("own", "$Звіт.$A$1:.$C$3") + `</table:named-expressions></table:table>` +
		`<table:table table:name="It's" table:print-ranges="&apos;It&apos;&apos;s&apos;.A1:&apos;It&apos;&apos;s&apos;.B2 &apos;It&apos;&apos;s&apos;.D1:&apos;It&apos;&apos;s&apos;.E2"/>` +
		`<table:named-expressions>` + ranged("one", "$Звіт.$B$2") + ranged("quoted", "$&apos;It&apos;&apos;s&apos;.$A$1") + ranged("whole", "$Звіт.$A$1:$Звіт.$B$2") + ranged("two-sheets", "$Звіт.$A$1:$Інший.$B$2") +
		ranged("gone", "$#REF!.$A$1") + ranged("gone-too", "$Звіт.#REF!") + ranged("other-file", "&apos;file:///a.ods&apos;#$Звіт.$A$1") + ranged("unclosed", "$&apos;Звіт.$A$1") + ranged("backwards", "$Звіт.$B$2:.$A$1") +
		formula("formula", "of:=[$Звіт.$C$3]") + formula("sum", "of:=SUM([$Звіт.$A$1])") + `</table:named-expressions>`
	b, problems := ReadBytes("a.ods", calcBook("").with(ods.ContentPart, odsXML(sheets)).zip(), sheet.Limits{})
	var got []string
	for _, n := range b.Names {
		got = append(got, fmt.Sprintf("%s %s|%s %v", n.Scope, n.Name, n.Sheet, n.Ref))
	}
	want := []string{
		"Звіт _xlnm.Print_Area|Звіт {1 1 22 3}", "Звіт own|Звіт {1 1 3 3}", "It's _xlnm.Print_Area| {0 0 0 0}",
		" one|Звіт {2 2 2 2}", " quoted|It's {1 1 1 1}", " whole|Звіт {1 1 2 2}", " two-sheets| {0 0 0 0}", " gone|#REF! {1 1 1 1}", " gone-too| {0 0 0 0}",
		" other-file| {0 0 0 0}", " unclosed| {0 0 0 0}", " backwards| {0 0 0 0}", " formula|Звіт {3 3 3 3}", " sum| {0 0 0 0}",
	}
	if len(problems) > 0 || !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q\n%v", got, want, problems)
	}
	if b.Names[1].Raw != "$Звіт.$A$1:.$C$3" {
		t.Errorf("raw %q", b.Names[1].Raw)
	}
}

// TestDocumentLayout reads hidden sheets, rows and columns, merged cells, groups and
// cells that stand many times.
func TestDocumentLayout(t *testing.T) {
	for _, h := range soundDocuments() {
		b, problems := ReadBytes(h.file, h.data, sheet.Limits{})
		var want []sheet.Sheet
		switch h.file {
		case "sound-layout.ods":
			want = []sheet.Sheet{{Name: "Звіт", HiddenRows: []int{2, 3, 4}, HiddenCols: []int{3}, Merged: []sheet.Range{{Row: 1, Col: 1, LastRow: 2, LastCol: 2}}}}
		case "sound-what-is-around.ods":
			want = []sheet.Sheet{{Name: "Посилання", Hidden: true}}
		case "sound-repeats.ods":
			want = []sheet.Sheet{{Name: "Звіт"}}
		default:
			continue
		}
		for i := range b.Sheets {
			b.Sheets[i].Cells = nil
		}
		if len(problems) > 0 || !reflect.DeepEqual(b.Sheets, want) {
			t.Errorf("%s: %+v, %v", h.file, b.Sheets, problems)
		}
	}
}

// TestRepeatsAreBounded: what a document repeats counts as if it stood there so
// often, and a text that is repeated is kept once. The rows of the whole sheet,
// each full of a text of the longest length, would take a petabyte.
func TestRepeatsAreBounded(t *testing.T) {
	cell := `<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>` + strings.Repeat("ї", 32_000) + `</text:p></table:table-cell>`
	data := calcBook(`<table:table-row table:number-rows-repeated="1048576">` + cell + `</table:table-row>`).zip()
	lim := sheet.Limits{Cells: 40_000}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, problems := ReadBytes("a.ods", data, lim)
	runtime.ReadMemStats(&after)
	if codes(problems) != "sheet-too-many-cells" || filled(b) != 40_000 {
		t.Errorf("%d cells, %v", filled(b), problems)
	}
	if last := b.Sheets[0].Cells[39_999]; last.Row != 3 || last.Col != 40_000-2*16_384 {
		t.Errorf("the last cell is %d, %d", last.Row, last.Col)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
		t.Errorf("%d MiB were taken for it", took>>20)
	}
	path := filepath.Join(t.TempDir(), "a.ods")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	rows := 0
	_, problems = Each(path, lim, func(*sheet.Sheet, []sheet.Cell) bool { rows++; return rows < 2 })
	if rows != 2 || len(problems) > 0 {
		t.Errorf("%d rows, %v", rows, problems)
	}
	for name, cells := range map[string]int64{"a.ods": 40_000, "b.xlsx": 500} {
		d := draft{{ods.ContentPart, strings.Repeat("x", 15*500)}}
		if name == "b.xlsx" {
			d[0].name = sheetPart
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, d.zip(), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, size := Weigh(path, lim)-15*500, int64(reflect.TypeFor[sheet.Cell]().Size()); got != cells*size {
			t.Errorf("%s weighs %d bytes beyond its texts, want %d cells of %d", name, got, cells, size)
		}
	}
}

// TestFarRepeatsAreBounded: cells that stand too far from all others are looked at
// once, however many rows repeat them.
func TestFarRepeatsAreBounded(t *testing.T) {
	row := odsNumber(1) + `<table:table-cell table:number-columns-repeated="10002"/>` + strings.Repeat(odsNumber(2), 6_000)
	_, problems := ReadBytes("a.ods", calcBook(`<table:table-row table:number-rows-repeated="1048576">`+row+`</table:table-row>`).zip(), sheet.Limits{Cells: 100_000})
	if got := codes(problems); got != "sheet-blank-run sheet-more sheet-too-many-cells" {
		t.Errorf("%v", got)
	}
	if more := problems[len(problems)-1]; more.Code != "sheet-more" || more.Read != "5000" {
		t.Errorf("%+v", more)
	}
}

// TestDocumentAsWritten draws rows of cells, written with repeats wherever
// neighbours are alike, and holds what is read against what was drawn.
func TestDocumentAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "б в", "<&>", "12"}), 0, 8), 0, 8).Draw(t, "rows")
		b, problems := ReadBytes("a.ods", calcBook(written(texts)).stored(), sheet.Limits{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		n := 0
		for r, row := range texts {
			for c, text := range row {
				if text == "" {
					continue
				}
				n++
				if got, ok := b.Sheets[0].At(r+1, c+1); !ok || got.Text != text {
					t.Fatalf("%d, %d: %+v, want %q", r+1, c+1, got, text)
				}
			}
		}
		if filled(b) != n {
			t.Fatalf("%d cells, want %d", filled(b), n)
		}
	})
}

// written are rows in the XML of OpenDocument, like neighbours as one.
func written(rows [][]string) string {
	var out strings.Builder
	for i := 0; i < len(rows); {
		n := 1
		for i+n < len(rows) && slices.Equal(rows[i], rows[i+n]) {
			n++
		}
		fmt.Fprintf(&out, `<table:table-row table:number-rows-repeated="%d">`, n)
		for k := 0; k < len(rows[i]); {
			m := 1
			for k+m < len(rows[i]) && rows[i][k] == rows[i][k+m] {
				m++
			}
			kind, text := "", strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(rows[i][k])
			switch x, err := strconv.ParseFloat(text, 64); {
			case err == nil && !math.IsNaN(x):
				kind = ` office:value-type="float" office:value="` + text + `"`
			case text != "":
				kind = ` office:value-type="string"`
			}
			fmt.Fprintf(&out, `<table:table-cell table:number-columns-repeated="%d"%s><text:p>%s</text:p></table:table-cell>`, m, kind, text)
			k += m
		}
		out.WriteString(`</table:table-row>`)
		i += n
	}
	return out.String()
}

// FuzzDocument reads what stands in the spreadsheet of an OpenDocument file, packed
// and flat.
func FuzzDocument(f *testing.F) {
	head, tail, _ := strings.Cut(odsXML("|"), "|")
	seedParts(f, ods.ContentPart, func(body string) string {
		body, _ = strings.CutPrefix(body, head)
		body, _ = strings.CutSuffix(body, tail)
		return body
	})
	f.Fuzz(func(t *testing.T, tables []byte) {
		body := head + string(tables) + tail
		b, problems := ReadBytes("a.ods", (draft{{"mimetype", ods.SpreadsheetType}, {ods.ContentPart, body}}).stored(), narrow)
		checkBook(t, b, problems, narrow)
		if len(problems) == 0 {
			if err := wellFormed(body); err != nil && !strings.Contains(err.Error(), "invalid XML name") {
				t.Fatalf("read without a problem, but %v", err)
			}
		}
		b, problems = ReadBytes("a.fods", []byte(body), narrow)
		checkBook(t, b, problems, narrow)
	})
}
