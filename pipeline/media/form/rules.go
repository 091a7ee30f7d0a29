package form

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/proof"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// The rules of the form, each an expression: the cell computes it, and so does the
// form as it is written.

// A question is a criterion on a card; answer, comment and title are its cells and
// the practice's as a formula names them.
type question struct {
	b                      *book
	card                   *card.Card
	of                     *survey.Criterion
	answer, comment, title formula.Ref
}

// question returns a criterion on a card for formulas on that card.
func (b *book) question(c *card.Card, k *survey.Criterion, row int) question {
	at := func(col, row int) formula.Ref { return formula.Ref{Col: col, Row: row} }
	return question{b, c, k, at(card.Answer, row), at(card.Comment, row), at(card.Field, c.Title)}
}

// given is what stood in the answer's cell when the form was written.
func (q question) given() workbook.Value { return q.b.now(slot.AnswerName(q.card.Number, q.of.ID)) }

// notApplicable tells whether the answer says that the question does not apply.
func (q question) notApplicable() formula.Bool { return q.answer.Cell().Is(q.b.t("form.na")) }

// status says in words what an answer still needs.
func (q question) status() formula.String {
	say := func(key string) formula.String { return formula.Str(q.b.t(key)) }
	done := say("form.status.done")
	expr := done
	if q.of.Evidence != nil && q.of.Kind.Graded() {
		proved := q.seen()
		expr = formula.If(q.level().Less(formula.Num(float64(q.of.Evidence.From))), done,
			formula.If(formula.Equal(proved, formula.Num(1)), done,
				formula.If(formula.Equal(proved, formula.Num(0)), say("form.status.evidence"), say("form.status.unsure"))))
	}
	check := say("form.status.check")
	if q.of.List > 0 { // a formula knows no median of a text
		check = formula.If(formula.IsNumber(formula.Find(formula.Str(";"), q.answer.Cell())), done, check)
	}
	expr = formula.If(q.understood(), expr, check)
	if q.of.NotApplicable {
		expr = formula.If(q.notApplicable(), formula.If(q.comment.Cell().Empty(), say("form.status.reason"), done), expr)
	}
	missing := formula.Str("")
	if q.of.Required {
		missing = say("form.status.missing")
	}
	begun := formula.If(q.title.Cell().Empty(), formula.Str(""), missing)
	if q.of.Ask != nil {
		begun = formula.If(q.asked(), begun, say("form.status.unasked"))
	}
	return formula.If(q.answer.Cell().Empty(), begun, expr)
}

// asked tells whether the question arises, by the answers above it on the card.
func (q question) asked() formula.Bool {
	var any []formula.Bool
	for _, terms := range q.of.Ask.Any {
		var all []formula.Bool
		for _, t := range terms {
			all = append(all, q.holds(t))
		}
		any = append(any, formula.And(all...))
	}
	return formula.Or(any...)
}

// holds tells whether a term holds on the card, as survey.Term has it.
func (q question) holds(t survey.Term) formula.Bool {
	k, known := q.b.Q.Criterion(t.Criterion)
	where, drawn := q.b.where[strings.ToLower(slot.AnswerName(q.card.Number, t.Criterion))]
	if !known || !drawn {
		return formula.Truth(true)
	}
	of := q.b.question(q.card, k, where.row)
	if q.answer.Sheet != "" {
		of.answer = where.ref()
	}
	if t.Word != "" {
		same := of.answer.Cell().Is(of.word(t.Word))
		if t.Op == "!=" {
			return formula.And(of.understood(), formula.Not(same))
		}
		return same
	}
	x, limit := of.level(), formula.Num(t.Number)
	if k.Kind.Measured() {
		x = of.counted()
	}
	compared := map[string]formula.Bool{"==": formula.Equal(x, limit), "!=": formula.Not(formula.Equal(x, limit)), "<": x.Less(limit),
		"<=": x.AtMost(limit), ">": x.More(limit), ">=": x.AtLeast(limit)}[t.Op]
	return formula.If(of.understood(), compared, formula.Truth(false))
}

// word is an answer to a closed question as the form shows it.
func (q question) word(id string) string {
	names := q.b.OptionNames(q.of)
	for i, o := range q.of.Options() {
		if strings.EqualFold(o.ID, id) {
			return brief.Units(names[i], 255)
		}
	}
	return id
}

// proved is 1 where the evidence counts, 0 where it does not, and between where a
// spreadsheet cannot tell.
func (q question) proved() formula.Number {
	return formula.Number(formula.Ref{Sheet: proofSheet, Col: proof.Verdict, Row: rowOfProof(q.b, q.card, q.of)}.Cell())
}

// seen is proved on the card itself: a copy of the card has other evidence than the card
// that the hidden sheet reads, of which nothing is certain but that there is none.
func (q question) seen() formula.Number {
	own := formula.Ref{Col: card.Evidence, Row: q.answer.Row}.Cell()
	read := formula.Ref{Sheet: proofSheet, Col: proof.Typed, Row: rowOfProof(q.b, q.card, q.of)}.Cell()
	return formula.If(formula.Equal(own, read), q.proved(), formula.If(own.Empty(), formula.Num(0), formula.Num(0.5)))
}

// understood tells whether an answer is one of those that the cell asks for. The
// reader understands more; the form then asks to check.
func (q question) understood() formula.Bool {
	if q.of.Kind.Measured() {
		low, high := rule.Limits(q.of)
		x := q.counted()
		return formula.If(q.plainNumber(), formula.And(x.AtLeast(formula.Num(low)), x.AtMost(formula.Num(high))), formula.Truth(false))
	}
	var same []formula.Bool
	for _, w := range q.b.Listed(q.of) {
		same = append(same, q.answer.Cell().Is(brief.Units(w, 255)))
	}
	if q.of.Kind.Graded() {
		for _, l := range q.of.Levels {
			same = append(same, formula.Equal(formula.Join(q.answer.Cell(), formula.Str("")), formula.Str(strconv.Itoa(l.Level))))
		}
	}
	return formula.Or(same...)
}

// refused tells of an answer which is none of those that the cell asks for whether
// it is certain that the reader does not understand it either: a number out of the
// range, and what stood there, and could not be read, when the form was written.
func (q question) refused() formula.Bool {
	var certain []formula.Bool
	if q.of.Kind.Measured() {
		certain = append(certain, formula.And(formula.IsNumber(q.answer.Cell()), q.shownIn("GF,SPD")))
	}
	if given := q.given(); given.Text != "" && given.Kind == workbook.TextValue && q.unreadable(given.Text) {
		certain = append(certain, formula.Not(rule.Changed(q.answer, given)))
	}
	return formula.Or(certain...)
}

// unreadable tells whether the reader does not understand a text.
func (q question) unreadable(text string) bool {
	return (&reply.Reader{}).For(q.of).Read(reply.Text(text)).State == survey.Unreadable
}

func (q question) inPercent() bool { return (&reply.Reader{}).For(q.of).IsPerCent() }

// shownIn tells whether a cell shows its number in one of the ways of letters, as
// formula.ShownAs has them.
func (q question) shownIn(letters string) formula.Bool {
	return formula.IsNumber(formula.Find(formula.ShownAs(q.answer), formula.Str(letters)))
}

// plainNumber tells whether an answer is a number of the question: in per cent where
// that is its unit.
func (q question) plainNumber() formula.Bool {
	letters := "GF,S"
	if q.inPercent() {
		letters += "P"
	}
	return formula.If(formula.IsNumber(q.answer.Cell()), q.shownIn(letters), formula.Truth(false))
}

// counted is a number in the unit of the question: what stands in a cell as 45 % is
// kept as 0.45 and counts 45.
func (q question) counted() formula.Number {
	x := formula.Number(q.answer.Cell())
	if !q.inPercent() {
		return x
	}
	return formula.If(formula.Equal(formula.ShownAs(q.answer), formula.Str("P")), formula.Round(formula.Product(formula.Num(100), x), 10), x)
}

// level is the level that an answer begins with.
func (q question) level() formula.Number {
	return formula.Parsed(begins(q.answer))
}
