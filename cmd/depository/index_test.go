package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
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

// inFolder writes files into a new folder and gives their full names.
func inFolder(t *testing.T, files map[string]string) func(string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
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
	status, out, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"))
	if status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

func TestIndexReadsSemicolonsAndDecimalCommas(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "\ufeffname;year;x;y\nБ;2024;5,0;2,0\nА;2024;7,0;8\nА;2023;;5\n"})
	if status, out, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv")); status != 0 || out != smallResult {
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
	if status, out, errs := command("index", "--method", at("m.yaml"), "--data", at("t.xlsx")); status != 0 || out != smallResult {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
}

func TestIndexWithUncertaintyAndReplay(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "t.csv": "name,year,x,y\nБ,2024,5,2\nА,2024,7,8\nА,2023,6,5\n",
		"draws.csv": "rep,aggregate,x,y\n1,arithmetic,1,1\n2,min,1,1\n3,arithmetic,0,1\n"})
	status, _, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--uncertainty")
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
	if status, _, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("g.csv"), "--replay", at("draws.csv")); status != 0 {
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
	_, out, _ := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--explain", "Б,2024")
	for _, want := range []string{"Б, 2024 (row 2)", "y = 80 (weight 3, coverage 1) <- 2", "total = 60"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestIndexRefuses(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "bad.yaml": "method: 1\nid: x\ntree: {id: a, wieght: 1}\n",
		"twice.csv": "name,year,x,y\nA,1,1,1\nA,1,2,2\n", "less.csv": "name,year,x,z\nA,1,1,1\n", "empty.csv": "", "none.csv": "name,year,x,y\n"})
	for _, c := range []struct{ method, data, want string }{
		{"m.yaml", "twice.csv", "has 2 rows (rows 1 and 2 of the data)"},
		{"m.yaml", "less.csv", `no column "y"`},
		{"m.yaml", "empty.csv", "the table is empty"},
		{"m.yaml", "absent.csv", "absent.csv"},
		{"bad.yaml", "none.csv", `bad.yaml:3:15: a leaf has no key "wieght"; did you mean "weight"?`},
	} {
		status, out, errs := command("index", "--method", at(c.method), "--data", at(c.data))
		if status != 1 || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%s, %s: status %d, %q", c.method, c.data, status, errs)
		}
	}
	if status, out, errs := command("index", "--method", at("m.yaml"), "--data", at("none.csv")); status != 0 || out != "name,year,x,y,total,rank,coverage\n" {
		t.Errorf("a table without rows: status %d, %q %q", status, out, errs)
	}
	if status, _, errs := command("index", "--method", at("m.yaml"), "--data", at("none.csv"), "--uncertainty"); status != 1 || !strings.Contains(errs, "--out") {
		t.Errorf("--uncertainty without --out: %d %q", status, errs)
	}
}

func TestMethodCheckAndShow(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": smallMethod, "bad.yaml": "method: 1\nid: x\ntree:\n  id: r\n  parts: [{id: a, x: 1}, {id: a}]\n"})
	if status, out, _ := command("method", "check", at("m.yaml")); status != 0 || !strings.Contains(out, "no faults") {
		t.Errorf("status %d: %s", status, out)
	}
	status, out, errs := command("method", "check", at("bad.yaml"))
	if status != 1 || out != "" || strings.Count(errs, "bad.yaml:5:") != 2 {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if _, out, _ := command("method", "show", "egov-practices"); !strings.Contains(out, "legal.basis") || !strings.Contains(out, "from level 3 with evidence, else 2") {
		t.Errorf("show: %s", out)
	}
}
