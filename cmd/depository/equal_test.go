package main

import (
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

const fiveRubrics = `
method: 1
id: lv
unit: {id: [u]}
tree:
  id: t
  parts:
    - {id: a, weight: 1, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}, {level: 3, text: x}]}
    - {id: b, weight: 1, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}, {level: 3, text: x}]}
    - {id: c, weight: 1, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}, {level: 3, text: x}]}
    - {id: d, weight: 1, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}, {level: 3, text: x}]}
    - {id: e, weight: 1, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}, {level: 3, text: x}]}
`

// allAnswers is a table of every answer to five rubrics of four levels.
func allAnswers() string {
	var b strings.Builder
	b.WriteString("u,a,b,c,d,e\n")
	for i := range 1024 {
		digits := fmt.Sprintf("%05s", strconv.FormatInt(int64(i), 4))
		fmt.Fprintf(&b, "%s,%s\n", digits, strings.Join(strings.Split(digits, ""), ","))
	}
	return b.String()
}

// Equal is equal through the command: every sum of levels has one score and one
// rank, those of the exact fraction, whether the table is read whole or in parts.
func TestIndexOfAllAnswers(t *testing.T) {
	at := inFolder(t, map[string]string{"lv.yaml": fiveRubrics, "lv.csv": allAnswers()})
	cases := map[string][2]string{"made here": {at("lv.yaml"), at("lv.csv")}}
	if dir, ok := need.More(t, "cases/equal"); ok {
		cases["as found"] = [2]string{filepath.Join(dir, "lv.yaml"), filepath.Join(dir, "lv.csv")}
	}
	for name, files := range cases {
		for _, weights := range []string{"1 1 1 1 1", "3 1 4 1 5"} {
			text, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			w := strings.Fields(weights)
			for k, id := range []string{"a", "b", "c", "d", "e"} {
				text = []byte(strings.Replace(strings.Replace(string(text), "id: "+id+", weight: 1", "id: "+id, 1), "id: "+id+",", "id: "+id+", weight: "+w[k]+",", 1))
			}
			method := filepath.Join(t.TempDir(), "m.yaml")
			if err := os.WriteFile(method, text, 0o644); err != nil {
				t.Fatal(err)
			}
			status, out, errs := command("index", "--method", method, "--data", files[1], "--lang", "en")
			if status != 0 {
				t.Fatalf("%s: status %d\n%s", name, status, errs)
			}
			checkAllAnswers(t, name, out, w)
		}
	}
}

// checkAllAnswers compares results with the exact fractions.
func checkAllAnswers(t *testing.T, name, out string, weights []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != 1025 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	sum := func(row []string) (total, all int64) {
		for k, w := range weights {
			weight, _ := strconv.ParseInt(w, 10, 64)
			total, all = total+weight*int64(row[0][k]-'0'), all+weight*3
		}
		return total, all
	}
	units := map[int64]int{} // by sum
	for _, row := range rows[1:] {
		mine, _ := sum(row)
		units[mine]++
	}
	for _, row := range rows[1:] {
		mine, all := sum(row)
		rank := 1
		for other, n := range units {
			if other > mine {
				rank += n
			}
		}
		want := new(big.Rat).SetFrac64(100*mine, all).FloatString(10)
		if strings.Contains(want, ".") {
			want = strings.TrimRight(strings.TrimRight(want, "0"), ".")
		}
		if row[6] != want || row[7] != strconv.Itoa(rank) {
			t.Errorf("%s: %s has %s and rank %s, want %s and %d", name, row[0], row[6], row[7], want, rank)
		}
	}
}

// Why there is no score is said in the explanation and in the notes.
func TestIndexSaysTooFewParts(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": "method: 1\nid: m\nunit: {id: [u]}\ndefaults: {normalise: none, min_children: 0.7}\ntree: {id: t, parts: [{id: a}, {id: b}, {id: c}]}\n",
		"t.csv": "u,a,b,c\nX,1,2,\n"})
	if _, out, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--explain", "X", "--lang", "en"); !strings.Contains(out, "no score (the share of parts that have a score is below 0.7, which is needed)") {
		t.Errorf("%s%s", out, errs)
	}
	if status, _, errs := command("index", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv")); status != 0 {
		t.Fatal(errs)
	}
	if notes, err := os.ReadFile(at("r.notes.csv")); err != nil || !strings.Contains(string(notes), "X,t,children,t,0.7\n") {
		t.Errorf("%s %v", notes, err)
	}
}
