package method

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/score"
)

// The example of docs/method.md in which min_coverage and min_children differ.
func TestMinChildrenAndMinCoverageDiffer(t *testing.T) {
	docs, err := os.ReadFile("../../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(docs), "```yaml\nmethod: 1\nid: thresholds\n")
	text, _, _ = strings.Cut("method: 1\nid: thresholds\n"+text, "```")
	header := strings.Split("place,lines,online,school,adults,older,staff,rural", ",")
	rows := [][]string{strings.Split("A,0.5,0.7,1,1,1,1,", ","), strings.Split("B,0.5,0.7,1,1,1,1,1", ",")}
	for _, c := range []struct {
		key  string
		held score.Held
		root float64
	}{
		{"min_children: 0.9", score.Held{Why: "children", Node: "index", Need: 0.9}, 0},
		{"min_coverage: 0.9", score.Held{}, 0.6},
		{"min_children: 0.66", score.Held{}, 0.6},
	} {
		table, s := indexOf(t, parse(t, strings.Replace(text, "min_children: 0.9", c.key, 1)), header, rows)
		root := table.Root()
		if cover := s.Cover[root][0]; cover != 0.933333333333 {
			t.Errorf("%s: coverage %v", c.key, cover)
		}
		if s.Why[0] != c.held || c.held.Why == "" && s.Value[root][0] != c.root || s.Rank[1] != 1 {
			t.Errorf("%s: %v and %+v, want %v and %+v", c.key, s.Value[root], s.Why[0], c.root, c.held)
		}
	}
}

// COINr's rule (dat_thresh of Aggregate, COINr 1.1.14): none where the share of
// children with a score is below the threshold, weights or not; imputed children
// have one.
func TestMinChildrenIsCOINrsThreshold(t *testing.T) {
	const text = `
method: 1
id: m
unit: {id: [u]}
defaults: {normalise: none, min_children: %v}
tree:
  id: t
  parts:
    - {id: a, weight: 10}
    - {id: b, weight: 1}
    - {id: c, weight: 1%s}
`
	header := strings.Split("u,a,b,c", ",")
	rows := [][]string{strings.Split("three,1,2,3", ","), strings.Split("two,1,2,", ","), strings.Split("one,,,3", ","), strings.Split("none,,,", ",")}
	for _, c := range []struct {
		least  float64
		impute string
		known  string // units with a score
	}{
		{0, "", "three two one"},
		{0.3, "", "three two one"},
		{0.34, "", "three two"},
		{0.5, "", "three two"},
		{2.0 / 3, "", "three two"},
		{0.666666666667, "", "three two"},
		{0.67, "", "three"},
		{1, "", "three"},
		{1, ", impute: mean", "three two"},
		{0.3, ", impute: mean", "three two one none"},
	} {
		table, s := indexOf(t, parse(t, fmt.Sprintf(text, c.least, c.impute)), header, rows)
		var known []string
		for u, row := range table.Rows {
			switch {
			case s.Rank[u] > 0:
				known = append(known, rows[row][0])
			case rows[row][0] != "none" && (s.Why[u].Why != "children" || s.Why[u].Need != c.least):
				t.Errorf("%v: %s has none for %+v", c.least, rows[row][0], s.Why[u])
			}
		}
		for _, row := range rows {
			if want := strings.Contains(" "+c.known+" ", " "+row[0]+" "); want != strings.Contains(" "+strings.Join(known, " ")+" ", " "+row[0]+" ") {
				t.Errorf("%v%s: %v have a score, want %s", c.least, c.impute, known, c.known)
				break
			}
		}
	}
}
