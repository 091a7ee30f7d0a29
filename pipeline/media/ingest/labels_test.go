package ingest

import (
	"testing"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// TestFormsWithoutNames reads three books whose names a program has renamed or
// dropped, or of which a card was copied into a new workbook: each has the answers of
// the book that is whole (06), as its README says.
func TestFormsWithoutNames(t *testing.T) {
	whole := wholly(t, sharedForm(t, "06-perfect-answers-no-cached-formulas.xlsx"), ownQuestions(t)).Submissions[0].Practices[0]
	for file, way := range map[string]string{
		"02-names-with-underscores.xlsx":     "form-names-renamed",
		"03-names-dropped-numbers-like.xlsx": "form-by-labels",
		"05-card-in-new-workbook.xlsx":       "form-card-alone",
	} {
		got := wholly(t, sharedForm(t, file), ownQuestions(t))
		if len(got.Submissions) != 1 || len(got.Submissions[0].Practices) != 1 {
			t.Errorf("%s: %d submissions, %v", file, len(got.Submissions), got.Problems)
			continue
		}
		s := got.Submissions[0]
		p := s.Practices[0]
		if s.Period != "2026-H2" || p.Title == "" || p.Theme != "services" || p.Started != "2021" {
			t.Errorf("%s: %s, %+v", file, s.Period, p)
		}
		if a := p.Answer("legal.basis"); a.State != survey.Given || a.Number != 3 || !a.Proved() {
			t.Errorf("%s: %+v", file, a)
		}
		for _, want := range whole.Answers {
			if a := p.Answer(want.Criterion); a.State != want.State || a.Number != want.Number || a.Choice != want.Choice || a.Evidence() != want.Evidence() {
				t.Errorf("%s: %+v, want %+v", file, a, want)
			}
		}
		told := 0
		for _, problem := range got.Problems {
			if problem.Code == way && problem.Severity == cell.Note {
				told++
			}
			if problem.Severity == cell.Error {
				t.Errorf("%s: %v", file, problem)
			}
		}
		if told == 0 || len(p.Answers) < 28 {
			t.Errorf("%s: %d answers, %d notes of the way", file, len(p.Answers), told)
		}
	}
}
