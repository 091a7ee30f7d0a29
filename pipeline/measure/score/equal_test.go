package score_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A scene is a random tree, and practices in places of partners, with few enough
// answers that many sums are alike.
type scene struct {
	model  *score.Model
	leaves []*score.Node
	subs   []survey.Submission
}

// drawScene makes arithmetic of all kinds: weights of whole numbers, of thirds of
// a cent and of parts of 2^13, levels out of 3, 5 or 7, numbers out of 2^13.
func drawScene(t *rapid.T) *scene {
	s := &scene{model: &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Rollup: []score.Step{
		{From: score.Practice, To: score.Place, By: score.RollMean}, {From: score.Place, To: score.Partner, By: score.RollMean}}}}
	s.model.Root = s.grow(t, "r", rapid.IntRange(1, 3).Draw(t, "depth"))
	for l, from := range rapid.SliceOfNDistinct(rapid.SampledFrom([]float64{5, 12.5, 20, 30, 100.0 / 3, 100.0 / 8192 * 4095, 50, 62.5, 75, 90}), 2, 6, rapid.ID[float64]).Draw(t, "levels") {
		s.model.Levels = append(s.model.Levels, score.MaturityLevel{Level: l, From: from})
	}
	slices.SortFunc(s.model.Levels, func(a, b score.MaturityLevel) int { return int(a.From*1e6) - int(b.From*1e6) })
	for i := range s.model.Levels {
		s.model.Levels[i].Level = i
	}
	for i := range rapid.IntRange(2, 6).Draw(t, "partners") {
		sub := survey.Submission{Partner: survey.Partner{ID: fmt.Sprint("p", i)}}
		for k := range rapid.IntRange(1, 5).Draw(t, "practices") {
			p := survey.Practice{ID: fmt.Sprint(k), Place: fmt.Sprint("place", rapid.IntRange(0, 2).Draw(t, "place"))}
			for _, n := range s.leaves {
				p.Answers = append(p.Answers, drawAnswer(t, n))
			}
			sub.Practices = append(sub.Practices, p)
		}
		s.subs = append(s.subs, sub)
	}
	return s
}

func (s *scene) grow(t *rapid.T, id string, depth int) *score.Node {
	weight := rapid.OneOf(rapid.SampledFrom([]float64{1, 2, 3, 7}), rapid.Map(rapid.IntRange(1, 8192), func(k int) float64 { return float64(k) / 8192 }),
		rapid.Map(rapid.IntRange(1, 300), func(k int) float64 { return float64(k) / 300 })).Draw(t, "weight")
	n := &score.Node{ID: id, Weight: weight, Aggregate: aggregate.Method{By: aggregate.Arithmetic}, Default: true}
	if depth == 0 {
		n.Leaf = &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: rapid.SampledFrom([]float64{3, 5, 7}).Draw(t, "top")}}
		if rapid.Bool().Draw(t, "number") {
			n.Leaf.Kind, n.Leaf.Normalise = survey.Number, normalise.Method{By: normalise.Goalposts, Low: 0, High: 8192}
		}
		s.leaves = append(s.leaves, n)
		return n
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "parts") {
		n.Parts = append(n.Parts, s.grow(t, fmt.Sprint(id, i), depth-rapid.IntRange(1, depth).Draw(t, "down")))
	}
	return n
}

func drawAnswer(t *rapid.T, n *score.Node) survey.Answer {
	a := survey.Answer{Criterion: n.ID, State: survey.Given}
	most := int(n.Leaf.Normalise.Top)
	if n.Leaf.Kind == survey.Number {
		most = 8192
	}
	switch k := rapid.IntRange(0, 5).Draw(t, "answer"); {
	case k == 5:
		a.State = survey.Blank
	case n.Leaf.Kind == survey.Number:
		a.Number = float64(rapid.SampledFrom([]int{0, 1, 2731, 4095, 4096, 5461, most}).Draw(t, "number"))
	default:
		a.Number = float64(min(k, most))
	}
	return a
}

// exact computes a node from its leaves; nil: not known.
func exact(n *score.Node, leaf func(*score.Node) *big.Rat) *big.Rat {
	if n.Leaf != nil {
		return leaf(n)
	}
	sum, den := new(big.Rat), new(big.Rat)
	for _, c := range n.Parts {
		if v := exact(c, leaf); v != nil {
			w := new(big.Rat).SetFloat64(c.Weight)
			sum.Add(sum, new(big.Rat).Mul(w, v))
			den.Add(den, w)
		}
	}
	if den.Sign() == 0 {
		return nil
	}
	return sum.Quo(sum, den)
}

// mean is the mean of what is known; nil of nothing.
func mean(values []*big.Rat) *big.Rat {
	sum, n := new(big.Rat), int64(0)
	for _, v := range values {
		if v != nil {
			sum.Add(sum, v)
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return sum.Quo(sum, new(big.Rat).SetInt64(n))
}

// answered returns the exact value of one practice at a leaf.
func answered(p *survey.Practice, n *score.Node) *big.Rat {
	a := p.Answer(n.ID)
	if a.State != survey.Given {
		return nil
	}
	top := n.Leaf.Normalise.Top
	if n.Leaf.Kind == survey.Number {
		top = n.Leaf.Normalise.High
	}
	v := new(big.Rat).Quo(new(big.Rat).SetFloat64(a.Number), new(big.Rat).SetFloat64(top))
	return v.Mul(v, new(big.Rat).SetInt64(100))
}

// below lists the practices of a unit.
func (s *scene) below(u *score.Unit) map[string][]*survey.Practice {
	out := map[string][]*survey.Practice{}
	for i := range s.subs {
		for k := range s.subs[i].Practices {
			p := &s.subs[i].Practices[k]
			if s.subs[i].Partner.ID == u.Partner && (u.Kind == score.Partner || p.Place == u.Place && (u.Kind == score.Place || p.ID == u.ID)) {
				out[p.Place] = append(out[p.Place], p)
			}
		}
	}
	return out
}

// of returns the exact value of a unit at a leaf: the mean over its places of the
// mean over their practices.
func (s *scene) of(u *score.Unit, n *score.Node) *big.Rat {
	var places []*big.Rat
	for _, practices := range s.below(u) {
		var values []*big.Rat
		for _, p := range practices {
			values = append(values, answered(p, n))
		}
		places = append(places, mean(values))
	}
	return mean(places)
}

// step is the grid of a scale from 0 to 100.
var step = new(big.Rat).SetFrac64(1, 1e10)

func apart(a, b *big.Rat) bool {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d).Cmp(step) > 0
}

// Equal is equal: of any two units with the same exact sum score, level and rank
// are the same; of two whose sums differ by more than the grid the scores do.
func TestEqualIsEqual(t *testing.T) {
	alike := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		r := s.model.Practices(s.subs, nil)
		nodes := map[string]*score.Node{}
		s.model.Root.Walk(func(n, _ *score.Node) { nodes[n.ID] = n })
		for _, kind := range []score.UnitKind{score.Practice, score.Place, score.Partner} {
			units := r.Of(kind)
			for at, info := range r.Nodes {
				values := make([]*big.Rat, len(units))
				for i, u := range units {
					values[i] = exact(nodes[info.ID], func(n *score.Node) *big.Rat { return s.of(u, n) })
					s.checkOne(t, r, u, at, values[i])
				}
				alike += checkPairs(t, units, at, values)
			}
		}
	})
	if alike == 0 {
		t.Error("no two sums were alike: the test says nothing")
	}
	t.Logf("%d pairs of units with one exact sum", alike)
}

// checkOne compares a score with its exact value, and the root's level with the
// level that the exact value reaches.
func (s *scene) checkOne(t *rapid.T, r *score.Result, u *score.Unit, at int, want *big.Rat) {
	got := u.Scores[at]
	if got.Known != (want != nil) {
		t.Fatalf("%s %s at %s: known %v", u.Kind, u.ID, r.Nodes[at].ID, got.Known)
	}
	if want == nil {
		return
	}
	if apart(new(big.Rat).SetFloat64(got.Value), want) {
		t.Fatalf("%s %s at %s: %v, want %s", u.Kind, u.ID, r.Nodes[at].ID, got.Value, want.FloatString(14))
	}
	if r.Nodes[at].ID != s.model.Root.ID {
		return
	}
	level := -1
	for _, l := range s.model.Levels {
		from := new(big.Rat).SetFloat64(l.From)
		if from.Cmp(want) <= 0 || !apart(from, want) && s.model.Scale.Grid().Round(l.From) == got.Value {
			level = l.Level
		}
	}
	if got.Level != level {
		t.Fatalf("%s %s has %v (exactly %s): level %d, want %d of %v", u.Kind, u.ID, got.Value, want.FloatString(14), got.Level, level, s.model.Levels)
	}
}

// checkPairs compares every two units at a node, and counts those with one sum.
func checkPairs(t *rapid.T, units []*score.Unit, at int, exact []*big.Rat) (alike int) {
	for i, a := range units {
		for k, b := range units[:i] {
			if exact[i] == nil || exact[k] == nil {
				continue
			}
			x, y := a.Scores[at], b.Scores[at]
			switch order := exact[i].Cmp(exact[k]); {
			case order == 0:
				alike++
				if x.Value != y.Value || x.Rank != y.Rank || x.Level != y.Level {
					t.Fatalf("%s and %s have exactly %s: %+v and %+v", a.ID, b.ID, exact[i].FloatString(14), x, y)
				}
			case apart(exact[i], exact[k]) && ((x.Value > y.Value) != (order > 0) || (x.Rank < y.Rank) != (order > 0)):
				t.Fatalf("%s has %s and %s %s: %+v and %+v", a.ID, exact[i].FloatString(14), b.ID, exact[k].FloatString(14), x, y)
			}
		}
	}
	return alike
}

// What draws compare is on the same grid: of two partners with one exact sum under
// a change of weights neither stands above the other.
func TestEqualIsEqualInDraws(t *testing.T) {
	alike := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		p := s.model.Prepare(s.subs, nil)
		ch, factor := &score.Change{}, map[string]float64{}
		for _, n := range p.Nodes() {
			f := rapid.SampledFrom([]float64{0.75, 1, 1.25}).Draw(t, "factor")
			ch.Weights, factor[n.ID] = append(ch.Weights, f), f
		}
		if rapid.Bool().Draw(t, "left out") { // scores everything anew
			ch.Without = []string{"none"}
		}
		roots, units := p.Partners(ch), p.Units(score.Partner)
		heavier := shaken(s.model.Root, factor)
		values := make([]*big.Rat, len(units))
		for i := range units {
			values[i] = exact(heavier, func(n *score.Node) *big.Rat { return s.of(&units[i], n) })
			for k := range i {
				if values[i] == nil || values[k] == nil {
					continue
				}
				same := values[i].Cmp(values[k]) == 0
				if same {
					alike++
				}
				if same && roots[i] != roots[k] || apart(values[i], values[k]) && (roots[i] > roots[k]) != (values[i].Cmp(values[k]) > 0) {
					t.Fatalf("%v of %s and %v of %s", roots[i], values[i].FloatString(14), roots[k], values[k].FloatString(14))
				}
			}
		}
	})
	if alike == 0 {
		t.Error("no two sums were alike: the test says nothing")
	}
}

// shaken is a tree with other weights.
func shaken(n *score.Node, factor map[string]float64) *score.Node {
	out := *n
	out.Weight = float64(n.Weight * factor[n.ID])
	out.Parts = nil
	for _, c := range n.Parts {
		out.Parts = append(out.Parts, shaken(c, factor))
	}
	return &out
}
