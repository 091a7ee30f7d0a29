package open

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
)

// readThrough reads a workbook through a window of n bytes.
func readThrough(n int, name string, data []byte) (*sheet.Book, cell.Problems) {
	return ReadBytes(name, data, sheet.Limits{Way: sheet.Way{Window: n}})
}

// TestWorkbooksThroughNarrowWindows: a cell is read alike wherever the window ends.
func TestWorkbooksThroughNarrowWindows(t *testing.T) {
	paths, err := filepath.Glob("../../../../inputs/2026-H1/*.xlsx")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no workbooks: %v", err)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"inputs.xlsx": data, "partner.xlsx": partnerBook(t, 1)} {
		want, problems := ReadBytes(name, data, sheet.Limits{})
		if filled(want) < 500 {
			t.Fatalf("%s: %d cells", name, filled(want))
		}
		for n := 8_000; n < 8_006; n++ { // excelize declares namespaces of 5,000 bytes
			got, gotProblems := readThrough(n, name, data)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotProblems, problems) {
				t.Fatalf("%s with a window of %d: %d cells, want %d; %v", name, n, filled(got), filled(want), gotProblems)
			}
		}
	}
}
