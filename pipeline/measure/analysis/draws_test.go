package analysis_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
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
	if _, _, ok := one.Practices.Of(one.Now.Of(score.Practice)[0].Key(), one.Now.Root()); !ok {
		t.Fatal("no practice has an interval")
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
		"standings": {standings(&one), standings(&parts)}, "practices": {fmt.Sprint(one.Practices), fmt.Sprint(parts.Practices)}, // NaN where there is no score
		"indices": {fmt.Sprint(one.Depends), fmt.Sprint(parts.Depends)}, // a bootstrap may hold NaN
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s differ", what)
		}
	}
}

// Nine draws of ten lie between the ends of a practice's interval, at the root and in each
// dimension: the 5 % and the 95 % quantile, by type 7 of Hyndman and Fan, of the scores that
// it gets where all is scored anew under the change of each draw. Whether branches decide who
// is taken, or partners are made without their practices, is the same to it.
func TestPracticesLieBetweenTheirDraws(t *testing.T) {
	for name, change := range map[string]func(*analysis.Evidence){
		"the product's own": func(*analysis.Evidence) {},
		"weights alone": func(e *analysis.Evidence) {
			e.Uncertainty, e.Model.Rollup, e.Model.Themes = uncertainty.Plan{Replications: 23, Seed: 1, Noise: 0.4}, nil, nil
		},
		"more than are asked": func(e *analysis.Evidence) { e.Uncertainty.Replications = 203 },
		"one":                 func(e *analysis.Evidence) { e.Uncertainty.Replications = 1 },
	} {
		e := evidence(t, 3)
		e.Uncertainty.Replications, e.Uncertainty.Sobol = 31, false
		for i := range e.Submissions[0].Practices[0].Answers { // of which only some draws know anything
			e.Submissions[0].Practices[0].Answers[i].State = survey.Blank
		}
		change(&e)
		a, p := analysis.Analyse(e), e.Model.Prepare(e.Submissions, e.Apart)
		drawn := map[string][]float64{}
		for i := range min(e.Uncertainty.Replications, 200) {
			r := p.Score(e.Uncertainty.Draw(i, p.Nodes()))
			for _, u := range r.Of(score.Practice) {
				for at, n := range r.Nodes {
					if s := u.Scores[at]; s.Known {
						drawn[u.Key().Ref()+" "+n.ID] = append(drawn[u.Key().Ref()+" "+n.ID], s.Value)
					}
				}
			}
		}
		if a.Practices.Draws != min(e.Uncertainty.Replications, 200) {
			t.Errorf("%s: rests on %d draws", name, a.Practices.Draws)
		}
		found := 0
		for _, u := range a.Now.Of(score.Practice) {
			for _, n := range a.Now.Nodes {
				low, high, ok := a.Practices.Of(u.Key(), n.ID)
				all := drawn[u.Key().Ref()+" "+n.ID]
				if want := !n.Leaf && !n.Theme && len(all) > 0; ok != want {
					t.Fatalf("%s: %s at %s: an interval: %v", name, u.ID, n.ID, ok)
				}
				if !ok {
					continue
				}
				slices.Sort(all)
				if found++; !near(low, between(all, 0.05)) || !near(high, between(all, 0.95)) {
					t.Errorf("%s: %s at %s between %v and %v, want %v and %v", name, u.ID, n.ID, low, high, between(all, 0.05), between(all, 0.95))
				}
			}
		}
		if found < 50 {
			t.Errorf("%s: %d intervals", name, found)
		}
	}
	e := evidence(t, 2)
	e.Uncertainty = uncertainty.Plan{}
	if a := analysis.Analyse(e); a.Practices != nil {
		t.Error("an interval without draws")
	}
}

// between is a quantile as numpy.percentile has it by default: at (n−1)·q, on the straight
// line between two neighbours.
func between(ascending []float64, q float64) float64 {
	at := q * float64(len(ascending)-1)
	low, high := ascending[int(math.Floor(at))], ascending[int(math.Ceil(at))]
	return low*(math.Ceil(at)-at) + high*(1-(math.Ceil(at)-at))
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9 }

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
