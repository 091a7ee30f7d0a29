package method

import (
	"reflect"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

func TestShippedMethods(t *testing.T) {
	for name, criteria := range map[string]int{"egov-practices": 28, "local-services": 20} {
		m := load(t, name+".yaml")
		if m.ID != name || len(m.Questionnaire.Criteria) != criteria || len(m.Hash) != 64 || m.Questionnaire.Hash != m.Hash {
			t.Errorf("%s: id %s, %d criteria, hash %s", name, m.ID, len(m.Questionnaire.Criteria), m.Hash)
		}
		if len(m.Warnings) > 0 {
			t.Errorf("%s: %v", name, m.Warnings)
		}
		for _, c := range m.Questionnaire.Criteria {
			for _, text := range []survey.Text{c.Name, c.Question} {
				if text["uk"] == "" || text["en"] == "" {
					t.Errorf("%s: %s lacks a name or question in one language", name, c.ID)
				}
			}
		}
	}
}

// Every fault is told with its place and with what to write instead.
func TestFaults(t *testing.T) {
	const head = "method: 1\nid: x\n"
	for _, c := range []struct{ text, want string }{
		{"id: x\ntree: {id: a}", `test.yaml:1:1: the file must say "method: 1"`},
		{"method: 2\nid: x\ntree: {id: a}", "test.yaml:1:9: method must be a whole number from 1 to 1"},
		{head, "the method needs a tree"},
		{head + "tree: {id: r, parts: [{id: a, wieght: 2}]}", `test.yaml:3:31: a leaf has no key "wieght"; did you mean "weight"?`},
		{head + "tree: {id: r, agregate: min, parts: [{id: a}]}", `a branch has no key "agregate"; did you mean "aggregate"?`},
		{head + "tree: {id: r, parts: [{id: a}, {id: a}]}", `the id "a" stands twice`},
		{head + "tree: {id: rank}", `the id "rank" is reserved`},
		{head + "tree: {id: r, parts: [{id: a, weight: -1}]}", "a: a weight must not be negative"},
		{head + "tree: {id: r, parts: [{id: a, weight: 0}]}", "r: the weights of all parts are zero"},
		{head + "tree: {id: r, parts: []}", "r: parts must name at least one node"},
		{head + "tree: {id: r, parts: [{id: a, weight: .inf}]}", "weight must be a number"},
		{head + "tree: {id: a, kind: levle}", `test.yaml:3:21: kind must be one of number, level, yesno, choice, not "levle"`},
		{head + "tree: {id: a, kind: level}", "a: kind level needs levels"},
		{head + "tree: {id: a, kind: choice, choices: [{id: x}]}", `a: the choice "x" needs points`},
		{head + "tree: {id: a, normalise: {by: goalposts, low: 3, high: 1}}", "goalposts need low below high"},
		{head + "tree: {id: a, direction: lower, normalise: {by: none}}", "a: by: none cannot turn"},
		{head + "tree: {id: a, normalise: {by: minmax, low: 3}}", `normalise by minmax has no key "low"`},
		{head + "tree: {id: a, transform: ln, normalise: {by: goalposts, low: 0, high: 9, of: raw}}", "the goalposts have no ln"},
		{head + "tree: {id: r, parts: [{id: a, at_most: c}, {id: b}]}", `at_most of a: "c" is no other question of a number`},
		{head + "tree: {id: r, parts: [{id: a, at_most: a}, {id: b}]}", `at_most of a: "a" is no other question of a number`},
		{head + "tree: {id: r, parts: [{id: a, at_most: b}, {id: b, kind: yesno}]}", `at_most of a: "b" is no other question of a number`},
		{head + "tree: {id: a, denominate: {by: people}}", `no input or criterion "people"`},
		{head + "tree: {id: a, impute: {mean_by: region}}", `no group "region"`},
		{head + "tree: {id: r, aggregate: geometric, parts: [{id: a, kind: yesno}]}", "a by goalposts can give zero"},
		{head + "tree: {id: r, aggregate: geometric, parts: [{id: a, kind: choice, choices: [{id: x, points: 1}, {id: y, points: 2}]}]}", "a by goalposts can give zero"},
		{head + "tree: {id: r, parts: [{id: a, normalise: {by: goalposts, low: 0, high: 1}}]}\nuncertainty: {aggregate: [arithmetic, geometric]}", "a by goalposts can give zero"},
		{head + "scale: {min: 1, max: 2}\ntree: {id: r, aggregate: geometric, parts: [{id: b, aggregate: copeland, parts: [{id: a}]}]}", "b by copeland counts losses below zero"},
		{head + "tree: {id: a, direction: lower}\nuncertainty: {normalise: [{by: minmax}, {by: none}]}", "test.yaml:4:26: by: none cannot turn a"},
		{head + "tree: {id: a}\nuncertainty: {normalise: [{by: levels}]}", "by: levels is no alternative for all"},
		{head + "unit: {id: [a]}\ntree: {id: r, parts: [{id: a, column: b}]}", `the id "a" is that of an identity column`},
		{head + "scale: {min: 5, max: 5}\ntree: {id: a}", "scale: min must be below max"},
		{head + "defaults: {kynd: yesno}\ntree: {id: a}", `defaults has no key "kynd"; did you mean "kind"?`},
		{head + "tree: {id: r, aggregate: geometric, parts: [{id: a}]}", "a geometric mean is undefined at zero, and a by minmax"},
		{head + "tree: {id: r, parts: [{id: a}]}\nuncertainty: {aggregate: [arithmetic, geometric]}", "a geometric mean is undefined at zero"},
		{head + "scale: {min: 1, max: 100}\ntree: {id: r, parts: [{id: a}]}\nuncertainty: {aggregate: [arithmetic, harmonic], normalise: [{by: zscore}]}", "a by zscore can give zero"},
		{head + "tree: {id: r, parts: [{id: a}]}\nlevels: [{level: 1, from: 20}, {level: 0, from: 30}]", "levels ascend"},
		{head + "tree: {id: a}\nlevels: [{level: 1, from: 0, needs: [{node: b, at_least: 2}]}]", `the tree has no node "b"`},
		{head + "tree: {id: a}\nrollup: [{from: place, to: partner, by: mean}]", "a roll-up goes from practice to place to partner"},
		{head + "tree: {id: a}\nrollup: [{from: practice, to: partner, by: best, n: 3, within: theme}]", "within: theme needs themes"},
		{head + "tree: {id: a}\nuncertainty: {weights: {noise: 2}}", "noise is a share from 0 to 1"},
		{head + "inputs: [{id: q, kind: yesno}]\ntree: {id: a, rule: [{when: \"q == 'maybe'\", points: 1}]}", `"maybe" is no answer to q`},
		{head + "inputs: [{id: q}]\ntree: {id: a, rule: [{when: \"p == 1\", points: 1}]}", `no input "p"`},
		{head + "inputs: [{id: q}]\ntree: {id: a, rule: [{when: \"q == \", points: 1}]}", "condition:"},
		{head + "inputs: [{id: q}]\ntree: {id: a, rule: [{points: 1}, {when: \"q == 1\", points: 1}]}", "must be the last"},
		{head + "tree: *nobody", "no anchor &nobody"},
		{head + "id: y\ntree: {id: a}", "id"},
		{"- a\n- b", "the file must be a mapping"},
		{"{", "test.yaml:1:"},
		{"", "test.yaml:1:1: write one YAML document"},
		{strings.Repeat("[", 300), "nested more than 200 deep"},
	} {
		m, err := Parse("test.yaml", []byte(c.text))
		if err == nil || m != nil {
			t.Errorf("%q was taken", c.text)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q\n got %v\nwant %s", c.text, err, c.want)
		}
		for _, f := range err.(yamltree.Faults) {
			if f.Line < 1 || f.Column < 1 {
				t.Errorf("%q: %v has no place", c.text, f)
			}
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := Parse("x.yaml", []byte("method: 1\nid: x\ntree:\n  id: r\n  parts:\n    - {id: a, x: 1}\n    - {id: b, y: 1}\n    - {id: a}\n"))
	if faults, ok := err.(yamltree.Faults); !ok || len(faults) != 3 || faults[0].Line != 6 || faults[1].Line != 7 || faults[2].Line != 8 {
		t.Errorf("%v", err)
	}
}

func TestThemesInEveryForm(t *testing.T) {
	for _, themes := range []string{
		"{m: 1, s: 2}", "{m: {weight: 1}, s: {weight: 2, name: {uk: П, en: S}}}", "[{id: m}, {id: s, weight: 2}]",
	} {
		m := parse(t, "method: 1\nid: x\nthemes: "+themes+"\ntree: {id: a}\n")
		if got := m.Model.Themes; len(got) != 2 || got[0].ID != "m" || got[0].Weight != 1 || got[1].Weight != 2 {
			t.Errorf("%s: %+v", themes, got)
		}
	}
}

func TestDefaultsGiveWayToTheLeaf(t *testing.T) {
	m := parse(t, `
method: 1
id: x
defaults: {kind: yesno, points: {yes: 1, no: 0}, normalise: {by: goalposts, low: 0, high: 1}, aggregate: {power: 0.5}, min_coverage: 0.5}
tree:
  id: r
  parts:
    - {id: a}
    - {id: b, kind: number, normalise: {by: zscore, mean: 10}}
    - {id: c, parts: [{id: d, kind: level, levels: [{level: 0}, {level: 3}]}], aggregate: min}
`)
	parts := m.Model.Root.Parts
	a, b, c := parts[0].Leaf, parts[1].Leaf, parts[2]
	if a.Kind != survey.YesNo || a.OwnNormalise || a.Normalise.High != 1 || a.Points["yes"] != 1 {
		t.Errorf("a: %+v", a)
	}
	if b.Kind != survey.Number || !b.OwnNormalise || b.Normalise.Mean != 10 || b.Normalise.SD != 1 {
		t.Errorf("b: %+v", b)
	}
	if c.Default || c.Aggregate.By != aggregate.Lowest || c.MinCoverage != 0.5 || m.Model.Root.Aggregate.Power != 0.5 || !m.Model.Root.Default {
		t.Errorf("branches: %+v, %+v", c, m.Model.Root)
	}
	if parts[0].MinCoverage != 0 {
		t.Error("a default of min_coverage is for branches")
	}
	if d := c.Parts[0].Leaf.Normalise; d.By != normalise.Goalposts {
		t.Errorf("d: %+v: the default holds for all leaves", d)
	}
}

// A blank operand makes a comparison false, whatever the comparison.
func TestConditionsWithBlanks(t *testing.T) {
	for when, want := range map[string][2]bool{ // with n = 3, s = "yes", and with both blank
		"n == 3":                      {true, false},
		"n != 4":                      {true, false},
		"n > 2 && n <= 3":             {true, false},
		"n + 1 == 4":                  {true, false},
		"n / 0 > 1 || s == 'Yes'":     {true, false},
		"s == 'yes'":                  {true, false},
		"not (s == 'no')":             {true, true},
		"s == 'yes' ? n > 2 : true":   {true, true},
		"s in ['yes', 'no']":          {true, false},
		"s == 'yes' or n == 7":        {true, false},
		"legal.basis == 2 || n == 3.": {true, false},
	} {
		m := parse(t, "method: 1\nid: x\ninputs: [{id: n, kind: number}, {id: s, kind: yesno}, {id: legal.basis, kind: number}]\ntree: {id: a, rule: [{when: \""+when+"\", points: 1}]}\n")
		rule := m.Model.Root.Leaf.Rule
		given := map[string]any{"n": 3.0, "s": "yes"}
		for i, operands := range []condition.Operands{func(id string) any { return given[id] }, func(string) any { return nil }} {
			if _, got := indicator.Judge(rule, operands); got != want[i] {
				t.Errorf("%s with blanks %v: %v, want %v", when, i == 1, got, want[i])
			}
		}
	}
}

func TestFrameReadsAsTyped(t *testing.T) {
	m := parse(t, `
method: 1
id: x
unit: {id: [k]}
tree:
  id: r
  parts:
    - {id: n}
    - {id: y, kind: yesno, not_applicable: true}
    - {id: c, kind: choice, choices: [{id: none, points: 0}, {id: some, name: {uk: Частково, en: Partly}, points: 1}]}
    - {id: l, kind: level, levels: [{level: 0}, {level: 1}, {level: 3}]}
`)
	f, unread, err := frame(m, []string{"k", "n", "y", "c", "l", "other"}, [][]string{
		{"A", "1 234,5", " YEs ", "частково", "3", "x"},
		{"B", "NA", "not applicable", "SOME", "2"},
		{"C", "0x1p4", "maybe", "", "1"},
	}, true)
	if err != nil {
		t.Fatal(err)
	}
	if f.Columns["n"].Number[0] != 1234.5 || f.Columns["y"].Word[0] != "yes" || f.Columns["c"].Word[0] != "some" || f.Columns["l"].Number[0] != 3 {
		t.Errorf("first row: %+v", f.Columns)
	}
	states := map[string][3]survey.State{
		"n": {survey.Given, survey.Blank, survey.Unreadable}, "y": {survey.Given, survey.NotApplicable, survey.Unreadable},
		"c": {survey.Given, survey.Given, survey.Blank}, "l": {survey.Given, survey.Unreadable, survey.Given},
	}
	for id, want := range states {
		if got := f.Columns[id].State; [3]survey.State(got) != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if len(unread) != 3 || !reflect.DeepEqual(unread[0], index.Unread{Row: 3, Column: "l", Text: "2", Why: reply.NoLevel}) {
		t.Errorf("unread: %v", unread)
	}
	for _, header := range [][]string{{"key", "n", "y", "c", "l"}, {"k", "n", "n", "y", "c", "l"}} {
		if _, _, err := frame(m, header, nil, false); err == nil {
			t.Errorf("the header %q was taken", header)
		}
	}
}

// smallMethods are methods of each kind: of practices, of a table, with gates, with
// everything that can be said of a node.
var smallMethods = []string{
	`method: 1
id: a
scale: {min: 0, max: 100}
levels: [{level: 1, from: 0, name: {uk: раз, en: one}}, {level: 2, from: 50, name: {uk: два, en: two}}]
themes: [{id: s, name: {uk: п, en: s}}]
tree:
  id: t
  parts:
    - {id: l, kind: level, weight: 2, question: {uk: п?, en: l?}, evidence: {from: 2, cap: 1}, levels: [{level: 0, text: {uk: ні, en: no}}, {level: 3, text: {uk: так, en: yes}}], normalise: {by: minmax}}
    - {id: u, kind: number, low: 0, high: 9, not_applicable: true, normalise: {by: goalposts, low: 0, high: 9}}
    - {id: o, kind: yesno, points: {yes: 1, no: 0}}
`,
	`method: 1
id: b
unit: {id: [name, year]}
scale: {min: 1, max: 100}
tree:
  id: t
  aggregate: geometric
  min_coverage: 0.5
  parts:
    - {id: x, normalise: {by: goalposts, low: 20, high: 85, clip: both}, direction: lower}
    - {id: y, aggregate: arithmetic, parts: [{id: y1, normalise: minmax, treat: {}, impute: median}, {id: y2, normalise: {by: rank}}]}
uncertainty: {replications: 5, seed: 3, weights: {noise: 0.25}, aggregate: [arithmetic, geometric]}
`,
}

// FuzzParse: no text makes the parser panic or hang, and what is taken can be
// used.
func FuzzParse(f *testing.F) {
	for _, text := range smallMethods {
		trial.Seed(f, text)
	}
	trial.Seed(f, "method: 1\nid: x\na: &a {id: q}\ntree: {<<: *a, parts: [*a, {id: b, treat: {}, impute: median}]}")
	for _, text := range smallMethods {
		if _, err := Parse("seed.yaml", []byte(text)); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Parse("fuzz.yaml", []byte(text))
		if (m == nil) == (err == nil) {
			t.Fatal("a method or an error")
		}
		if m == nil {
			return
		}
		var p survey.Practice
		for _, c := range m.Questionnaire.Criteria {
			p.Answers = append(p.Answers, survey.Answer{Criterion: c.ID, State: survey.Given, Number: 1, Choice: "yes"})
		}
		m.Model.Practices([]survey.Submission{{Partner: survey.Partner{ID: "a"}, Practices: []survey.Practice{p, {ID: "2"}}}}, nil)
	})
}

// What follows from the data alone is a warning, as in the Human Development
// Index: a method may know that nobody has a life expectancy of 20.
func TestZeroThatDependsOnTheDataIsAWarning(t *testing.T) {
	for _, clip := range []string{"none", "high", "low", "both"} {
		m := parse(t, "method: 1\nid: x\nscale: {min: 0, max: 1}\ntree: {id: r, aggregate: geometric, parts: [{id: a, normalise: {by: goalposts, low: 20, high: 85, clip: "+clip+"}}]}\nuncertainty: {aggregate: [arithmetic, geometric]}\n")
		if len(m.Warnings) != 1 || !strings.Contains(m.Warnings[0].Error(), "leaves the unit without a score") {
			t.Errorf("clip %s: %v", clip, m.Warnings)
		}
	}
}
