package ledger

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/madeup"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/templates"
)

// What a way needs besides its name.
var keysOfWays = map[string]string{
	"goalposts": ", low: 10, high: 900, clip: both", "distance_to_target.higher": ", target: 1200, clip: high", "distance_to_target.lower": ", target: -5", "zscore": ", mean: 50, sd: 10", "percentile": ", ties: average",
	"distance_to_reference": ", unit: [partner-0001, '', P-01]", "power": "{power: -1}",
}

// Every aggregation and every normalisation that the program has, in both directions, has
// its formula, or the ledger says of the node that it stands as a value; as LibreOffice
// works it out, nothing differs from what is published.
func TestEveryWayHasItsFormula(t *testing.T) {
	in := everyWay(t)
	l := newLedger(in)
	if bad, rows := wrong(l); len(bad) > 0 || rows < 500 {
		t.Errorf("%d of %d rows differ: %s", len(bad), rows, bad[:min(5, len(bad))])
	}
	criteria := l.by["criteria"]
	for k := range l.base.leaves {
		leaf := &l.base.leaves[k]
		for row := range l.base.rows {
			is := criteria.columns[criteria.at["cover:"+leaf.ID]-1].value(row)
			if want, covers := l.base.cover(leaf, row).(float64); covers != (is.Kind == formula.Numeric) || covers && is.X != want {
				t.Errorf("%s, row %d: coverage %v, published %v", leaf.ID, row, is, l.base.cover(leaf, row))
			}
		}
	}
	standing := 0
	for at := range l.nodes {
		n := &l.nodes[at]
		sheet, where, row := l.by["weights"], "how", at
		scores := l.by["dimensions"]
		if n.Leaf != nil {
			sheet, where, scores = l.by["rules"], "note", l.by["criteria"]
			row = slices.IndexFunc(l.base.leaves, func(k leafOf) bool { return k.ID == n.ID })
		}
		score := scores.columns[scores.at["score:"+n.ID]-1].cell(0)
		said, _ := sheet.columns[sheet.at[where]-1].cell(row).(string)
		_, moves := score.(formula.Any)
		if stands := said == l.Texts.T("ledger.as-value.all"); stands == moves {
			t.Errorf("%s: a formula: %t, and the ledger says %q", n.ID, moves, said)
		}
		if !moves {
			standing++
		}
	}
	if standing != 3 { // distance_to_reference in both directions, copeland
		t.Errorf("%d nodes stand as values", standing)
	}
	data, err := bytesOf(in)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ways.xlsx")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if n := differences(t, need.Recomputed(t, file)[0]); n > 1e-9 {
		t.Errorf("LibreOffice differs by %g", n)
	}
}

// everyWay is made-up partners under a method of every way there is.
func everyWay(t *testing.T) Input {
	t.Helper()
	var leaves, branches []string
	for _, by := range waysOf(t, "normalise") {
		for _, direction := range []string{"higher", "lower"} {
			switch {
			case by == "levels" && direction == "higher":
				leaves = append(leaves, "{id: by.levels, kind: level, levels: [{level: 0, name: a, text: a}, {level: 1, name: b, text: b}, {level: 2, name: c, text: c}]}")
			case by == "levels", by == "none" && direction == "lower": // none of a rubric, refused of none
			default:
				leaves = append(leaves, fmt.Sprintf("{id: by.%s.%s, kind: number, low: 1, high: 1000, not_applicable: true, direction: %s, normalise: {by: %s%s}}", by, direction, direction, by, keysOfWays[by]+keysOfWays[by+"."+direction]))
			}
		}
	}
	for direction, target := range map[string]int{"higher": 0, "lower": 1200} { // which is not beyond what is there: nobody has a score
		leaves = append(leaves, fmt.Sprintf("{id: not.%s, kind: number, low: 1, high: 1000, not_applicable: true, direction: %s, normalise: {by: distance_to_target, target: %d}}", direction, direction, target))
	}
	slices.Sort(leaves)
	for _, by := range waysOf(t, "aggregate") {
		how := by
		if more, ok := keysOfWays[by]; ok {
			how = more
		}
		var parts []string
		for i := range 3 {
			parts = append(parts, fmt.Sprintf("{id: of.%s.%d, weight: %d, kind: number, low: 1, high: 1000, normalise: {by: goalposts, low: 0, high: 1000, clip: both}}", by, i, i+1))
		}
		branches = append(branches, fmt.Sprintf("{id: of.%s, aggregate: %s, parts: [%s]}", by, how, strings.Join(parts, ", ")))
	}
	text := "method: 1\nid: ways\nscale: {min: 1, max: 100}\ntree:\n  id: all\n  parts:\n    - id: by\n      parts:\n        - " + strings.Join(leaves, "\n        - ") +
		"\n    - " + strings.Join(branches, "\n    - ") + "\n"
	m, err := method.Parse("ways.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	subs := madeup.Submissions(&m.Questionnaire, 3, 2)
	p := m.Model.Prepare(subs, nil)
	return Input{Period: "2026-H1", Model: &m.Model, Prepared: p, Result: p.Score(nil), Submissions: subs, Texts: texts}
}

// waysOf are the words of the constants of the type By in the source of a package of
// measure: the closed list of what the program can do.
func waysOf(t *testing.T, room string) (out []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(need.Root(t), "pipeline", "measure", room, room+".go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, is := n.(*ast.ValueSpec)
		if !is {
			return true
		}
		if of, named := spec.Type.(*ast.Ident); named && of.Name == "By" {
			for _, v := range spec.Values {
				word, err := strconv.Unquote(v.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, word)
			}
		}
		return true
	})
	if len(out) < 8 {
		t.Fatalf("%s: %d ways", room, len(out))
	}
	return out
}
