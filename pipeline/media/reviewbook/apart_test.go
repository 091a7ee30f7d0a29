package reviewbook

import (
	"testing"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/survey/cell"
)

// «R1» and «r1» may be one person or two: nobody knows, so the second does not
// count. A name with what cannot be seen in it is the same name.
func TestReviewersAreToldApartAsPeopleRead(t *testing.T) {
	var r Reviews
	for _, by := range []Reviewer{{Name: "R1", File: "a.xlsx"}, {Name: "R\u00ad1", File: "b.xlsx"}, {Name: "r1", File: "c.xlsx"}, {Name: "Олена", File: "d.xlsx"}} {
		r.By = append(r.By, by)
		r.Marks = append(r.Marks, review.Mark{Reviewer: by.Name, At: cell.Ref{File: by.File}})
	}
	r.apart()
	var got []string
	for _, m := range r.Marks {
		got = append(got, m.At.File+" "+m.Reviewer)
	}
	if want := []string{"a.xlsx R1", "b.xlsx R1", "d.xlsx Олена"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%q", got)
	}
	if len(r.Problems) != 1 || r.Problems[0].Code != "review-alike" || r.Problems[0].At.File != "c.xlsx" || r.Problems[0].Args[0].Value != "a.xlsx" {
		t.Errorf("%+v", r.Problems)
	}
}
