package method

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

const gated = `
method: 1
id: gated
version: "1"
name: {uk: Методика, en: Method}
scale: {min: 0, max: 100}
themes: {t: {name: {uk: Тема, en: Theme}}}
tree:
  id: root
  parts:
    - {id: gate, core: true, kind: level, required: true, levels: [{level: 0}, {level: 1}, {level: 2}, {level: 4}], normalise: {by: levels}}
    - {id: after, kind: level, required: true, ask: "gate >= 2", levels: [{level: 0}, {level: 4}], normalise: {by: levels}%s}
    - {id: days, kind: number, direction: lower, ask: "gate >= 1 && after == 4 || gate == 4", normalise: {by: goalposts, low: 10, high: 30, clip: both}}
    - {id: open, kind: yesno, ask: "after > 0"}
`

func parsed(t *testing.T, more string) *Method {
	t.Helper()
	m, err := Parse("gated.yaml", []byte(strings.Replace(gated, "%s", more, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// practice is one whose questions are all blank but those given.
func practice(m *Method, given map[string]float64) survey.Practice {
	p := survey.Practice{ID: "1", Theme: "t"}
	for _, c := range m.Questionnaire.Criteria {
		a := survey.Answer{Criterion: c.ID, State: survey.Blank}
		if x, ok := given[c.ID]; ok {
			a.State, a.Number = survey.Given, x
		}
		p.Answers = append(p.Answers, a)
	}
	m.Questionnaire.SettleUnasked(&p)
	return p
}

// TestUnaskedCounts by hand: four parts of equal weight.
func TestUnaskedCounts(t *testing.T) {
	for _, c := range []struct {
		what, more string
		given      map[string]float64
		states     string
		score      float64
	}{
		{"a gate that is closed: all that follows is the lowest", "", map[string]float64{"gate": 1}, "given unasked unasked unasked", 25 * 0.25},
		{"one that leaves the score", ", unasked: drop", map[string]float64{"gate": 1}, "given unasked unasked unasked", 25.0 / 3},
		{"open: a blank stays one", "", map[string]float64{"gate": 2, "after": 4}, "given given blank blank", (50 + 100) / 2.0},
		{"a blank gate asks nothing", "", map[string]float64{}, "blank unasked unasked unasked", 0},
		{"the other way to be asked", "", map[string]float64{"gate": 4, "days": 10}, "given blank given unasked", (100 + 100 + 0) / 3.0},
		{"what is given stays", "", map[string]float64{"gate": 0, "after": 4}, "given given unasked blank", (0 + 100 + 0) / 3.0},
	} {
		m := parsed(t, c.more)
		p := practice(m, c.given)
		var states []string
		for _, a := range p.Answers {
			states = append(states, a.State.String())
		}
		if got := strings.Join(states, " "); got != c.states {
			t.Errorf("%s: %s", c.what, got)
		}
		r := m.Model.Practices([]survey.Submission{{Partner: survey.Partner{ID: "a"}, Practices: []survey.Practice{p}}}, func(string) string { return "" })
		units := r.Of(score.Practice)
		got, _ := r.At(units[0], "root")
		if !got.Known || got.Value < c.score-1e-9 || got.Value > c.score+1e-9 {
			t.Errorf("%s: %v, not %v", c.what, got, c.score)
		}
	}
}

func TestAskIsRefused(t *testing.T) {
	for expr, fault := range map[string]string{
		"later >= 1": "stands before it", "days >= 1": "stands before it", "gate": "is not comparisons", "gate + 1 > 2": "is not comparisons",
		"gate == 'yes'": "are compared", "!(gate > 1)": "is not comparisons", "1 < gate": "is not comparisons",
	} {
		_, err := Parse("gated.yaml", []byte(strings.Replace(strings.Replace(gated, "%s", "", 1), "gate >= 2", expr, 1)))
		if err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

// A question of four that leaves the others at their best loses a quarter of the
// score; one that is dropped loses nothing.
func TestWhatNotBeingAskedCosts(t *testing.T) {
	for more, want := range map[string]float64{"": 25, ", unasked: drop": 0} {
		got := parsed(t, more).Unasked()
		if len(got) != 3 || got[0].Criterion.ID != "after" || got[0].Loses != want || got[1].Loses != 25 {
			t.Errorf("%q: %+v", more, got)
		}
	}
}

// TestWhatDecidesMore: of four questions of equal weight the gate decides most, since
// those after it do not arise either; a core question that decides a quarter is named
// where the gate stands elsewhere.
func TestWhatDecidesMore(t *testing.T) {
	m := parsed(t, "")
	q := &m.Questionnaire
	for i := range q.Criteria {
		q.Criteria[i].Core = q.Criteria[i].ID != "gate"
	}
	got := m.Overlooked()
	if len(got) != 3 || got[0].Other.ID != "gate" || got[0].Losing <= got[0].Loses {
		t.Errorf("%+v", got)
	}
	for i := range q.Criteria {
		q.Criteria[i].Core = q.Criteria[i].ID == "gate"
	}
	if got := m.Overlooked(); len(got) != 0 {
		t.Errorf("the gate is overlooked: %+v", got)
	}
}
