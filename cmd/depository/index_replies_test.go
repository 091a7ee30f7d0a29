package main

import (
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// sharedTable returns a table of the cases that the program once got wrong.
func sharedTable(t *testing.T, name string) string {
	t.Helper()
	return need.Shared(t, "cases/tables/"+name)
}

// One sheet is scored alike as a workbook and as CSV: 45 % is 45.
func TestPerCentsOfWorkbookAndCSV(t *testing.T) {
	for _, name := range []string{"pct3.xlsx", "pct3.csv"} {
		status, out, errs := command("index", "--lang", "en", "--method", sharedTable(t, "gp.yaml"), "--data", sharedTable(t, name))
		if want := "unit,a,b,t,rank,coverage\nA,45,10,27.5,3,1\nB,50,20,35,2,1\nC,90,30,60,1,1\n"; status != 0 || out != want || errs != "" {
			t.Errorf("%s: %d\n%s%s", name, status, out, errs)
		}
	}
}

// A date and a duration in a column of numbers are named and not scored.
func TestDatesAmongNumbers(t *testing.T) {
	status, out, errs := command("index", "--lang", "en", "--method", sharedTable(t, "m.yaml"), "--data", sharedTable(t, "dates.xlsx"))
	for _, want := range []string{"row 2, column a: “2026-05-01” is a date or a time", "row 3, column a: “30:00:00” is a date or a time", "row 8, column a: “1900-01-01” is a date or a time", "row 4, column a: “TRUE” cannot be read"} {
		if !strings.Contains(errs, want) {
			t.Errorf("not told: %s\n%s", want, errs)
		}
	}
	if status != 0 || !strings.Contains(out, "\nA,,1,") || !strings.Contains(out, "\nE,0.25,5,") {
		t.Errorf("%d %s", status, out)
	}
}

// What people type means in any table what it means in a form.
func TestRepliesOfAnyTable(t *testing.T) {
	const method = `
method: 1
id: t
unit: {id: [u]}
tree:
  id: t
  parts:
    - {id: a, unit: осіб, normalise: none}
    - {id: p, unit: "%", normalise: none}
    - {id: r, unit: {uk: осіб на 1000, en: "people per 1,000"}, normalise: none}
    - {id: y, kind: yesno, normalise: none}
    - {id: l, kind: level, levels: [{level: 0}, {level: 3, name: {uk: визначений}}], normalise: none}
`
	const data = "u;a;p;r;y;l\nA;1.234,5;0,85;12 на 1000;+;III\nB;1e3;85 %;12;-;3 – визначений\nC;12 осіб;85;12 осіб;діє;рівень 3\nD;н/д;NA;н/д;відсутнє;3 (частково)\nE;12 грн;12.05.2025;12 осіб на 1000;✓;н/з\n"
	at := inFolder(t, map[string]string{"m.yaml": method, "t.csv": data})
	status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"))
	var got []string
	for _, l := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		got = append(got, strings.Join(strings.Split(l, ",")[:6], ","))
	}
	if want := "A,1234.5,0.85,12,1,3 B,1000,85,12,0,3 C,12,85,,1,3 D,,,,0, E,,,12,1,"; status != 0 || strings.Join(got, " ") != want {
		t.Errorf("%d %q, want %q\n%s", status, strings.Join(got, " "), want, errs)
	}
	for _, want := range []string{"row 5, column l: “3 (частково)” cannot be read", "row 6, column a: “12 грн” is a number in another unit than “осіб”", "row 4, column r: “12 осіб” is a number in another unit than “people per 1,000”", "row 6, column p: “12.05.2025” is a date", "0.85% or 85%?"} {
		if !strings.Contains(errs, want) {
			t.Errorf("not told: %s\n%s", want, errs)
		}
	}
}

// A table that index scores has the vocabulary of forms and of partners' tables
// (TestOneVocabulary of ingest): each text under each kind of question.
func TestVocabularyOfAnyTable(t *testing.T) {
	const method = `
method: 1
id: t
unit: {id: [u]}
tree:
  id: t
  min_children: 0
  parts:
    - {id: a, unit: осіб, normalise: none}
    - {id: y, kind: yesno, normalise: none}
    - {id: l, kind: level, not_applicable: true, levels: [{level: 0}, {level: 3, name: {uk: визначений}}], normalise: none}
    - {id: m, kind: level, levels: [{level: 0}, {level: 3, name: {uk: визначений}}], normalise: none}
`
	const data = "u;a;y;l;m\n" +
		"A;1.234,5;✓;3;3\nB;1e3;наявне;0;0\nC;12 осіб;відсутнє;NA;NA\nD;н/д;y;n/a;n/a\n" +
		"E;немає даних;n;н/з;н/з\nF;NA;діє;н/д;н/д\nG;n/a;працює;немає даних;немає даних\nH;н/з;так;3;3\n"
	at := inFolder(t, map[string]string{"m.yaml": method, "t.csv": data})
	status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"))
	var got []string
	for _, l := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		fields := strings.Split(l, ",")
		got = append(got, strings.Join(fields[:5], ",")+" "+fields[len(fields)-1])
	}
	// The last field is coverage: what does not apply is not missing.
	want := []string{"A,1234.5,1,3,3 1", "B,1000,1,0,0 1", "C,12,0,, 0.5", "D,,1,, 0.333333333333", "E,,0,, 0.333333333333", "F,,1,, 0.25", "G,,1,, 0.25", "H,,1,3,3 0.75"}
	if status != 0 || strings.Join(got, "|") != strings.Join(want, "|") || errs != "" {
		t.Errorf("%d\n%q, want\n%q\n%s", status, got, want, errs)
	}
}
