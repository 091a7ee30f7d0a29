package main

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
)

// Every table of the cases is read by check and by run as by index: what is right
// stands in the README of the folder. Each is the table of an oblast. Of each: the
// answers that run publishes (a, b by unit; ? unreadable) and what is told, without
// what the codifier knows of the names.
func TestRunAndCheckReadTablesThatPeopleHave(t *testing.T) {
	type right struct{ oblast, answers, told string }
	for method, cases := range map[string]map[string]right{
		"m": {
			"cr_only.csv":              {"Вінницька", "Вінниця=1.5,2 Київ=3,4", ""},
			"dates.xlsx":               {"Волинська", "A=?,1 B=?,2 C=?,3 D=?,4 E=0.25,5 F=1.5,6 G=?,7", "number-as-date B2|number-as-date B3|table-number-unreadable B4|table-number-unreadable B5|number-as-date B8"},
			"dup_nfd.xlsx":             {"Київська", "Київ=?,?", "record-twice A3|answers-contradict B3|answers-contradict C3"},
			"hidden_first.xlsx":        {"Львівська", "A=10,10 B=20,20", "sheet-hidden-passed "},
			"other_sheet_formula.xlsx": {"Одеська", "A=1,1 B=2,2", "sheet-not-a-table "},
			"semi_header_commas.csv":   {"Полтавська", "Вінницька=369.7,45.5 Калинівська=38.1,50", ""},
			"sep_semicolon.csv":        {"Рівненська", "Вінниця=1.5,2 Київ=3.5,4", ""},
			"table_totals.xlsx":        {"Сумська", "A=1,1 B=2,2", "row-of-totals 4:4"},
			"title.csv":                {"Харківська", "Вінниця=1.5,2", ""},
		},
		"gp": {"pct3.csv": {"Вінницька", "A=45,1 B=50,2 C=90,3", ""}, "pct3.xlsx": {"Волинська", "A=45,1 B=50,2 C=90,3", ""}},
	} {
		const layout = "layout: 1\nid: t\nneeds: 2\ncolumns:\n  - {is: id, labels: [unit, громада]}\n" +
			"  - {is: criterion, id: a, labels: [a, 'населення, тис. осіб']}\n  - {is: criterion, id: b, labels: [b, 'частка, %, міста']}\n"
		files := map[string]string{"layouts/t.yaml": layout}
		for name, c := range cases {
			files["in/2026-H1/"+c.oblast+" область"+filepath.Ext(name)] = read(t, need.Shared(t, "cases/tables/"+name))
		}
		at := inFolder(t, files)
		flags := []string{"--lang", "en", "--method", need.Shared(t, "cases/tables/"+method+".yaml"), "--layouts", at("layouts"), "--inputs", at("in")}
		want := map[string]int{"m": statusCorrect, "gp": statusDone}[method]
		status, checked, errs := command(append([]string{"check", "--json", at("in/2026-H1")}, flags...)...)
		if status != want {
			t.Errorf("check of tables of %s: status %d\n%s", method, status, errs)
		}
		if status, out, errs := command(append([]string{"run", "--quiet", "--reports", "en", "--period", "2026-H1", "--outputs", at("out"), "--private", at("private")}, flags...)...); status != want {
			t.Errorf("run over tables of %s: status %d\n%s%s", method, status, out, errs)
		}
		answers, problems := recordsOf(t, at("out/2026-H1/answers.csv")), recordsOf(t, at("out/2026-H1/problems.csv"))
		for name, c := range cases {
			of := func(r map[string]string) bool { return strings.HasPrefix(r["file"], c.oblast) }
			if got := answered(answers, of); got != c.answers {
				t.Errorf("run over %s read %s, want %s", name, got, c.answers)
			}
			if got := problemsTold(problems, of); got != c.told {
				t.Errorf("run over %s told %s, want %s", name, got, c.told)
			}
			for told := range strings.SplitSeq(c.told, "|") {
				if code, _, _ := strings.Cut(told, " "); !strings.Contains(checked, `"code": "`+code) {
					t.Errorf("check of %s does not tell %s", name, code)
				}
			}
		}
	}
}

// TestEveryTableOfTheCasesIsJudged: what is added to the folder is to be judged by all
// three commands.
func TestEveryTableOfTheCasesIsJudged(t *testing.T) {
	dir, tests := need.Shared(t, "cases/tables"), read(t, "tables_test.go")
	index := read(t, "index_cases_test.go")
	for _, pattern := range []string{"*.csv", "*.xlsx"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			if name := `"` + filepath.Base(file) + `"`; !strings.Contains(tests, name) || !strings.Contains(index, name) {
				t.Errorf("nobody says what is right of %s", name)
			}
		}
	}
}

// answered returns answers by unit: A=1,2 B=?,3.
func answered(rows []map[string]string, of func(map[string]string) bool) string {
	var out []string
	last := ""
	for _, r := range rows {
		if !of(r) {
			continue
		}
		value := map[string]string{"given": r["value"], "unreadable": "?"}[r["state"]]
		if r["practice"] == last {
			out[len(out)-1] += "," + value
			continue
		}
		last = r["practice"]
		out = append(out, last+"="+value)
	}
	return strings.Join(out, " ")
}

// problemsTold returns the problems that the codifier has no part in.
func problemsTold(rows []map[string]string, of func(map[string]string) bool) string {
	var out []string
	for _, r := range rows {
		if of(r) && r["code"] != "place-unknown" {
			out = append(out, r["code"]+" "+r["cell"])
		}
	}
	return strings.Join(out, "|")
}

// recordsOf reads a published table as rows by the names of its columns.
func recordsOf(t *testing.T, file string) (out []map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatal(file, err)
	}
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, name := range rows[0] {
			one[strings.TrimPrefix(name, "\ufeff")] = row[i]
		}
		out = append(out, one)
	}
	return out
}

// In a partner's own table, as text and as a workbook, numbers mean what they say: run
// and check ask of each per cent that may be a share, and the report counts them; levels
// in words are read with a note, and what doubts is unreadable.
func TestNumbersOfOwnTablesMeanWhatTheySay(t *testing.T) {
	const method = "method: 1\nid: t\nunit: {id: [u]}\ntree:\n  id: t\n  parts:\n    - {id: p, unit: \"%\", normalise: {by: goalposts, low: 0, high: 100}}\n" +
		"    - {id: l, kind: level, levels: [{level: 0}, {level: 2}, {level: 3, name: {uk: визначений}}], normalise: {by: goalposts, low: 0, high: 3}}\n"
	const layout = "layout: 1\nid: t\nneeds: 2\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: criterion, id: p, labels: [частка]}\n  - {is: criterion, id: l, labels: [рівень]}\n"
	rows := [][]string{{"Код", "Частка", "Рівень"}, {"A", "0,85", "рівень 3"}, {"B", "0.995", "III"}, {"C", "0.9", "три"}, {"D", "0,85 %", "3 – визначений (частково)"}, {"E", "85", "3 – визначений"}, {"F", "0", "2"}, {"G", "1", "12.03.24р."}}
	const answers = "A=3,0.85 B=3,0.995 C=3,0.9 D=?,0.85 E=3,85 F=2,0 G=?,1" // the level, then the per cent
	const told = "percent-or-share B2|level-in-words C2|percent-or-share B3|level-in-words C3|percent-or-share B4|level-in-words C4|table-number-unreadable C5|table-number-unreadable C8"
	var text strings.Builder
	book := excelize.NewFile()
	for i, row := range rows {
		text.WriteString(strings.Join(row, ";") + "\n")
		if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	// Of a workbook one per cent is a number, and one shows itself as a per cent.
	percent, err := book.NewStyle(&excelize.Style{NumFmt: 10})
	if err := errors.Join(err, book.SetCellValue("Sheet1", "B4", 0.9), book.SetCellValue("Sheet1", "B6", 0.85), book.SetCellStyle("Sheet1", "B6", "B6", percent)); err != nil {
		t.Fatal(err)
	}
	at := inFolder(t, map[string]string{"m.yaml": method, "layouts/t.yaml": layout, "in/2026-H1/Вінницька область.csv": text.String()})
	if err := errors.Join(book.SaveAs(at("in/2026-H1/Волинська область.xlsx")), book.Close()); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--lang", "uk", "--method", at("m.yaml"), "--layouts", at("layouts"), "--inputs", at("in")}
	status, checked, errs := command(append([]string{"check", at("in/2026-H1")}, flags...)...)
	checked = strings.Join(strings.Fields(checked), " ")
	if status != statusCorrect {
		t.Errorf("check: status %d\n%s", status, errs)
	}
	for _, want := range []string{"0,85 % чи 85 %?", "0,995 % чи 99,5 %?", "0,9 % чи 90 %?"} {
		if n := strings.Count(checked, want); n != 2 {
			t.Errorf("«%s» is asked %d times\n%s", want, n, checked)
		}
	}
	if status, out, errs := command(append([]string{"run", "--quiet", "--docx", "--reports", "uk", "--period", "2026-H1", "--outputs", at("out"), "--private", at("private")}, flags...)...); status != statusCorrect {
		t.Fatalf("run: status %d\n%s%s", status, out, errs)
	}
	published, problems := recordsOf(t, at("out/2026-H1/answers.csv")), recordsOf(t, at("out/2026-H1/problems.csv"))
	for _, oblast := range []string{"Вінницька", "Волинська"} {
		of := func(r map[string]string) bool { return strings.HasPrefix(r["file"], oblast) }
		if got := answered(published, of); got != answers {
			t.Errorf("%s: read %s, want %s", oblast, got, answers)
		}
		if got := problemsTold(problems, of); got != told {
			t.Errorf("%s: told %s, want %s", oblast, got, told)
		}
	}
	if want := "(число більше за 0 і менше за 1 без знака відсотка), – 6:"; !strings.Contains(wordsOf(t, at("out/2026-H1/report.uk.docx")), want) {
		t.Errorf("the report does not say %q", want)
	}
}

// wordsOf returns the text of a Word file, without its marks.
func wordsOf(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	data, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(data), "")
	return strings.Join(strings.Fields(text), " ")
}
