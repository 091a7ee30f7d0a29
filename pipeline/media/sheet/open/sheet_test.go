package open

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
)

func TestNames(t *testing.T) {
	names := `<definedNames><definedName name="one">'Звіт'!$B$2</definedName><definedName name="area" localSheetId="0">Звіт!$A$1:$C$3</definedName>` +
		`<definedName name="plain">Звіт!B2</definedName><definedName name="quoted">'It''s, &apos;so&apos;'!$A$1</definedName>` +
		`<definedName name="gone">#REF!</definedName><definedName name="sum">SUM(Звіт!$A$1)</definedName><definedName name="column">Звіт!$A:$A</definedName>` +
		`<definedName name="backwards">Звіт!$B$2:$A$1</definedName><definedName name="beyond">Звіт!$XFE$1</definedName><definedName name="of-no-sheet" localSheetId="7">7</definedName></definedNames>`
	b, problems := ReadBytes("a.xlsx", book(five).with(bookPart, strings.Replace(bookXML("Звіт"), "</sheets>", "</sheets>"+names, 1)).zip(), sheet.Limits{})
	want := []sheet.Name{
		{Name: "one", Sheet: "Звіт", Ref: sheet.Range{Row: 2, Col: 2, LastRow: 2, LastCol: 2}, Raw: "'Звіт'!$B$2"},
		{Name: "area", Sheet: "Звіт", Scope: "Звіт", Ref: sheet.Range{Row: 1, Col: 1, LastRow: 3, LastCol: 3}, Raw: "Звіт!$A$1:$C$3"},
		{Name: "plain", Sheet: "Звіт", Ref: sheet.Range{Row: 2, Col: 2, LastRow: 2, LastCol: 2}, Raw: "Звіт!B2"},
		{Name: "quoted", Raw: "'It''s, 'so''!$A$1"},
		{Name: "gone", Raw: "#REF!"},
		{Name: "sum", Raw: "SUM(Звіт!$A$1)"},
		{Name: "column", Raw: "Звіт!$A:$A"},
		{Name: "backwards", Raw: "Звіт!$B$2:$A$1"},
		{Name: "beyond", Raw: "Звіт!$XFE$1"},
		{Name: "of-no-sheet", Raw: "7"},
	}
	want[3].Sheet, want[3].Ref = "It's, 'so'", sheet.Range{Row: 1, Col: 1, LastRow: 1, LastCol: 1}
	if len(problems) > 0 || !reflect.DeepEqual(b.Names, want) {
		t.Errorf("got %+v, %v", b.Names, problems)
	}
}

func TestHiddenAndMerged(t *testing.T) {
	body := xmlHead + `<worksheet ` + mainNS + `><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/></cols><sheetData>` +
		`<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="true"/><row r="4" hidden="1"><c r="A4"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2"/></mergeCells></worksheet>`
	d := book("").with(sheetPart, body).with(bookPart, strings.Replace(bookXML("Звіт"), "sheetId", `state="veryHidden" sheetId`, 1))
	b, problems := ReadBytes("a.xlsx", d.zip(), sheet.Limits{})
	want := sheet.Sheet{Name: "Звіт", Hidden: true, HiddenRows: []int{2, 4}, HiddenCols: []int{2, 3}, Merged: []sheet.Range{{Row: 1, Col: 1, LastRow: 1, LastCol: 3}, {Row: 2, Col: 1, LastRow: 2, LastCol: 1}},
		Cells: []sheet.Cell{{Row: 1, Col: 1, Text: "1", Type: sheet.Number}, {Row: 4, Col: 1, Text: "4", Type: sheet.Number}}}
	if len(problems) > 0 || !reflect.DeepEqual(b.Sheets, []sheet.Sheet{want}) {
		t.Errorf("got %+v, %v", b.Sheets, problems)
	}
	if c, ok := b.Sheets[0].At(4, 1); !ok || c.Text != "4" {
		t.Errorf("A4 is %+v", c)
	}
	if c, ok := b.Sheets[0].At(2, 1); ok {
		t.Errorf("A2 is %+v", c)
	}
}

// TestLimits meets each limit just so, and then by one too many.
func TestLimits(t *testing.T) {
	whole := book(five)
	inflated := int64(0)
	for _, p := range whole {
		inflated += int64(len(p.body))
	}
	for _, c := range []struct {
		name        string
		enough, few sheet.Limits
		codes       string
		cells       int
	}{
		{"inflated", sheet.Limits{InflatedBytes: inflated}, sheet.Limits{InflatedBytes: inflated - 1}, "file-inflates", 0},
		{"cells", sheet.Limits{Cells: 5}, sheet.Limits{Cells: 4}, "sheet-too-many-cells", 4},
		{"sheets", sheet.Limits{Sheets: 1}, sheet.Limits{Sheets: -1}, "file-many-sheets", 0},
	} {
		if b, problems := ReadBytes("a.xlsx", whole.zip(), c.enough); len(problems) > 0 || filled(b) != 5 {
			t.Errorf("%s: %d cells, %v", c.name, filled(b), problems)
		}
		if b, problems := ReadBytes("a.xlsx", whole.zip(), c.few); codes(problems) != c.codes || filled(b) != c.cells {
			t.Errorf("%s: %d cells, %v", c.name, filled(b), problems)
		}
	}
	rows := `<row r="3"><c r="C3" t="inlineStr"><is><t>їжа</t></is></c></row>`
	for _, c := range []struct {
		lim  sheet.Limits
		want string
	}{
		{sheet.Limits{StringLen: 3}, ""}, {sheet.Limits{StringLen: 2}, "sheet-long-text"},
		{sheet.Limits{BlankRun: 2}, ""}, {sheet.Limits{BlankRun: 1}, "sheet-blank-run"},
	} {
		if _, problems := ReadBytes("a.xlsx", book(rows).zip(), c.lim); codes(problems) != c.want {
			t.Errorf("%+v: %v", c.lim, problems)
		}
	}
}

// TestSharedStringsAreBounded: strings that no cell uses count as well.
func TestSharedStringsAreBounded(t *testing.T) {
	d := book(five).with(stringsPart, stringsXML(strings.Repeat("<si/>", 11)))
	if _, problems := ReadBytes("a.xlsx", d.zip(), sheet.Limits{Cells: 10}); codes(problems) != "file-strings" {
		t.Errorf("%v", problems)
	}
	if _, problems := ReadBytes("a.xlsx", d.zip(), sheet.Limits{Cells: 11}); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
}

// TestADirectoryIsBounded: a directory of a million parts is not read.
func TestADirectoryIsBounded(t *testing.T) {
	d := book(five)
	for i := range 60_000 {
		d = append(d, zipPart{name: fmt.Sprintf("xl/media/picture-%06d.png", i)})
	}
	if _, problems := ReadBytes("a.xlsx", d.zip(), sheet.Limits{}); codes(problems) != "file-many-parts" {
		t.Errorf("%v", problems)
	}
}

// TestOnePartManyTimes: a part that many sheets name counts each time.
func TestOnePartManyTimes(t *testing.T) {
	d := book(strings.Repeat(" ", 10_000)).with(bookPart, strings.NewReplacer(`r:id="rId`, `r:id="rId1" x="`).Replace(bookXML("1", "2", "3", "4", "5", "6", "7", "8", "9")))
	if _, problems := ReadBytes("a.xlsx", d.stored(), sheet.Limits{InflatedBytes: 50_000}); codes(problems) != "file-inflates" {
		t.Errorf("%v", problems)
	}
}

// TestProblemsAreBounded: of one kind a thousand are told, and how many more.
func TestProblemsAreBounded(t *testing.T) {
	_, problems := ReadBytes("a.xlsx", book(`<row r="1">`+strings.Repeat(`<c r="1A"/>`, 1_500)+`</row>`).zip(), sheet.Limits{})
	last := problems[len(problems)-1]
	if len(problems) != 1_001 || last.Code != "sheet-more" || last.Read != "500" || last.At.Sheet != "Звіт" {
		t.Errorf("%d problems, the last %+v", len(problems), last)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	if _, problems := Read(filepath.Join(dir, "none.xlsx"), sheet.Limits{}); codes(problems) != "file-missing" {
		t.Errorf("%v", problems)
	}
	if _, problems := Read(dir, sheet.Limits{}); codes(problems) != "file-not-regular" {
		t.Errorf("%v", problems)
	}
	path := filepath.Join(dir, "a.xlsx")
	if err := os.WriteFile(path, make([]byte, 100), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, problems := Read(path, sheet.Limits{FileBytes: 99}); codes(problems) != "file-too-large" {
		t.Errorf("%v", problems)
	}
	if err := os.Symlink(path, filepath.Join(dir, "b.xlsx")); err != nil {
		need.Unable(t, "no symbolic links: %v", err)
	}
	if _, problems := Read(filepath.Join(dir, "b.xlsx"), sheet.Limits{}); codes(problems) != "file-not-regular" {
		t.Errorf("%v", problems)
	}
}

// TestNothingIsLeftBehind: no temporary file is made.
func TestNothingIsLeftBehind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	if _, problems := Read(filepath.Join(hazardDir, "bomb-ratio.xlsx"), sheet.Limits{}); len(problems) == 0 {
		t.Error("no problem")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestEachStops: a visit that has enough ends its sheet, and the next one begins.
func TestEachStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	d := book(five).with(bookPart, strings.Replace(bookXML("Звіт", "Ще"), "rId2", "rId1", 1))
	if err := os.WriteFile(path, d.zip(), 0o600); err != nil {
		t.Fatal(err)
	}
	var seen []string
	_, problems := Each(path, sheet.Limits{}, func(s *sheet.Sheet, row []sheet.Cell) bool {
		seen = append(seen, s.Name+row[0].Text)
		return len(seen)%2 == 1
	})
	if want := []string{"Звіт1", "Звіт2", "Ще1", "Ще2"}; !reflect.DeepEqual(seen, want) || len(problems) > 0 {
		t.Errorf("got %v, %v", seen, problems)
	}
}

// TestEachGivesRowsInOrder: Each hands over no row that should stand before one
// that it gave, and says so; Read puts it in its place.
func TestEachGivesRowsInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	d := book(`<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>22</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>`)
	if err := os.WriteFile(path, d.zip(), 0o600); err != nil {
		t.Fatal(err)
	}
	var seen []string
	_, problems := Each(path, sheet.Limits{}, func(_ *sheet.Sheet, row []sheet.Cell) bool {
		for _, c := range row {
			seen = append(seen, cell.Ref{Row: c.Row, Col: c.Col}.Name()+"="+c.Text)
		}
		return true
	})
	if want := []string{"A2=2", "A3=3"}; !reflect.DeepEqual(seen, want) {
		t.Errorf("Each gave %v", seen)
	}
	if len(problems) != 2 || problems[0].Code != "sheet-row-late" || problems[0].Severity != cell.Error || problems[0].At.Row != 1 || problems[1].At.Row != 2 {
		t.Errorf("problems %v", problems)
	}
	b, _ := Read(path, sheet.Limits{})
	if got := filled(b); got != 4 || b.Sheets[0].Cells[0].Text != "1" || b.Sheets[0].Cells[2].Text != "22" {
		t.Errorf("Read gave %+v", b.Sheets[0].Cells)
	}
}

// TestRowsAsWritten draws rows with cells of all kinds, in any order and some
// twice, and holds what is read against what was written.
func TestRowsAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := map[[2]int]string{}
		var xml strings.Builder
		for _, row := range rapid.SliceOfNDistinct(rapid.IntRange(1, 40), 0, 8, rapid.ID[int]).Draw(t, "rows") {
			fmt.Fprintf(&xml, `<row r="%d">`, row)
			for _, col := range rapid.SliceOfN(rapid.IntRange(1, 30), 0, 6).Draw(t, "cols") {
				text := rapid.StringMatching(`[a-zА-ї<&"' ]{1,12}[a-z]`).Draw(t, "text")
				name := cell.Ref{Row: row, Col: col}.Name()
				escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
				if rapid.Bool().Draw(t, "runs") {
					fmt.Fprintf(&xml, `<c r="%s" t="inlineStr"><is><r><t xml:space="preserve">%s</t></r></is></c>`, name, escaped)
				} else {
					fmt.Fprintf(&xml, `<c t="str" r="%s"><f>1</f><v>%s</v></c>`, name, escaped)
				}
				if at := [2]int{row, col}; texts[at] == "" || texts[at] == text {
					texts[at] = text
				} else {
					texts[at] = "?"
				}
			}
			xml.WriteString(`</row>`)
		}
		b, _ := ReadBytes("a.xlsx", book(xml.String()).stored(), sheet.Limits{})
		if filled(b) != len(texts) {
			t.Fatalf("%d cells, want %d", filled(b), len(texts))
		}
		for _, c := range b.Sheets[0].Cells {
			if want := texts[[2]int{c.Row, c.Col}]; want != c.Text && !(want == "?" && c.Type == sheet.Error) {
				t.Fatalf("%+v, want %q", c, want)
			}
		}
	})
}

// Of the sheet that is read always a thousand cells are, whatever stands before it; of
// others none beyond the limit.
func TestTheSheetThatIsReadAlways(t *testing.T) {
	cells := strings.Repeat(`<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`, 1_200)
	data := calcBook(cells + `</table:table><table:table table:name="_form">` + cells).zip()
	for always, want := range map[string]int{"": 0, "_form": 1_000, "other": 0} {
		b, problems := ReadBytes("a.ods", data, sheet.Limits{Cells: 1_000, Always: always})
		if len(b.Sheets) != 2 || len(b.Sheets[0].Cells) != 1_000 || len(b.Sheets[1].Cells) != want || !strings.HasPrefix(codes(problems), "sheet-too-many-cells") {
			t.Errorf("%q: %d cells, %v", always, filled(b), problems)
		}
	}
}
