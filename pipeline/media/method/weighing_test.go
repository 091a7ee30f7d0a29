package method

import (
	"math"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/score"
)

func weightsOf(m *Method) []float64 {
	var out []float64
	for _, p := range m.Model.Root.Parts {
		out = append(out, p.Weight)
	}
	return out
}

func TestWeightsFromJudgements(t *testing.T) {
	const head = "method: 1\nid: x\nunit: {id: [u]}\n"
	const parts = ", parts: [{id: a}, {id: b}, {id: c}]}\n"
	for _, c := range []struct {
		text string
		by   score.WeighBy
		want []float64
	}{
		{"tree: {id: r" + parts, score.Stated, []float64{1, 1, 1}},
		{"tree: {id: r, weights: equal" + parts, score.Equal, []float64{1, 1, 1}},
		{"defaults: {weights: equal}\ntree: {id: r, parts: [{id: a, weight: 5}, {id: b}, {id: c}]}\n", score.Equal, []float64{5, 1, 1}},
		{"tree: {id: r, weights: {pairwise: {a/b: 2, c/a: 0.16666666666666666, b/c: 3}}" + parts, score.Compared, []float64{0.6, 0.3, 0.1}},
		{"tree: {id: r, weights: {experts: [{name: A, budget: {a: 50, b: 30, c: 20}}, {budget: {c: 1, b: 2, a: 2}}]}" + parts, score.Experts, []float64{0.45, 0.35, 0.2}},
	} {
		m := parse(t, head+c.text)
		if m.Model.Root.Weighing.By != c.by || len(m.Warnings) > 0 {
			t.Errorf("%s: %+v %v", c.text, m.Model.Root.Weighing, m.Warnings)
		}
		for i, got := range weightsOf(m) {
			if math.Abs(got-c.want[i]) > 1e-12 {
				t.Errorf("%s: weights %v, want %v", c.text, weightsOf(m), c.want)
			}
		}
	}
}

func TestContradictionIsAWarning(t *testing.T) {
	m := parse(t, "method: 1\nid: x\ntree:\n  id: r\n  weights: {pairwise: {a/b: 3, b/c: 3, a/c: 1}}\n  parts: [{id: a}, {id: b}, {id: c}]\n")
	if len(m.Warnings) != 1 || m.Warnings[0].Line != 5 || !strings.Contains(m.Warnings[0].Error(), "consistency ratio 0.48, above 0.1") {
		t.Errorf("%v", m.Warnings)
	}
}

func TestWeightsThatAreRefused(t *testing.T) {
	for weights, want := range map[string]string{
		"best":                          `weights must be one of given, equal, pca, not "best"`,
		"{}":                            "weights are {pairwise:",
		"{pairwise: {a/b: 2}}":          "every pair is compared once; not yet: a/c, b/c",
		"{pairwise: {a/b: 2, b/a: 2}}":  "b and a are compared twice",
		"{pairwise: {a/z: 2}}":          `"a/z" is no pair of parts of r`,
		"{pairwise: {a/b: -2}}":         "a comparison is a number above zero",
		"{experts: [{name: A}]}":        "an expert needs a budget",
		"{experts: [{budget: {a: 1}}]}": "the budget leaves out b; write b: 0",
		"{experts: [{budget: {a: 0, b: 0, c: 0}}]}":       "the budget gives nothing to anything",
		"{experts: [{budget: {a: 1, b: 0, c: 0, d: 1}}]}": `a budget has no key "d"`,
	} {
		_, err := Parse("x.yaml", []byte("method: 1\nid: x\ntree: {id: r, weights: "+weights+", parts: [{id: a}, {id: b}, {id: c}]}\n"))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "x.yaml:3:") {
			t.Errorf("%s: %v, want %s", weights, err, want)
		}
	}
	_, err := Parse("x.yaml", []byte("method: 1\nid: x\ntree: {id: r, weights: equal, parts: [{id: a, weight: 2}, {id: b}]}\n"))
	if err == nil || !strings.Contains(err.Error(), "the part a has a weight of its own") {
		t.Errorf("two weights: %v", err)
	}
}

// The loadings of the pillars of Conn are all positive, so they are the weights;
// of Sust, where one runs against the others, it gets none.
func TestCOINrWeightsByComponents(t *testing.T) {
	h, rows := refTable(t, "coinr/00_input/ASEM_iData.csv")
	text := asem(t, "defaults: {impute: {mean_by: EurAsia_group}, treat: {winsorise: 5}}", "")
	text = strings.ReplaceAll(text, "#denominate", "denominate")
	for _, branch := range []string{"Conn", "Sust"} {
		text = strings.Replace(text, "id: "+branch+"\n", "id: "+branch+"\n      weights: pca\n", 1)
	}
	for _, pillar := range []string{"Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"} {
		at := strings.Index(text, "id: "+pillar+"\n")
		text = text[:at] + strings.Replace(text[at:], "weight:", "#", 1)
	}
	table, scored := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/08_multivariate/aggregated_with_pca_level2_weights.csv", table, scored, "Sust", "Index")
	for _, n := range scored.Nodes {
		if n.ID == "Social" && n.Weight != 0 {
			t.Errorf("Social weighs %v", n.Weight)
		}
	}
	found := false
	for _, d := range scored.Doubts {
		found = found || d.Node == "Social" && d.Code == "weight-negative"
	}
	if !found {
		t.Errorf("nothing is said of Social: %v", scored.Doubts)
	}
}
