package open

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/sheet"
)

// TestLentIsWhatIsRead: a book whose cells are lent is the one that is read, sheet by
// sheet, whatever was lent before and whatever is changed in a sheet before; once the
// cells are back, nothing of them is left to anybody.
func TestLentIsWhatIsRead(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for n := range 4 { // the room of one is too small for the next, and that too large for the last
		path := filepath.Join(dir, fmt.Sprintf("%d.csv", n))
		rows := []int{10, 20_000, 300, 3}[n]
		if err := os.WriteFile(path, []byte(strings.Repeat(fmt.Sprintf("а%d;б;в;г\n", n), rows)), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if real, here := need.More(t, "real/2022"); here { // of several sheets
		more, err := filepath.Glob(filepath.Join(real, "*.xlsx"))
		if err != nil || len(more) == 0 {
			t.Fatalf("%d workbooks: %v", len(more), err)
		}
		paths = append(paths, more...)
	}
	for _, path := range paths {
		want, told := Read(path, sheet.Limits{})
		got, said, back := Lent(filepath.Base(path), path, sheet.Limits{})
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(said, told) {
			t.Errorf("%s: what is lent is not what is read", path)
		}
		for i := range got.Sheets {
			edit := sheet.Edit{File: got.File, Sheet: got.Sheets[i].Name, Row: 1 << 20, Col: 1, Text: "ще"}
			edit.Apply(got)
			if next := i + 1; next < len(got.Sheets) && !reflect.DeepEqual(got.Sheets[next].Cells, want.Sheets[next].Cells) {
				t.Errorf("%s: a cell more in a sheet is one of the next", path)
			}
		}
		kept := got.Sheets[0].Cells[:1]
		text := kept[0].Text
		back()
		if text != want.Sheets[0].Cells[0].Text {
			t.Errorf("%s: a text went back with its cell", path)
		}
	}
}
