package compare

import (
	"testing"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A mean that three partners share, and differences of scores, are on the grid:
// nobody stands a last digit above the mean, and a change of 0.3 is 0.3.
func TestMeansAndChangesAreRounded(t *testing.T) {
	result := func(values ...float64) *score.Result {
		r := &score.Result{Scale: score.Scale{Max: 100}, Nodes: []score.NodeInfo{{ID: "root"}}}
		for i, v := range values {
			r.Units = append(r.Units, score.Unit{Kind: score.Partner, ID: string(rune('a' + i)), Scores: []score.Score{{Value: v, Known: true, Rank: 1}}})
		}
		return r
	}
	subs := []survey.Submission{{Partner: survey.Partner{ID: "a"}}, {Partner: survey.Partner{ID: "b"}}, {Partner: survey.Partner{ID: "c"}}}
	c := Compare(Input{Now: result(70.1, 70.1, 70.1), Before: result(69.8, 70, 70.1), Submissions: subs, Earlier: subs})
	if c.Mean != 70.1 || c.Standings[0].Gaps[0].Mean != 70.1 || c.Standings[0].Gaps[0].Peers != 70.1 {
		t.Errorf("mean %v, gap %+v", c.Mean, c.Standings[0].Gaps[0])
	}
	if len(c.Changes) != 3 || c.Changes[0].Delta != 0.3 || c.Changes[1].Delta != 0.1 || c.Changes[2].Delta != 0 {
		t.Errorf("%+v", c.Changes)
	}
}
