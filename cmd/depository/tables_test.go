package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
