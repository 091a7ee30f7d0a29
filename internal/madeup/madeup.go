// Package madeup makes up partners by the thousand, for tests and benchmarks of
// scale. It believes that made-up data must say so and must look like what comes:
// partners differ in skill, practices differ about their partner, some answers are
// missing, some do not apply, and some levels come without evidence.
package madeup

import (
	"fmt"

	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// Submissions makes n partners with 4 to 10 practices each, 7 on average. The same
// seed makes the same answers.
func Submissions(q *survey.Questionnaire, n int, seed uint64) []survey.Submission {
	out := make([]survey.Submission, n)
	for i := range out {
		key := stat.NewKey(seed).With(uint64(i))
		id := fmt.Sprintf("partner-%04d", i+1)
		s := survey.Submission{Illustrative: true, File: id + ".xlsx",
			Partner: survey.Partner{ID: id, Name: survey.Text{"uk": fmt.Sprintf("Партнер %d", i+1), "en": fmt.Sprintf("Partner %d", i+1)}}}
		for k := range 4 + int(key.Of("practices").Uniform()*7) {
			s.Practices = append(s.Practices, practice(q, k, key.Of("skill").Uniform(), key.Of("practice").With(uint64(k))))
		}
		out[i] = s
	}
	return out
}

func practice(q *survey.Questionnaire, k int, skill float64, key stat.Key) survey.Practice {
	p := survey.Practice{ID: fmt.Sprintf("P-%02d", k+1), Title: fmt.Sprintf("Практика %d", k+1), Started: fmt.Sprint(2015 + k),
		Summary: "Вигадана практика: на ній перевіряють, як програма дає раду великому.", Link: fmt.Sprintf("https://example.org/p-%02d", k+1)}
	if len(q.Themes) > 0 {
		p.Theme = q.Themes[int(key.Of("theme").Uniform()*float64(len(q.Themes)))].ID
	}
	skill = 0.6*skill + 0.4*key.Of("own").Uniform()
	for i := range q.Criteria {
		p.Answers = append(p.Answers, answer(&q.Criteria[i], skill, key.Of(q.Criteria[i].ID)))
	}
	return p
}

// answer is blank once in twenty times and does not apply once in twelve, where the
// question allows it.
func answer(c *survey.Criterion, skill float64, key stat.Key) survey.Answer {
	a := survey.Answer{Criterion: c.ID, State: survey.Given}
	worth := min(0.999, 0.7*skill+0.4*key.Of("worth").Uniform())
	switch state := key.Of("state").Uniform(); {
	case state < 0.05:
		a.State = survey.Blank
		return a
	case state < 0.13 && c.NotApplicable:
		a.State, a.Beside = survey.NotApplicable, &survey.Beside{Reason: "Практика цього не передбачає"}
		return a
	}
	switch options := c.Options(); {
	case c.Kind.Graded():
		a.Number = float64(c.Levels[int(worth*float64(len(c.Levels)))].Level)
		if c.Evidence != nil && int(a.Number) >= c.Evidence.From && key.Of("evidence").Uniform() < 0.9 {
			a.Evident, a.Beside = true, &survey.Beside{Evidence: "https://example.org/" + c.ID}
		}
	case c.Kind.Truth():
		a.Choice = map[bool]string{true: "yes", false: "no"}[worth > 0.5]
	case c.Kind.Chosen():
		a.Choice = options[int(worth*float64(len(options)))].ID
	default:
		a.Number = number(c, worth)
	}
	return a
}

// number lies in the plausible range of the question, whole.
func number(c *survey.Criterion, worth float64) float64 {
	low, high := 0.0, 1000.0
	if c.Low != nil {
		low = *c.Low
	}
	if c.High != nil {
		high = *c.High
	}
	return float64(int(low + float64(worth*(high-low))))
}
