package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"depository/pipeline/method"
	"depository/pipeline/sheet"
)

// narrow are limits that short inputs meet.
var narrow = sheet.Limits{FileBytes: 1 << 20, InflatedBytes: 4 << 20, Cells: 5_000, StringLen: 2_000, BlankRun: 200, Sheets: 30}

// FuzzIngest reads anything as a partner's workbook, by layouts and as a form: it
// ends, it does not panic, and the same bytes give the same result.
func FuzzIngest(f *testing.F) {
	for _, pattern := range []string{"../../testdata/hazards/*.xl*", "../../testdata/hazards/*.csv", "../../inputs/2026-H1/slavutych.xlsx"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) < 5_000 || filepath.Base(name) == "slavutych.xlsx" {
				f.Add(data, filepath.Ext(name))
			}
		}
	}
	f.Add([]byte("Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Адмінпослуги\nUA05020030010063857;ЦНАП;12;так\n"), ".csv")
	both := fuzzOptions(f)
	f.Fuzz(func(t *testing.T, data []byte, ext string) {
		for _, opts := range both {
			book, problems := sheet.ReadBytes("a"+ext, data, narrow)
			first := Read(book, problems, opts)
			again, problems := sheet.ReadBytes("a"+ext, bytes.Clone(data), narrow)
			if second := Read(again, problems, opts); !reflect.DeepEqual(first, second) {
				t.Fatalf("%+v and then %+v", first, second)
			}
			for _, p := range first.Problems {
				if p.Code == "" || p.At.File != book.File {
					t.Fatalf("problem %+v", p)
				}
			}
		}
	})
}

// fuzzOptions are those for forms and those for tables.
func fuzzOptions(f *testing.F) (both []Options) {
	f.Helper()
	layouts, err := LoadLayouts("../../inputs/layouts")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"egov-practices", "local-services"} {
		m, err := method.Load("../../templates/methods/" + name + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		both = append(both, Options{Period: "2026-H1", Questionnaire: &m.Questionnaire, Layouts: layouts, Limits: narrow})
	}
	return both
}
