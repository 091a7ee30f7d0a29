package form

import (
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
)

// The overview says live which maturity level a practice would have. A hidden
// sheet computes it as the pipeline does: a row for each node of the method's
// tree, three columns for each card, the node's value, the share of it that is
// answered, and whether the pipeline may read it otherwise. A value is "" where
// nothing is known, a share is "" where the node does not apply.

const levelSheet = "_level"

// Columns of a card on the hidden sheet.
func valueColumn(c *card.Card) int { return 3*c.Number - 1 }
func shareColumn(c *card.Card) int { return 3 * c.Number }
func doubtColumn(c *card.Card) int { return 3*c.Number + 1 }

// drawLevels writes the hidden sheet, after the cards that it reads.
func drawLevels(b *book) {
	if b.ladder == nil {
		return
	}
	p := b.hiddenPage(levelSheet)
	for i := range b.cards {
		p.put(valueColumn(&b.cards[i]), workbook.Format{}, b.cards[i].Sheet)
	}
	for _, n := range b.ladder.Nodes {
		p.row++
		p.put(1, workbook.Format{}, n.ID)
		for i := range b.cards {
			c := &b.cards[i]
			value, share := b.ladder.Branch(n, valueColumn(c), shareColumn(c))
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

// leafFormulas returns the value, the share and the doubt of a criterion on its card. In
// doubt is an answer that is not on the list, which the pipeline may understand, and
// a level that stands or falls with evidence of which a formula cannot tell.
func leafFormulas(b *book, n *score.Node, c *card.Card) (value, share formula.Mixed, doubt formula.Number) {
	zero, one := formula.Num(0), formula.Num(1)
	k, ok := b.Q.Criterion(n.ID)
	where, drawn := b.where[strings.ToLower(slot.AnswerName(c.Number, n.ID))]
	if !ok || !drawn {
		return formula.Mixed(rule.Nothing), formula.Mixed(rule.Nothing), zero
	}
	q := b.question(c, k, where.row)
	q.answer = where.ref()
	empty, understood := q.answer.Cell().Empty(), q.understood()
	share = formula.Mixed(formula.If(empty, zero, formula.If(understood, one, zero)))
	raw, doubt := q.points(n.Leaf), zero
	if e := n.Leaf.Evidence; e != nil && k.Kind.Graded() && k.Evidence != nil {
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
	own := b.ladder.Cell(shareColumn(c), n.ID)
	value = rule.Scaled(raw, n.Leaf, b.ladder.Model.Scale)
	return rule.OrNothing(own.Empty(), rule.OrNothing(formula.Equal(own, zero), value)), share, doubt
}

// points is an answer as a number.
func (q question) points(leaf *indicator.Leaf) formula.Number {
	switch {
	case q.of.Kind.Graded():
		return q.level()
	case q.of.Kind.Measured():
		return q.counted()
	}
	expr, names := formula.Num(0), q.b.OptionNames(q.of)
	for i, o := range q.of.Options() {
		expr = formula.If(q.answer.Cell().Is(brief.Units(names[i], 255)), formula.Num(leaf.Points[o.ID]), expr)
	}
	return expr
}

// levelShown returns a card's level as the overview shows it: none on a card that is
// not begun, a word where too little is answered.
func levelShown(b *book, c *card.Card) formula.Mixed {
	l := b.ladder
	few, unsure := formula.Str(b.t("form.overview.few")), formula.Str(b.t("form.overview.unsure"))
	root := l.At(levelSheet, valueColumn(c), l.Model.Root.ID)
	known := formula.If(formula.IsNumber(root), l.Level(levelSheet, valueColumn(c), b.opts.Lang), few)
	return c.IfBegun(formula.If(formula.Sum(l.Column(levelSheet, doubtColumn(c))).More(formula.Num(0)), unsure, known))
}
