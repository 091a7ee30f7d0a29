package method

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// An Unasked is what it does to a practice that a question is not asked of it.
type Unasked struct {
	Criterion *survey.Criterion
	Loses     float64 // of the overall score, where all else is answered at its best
}

// An Overlooked is a question of the first page of which another one that is always asked
// and does not stand there decides more.
type Overlooked struct {
	Core, Other   *survey.Criterion
	Loses, Losing float64 // of the overall score at the lowest answer, where all else that is then asked is at its best
}

// Overlooked returns the questions of the first page that decide less than the most
// decisive of the others, in the order of the questionnaire.
func (m *Method) Overlooked() (out []Overlooked) {
	best := m.best("", false)
	loses := func(k *survey.Criterion) float64 { return best - m.best(k.ID, true) }
	var most *survey.Criterion
	for i := range m.Questionnaire.Criteria {
		if k := &m.Questionnaire.Criteria[i]; !k.Core && k.Ask == nil && (most == nil || loses(k) > loses(most)+1e-9) {
			most = k
		}
	}
	for i := range m.Questionnaire.Criteria {
		if k := &m.Questionnaire.Criteria[i]; k.Core && most != nil && loses(k) < loses(most)-1e-9 {
			out = append(out, Overlooked{k, most, loses(k), loses(most)})
		}
	}
	return out
}

// Unasked returns the questions that are asked only where they arise, in the order of
// the questionnaire.
func (m *Method) Unasked() (out []Unasked) {
	best := m.best("", false)
	for i := range m.Questionnaire.Criteria {
		if k := &m.Questionnaire.Criteria[i]; k.Ask != nil {
			out = append(out, Unasked{k, best - m.best(k.ID, false)})
		}
	}
	return out
}

// best is the score of a practice with all answers at their best, but one that is not
// asked, or that is the lowest: then questions that follow from it do not arise.
func (m *Method) best(but string, lowest bool) float64 {
	p := survey.Practice{ID: "1"}
	if len(m.Questionnaire.Themes) > 0 {
		p.Theme = m.Questionnaire.Themes[0].ID
	}
	m.Model.Root.Walk(func(n, _ *score.Node) {
		k, known := m.Questionnaire.Criterion(n.ID)
		if !known || n.Leaf == nil {
			return
		}
		a := survey.Answer{Criterion: n.ID, State: survey.Given}
		a.Evident = true
		switch {
		case n.ID != but:
			a.Number, a.Choice = bestAnswer(n, k)
		case lowest:
			a.Number, a.Choice = k.Lowest, k.LowestWord
		default:
			a.State, a.Dropped, a.Number, a.Choice = survey.Unasked, k.Drop, k.Lowest, k.LowestWord
		}
		p.Answers = append(p.Answers, a)
	})
	for i := range p.Answers {
		if a := &p.Answers[i]; lowest && a.Criterion != but {
			if k, _ := m.Questionnaire.Criterion(a.Criterion); !k.Ask.Holds(p.Answer) {
				a.Unask(k)
			}
		}
	}
	r := m.Model.Practices([]survey.Submission{{Partner: survey.Partner{ID: "1"}, Practices: []survey.Practice{p}}}, nil)
	s, _ := r.At(r.Of(score.Practice)[0], r.Root())
	return s.Value
}

// bestAnswer is the answer that counts most.
func bestAnswer(n *score.Node, k *survey.Criterion) (number float64, word string) {
	turned := *n.Leaf
	turned.Lower = !turned.Lower
	c := *k
	leastAnswer(&turned, &c)
	return c.Lowest, c.LowestWord
}
