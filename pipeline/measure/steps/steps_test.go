package steps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/steps"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/survey"
)

const rubric = `levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: г, text: x}]`

var climb = `
method: 1
id: climb
version: "1"
name: {uk: Методика, en: Method}
tree:
  id: all
  min_coverage: 0.4
  parts:
    - id: left
      weight: 2
      min_coverage: %s
      parts:
        - {id: gate, kind: level, effort: %s, evidence: {from: 2, cap: 1}, ` + rubric + `}
        - {id: open, kind: yesno, ask: "gate >= 1", unasked: %s}
        - {id: after, weight: 3, kind: level, effort: 2, ask: "open == 'yes'", ` + rubric + `}
    - id: right
      parts:
        - {id: free, kind: level, weight: %s, not_applicable: true, ` + rubric + `}
        - {id: pick, kind: choice, effort: 0.5, choices: [{id: a, name: а, points: 0}, {id: b, name: б, points: 3}, {id: c, name: в, points: 1}]}
        - {id: days, kind: number, direction: lower, low: 0, high: 90, normalise: {by: goalposts, low: 10, high: 30, clip: both}}
levels:
  - {level: 0, from: 0, name: нуль}
  - {level: 1, from: 30, name: один}
  - {level: 2, from: 55, name: два, needs: [{node: left, at_least: 40}]}
  - {level: 3, from: 80, name: три, needs: [{node: right, at_least: 85}]}
`

// TestCheapestIsTheCheapest compares the search with trying every set of answers, for
// practices answered at random with kinds of nothing among the answers.
func TestCheapestIsTheCheapest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	found := map[steps.State]int{}
	for _, unasked := range []string{"lowest", "drop"} {
		for _, effort := range []string{"1", "1.5"} {
			for _, cover := range []string{"0", "0.6"} {
				m, err := method.Parse("climb.yaml", fmt.Appendf(nil, climb, cover, effort, unasked, "1.5"))
				if err != nil {
					t.Fatal(err)
				}
				for range 25 {
					p := random(rnd, m)
					sub := survey.Submission{Partner: survey.Partner{ID: "1"}, Practices: []survey.Practice{p}}
					way := steps.Cheapest(&m.Model, &m.Questionnaire, &sub, &p)
					found[way.State]++
					cost, then, any := bruteForce(m, p, way)
					if way.State == steps.Few || way.State == steps.Top {
						continue
					}
					if parts := steps.InParts(&m.Model, &m.Questionnaire, &sub, &p); !reflect.DeepEqual(parts, way) {
						t.Errorf("%s %s %s, %v: %+v by parts, %+v by questions", unasked, effort, cover, said(p), parts, way)
					}
					if any != (way.State == steps.Found) || any && (math.Abs(cost-way.Cost) > 1e-9 || math.Abs(then-way.Then) > 1e-9) {
						t.Errorf("%s %s %s, %v: cost %v to %v by %+v; of all sets %v to %v (%v)", unasked, effort, cover, said(p), way.Cost, way.Then, way.Steps, cost, then, any)
					}
				}
			}
		}
	}
	if found[steps.Found] < 80 || found[steps.Beyond] == 0 {
		t.Errorf("states %v: too few ways to say anything", found)
	}
}

func said(p survey.Practice) (out []string) {
	for _, a := range p.Answers {
		out = append(out, fmt.Sprintf("%s %s %v%s %v", a.Criterion, a.State, a.Number, a.Choice, a.Evident))
	}
	return out
}

// random answers a practice.
func random(rnd *rand.Rand, m *method.Method) survey.Practice {
	p := survey.Practice{ID: "1"}
	for i := range m.Questionnaire.Criteria {
		k := &m.Questionnaire.Criteria[i]
		a := survey.Answer{Criterion: k.ID, State: survey.Given, Evident: rnd.IntN(2) == 0}
		switch k.Kind {
		case survey.Level:
			a.Number = float64(rnd.IntN(4))
		case survey.YesNo:
			a.Choice = []string{"yes", "no"}[rnd.IntN(2)]
		case survey.Choice:
			a.Choice = k.Choices[rnd.IntN(3)].ID
		default:
			a.Number = float64(rnd.IntN(40))
		}
		switch rnd.IntN(7) {
		case 0:
			a.State, a.Number, a.Choice = survey.Blank, 0, ""
		case 1:
			if k.NotApplicable {
				a.State = survey.NotApplicable
			}
		}
		p.Answers = append(p.Answers, a)
	}
	for i := range p.Answers { // what does not arise is left open
		if k, _ := m.Questionnaire.Criterion(p.Answers[i].Criterion); k.Ask != nil && !k.Ask.Holds(p.Answer) {
			p.Answers[i] = survey.Answer{Criterion: k.ID, State: survey.Blank}
		}
	}
	m.Questionnaire.SettleUnasked(&p)
	return p
}

// bruteForce tries every set of answers and returns the least cost of those that reach
// the level after the one of now, with the highest score of that cost.
func bruteForce(m *method.Method, p survey.Practice, way steps.Way) (cost, then float64, any bool) {
	type change struct {
		answer survey.Answer
		cost   float64
	}
	cost = math.Inf(1)
	var try func(i int, spent float64, now survey.Practice, raised map[string]bool)
	try = func(i int, spent float64, now survey.Practice, raised map[string]bool) {
		if i == len(p.Answers) {
			for j := range now.Answers {
				a := &now.Answers[j]
				k, _ := m.Questionnaire.Criterion(a.Criterion)
				holds := k.Ask.Holds(now.Answer)
				if raised[a.Criterion] && !holds {
					return
				}
				if holds && a.State == survey.Unasked && k.Drop {
					*a = survey.Answer{Criterion: k.ID, State: survey.Blank}
				}
			}
			r := m.Model.Practices([]survey.Submission{{Partner: survey.Partner{ID: "1"}, Practices: []survey.Practice{now}}}, nil)
			s, _ := r.At(r.Of(score.Practice)[0], "all")
			if s.Known && s.Level >= way.Next.Level && spent > 0 && (spent < cost-1e-9 || spent < cost+1e-9 && s.Value > then) {
				cost, then, any = spent, s.Value, true
			}
			return
		}
		a := p.Answers[i]
		k, _ := m.Questionnaire.Criterion(a.Criterion)
		effort := k.Effort
		changes := []change{{a, 0}}
		nothing := a.State == survey.Blank || a.State == survey.Unreadable
		given := survey.Answer{Criterion: k.ID, State: survey.Given, Evident: true}
		switch {
		case k.Kind == survey.Number || a.State == survey.NotApplicable:
		case k.Kind == survey.Level:
			bring := 0.0
			if k.Evidence != nil && !a.Evident && a.Number >= 2 && !nothing && a.State == survey.Given {
				bring = 1
				g := given
				g.Number = a.Number
				changes = append(changes, change{g, effort})
			}
			for l := 0.0; l <= 3; l++ {
				g := given
				g.Number = l
				switch {
				case nothing:
					changes = append(changes, change{g, effort * (l + 1)})
				case l > a.Number:
					changes = append(changes, change{g, effort * (l - a.Number + bring)})
				}
			}
		default:
			order := map[string]float64{"no": 0, "yes": 1, "a": 0, "c": 1, "b": 2}
			ids := []string{"no", "yes"}
			if k.Kind == survey.Choice {
				ids = []string{"a", "b", "c"}
			}
			from := -1.0
			if !nothing {
				from = order[a.Choice]
			}
			for _, id := range ids {
				g := given
				g.Choice = id
				if order[id] > from {
					changes = append(changes, change{g, effort * (order[id] - from)})
				}
			}
		}
		for j, c := range changes {
			next := now
			next.Answers = slices.Clone(now.Answers)
			next.Answers[i] = c.answer
			more := map[string]bool{}
			for id := range raised {
				more[id] = true
			}
			if j > 0 {
				more[k.ID] = true
			}
			try(i+1, spent+c.cost, next, more)
		}
	}
	try(0, 0, p, map[string]bool{})
	return cost, then, any
}

// TestOfTheMethod finds the way of practices with all 28 questions of the method, which
// nobody could find by trying: 6 answers to each of 22 rubrics are more than 10^17 sets.
func TestOfTheMethod(t *testing.T) {
	data, err := os.ReadFile("../../../templates/methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for n := range 12 {
		p := survey.Practice{ID: "1", Theme: "services"}
		for i := range m.Questionnaire.Criteria {
			k := &m.Questionnaire.Criteria[i]
			a := survey.Answer{Criterion: k.ID, State: survey.Given, Evident: n%3 == 0, Number: float64(rnd.IntN(2 + n/4))}
			if k.Kind == survey.Number {
				a.Number = 50
			}
			if n%4 == 3 && i%9 == 4 {
				a = survey.Answer{Criterion: k.ID, State: survey.Blank}
			}
			p.Answers = append(p.Answers, a)
		}
		m.Questionnaire.SettleUnasked(&p)
		sub := survey.Submission{Partner: survey.Partner{ID: "1"}, Practices: []survey.Practice{p}}
		way, looked, _ := steps.Looked(&m.Model, &m.Questionnaire, &sub, &p)
		if way.State != steps.Found || way.Then < way.Next.From {
			t.Errorf("practice %d: %+v", n, way)
		}
		var names []string
		for _, s := range way.Steps {
			names = append(names, fmt.Sprint(s.Criterion, "→", s.Level))
		}
		t.Logf("%.1f → %.1f, level %d → %d, cost %v, %d sets begun: %s", way.Now.Value, way.Then, way.Level.Level, way.Next.Level, way.Cost, looked, strings.Join(names, ", "))
		if parts := steps.InParts(&m.Model, &m.Questionnaire, &sub, &p); !reflect.DeepEqual(parts, way) {
			t.Errorf("practice %d: %+v by parts, %+v by questions", n, parts, way)
		}
		if looked > 10_000 {
			t.Errorf("practice %d: %d sets were begun", n, looked)
		}
	}
}

// TestTheSearchEnds: where what single answers add promises a level that scoring them
// together denies, all sets would have to be looked through. That ends, and the parts of
// the root are looked at each for itself. Where the root has a single part, with all
// questions in it, that ends too, and nothing is called the cheapest.
func TestTheSearchEnds(t *testing.T) {
	data, err := os.ReadFile("../../../templates/methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]float64{
		"finance.budget": 1, "legal.basis": 1, "legal.procedure": 3, "people.owner": 2, "people.skills": 2,
		"reach.accessibility": 1, "reach.channels": 1, "reach.participation": 2, "reach.users": 18,
		"replicability.documentation": 0, "replicability.licence": 1, "replicability.uptake": 1, "results.measurement": 3,
		"security.authorisation": 0, "security.continuity": 1, "technology.availability": 98.2, "technology.exchange": 1,
		"technology.opendata": 1, "technology.operation": 1,
	}
	evident := []string{"legal.procedure", "results.measurement"}
	blank := []string{"finance.accounting", "finance.independence", "people.improvement", "results.satisfaction"}
	p := survey.Practice{ID: "1", Theme: "management"}
	for i := range m.Questionnaire.Criteria {
		id := m.Questionnaire.Criteria[i].ID
		a := survey.Answer{Criterion: id, State: survey.NotApplicable}
		if x, is := given[id]; is {
			a = survey.Answer{Criterion: id, State: survey.Given, Number: x, Evident: slices.Contains(evident, id)}
		} else if slices.Contains(blank, id) {
			a.State = survey.Blank
		}
		p.Answers = append(p.Answers, a)
	}
	m.Questionnaire.SettleUnasked(&p)
	sub := survey.Submission{Partner: survey.Partner{ID: "1"}, Practices: []survey.Practice{p}}
	way, looked, tried := steps.Looked(&m.Model, &m.Questionnaire, &sub, &p)
	if way.State != steps.Found || way.Then < way.Next.From || looked > 60_000 || tried > 1_010 {
		t.Errorf("%d sets begun, %d scored: %+v", looked, tried, way)
	}
	t.Logf("%.1f → %.1f, level %d → %d, cost %v", way.Now.Value, way.Then, way.Level.Level, way.Next.Level, way.Cost)
	whole := m.Model
	whole.Root = &score.Node{ID: "whole", Weight: 1, Parts: []*score.Node{m.Model.Root}}
	way, looked, tried = steps.Looked(&whole, &m.Questionnaire, &sub, &p)
	if way.State != steps.Many || way.Steps != nil || looked > 60_000 || tried > 1_001 {
		t.Errorf("%d sets begun, %d scored: %+v", looked, tried, way)
	}
}
