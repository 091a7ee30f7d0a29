package score_test

import (
	"fmt"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A roll-up by share counts a practice whose exact value is the middle of the scale,
// though (0.6 − 0.3) / (0.9 − 0.3) is 0.49999999999999994 in floating point.
func TestShareCountsTheMiddle(t *testing.T) {
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Rollup: []score.Step{{From: score.Practice, To: score.Partner, By: score.RollShare}},
		Root: &score.Node{ID: "root", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}}
	sub := survey.Submission{Partner: survey.Partner{ID: "p"}, Practices: []survey.Practice{{ID: "1"}, {ID: "2"}}}
	below := 0
	for low := 1; low < 20; low++ {
		for half := 1; half < 20; half++ {
			l, mid, high := float64(low)/10, float64(low+half)/10, float64(low+2*half)/10
			if (mid-l)/(high-l) < 0.5 {
				below++
			}
			id := fmt.Sprint(low, "-", half)
			m.Root.Parts = append(m.Root.Parts, &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Kind: survey.Number, Normalise: normalise.Method{By: normalise.Goalposts, Low: l, High: high}}})
			for i, x := range []float64{mid, mid - 0.001} { // at the middle, and short of it
				sub.Practices[i].Answers = append(sub.Practices[i].Answers, survey.Answer{Criterion: id, State: survey.Given, Number: x})
			}
		}
	}
	if below == 0 {
		t.Fatal("no middle comes out short in floating point: the test says nothing")
	}
	r := m.Practices([]survey.Submission{sub}, nil)
	for _, u := range r.Of(score.Partner) {
		for i, n := range r.Nodes {
			if u.Scores[i].Value != 50 {
				t.Errorf("%s: a share of %v, want one practice of two", n.ID, u.Scores[i].Value)
			}
		}
	}
}
