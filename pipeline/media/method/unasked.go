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

// Unasked returns the questions that are asked only where they arise, in the order of
// the questionnaire.
func (m *Method) Unasked() (out []Unasked) {
	best := m.best("")
	for i := range m.Questionnaire.Criteria {
		if k := &m.Questionnaire.Criteria[i]; k.Ask != nil {
			out = append(out, Unasked{k, best - m.best(k.ID)})
		}
	}
	return out
}

// best is the score of a practice with all answers at their best, but one that is not
// asked.
func (m *Method) best(unasked string) float64 {
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
		if n.ID == unasked {
			a.State, a.Dropped, a.Number, a.Choice = survey.Unasked, k.Drop, k.Lowest, k.LowestWord
		} else {
			a.Number, a.Choice = bestAnswer(n, k)
		}
		p.Answers = append(p.Answers, a)
	})
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
