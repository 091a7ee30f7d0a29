package recommend

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func at(x float64) *float64 { return &x }

// world has a level criterion x with an evidence rule (from 4, capped at 2), a
// number y (0 to 100, goalposts the same) and a yes-or-no criterion z.
func world() (*score.Model, *survey.Questionnaire) {
	evidence := &survey.EvidenceRule{From: 4, Cap: 2}
	m := &score.Model{
		Scale: score.Scale{Min: 0, Max: 100},
		Root: &score.Node{ID: "root", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Parts: []*score.Node{
			{ID: "x", Weight: 1, Leaf: &indicator.Leaf{Column: "x", Kind: survey.Level, Evidence: evidence, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}},
			{ID: "y", Weight: 1, Leaf: &indicator.Leaf{Column: "y", Kind: survey.Number, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: 100}}},
			{ID: "z", Weight: 1, Leaf: &indicator.Leaf{Column: "z", Kind: survey.YesNo, Points: map[string]float64{"yes": 1, "no": 0}, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: 1}}},
		}},
		Levels: []score.MaturityLevel{{Level: 0}, {Level: 1, From: 50}},
	}
	q := &survey.Questionnaire{Criteria: []survey.Criterion{
		{ID: "x", Kind: survey.Level, Evidence: evidence, Levels: []survey.RubricLevel{{Level: 0}, {Level: 5}}},
		{ID: "y", Kind: survey.Number}, {ID: "z", Kind: survey.YesNo},
	}}
	return m, q
}

func given(criterion string, n float64) survey.Answer {
	return survey.Answer{Criterion: criterion, State: survey.Given, Number: n, Evident: true}
}

func said(criterion, choice string) survey.Answer {
	return survey.Answer{Criterion: criterion, State: survey.Given, Choice: choice}
}

// book is a partner's submission; each answer gets a cell of its own.
func book(partner, kind string, practices ...[]survey.Answer) survey.Submission {
	s := survey.Submission{Partner: survey.Partner{ID: partner, Kind: survey.PartnerKind(kind)}, File: partner + ".xlsx"}
	for i, answers := range practices {
		p := survey.Practice{ID: fmt.Sprint(i + 1), Title: fmt.Sprintf("%s %d", partner, i+1)}
		for k, a := range answers {
			a.At = cell.Ref{File: s.File, Sheet: "S", Row: i + 2, Col: k + 1}
			p.Answers = append(p.Answers, a)
		}
		s.Practices = append(s.Practices, p)
	}
	return s
}

var always = condition.On[Facts]{}

func judge(subs []survey.Submission, rules []Rule, apart func(string) string) []Recommendation {
	m, q := world()
	base := m.Prepare(subs, apart)
	list, _ := Recommend(Input{Questionnaire: q, Submissions: subs, Now: base.Score(nil), Rules: rules, Meaning: score.Meaning{Population: "people"}, Base: base}, uncertainty.Plan{})
	return list
}

// TestGain, by hand. a: x 1 (20), y 40, z no (0): 20; with x raised to 3 (60)
// 33.3, so +13.3. b: x 5, y 100, z yes: 100, nothing to raise. c: x 3, y 0,
// z yes: 53.3. The mean rises by 13.3/3; nobody reaches level 1, which is from 50.
func TestGain(t *testing.T) {
	subs := []survey.Submission{
		book("a", "city", []survey.Answer{given("x", 1), given("y", 40), said("z", "no")}),
		book("b", "oblast", []survey.Answer{given("x", 5), given("y", 100), said("z", "yes")}),
		book("c", "city", []survey.Answer{given("x", 3), given("y", 0), said("z", "yes")}),
	}
	list := judge(subs, []Rule{
		{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(3)}}, When: always},
		{ID: "Y", Close: []Target{{Criterion: "y", AtLeast: at(100)}}, When: always},
		{ID: "none", Close: []Target{{Criterion: "z", Answer: "no"}}, When: condition.On[Facts]{Test: func(Facts) bool { return false }}},
	}, nil)
	if len(list) != 2 || list[0].Rule.ID != "Y" || list[1].Rule.ID != "X" {
		t.Fatalf("%d recommendations, want Y before X", len(list))
	}
	x := list[1]
	if math.Abs(x.Gain-40.0/9) > 1e-9 || x.Raised != 0 || x.Of != 3 {
		t.Errorf("X: gain %v, raised %d of %d; want %v, 0 of 3", x.Gain, x.Raised, x.Of, 40.0/9)
	}
	if !slices.Equal(x.Concerned, []string{"a"}) || math.Abs(x.Reach-1.0/3) > 1e-9 {
		t.Errorf("X concerns %v, reach %v; want a, a third", x.Concerned, x.Reach)
	}
	if len(x.Evidence) != 1 || x.Evidence[0].At.String() != "a.xlsx!S!A2" {
		t.Errorf("X rests on %+v, want a.xlsx!S!A2", x.Evidence)
	}
	// y: a 40 to 100 is +20 (40, level 0), c 0 to 100 is +33.3 (86.7; it had level 1).
	if y := list[0]; math.Abs(y.Gain-160.0/9) > 1e-9 || !slices.Equal(y.Concerned, []string{"c", "a"}) || y.Raised != 0 {
		t.Errorf("Y: gain %v, concerns %v, raised %d", y.Gain, y.Concerned, y.Raised)
	}
	if l, ok := x.Exemplar(Learner{"a", "city", 20}); !ok || l.Partner != "c" {
		t.Errorf("a learns from %+v, want the city c before the oblast b", l)
	}
	if x.Exemplars[0].Partner != "b" || x.Exemplars[0].Level != 5 {
		t.Errorf("the best example is %+v, want b with 5", x.Exemplars[0])
	}
	if list[0].Priority != 3 || x.Priority != 1 {
		t.Errorf("priorities %d and %d, want 3 and 1: X has %v of Y's merit", list[0].Priority, x.Priority, x.merit()/list[0].merit())
	}
}

func TestWhatIsNotKnownIsNoGap(t *testing.T) {
	blank := survey.Answer{Criterion: "x", State: survey.Blank}
	notApplicable := survey.Answer{Criterion: "x", State: survey.NotApplicable}
	subs := []survey.Submission{book("a", "", []survey.Answer{blank, given("y", 10)}, []survey.Answer{notApplicable, given("y", 10)}, []survey.Answer{given("y", 10)})}
	close := []Target{{Criterion: "x", AtLeast: at(3)}}
	if list := judge(subs, []Rule{{ID: "X", Close: close, When: always}}, nil); len(list) != 0 {
		t.Errorf("a rule fired on blanks: %+v", list[0].Evidence)
	}
	list := judge(subs, []Rule{{ID: "D", Data: true, Close: []Target{{Criterion: "x"}}, When: always}}, nil)
	if len(list) != 1 || len(list[0].Evidence) != 1 || list[0].GainKnown {
		t.Fatalf("a rule that asks for data must name the one blank cell and no gain: %+v", list)
	}
}

// TestEvidenceCapsTheLevel: 5 without evidence counts 2, so it falls short of 3,
// and closing the gap means to prove it.
func TestEvidenceCapsTheLevel(t *testing.T) {
	unproved := survey.Answer{Criterion: "x", State: survey.Given, Number: 5}
	subs := []survey.Submission{book("a", "", []survey.Answer{unproved, given("y", 0)})}
	list := judge(subs, []Rule{{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(3)}}, When: condition.On[Facts]{Test: func(f Facts) bool { return f.Unproved("x") == 1 }}}}, nil)
	// x from 40 to 100 of two known criteria: +30.
	if len(list) != 1 || math.Abs(list[0].Gain-30) > 1e-9 {
		t.Fatalf("%+v, want one recommendation with a gain of 30", list)
	}
}

func TestTerritoriesApartGetNoAdvice(t *testing.T) {
	subs := []survey.Submission{
		book("a", "", []survey.Answer{said("z", "yes")}), book("b", "", []survey.Answer{said("z", "no")}),
	}
	subs[1].Partner.Place = "UA14"
	apart := func(place string) string {
		if place == "UA14" {
			return "combat"
		}
		return ""
	}
	rule := []Rule{{ID: "Z", Close: []Target{{Criterion: "z", Answer: "yes"}}, When: always}}
	if list := judge(subs, rule, apart); len(list) != 0 {
		t.Errorf("advice rests on %+v", list[0].Evidence)
	}
	if list := judge(subs, rule, nil); len(list) != 1 {
		t.Error("the same answers fire where nothing stands apart")
	}
}

// TestCertainty counts by hand in how many draws the condition holds: the mean
// of a ((x·20 + y·100)/(x+y) with the drawn weights) and b (100) is at most 80
// where x weighs at least y.
func TestCertainty(t *testing.T) {
	m, q := world()
	subs := []survey.Submission{
		book("a", "", []survey.Answer{given("x", 1), given("y", 100)}), book("b", "", []survey.Answer{given("x", 5), given("y", 100)}),
	}
	plan := uncertainty.Plan{Replications: 300, Seed: 11, Noise: 0.25}
	now := m.Prepare(subs, nil)
	list, _ := Recommend(Input{
		Questionnaire: q, Submissions: subs, Now: now.Score(nil), Base: now, Draws: 300,
		Rules: []Rule{{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(3)}}, When: condition.On[Facts]{Test: func(f Facts) bool { return f.Mean("root") <= 80+1e-9 }}}},
	}, plan)
	held := 0
	for i := range 300 {
		if w := plan.Draw(i, now.Nodes()).Weights; w[0] >= w[1] {
			held++
		}
	}
	if len(list) != 1 || list[0].Draws != 300 || math.Abs(list[0].Certainty-float64(held)/300) > 1e-9 {
		t.Fatalf("%+v, want a certainty of %d of 300", list, held)
	}
	if held < 100 || held > 200 {
		t.Errorf("%d of 300 draws: the test does not tell anything", held)
	}
}

// placed puts the practices of each partner into one place of its own.
func placed(subs ...survey.Submission) []survey.Submission {
	for i := range subs {
		for j := range subs[i].Practices {
			subs[i].Practices[j].Place, subs[i].Practices[j].PlaceName = "P-"+subs[i].Partner.ID, subs[i].Partner.ID
		}
	}
	return subs
}

// A place teaches that meets the goal, never the partner it lies in.
func TestPlacesTeach(t *testing.T) {
	many := func(yes, no int) [][]survey.Answer {
		var out [][]survey.Answer
		for range yes {
			out = append(out, []survey.Answer{said("z", "yes")})
		}
		for range no {
			out = append(out, []survey.Answer{said("z", "no")})
		}
		return out
	}
	subs := placed(book("few", "", many(1, 1)...), book("good", "", many(8, 2)...), book("poor", "", many(1, 9)...))
	list, _ := all(subs, []Rule{yesAtLeast(0.8)})
	if len(list) != 1 || len(list[0].Exemplars) != 1 || list[0].Exemplars[0].Place != "P-good" || list[0].Exemplars[0].Partner != "good" || list[0].Exemplars[0].Level != 0.8 {
		t.Fatalf("%+v, want «good» with 0.8 of 10 as the only example", list[0].Exemplars)
	}
	if _, ok := list[0].Exemplar(Learner{"good", "", 80}); ok {
		t.Error("nobody is better than the best")
	}
}

// TestPeopleGiveReachAndSize, by hand: a has 2,000 people in two places (a
// second answer of one place does not count), b 1,000, c 9,000, d 2,100. x falls
// short in a and b: 3,000 of 14,100 people. Closest to a in size is d, though c
// has a nearer score.
func TestPeopleGiveReachAndSize(t *testing.T) {
	town := func(id string, x, y, people float64) survey.Submission {
		return book(id, "city", []survey.Answer{given("x", x), given("y", y), said("z", "no"), given("people", people)})
	}
	a := town("a", 1, 40, 1500)
	more := book("a", "city", []survey.Answer{given("x", 1), given("y", 40), said("z", "no"), given("people", 500)},
		[]survey.Answer{given("x", 1), given("y", 40), said("z", "no"), given("people", 700)}).Practices
	a.Practices[0].Place, more[0].Place, more[1].Place = "P", "Q", "Q"
	a.Practices = append(a.Practices, more...)
	subs := []survey.Submission{a, town("b", 2, 40, 1000), town("c", 4, 0, 9000), town("d", 5, 100, 2100)}
	rules := []Rule{{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(3)}}, When: always}}
	list := judge(subs, rules, nil)
	if len(list) != 1 || !list[0].ByPeople || math.Abs(list[0].Reach-3000.0/14100) > 1e-12 {
		t.Fatalf("%+v, want a reach of 3,000 of 14,100 people", list)
	}
	if l, _ := list[0].Exemplar(Learner{"a", "city", 20}); l.Partner != "d" {
		t.Errorf("a learns from %+v, want d, which is as large", l)
	}
	subs[3].Practices[0].Answers[3].State = survey.Blank
	list = judge(subs, rules, nil)
	if list[0].ByPeople || list[0].Reach != 0.5 {
		t.Errorf("one population is not known: reach %v, want 2 of 4 partners", list[0].Reach)
	}
	if l, _ := list[0].Exemplar(Learner{"a", "city", 20}); l.Partner != "c" {
		t.Errorf("a learns from %+v, want c, whose score is closest", l)
	}
}

// TestWeakExamplesTeachNobody: 2 of 10 is better than 1 of 10, but far from the
// best, 8 of 10.
func TestWeakExamplesTeachNobody(t *testing.T) {
	share := func(id, kind string, yes int) survey.Submission {
		var answers [][]survey.Answer
		for i := range 10 {
			answers = append(answers, []survey.Answer{said("z", map[bool]string{true: "yes", false: "no"}[i < yes])})
		}
		return book(id, kind, answers...)
	}
	subs := placed(share("poor", "oblast", 0), share("weak", "oblast", 3), share("low", "oblast", 0), share("best", "city", 8))
	list, _ := all(subs, []Rule{yesAtLeast(0.3)})
	if l, _ := list[0].Exemplar(Learner{"poor", "oblast", 0}); l.Partner != "best" {
		t.Errorf("poor learns from %+v, want best", l)
	}
}

// TestOrderOfArrivalChangesNothing shuffles partners and compares everything.
func TestOrderOfArrivalChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var subs []survey.Submission
		for i := range rapid.IntRange(1, 6).Draw(t, "partners") {
			var practices [][]survey.Answer
			for range rapid.IntRange(1, 4).Draw(t, "practices") {
				practices = append(practices, []survey.Answer{
					given("x", float64(rapid.IntRange(0, 5).Draw(t, "x"))), given("y", float64(rapid.IntRange(0, 100).Draw(t, "y"))),
					said("z", rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "z")),
				})
			}
			subs = append(subs, book(fmt.Sprintf("p%d", i), "", practices...))
		}
		rules := []Rule{
			{ID: "X", Close: []Target{{Criterion: "x", AtLeast: at(4)}}, When: always},
			{ID: "Y", Close: []Target{{Criterion: "y", AtLeast: at(60)}}, When: always},
			{ID: "Z", Close: []Target{{Criterion: "z", Answer: "yes"}}, When: always},
		}
		strip := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Rule" }, cmp.Ignore())
		want := judge(subs, rules, nil)
		shuffled := rapid.Permutation(subs).Draw(t, "order")
		if diff := cmp.Diff(want, judge(shuffled, rules, nil), strip, cmp.AllowUnexported(Recommendation{})); diff != "" {
			t.Fatal(diff)
		}
		for _, r := range want {
			if r.Gain <= 0 || len(r.Evidence) == 0 || len(r.Concerned) == 0 || r.Reach <= 0 || r.Reach > 1 {
				t.Fatalf("%s: gain %v, %d cells, reach %v", r.Rule.ID, r.Gain, len(r.Evidence), r.Reach)
			}
		}
	})
}

func TestFactsOfNothing(t *testing.T) {
	var f Facts
	for what, x := range map[string]float64{"mean": f.Mean("x"), "lowest": f.Lowest("x"), "spread": f.Spread("x"), "share": f.Share("x", "yes"), "coverage": f.Coverage("x"), "rise": f.Rise("x")} {
		if !math.IsNaN(x) {
			t.Errorf("%s of nothing is %v, want NaN, which makes every comparison false", what, x)
		}
	}
	if list, _ := Recommend(Input{Questionnaire: &survey.Questionnaire{}, Now: &score.Result{}, Rules: []Rule{{ID: "X", Close: []Target{{Criterion: "x"}}, When: always}}}, uncertainty.Plan{}); list != nil {
		t.Errorf("something was recommended on nothing: %+v", list)
	}
}

// A level that reviewers lowered is the gap, whatever is claimed; closing it
// raises the level from there.
func TestTargetsGoByWhatReviewersFound(t *testing.T) {
	rule := &survey.EvidenceRule{From: 4, Cap: 2}
	target := Target{Criterion: "x", AtLeast: at(3)}
	a := survey.Answer{Criterion: "x", State: survey.Given, Number: 5, Evident: true}
	if target.missed(a, &survey.Criterion{Kind: survey.Level, Evidence: rule}) {
		t.Error("5 is claimed and proved")
	}
	a.Verdict = &survey.Verdict{Reviewers: 2, Level: 1.5}
	if !target.missed(a, &survey.Criterion{Kind: survey.Level, Evidence: rule}) {
		t.Error("reviewers found 1.5")
	}
	if met := target.Meet(a); met.Claims() != 3 || target.missed(met, &survey.Criterion{Kind: survey.Level, Evidence: rule}) {
		t.Errorf("met: %+v", met)
	}
	a.Verdict.Level, a.Evident = 4, false
	if target.missed(a, &survey.Criterion{Kind: survey.Level, Evidence: rule}) {
		t.Error("what reviewers found needs no further evidence")
	}
}
