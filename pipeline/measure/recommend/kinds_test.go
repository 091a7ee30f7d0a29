package recommend

import (
	"testing"

	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// TestADeskIsAskedWhatADeskCanHave: of six records four are desks, which are not asked z:
// the base is the other two, the count and the cells are of these, and reaching the
// target takes one answer.
func TestADeskIsAskedWhatADeskCanHave(t *testing.T) {
	no := func() []survey.Answer { return []survey.Answer{said("z", "no"), given("x", 1)} }
	subs := placed(book("a", "", no(), no(), no()), book("b", "", no(), no(), []survey.Answer{said("z", "yes"), given("x", 1)}))
	for i := range subs {
		for j := range subs[i].Practices {
			subs[i].Practices[j].Title = []string{"Віддалене робоче місце", "Віддалене робоче місце", "ЦНАП"}[j]
		}
	}
	rules := []Rule{yesAtLeast(1)}
	list, _ := all(subs, rules)
	if len(list) != 1 || len(list[0].Evidence) != 5 {
		t.Fatalf("without kinds: %+v, want five answers", list)
	}
	m, q := world()
	q.Kinds = []survey.PointKind{{ID: "desk", Match: []string{"віддален"}, Asks: []string{"x"}}}
	base := m.Prepare(subs, nil)
	list, _ = Recommend(Input{Questionnaire: q, Submissions: subs, Now: base.Score(nil), Rules: rules, Base: base}, uncertainty.Plan{})
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	r := list[0]
	value := map[string]float64{}
	for _, n := range r.Numbers {
		value[n.Name] = n.X
	}
	if len(r.Evidence) != 1 || r.Closed != 1 || value["short"] != 1 || value["given"] != 2 || r.Progress.Now != 0.5 || len(r.Concerned) != 1 || r.Concerned[0] != "a" {
		t.Errorf("%d answers, %d to better, %v short of %v, now %v, concerned %v; want 1, 1, 1 of 2, 0.5, [a]",
			len(r.Evidence), r.Closed, value["short"], value["given"], r.Progress.Now, r.Concerned)
	}
}
