// Package card says where things stand on the sheet of a practice and how high they are, and counts them in
// formulas that any sheet may hold. It believes that all cards of a form are laid out
// alike: so one that somebody copies can be counted before anybody knows its name.
package card

import (
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/formula"
)

// The columns of a card: a question and its three cells stand on one line, the levels
// of its rubric below it in three columns of the same edges. What a practice is stands
// from Field on.
const (
	Number = 1 + iota
	Text
	More
	Answer
	Evidence
	Comment
	Status

	Field = More
)

// A Card is the sheet of one practice.
type Card struct {
	Number int          // from 1
	Sheet  string       // its name
	Named  *formula.Ref // of a copy that somebody may make: where its sheet's name stands
	Filled bool         // something stands on it

	Title       int // row of the title
	First, Last int // rows of the answers, the headings among them
	Theme       int // row of the theme
}

// At is a cell of the card's column of what the practice is.
func (c *Card) At(row int) formula.Ref { return c.cell(Field, row) }

// Column are the rows of the answers in a column.
func (c *Card) Column(col int) formula.Area {
	return c.cell(col, c.First).To(col, c.Last)
}

func (c *Card) cell(col, row int) formula.Ref {
	return formula.Ref{Sheet: c.Sheet, Named: c.Named, Col: col, Row: row}
}

// Given counts the answers on the card.
func (c *Card) Given() formula.Number { return FilledIn(c.Column(Answer)) }

// FilledIn counts the cells in which something is to be seen: a ratio of counts that are
// not typed is not.
func FilledIn(of formula.Area) formula.Number {
	return formula.SumOf(formula.Product(formula.Number(formula.Differs(formula.AsMixed(of), formula.Str(""))), formula.Num(1)))
}

// Settled counts them with the questions that need none; of a card that is not in use
// nothing is settled.
func (c *Card) Settled(s said.Speaker) formula.Number {
	if !rule.Gated(s.Q) {
		return c.Given()
	}
	return formula.If(c.Begun(), formula.Add(c.Given(), c.WithStatus(s.Texts.T("form.status.unasked"))), formula.Num(0))
}

// Begun tells whether the card is in use.
func (c *Card) Begun() formula.Bool {
	return formula.Or(formula.Differs(c.At(c.Title).Cell(), formula.Str("")), c.Given().More(formula.Num(0)))
}

// WithStatus counts the answers of a status.
func (c *Card) WithStatus(status string) formula.Number {
	return formula.CountIf(c.Column(Status), status)
}

// IfBegun returns what is to be said of a card in use; "" of another.
func (c *Card) IfBegun(say formula.Any) formula.Mixed {
	return formula.If(c.Begun(), formula.AsMixed(say), formula.AsMixed(formula.Str("")))
}

// noTheme tells whether the card names no theme of the method.
func (c *Card) noTheme(s said.Speaker) formula.Bool {
	var same []formula.Bool
	for _, t := range s.Q.Themes {
		same = append(same, c.At(c.Theme).Cell().Is(s.In(t.Name)))
	}
	return formula.Not(formula.Or(same...))
}

// Missing says what a card still needs.
func (c *Card) Missing(s said.Speaker) formula.String {
	total := formula.Num(float64(len(s.Q.Criteria)))
	unproved, unclear := c.WithStatus(s.Texts.T("form.status.evidence")), c.WithStatus(s.Texts.T("form.status.check"))
	zero, none := formula.Num(0), formula.Str("")
	part := func(when formula.Bool, key string, n formula.Any) formula.Any {
		return formula.If(when, rule.Sentence(s.Texts.T(key, "n", "\x00"), n), none)
	}
	return formula.If(c.Begun(), formula.Join(
		part(c.At(c.Title).Cell().Empty(), "form.missing.title", none),
		part(c.noTheme(s), "form.missing.theme", none),
		part(c.Settled(s).Less(total), "form.missing.answers", total.Minus(c.Settled(s))),
		part(unproved.More(zero), "form.missing.proof", unproved),
		part(unclear.More(zero), "form.missing.check", unclear),
	), formula.Str(s.Texts.T("form.missing.unused")))
}
