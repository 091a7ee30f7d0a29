package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A variant is a method that looks at everybody in some ways.
type variant struct {
	name   string
	change func(n *score.Node)
	rollup []score.Step
	apart  bool // some practices are in no statistic
}

// variants are all ways to a scale, each beside some way to fill, to reshape, to tame, to
// add up, to weigh and to roll up. Copeland, weights learnt and what a roll-up chooses are
// made of columns that have been joined, whoever joined them.
func variants(e *analysis.Evidence) (out []variant) {
	scales := []normalise.By{normalise.MinMax, normalise.Goalposts, normalise.Levels, normalise.DistanceToMax, normalise.DistanceToReference, normalise.DistanceToTarget,
		normalise.FractionOfMax, normalise.Percentile, normalise.Rank, normalise.Borda, normalise.ZScore, normalise.None}
	fills := []impute.Method{{By: impute.Mean}, {By: impute.Median, Group: string(score.WithinTheme)}, {By: impute.Median, Group: string(score.Partner)}, {By: impute.Leave}}
	shapes := []normalise.Transform{normalise.Straight, normalise.Log1p, normalise.Sqrt, normalise.Ln}
	ups := []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.Geometric}, {By: aggregate.Harmonic}, {By: aggregate.PowerMean, Power: 0.5},
		{By: aggregate.Copeland}, {By: aggregate.Median}, {By: aggregate.Lowest}, {By: aggregate.Highest}}
	rollups := [][]score.Step{nil, {{From: score.Practice, To: score.Place, By: score.RollBest, N: 2, Within: score.WithinTheme}, {From: score.Place, To: score.Partner, By: score.RollMean}},
		{{From: score.Practice, To: score.Partner, By: score.RollShare}}}
	of := e.Submissions[0]
	reference := of.Partner.ID + "\x00" + of.Practices[0].Place + "\x00" + of.Practices[0].ID
	for i, by := range scales {
		up, fill, shape, weigh := ups[i%len(ups)], fills[i%len(fills)], shapes[i/3], score.Stated
		if i%3 == 0 {
			weigh = score.Component
		}
		var treat *normalise.Treatment
		if i%2 == 0 {
			treat = &normalise.Treatment{Skew: 0.1, Kurt: 0.1, Winsorise: 2, Log: i%4 == 0}
		}
		change := func(n *score.Node) {
			if n.Leaf == nil {
				n.Aggregate, n.Weighing = up, score.Weighing{By: weigh}
				return
			}
			n.Leaf.Transform, n.Leaf.Impute, n.Leaf.Treat = shape, fill, treat
			n.Leaf.Normalise = normalise.Method{By: by, Ties: stat.TiesAverage, Mean: 50, SD: 10, Low: 0, High: 5, Top: 5, Target: 3, Unit: reference}
		}
		out = append(out, variant{fmt.Sprint(by, ", ", up.By, ", ", weigh, ", ", fill, ", ", shape), change, rollups[i%len(rollups)], i%4 == 1})
	}
	return out
}

// Whatever the method asks of everybody, done in parts and joined in any order it comes to
// the scores, and to the replications, of one program, and these scores to those of a
// model that is prepared without any stages.
func TestEveryWayOfAMethodGoesByStages(t *testing.T) {
	e := few(t)
	for k, v := range variants(&e) {
		e.Model.Root.Walk(func(n, _ *score.Node) { v.change(n) })
		e.Model.Rollup, e.Apart = v.rollup, nil
		if v.apart {
			e.Apart = func(place string) string {
				if place == aside {
					return "occupied"
				}
				return ""
			}
		}
		whole := analysis.Lay(e).Here(nil)
		draws := whole.All(func(int) {}, analysis.Memories{})
		want := whole.Finish(draws)
		if alone := e.Model.Prepare(e.Submissions, e.Apart).Score(nil); !reflect.DeepEqual(want.Now.Units, alone.Units) || known(want) == 0 {
			t.Errorf("%s: the stages come to other scores than a model that is prepared, or to none", v.name)
		}
		laid, random := analysis.Lay(e), rand.New(rand.NewPCG(uint64(k), 1))
		criteria, rows := laid.Criteria(summed(t, e, 2)), laid.Rows()
		random.Shuffle(len(criteria), func(i, j int) { criteria[i], criteria[j] = criteria[j], criteria[i] })
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		joined, err := laid.Join(stages(t, e.Model, criteria, rows))
		if err != nil {
			t.Fatalf("%s: %v", v.name, err)
		}
		again := joined.All(func(int) {}, analysis.Memories{})
		if got := joined.Finish(again); !same(got, want) || fmt.Sprint(again) != fmt.Sprint(draws) { // these hold NaN
			t.Errorf("%s: parts come to something else", v.name)
		}
	}
}

// known is how many partners have a score.
func known(a analysis.Analysis) (n int) {
	for _, u := range a.Now.Of(score.Partner) {
		if s, _ := a.Now.At(u, a.Now.Root()); s.Known {
			n++
		}
	}
	return n
}

// aside is a place that stands apart in some variants.
const aside = "UA01020010010012345"

// few is evidence of four partners with holes, whose draws ask for everybody in other ways
// besides.
func few(t *testing.T) analysis.Evidence {
	e := evidence(t, 4)
	e.Rules, e.Earlier = nil, e.Earlier[:2]
	e.Uncertainty.Replications, e.Uncertainty.Sobol, e.Uncertainty.LevelError = 4, false, 0.2
	e.Uncertainty.Normalise = []normalise.Method{{By: normalise.MinMax}, {By: normalise.Percentile, Ties: stat.TiesAverage}}
	e.Uncertainty.Impute = []impute.Method{{By: impute.Mean}, {By: impute.Median, Group: string(score.WithinTheme)}}
	for i := range e.Submissions {
		e.Submissions[i].Practices = e.Submissions[i].Practices[:min(4, len(e.Submissions[i].Practices))]
		for j := range e.Submissions[i].Practices {
			a := e.Submissions[i].Practices[j].Answers
			a[(i+j)%len(a)].State = survey.Blank
		}
	}
	e.Submissions[1].Practices[0].Place = aside
	return e
}
