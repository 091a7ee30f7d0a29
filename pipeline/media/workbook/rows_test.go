package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/formula"
)

// Rows stand in the file byte for byte as the library writes them, whatever is in their
// cells.
func TestRowsAreWrittenAsTheLibraryWritesThem(t *testing.T) {
	look := Format{Bold: true}
	sum := formula.Add(formula.Num(1), formula.Number(formula.Ref{Sheet: "Аркуш", Col: 1, Row: 2}.Cell()))
	var rows [][]Cell
	for _, text := range []string{"", "а", " з пропуском ", "<&>\"'", "два\nрядки", "\tтабуляція\r", "_x000D_", "a\x01b", "\xff", "😀\uFFFE"} {
		rows = append(rows, []Cell{{Value: text}, {Value: text, Look: &look}, {Formula: sum, Shown: formula.Value{Kind: formula.Textual, S: text}}})
	}
	for _, x := range []float64{0, -1, 0.1 + 0.2, 29.999999999999996, 1234567890123456.7, 123456789012345.67, -12345678901234567, 1e-20, 1e21, math.MaxFloat64} {
		rows = append(rows, []Cell{{Value: x}, {}, {Look: &look, Formula: sum, Shown: formula.Value{Kind: formula.Numeric, X: x}}}, []Cell{{Formula: sum, Shown: formula.Eval(formula.Truth(x > 0), "", nil)}, {Value: x}, {}})
	}
	own := New("Аркуш")
	own.Prepare(look)
	own.Table(Table{Sheet: "Аркуш", Titles: []string{"a", "b", "c"}, Widths: []float64{9, 9, 9}, Rows: len(rows), Computes: true,
		Row: func(n int) ([]Cell, float64) { return rows[n], float64(n % 2 * 30) }})
	got := sheetData(t, own.Write)

	library := excelize.NewFile()
	w, err := library.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	id, err := library.NewStyle(look.style())
	if err != nil {
		t.Fatal(err)
	}
	for n, cells := range append([][]Cell{{{Value: "a"}, {Value: "b"}, {Value: "c"}}}, rows...) {
		var line []any
		for _, c := range cells {
			switch {
			case c.Formula != nil:
				shows := map[formula.Kind]any{formula.Numeric: c.Shown.X, formula.Textual: c.Shown.S, formula.Logical: c.Shown.X == 1}[c.Shown.Kind]
				line = append(line, excelize.Cell{StyleID: map[bool]int{true: id}[c.Look == &look], Value: shows, Formula: formula.Text(c.Formula)})
			case c.Value == nil:
				line = append(line, nil)
			default:
				line = append(line, excelize.Cell{StyleID: map[bool]int{true: id}[c.Look == &look], Value: c.Value})
			}
		}
		height := 0.0
		if n > 0 {
			height = float64((n - 1) % 2 * 30)
		}
		if err := w.SetRow(At(1, n+1), line, excelize.RowOpts{Height: height}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	want := sheetData(t, func(to io.Writer) error { return library.Write(to) })
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("at %d: %q, the library writes %q", i, got[i:min(i+3, len(got))], want[i:min(i+3, len(want))])
		}
	}
}

// sheetData returns the rows of the first sheet, cut at what begins a tag.
func sheetData(t *testing.T, write func(io.Writer) error) []string {
	t.Helper()
	var file bytes.Buffer
	if err := write(&file); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	_, data, _ := strings.Cut(string(content), "<sheetData>")
	data, _, _ = strings.Cut(data, "</sheetData>")
	return strings.Split(data, "<")
}

// A table in stretches, which are packed at once, unpacks to the table as one; what is
// kept of them is written again, and nobody is asked for its rows.
func TestStretchesAreTheTable(t *testing.T) {
	const rows = 40
	asked := 0
	written := func(stretches []Stretch) []string {
		b := New("A")
		b.Table(Table{Sheet: "A", Titles: []string{"a"}, Widths: []float64{9}, Rows: rows, Stretches: stretches, Row: func(n int) ([]Cell, float64) {
			asked++
			return []Cell{{Value: strings.Repeat("слово ", n*n)}}, 0
		}})
		return sheetData(t, b.Write)
	}
	want := written(nil)
	var kept [4]deflate.Piece
	var first, second []Stretch
	for i, to := range []int{1, 17, 18, rows} {
		first = append(first, Stretch{To: to, Kept: func(p deflate.Piece) { kept[i] = p }})
	}
	if got := written(first); !slices.Equal(got, want) {
		t.Error("another table in stretches")
	}
	for i, s := range first {
		second = append(second, Stretch{To: s.To, Packed: &kept[i]})
	}
	second[1].Packed = nil // rows 1 to 16
	if asked = 0; !slices.Equal(written(second), want) || asked != 16 {
		t.Errorf("another table of what was kept, or %d rows were asked for", asked)
	}
}

// A look that nobody prepared would not stand in the file.
func TestLooksOfTablesArePrepared(t *testing.T) {
	for _, stretches := range [][]Stretch{nil, {{To: 1}, {To: 2}}} {
		b := New("A")
		b.Table(Table{Sheet: "A", Titles: []string{"a"}, Widths: []float64{9}, Rows: 2, Stretches: stretches,
			Row: func(n int) ([]Cell, float64) { return []Cell{{Value: "x", Look: &Format{Italic: n == 1}}}, 0 }})
		if err := b.Write(io.Discard); err == nil || !strings.Contains(err.Error(), "not prepared") {
			t.Errorf("%v", err)
		}
	}
}
