package score

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/aggregate"
)

// Levers are what the overall scores of the partners follow from when only the
// weights of the parts of the root are changed: who knows them can weigh anew without
// the answers. The root's own values are not in them.
type Levers struct {
	Aggregate   aggregate.Method
	MinCoverage float64
	MinChildren float64
	Decimals    int       // of the points where overall scores are compared; −1: 12 significant digits
	Parts       []string  // ids of the parts of the root
	Weights     []float64 // theirs, as stated or learnt
	Take        int       // how many of the practices of a bundle are taken, the best; 0 all
	Bundles     []Bundle  // by partner, then theme
}

// A Bundle is what a partner's overall score is the weighted mean of: all of the
// partner, or its practices of one theme.
type Bundle struct {
	Partner   int     // position among Units(Partner)
	Weight    float64 // of the theme; 1 where there is one bundle
	Practices []Stand // of which the best are taken, in the order in which ties are broken; nil: the choice is always the same
	Choices   []Choice
}

// A Choice is which practices of a bundle are taken, and where it stands with them.
type Choice struct {
	Of []int // positions in Practices, ascending; nil: all that there are
	Stand
}

// A Stand is the values and coverages of one unit, by part of the root; NaN: none.
type Stand struct{ Value, Cover []float64 }

// choicesMost is how many choices one bundle may have: of more, weights are not
// changed without the answers.
const choicesMost = 130

// Levers returns the levers; nil where the scores do not follow from them: places
// that choose between practices, duels among those chosen, too many choices.
func (p *Prepared) Levers() *Levers {
	if len(p.tree.nodes) == 0 || p.tree.nodes[p.tree.root()].Leaf != nil {
		return nil
	}
	root := &p.tree.nodes[p.tree.root()]
	l := &Levers{Aggregate: root.Aggregate, MinCoverage: root.MinCoverage, MinChildren: root.MinChildren, Decimals: -1}
	if on := p.compared(nil, p.summed(len(p.layers)-1))[p.tree.root()]; on == p.model.Scale.Grid() {
		l.Decimals = on.Decimals(p.model.Scale.Max)
	}
	for _, c := range root.children {
		l.Parts, l.Weights = append(l.Parts, p.tree.nodes[c].ID), append(l.Weights, p.tree.nodes[c].weight)
	}
	if p.top != nil {
		g := p.onTop(nil)
		for u := range g.units {
			l.Bundles = append(l.Bundles, Bundle{Partner: u, Weight: 1, Choices: []Choice{{Stand: standAt(p, g, u)}}})
		}
		return l
	}
	if b := (&bundling{p: p, l: l}); !b.all() {
		return nil
	}
	return l
}

// A bundling makes the bundles of a method that chooses practices, or adds them up by
// theme.
type bundling struct {
	p     *Prepared
	l     *Levers
	first *grid // the practices
}

// standAt reads the parts of the root off a grid.
func standAt(p *Prepared, g *grid, u int) Stand {
	var s Stand
	for _, c := range p.tree.nodes[p.tree.root()].children {
		s.Value, s.Cover = append(s.Value, g.score(c, u)), append(s.Cover, g.coverage(c, u))
	}
	return s
}

// all makes the bundles of all partners.
func (b *bundling) all() bool {
	p, l := b.p, b.l
	step := p.layers[0].step
	if len(p.layers) != 2 || step.Within != "" && len(p.model.Themes) == 0 || step.By == RollBest && (&Drawn{p: p}).duels() {
		return false
	}
	if step.By == RollBest {
		l.Take = step.N
	}
	b.first = p.plant(p.base, nil)
	p.tree.grow(b.first, nil, p.layers[0].apart)
	themes := []int{-1}
	if step.Within != "" {
		for t := range p.model.Themes[1:] {
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
	p, l := b.p, b.l
	lower, weight := &p.layers[0], 1.0
	if theme >= 0 {
		weight = p.model.Themes[theme].Weight
	}
	rows := make([][]int, len(p.layers[1].units)) // by partner
	for u, up := range lower.up {
		if lower.counts[u] && (theme < 0 || lower.theme[u] == theme) {
			rows[up] = append(rows[up], u)
		}
	}
	picks, most := make([][][]int, len(rows)), 0
	for up, list := range rows {
		slices.SortStableFunc(list, func(a, b int) int { return strings.Compare(lower.units[a].ID, lower.units[b].ID) })
		picks[up] = b.picks(list)
		most = max(most, len(picks[up]))
	}
	if most > choicesMost {
		return false
	}
	at := make([]int, len(rows))
	for up, list := range rows {
		at[up] = len(l.Bundles)
		if len(list) == 0 {
			continue
		}
		own := Bundle{Partner: up, Weight: weight}
		if len(picks[up]) > 1 {
			for _, u := range list {
				own.Practices = append(own.Practices, standAt(p, b.first, u))
			}
		}
		l.Bundles = append(l.Bundles, own)
	}
	for k := range most {
		b.choose(rows, picks, at, k)
	}
	return true
}

// choose adds the k-th choice of every bundle that has one, all in one scoring.
func (b *bundling) choose(rows [][]int, picks [][][]int, at []int, k int) {
	p, l := b.p, b.l
	var taken []int
	for up, list := range picks {
		if k < len(list) {
			for _, i := range list[k] {
				taken = append(taken, rows[up][i])
			}
		}
	}
	slices.Sort(taken)
	g := p.above(0, b.first, nil)
	p.raise(p.lift(0, taken), b.first, g, nil)
	p.tree.grow(g, nil, p.layers[1].apart)
	for up, list := range picks {
		if k < len(list) {
			c := Choice{Stand: standAt(p, g, up)}
			if len(list) > 1 {
				c.Of = list[k]
			}
			l.Bundles[at[up]].Choices = append(l.Bundles[at[up]].Choices, c)
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
		sure = sure && l.sure(standAt(b.p, b.first, u))
	}
	if l.Take == 0 || sure && n <= l.Take {
		return [][]int{which(n, func(int) bool { return true })}
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
func (l *Levers) sure(s Stand) bool {
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
	pick := which(size, func(int) bool { return true })
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
