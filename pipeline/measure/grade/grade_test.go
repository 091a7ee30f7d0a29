package grade_test

import (
	"math"
	"testing"
	"time"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

func day(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The rule: 0 claimed, 1 evidence named, 2 opened and found by a reviewer, 3 two
// reviewers agree or a register confirms, 4 repeated elsewhere with a result reported;
// 1 where reviewers disagree or 24 months lie between review and publication.
func TestGradeByRule(t *testing.T) {
	published, asOf := day(t, "2026-08-01"), day(t, "2026-06-30")
	seen := func(n int, on string) *survey.Verdict { return &survey.Verdict{Reviewers: n, On: on} }
	for _, c := range []struct {
		name   string
		answer survey.Answer
		c      grade.Circumstances
		want   grade.Grade
	}{
		{"claimed", survey.Answer{}, grade.Circumstances{}, 0},
		{"claimed and repeated", survey.Answer{}, grade.Circumstances{Repeated: true}, 0},
		{"named", survey.Answer{Evident: true}, grade.Circumstances{}, 1},
		{"named and repeated", survey.Answer{Evident: true}, grade.Circumstances{Repeated: true}, 4},
		{"one reviewer", survey.Answer{Evident: true, Verdict: seen(1, "2026-07-01")}, grade.Circumstances{}, 2},
		{"one reviewer who gave no day", survey.Answer{Verdict: seen(1, "")}, grade.Circumstances{}, 2},
		{"two who agree", survey.Answer{Verdict: seen(2, "2026-07-01")}, grade.Circumstances{}, 3},
		{"two who agree, repeated", survey.Answer{Verdict: seen(2, "2026-07-01")}, grade.Circumstances{Repeated: true}, 4},
		{"two who disagree", survey.Answer{Evident: true, Verdict: &survey.Verdict{Reviewers: 2, Apart: true, On: "2026-07-01"}}, grade.Circumstances{Repeated: true}, 1},
		{"the day before 24 months are over", survey.Answer{Verdict: seen(2, "2024-08-02")}, grade.Circumstances{}, 3},
		{"24 months", survey.Answer{Verdict: seen(2, "2024-08-01")}, grade.Circumstances{}, 1},
		{"a register", survey.Answer{}, grade.Circumstances{Register: day(t, "2026-01-01")}, 3},
		{"an old register", survey.Answer{}, grade.Circumstances{Register: day(t, "2022-12-31")}, 1},
		{"an old register, a new review", survey.Answer{Verdict: seen(1, "2026-07-01")}, grade.Circumstances{Register: day(t, "2022-12-31")}, 2},
	} {
		c.answer.State, c.c.Published, c.c.AsOf = survey.Given, published, asOf
		if got := grade.Of(&c.answer, c.c); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	blank := survey.Answer{State: survey.Blank, Evident: true}
	if got := grade.Of(&blank, grade.Circumstances{Register: day(t, "2026-01-01")}); got > grade.Named {
		t.Errorf("a blank answer has grade %d", got)
	}
}

// Two criteria of weights 1 and 3, two themes of weights 1 and 2, the best practice of
// each counts. In the first theme that is p1 (basis 5 named, users 5 claimed), in the
// second q1 (basis claimed, users seen by one reviewer). So of the partner's weight
// 1/3·1/4 is named and 2/3·3/4 found.
func TestSharesAreOfTheWeightInTheScore(t *testing.T) {
	leaf := func(id string, weight float64) *score.Node {
		return &score.Node{ID: id, Weight: weight, Leaf: &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}}
	}
	mean := aggregate.Method{By: aggregate.Arithmetic}
	m := &score.Model{
		Scale:  score.Scale{Max: 100},
		Root:   &score.Node{ID: "all", Weight: 1, Aggregate: mean, Parts: []*score.Node{leaf("basis", 1), leaf("users", 3)}},
		Themes: []survey.Theme{{ID: "a", Weight: 1}, {ID: "b", Weight: 2}},
		Rollup: []score.Step{{From: score.Practice, To: score.Partner, By: score.RollBest, N: 1, Within: "theme"}},
	}
	given := func(id string, x float64, named bool, reviewers int) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: x, Evident: named, Verdict: &survey.Verdict{Reviewers: reviewers, Level: x}}
	}
	subs := []survey.Submission{{Partner: survey.Partner{ID: "x"}, Practices: []survey.Practice{
		{ID: "p1", Theme: "a", Answers: []survey.Answer{given("basis", 5, true, 0), given("users", 5, false, 0)}},
		{ID: "p2", Theme: "a", Answers: []survey.Answer{given("basis", 1, true, 2), given("users", 1, true, 2)}},
		{ID: "q1", Theme: "b", Answers: []survey.Answer{given("basis", 2, false, 0), given("users", 2, true, 1)}},
	}}}
	prepared := m.Prepare(subs, nil)
	result := prepared.Score(nil)
	g := grade.All(grade.Input{Submissions: subs, Model: m, Prepared: prepared})
	check := func(u *score.Unit, node string, want ...float64) {
		t.Helper()
		got := g.Shares(u, node)
		for i, w := range want {
			if math.Abs(got[i]-w) > 1e-12 {
				t.Errorf("%s at %s: %v, want %v", u.ID, node, got, want)
				return
			}
		}
	}
	partner := result.Of(score.Partner)[0]
	check(partner, "all", 1, 1./12+1./2, 1./2, 0, 0)
	check(partner, "basis", 1, 1./3, 0)
	check(partner, "users", 1, 2./3, 2./3, 0)
	check(partner, "a", 1, 1./4, 0)
	check(partner, "b", 1, 3./4, 3./4, 0)
	practices := result.Of(score.Practice)
	check(practices[1], "all", 1, 1, 1, 1, 0)
	if at, ok := g.Answer(practices[2].Key(), "users"); !ok || at != grade.Found {
		t.Errorf("users of q1: %d, %v", at, ok)
	}
	if _, ok := g.Answer(practices[2].Key(), "nothing"); ok {
		t.Error("a criterion that nobody has")
	}
}

// What a register says is confirmed while it is fresh: of a register as of 2025 until the
// end of 2027, of one as of September 2025 until the end of September 2027, of both the
// older; what a partner says beside it makes it a claim.
func TestARegisterConfirmsFromTheSubmissionsOwnSources(t *testing.T) {
	register := func(asOf string) survey.Source { return survey.Source{Kind: survey.FromRegister, AsOf: asOf} }
	for _, c := range []struct {
		sources   []survey.Source
		published string
		want      float64 // share of the weight at grade 3
	}{
		{[]survey.Source{register("2025")}, "2027-12-30", 1},
		{[]survey.Source{register("2025")}, "2027-12-31", 0},
		{[]survey.Source{register("2025-09"), register("2025")}, "2027-09-29", 1},
		{[]survey.Source{register("2025-09"), register("2025")}, "2027-09-30", 0},
		{[]survey.Source{register("2025-09"), {Kind: survey.FromForm}}, "2026-01-01", 0},
		{[]survey.Source{register("")}, "2026-01-01", 0},
		{nil, "2026-01-01", 0},
	} {
		m := &score.Model{
			Scale: score.Scale{Max: 100},
			Root: &score.Node{ID: "all", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: []*score.Node{
				{ID: "ramp", Weight: 1, Leaf: &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}},
			}},
			Rollup: []score.Step{{From: score.Practice, To: score.Partner, By: score.RollMean}},
		}
		subs := []survey.Submission{{
			Partner: survey.Partner{ID: "a"}, Sources: c.sources,
			Practices: []survey.Practice{{ID: "1", Answers: []survey.Answer{{Criterion: "ramp", State: survey.Given, Number: 4}}}},
		}}
		prepared := m.Prepare(subs, nil)
		g := grade.All(grade.Input{Submissions: subs, Model: m, Prepared: prepared, Published: day(t, c.published)})
		unit := prepared.Score(nil).Of(score.Partner)[0]
		if got := g.Shares(unit, "all")[grade.Confirmed]; got != c.want {
			t.Errorf("sources %v, published %s: %v of the weight is confirmed, want %v", c.sources, c.published, got, c.want)
		}
	}
}
