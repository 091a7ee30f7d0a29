package ingest

import (
	"slices"
	"testing"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// TestPersonsAreWithheld: the contact person of a form stands in no text of it,
// and a plan names posts and bodies.
func TestPersonsAreWithheld(t *testing.T) {
	at := func(row int) cell.Ref { return cell.Ref{File: "a.xlsx", Sheet: "1", Row: row, Col: 4} }
	r := Result{Submissions: []survey.Submission{{
		Practices: []survey.Practice{{Title: "Реєстр, веде Ольга Коваленко", Summary: "O. Kovalenko answers", At: at(2), Cells: survey.PracticeCells{Title: survey.Spot{Row: 2, Col: 4}, Summary: survey.Spot{Row: 3, Col: 4}}}},
		Plan:      []survey.Task{{Responsible: "Сидорчук І. П., начальник відділу", Cells: survey.TaskCells{Responsible: at(4)}}, {Responsible: "Відділ ЦНАП"}},
	}}}
	clean.WithholdContacts(r.Submissions, &r.Problems, privacy.NewDoor(privacy.Person{Name: "Коваленко Ольга Петрівна"}, privacy.Person{Name: "Kovalenko Olha Petrivna"}), new(clean.Copies))
	sub := r.Submissions[0]
	got := []string{sub.Practices[0].Title, sub.Practices[0].Summary, sub.Plan[0].Responsible, sub.Plan[1].Responsible}
	if want := []string{"Реєстр, веде […]", "[…] answers", "[…], начальник відділу", "Відділ ЦНАП"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	var told []string
	for _, p := range r.Problems {
		told = append(told, p.Code+" "+p.At.Name())
	}
	if want := []string{"contact-in-text D2", "contact-in-text D3", "person-in-plan D4"}; !slices.Equal(told, want) {
		t.Errorf("%q", told)
	}
}
