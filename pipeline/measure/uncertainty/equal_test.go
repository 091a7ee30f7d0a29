package uncertainty_test

import (
	"math"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// Three partners have a third of the scale at every criterion that they answer, by
// other levels and of other criteria: whatever the weights, nobody is above another,
// and the ranking depends on nothing.
func TestEqualsStayEqualInDrawsAndSensitivity(t *testing.T) {
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "all", Weight: 1, Default: true, Aggregate: aggregate.Method{By: aggregate.Arithmetic}}}
	tops := map[string]float64{"a": 3, "b": 6, "c": 9, "d": 12, "e": 15, "f": 21}
	for i, id := range []string{"a", "b", "c", "d", "e", "f"} {
		m.Root.Parts = append(m.Root.Parts, &score.Node{ID: id, Weight: 0.1 * float64(i+1),
			Leaf: &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: tops[id]}}})
	}
	var subs []survey.Submission
	for _, answered := range []string{"abcdef", "ace", "fdb"} {
		p := survey.Practice{ID: "p"}
		for _, id := range answered {
			p.Answers = append(p.Answers, survey.Answer{Criterion: string(id), State: survey.Given, Number: tops[string(id)] / 3})
		}
		subs = append(subs, survey.Submission{Partner: survey.Partner{ID: answered}, Practices: []survey.Practice{p}})
	}
	plan := uncertainty.Plan{Replications: 400, Seed: 3, Noise: 0.25, Sobol: true, Aggregate: []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.PowerMean, Power: 1}}}
	prepared := m.Prepare(subs, nil)
	s := uncertainty.Partners(plan, prepared)
	for _, a := range subs {
		who, ok := s.Partner(a.Partner.ID)
		if !ok || who.Rank.Q5 != 1 || who.Rank.Q95 != 1 || who.Score.Q5 != who.Score.Q95 {
			t.Errorf("%s: %+v", a.Partner.ID, who)
		}
		for _, b := range subs {
			if share, _ := s.Above(a.Partner.ID, b.Partner.ID); a.Partner.ID != b.Partner.ID && share != 0 && share != 0.5 {
				t.Errorf("%s is above %s in %v of the draws", a.Partner.ID, b.Partner.ID, share)
			}
		}
	}
	depends := plan.Depends(prepared).Ask(prepared.Partners)
	if len(depends) != 2 {
		t.Fatalf("%+v", depends)
	}
	for _, d := range depends {
		for _, x := range []float64{d.First, d.Total, d.TotalHigh} { // of nothing that varies there is no share
			if x == 0 || math.IsNaN(x) {
				continue
			}
			t.Errorf("the ranking of equals depends on %+v", d)
		}
	}
}
