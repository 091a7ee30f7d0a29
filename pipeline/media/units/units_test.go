package units

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// asked reads the columns a and b of the units in the column unit.
func asked() *index.Asked {
	return &index.Asked{
		Questionnaire: &survey.Questionnaire{Criteria: []survey.Criterion{{ID: "a", Kind: survey.Number}, {ID: "b", Kind: survey.Number}}},
		Model: &score.Model{Root: &score.Node{ID: "t", Parts: []*score.Node{
			{ID: "a", Leaf: &indicator.Leaf{Column: "a"}}, {ID: "b", Leaf: &indicator.Leaf{Column: "b"}}}}},
		Unit: index.Unit{ID: []string{"unit"}},
	}
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is handed over in parts is what is handed over whole; a link leads to it.
func TestPartsAreTheWhole(t *testing.T) {
	var b strings.Builder
	b.WriteString("Зведення\nunit;a;b\n")
	for i := range 300 {
		b.WriteString("U" + strings.Repeat("x", i%40) + string(rune('a'+i%26)) + ";" + strings.Repeat("1", 1+i%3) + ";\n")
	}
	path := file(t, "t.csv", b.String())
	link := path + ".link"
	if err := os.Symlink(path, link); err != nil {
		need.Unable(t, "no links: %v", err)
	}
	whole, err := Read(path, asked())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = Each(link, asked(), func(f *File) error {
		for _, r := range f.Rows {
			if w := whole.Rows[n]; w.At != r.At || w.Text(0) != r.Text(0) || w.Text(1) != r.Text(1) || !f.Comma || f.Top != 2 {
				t.Errorf("row %d: %+v, whole %+v", n, r, w)
			}
			n++
		}
		return nil
	}, 37)
	if err != nil || n != 300 || len(whole.Rows) != 300 {
		t.Errorf("%v: %d rows in parts, %d whole", err, n, len(whole.Rows))
	}
}

// A workbook says of hidden rows and columns, of a second table, of dates and of
// errors what they are.
func TestAWorkbookIsTakenAtItsWord(t *testing.T) {
	f := excelize.NewFile()
	for _, s := range []struct {
		name  string
		cells map[string]any
	}{
		{"Sheet1", map[string]any{"A1": "про таблицю"}},
		{"Дані", map[string]any{"A1": "unit", "B1": "a", "C1": "b", "D1": "note", "A2": "A", "B2": 1, "A3": "B", "B3": 3, "C3": 4}},
		{"2024", map[string]any{"A1": "unit", "A2": "A"}},
	} {
		name, cells := s.name, s.cells
		if name != "Sheet1" {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for at, v := range cells {
			if err := f.SetCellValue(name, at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, err := range []error{f.SetCellFormula("Дані", "D2", "1+1"), f.SetCellFormula("Дані", "C2", "1+1"), f.SetRowVisible("Дані", 3, false), f.SetColVisible("Дані", "B", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "t.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	found, err := Read(path, asked())
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, r := range found.Remarks {
		codes = append(codes, r.Code)
	}
	if got := strings.Join(codes, " "); found.Sheet != "Дані" || len(found.Rows) != 2 || got != "other-sheet hidden-rows hidden-columns" {
		t.Errorf("%s: %d rows, %s", found.Sheet, len(found.Rows), got)
	}
	if c := found.Rows[0].Cells[2]; c.Kept != reply.AsError {
		t.Errorf("a formula without value: %+v", c)
	}
}

// Files that are no tables say so.
func TestWhatIsNoTable(t *testing.T) {
	for name, text := range map[string]string{"e.csv": "", "b.csv": "\n;;\n", "x.xls": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "q.csv": "unit;a;b\nA;\"1;2\n"} {
		if f, err := Read(file(t, name, text), asked()); err == nil {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
