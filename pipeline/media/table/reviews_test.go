package table

import (
	"testing"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func TestReviews(t *testing.T) {
	answer := func(id string, claimed float64, v *survey.Verdict) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: claimed, At: cell.Ref{File: "s.xlsx", Sheet: "1", Row: 4, Col: 3}, Verdict: v}
	}
	got := Reviews([]survey.Submission{{Partner: survey.Partner{ID: "sumy"}, Practices: []survey.Practice{
		{ID: "10", Title: "Центр", Place: "UA59", Answers: []survey.Answer{answer("b", 4, &survey.Verdict{Reviewers: 2, By: "рецензент 1; рецензент 2", Level: 2.5, Reason: "чернетка", At: cell.Ref{File: "reviews/o.xlsx", Row: 9, Col: 9}}), answer("a", 1, nil)}},
		{ID: "9", Answers: []survey.Answer{answer("a", 3, &survey.Verdict{Reviewers: 1, Level: 3})}},
	}}})
	want := "partner,practice,practice_title,place,criterion,claimed,verified,reviewers,by,reason,answer,mark\n" +
		"sumy,9,,,a,3,3,1,,,s.xlsx!1!C4,\n" +
		"sumy,10,Центр,UA59,b,4,2.5,2,рецензент 1; рецензент 2,чернетка,s.xlsx!1!C4,reviews/o.xlsx!I9\n"
	if string(got.CSV()) != want {
		t.Errorf("got\n%s", got.CSV())
	}
	if Reviews([]survey.Submission{{}}).Len != 0 {
		t.Error("nobody has looked at anything")
	}
}
