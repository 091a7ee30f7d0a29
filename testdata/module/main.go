// Command cluster stands outside of the program's module, as a cluster or a notebook
// would: it requires the module and runs an analysis, with no file read or written.
package main

import (
	"fmt"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/workspace"

	"depository.example/depository/pipeline/survey/survey"
)

func main() {
	m, _, err := workspace.OpenMethod("egov-practices")
	if err != nil {
		panic(err)
	}
	var subs []survey.Submission
	for level, partner := range []string{"a", "b", "c"} {
		practice := survey.Practice{ID: "1", Title: "1", Theme: m.Questionnaire.Themes[0].ID}
		for _, c := range m.Questionnaire.Criteria {
			a := survey.Answer{Criterion: c.ID, State: survey.Given, Number: float64(level + 1), Evident: true}
			if c.Kind.Truth() {
				a.Choice = "yes"
			}
			practice.Answers = append(practice.Answers, a)
		}
		subs = append(subs, survey.Submission{
			Partner:   survey.Partner{ID: partner, Name: survey.Text{"en": partner}, Kind: survey.KindCity},
			Practices: []survey.Practice{practice},
			Plan:      []survey.Task{{Text: "next"}},
		})
	}
	a := analysis.Analyse(analysis.Evidence{
		Questionnaire: &m.Questionnaire, Model: &m.Model, Uncertainty: uncertainty.Plan{Replications: 20, Seed: 1, Noise: 0.1}, Submissions: subs,
	})
	for _, u := range a.Now.Of(score.Partner) {
		root, _ := a.Now.At(u, a.Now.Root())
		fmt.Printf("%s: rank %d\n", u.ID, root.Rank)
	}
	fmt.Printf("planned: %d\n", len(a.Plan))
}
