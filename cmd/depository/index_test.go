package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const smallMethod = `
method: 1
id: small
unit: {id: [name, year]}
tree:
  id: total
  parts:
    - {id: x, normalise: {by: minmax}}
    - {id: y, weight: 3, direction: lower, normalise: {by: goalposts, low: 0, high: 10}}
uncertainty: {replications: 50, seed: 1, weights: {noise: 0.25}, aggregate: [arithmetic, min], sensitivity: sobol}
`

// inFolder writes files into a new folder and returns their full names.
func inFolder(t *testing.T, files map[string]string) func(string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return func(name string) string { return filepath.Join(dir, name) }
}

func command(args ...string) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	status = Main(args, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// x: 0, 100, none; y: 80, 20, 50, so total is 60, 40 and 50, of which the last
// covers 3/4.
const smallResult = `name,year,x,y,total,rank,coverage
Б,2024,0,80,60,1,1
А,2024,100,20,40,3,1
А,2023,,50,50,2,0.75
`

func TestIndexKeepsTheOrderOfTheInput(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "name,year,x,y,note\nБ,2024,5,2,a\nА,2024,7,8,b\nА,2023,NA,5,c\n"})
	status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"))
	if status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

func TestIndexReadsSemicolonsAndDecimalCommas(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "\ufeffname;year;x;y\nБ;2024;5,0;2,0\nА;2024;7,0;8\nА;2023;;5\n"})
	if status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv")); status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

func TestIndexReadsWorkbooks(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod})
	f := excelize.NewFile()
	for i, row := range [][]any{{"name", "year", "x", "y"}, {"Б", 2024, 5, 2}, {"А", 2024, 7, 8}, {"А", 2023, nil, 5}} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(at("t.xlsx")); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.xlsx")); status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

func TestIndexWithUncertaintyAndReplay(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "name,year,x,y\nБ,2024,5,2\nА,2024,7,8\nА,2023,6,5\n",
		"draws.csv": "rep,aggregate,x,y\n1,arithmetic,1,1\n2,min,1,1\n3,arithmetic,0,1\n"})
	status, _, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--uncertainty")
	if status != 0 {
		t.Fatal(errs)
	}
	rows := csvFile(t, at("r.uncertainty.csv"))
	want := []string{"name", "year", "rank_nominal", "rank_mean", "rank_median", "rank_q5", "rank_q95", "score_nominal", "score_mean", "score_median", "score_q5", "score_q95"}
	if len(rows) != 4 || !slices.Equal(rows[0], want) || rows[1][0] != "Б" || rows[1][2] != "1" || rows[1][7] != "60" {
		t.Errorf("%q", rows)
	}
	if s := csvFile(t, at("r.sensitivity.csv")); len(s) != 3 || s[1][0] != "weights" || s[2][0] != "aggregate" {
		t.Errorf("%q", s)
	}
	// Б has 0 and 80: 40, 0 and 80 in the three draws; mean 40.
	if status, _, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("g.csv"), "--replay", at("draws.csv")); status != 0 {
		t.Fatal(errs)
	}
	if rows := csvFile(t, at("g.uncertainty.csv")); rows[1][8] != "40" || rows[1][9] != "40" {
		t.Errorf("replayed: %q", rows[1])
	}
}

func csvFile(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestIndexExplains(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "name,year,x,y\nБ,2024,5,2\nА,2024,7,8\n"})
	_, out, _ := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--explain", "Б,2024")
	for _, want := range []string{"Б, 2024 (row 2)\n  total = 60 (weight 1, coverage 1): arithmetic", "    y = 80 (weight 3, coverage 1)\n      t.csv, row 2, column y: “2”\n      read as 2\n      on the scale, between the goalposts 0 and 10, less is better: 80\n", "rank 1 of 2"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestIndexRefuses(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "bad.yaml": "method: 1\nid: x\ntree: {id: a, wieght: 1}\n",
		"twice.csv": "name,year,x,y\nA,1,1,1\nA,1,2,2\n", "less.csv": "name,year,x,z\nA,1,1,1\n", "long.csv": "name,year,x,y\nA,1,1,1\nB,1,1,1,1\n", "anon.csv": "name,year,x,y\nA,1,1,1\n,,1,1\n",
		"empty.csv": "", "none.csv": "name,year,x,y\n"})
	for _, c := range []struct{ method, data, want string }{
		{"m.yaml", "twice.csv", "has 2 rows (rows 2 and 3)"},
		{"m.yaml", "less.csv", `no column "y"`},
		{"m.yaml", "long.csv", "row 3 has 5 cells, the header has 4"},
		{"m.yaml", "anon.csv", "row 3 names no unit: name, year is empty"},
		{"m.yaml", "empty.csv", "the table is empty"},
		{"m.yaml", "absent.csv", "absent.csv"},
		{"bad.yaml", "none.csv", `bad.yaml:3:15: a leaf has no key "wieght"; did you mean "weight"?`},
	} {
		status, out, errs := command("index", "--lang", "en", "--method", at(c.method), "--data", at(c.data))
		if status != 1 || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%s, %s: status %d, %q", c.method, c.data, status, errs)
		}
	}
	if status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("none.csv")); status != 0 || out != "name,year,x,y,total,rank,coverage\n" {
		t.Errorf("a table without rows: status %d, %q %q", status, out, errs)
	}
	if status, _, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("none.csv"), "--uncertainty"); status != 1 || !strings.Contains(errs, "--out") {
		t.Errorf("--uncertainty without --out: %d %q", status, errs)
	}
}

func TestMethodCheckAndShow(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "bad.yaml": "method: 1\nid: x\ntree:\n  id: r\n  parts: [{id: a, x: 1}, {id: a}]\n"})
	if status, out, _ := command("method", "check", "--lang", "en", at("m.yaml")); status != 0 || !strings.Contains(out, "no faults") {
		t.Errorf("status %d: %s", status, out)
	}
	status, out, errs := command("method", "check", "--lang", "en", at("bad.yaml"))
	if status != 1 || out != "" || strings.Count(errs, "bad.yaml:5:") != 2 {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if _, out, _ := command("method", "show", "egov-practices"); !strings.Contains(out, "legal.basis") || !strings.Contains(out, "рівень 3 і вищі потребують підтвердження, без нього зараховується рівень 2") {
		t.Errorf("show: %s", out)
	}
}

const oddMethod = `
method: 1
id: odd
unit: {id: [u], groups: [region]}
inputs: [{id: pop, kind: number, column: Population}]
tree:
  id: r
  parts:
    - {id: req, column: Requests, denominate: {by: pop, scale: 1000}, impute: {mean_by: region}, normalise: {by: goalposts, low: 0, high: 20}}
    - {id: lev, kind: level, levels: [{level: 0}, {level: 1, name: {uk: Є, en: Some}}, {level: 2}, {level: 3, name: Best}], evidence: {from: 3, cap: 2}}
    - {id: web, kind: yesno, not_applicable: true}
    - {id: way, kind: choice, choices: [{id: "-", points: 0}, {id: post, points: 1}, {id: app, name: {uk: Застосунок}, points: 4}]}
    - {id: share, normalise: {by: goalposts, low: 0, high: 100}}
levels: [{level: 0, from: 0}, {level: 1, from: 20, needs: [{node: lev, at_least: 90}]}]
`

// Worked out by hand. A: 12.5 a thousand of 20, level 3 of 3 proved, yes, 4 of
// 4, 45 of 100. B has nobody else's 2 of 3, so 12.5 for want of its own; level 3
// without evidence counts 2; the web does not apply; «-» is a choice.
func TestIndexReadsWhatPeopleType(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": oddMethod, "t.csv": "\ufeffu;region;Population;Requests;lev;lev.evidence;web;way;share;\"note\n, , ,\";x;x\n" +
		"A;n;2 000;25,0;3;Рішення № 5 від 01.02.2024;YEs ;застосунок;45 %;\"a\nb\";1;2\n" +
		"B;n;1\u00a0000;NA;3 – best;немає;not applicable: no site;-;5%\n\n;;;;;;;;;;;\n" +
		"C;;0;5;є;;ні;POST;;;;\n"})
	status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"))
	if status != 0 || out != "" {
		t.Fatalf("status %d %s%s", status, out, errs)
	}
	want := [][]string{
		{"u", "req", "lev", "web", "way", "share", "r", "rank", "coverage"},
		{"A", "62.5", "100", "100", "100", "45", "81.5", "1", "1"},
		{"B", "62.5", "66.6666666667", "", "0", "5", "33.5416666667", "2", "0.75"},
		{"C", "", "33.3333333333", "0", "25", "", "19.4444444444", "3", "0.6"},
	}
	if got := csvFile(t, at("r.csv")); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q", got)
	}
	notes := [][]string{{"u", "node", "note", "of", "needed"}, {"B", "req", "imputed", "", ""}, {"B", "lev", "evidence", "lev", "3"}, {"B", "r", "gate", "lev", "90"}}
	if got := csvFile(t, at("r.notes.csv")); !slices.EqualFunc(got, notes, slices.Equal) {
		t.Errorf("notes %q", got)
	}
	for _, want := range []string{"“req” has no denominator: “pop” is zero or missing; 1 unit concerned", "“req” is imputed from a single unit", "“req” could not be imputed: nobody in the group “region” has a value, or the unit is in no group"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in %s", want, errs)
		}
	}
}

// B has two rows, of which the better counts; A is imputed and treated.
func TestIndexExplainsRowsAndSteps(t *testing.T) {
	at := inFolder(t, map[string]string{"rows.yaml": "method: 1\nid: x\nunit: {id: [u]}\ninputs: [{id: k, kind: yesno, column: Kind}]\ntree: {id: r, rule: [{when: k, points: 80}, {points: 20}], rows: [{take: best}], normalise: none}\n",
		"rows.csv": "u,Kind\nA,no\nB,no\nB,yes\n", "steps.yaml": "method: 1\nid: y\nunit: {id: [u]}\ntree: {id: x, impute: median, transform: log1p, treat: {}}\n", "steps.csv": "u,x\nA,\nB,0\nC,0\nD,3\n"})
	_, out, _ := command("index", "--lang", "en", "--method", at("rows.yaml"), "--data", at("rows.csv"), "--explain", "B")
	for _, want := range []string{"rows.csv, row 3, column Kind: “no”\n      row 3 gives 20\n    rows.csv, row 4, column Kind: “yes”\n      row 4 gives 80\n    of 2 rows: best\n    read as 80\n    on the scale, as it is: 80\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	_, out, _ = command("index", "--lang", "en", "--method", at("steps.yaml"), "--data", at("steps.csv"), "--explain", "A")
	if want := "read as nothing\n    imputed (median): 0\n    transformed (natural logarithm of one plus the value): 0\n    on the scale, between the lowest 0 and the highest 1.386294361: 0\n"; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

// A reference that is the worst of all, or missing, is an error: what does not
// rest on it is written all the same.
func TestIndexNeedsItsReference(t *testing.T) {
	const m = "method: 1\nid: x\nunit: {id: [u]}\ntree: {id: r, parts: [{id: a, normalise: {by: distance_to_reference, unit: %}}, {id: b, normalise: none}]}\n"
	at := inFolder(t, map[string]string{"worst.yaml": strings.Replace(m, "%", "A", 1), "none.yaml": strings.Replace(m, "%", "Z", 1),
		"hole.yaml": strings.Replace(m, "%", "C", 1), "good.yaml": strings.Replace(m, "%", "B", 1), "t.csv": "u,a,b\nA,1,1\nB,3,2\nC,,3\nD,4,9\n"})
	for _, c := range []struct{ method, want string }{
		{"worst", "the reference unit “A” has the worst value"}, {"none", "the reference unit “Z” has no value, or is not there"}, {"hole", "the reference unit “C” has no value"},
	} {
		status, out, errs := command("index", "--lang", "en", "--method", at(c.method+".yaml"), "--data", at("t.csv"))
		if status != statusCorrect || !strings.Contains(errs, c.want) || !strings.Contains(out, "B,,2,2,") {
			t.Errorf("%s: status %d\n%s%s", c.method, status, out, errs)
		}
	}
	if status, out, errs := command("index", "--lang", "en", "--method", at("good.yaml"), "--data", at("t.csv")); status != 0 || !strings.Contains(out, "D,150,9,") {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

// The table is on the second sheet, under an empty row.
func TestIndexFindsTheSheetOfUnits(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod})
	f := excelize.NewFile()
	if _, err := f.NewSheet("Data"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Sheet1", "A1", "About this table"); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{nil, {"name", "year", "x", "y"}, {"Б", 2024, 5, 2}, nil, {"А", 2024, 7, 8}, {"А", 2023, nil, 5}} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Data", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(at("t.xlsx")); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.xlsx")); status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
	if _, out, _ := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.xlsx"), "--explain", "А,2024"); !strings.Contains(out, "t.xlsx!Data!D5: “8”") {
		t.Errorf("explained: %s", out)
	}
}

// The draws follow from their keys: neither they nor the intervals of what the
// ranking depends on change with the number of processors.
func TestUncertaintyDoesNotDependOnProcessors(t *testing.T) {
	var files [2][]byte
	for i := range files {
		before := runtime.GOMAXPROCS(i + 1)
		at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "name,year,x,y\nБ,2024,5,2\nА,2024,7,8\nА,2023,6,5\nВ,2023,,1\n"})
		status, _, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--uncertainty")
		runtime.GOMAXPROCS(before)
		if status != 0 {
			t.Fatal(errs)
		}
		for _, name := range []string{"r.csv", "r.uncertainty.csv", "r.sensitivity.csv"} {
			data, err := os.ReadFile(at(name))
			if err != nil {
				t.Fatal(err)
			}
			files[i] = append(files[i], data...)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Errorf("one processor:\n%s\ntwo:\n%s", files[0], files[1])
	}
}

// Where several columns name a unit, so does a text with commas.
func TestReferenceOfSeveralColumns(t *testing.T) {
	for _, unit := range []string{"[А, 2024]", "\"А, 2024\""} {
		at := inFolder(t, map[string]string{"m.yaml": "method: 1\nid: x\nunit: {id: [name, year]}\ntree: {id: r, parts: [{id: x, normalise: {by: distance_to_reference, unit: " + unit + "}}]}\n",
			"t.csv": "name,year,x\nБ,2024,5\nА,2024,7\nА,2023,9\n"})
		if status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv")); status != 0 || !strings.Contains(out, "А,2023,200,200,1,1") {
			t.Errorf("%s: status %d %s%s", unit, status, out, errs)
		}
	}
}

// A is above B in every draw; B and C have one value, and a tie counts half. D has
// no score and is no neighbour.
func TestIndexTellsNeighboursApart(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": "method: 1\nid: m\nunit: {id: [u, year]}\ntree: {id: r, parts: [{id: x, normalise: none}, {id: y, normalise: none}]}\nuncertainty: {replications: 40, seed: 3, weights: {noise: 0.25}}\n",
		"t.csv": "u,year,x,y\nC,1,2,2\nD,1,,\nA,1,9,9\nB,1,2,2\n"})
	status, _, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--pairs", at("p.csv"))
	if status != 0 || !strings.Contains(errs, "1 pair of neighbours in rank of 2 can be told apart: the first is above the second in at least 95% of the draws.") {
		t.Fatalf("status %d %s", status, errs)
	}
	for name, want := range map[string][][]string{
		"r.neighbours.csv": {{"above_u", "above_year", "below_u", "below_year", "rank_above", "rank_below", "share_above", "told_apart"},
			{"A", "1", "B", "1", "1", "2", "1", "true"}, {"B", "1", "C", "1", "2", "2", "0.5", "false"}},
		"p.csv": {{"u", "year", "A, 1", "B, 1", "C, 1"}, {"A", "1", "", "1", "1"}, {"B", "1", "0", "", "0.5"}, {"C", "1", "0", "0.5", ""}},
	} {
		if got := csvFile(t, at(name)); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if status, _, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--pairs", at("p.json")); status != 0 || !strings.Contains(errs, "Сусідів за місцем") {
		t.Fatalf("status %d %s", status, errs)
	}
	data, err := os.ReadFile(at("p.json"))
	if want := `{"draws":40,"told_apart_from":0.95,"units":["A, 1","B, 1","C, 1"],"share_above":[[null,1,1],[0,null,0.5],[0,0.5,null]]}` + "\n"; err != nil || string(data) != want {
		t.Errorf("%v\n%s", err, data)
	}
}
