package score_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// mixed has leaves of every kind: levels capped without evidence, numbers that learn
// from the others, one in relation to another, words, a rule over inputs.
func mixed(by aggregate.By, weigh score.WeighBy, rollup []score.Step) *score.Model {
	leaf := func(id string, l indicator.Leaf) *score.Node {
		l.Column = id
		return &score.Node{ID: id, Weight: 1, Leaf: &l}
	}
	level := func(id string, fill impute.By) *score.Node {
		return leaf(id, indicator.Leaf{Kind: survey.Level, Evidence: &survey.EvidenceRule{From: 3, Cap: 2},
			Normalise: normalise.Method{By: normalise.Levels, Top: 5}, Impute: impute.Method{By: fill, Group: string(score.WithinTheme)}})
	}
	yes := condition.On[condition.Operands]{Test: func(o condition.Operands) bool { return condition.Compare("==", o("in"), "yes") }}
	branch := func(id string, weigh score.WeighBy, parts ...*score.Node) *score.Node {
		return &score.Node{ID: id, Weight: 1, MinCoverage: 0.4, Default: true, Aggregate: aggregate.Method{By: by}, Weighing: score.Weighing{By: weigh}, Parts: parts}
	}
	return &score.Model{
		Scale: score.Scale{Min: 0, Max: 100}, Rollup: rollup, Meaning: score.Meaning{Population: "people"},
		Inputs: []score.Input{{ID: "in", Kind: survey.YesNo}, {ID: "people", Kind: survey.Number}},
		Themes: []survey.Theme{{ID: "a", Weight: 1}, {ID: "b", Weight: 2}, {ID: "c", Weight: 1}},
		Levels: []score.MaturityLevel{{Level: 0}, {Level: 1, From: 30}, {Level: 2, From: 50, Needs: []score.Gate{{Node: "two", AtLeast: 40}}}},
		Root: branch("root", "",
			branch("one", weigh, level("l1", impute.Leave), level("l2", impute.Mean), level("l3", impute.Median)),
			branch("two", "",
				leaf("n1", indicator.Leaf{Kind: survey.Number, Normalise: normalise.Method{By: normalise.MinMax}, Impute: impute.Method{By: impute.Mean}}),
				leaf("n2", indicator.Leaf{Kind: survey.Number, Normalise: normalise.Method{By: normalise.Percentile, Ties: stat.TiesMin}, Denominate: indicator.Denominator{By: "n1", Scale: 10}}),
				leaf("y", indicator.Leaf{Kind: survey.YesNo, Points: map[string]float64{"yes": 1, "no": 0}, Normalise: normalise.Method{By: normalise.Goalposts, High: 1}})),
			branch("three", "",
				leaf("rule", indicator.Leaf{Rule: []indicator.RuleLine{{When: yes, Points: 3}, {Points: 1}}, Needs: []string{"in"}, Normalise: normalise.Method{By: normalise.Goalposts, High: 3}}),
				level("l4", impute.Leave))),
	}
}

// partnersOf makes partners with practices at places; a third of what is asked is
// blank or does not apply; one partner has no practice with a theme, one no answer.
func partnersOf(m *score.Model, partners int, key stat.Key) []survey.Submission {
	kinds := map[string]survey.Kind{"l1": survey.Level, "l2": survey.Level, "l3": survey.Level, "l4": survey.Level, "y": survey.YesNo, "in": survey.YesNo}
	var subs []survey.Submission
	for i := range partners {
		s := survey.Submission{Partner: survey.Partner{ID: fmt.Sprint("p", i)}}
		for k := range 2 + int(key.With(uint64(i)).Uniform()*9) {
			own := key.With(uint64(i)).With(uint64(k))
			p := survey.Practice{ID: fmt.Sprint(k), Place: fmt.Sprint("place", k%3), Theme: []string{"a", "b", "c", ""}[int(own.Of("theme").Uniform()*4)]}
			if i == 2 {
				p.Theme = ""
			}
			for _, id := range []string{"l1", "l2", "l3", "l4", "n1", "n2", "y", "in", "people"} {
				draw := own.Of(id)
				a := survey.Answer{Criterion: id, State: survey.Given, Number: math.Floor(draw.Uniform() * 100)}
				switch kind := kinds[id]; kind {
				case survey.Level:
					a.Number, a.Evident = math.Floor(draw.Uniform()*6), draw.Of("proof").Uniform() < 0.5
				case survey.YesNo:
					a.Choice = []string{"yes", "no"}[int(draw.Uniform()*2)]
				}
				if state := draw.Of("state").Uniform(); state < 0.2 || i == 3 {
					a = survey.Answer{Criterion: id, State: survey.Blank}
				} else if state < 0.3 {
					a = survey.Answer{Criterion: id, State: survey.NotApplicable}
				}
				p.Answers = append(p.Answers, a)
			}
			s.Practices = append(s.Practices, p)
		}
		subs = append(subs, s)
	}
	return subs
}

// better answers what it can.
func better(a survey.Answer) survey.Answer {
	if a.State == survey.Given {
		a.Choice, a.Number, a.Evident = map[bool]string{true: "yes"}[a.Choice != ""], max(a.Number, 4), true
	}
	return a
}

// rollups are ways from practices to partners that take all, the best, or the best
// of each theme.
var rollups = map[string][]score.Step{
	"mean":        nil,
	"sum":         {{From: score.Practice, To: score.Partner, By: score.RollSum}},
	"share":       {{From: score.Practice, To: score.Partner, By: score.RollShare}},
	"best":        {{From: score.Practice, To: score.Partner, By: score.RollBest, N: 3}},
	"best-within": {{From: score.Practice, To: score.Partner, By: score.RollBest, N: 2, Within: score.WithinTheme}},
	"mean-within": {{From: score.Practice, To: score.Partner, By: score.RollMean, Within: score.WithinTheme}},
	"places":      {{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollPopulation}},
	"best-places": {{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollBest, N: 1}},
	"best-first":  {{From: score.Practice, To: score.Place, By: score.RollBest, N: 1, Within: score.WithinTheme}, {From: score.Place, To: score.Partner, By: score.RollMean}},
}

// changes are what a draw of the uncertainty may be.
func changes(nodes int, key stat.Key) []*score.Change {
	shake := func(i uint64) (out []float64) {
		for n := range nodes {
			out = append(out, 0.75+0.5*key.With(i).With(uint64(n)).Uniform())
		}
		return out
	}
	power := aggregate.Method{By: aggregate.PowerMean, Power: 0.5}
	duel := aggregate.Method{By: aggregate.Copeland}
	fill := impute.Method{By: impute.Mean}
	return []*score.Change{
		nil, {Weights: shake(1)}, {Weights: shake(2), Aggregate: &power}, {Aggregate: &duel},
		{Weights: shake(3), Leaf: &indicator.Change{Impute: &fill, Misjudge: indicator.Misjudging{Key: key, Chance: 0.3}}},
		{Aggregate: &power, Leaf: &indicator.Change{Normalise: &normalise.Method{By: normalise.Rank, Ties: stat.TiesMin}}},
		{Without: []string{"l2"}},
	}
}

// What is scored again of an amendment, only where it can move, is bit for bit what
// comes of scoring everything anew.
func TestAmendedIsScoringAnew(t *testing.T) {
	t.Parallel()
	gaps := [][]string{{"l1"}, {"n1"}, {"in"}, {"l2", "y"}, {"people"}, {"none"}}
	for name, rollup := range rollups {
		for _, by := range []aggregate.By{aggregate.Arithmetic, aggregate.Geometric, aggregate.Median, aggregate.Copeland} {
			for _, weigh := range []score.WeighBy{score.Stated, score.Component} {
				m := mixed(by, weigh, rollup)
				key := stat.NewKey(7).Of(name).Of(string(by)).Of(string(weigh))
				subs := partnersOf(m, 9, key)
				apart := func(place string) string { return map[bool]string{true: "occupied"}[place == "place2"] }
				p := m.Prepare(subs, apart)
				for _, gap := range gaps {
					other, a := amend(subs, gap), p.Amend(gap, amendment(gap))
					anew := m.Prepare(other, apart)
					for i, ch := range changes(len(p.Nodes()), key) {
						at := fmt.Sprint(name, " ", by, " ", weigh, " ", gap, " change ", i)
						d := p.Draw(ch)
						sameBits(t, at+", as it is", d.Partners(nil), p.Partners(ch))
						sameBits(t, at, d.Amended(nil, a), anew.Partners(ch))
						if ch == nil {
							sameScores(t, at, d.Overall(a), anew.Score(nil))
						}
						if i%3 > 0 { // the next draw has its memory
							d.Release()
						}
					}
				}
			}
		}
	}
}

// What a draw of weights or of the aggregation needs is there since the draw before:
// scoring allocates nothing. Draws of all that a method asks for: analysis.
func TestDrawsAllocateNothing(t *testing.T) {
	for name, rollup := range rollups {
		m := mixed(aggregate.Arithmetic, score.Stated, rollup)
		key := stat.NewKey(7)
		p := m.Prepare(partnersOf(m, 9, key), nil)
		a := p.Amend([]string{"l2", "y"}, amendment([]string{"l2", "y"}))
		var scores, closed []float64
		for i, ch := range changes(len(p.Nodes()), key)[:3] {
			for range 2 { // once for the memory, once for it to lie together
				d := p.Draw(ch)
				d.Amended(nil, a)
				d.Release()
			}
			scores = p.AppendPartners(scores[:0], ch)
			if n := testing.AllocsPerRun(20, func() { scores = p.AppendPartners(scores[:0], ch) }); n > 0 {
				t.Errorf("%s, change %d: the partners took %v allocations", name, i, n)
			}
			closed = p.AppendPartners(closed[:0], ch)
			if n := testing.AllocsPerRun(20, func() {
				d := p.Draw(ch)
				scores = d.Partners(scores[:0])
				closed = d.Amended(closed[:0], a)
				d.Release()
			}); n > 0 {
				t.Errorf("%s, change %d: a draw and what was asked of it took %v allocations", name, i, n)
			}
		}
	}
}

func amendment(gap []string) func(*survey.Submission, *survey.Practice, survey.Answer) survey.Answer {
	return func(s *survey.Submission, _ *survey.Practice, a survey.Answer) survey.Answer {
		if s.Partner.ID == "p1" || !slices.Contains(gap, a.Criterion) {
			return a // one partner has nothing to close
		}
		return better(a)
	}
}

func amend(subs []survey.Submission, gap []string) []survey.Submission {
	by, out := amendment(gap), slices.Clone(subs)
	for i := range out {
		out[i].Practices = slices.Clone(out[i].Practices)
		for j := range out[i].Practices {
			p := &out[i].Practices[j]
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				p.Answers[k] = by(&out[i], p, p.Answers[k])
			}
		}
	}
	return out
}

func sameBits(t *testing.T, at string, got, want []float64) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }) {
		t.Errorf("%s:\n%v, scored anew\n%v", at, got, want)
	}
}

func sameScores(t *testing.T, at string, got []score.Score, anew *score.Result) {
	t.Helper()
	for i, u := range anew.Of(score.Partner) {
		want, _ := anew.At(u, anew.Root())
		if got[i].Value != want.Value || got[i].Known != want.Known || got[i].Level != want.Level || got[i].Coverage != want.Coverage || got[i].Held() != want.Held() {
			t.Errorf("%s, %s: %+v, scored anew %+v", at, u.ID, got[i], want)
		}
	}
}
