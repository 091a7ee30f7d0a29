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

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
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
		if data, err := os.ReadFile(name); err == nil && len(data) < 1_500 {
			f.Add(data, filepath.Ext(name))
		}
	}
	f.Add(seedForm(f), ".xlsx")
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
	layouts, err := LoadLayouts("../../../inputs/layouts")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"egov-practices", "local-services"} {
		m, err := method.Load("../../../templates/methods/" + name + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		both = append(both, Options{Period: "2026-H1", Questionnaire: &m.Questionnaire, Layouts: layouts, Limits: narrow})
	}
	return both
}

// seedForm is the smallest form that is read as one: its identity, a title and two
// answers, in a zip file that is not compressed, so that changes of its bytes are
// changes of what stands in it.
func seedForm(f *testing.F) []byte {
	f.Helper()
	var names, cells strings.Builder
	row := 0
	stands := func(name, text string) {
		row++
		fmt.Fprintf(&names, `<definedName name="%s">S!$A$%d</definedName>`, name, row)
		fmt.Fprintf(&cells, `<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>%s</t></is></c></row>`, row, text)
	}
	for _, pair := range [][2]string{{form.IdentityForm, form.ID}, {form.IdentityVersion, form.Version}, {form.IdentityMethod, "egov-practices"},
		{form.IdentityPeriod, "2026-H1"}, {form.IdentityPartner, "bar"}, {form.IdentityNameUK, "Бар"}} {
		stands(form.IdentityName(pair[0]), pair[1])
	}
	stands(form.CardName(1, form.Field, form.FieldTitle), "Портал послуг, тел. 067 123 45 67")
	stands(form.CardName(1, form.Field, form.FieldStarted), "2021–2019")
	stands(form.AnswerName(1, "legal.basis"), "3 – визначений")
	stands(form.CardName(1, form.Evidence, "legal.basis"), "рішення № 5 від 12.05.2025")
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const relation = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="%s" Target="%s"/></Relationships>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"_rels/.rels", fmt.Sprintf(relation, kind+"officeDocument", "b.xml")},
		{"_rels/b.xml.rels", fmt.Sprintf(relation, kind+"worksheet", "s.xml")},
		{"b.xml", `<workbook ` + ns + `><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets><definedNames>` + names.String() + `</definedNames></workbook>`},
		{"s.xml", `<worksheet ` + ns + `><sheetData>` + cells.String() + `</sheetData></worksheet>`},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	return b.Bytes()
}

// FuzzLayout reads anything as a layout, and then any label by it.
func FuzzLayout(f *testing.F) {
	f.Add("layout: 1\nneeds: 1\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: criterion, id: a, labels: [а], stems: [б в], without: [г]}\nyes: [так]\nno: [ні]\n", "№ Б (в)")
	f.Add("layout: 2\n", "код")
	f.Add("columns: [{is: x}]\nyes: так", "")
	f.Fuzz(func(t *testing.T, text, label string) {
		l, err := ParseLayout("a.yaml", []byte(text))
		if err != nil {
			return
		}
		for _, c := range l.candidates(readLabel(label)) {
			if c.column < 0 || c.column >= len(l.Columns) {
				t.Fatalf("column %d of %d", c.column, len(l.Columns))
			}
		}
		h := newHead(&l, nil)
		h.means(label)
	})
}
