package ledger

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// unasked is the code of a criterion that nobody below was asked, though it applies.
const unasked = "unasked"

// A leafOf is a criterion with how it is written down.
type leafOf struct {
	*score.Node
	at    int // among the nodes
	value bool
}

// A base is the practices of the ledger and their criteria.
type base struct {
	layers    []score.Layer
	rows      []int // practices that are written, by their number in the layer
	practices []*survey.Practice
	subs      []*survey.Submission
	units     []*score.Unit // as published
	leaves    []leafOf
	page      *page // of branches; criteria are under it
}

func newBase(l *ledger) *base {
	b := &base{layers: l.Prepared.Layers()}
	of := map[survey.PracticeKey][]int{}
	var subs []*survey.Submission
	var practices []*survey.Practice
	for i := range l.Submissions {
		s := &l.Submissions[i]
		if !l.writes(s.Partner.ID) {
			continue
		}
		for k := range s.Practices {
			key := survey.Entry{In: s, Practice: &s.Practices[k]}.Key()
			of[key] = append(of[key], len(practices))
			subs, practices = append(subs, s), append(practices, &s.Practices[k])
		}
	}
	result := l.Result.Of(score.Practice) // in the order of the layer
	for u := range b.layers[0].Units {
		unit := &b.layers[0].Units[u]
		if !l.writes(unit.Partner) {
			continue
		}
		list := of[unit.Key()]
		if list == nil {
			continue
		}
		b.rows, b.units = append(b.rows, u), append(b.units, result[u])
		b.practices, b.subs = append(b.practices, practices[list[0]]), append(b.subs, subs[list[0]])
	}
	for at, n := range l.nodes {
		if n.Leaf != nil {
			k := n.Leaf
			b.leaves = append(b.leaves, leafOf{n.Node, at, k.Rule != nil || k.Denominate.By != "" || k.Impute.By != "" && k.Impute.By != "none" || k.Treat != nil})
		}
	}
	return b
}

// layAnswers writes one row a practice and criterion.
func (l *ledger) layAnswers(p *page, b *base) {
	n := len(b.leaves)
	p.rows = len(b.rows) * n
	p.partner = func(row int) string { return b.subs[row/n].Partner.ID }
	var kept *survey.Answer
	of := -1
	answer := func(row int) *survey.Answer { // which the cells of a row ask for one after the other
		if row != of {
			kept, of = b.answer(row/n, row%n), row
		}
		return kept
	}
	ids, numbers := make([]any, n), make([]any, n) // as cells hold them: each stands in the rows of all practices
	for k := range n {
		ids[k], numbers[k] = b.leaves[k].ID, float64(k+1)
	}
	states, proofs := map[survey.State]any{}, [...]any{0.0, 1.0}
	link := p.add("link", l.Texts.T("ledger.cell"), func(row int) any { return link(l.Period, answer(row).At) })
	link.width = 44
	p.add("partner", l.Texts.T("ledger.partner"), func(row int) any { return b.subs[row/n].Partner.ID })
	p.add("practice", l.Texts.T("ledger.practice"), func(row int) any { return b.practices[row/n].ID })
	p.add("criterion", l.Texts.T("ledger.criterion"), func(row int) any { return ids[row%n] }).width = 24
	p.add("rule", "№", func(row int) any { return numbers[row%n] })
	p.add("state", l.Texts.T("ledger.state"), func(row int) any {
		state := answer(row).State
		if states[state] == nil {
			states[state] = state.String()
		}
		return states[state]
	}).width = 16
	p.add("value", l.Texts.T("ledger.value"), func(row int) any { return valueGiven(answer(row), b.leaves[row%n].Leaf) })
	p.add("proof", l.Texts.T("ledger.proof"), func(row int) any {
		if answer(row).Proved() {
			return proofs[1]
		}
		return proofs[0]
	})
	p.each("counts", l.Texts.T("ledger.counts"), func(row int) any {
		rules := l.by["rules"]
		at := formula.Number(p.ref("rule", row).Cell())
		from, most := formula.Nth(rules.area("from"), at), formula.Nth(rules.area("cap"), at)
		x, state := p.ref("value", row).Cell(), p.ref("state", row).Cell()
		capped := formula.And(formula.IsNumber(from), formula.OrZero(x).AtLeast(formula.OrZero(from)), formula.Equal(p.ref("proof", row).Cell(), num(0)))
		given := formula.If(capped, mixed(formula.Least(x, most)), x)
		return formula.If(state.Is("given"), given, state)
	})
	p.add("raw", l.Texts.T("ledger.raw"), func(row int) any { return brief.Letters(answer(row).Raw, mostRaw) }).width = 32
}

// answer is that of a practice to a criterion. Most practices answer all, in their order.
func (b *base) answer(practice, criterion int) *survey.Answer {
	p, id := b.practices[practice], b.leaves[criterion].ID
	if criterion < len(p.Answers) && p.Answers[criterion].Criterion == id {
		return &p.Answers[criterion]
	}
	a := p.Answer(id)
	return &a
}

// mostRaw is how many letters of what was typed a ledger shows.
const mostRaw = 200

// link leads to the cell of an answer of a period.
func link(period string, at cell.Ref) any {
	if at.IsZero() {
		return ""
	}
	to, name := "../../inputs/"+period+"/"+at.File, at.String()
	if at.Sheet != "" {
		to += "#" + formula.SheetName(at.Sheet) + "!" + at.Name()
	}
	if len(to) > 250 { // longer texts stand in no formula
		return name
	}
	return formula.Link(formula.Str(to), formula.Str(name))
}

// valueGiven is a given answer as a number: the level or number that is claimed, or
// the points of what was chosen.
func valueGiven(a *survey.Answer, leaf *indicator.Leaf) any {
	if a.State != survey.Given {
		return nil
	}
	if leaf.Kind.Chosen() {
		if x, ok := leaf.Points[a.Choice]; ok {
			return x
		}
		return "lost"
	}
	return a.Claims()
}

// layRules writes one row a criterion: how it comes onto the scale.
func (l *ledger) layRules(p *page, b *base) {
	p.rows = len(b.leaves)
	leaf := func(row int) *leafOf { return &b.leaves[row] }
	p.add("id", l.Texts.T("ledger.criterion"), func(row int) any { return leaf(row).ID }).width = 24
	p.add("name", l.Texts.T("ledger.name"), func(row int) any { return l.called(leaf(row).Node) }).width = 40
	evidence := func(of func(*survey.EvidenceRule) int) func(row int) any {
		return func(row int) any {
			if e := leaf(row).Leaf.Evidence; e != nil {
				return float64(of(e))
			}
			return nil
		}
	}
	p.add("from", l.Texts.T("ledger.evidence-from"), evidence(func(e *survey.EvidenceRule) int { return e.From }))
	p.add("cap", l.Texts.T("ledger.evidence-cap"), evidence(func(e *survey.EvidenceRule) int { return e.Cap }))
	p.add("by", l.Texts.T("ledger.normalise"), func(row int) any { return string(leaf(row).Leaf.Normalise.By) }).width = 22
	p.add("lower", l.Texts.T("ledger.lower"), func(row int) any { return map[bool]float64{true: 1}[leaf(row).Leaf.Lower] })
	for _, name := range []string{"low", "high"} {
		p.add(name, l.Texts.T("ledger."+name), func(row int) any { return leaf(row).goalpost(name) })
	}
	fitted := func(name string, of func(formula.Any) formula.Number) {
		p.add(name, l.Texts.T("ledger."+name), func(row int) any { return l.fit(leaf(row), b, of) })
	}
	fitted("n", func(a formula.Any) formula.Number { return formula.Count(a) })
	fitted("min", func(a formula.Any) formula.Number { return formula.Least(a) })
	fitted("max", func(a formula.Any) formula.Number { return formula.Most(a) })
	fitted("mean", formula.Mean)
	fitted("sd", formula.Deviation)
	p.add("note", l.Texts.T("ledger.note"), func(row int) any { return l.note(leaf(row)) }).width = 60
}

// note says what of a criterion stands as a value.
func (l *ledger) note(k *leafOf) string {
	switch {
	case l.whole(k):
		return l.Texts.T("ledger.as-value.all")
	case k.value:
		return l.Texts.T("ledger.as-value.x")
	}
	return ""
}

// whole reports whether the score of a criterion stands as a value: it depends on units
// that are not in this ledger, or on a unit that is named.
func (l *ledger) whole(k *leafOf) bool {
	by := k.Leaf.Normalise.By
	return l.Fixed && k.Leaf.Normalise.Learns() || by == normalise.DistanceToReference
}

// goalpost is a number that a normalisation is stated by; nil where it has none.
func (k *leafOf) goalpost(which string) any {
	m := k.Leaf.Normalise.OfRaw(k.Leaf.Transform)
	switch {
	case m.By == normalise.Goalposts && which == "low":
		return m.Low
	case m.By == normalise.Goalposts:
		return m.High
	case m.By == normalise.Levels && which == "high":
		return m.Top
	case m.By == normalise.DistanceToTarget && which == "high":
		return m.Target
	case m.By == normalise.ZScore && which == "low":
		return m.Mean
	case m.By == normalise.ZScore:
		return m.SD
	}
	return nil
}

// fit is a statistic of a criterion over all practices in the comparison.
func (l *ledger) fit(k *leafOf, b *base, of func(formula.Any) formula.Number) any {
	if !k.Leaf.Normalise.Learns() || l.whole(k) {
		return nil
	}
	return formula.IfError(mixed(of(b.page.area("in:"+k.ID))), nothing)
}

// layCriteria writes the criteria of practices, and the branches on a sheet beside.
func (l *ledger) layCriteria(b *base) {
	criteria, branches := l.page("criteria"), l.page("dimensions")
	for _, p := range []*page{criteria, branches} {
		p.rows = len(b.rows)
		p.partner = func(row int) string { return b.subs[row].Partner.ID }
		p.add("partner", l.Texts.T("ledger.partner"), func(row int) any { return b.subs[row].Partner.ID })
		p.add("practice", l.Texts.T("ledger.practice"), func(row int) any { return b.practices[row].ID })
	}
	branches.under, b.page = criteria, branches
	for k := range b.leaves {
		l.layLeaf(criteria, b, k)
	}
	l.grow(branches, func(row, at int) any { return b.published(row, at) })
	l.layTaken(branches, b)
}

// published is the score of a practice at a node as it is published; "" none.
func (b *base) published(row, at int) any {
	if s := b.units[row].Scores[at]; s.Known {
		return s.Value
	}
	return ""
}

// layLeaf writes a criterion: what is normalised, its score, its coverage.
func (l *ledger) layLeaf(p *page, b *base, k int) {
	leaf, n := &b.leaves[k], len(b.leaves)
	name := l.called(leaf.Node)
	answers := l.by["answers"]
	p.each("x:"+leaf.ID, name+" · x", func(row int) any {
		if leaf.value {
			return b.before(l, leaf, row)
		}
		return leaf.transformed(answers.ref("counts", row*n+k).Cell())
	})
	if leaf.Leaf.Normalise.Learns() {
		p.add("in:"+leaf.ID, name+" · "+l.Texts.T("ledger.compared"), func(row int) any {
			if b.layers[0].Units[b.rows[row]].Apart != "" {
				return ""
			}
			return p.ref("x:"+leaf.ID, row).Cell()
		})
	}
	p.each("score:"+leaf.ID, name, func(row int) any {
		if l.whole(leaf) {
			return b.published(row, leaf.at)
		}
		x := p.ref("x:"+leaf.ID, row).Cell()
		return formula.If(formula.IsNumber(x), formula.IfError(l.normalised(leaf, p, k, x), nothing), x)
	})
	p.each("cover:"+leaf.ID, name+" · "+l.Texts.T("ledger.cover"), func(row int) any {
		if leaf.value {
			return b.cover(leaf, row)
		}
		x, score := p.ref("x:"+leaf.ID, row).Cell(), p.ref("score:"+leaf.ID, row).Cell()
		hole := formula.Or(x.Is("blank"), x.Is("unreadable"), x.Is("lost"), formula.IsNumber(x)) // a number that came to no score is lost too
		return formula.If(formula.IsNumber(score), mixed(num(1)), formula.If(hole, mixed(num(0)), nothing))
	})
}

// before is what a criterion comes to before it is normalised, as a value.
func (b *base) before(l *ledger, leaf *leafOf, row int) any {
	steps := l.Prepared.Trace(leaf.at, b.rows[row])
	x := math.NaN()
	for _, s := range steps {
		if s.What != "normalise" {
			x = s.Value
		}
	}
	if math.IsNaN(x) {
		return b.practices[row].Answer(leaf.ID).State.String()
	}
	return x
}

// cover is the coverage of a criterion as it is published; "" it does not apply.
func (b *base) cover(leaf *leafOf, row int) any {
	if s := b.units[row].Scores[leaf.at]; s.Known || s.Held().Why != "" {
		return s.Coverage
	}
	return ""
}

// transformed changes the shape of a number; a text stays as it is.
func (k *leafOf) transformed(x formula.Mixed) formula.Any {
	n := formula.Number(x)
	var to formula.Number
	switch k.Leaf.Transform {
	case normalise.Ln:
		to = formula.Ln(n)
	case normalise.Log1p:
		to = formula.Ln(formula.Add(num(1), n))
	case normalise.Sqrt:
		to = formula.Sqrt(n)
	default:
		return x
	}
	return formula.If(formula.IsNumber(x), formula.IfError(mixed(to), mixed(formula.Str("lost"))), x)
}

// normalised brings a number onto the scale.
func (l *ledger) normalised(leaf *leafOf, p *page, k int, x formula.Mixed) formula.Mixed {
	m, n := leaf.Leaf.Normalise, formula.Number(x)
	rule := func(name string) formula.Number { return formula.Number(l.by["rules"].ref(name, k).Cell()) }
	switch m.By {
	case normalise.None:
		return x
	case normalise.ZScore:
		z := formula.Product(rule("high"), n.Minus(rule("mean"))).Over(rule("sd"))
		value := formula.Add(rule("low"), z)
		if leaf.Leaf.Lower {
			value = rule("low").Minus(z)
		}
		return formula.If(l.by["rules"].constant(k), mixed(rule("low")), mixed(value))
	case normalise.Rank:
		return mixed(leaf.rank(p, n))
	case normalise.Borda:
		return mixed(leaf.rank(p, n).Minus(num(1)))
	}
	f := leaf.share(l.by["rules"], p, k, n)
	if m.Learns() {
		f = formula.If(l.by["rules"].constant(k), num(0.5), f)
	}
	if m.ClipLow {
		f = formula.Most(num(0), f)
	}
	if m.ClipHigh {
		f = formula.Least(num(1), f)
	}
	s := l.Model.Scale
	value := mixed(formula.Add(num(s.Min), formula.Product(f, num(s.Max-s.Min))))
	if fault, may := leaf.fault(l.by["rules"], k); may {
		return formula.If(formula.And(formula.Not(l.by["rules"].constant(k)), fault), nothing, value)
	}
	return value
}

// fault holds where a normalisation can say nothing of any value: a target that is not
// beyond them all, a share of a greatest that is not above zero; false where it always can.
func (leaf *leafOf) fault(rules *page, k int) (formula.Bool, bool) {
	rule := func(name string) formula.Number { return formula.Number(rules.ref(name, k).Cell()) }
	switch by, lower := leaf.Leaf.Normalise.By, leaf.Leaf.Lower; {
	case by == normalise.DistanceToTarget && lower:
		return rule("high").AtLeast(rule("max")), true
	case by == normalise.DistanceToTarget:
		return rule("high").AtMost(rule("min")), true
	case by == normalise.FractionOfMax && lower:
		return rule("min").AtMost(num(0)), true
	case by == normalise.FractionOfMax:
		return rule("max").AtMost(num(0)), true
	}
	return formula.Bool{}, false
}

// constant holds where a criterion does not distinguish practices.
func (p *page) constant(k int) formula.Bool {
	return formula.Equal(p.ref("min", k).Cell(), p.ref("max", k).Cell())
}

// share is the part of the scale that a number stands for.
func (leaf *leafOf) share(rules, p *page, k int, x formula.Number) formula.Number {
	rule := func(name string) formula.Number { return formula.Number(rules.ref(name, k).Cell()) }
	low, high, lower := rule("min"), rule("max"), leaf.Leaf.Lower
	switch leaf.Leaf.Normalise.By {
	case normalise.Goalposts:
		low, high = rule("low"), rule("high")
	case normalise.Levels:
		low, high = num(0), rule("high")
	case normalise.DistanceToTarget:
		if lower {
			low = rule("high")
		} else {
			high = rule("high")
		}
	case normalise.FractionOfMax:
		if lower {
			return low.Over(x)
		}
		return x.Over(high)
	case normalise.Percentile:
		return leaf.rank(p, x).Minus(num(1)).Over(rule("n").Minus(num(1)))
	}
	if lower {
		return high.Minus(x).Over(high.Minus(low))
	}
	return x.Minus(low).Over(high.Minus(low))
}

// rank is the ascending rank of a number among those in the comparison.
func (leaf *leafOf) rank(p *page, x formula.Number) formula.Number {
	all := p.area("in:" + leaf.ID)
	known := formula.Number(formula.IsNumber(all))
	beyond := formula.Number(formula.Bool(formula.Number(mixed(all)).Less(x)))
	if leaf.Leaf.Lower {
		beyond = formula.Number(formula.Bool(formula.Number(mixed(all)).More(x)))
	}
	less := formula.SumOf(formula.Product(known, beyond))
	same := formula.SumOf(formula.Product(known, formula.Number(formula.Equal(all, x))))
	switch leaf.Leaf.Normalise.Ties {
	case stat.TiesAverage:
		return formula.Add(num(0.5), less, same.Over(num(2)))
	case stat.TiesMax:
		return formula.Add(less, same)
	}
	return formula.Add(num(1), less)
}

// layTaken says which practices count in the unit above.
func (l *ledger) layTaken(p *page, b *base) {
	below := &b.layers[0]
	order := make([]int, len(b.rows)) // of equals: by id, then as they stand
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return compareText(below.Units[b.rows[i]].ID, below.Units[b.rows[j]].ID)
	})
	place := make([]float64, len(order))
	for k, i := range order {
		place[i] = float64(k + 1)
	}
	l.layStep(p, below, b.rows, place)
}
