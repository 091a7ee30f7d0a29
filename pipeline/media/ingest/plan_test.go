package ingest

import (
	"testing"

	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/survey/survey"
)

// TestTasksComeBackWithTheirState: a plan that was answered stands in the next form with
// the state of each task, in one column, and is read from it as it was.
func TestTasksComeBackWithTheirState(t *testing.T) {
	q := formQuestions()
	for _, lang := range []string{"uk", "en"} {
		sub := everyAnswer(lang)
		sub.Plan = nil
		for _, state := range said.Statuses {
			sub.Plan = append(sub.Plan, survey.Task{Stage: "Підготовка", Text: "Завдання " + state, Due: "2026-06-30", Status: state})
		}
		first, _ := read(t, writtenForm(t, q, lang, sub), q, "2026-H1")
		next, _ := read(t, writtenForm(t, q, lang, &first), q, "2026-H1")
		if len(next.Plan) != len(sub.Plan) {
			t.Fatalf("%s: %d tasks of %d", lang, len(next.Plan), len(sub.Plan))
		}
		column := next.Plan[0].Cells.Status.Col
		for i, task := range next.Plan {
			if task.Text != sub.Plan[i].Text || task.Status != sub.Plan[i].Status || task.Due != "2026-06-30" || task.Cells.Status.Col != column || column == 0 {
				t.Errorf("%s: %+v came back of %+v", lang, task, sub.Plan[i])
			}
		}
	}
}
