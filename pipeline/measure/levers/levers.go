// Package levers finds what the overall scores of partners follow from when only the
// weights of the parts of the root change. It believes that whoever doubts a weight
// should be able to move it and see, without being given the answers.
package levers

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Levers are what the overall scores of the partners follow from when only the
// weights of the parts of the root are changed: who knows them can weigh anew without
// the answers. The root's own values are not in them.
type Levers struct {
	score.Root
	Take    int      // how many of the practices of a bundle are taken, the best; 0 all
	Bundles []Bundle // by partner, then theme
}

// A Bundle is what a partner's overall score is the weighted mean of: all of the
// partner, or its practices of one theme.
type Bundle struct {
	Partner   int           // position among Units(Partner)
	Weight    float64       // of the theme; 1 where there is one bundle
	Practices []score.Stand // of which the best are taken, in the order in which ties are broken; nil: the choice is always the same
	Choices   []Choice
}

// A Choice is which practices of a bundle are taken, and where it stands with them.
type Choice struct {
	Of []int // positions in Practices, ascending; nil: all that there are
	score.Stand
}

// choicesMost is how many choices one bundle may have: of more, weights are not
// changed without the answers.
const choicesMost = 130

// Of returns the levers of practices that were prepared with a model of these themes;
// nil where the scores do not follow from them: places that choose between practices,
// duels among those chosen, too many choices.
func Of(p *score.Prepared, themes []survey.Theme) *Levers {
	root, ok := p.Root()
	if !ok {
		return nil
	}
	l, choosing := &Levers{Root: root}, p.Choosing()
	if settled := choosing.Settled(); settled != nil {
		for u, s := range settled {
			l.Bundles = append(l.Bundles, Bundle{Partner: u, Weight: 1, Choices: []Choice{{Stand: s}}})
		}
		return l
	}
	if b := (&bundling{Choosing: choosing, l: l, themes: themes, layers: p.Layers()}); !b.all() {
		return nil
	}
	return l
}

// A bundling makes the bundles of a method that chooses practices, or adds them up by
// theme.
type bundling struct {
	*score.Choosing
	l         *Levers
	themes    []survey.Theme
	layers    []score.Layer
	practices []score.Stand
}

// all makes the bundles of all partners.
func (b *bundling) all() bool {
	l, step := b.l, b.layers[0].Step
	if len(b.layers) != 2 || step.Within != "" && len(b.themes) == 0 || step.By == score.RollBest && b.Duels() {
		return false
	}
	if step.By == score.RollBest {
		l.Take = step.N
	}
	b.practices = b.Practices()
	themes := []int{-1}
	if step.Within != "" {
		for t := range b.themes[1:] {
			themes = append(themes, t+1)
		}
		themes[0] = 0
	}
	for _, t := range themes {
		if !b.of(t) {
			return false
		}
	}
	slices.SortStableFunc(l.Bundles, func(a, b Bundle) int { return a.Partner - b.Partner })
	return true
}

// of adds the bundles of one theme; -1: of all practices together.
func (b *bundling) of(theme int) bool {
	lower, weight := &b.layers[0], 1.0
	if theme >= 0 {
		weight = b.themes[theme].Weight
	}
	rows := make([][]int, len(b.layers[1].Units)) // by partner
	for u, up := range lower.Up {
		if lower.Counts[u] && (theme < 0 || lower.Theme[u] == theme) {
			rows[up] = append(rows[up], u)
		}
	}
	picks, most := make([][][]int, len(rows)), 0
	for up, list := range rows {
		slices.SortStableFunc(list, func(a, b int) int { return strings.Compare(lower.Units[a].ID, lower.Units[b].ID) })
		picks[up] = b.picks(list)
		most = max(most, len(picks[up]))
	}
	if most > choicesMost {
		return false
	}
	at := make([]int, len(rows))
	for up, list := range rows {
		at[up] = len(b.l.Bundles)
		if len(list) == 0 {
			continue
		}
		own := Bundle{Partner: up, Weight: weight}
		if len(picks[up]) > 1 {
			for _, u := range list {
				own.Practices = append(own.Practices, b.practices[u])
			}
		}
		b.l.Bundles = append(b.l.Bundles, own)
	}
	for k := range most {
		b.choose(rows, picks, at, k)
	}
	return true
}

// choose adds the k-th choice of every bundle that has one, all in one scoring.
func (b *bundling) choose(rows [][]int, picks [][][]int, at []int, k int) {
	var taken []int
	for up, list := range picks {
		if k < len(list) {
			for _, i := range list[k] {
				taken = append(taken, rows[up][i])
			}
		}
	}
	slices.Sort(taken)
	stands := b.Taking(taken)
	for up, list := range picks {
		if k < len(list) {
			c := Choice{Stand: stands[up]}
			if len(list) > 1 {
				c.Of = list[k]
			}
			b.l.Bundles[at[up]].Choices = append(b.l.Bundles[at[up]].Choices, c)
		}
	}
}

// picks lists which of the practices may be taken: all, or any so many, and fewer
// where one may be without a score.
func (b *bundling) picks(list []int) [][]int {
	n, l := len(list), b.l
	if n == 0 {
		return nil
	}
	sure := true
	for _, u := range list {
		sure = sure && l.sure(b.practices[u])
	}
	if l.Take == 0 || sure && n <= l.Take {
		return [][]int{upTo(n)}
	}
	least := min(l.Take, n)
	if !sure {
		least = 1
	}
	var out [][]int
	for size := least; size <= min(l.Take, n); size++ {
		out = combinations(out, n, size)
		if len(out) > choicesMost {
			break
		}
	}
	return out
}

// sure reports whether a unit has an overall score whatever the weights.
func (l *Levers) sure(s score.Stand) bool {
	for k, v := range s.Value {
		if math.IsNaN(v) || !(s.Cover[k] >= l.MinCoverage) || l.Aggregate.NeedsPositive() && v <= 0 || v < 0 {
			return false
		}
	}
	return true
}

// combinations adds every choice of size out of n, in lexical order, until there are
// more than choicesMost.
func combinations(out [][]int, n, size int) [][]int {
	pick := upTo(size)
	for len(out) <= choicesMost {
		out = append(out, slices.Clone(pick))
		i := size - 1
		for i >= 0 && pick[i] == n-size+i {
			i--
		}
		if i < 0 {
			return out
		}
		pick[i]++
		for j := i + 1; j < size; j++ {
			pick[j] = pick[j-1] + 1
		}
	}
	return out
}

// upTo returns the numbers from 0 below n.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
