package score_test

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

func leaf(id string, weight float64, l indicator.Leaf) *score.Node {
	if l.Normalise.By == "" {
		l.Normalise = normalise.Method{By: normalise.Levels, Top: 5}
		l.Kind = survey.Level
	}
	return &score.Node{ID: id, Weight: weight, Leaf: &l}
}

func branch(id string, weight, least float64, parts ...*score.Node) *score.Node {
	return &score.Node{ID: id, Weight: weight, MinCoverage: least, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Default: true, Parts: parts}
}

// maturity is a small method: two dimensions of weights 1 and 3, two criteria in
// the first, one in the second.
func maturity() *score.Model {
	return &score.Model{
		Scale: score.Scale{Min: 0, Max: 100},
		Root: branch("all", 1, 0.6,
			branch("legal", 1, 0, leaf("basis", 1, indicator.Leaf{Evidence: &survey.EvidenceRule{From: 3, Cap: 2}}), leaf("rules", 1, indicator.Leaf{})),
			branch("reach", 3, 0, leaf("users", 1, indicator.Leaf{}))),
		Themes: []survey.Theme{{ID: "e-services", Weight: 1}, {ID: "e-democracy", Weight: 1}},
		Rollup: []score.Step{{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2, Within: "theme"}},
		Levels: []score.MaturityLevel{{Level: 0}, {Level: 1, From: 20}, {Level: 2, From: 40, Needs: []score.Gate{{Node: "legal", AtLeast: 50}}}, {Level: 3, From: 60}},
	}
}

type answers map[string]any // a level; "blank", "n/a", "?"; absent: not asked

func practice(id, theme string, given answers) survey.Practice {
	p := survey.Practice{ID: id, Title: "Practice " + id, Theme: theme}
	for _, c := range []string{"basis", "rules", "users"} {
		a := survey.Answer{Criterion: c}
		switch v := given[c].(type) {
		case int:
			a.State, a.Number = survey.Given, float64(v)
			a.Evident = given[c+" proof"] != nil
		case string:
			a.State = map[string]survey.State{"blank": survey.Blank, "n/a": survey.NotApplicable, "?": survey.Unreadable}[v]
		default:
			continue
		}
		p.Answers = append(p.Answers, a)
	}
	return p
}

func partner(id string, practices ...survey.Practice) survey.Submission {
	return survey.Submission{Partner: survey.Partner{ID: id, Name: survey.Text{"uk": id}, Place: "UA-" + id}, Practices: practices}
}

func unit(t *testing.T, r *score.Result, kind score.UnitKind, id string) *score.Unit {
	t.Helper()
	for _, u := range r.Of(kind) {
		if u.ID == id {
			return u
		}
	}
	t.Fatalf("no %s %q", kind, id)
	return nil
}

func at(t *testing.T, r *score.Result, kind score.UnitKind, id, node string) score.Score {
	t.Helper()
	s, ok := r.At(unit(t, r, kind, id), node)
	if !ok {
		t.Fatalf("no node %q", node)
	}
	return s
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9 }

func TestPracticeByHand(t *testing.T) {
	r := maturity().Practices([]survey.Submission{partner("a",
		practice("full", "e-services", answers{"basis": 4, "basis proof": true, "rules": 2, "users": 3}), // legal (80+40)/2, all (60+3·60)/4
		practice("unproved", "e-services", answers{"basis": 4, "rules": 2, "users": 3}),                  // basis counts as 2
		practice("gated", "e-services", answers{"basis": 0, "rules": 1, "users": 5}),                     // legal 10, all (10+300)/4 = 77.5
		practice("half", "e-services", answers{"basis": 2, "rules": "blank", "users": "blank"}),
		practice("some", "e-services", answers{"basis": "?", "rules": "n/a", "users": 2}),
	)}, nil)
	full := at(t, r, score.Practice, "full", "all")
	if !near(full.Value, 60) || full.Coverage != 1 || full.Level != 3 || full.Rests != 3 || full.Held().Why != "" {
		t.Errorf("full: %+v", full)
	}
	if s := at(t, r, score.Practice, "unproved", "basis"); s.Value != 40 || s.Held() != (score.Held{Why: "evidence", Node: "basis", Need: 3}) {
		t.Errorf("unproved basis: %+v", s)
	}
	if s := at(t, r, score.Practice, "gated", "all"); !near(s.Value, 77.5) || s.Level != 1 || s.Held() != (score.Held{Why: "gate", Node: "legal", Need: 50}) {
		t.Errorf("gated: %+v", s)
	}
	// half: legal covers 1/2, all (1·½ + 3·0)/4 = 1/8 < 0.6: no score.
	if s := at(t, r, score.Practice, "half", "all"); s.Known || s.Coverage != 0.125 || s.Held() != (score.Held{Why: "coverage", Node: "all", Need: 0.6}) || s.Level != -1 || s.Rank != 0 {
		t.Errorf("half: %+v", s)
	}
	// some: rules does not apply, so legal covers 0/1; all covers 3/4 and is 40.
	if s := at(t, r, score.Practice, "some", "all"); !near(s.Value, 40) || s.Coverage != 0.75 {
		t.Errorf("some: %+v", s)
	}
	if s := at(t, r, score.Practice, "some", "legal"); s.Known || s.Coverage != 0 || !s.Asked || s.Held().Why != "missing" {
		t.Errorf("some legal: %+v", s)
	}
}

func TestKindsOfNothingStayApart(t *testing.T) {
	r := maturity().Practices([]survey.Submission{partner("a",
		practice("zero", "e-services", answers{"basis": 0, "rules": 0, "users": 0}),
		practice("not asked", "e-services", answers{"users": 4}),
		practice("n/a", "e-services", answers{"basis": "n/a", "rules": "n/a", "users": 4}),
		practice("blank", "e-services", answers{"basis": "blank", "rules": "blank", "users": 4}),
	)}, nil)
	for id, want := range map[string]struct {
		score.Score
		held score.Held
	}{
		"zero":      {Score: score.Score{Known: true, Coverage: 1, Asked: true}},
		"not asked": {},
		"n/a":       {Score: score.Score{Asked: true}},
		"blank":     {Score: score.Score{Asked: true}, held: score.Held{Why: "missing", Node: "legal"}},
	} {
		s := at(t, r, score.Practice, id, "legal")
		if s.Known != want.Known || s.Coverage != want.Coverage || s.Asked != want.Asked || s.Held() != want.held || s.Value != 0 {
			t.Errorf("%s: %+v, want %+v", id, s, want)
		}
	}
	for id, want := range map[string]float64{"not asked": 1, "n/a": 1, "blank": 0.75} {
		if s := at(t, r, score.Practice, id, "all"); s.Coverage != want || !near(s.Value, 80) {
			t.Errorf("%s: %+v, want coverage %v", id, s, want)
		}
	}
}

// Of three services the best two count, so that nobody loses by sharing a third.
func TestBestWithinTheme(t *testing.T) {
	good := answers{"basis": 2, "rules": 2, "users": 4} // legal 40, users 80: (40+240)/4 = 70
	fair := answers{"basis": 2, "rules": 2, "users": 2} // 40
	poor := answers{"basis": 0, "rules": 0, "users": 1} // 15
	r := maturity().Practices([]survey.Submission{
		partner("many", practice("1", "e-services", poor), practice("2", "e-services", good), practice("3", "e-services", fair), practice("4", "e-democracy", poor)),
		partner("few", practice("1", "e-services", good), practice("2", "e-services", fair)),
	}, nil)
	services := at(t, r, score.Partner, "many", "e-services")
	if !near(services.Value, 55) || services.Rests != 2 {
		t.Errorf("services of many: %+v, want the mean of 70 and 40 from 2 practices", services)
	}
	if s := at(t, r, score.Partner, "many", "e-democracy"); !near(s.Value, 15) || s.Rests != 1 {
		t.Errorf("democracy of many: %+v", s)
	}
	if s := at(t, r, score.Partner, "many", "all"); !near(s.Value, 35) || s.Rank != 2 {
		t.Errorf("many: %+v, want the mean of 55 and 15", s)
	}
	if s := at(t, r, score.Partner, "few", "all"); !near(s.Value, 55) || s.Rank != 1 {
		t.Errorf("few: %+v: a theme without practices is no zero", s)
	}
	if s := at(t, r, score.Partner, "few", "e-democracy"); s.Known || s.Asked {
		t.Errorf("democracy of few: %+v", s)
	}
	if rests := unit(t, r, score.Partner, "many").Rests; rests[""] != 4 || rests["e-services"] != 3 || rests["e-democracy"] != 1 {
		t.Errorf("rests on %v", rests)
	}
}

// A partner whose practices all lack coverage has no score, and hears why.
func TestPartnerWithoutScoredPractices(t *testing.T) {
	r := maturity().Practices([]survey.Submission{partner("a",
		practice("1", "e-services", answers{"basis": 2, "rules": "blank", "users": "blank"}),
		practice("2", "e-services", answers{"basis": 2, "rules": 3, "users": "blank"}),
	)}, nil)
	for _, node := range []string{"all", "e-services"} {
		s := at(t, r, score.Partner, "a", node)
		if s.Known || s.Held() != (score.Held{Why: "coverage", Node: "all", Need: 0.6}) || !near(s.Coverage, (0.125+0.25)/2) || s.Rests != 0 {
			t.Errorf("%s: %+v", node, s)
		}
	}
}

// local is a method whose practices are of two kinds: centres, asked about
// services, and hromadas, asked about democracy.
func local() *score.Model {
	m := maturity()
	m.Themes, m.Levels = nil, nil
	m.Root.MinCoverage = 0
	m.Rollup = []score.Step{{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollMean}}
	return m
}

func in(place string, p survey.Practice) survey.Practice {
	p.Place, p.PlaceName = place, "the "+place
	return p
}

func TestRollupLeafByLeafThenTheTree(t *testing.T) {
	r := local().Practices([]survey.Submission{partner("o",
		in("P1", practice("c1", "", answers{"users": 5})),
		in("P1", practice("c2", "", answers{"users": 0})),
		in("P1", practice("c3", "", answers{"users": "blank"})),
		in("P1", practice("P1", "", answers{"basis": 2, "rules": 1})),
		in("P2", practice("c4", "", answers{"users": 5})),
	)}, nil)
	place := unit(t, r, score.Place, "P1")
	if place.Name != "the P1" || place.Rests[""] != 4 {
		t.Errorf("%+v", place)
	}
	// P1: users (100+0)/2 over 2 of 3 answered; legal (40+20)/2; all (30+3·50)/4.
	if s := at(t, r, score.Place, "P1", "users"); s.Value != 50 || !near(s.Coverage, 2.0/3) || s.Rests != 2 {
		t.Errorf("users of P1: %+v", s)
	}
	if s := at(t, r, score.Place, "P1", "all"); !near(s.Value, 45) || !near(s.Coverage, (1+3*2.0/3)/4) {
		t.Errorf("P1: %+v", s)
	}
	// P2 was asked nothing about democracy: unknown there, not zero.
	if s := at(t, r, score.Place, "P2", "all"); s.Value != 100 || s.Coverage != 0.75 {
		t.Errorf("P2: %+v", s)
	}
	if s := at(t, r, score.Place, "P2", "legal"); s.Known || s.Asked {
		t.Errorf("legal of P2: %+v", s)
	}
	// Partner: users (50+100)/2 over places, legal 30 over the one place asked.
	if s := at(t, r, score.Partner, "o", "all"); !near(s.Value, (30+3*75)/4.0) || !near(s.Coverage, (1+3*(2.0/3+1)/2)/4) {
		t.Errorf("partner: %+v", s)
	}
}

func TestApartHasNoRankAndCountsNowhere(t *testing.T) {
	m := local()
	subs := []survey.Submission{
		partner("o", in("P1", practice("c1", "", answers{"users": 5})), in("P2", practice("c2", "", answers{"users": 1}))),
		partner("lost", in("P3", practice("c3", "", answers{"users": 4}))),
	}
	r := m.Practices(subs, func(place string) string {
		return map[string]string{"P2": "combat", "P3": "occupied"}[place]
	})
	if s := at(t, r, score.Partner, "o", "users"); s.Value != 100 || s.Rank != 1 {
		t.Errorf("o: %+v: a place in combat must not lower its oblast", s)
	}
	if u := unit(t, r, score.Place, "P2"); u.Apart != "combat" {
		t.Errorf("P2 is not apart: %+v", u)
	}
	if s := at(t, r, score.Place, "P2", "users"); s.Value != 20 || s.Rank != 0 {
		t.Errorf("P2: %+v: it is shown, without rank", s)
	}
	lost := unit(t, r, score.Partner, "lost")
	if s := at(t, r, score.Partner, "lost", "users"); lost.Apart != "occupied" || s.Value != 80 || s.Rank != 0 {
		t.Errorf("lost: %q %+v", lost.Apart, s)
	}
}

// Two centres of which nobody knows the hromada count in their oblast together
// like one place, are no place themselves, and do not bring an oblast into the
// comparison whose known places all stand apart.
func TestPracticesOfUnknownPlace(t *testing.T) {
	subs := []survey.Submission{partner("o", in("P1", practice("c1", "", answers{"users": 5})),
		practice("c2", "", answers{"users": 1}), practice("c3", "", answers{"users": 0}))}
	r := local().Practices(subs, nil)
	if s := at(t, r, score.Partner, "o", "users"); !near(s.Value, (100+10)/2.0) || s.Rank != 1 {
		t.Errorf("users: %+v", s)
	}
	if places := r.Of(score.Place); len(places) != 1 || places[0].ID != "P1" {
		t.Errorf("%d places", len(places))
	}
	if u := unit(t, r, score.Partner, "o"); u.Rests[""] != 1 {
		t.Errorf("rests on %v", u.Rests)
	}
	r = local().Practices(subs, func(place string) string { return map[string]string{"P1": "combat"}[place] })
	if u := unit(t, r, score.Partner, "o"); u.Apart != "combat" {
		t.Errorf("the oblast is %q, want combat", u.Apart)
	}
	subs[0].Partner.Kind = "city"
	r = local().Practices(subs, nil)
	if places := r.Of(score.Place); len(places) != 2 || places[1].ID != "UA-o" {
		t.Errorf("a city is the place of its own practices: %+v", places)
	}
}

// What is learned from all units must not be learned from those apart.
func TestApartIsInNoStatistic(t *testing.T) {
	m := local()
	m.Root = branch("all", 1, 0, leaf("users", 1, indicator.Leaf{Normalise: normalise.Method{By: normalise.MinMax}}))
	subs := []survey.Submission{partner("o",
		in("P1", practice("c1", "", answers{"users": 1})), in("P1", practice("c2", "", answers{"users": 3})), in("P9", practice("c3", "", answers{"users": 5})))}
	r := m.Practices(subs, func(place string) string { return map[string]string{"P9": "combat"}[place] })
	if s := at(t, r, score.Practice, "c2", "users"); s.Value != 100 {
		t.Errorf("c2: %+v, want 100: the highest of those in the comparison", s)
	}
}

func drawSubmissions(t *rapid.T) []survey.Submission {
	var subs []survey.Submission
	value := rapid.SampledFrom([]any{0, 1, 2, 3, 4, 5, "blank", "n/a", "?", nil})
	for i := range rapid.IntRange(0, 4).Draw(t, "partners") {
		s := partner(string(rune('a' + i)))
		for k := range rapid.IntRange(0, 5).Draw(t, "practices") {
			a := answers{}
			for _, c := range []string{"basis", "rules", "users"} {
				if v := value.Draw(t, c); v != nil {
					a[c] = v
				}
			}
			theme := rapid.SampledFrom([]string{"e-services", "e-democracy", "", "unknown"}).Draw(t, "theme")
			s.Practices = append(s.Practices, in(rapid.SampledFrom([]string{"", "P1", "P2"}).Draw(t, "place"), practice(string(rune('0'+k)), theme, a)))
		}
		subs = append(subs, s)
	}
	return subs
}

// Whatever is answered, every score is a number on the scale or says why there
// is none, coverage is a share, and the order of files and rows changes nothing.
func TestAnyAnswersGiveNamedResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]*score.Model{maturity(), local()}).Draw(t, "method")
		subs := drawSubmissions(t)
		r := m.Practices(subs, nil)
		for _, u := range r.Units {
			for i, s := range u.Scores {
				switch {
				case math.IsNaN(s.Value) || math.IsInf(s.Value, 0) || s.Coverage < 0 || s.Coverage > 1+1e-12:
					t.Fatalf("%s %s at %s: %+v", u.Kind, u.ID, r.Nodes[i].ID, s)
				case s.Known && (s.Value < -1e-9 || s.Value > 100+1e-9 || s.Rank < 1):
					t.Fatalf("%s %s at %s: %+v", u.Kind, u.ID, r.Nodes[i].ID, s)
				case !s.Known && (s.Value != 0 || s.Rank != 0 || s.Level != -1):
					t.Fatalf("%s %s at %s is unknown and yet %+v", u.Kind, u.ID, r.Nodes[i].ID, s)
				}
			}
		}
		shuffled := rapid.Permutation(subs).Draw(t, "files")
		for i := range shuffled {
			if len(shuffled[i].Practices) > 0 {
				shuffled[i].Practices = rapid.Permutation(shuffled[i].Practices).Draw(t, "rows")
			}
		}
		if again := m.Practices(shuffled, nil); !reflect.DeepEqual(r, again) {
			t.Fatal("the order of files and rows changed the result")
		}
	})
}

// A better answer never lowers its own practice or, where all practices count,
// its partner.
func TestBetterAnswersNeverHurt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := local()
		subs := drawSubmissions(t)
		before := m.Practices(subs, nil)
		var given []*survey.Answer
		for i := range subs {
			for j := range subs[i].Practices {
				for k := range subs[i].Practices[j].Answers {
					if a := &subs[i].Practices[j].Answers[k]; a.State == survey.Given && a.Number < 5 {
						given = append(given, a)
					}
				}
			}
		}
		if len(given) == 0 {
			return // nothing to raise
		}
		rapid.SampledFrom(given).Draw(t, "answer").Number++
		after := m.Practices(subs, nil)
		for i := range before.Units {
			for k := range before.Nodes {
				if b, a := before.Units[i].Scores[k], after.Units[i].Scores[k]; b.Known && a.Value < b.Value-1e-9 {
					t.Fatalf("%s at %s fell from %v to %v", before.Units[i].ID, before.Nodes[k].ID, b.Value, a.Value)
				}
			}
		}
	})
}

// Partners under a change are what Score gives under it.
func TestPartnersAgreeWithScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]*score.Model{maturity(), local()}).Draw(t, "method")
		p := m.Prepare(drawSubmissions(t), nil)
		ch := &score.Change{}
		for range p.Nodes() {
			ch.Weights = append(ch.Weights, rapid.Float64Range(0.5, 1.5).Draw(t, "weight"))
		}
		if rapid.Bool().Draw(t, "power") {
			ch.Aggregate = &aggregate.Method{By: aggregate.PowerMean, Power: 0.5}
		}
		if rapid.Bool().Draw(t, "answers") {
			ch.Leaf = &indicator.Change{Misjudge: indicator.Misjudging{Key: stat.NewKey(1), Chance: 0.5}}
		}
		if rapid.Bool().Draw(t, "holes") { // Score fills whole columns, Partners hole by hole
			ch.Leaf = cmp.Or(ch.Leaf, &indicator.Change{})
			ch.Leaf.Impute = &impute.Method{By: rapid.SampledFrom([]impute.By{impute.Mean, impute.Median}).Draw(t, "by")}
		}
		roots := p.Partners(ch)
		r := p.Score(ch)
		for i, u := range r.Of(score.Partner) {
			s, _ := r.At(u, r.Root())
			if s.Known != !math.IsNaN(roots[i]) || s.Known && s.Value != roots[i] {
				t.Fatalf("%s: %v and %+v", u.ID, roots[i], s)
			}
		}
	})
}

func TestCanonicalOrderOfUnits(t *testing.T) {
	r := local().Practices([]survey.Submission{
		partner("b", in("P2", practice("2", "", answers{"users": 1})), in("P1", practice("9", "", answers{"users": 1}))),
		partner("a", in("P1", practice("1", "", answers{"users": 1}))),
	}, nil)
	var got []string
	for _, u := range r.Units {
		got = append(got, string(u.Kind)+" "+u.Partner+" "+u.ID)
	}
	want := []string{"practice a 1", "practice b 9", "practice b 2", "place a P1", "place b P1", "place b P2", "partner a a", "partner b b"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Leaving a criterion out is the method without it, at every level of the
// roll-up.
func TestWithoutIsTheMethodWithoutTheCriterion(t *testing.T) {
	subs := []survey.Submission{
		partner("a", practice("1", "e-services", answers{"basis": 2, "rules": 5, "users": 1}), practice("2", "e-democracy", answers{"basis": 4, "rules": "blank", "users": 3})),
		partner("b", practice("1", "e-services", answers{"basis": "n/a", "rules": 1, "users": 2})),
		partner("c", practice("1", "e-democracy", answers{"rules": 4, "users": "blank"})),
	}
	for _, by := range []aggregate.By{aggregate.Arithmetic, aggregate.Lowest} {
		whole, less := maturity(), maturity()
		whole.Root.Parts[0].Aggregate.By, less.Root.Parts[0].Aggregate.By = by, by
		less.Root.Parts[0].Parts = less.Root.Parts[0].Parts[:1]
		got := whole.Prepare(subs, nil).Partners(&score.Change{Without: []string{"rules"}})
		want := less.Prepare(subs, nil).Partners(nil)
		for i := range want {
			if got[i] != want[i] && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
				t.Errorf("%s: without rules %v, a method that has none %v", by, got, want)
			}
		}
	}
}

// What reviewers found is scored in place of what is claimed, and needs no
// further evidence: level 5 claimed without any counts 2, level 4 verified 4.
func TestVerifiedLevelsCount(t *testing.T) {
	p := practice("1", "e-services", answers{"basis": 5, "rules": 2, "users": 3})
	if s := at(t, maturity().Practices([]survey.Submission{partner("a", p)}, nil), score.Practice, "1", "basis"); s.Value != 40 {
		t.Errorf("claimed without evidence: %v", s)
	}
	p.Answers[0].Verdict = &survey.Verdict{Reviewers: 1, Level: 4}
	p.Answers[2].Verdict = &survey.Verdict{Reviewers: 2, Level: 0.5}
	r := maturity().Practices([]survey.Submission{partner("a", p)}, nil)
	for node, want := range map[string]float64{"basis": 80, "rules": 40, "users": 10} {
		if s := at(t, r, score.Practice, "1", node); s.Value != want || s.Held().Why != "" {
			t.Errorf("%s: %+v, want %v", node, s, want)
		}
	}
}
