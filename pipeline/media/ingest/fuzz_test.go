package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
)

// narrow are limits that short inputs meet.
var narrow = sheet.Limits{FileBytes: 1 << 20, InflatedBytes: 4 << 20, Cells: 5_000, StringLen: 2_000, BlankRun: 200, Sheets: 30}

// FuzzIngest reads anything as a partner's workbook, by layouts and as a form: it
// ends, it does not panic, and the same bytes give the same result.
func FuzzIngest(f *testing.F) {
	names, err := filepath.Glob("../../../testdata/hazards/*.*")
	if err != nil || len(names) == 0 {
		f.Fatalf("no hazards: %v", err)
	}
	for _, name := range names {
		if data, err := os.ReadFile(name); err == nil && len(data) <= trial.SeedBytes/2 {
			trial.Seed(f, data, filepath.Ext(name))
		}
	}
	trial.Seed(f, []byte("Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Адмінпослуги\nUA05020030010063857;ЦНАП;12;так\n"), ".csv")
	opts := fuzzOptions(f)
	f.Fuzz(func(t *testing.T, data []byte, ext string) { alike(t, "a"+ext, data, opts) })
}

// FuzzForm reads a form of which the cells, and the names that say what they are,
// are anything: what partners and their programs make of it.
func FuzzForm(f *testing.F) {
	names, cells := seedForm()
	for i := range names {
		trial.Seed(f, []byte(names[i]), []byte(cells[i]))
	}
	opts := fuzzOptions(f)
	named, stood := strings.Join(names[:identities], ""), strings.Join(cells[:identities], "")
	f.Fuzz(func(t *testing.T, names, cells []byte) {
		alike(t, "a.xlsx", formFile(named+string(names), stood+string(cells)), opts)
	})
}

// alike reads a file twice.
func alike(t *testing.T, name string, data []byte, opts Options) {
	t.Helper()
	book, problems := open.ReadBytes(name, data, narrow)
	first := Read(book, problems, opts)
	again, problems := open.ReadBytes(name, data, narrow)
	if second := Read(again, problems, opts); !reflect.DeepEqual(first, second) {
		t.Fatalf("%+v and then %+v", first, second)
	}
	for _, p := range first.Problems {
		if p.Code == "" || p.At.File != book.File {
			t.Fatalf("problem %+v", p)
		}
	}
}

// fuzzLayout is a layout of a table of service centres.
const fuzzLayout = `layout: 1
needs: 1
columns:
  - {is: id, labels: [код]}
  - {is: title, labels: [назва цнап]}
  - {is: criterion, id: results.users, stems: [кількість працівн]}
  - {is: criterion, id: results.open, labels: [адмінпослуги]}
yes: [так]
no: [ні]
`

// fuzzOptions are those of a small questionnaire and a small layout: what is read is
// the workbook, thousands of times.
func fuzzOptions(f testing.TB) Options {
	f.Helper()
	layout, err := foreign.ParseLayout("centres.yaml", []byte(fuzzLayout))
	if err != nil {
		f.Fatal(err)
	}
	return Options{Period: "2026-H1", Questionnaire: formQuestions(), Layouts: []foreign.Layout{layout}, Limits: narrow}.ready()
}

// identities is how many of the first cells of seedForm tell that it is a form.
const identities = 6

// seedForm are the cells of the smallest form that is read as one, and their names:
// its identity, a title, a year and two answers.
func seedForm() (names, cells []string) {
	stands := func(name, text string) {
		row := len(names) + 1
		names = append(names, fmt.Sprintf(`<definedName name="%s">S!$A$%d</definedName>`, name, row))
		cells = append(cells, fmt.Sprintf(`<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>%s</t></is></c></row>`, row, text))
	}
	for _, pair := range [identities][2]string{{slot.IdentityForm, form.ID}, {slot.IdentityVersion, form.Version}, {slot.IdentityMethod, "small"},
		{slot.IdentityPeriod, "2026-H1"}, {slot.IdentityPartner, "bar"}, {slot.IdentityNameUK, "Бар"}} {
		stands(slot.IdentityName(pair[0]), pair[1])
	}
	stands(slot.CardName(1, slot.Field, slot.FieldTitle), "Портал послуг, тел. 067 123 45 67")
	stands(slot.CardName(1, slot.Field, slot.FieldStarted), "2021–2019")
	stands(slot.AnswerName(1, "legal.basis"), "3 – визначений")
	stands(slot.CardName(1, slot.Evidence, "legal.basis"), "рішення № 5 від 12.05.2025")
	return names, cells
}

// formFile is a workbook of one sheet, in a zip file that is not compressed.
func formFile(names, cells string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="worksheet" Target="s"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="/relationships"><sheets><sheet name="S" r:id="a"/></sheets><definedNames>` + names + `</definedNames></workbook>`},
		{"xl/s", `<worksheet><sheetData>` + cells + `</sheetData></worksheet>`},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestSeedFormIsAForm holds that what FuzzForm starts from is read as a form.
func TestSeedFormIsAForm(t *testing.T) {
	names, cells := seedForm()
	book, problems := open.ReadBytes("a.xlsx", formFile(strings.Join(names, ""), strings.Join(cells, "")), narrow)
	got := Read(book, problems, fuzzOptions(t))
	if len(got.Submissions) != 1 || got.Submissions[0].Partner.ID != "bar" || len(got.Submissions[0].Practices) != 1 {
		t.Errorf("%+v", got)
	}
}

// FuzzLayout reads anything as a layout, and then any label by it.
