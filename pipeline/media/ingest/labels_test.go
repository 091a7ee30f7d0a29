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
		given := 0
		for _, a := range p.Answers {
			if a.State == survey.Given {
				given++
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
		t.Logf("%s: %d of %d answers, %d notes", file, given, len(p.Answers), told)
		if told == 0 || given < 20 {
			t.Errorf("%s: %d answers, %d notes of the way", file, given, told)
		}
	}
}
