package uncertainty_test

import (
	"encoding/csv"
	"math"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// model has two criteria of one branch; both are levels 0 to 5.
func model() *score.Model {
	leaf := func(id string) *score.Node {
		return &score.Node{ID: id, Weight: 1, Leaf: &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}}
	}
	return &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{
		ID: "all", Weight: 1, Default: true, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: []*score.Node{leaf("x"), leaf("y")}}}
}

func sub(id string, x, y float64) survey.Submission {
	answer := func(c string, v float64) survey.Answer {
		return survey.Answer{Criterion: c, State: survey.Given, Number: v}
	}
	return survey.Submission{Partner: survey.Partner{ID: id}, Practices: []survey.Practice{{ID: "p", Answers: []survey.Answer{answer("x", x), answer("y", y)}}}}
}

func study(plan uncertainty.Plan, subs ...survey.Submission) *uncertainty.Study {
	return uncertainty.Partners(plan, model().Prepare(subs, nil))
}

// Whoever leads in both criteria leads in every draw of weights; who leads in
// one of two leads in about half of them.
func TestRanksUnderNoisyWeights(t *testing.T) {
	s := study(uncertainty.Plan{Replications: 2000, Seed: 1, Noise: 0.25}, sub("best", 5, 5), sub("left", 4, 2), sub("right", 2, 4), sub("worst", 1, 1))
	if share, ok := s.Above("best", "left"); !ok || share != 1 {
		t.Errorf("best above left in %v", share)
	}
	if share, _ := s.Above("left", "right"); share < 0.45 || share > 0.55 {
		t.Errorf("left above right in %v, want about a half", share)
	}
	best, _ := s.Partner("best")
	if best.Rank.Q5 != 1 || best.Rank.Q95 != 1 || best.Score.Q5 != 100 {
		t.Errorf("best: %+v", best)
	}
	// 80w/(w+v)+40v/(w+v) with w, v in [0.75, 1.25]: 60 ± 20·(1/4).
	left, _ := s.Partner("left")
	if left.Rank.Q5 != 2 || left.Rank.Q95 != 3 || left.Score.Q5 < 55 || left.Score.Q95 > 65 || left.Score.Q95-left.Score.Q5 < 4 {
		t.Errorf("left: %+v", left)
	}
	if math.Abs(left.Score.Mean-60) > 0.3 {
		t.Errorf("mean of left %v, want about 60", left.Score.Mean)
	}
}

func TestDrawsDoNotDependOnWorkers(t *testing.T) {
	plan := uncertainty.Plan{Replications: 300, Seed: 9, Noise: 0.3, LevelError: 0.2,
		Aggregate: []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.PowerMean, Power: 0.5}}}
	subs := []survey.Submission{sub("a", 3, 1), sub("b", 2, 4), sub("c", 5, 0)}
	many := study(plan, subs...)
	before := runtime.GOMAXPROCS(1)
	one := study(plan, subs...)
	runtime.GOMAXPROCS(before)
	if !reflect.DeepEqual(many, one) {
		t.Error("the number of workers changed the draws")
	}
	plan.Seed = 10
	if reflect.DeepEqual(many, study(plan, subs...)) {
		t.Error("another seed gives other draws")
	}
}

// A level is one off in about the share of draws that the plan says, up or
// down, and inward at the ends.
func TestLevelErrors(t *testing.T) {
	plan := uncertainty.Plan{Replications: 4000, Seed: 3, LevelError: 0.1}
	p := model().Prepare([]survey.Submission{sub("low", 0, 0), sub("mid", 3, 3), sub("top", 5, 5)}, nil)
	moved := map[string]map[float64]int{"low": {}, "mid": {}, "top": {}}
	at := 0
	for i := range plan.Replications {
		r := p.Score(plan.Draw(i, p.Nodes()))
		for _, u := range r.Of(score.Partner) {
			s, _ := r.At(u, "x")
			moved[u.ID][s.Value]++
			at++
		}
	}
	for id, want := range map[string]map[float64]float64{
		"low": {0: 0.9, 20: 0.1}, "mid": {60: 0.9, 40: 0.05, 80: 0.05}, "top": {100: 0.9, 80: 0.1},
	} {
		if len(moved[id]) != len(want) {
			t.Errorf("%s moved to %v", id, moved[id])
		}
		for value, share := range want {
			if got := float64(moved[id][value]) / float64(plan.Replications); math.Abs(got-share) > 0.02 {
				t.Errorf("%s at %v in %v of draws, want %v", id, value, got, share)
			}
		}
	}
}

// Both periods are scored under the same draws: what did not change differs by
// nothing in any of them.
func TestChangeUnderCommonDraws(t *testing.T) {
	plan := uncertainty.Plan{Replications: 500, Seed: 4, Noise: 0.25, LevelError: 0.1}
	before := study(plan, sub("same", 3, 1), sub("up", 1, 1), sub("gone", 2, 2))
	now := study(plan, sub("same", 3, 1), sub("up", 5, 4))
	if d, ok := now.Change(before, "same"); !ok || d.Q5 != 0 || d.Q95 != 0 || d.N != 500 {
		t.Errorf("same: %+v", d)
	}
	if d, ok := now.Change(before, "up"); !ok || d.Q5 <= 0 {
		t.Errorf("up: %+v, want a change outside the uncertainty", d)
	}
	if _, ok := now.Change(before, "gone"); ok {
		t.Error("a partner that is not there has no change")
	}
	if _, ok := now.Change(nil, "up"); ok {
		t.Error("without an earlier study there is no change")
	}
}

func TestNoPlanNoStudy(t *testing.T) {
	s := study(uncertainty.Plan{}, sub("a", 1, 1))
	if s != nil {
		t.Fatal("the zero plan draws nothing")
	}
	if _, ok := s.Above("a", "b"); ok {
		t.Error("nothing is known of whom stands above whom")
	}
	if _, ok := s.Partner("a"); ok {
		t.Error("nothing is known of a partner")
	}
}

func TestPartnerWithoutScoreHasNoInterval(t *testing.T) {
	blank := survey.Submission{Partner: survey.Partner{ID: "blank"}, Practices: []survey.Practice{{ID: "p", Answers: []survey.Answer{{Criterion: "x", State: survey.Blank}}}}}
	s := study(uncertainty.Plan{Replications: 10, Seed: 1, Noise: 0.1}, sub("a", 1, 1), blank)
	p, ok := s.Partner("blank")
	if !ok || p.Rank.N != 0 || p.Score.N != 0 || !math.IsNaN(p.Score.Q5) {
		t.Errorf("%+v", p)
	}
	if _, ok := s.Above("a", "blank"); ok {
		t.Error("nobody stands above a partner without a score")
	}
}

func TestReplayTakesGivenDraws(t *testing.T) {
	plan := uncertainty.Plan{Aggregate: []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.Lowest}}}
	p := model().Prepare([]survey.Submission{sub("a", 5, 1)}, nil)
	changes, err := plan.Replay([]string{"rep", "aggregate", "x", "y"}, [][]string{{"1", "arithmetic", "3", "1"}, {"2", "min", "1", "1"}, {"3", "1", "0", "1"}}, p.Nodes())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{80, 20, 20} {
		if got := p.Partners(changes[i])[0]; math.Abs(got-want) > 1e-9 {
			t.Errorf("draw %d gives %v, want %v", i+1, got, want)
		}
	}
	for _, bad := range [][]string{{"1", "geometric", "1", "1"}, {"1", "min", "-1", "1"}, {"1", "min", "NaN", "1"}, {"1", "min"}} {
		if _, err := plan.Replay([]string{"rep", "aggregate", "x", "y"}, [][]string{bad}, p.Nodes()); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if _, err := plan.Replay([]string{"nonsense"}, [][]string{{"1"}}, p.Nodes()); err == nil {
		t.Error("a column that is neither a choice nor a node was taken")
	}
}

// The ranking of two partners who lead in one criterion each turns on weights
// alone; an aggregation that treats both alike explains nothing.
func TestSensitivityFindsWhatMatters(t *testing.T) {
	plan := uncertainty.Plan{Replications: 8000, Seed: 5, Noise: 0.25, Sobol: true,
		Aggregate: []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.PowerMean, Power: 1}}}
	partners := model().Prepare([]survey.Submission{sub("left", 4, 2), sub("right", 1, 4), sub("worst", 0, 0)}, nil)
	depends := plan.Depends(partners).Ask(partners.Partners)
	if len(depends) != 2 || depends[0].Source != uncertainty.Weights || depends[1].Source != uncertainty.AggregationRule {
		t.Fatalf("%+v", depends)
	}
	w, a := depends[0], depends[1]
	if math.Abs(w.First-1) > 0.15 || math.Abs(w.Total-1) > 0.15 || w.TotalLow > w.Total || w.TotalHigh < w.Total {
		t.Errorf("weights: %+v, want about 1", w)
	}
	if a.First != 0 || a.Total != 0 {
		t.Errorf("aggregation: %+v, want 0", a)
	}
}

// The Ishigami function by the design and the values of COINr, whose estimates
// have to come out.
func TestIndicesAsCOINr(t *testing.T) {
	const dir = "coinr/11_sensitivity/"
	y := column(t, dir+"ishigami_design_and_y.csv", 3)
	first, total := column(t, dir+"ishigami_SA_estimate.csv", 1), column(t, dir+"ishigami_SA_estimate.csv", 2)
	for i, got := range uncertainty.Indices(y, 2000, 3) {
		if math.Abs(got.First-first[i]) > 1e-9 || math.Abs(got.Total-total[i]) > 1e-9 {
			t.Errorf("source %d: %v, %v, want %v, %v", i+1, got.First, got.Total, first[i], total[i])
		}
	}
}

func column(t *testing.T, name string, at int) []float64 {
	t.Helper()
	f, err := os.Open(need.Published(t, name)[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, r := range rows[1:] {
		x, err := strconv.ParseFloat(r[at], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// Whether two partners can be told apart is decided on few draws, and on the scores of
// each by itself; it is what all draws say.
func TestFieldDecidesAsAllDrawsDo(t *testing.T) {
	key := stat.NewKey(5)
	decided := map[bool]int{}
	for _, draws := range []int{1, 19, 64, 300} {
		const partners = 30
		scores := make([][]float64, draws)
		for k := range scores {
			for u := range partners {
				x := float64(u)/4 + math.Round(20*key.With(uint64(k)).With(uint64(u)).Uniform())/4 // in steps: some are equal
				if u%10 == 7 && k%5 == 0 || u == 9 {
					x = math.NaN()
				}
				scores[k] = append(scores[k], x)
			}
		}
		spread := uncertainty.Run(draws, func(i int) []float64 { return scores[i] }, nil)
		field := spread.Field(partners)
		for a := range partners {
			for b := range partners {
				share, ok := spread.Above(a, b)
				want := !ok || share < 0.95 && share > 1-0.95
				if decided[want]++; field.Between(a, b, 1-0.95, 0.95) != want {
					t.Errorf("%d draws: %d above %d in %v of them (%t), told to be alike: %t", draws, a, b, share, ok, !want)
				}
			}
		}
	}
	if decided[true] < 500 || decided[false] < 500 {
		t.Errorf("alike and not: %v", decided)
	}
}
