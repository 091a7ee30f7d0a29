package form

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// The overview says live which maturity level a practice would have. A hidden
// sheet computes it as the pipeline does: a row for each node of the method's
// tree, three columns for each card, the node's value, the share of it that is
// answered, and whether the pipeline may read it otherwise. A value is "" where
// nothing is known, a share is "" where the node does not apply.

const levelSheet = "_level"

// A ladder is what the hidden sheet computes with.
type ladder struct {
	model *score.Model
	nodes []*score.Node
	row   map[string]int // of a node, by id
}

// newLadder returns nil where a spreadsheet cannot know the level: the method
// names no levels, or a score depends on what others answer.
func newLadder(m *score.Model) *ladder {
	if m == nil || m.Root == nil || len(m.Levels) == 0 {
		return nil
	}
	l, alone := &ladder{model: m, row: map[string]int{}}, true
	m.Root.Walk(func(n, _ *score.Node) {
		l.nodes = append(l.nodes, n)
		l.row[n.ID] = len(l.nodes) + 1
		alone = alone && rule.Alone(n)
	})
	if !alone {
		return nil
	}
	return l
}

// Columns of a card on the hidden sheet.
func valueColumn(c *card) int { return 3*c.number - 1 }
func shareColumn(c *card) int { return 3 * c.number }
func doubtColumn(c *card) int { return 3*c.number + 1 }

// drawLevels writes the hidden sheet, after the cards that it reads.
func drawLevels(b *book) {
	if b.ladder == nil {
		return
	}
	p := b.hiddenPage(levelSheet)
	for i := range b.cards {
		p.put(valueColumn(&b.cards[i]), workbook.Format{}, b.cards[i].sheet)
	}
	for _, n := range b.ladder.nodes {
		p.row++
		p.put(1, workbook.Format{}, n.ID)
		for i := range b.cards {
			c := &b.cards[i]
			value, share := b.ladder.branch(n, c)
			if n.Leaf != nil {
				var doubt formula.Number
				value, share, doubt = leafFormulas(b, n, c)
				p.put(doubtColumn(c), workbook.Format{}, doubt)
			}
			p.put(valueColumn(c), workbook.Format{}, value)
			p.put(shareColumn(c), workbook.Format{}, share)
		}
	}
	p.on.Dimension(3*len(b.cards)+1, p.row)
	p.on.Protect(false)
	p.on.Hide()
}

// cell is a cell of a node's row.
func (l *ladder) cell(col int, node string) formula.Mixed {
	return formula.Ref{Col: col, Row: l.row[node], FreeCol: true, FreeRow: true}.Cell()
}

// branch returns the weighted mean of what is known, and the share of the weight
// that is answered.
func (l *ladder) branch(n *score.Node, c *card) (value, share formula.Mixed) {
	var sum, known, answered, asked, scored, applies []formula.Number
	zero, one := formula.Num(0), formula.Num(1)
	for _, part := range n.Parts {
		w := formula.Num(part.Weight)
		v, s := l.cell(valueColumn(c), part.ID), l.cell(shareColumn(c), part.ID)
		sum = append(sum, formula.If(v.Empty(), zero, formula.Product(w, formula.Number(v))))
		known = append(known, formula.If(v.Empty(), zero, w))
		answered = append(answered, formula.If(s.Empty(), zero, formula.Product(w, formula.Number(s))))
		asked = append(asked, formula.If(s.Empty(), zero, w))
		scored = append(scored, formula.If(v.Empty(), zero, one))
		applies = append(applies, formula.If(s.Empty(), zero, one))
	}
	own := l.cell(shareColumn(c), n.ID)
	least := []formula.Bool{formula.Equal(formula.Add(known...), zero)}
	if n.MinCoverage > 0 {
		least = append(least, formula.Not(rule.Reaches(formula.Number(own), n.MinCoverage, rule.Shares)))
	}
	if n.MinChildren > 0 {
		least = append(least, formula.Not(rule.Reaches(formula.Add(scored...).Over(formula.Add(applies...)), n.MinChildren, rule.Shares)))
	}
	mean := formula.Add(sum...).Over(formula.Add(known...))
	value = rule.OrNothing(own.Empty(), rule.OrNothing(formula.Or(least...), formula.Mixed(mean)))
	return value, rule.OrNothing(formula.Equal(formula.Add(asked...), zero), formula.Mixed(formula.Add(answered...).Over(formula.Add(asked...))))
}

// leafFormulas returns the value, the share and the doubt of a criterion on its card. In
// doubt is an answer that is not on the list, which the pipeline may understand, and
// a level that stands or falls with evidence of which a formula cannot tell.
func leafFormulas(b *book, n *score.Node, c *card) (value, share formula.Mixed, doubt formula.Number) {
	zero, one := formula.Num(0), formula.Num(1)
	k, ok := b.q.Criterion(n.ID)
	where, drawn := b.where[strings.ToLower(AnswerName(c.number, n.ID))]
	if !ok || !drawn {
		return formula.Mixed(rule.Nothing), formula.Mixed(rule.Nothing), zero
	}
	q := b.question(c, k, where.row)
	q.answer = where.ref()
	empty, understood := q.answer.Cell().Empty(), q.understood()
	share = formula.Mixed(formula.If(empty, zero, formula.If(understood, one, zero)))
	raw, doubt := q.points(n.Leaf), zero
	if e := n.Leaf.Evidence; e != nil && k.Kind == survey.Level && k.Evidence != nil {
		claims := func(more formula.Bool) formula.Bool {
			return formula.And(raw.AtLeast(formula.Num(float64(e.From))), raw.More(formula.Num(float64(e.Cap))), more)
		}
		doubt = formula.If(claims(formula.Equal(q.proved(), formula.Num(0.5))), one, zero)
		raw = formula.If(claims(q.proved().Less(one)), formula.Num(float64(e.Cap)), raw)
	}
	doubt = formula.If(empty, zero, formula.If(understood, doubt, formula.If(q.refused(), zero, one)))
	if k.Ask != nil {
		unasked := formula.And(empty, formula.Not(q.asked()))
		counts := formula.Mixed(one)
		if k.Drop {
			counts = formula.Mixed(rule.Nothing)
		}
		share = formula.If(unasked, counts, share)
		raw, doubt = formula.If(unasked, formula.Num(rule.Least(n.Leaf, k)), raw), formula.If(unasked, zero, doubt)
	}
	if k.NotApplicable {
		na := q.notApplicable()
		share, doubt = rule.OrNothing(na, share), formula.If(na, zero, doubt)
	}
	own := b.ladder.cell(shareColumn(c), n.ID)
	value = rule.Scaled(raw, n.Leaf, b.ladder.model.Scale)
	return rule.OrNothing(own.Empty(), rule.OrNothing(formula.Equal(own, zero), value)), share, doubt
}

// points is an answer as a number.
func (q question) points(leaf *indicator.Leaf) formula.Number {
	switch q.of.Kind {
	case survey.Level:
		return q.level()
	case survey.Number:
		return q.counted()
	}
	ids := []string{"yes", "no"}
	if q.of.Kind == survey.Choice {
		ids = nil
		for _, o := range q.of.Choices {
			ids = append(ids, o.ID)
		}
	}
	expr := formula.Num(0)
	for i, word := range wordsOf(q.b, q.of) {
		expr = formula.If(q.answer.Cell().Is(workbook.Cut(word, 255)), formula.Num(leaf.Points[ids[i]]), expr)
	}
	return expr
}

// levelLabel returns a maturity level as the overview shows it: «3 – Визначений».
func levelLabel(b *book, l score.MaturityLevel) string {
	return strings.TrimSuffix(fmt.Sprintf("%d – %s", l.Level, b.in(l.Name)), " – ")
}

// levelShown returns a card's level as the overview shows it: none on a card that is
// not begun, a word where too little is answered.
func levelShown(b *book, c *card) formula.Mixed {
	l := b.ladder
	on := func(node string) formula.Mixed {
		return formula.Ref{Sheet: levelSheet, Col: valueColumn(c), Row: l.row[node]}.Cell()
	}
	root, grid := on(l.model.Root.ID), l.model.Scale.Grid()
	labels := []string{""}
	for _, step := range l.model.Levels {
		labels = append(labels, levelLabel(b, step))
	}
	expr := formula.Str(labels[len(labels)-1])
	for i := len(l.model.Levels) - 1; i >= 0; i-- {
		step := l.model.Levels[i]
		holds := []formula.Bool{rule.Reaches(formula.Number(root), step.From, grid)}
		for _, gate := range step.Needs {
			at := grid
			if l.nodes[l.row[gate.Node]-2].Leaf != nil {
				at = grid.Fine()
			}
			holds = append(holds, formula.IsNumber(on(gate.Node)), rule.Reaches(formula.OrZero(on(gate.Node)), gate.AtLeast, at))
		}
		expr = formula.If(formula.And(holds...), expr, formula.Str(labels[i]))
	}
	few, unsure := formula.Str(b.t("form.overview.few")), formula.Str(b.t("form.overview.unsure"))
	doubts := formula.Ref{Sheet: levelSheet, Col: doubtColumn(c), Row: 2}.To(doubtColumn(c), len(l.nodes)+1)
	known := formula.If(formula.IsNumber(root), expr, few)
	return c.ifBegun(formula.If(formula.Sum(doubts).More(formula.Num(0)), unsure, known))
}
