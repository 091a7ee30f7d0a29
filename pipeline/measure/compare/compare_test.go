package compare

import (
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// model has two level criteria, x and y, under one root; wx is the weight of x.
func model(wx float64) *score.Model {
	leaf := func(id string, w float64) *score.Node {
		return &score.Node{ID: id, Weight: w, Leaf: &indicator.Leaf{
			Column: id, Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5},
		}}
	}
	return &score.Model{
		Scale: score.Scale{Min: 0, Max: 100},
		Root: &score.Node{
			ID: "root", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic},
			Parts: []*score.Node{leaf("x", wx), leaf("y", 1)},
		},
	}
}

func prepare(m *score.Model) func([]survey.Submission) *score.Prepared {
	return func(subs []survey.Submission) *score.Prepared { return m.Prepare(subs, nil) }
}

// practice answers x and y; a negative level is blank.
func practice(id string, x, y float64) survey.Practice {
	p := survey.Practice{ID: id}
	for _, a := range []struct {
		id    string
		level float64
	}{{"x", x}, {"y", y}} {
		answer := survey.Answer{Criterion: a.id, State: survey.Given, Number: a.level}
		if a.level < 0 {
			answer = survey.Answer{Criterion: a.id, State: survey.Blank}
		}
		p.Answers = append(p.Answers, answer)
	}
	return p
}

func partner(id, kind string, practices ...survey.Practice) survey.Submission {
	return survey.Submission{Partner: survey.Partner{ID: id, Kind: survey.PartnerKind(kind)}, Practices: practices}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestStandingsAndGaps(t *testing.T) {
	subs := []survey.Submission{
		partner("a", "city", practice("1", 5, 5)),   // 100
		partner("b", "city", practice("1", 2, 4)),   // 60
		partner("c", "oblast", practice("1", 1, 4)), // 50
		partner("d", "city", practice("1", -1, -1)), // no score
	}
	c := Compare(Input{Now: model(1).Prepare(subs, nil).Score(nil), Submissions: subs})
	var order []string
	for _, s := range c.Standings {
		order = append(order, s.Unit.ID)
	}
	if want := []string{"a", "b", "c", "d"}; !slices.Equal(order, want) {
		t.Fatalf("order %v, want %v", order, want)
	}
	if n := len(c.Ranked()); n != 3 || c.Standing("d").Rank != 0 {
		t.Errorf("%d ranked and d has rank %d, want 3 and none", n, c.Standing("d").Rank)
	}
	near(t, "mean", c.Mean, 70)
	g, _ := c.Standing("b").Gap("x")
	near(t, "own x of b", g.Value, 40)
	near(t, "mean x", g.Mean, (100+40+20)/3.0)
	near(t, "x of b's peers: a alone, d has none", g.Peers, 100)
	if g.Best != "a" || g.Top != 100 {
		t.Errorf("best at x is %s with %v, want a with 100", g.Best, g.Top)
	}
	g, _ = c.Standing("c").Gap("y")
	near(t, "peers of the only oblast", g.Peers, math.NaN())
	if c.Ties != nil || c.Standings[0].Tied != nil || c.Standings[0].Ranks != nil {
		t.Error("without an uncertainty study nothing may be called tied or told apart")
	}
}

func TestWhatStandsApartIsInNoAverage(t *testing.T) {
	subs := []survey.Submission{
		partner("a", "oblast", practice("1", 5, 5)),
		partner("b", "oblast", practice("1", 0, 0)),
	}
	subs[1].Partner.Place = "UA14"
	now := model(1).Prepare(subs, func(place string) string {
		if place == "UA14" {
			return "occupied"
		}
		return ""
	}).Score(nil)
	c := Compare(Input{Now: now, Submissions: subs})
	if len(c.Standings) != 1 || len(c.Apart) != 1 || c.Apart[0].Rank != 0 {
		t.Fatalf("%d compared, %d apart; want one each, the latter without a rank", len(c.Standings), len(c.Apart))
	}
	near(t, "mean", c.Mean, 100)
}

// TestTies: with weights that move by up to 90 %, b (100 and 0) and c (0 and
// 98) change places about half of the time; a is above both in every draw.
func TestTies(t *testing.T) {
	subs := []survey.Submission{
		partner("a", "", practice("1", 5, 5)), partner("b", "", practice("1", 5, 0)), partner("c", "", practice("1", 0, 5)),
	}
	p := model(1).Prepare(subs, nil)
	c := Compare(Input{Now: p.Score(nil), Submissions: subs, Study: uncertainty.Partners(uncertainty.Plan{Replications: 200, Seed: 7, Noise: 0.9}, p)})
	if len(c.Ties) != 1 || c.Ties[0].From != 2 || c.Ties[0].To != 3 || !slices.Equal(c.Ties[0].Partners, []string{"b", "c"}) {
		t.Errorf("ties %+v, want places 2 to 3 of b and c", c.Ties)
	}
	if s := c.Standing("a"); len(s.Tied) != 0 || s.Ranks.Low != 1 || s.Ranks.High != 1 {
		t.Errorf("a: tied %v, ranks %+v; want none, 1 to 1", s.Tied, s.Ranks)
	}
	if s := c.Standing("b"); !slices.Equal(s.Tied, []string{"c"}) {
		t.Errorf("b is tied with %v, want c", s.Tied)
	}
}

// TestChangeIsSplitByReason, worked by hand. Earlier, with x weighing 3:
// practice 1 (4, 5) gives (3·80+100)/4 = 85. Now, with equal weights: practice 1
// (5, 5) gives 100, practice 2 (2, 4), which is new, gives 60; together 80.
// Under the present method the earlier answers give 90, the present practices
// with earlier answers (90+60)/2 = 75.
func TestChangeIsSplitByReason(t *testing.T) {
	earlier := []survey.Submission{partner("a", "", practice("1", 4, 5), practice("old", 2, 5)), partner("gone", "", practice("1", 1, 1))}
	earlier[0].Practices = earlier[0].Practices[:1]
	now := []survey.Submission{partner("a", "", practice("1", 5, 5), practice("2", 2, 4)), partner("new", "", practice("1", 3, 3))}
	c := Compare(Input{
		Now: model(1).Prepare(now, nil).Score(nil), Before: model(3).Prepare(earlier, nil).Score(nil),
		Submissions: now, Earlier: earlier, Prepare: prepare(model(1)),
	})
	if !slices.Equal(c.Joined, []string{"new"}) || !slices.Equal(c.Left, []string{"gone"}) || len(c.Changes) != 1 {
		t.Fatalf("joined %v, left %v, %d changes", c.Joined, c.Left, len(c.Changes))
	}
	ch := c.Changes[0]
	near(t, "before", ch.Before, 85)
	near(t, "after", ch.After, 80)
	near(t, "method", ch.Method, 5)
	near(t, "units", ch.Units, -15)
	near(t, "answers", ch.Answers, 5)
	near(t, "parts against the whole", ch.Method+ch.Units+ch.Answers, ch.Delta)
	near(t, "mean of the same partners", c.MeanDelta, -5)
	if !slices.Equal(ch.Joined, []string{"2"}) || ch.Left != nil {
		t.Errorf("practices joined %v, left %v; want 2 and none", ch.Joined, ch.Left)
	}
	if len(ch.Answer) != 1 || ch.Answer[0].Criterion != "x" || ch.Answer[0].From.Number != 4 || ch.Answer[0].To.Number != 5 {
		t.Errorf("answers that differ: %+v, want x from 4 to 5", ch.Answer)
	}
	if ch.Clear || ch.Range != nil {
		t.Error("without a study a difference is not called a change")
	}
}

// TestChangeInsideTheUncertainty: one period's x fell as its y rose; which of the
// two weighs more is not known, so the small net rise is no change. Rising in
// both is one.
func TestChangeInsideTheUncertainty(t *testing.T) {
	plan := uncertainty.Plan{Replications: 200, Seed: 3, Noise: 0.5}
	for _, tc := range []struct {
		name  string
		x, y  float64
		clear bool
	}{{"one up, one down", 1, 4, false}, {"both up", 4, 4, true}} {
		earlier := []survey.Submission{partner("a", "", practice("1", 3, 3), practice("2", 3, 3))}
		now := []survey.Submission{partner("a", "", practice("1", tc.x, tc.y), practice("2", 3, 4))}
		n, e := model(1).Prepare(now, nil), model(1).Prepare(earlier, nil)
		c := Compare(Input{
			Now: n.Score(nil), Before: e.Score(nil), Submissions: now, Earlier: earlier, Prepare: prepare(model(1)),
			Study: uncertainty.Partners(plan, n), StudyBefore: uncertainty.Partners(plan, e),
		})
		if got := c.Changes[0].Clear; got != tc.clear {
			t.Errorf("%s: clear %v, want %v (range %+v)", tc.name, got, tc.clear, c.Changes[0].Range)
		}
	}
}

func TestNothingToCompare(t *testing.T) {
	c := Compare(Input{Now: model(1).Prepare(nil, nil).Score(nil)})
	if len(c.Standings) != 0 || !math.IsNaN(c.Mean) {
		t.Errorf("%d standings, mean %v; want none and NaN", len(c.Standings), c.Mean)
	}
}
