package steps

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Looked is Cheapest with how many sets of answers were begun.
func Looked(m *score.Model, q *survey.Questionnaire, sub *survey.Submission, p *survey.Practice) (Way, int) {
	s := &search{m: m, q: q, sub: sub, p: p}
	return s.cheapest(), s.looked
}
