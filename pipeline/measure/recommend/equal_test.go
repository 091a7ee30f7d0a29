package recommend

import (
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// Of two practices that meet the target equally and have one exact score by other
// sums, the first is the example, in whichever order they stand; of partners with
// one score the order is by name.
func TestEqualExamplesStandInOrder(t *testing.T) {
	leaf := func(id string, weight, top float64) *score.Node {
		return &score.Node{ID: id, Weight: weight, Leaf: &indicator.Leaf{Column: id, Kind: survey.Number, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: top}}}
	}
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "root", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic},
		Parts: []*score.Node{leaf("x", 0.1, 7), leaf("b", 0.2, 100), leaf("c", 0.3, 100), leaf("d", 0.7, 100)}}}
	q := &survey.Questionnaire{Criteria: []survey.Criterion{{ID: "x", Kind: survey.Number}, {ID: "b", Kind: survey.Number}, {ID: "c", Kind: survey.Number}, {ID: "d", Kind: survey.Number}}}
	of := func(b, c, d float64) []survey.Answer {
		return []survey.Answer{given("x", 6), given("b", b), given("c", c), given("d", d)}
	}
	sums := [][]survey.Answer{of(60, 0, 0), of(0, 40, 0), of(6.3, 35.8, 0), of(25, 0, 10)} // 0.2·b + 0.3·c + 0.7·d is 12
	for i := range sums {
		for k := range sums {
			subs := []survey.Submission{book("b", "", sums[i], sums[k]), book("a", "", sums[k], sums[i]), book("low", "", []survey.Answer{given("x", 0), given("b", 1), given("c", 1), given("d", 1)})}
			base := m.Prepare(subs, nil)
			list, _ := Recommend(Input{Questionnaire: q, Submissions: subs, Now: base.Score(nil), Base: base,
				Rules: []Rule{{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(5)}}, When: always}}}, uncertainty.Plan{})
			if len(list) != 1 || len(list[0].Exemplars) != 2 {
				t.Fatalf("%+v", list)
			}
			for n, who := range []string{"a", "b"} {
				if l := list[0].Exemplars[n]; l.Partner != who || l.Practice != "1" {
					t.Errorf("sums %d and %d: example %d is practice %s of %s, want practice 1 of %s", i, k, n, l.Practice, l.Partner, who)
				}
			}
		}
	}
}
