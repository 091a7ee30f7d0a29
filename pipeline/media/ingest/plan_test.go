package ingest

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

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

// TestAPlanHasRoomForNewTasks below those that stand in it, however many they are: the
// sheet is protected. A state that is none is asked for, and stays as it was typed.
func TestAPlanHasRoomForNewTasks(t *testing.T) {
	q, sub := formQuestions(), everyAnswer("uk")
	sub.Plan = nil
	for i := range 15 {
		sub.Plan = append(sub.Plan, survey.Task{Text: fmt.Sprint("Завдання ", i), Due: "2026-06-30", Status: "planned"})
	}
	data := writtenForm(t, q, "uk", sub)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	open := 0
	for row := 1; row < 60; row++ {
		task, _ := f.GetCellValue("План дій", fmt.Sprint("C", row))
		style, err := f.GetCellStyle("План дій", fmt.Sprint("C", row))
		if err != nil {
			t.Fatal(err)
		}
		if is, err := f.GetStyle(style); err == nil && is.Protection != nil && !is.Protection.Locked && task == "" {
			if open++; open == 1 {
				f.SetCellValue("План дій", fmt.Sprint("C", row), "Нове завдання")
				f.SetCellValue("План дій", fmt.Sprint("F", row), "чекаємо на гроші")
			}
		}
	}
	if open != 5 {
		t.Errorf("%d lines are free", open)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	got := wholly(t, out.Bytes(), q)
	plan := got.Submissions[0].Plan
	if len(plan) != 16 || plan[15].Text != "Нове завдання" || plan[15].Status != "чекаємо на гроші" || len(atCodes(got.Problems, "status-unreadable")) != 1 {
		t.Errorf("%d tasks, %v", len(plan), got.Problems)
	}
}
