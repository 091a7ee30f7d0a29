package main

import (
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

const plainMethod = "method: 1\nid: t\nunit: {id: [unit]}\ntree:\n  id: t\n  parts:\n    - {id: a, normalise: {by: none}}\n    - {id: b, normalise: {by: none}}\n"

// Tables as offices and programs write them. What is right stands in the README
// of the folder.
func TestIndexReadsTablesThatPeopleHave(t *testing.T) {
	dir := need.Shared(t, "cases/tables")
	const two = "unit,a,b,t,rank,coverage\nВінниця,1.5,2,1.75,2,1\nКиїв,3,4,3.5,1,1\n"
	for _, c := range []struct{ method, data, out, said string }{
		{"m", "hidden_first.xlsx", "unit,a,b,t,rank,coverage\nA,10,10,10,2,1\nB,20,20,20,1,1\n", "the hidden sheet “Дані” was passed over; “2026” was read"},
		{"m", "table_totals.xlsx", "unit,a,b,t,rank,coverage\nA,1,1,1,2,1\nB,2,2,2,1,1\n", "row 4 is a total (“Разом”), no unit"},
		{"m", "dup_nfd.xlsx", "", "the unit \"Київ\" has 2 rows (rows 2 and 3)"},
		{"m", "other_sheet_formula.xlsx", "unit,a,b,t,rank,coverage\nA,1,1,1,2,1\nB,2,2,2,1,1\n", ""},
		{"m", "sep_semicolon.csv", strings.Replace(two, "3,4,3.5", "3.5,4,3.75", 1), ""},
		{"m", "cr_only.csv", two, ""},
		{"m", "title.csv", "unit,a,b,t,rank,coverage\nВінниця,1.5,2,1.75,1,1\n", "the columns are named in row 3; 1 row above it does not count"},
		{"labels", "semi_header_commas.csv", "Громада,a,b,t,rank,coverage\nВінницька,369.7,45.5,207.6,1,1\nКалинівська,38.1,50,44.05,2,1\n", ""},
		{"gp", "pct3.xlsx", "unit,a,b,t,rank,coverage\nA,45,10,27.5,3,1\nB,50,20,35,2,1\nC,90,30,60,1,1\n", ""},
		{"gp", "pct3.csv", "unit,a,b,t,rank,coverage\nA,45,10,27.5,3,1\nB,50,20,35,2,1\nC,90,30,60,1,1\n", ""},
		{"m", "dates.xlsx", "unit,a,b,t,rank,coverage\nA,,1,1,7,0.5\nB,,2,2,6,0.5\nC,,3,3,4,0.5\nD,,4,4,2,0.5\nE,0.25,5,2.625,5,1\nF,1.5,6,3.75,3,1\nG,,7,7,1,0.5\n",
			"row 3, column a: “30:00:00” is a date or a time"},
	} {
		status, out, errs := command("index", "--lang", "en", "--method", filepath.Join(dir, c.method+".yaml"), "--data", filepath.Join(dir, c.data))
		if (status == 0) != (c.out != "") || out != c.out || !strings.Contains(errs, c.said) || c.said == "" && errs != "" {
			t.Errorf("%s: status %d\n%s%s", c.data, status, out, errs)
		}
		for _, other := range [][]string{{"diagnose", "--method", filepath.Join(dir, c.method+".yaml")},
			{"compare-methods", filepath.Join(dir, c.method+".yaml"), filepath.Join(dir, c.method+".yaml")}} {
			if status, _, errs := command(append(other, "--lang", "en", "--data", filepath.Join(dir, c.data))...); (status == 0) != (c.out != "") || !strings.Contains(errs, c.said) {
				t.Errorf("%s of %s: status %d %s", other[0], c.data, status, errs)
			}
		}
	}
}

// What stands in a table beside the units is left out and said, whole or in parts.
func TestIndexLeavesOutWhatIsNoUnit(t *testing.T) {
	const ok = "unit,a,b,t,rank,coverage\nВінницька,1,2,1.5,2,1\nКалинівська,3,4,3.5,1,1\n"
	for _, c := range []struct{ data, out, said string }{
		{"Показники;;\n;;\nunit;a;b\nод. виміру;%;тис. осіб\nВінницька;1;2\nКалинівська;3;4\nУсього по області;4;6\n;;\nДжерело: Держстат, 2025;;\n", ok,
			"row 3; 1 row above|row 4 says in what|row 7 is a total|row 9 is a remark (“Джерело: Держстат, 2025”)"},
		{"unit|a|b\n1|2|3\nВінницька|1|2\nКалинівська|3|4\nРазом:|4|6\n* за даними громад||\n", ok, "row 2 only numbers|row 5 is a total|row 6 is a remark"},
		{"sep=|\runit|a|b\rВінницька|1|2\rКалинівська|3|4\r", ok, ""},
		{"UNIT\ta\tb\nВінницька\t1\t2\nunit\ta\tb\nКалинівська\t3\t4\n", ok, "there is no column “unit”; “UNIT” was read for it"},
		{"unit,a,b\n1,2,3\n2,4,5\n3,6,7\n", "unit,a,b,t,rank,coverage\n1,2,3,2.5,3,1\n2,4,5,4.5,2,1\n3,6,7,6.5,1,1\n", ""},
		{"unit,a,b\nРазом,1,2\nРазом сильніші,3,4\n", "unit,a,b,t,rank,coverage\nРазом сильніші,3,4,3.5,1,1\n", "row 2 is a total"},
		{"unit,a,b\nr1,1,2\nR1,3,4\n", "unit,a,b,t,rank,coverage\nr1,1,2,1.5,2,1\nR1,3,4,3.5,1,1\n", "“R1” (row 3) and “r1” (row 2) differ only in capitals"},
		{"unit,a,b\nВінниця,1,2\nBінниця,3,4\n", "", "“Bінниця” (row 3) and “Вінниця” (row 2) differ only in capitals or letters that look alike, and the codifier has such a place"},
		{"unit,a,b\nКам’янське,1,2\nКам'янське,3,4\n", "", "has 2 rows (rows 2 and 3)"},
		{"unit,a,b\nВі\u00adнниця,1,2\n", "unit,a,b,t,rank,coverage\nВі\u00adнниця,1,2,1.5,1,1\n", ""},
		{"unit,a,b\nA,1,2\n,3,4\n", "", "row 3 names no unit"},
	} {
		at := inFolder(t, map[string]string{"m.yaml": plainMethod, "t.csv": c.data})
		status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"))
		if (status == 0) != (c.out != "") || out != c.out || c.said == "" && errs != "" {
			t.Errorf("%q: status %d\n%s%s", c.data, status, out, errs)
		}
		for said := range strings.SplitSeq(c.said, "|") {
			if !strings.Contains(errs, said) {
				t.Errorf("%q: no %q in %s", c.data, said, errs)
			}
		}
	}
}

// low and high of a leaf are what is plausible in a table too.
func TestIndexKeepsToPlausibleRanges(t *testing.T) {
	at := inFolder(t, map[string]string{"t.csv": "unit,a,b\nA,101,-1\nB,100,0\nC,-0.5,7\n",
		"m.yaml": "method: 1\nid: t\nunit: {id: [unit]}\ntree:\n  id: t\n  parts:\n    - {id: a, low: 0, high: 100, normalise: {by: none}}\n    - {id: b, low: 0, normalise: {by: none}}\n"})
	status, out, errs := command("index", "--lang", "en", "--method", at("m.yaml"), "--data", at("t.csv"))
	if want := "unit,a,b,t,rank,coverage\nA,,,,,0\nB,100,0,50,1,1\nC,,7,7,2,0.5\n"; status != 0 || out != want {
		t.Errorf("status %d\n%s", status, out)
	}
	for _, said := range []string{"row 2, column a: 101 is outside of 0 to 100", "row 2, column b: -1 is below 0", "row 4, column a: -0.5 is outside"} {
		if !strings.Contains(errs, said) {
			t.Errorf("no %q in %s", said, errs)
		}
	}
}
