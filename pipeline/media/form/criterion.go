package form

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// drawCriterion draws one question with its three cells and its rubric.
func drawCriterion(p *page, c *card.Card, k *survey.Criterion, number string) {
	m := card.Measure(p.Speaker, k, p.on.Width)
	first, last := p.row, p.row+len(m.Rows)
	if k.From != nil {
		last += 2
	}
	p.block(workbook.Box{Col: card.Number, Row: first, LastCol: card.Number, LastRow: last}, look.Number, number)
	p.span(card.Text, card.More, look.Name, m.Question)
	p.height(max(m.Top, typedHeight(p, c, k)))
	drawCells(p, c, k)
	p.put(card.Status, look.Status, p.question(c, k, first).status())
	for i, row := range m.Rows {
		p.row++
		for _, b := range row {
			from, to := card.Spread(b)
			p.span(from, to, look.Rubric, b.Runs)
			if b.Level != "" {
				p.on.Colour(workbook.Box{Col: from, Row: p.row, LastCol: to, LastRow: p.row}.Cells(), look.Chosen, chosen(first, b.Level))
			}
		}
		p.height(m.Heights[i])
	}
	if k.From != nil {
		drawCounts(p, c, k, first)
	}
	if k.Ask != nil {
		status := formula.Ref{Col: card.Status, Row: first}.Cell()
		p.on.Colour(workbook.Box{Col: card.Number, Row: first, LastCol: card.Status, LastRow: last}.Cells(), look.Unasked, status.Is(p.t("form.status.unasked")))
	}
	p.row++
}

// drawCounts draws the two counts of a ratio below its question, and in the cell of the
// answer what comes of them, unless the ratio itself stands there.
func drawCounts(p *page, c *card.Card, k *survey.Criterion, answer int) {
	var refs []formula.Ref
	for _, of := range []struct {
		part  slot.Part
		count survey.Count
	}{{slot.Numerator, k.From.Numerator}, {slot.Denominator, k.From.Denominator}} {
		p.row++
		name := slot.CardName(c.Number, of.part, k.ID)
		p.span(card.Text, card.Answer, look.Name, []workbook.Run{{Text: p.In(of.count.Name), Size: 10, Color: workbook.Ink}})
		limit, hint := workbook.Rule{Low: 0, High: 1e15}, p.t("form.prompt.count")
		if k.NotApplicable { // as the ratio itself may be
			limit, hint = ruleOf(p, k), hint+" "+p.t("form.prompt.na", "na", p.t("form.na"))
		}
		p.field(name, workbook.Box{Col: card.Evidence, Row: p.row, LastCol: card.Evidence, LastRow: p.row}, look.Answer, p.now(name),
			demand{p.In(of.count.Name), hint, limit, ""})
		p.define(name, card.Evidence, p.row)
		if of.part == slot.Numerator {
			p.span(card.Comment, card.Status, look.Rubric, nil)
		}
		p.height(18)
		refs = append(refs, formula.Ref{Col: card.Evidence, Row: p.row})
	}
	ready := formula.And(formula.IsNumber(refs[0].Cell()), formula.IsNumber(refs[1].Cell()))
	of := Ratio(k.From, formula.Number(refs[0].Cell()), formula.Number(refs[1].Cell()))
	shown := func(what formula.Any) formula.Mixed {
		return formula.If(ready, formula.IfError(formula.AsMixed(what), formula.Mixed(rule.Nothing)), formula.Mixed(rule.Nothing))
	}
	if p.now(slot.AnswerName(c.Number, k.ID)).Text == "" {
		stands := shown(of)
		if na := p.t("form.na"); k.NotApplicable {
			stands = formula.If(formula.Or(refs[0].Cell().Is(na), refs[1].Cell().Is(na)), formula.AsMixed(formula.Str(na)), stands)
		}
		p.block(workbook.Box{Col: card.Answer, Row: answer, LastCol: card.Answer, LastRow: answer}, look.Answer, stands)
		p.span(card.Comment, card.Status, look.Rubric, nil)
		return
	}
	p.span(card.Comment, card.Status, look.Rubric, // the counts count, whatever stands above
		shown(rule.Sentence(p.t("form.counts.used", "ratio", "\x00"), formula.Round(of, 1))))
}

// Ratio is what comes of two counts: the form computes it, and so does who reads it.
func Ratio(of *survey.Counts, numerator, denominator formula.Number) formula.Number {
	return formula.Product(numerator, formula.Num(of.Scale)).Over(denominator)
}

// addressEnds parts an address where some programs end its lines and others do not.
var addressEnds = strings.NewReplacer("//", "//", "/", "/ ", "-", "- ")

// typedHeight is what the longer of the texts needs that stand beside an answer.
func typedHeight(p *page, c *card.Card, k *survey.Criterion) float64 {
	lines := func(name string, col int) int {
		text, width := p.now(name).Text, p.on.Width(col, col)-1
		return max(workbook.Lines(text, width, look.BesideSize, false), workbook.Lines(addressEnds.Replace(text), width, look.BesideSize, false))
	}
	n := max(lines(slot.EvidenceName(c.Number, k.ID), card.Evidence), lines(slot.CommentName(c.Number, k.ID), card.Comment))
	return workbook.Height(min(n, 6), look.BesideSize)
}

// chosen tells whether the answer in a row begins with a level.
func chosen(row int, level string) formula.Bool {
	return formula.Equal(begins(formula.Ref{Col: card.Answer, Row: row}), formula.Str(level))
}

// begins is an answer up to its first blank.
func begins(answer formula.Ref) formula.String {
	space := formula.Find(formula.Str(" "), formula.Join(answer.Cell(), formula.Str(" ")))
	return formula.Left(answer.Cell(), space.Minus(formula.Num(1)))
}

// drawCells draws the three cells of a question: answer, evidence, comment.
// Evidence is closed where nothing is asked.
func drawCells(p *page, c *card.Card, k *survey.Criterion) {
	field := func(name string, col int, style workbook.Format, ask demand) {
		p.field(name, workbook.Box{Col: col, Row: p.row, LastCol: col, LastRow: p.row}, style, p.now(name), ask)
		p.define(name, col, p.row)
	}
	field(slot.AnswerName(c.Number, k.ID), card.Answer, look.Answer, demand{p.In(k.Name), said.Expected(p.Speaker, k), ruleOf(p, k), said.Next(p.Speaker, k, p.now(slot.AnswerName(c.Number, k.ID)))})
	field(slot.CommentName(c.Number, k.ID), card.Comment, look.InputSmall, demand{title: p.t("form.head.comment")})
	if k.Evidence == nil {
		p.put(card.Evidence, look.None, p.t("form.evidence.none"))
		return
	}
	field(slot.EvidenceName(c.Number, k.ID), card.Evidence, look.InputSmall,
		demand{title: p.t("form.head.evidence"), hint: p.t("form.evidence.prompt")})
}

// ruleOf returns the rule of an answer's cell. A level may be typed as its digit, a
// number be answered by «не застосовно»: neither is questioned.
func ruleOf(p *page, k *survey.Criterion) workbook.Rule {
	if k.Kind.Measured() {
		if k.NotApplicable {
			return p.file.OneOf([]string{p.t("form.na")}).Freely()
		}
		low, high := rule.Limits(k)
		return workbook.Rule{Low: low, High: high}
	}
	items := slices.Clone(p.Listed(k))
	if k.NotApplicable {
		items = append(items, p.t("form.na"))
	}
	if k.Kind.Graded() {
		return p.file.OneOf(items).Freely()
	}
	return p.file.OneOf(items)
}
