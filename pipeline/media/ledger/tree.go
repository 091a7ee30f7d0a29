package ledger

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/formula"
)

// A node is a node of the tree with its place in the list, children before parents.
type node struct {
	*score.Node
	parts  []int
	parent int // -1 of the root
	weight float64
}

// nodesOf lists the tree as the result does.
func nodesOf(in Input) []node {
	var out []node
	at := map[*score.Node]int{}
	in.Model.Root.Walk(func(n, _ *score.Node) {
		own := node{Node: n, parent: -1, weight: in.Result.Nodes[len(out)].Weight}
		for _, c := range n.Parts {
			own.parts = append(own.parts, at[c])
			out[at[c]].parent = len(out)
		}
		at[n] = len(out)
		out = append(out, own)
	})
	return out
}

// stands reports whether a branch stands as a value: units are compared with each
// other, which no formula of a cell does.
func (n *node) stands() bool { return n.Leaf == nil && n.Aggregate.By == aggregate.Copeland }

// weigh is the weight of a node: a yellow cell.
func (l *ledger) weigh(at int) formula.Number {
	return formula.Number(l.by["weights"].ref("weight", at).Cell())
}

// num and str make parts of formulas.
func num(x float64) formula.Number { return formula.Num(x) }

var nothing = formula.AsMixed(formula.Str(""))

func mixed(e formula.Any) formula.Mixed { return formula.AsMixed(e) }

// grow adds the branches of a sheet: score and coverage by node, from columns that
// are there.
func (l *ledger) grow(p *page, fixed func(row, node int) any) {
	for at := range l.nodes {
		n := &l.nodes[at]
		if n.Leaf != nil {
			continue
		}
		score, cover := "score:"+n.ID, "cover:"+n.ID
		p.each(cover, l.called(n.Node)+" · "+l.Texts.T("ledger.cover"), func(row int) any { return l.covered(p, n, row) })
		p.each(score, l.called(n.Node), func(row int) any {
			if n.stands() {
				return fixed(row, at)
			}
			return l.branch(p, n, row)
		})
	}
}

// covered is the weighted mean of the coverages of a branch's parts.
func (l *ledger) covered(p *page, n *node, row int) formula.Mixed {
	var sum, all []formula.Number
	for _, c := range n.parts {
		cell := p.ref("cover:"+l.nodes[c].ID, row).Cell()
		sum = append(sum, formula.Product(l.weigh(c), formula.OrZero(cell)))
		all = append(all, formula.If(formula.Or(formula.IsNumber(cell), cell.Is(unasked)), l.weigh(c), num(0)))
	}
	total := formula.Add(all...)
	return formula.If(formula.Equal(total, num(0)), nothing, mixed(formula.Add(sum...).Over(total)))
}

// branch is the score of a branch, unless it rests on too little.
func (l *ledger) branch(p *page, n *node, row int) formula.Mixed {
	cells := make([]formula.Mixed, len(n.parts))
	anys := make([]formula.Any, len(n.parts))
	covers := make([]formula.Any, len(n.parts))
	for k, c := range n.parts {
		cells[k] = p.ref("score:"+l.nodes[c].ID, row).Cell()
		anys[k], covers[k] = cells[k], p.ref("cover:"+l.nodes[c].ID, row).Cell()
	}
	missing := []formula.Bool{formula.Equal(formula.Count(anys...), num(0))}
	if n.MinCoverage > 0 {
		own := p.ref("cover:"+n.ID, row).Cell()
		missing = append(missing, formula.Not(formula.IsNumber(own)), formula.Round(formula.OrZero(own), 12).Less(num(n.MinCoverage)))
	}
	if n.MinChildren > 0 {
		all := formula.Most(num(1), formula.Count(covers...))
		missing = append(missing, formula.Round(formula.Count(anys...).Over(all), 12).Less(num(n.MinChildren)))
	}
	value := l.aggregated(n, cells, anys)
	return formula.If(formula.Or(missing...), nothing, formula.IfError(mixed(value), nothing))
}

// aggregated puts the parts of a branch together.
func (l *ledger) aggregated(n *node, cells []formula.Mixed, anys []formula.Any) formula.Number {
	switch n.Aggregate.By {
	case aggregate.Median:
		return formula.Middle(anys...)
	case aggregate.Lowest:
		return formula.Least(anys...)
	case aggregate.Highest:
		return formula.Most(anys...)
	case aggregate.Geometric:
		return formula.Exp(l.mean(n, cells, formula.Ln))
	case aggregate.Harmonic:
		return num(1).Over(l.mean(n, cells, func(x formula.Number) formula.Number { return num(1).Over(x) }))
	case aggregate.PowerMean:
		if n.Aggregate.Power == 0 {
			return formula.Exp(l.mean(n, cells, formula.Ln))
		}
		p := n.Aggregate.Power
		return formula.Power(l.mean(n, cells, func(x formula.Number) formula.Number { return formula.Power(x, num(p)) }), num(1/p))
	}
	return l.mean(n, cells, func(x formula.Number) formula.Number { return x })
}

// mean is the weighted mean of something of the parts that are known.
func (l *ledger) mean(n *node, cells []formula.Mixed, of func(formula.Number) formula.Number) formula.Number {
	var sum, all []formula.Number
	for k, c := range n.parts {
		known := formula.IsNumber(cells[k])
		sum = append(sum, formula.If(known, formula.Product(l.weigh(c), of(formula.Number(cells[k]))), num(0)))
		all = append(all, formula.If(known, l.weigh(c), num(0)))
	}
	return formula.Add(sum...).Over(formula.Add(all...))
}

// digitsOf is how many decimals scores are compared by: 1e-12 of the scale's range.
func digitsOf(s score.Scale) int {
	return 12 - int(math.Ceil(math.Log10(max(s.Max-s.Min, 1e-9))))
}

// level is the maturity level of a unit from its scores: the highest whose threshold
// and gates hold, with those of every level below it.
func (l *ledger) level(p *page, row int) any {
	root := p.ref("score:"+l.nodes[len(l.nodes)-1].ID, row).Cell()
	levels := slices.Clone(l.Model.Levels)
	if len(levels) == 0 {
		return nil
	}
	rounded := func(m formula.Mixed) formula.Number { return formula.Round(formula.OrZero(m), digitsOf(l.Model.Scale)) }
	out := nothing
	for i := len(levels) - 1; i >= 0; i-- {
		m := levels[i]
		holds := []formula.Bool{rounded(root).AtLeast(num(m.From))}
		for _, g := range m.Needs {
			gate := p.ref("score:"+g.Node, row).Cell()
			holds = append(holds, formula.IsNumber(gate), rounded(gate).AtLeast(num(g.AtLeast)))
		}
		below := nothing
		if i > 0 {
			below = mixed(num(float64(levels[i-1].Level)))
		}
		reached := mixed(num(float64(m.Level)))
		if i+1 < len(levels) {
			reached = out
		}
		out = formula.If(formula.And(holds...), reached, below)
	}
	return formula.If(formula.IsNumber(root), out, nothing)
}
