package ingest

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// An exportColumn is a column of an export: the name that the XLSForm gives, with the
// groups before it, and what stands in it for each practice.
type exportColumn struct {
	group, name string
	values      []string
}

// exportOf is what KoboToolbox and ODK write of a submission's practices: choices by
// the names of the XLSForm, a number that does not apply by the question before it.
func exportOf(q *survey.Questionnaire, sub *survey.Submission) (main [][2]string, columns []exportColumn) {
	main = [][2]string{{"identity.form", "depository-partner"}, {"identity.version", form.Version}, {"identity.method", q.Method}, {"identity.method.version", q.Version},
		{"identity.method.hash", q.Hash}, {"identity.partner", sub.Partner.ID}, {"identity.partner.uk", sub.Partner.Name["uk"]}, {"identity.partner.en", sub.Partner.Name["en"]},
		{"identity.partner.place", sub.Partner.Place}, {"identity.partner.kind", string(sub.Partner.Kind)}, {"identity.period", sub.Period}}
	each := func(group, name string, of func(p *survey.Practice) string) {
		c := exportColumn{group: group, name: name}
		for i := range sub.Practices {
			c.values = append(c.values, of(&sub.Practices[i]))
		}
		columns = append(columns, c)
	}
	each("", "field.code", func(p *survey.Practice) string { return p.ID })
	each("", "field.theme", func(p *survey.Practice) string { return p.Theme })
	each("", "field.place", func(p *survey.Practice) string { return p.PlaceName })
	for i, text := range new(survey.Practice).Texts() {
		each("", "field."+text.Field, func(p *survey.Practice) string { return *p.Texts()[i].Text })
	}
	for i := range q.Criteria {
		k := &q.Criteria[i]
		each("group."+k.Group, k.ID, func(p *survey.Practice) string {
			a := p.Answer(k.ID)
			switch {
			case a.State == survey.NotApplicable:
				return "n/a"
			case a.State == survey.Given && k.Kind == survey.Level:
				return strconv.Itoa(int(a.Number))
			case a.State == survey.Given && a.Choice != "":
				return a.Choice
			}
			return a.Raw
		})
		each("group."+k.Group, k.ID+".evidence", func(p *survey.Practice) string { a := p.Answer(k.ID); return a.Evidence() })
		each("group."+k.Group, k.ID+".comment", func(p *survey.Practice) string {
			a := p.Answer(k.ID)
			comment, reason := a.Remarks()
			return comment + reason
		})
	}
	return main, columns
}

// TestExportsAreReadAsForms reads the answers of a form from what KoboToolbox and ODK
// export of them: repeats on a sheet of their own, in a file beside, in counted columns.
func TestExportsAreReadAsForms(t *testing.T) {
	q := formQuestions()
	sub := everyAnswer("uk")
	sub.Plan, sub.Illustrative = nil, false
	want, _ := read(t, writtenForm(t, q, "uk", sub), q, "2026-H1")
	want.Illustrative = false
	main, columns := exportOf(q, sub)
	alike := cmp.Options{withoutPlaces, cmpopts.IgnoreFields(survey.Answer{}, "Raw"), cmpopts.IgnoreFields(survey.Submission{}, "File", "SHA256")}
	for _, c := range []struct {
		name  string
		write func(t *testing.T, dir string)
	}{
		{"Kobo, XLSX", func(t *testing.T, dir string) { writeKobo(t, dir, main, columns) }},
		{"ODK, CSV", func(t *testing.T, dir string) { writeODK(t, dir, main, columns, sub) }},
		{"counted columns, CSV", func(t *testing.T, dir string) { writeCounted(t, dir, main, columns) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.write(t, dir)
			got, err := ReadDir(dir, Options{Questionnaire: q, Period: "2026-H1"}, nil)
			if err != nil || len(got.Submissions) != 1 {
				t.Fatalf("%v, %d submissions, %v", err, len(got.Submissions), got.Problems)
			}
			if diff := cmp.Diff(want, got.Submissions[0], alike); diff != "" {
				t.Error(diff)
			}
			for _, p := range got.Problems {
				if p.At.Row == 0 && p.Code != "export-part" || p.Severity == cell.Error && p.Read == "" {
					t.Errorf("%s at %v says nothing of a cell", p.Code, p.At)
				}
			}
		})
	}
}

func writeKobo(t *testing.T, dir string, main [][2]string, columns []exportColumn) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("practice"); err != nil {
		t.Fatal(err)
	}
	put := func(sheet string, col, row int, text string) {
		at, _ := excelize.CoordinatesToCellName(col, row)
		if err := f.SetCellStr(sheet, at, text); err != nil {
			t.Fatal(err)
		}
	}
	for i, m := range main {
		put("Sheet1", i+2, 1, m[0])
		put("Sheet1", i+2, 2, m[1])
	}
	put("Sheet1", 1, 1, "start")
	put("Sheet1", len(main)+2, 1, "_index")
	put("Sheet1", len(main)+2, 2, "1")
	for i, c := range columns {
		group := ""
		if c.group != "" {
			group = c.group + "/"
		}
		put("practice", i+1, 1, "practice/"+group+c.name)
		for j, v := range c.values {
			put("practice", i+1, j+2, v)
		}
	}
	for j := range columns[0].values {
		put("practice", len(columns)+1, j+2, "1")
		put("practice", len(columns)+2, j+2, "uuid:0000"+strconv.Itoa(j))
	}
	put("practice", len(columns)+1, 1, "_parent_index")
	put("practice", len(columns)+2, 1, "_submission__uuid")
	if err := f.SaveAs(filepath.Join(dir, "kobo.xlsx")); err != nil {
		t.Fatal(err)
	}
}

func writeODK(t *testing.T, dir string, main [][2]string, columns []exportColumn, sub *survey.Submission) {
	t.Helper()
	head, line := []string{"SubmissionDate"}, []string{"2026-06-30T10:00:00.000Z"}
	for _, m := range main {
		head, line = append(head, m[0]), append(line, m[1])
	}
	writeCSV(t, filepath.Join(dir, "depository.csv"), [][]string{append(head, "KEY"), append(line, "uuid:1")})
	rows := [][]string{{}}
	for range sub.Practices {
		rows = append(rows, nil)
	}
	for _, c := range columns {
		rows[0] = append(rows[0], strings.TrimPrefix(c.group+"-"+c.name, "-"))
		for j, v := range c.values {
			rows[j+1] = append(rows[j+1], v)
		}
	}
	rows[0] = append(rows[0], "PARENT_KEY", "KEY")
	for j := range sub.Practices {
		rows[j+1] = append(rows[j+1], "uuid:1", "uuid:1/practice["+strconv.Itoa(j+1)+"]")
	}
	writeCSV(t, filepath.Join(dir, "depository-practice.csv"), rows)
}

func writeCounted(t *testing.T, dir string, main [][2]string, columns []exportColumn) {
	t.Helper()
	head, line := []string{"start"}, []string{"2026-06-30"}
	for _, m := range main {
		head, line = append(head, m[0]), append(line, m[1])
	}
	for _, c := range columns {
		for j, v := range c.values {
			group := ""
			if c.group != "" {
				group = c.group + "/"
			}
			head, line = append(head, "practice["+strconv.Itoa(j+1)+"]/"+group+c.name), append(line, v)
		}
	}
	writeCSV(t, filepath.Join(dir, "legacy.csv"), [][]string{head, line})
}

func writeCSV(t *testing.T, path string, rows [][]string) {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestTwoBooksOfOnePartner: whoever signs a form for anybody twice has answered twice,
// whatever the practices; both books are named, and neither counts.
func TestTwoBooksOfOnePartner(t *testing.T) {
	q := formQuestions()
	submission := func(name, file, id string) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: name, Name: inBoth(name, name), At: cell.Ref{File: file, Sheet: "Партнер", Row: 4, Col: 2}}, File: file, SHA256: file,
			Practices: []survey.Practice{{ID: id, Title: id}}}
	}
	r := Result{Single: []survey.Submission{submission("Бар", "a.xlsx", "1"), submission("Бар", "b.xlsx", "2"), submission("Яр", "c.xlsx", "1")},
		Files: []File{{Name: "a.xlsx", SHA256: "a.xlsx", ReadAs: "form"}, {Name: "b.xlsx", SHA256: "b.xlsx", ReadAs: "form"}, {Name: "c.xlsx", SHA256: "c.xlsx", ReadAs: "form"}}}
	holds := r.settle()
	var told []string
	for _, p := range r.Problems {
		other := ""
		for _, a := range p.Args {
			if a.Name == "other" {
				other = a.Value
			}
		}
		told = append(told, p.Code+" "+p.At.File+" "+other)
	}
	if got := strings.Join(told, "; "); got != "form-partner-twice a.xlsx b.xlsx; form-partner-twice b.xlsx a.xlsx" || len(holds) != 1 {
		t.Errorf("%s; %d submissions of %s", got, len(holds), q.Method)
	}
}

// TestAnExportWithADuplicateSubmission: somebody who has sent a form of KoboToolbox or ODK
// twice has answered twice; both rows are named, and neither counts. Of an export with a
// sheet of repeats, each of the two has practices of its own.
func TestAnExportWithADuplicateSubmission(t *testing.T) {
	q, sub := formQuestions(), everyAnswer("uk")
	main, columns := exportOf(q, sub)
	twice := func(t *testing.T, path string, change map[string]string) { // the rows of a table once more
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			again := slices.Clone(row)
			for i := range again {
				if to, is := change[rows[0][i]]; is {
					again[i] = to
				}
			}
			rows = append(rows, again)
		}
		writeCSV(t, path, rows)
	}
	for _, c := range []struct {
		name, want string
		write      func(t *testing.T, dir string)
	}{
		{"counted columns, CSV", "B3 B2", func(t *testing.T, dir string) {
			writeCounted(t, dir, main, columns)
			twice(t, filepath.Join(dir, "legacy.csv"), map[string]string{"start": "2026-07-01"})
		}},
		{"ODK, CSV", "B3 B2", func(t *testing.T, dir string) {
			writeODK(t, dir, main, columns, sub)
			twice(t, filepath.Join(dir, "depository.csv"), map[string]string{"KEY": "uuid:2"})
			twice(t, filepath.Join(dir, "depository-practice.csv"), map[string]string{"PARENT_KEY": "uuid:2", "KEY": "uuid:2/practice[1]"})
		}},
		{"Kobo, XLSX", "B3 B2", func(t *testing.T, dir string) {
			writeKobo(t, dir, main, columns)
			rowsTwice(t, filepath.Join(dir, "kobo.xlsx"), map[string]string{"Sheet1": "_index", "practice": "_parent_index"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.write(t, dir)
			got, err := ReadDir(dir, Options{Questionnaire: q, Period: "2026-H1"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Submissions) != 0 {
				t.Errorf("%d submissions count", len(got.Submissions))
			}
			var told []string
			for _, p := range got.Problems {
				if p.Code == "export-twice" && p.Severity == cell.Error {
					told = append(told, p.At.Name()+" "+p.Args[0].Value)
				}
			}
			if len(told) != 1 || told[0] != c.want {
				t.Errorf("not both rows are named: %q of %v", told, got.Problems)
			}
		})
	}
}

// rowsTwice writes the rows of each sheet once more, with 2 in a column of each.
func rowsTwice(t *testing.T, path string, number map[string]string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, column := range number {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows[1:] {
			for j, text := range row {
				if rows[0][j] == column {
					text = "2"
				}
				at, _ := excelize.CoordinatesToCellName(j+1, len(rows)+i+1)
				if err := f.SetCellStr(sheet, at, text); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}
