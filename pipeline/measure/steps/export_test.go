package steps

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Looked is Cheapest with how many sets of answers were begun, and how many scored.
func Looked(m *score.Model, q *survey.Questionnaire, sub *survey.Submission, p *survey.Practice) (way Way, looked, tried int) {
	s := &search{m: m, q: q, sub: sub, p: p}
	way = s.way(s.find)
	return way, s.looked, s.tried
}

// InParts is Cheapest by the parts of the root alone.
func InParts(m *score.Model, q *survey.Questionnaire, sub *survey.Submission, p *survey.Practice) Way {
	s := &search{m: m, q: q, sub: sub, p: p}
	return s.way(s.inParts)
}
