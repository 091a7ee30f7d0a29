package analysis_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
)

// Replications that another fit of the same evidence drew, the last first, come to the
// same analysis as one run.
func TestReplicationsStandAlone(t *testing.T) {
	e := evidence(t, 6)
	e.Uncertainty.Replications = 40
	elsewhere, here := analysis.Lay(e).Here(nil), analysis.Lay(e).Here(nil)
	draws := make([]analysis.Replication, here.Replications())
	for i := range slices.Backward(draws) {
		draws[i] = elsewhere.Draw(i)
	}
	one, parts := analysis.Analyse(e), here.Finish(draws)
	if len(one.Recommendations) == 0 || len(one.Depends) == 0 || one.Recommendations[0].Draws == 0 || one.Comparison.Standings[0].Ranks == nil {
		t.Fatal("the evidence asks nothing of draws")
	}
	standings := func(a *analysis.Analysis) (out []compare.Standing) { // gaps do not rest on draws, and hold NaN
		for _, s := range a.Comparison.Standings {
			s.Gaps, s.Unit = nil, nil
			out = append(out, s)
		}
		return out
	}
	for what, pair := range map[string][2]any{
		"recommendations": {one.Recommendations, parts.Recommendations}, "reached": {one.Reached, parts.Reached}, "followed": {one.Followed, parts.Followed},
		"standings": {standings(&one), standings(&parts)}, "indices": {fmt.Sprint(one.Depends), fmt.Sprint(parts.Depends)}, // a bootstrap may hold NaN
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s differ", what)
		}
	}
}

// Who asks for scores and recommendations alone gets those of the whole analysis, whether
// certainty rests on fewer draws than there are or on all of them.
func TestAdviseIsPartOfAnalyse(t *testing.T) {
	for _, replications := range []int{0, 40, 220} {
		e := evidence(t, 6)
		e.Earlier = e.Submissions[:4]
		e.Uncertainty.Replications = replications
		whole, part := analysis.Analyse(e), analysis.Advise(e)
		if len(whole.Recommendations) == 0 || whole.Recommendations[0].Draws != min(replications, 200) {
			t.Fatalf("of %d replications certainty rests on %d", replications, whole.Recommendations[0].Draws)
		}
		if !reflect.DeepEqual(whole.Recommendations, part.Recommendations) || !reflect.DeepEqual(whole.Reached, part.Reached) {
			t.Errorf("%d replications: other recommendations", replications)
		}
		if !reflect.DeepEqual(whole.Now.Units, part.Now.Units) {
			t.Errorf("%d replications: other scores", replications)
		}
	}
}

// Scoring under the product's own method allocates nothing in a draw, whatever is drawn:
// the memory is that of the draws before. What fills the holes of a criterion is kept in
// a table by group, which is made anew.
func TestDrawsAllocateNothing(t *testing.T) {
	e := evidence(t, 8)
	p := e.Model.Prepare(e.Submissions, e.Apart)
	var scores []float64
	took := func(fills bool) float64 {
		var draws []*score.Change
		for i := range 40 {
			if ch := e.Uncertainty.Draw(i, p.Nodes()); ch.Leaf.Impute.Fills() == fills {
				draws = append(draws, ch)
			}
		}
		all := func() {
			for _, ch := range draws {
				scores = p.AppendPartners(scores[:0], ch)
				d := p.Draw(ch)
				scores = d.Partners(scores[:0])
				d.Release()
			}
		}
		all()
		return testing.AllocsPerRun(3, all) / float64(2*len(draws))
	}
	if n := took(false); n > 0 {
		t.Errorf("a draw took %v allocations", n)
	}
	if n := took(true); n > float64(3*len(p.Nodes())) {
		t.Errorf("a draw that fills holes took %v allocations, of %d nodes", n, len(p.Nodes()))
	}
}
