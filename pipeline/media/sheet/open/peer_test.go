package open

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
)

// TestAgainstExcelize reads every workbook of the repository, and the real ones
// where they are, by this package and by excelize (Rows with RawCellValue), and
// compares cell by cell. Where the two differ, the table tells why; a difference
// that it does not name, and a name without a difference, is an error. Of the sample, whose
// workbooks are of one kind, two are read, and all in make long.
func TestAgainstExcelize(t *testing.T) {
	found := map[string]string{}
	files := 0
	for _, pattern := range []string{"inputs/*/*.xlsx", "templates/forms/*.xlsx", "testdata/hazards/*.xl*", "real"} {
		if pattern = filepath.Join(need.Root(t), filepath.FromSlash(pattern)); filepath.Base(pattern) == "real" {
			dir, _ := need.More(t, "real/2022")
			pattern = filepath.Join(dir, "*.xlsx")
		}
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if len(names) == 0 {
			t.Logf("%s: nothing is here", pattern)
		}
		if filepath.Base(filepath.Dir(filepath.Dir(pattern))) == "inputs" && !need.Longer() {
			names = []string{names[0], names[len(names)-1]}
		}
		for _, name := range names {
			if filepath.Base(name) == peerLeftOut {
				continue
			}
			files++
			if diff := compareWithPeer(t, name); diff != "" {
				found[filepath.Base(name)] = diff
			}
		}
	}
	t.Logf("%d files compared, %d read otherwise", files, len(found))
	for name, diff := range found {
		if peerDiffers[name] == "" {
			t.Errorf("%s: %s, which nothing explains", name, diff)
		}
	}
	for name := range peerDiffers {
		if found[name] == "" {
			t.Errorf("%s: read alike, but the table says that excelize %s", name, peerDiffers[name])
		}
	}
}

// compareWithPeer tells the first difference; "" none.
func compareWithPeer(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book, problems := ReadBytes(filepath.Base(path), data, sheet.Limits{})
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 64 << 20})
	if err != nil {
		if len(problems) == 0 {
			return fmt.Sprintf("excelize refuses it: %v", err)
		}
		return ""
	}
	defer f.Close()
	for i := range book.Sheets {
		if diff := compareSheet(&book.Sheets[i], f); diff != "" {
			return fmt.Sprintf("%s; problems: %q", diff, codes(problems))
		}
	}
	return ""
}

func compareSheet(s *sheet.Sheet, f *excelize.File) string {
	theirs := map[[2]int]string{}
	rows, err := f.Rows(s.Name)
	if err != nil {
		if len(s.Cells) == 0 {
			return ""
		}
		return fmt.Sprintf("%s: excelize: %v", s.Name, err)
	}
	defer rows.Close()
	for row := 1; rows.Next(); row++ {
		texts, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fmt.Sprintf("%s: excelize at row %d: %v", s.Name, row, err)
		}
		for i, text := range texts {
			if text != "" {
				theirs[[2]int{row, i + 1}] = text
			}
		}
	}
	for _, c := range s.Cells {
		at := [2]int{c.Row, c.Col}
		if text, want := theirs[at], asRaw(c); text != want {
			return fmt.Sprintf("%s!%s is %q, for excelize %q", s.Name, cell.Ref{Row: c.Row, Col: c.Col}.Name(), sheet.Short(want), sheet.Short(text))
		}
		delete(theirs, at)
	}
	var more []string
	for at := range theirs {
		more = append(more, cell.Ref{Row: at[0], Col: at[1]}.Name())
	}
	if slices.Sort(more); len(more) > 0 {
		return fmt.Sprintf("%s: only excelize has %s", s.Name, strings.Join(more[:min(3, len(more))], ", "))
	}
	return ""
}

// asRaw returns the text that RawCellValue gives of a cell that both read.
func asRaw(c sheet.Cell) string {
	switch {
	case c.Type == sheet.Bool && c.Text == "TRUE":
		return "1"
	case c.Type == sheet.Bool:
		return "0"
	}
	return c.Text
}

// What excelize does with what it should not.
const (
	readsOn   = "reads on behind XML that is not well-formed, without an error"
	takesOne  = "takes one of two values without an error"
	moves     = "gives cells another place without an error"
	misses    = "misses the cell without an error"
	believes  = "gives what stands there as if it could be"
	stops     = "gives an error and nothing more; here the other cells are read"
	noLimit   = "has no such limit"
	otherText = "gives the text otherwise"
)

// peerDiffers tells what excelize makes of a file that this package reads
// otherwise.
var peerDiffers = map[string]string{
	"bomb-last-row.xlsx": noLimit, "bomb-one-long-string.xlsx": noLimit,
	"string-too-long.xlsx": noLimit, "text-too-long.xlsx": noLimit,

	"cell-twice.xlsx": takesOne + ", and moves those behind it", "cell-twice-alike.xlsx": moves,
	"row-twice-with-one-cell.xlsx": takesOne, "value-twice.xlsx": takesOne, "xml-attribute-twice.xlsx": readsOn,
	"cells-out-of-order.xlsx": misses, "rows-out-of-order.xlsx": misses, "style-empty.xlsx": misses,
	"zip-size-differs.xlsx": misses + ": the part is shorter than its header says",

	"reference-empty.xlsx": believes, "reference-of-a-row-0.xlsx": believes, "reference-of-another-row.xlsx": moves,
	"bool-2.xlsx": believes, "number-as-typed.xlsx": believes, "type-unknown.xlsx": believes, "value-with-element.xlsx": believes,

	"reference-1A.xlsx": stops, "reference-beyond-the-last-column.xlsx": stops, "reference-of-a-row-beyond-the-last.xlsx": stops,
	"strings-cut-short.xlsx": stops, "xml-dtd-in-strings.xlsx": stops, "xml-long-tag.xlsx": stops,

	"xml-alternative-content.xlsx": "passes by what it does not know", "xml-cell-outside-row.xlsx": misses,
	"xml-dtd-in-sheet.xlsx": "passes by a DTD", "xml-prefix-undeclared.xlsx": readsOn, "xml-text-between-cells.xlsx": "passes by the text",
	"xml-windows-1251.xlsx": "reads another encoding than a workbook may have", "zip-part-encrypted.xlsx": "passes by the mark that the part is encrypted",

	"an-ods.xlsx": "refuses it: it is an OpenDocument file", "sound-extensions.xlsx": "takes the value of an extension for that of the cell",
	"sound-pretty-printed.xlsx":     otherText + ": the spaces around a number belong to the XML",
	"sound-text-in-many-forms.xlsx": otherText + ": it leaves the escapes of a formula's text as they are",
}

// peerLeftOut takes excelize gigabytes.
const peerLeftOut = "bomb-last-column-of-20000-rows.xlsx"
