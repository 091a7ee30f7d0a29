package form

import (
	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// The columns of the overview.
const (
	seeCard = 1 + iota
	seeTitle
	seeTheme
	seeDone
	seeShare
	seeLevel
	seeProof
	seeMissing
)

// drawOverview draws the sheet that a partner comes back to: every practice, how
// much of it is done, and what is still missing. Its formulas name rows of the
// cards, so it is drawn after them.
func drawOverview(b *book) {
	p := b.open(b.t("form.sheet.overview"), b.t("form.sheet.overview"), 14, 40, 23, 13, 14, 21, 12, 38)
	p.paragraph(p.t("form.overview.text"), 0)
	figures(p)
	p.heads(32, "form.overview.practice", "form.overview.title", "form.overview.theme",
		"form.overview.done", "form.overview.share", "form.overview.level", "form.overview.proof", "form.overview.missing")
	if b.ladder == nil {
		p.on.HideColumn(seeLevel)
	}
	first := p.row
	for i := range b.cards {
		overviewRow(p, &b.cards[i])
	}
	bars(p, first, p.row-1)
	p.row++
	p.paragraph(p.t("form.overview.next"), 0)
	copyRows(p)
	p.finish(true)
}

// figures writes the three numbers over the table.
func figures(p *page) {
	var begun, done, proof []formula.Number
	for i := range p.cards {
		c := &p.cards[i]
		begun = append(begun, formula.If(c.Begun(), formula.Num(1), formula.Num(0)))
		done = append(done, c.Given())
		proof = append(proof, c.WithStatus(p.t("form.status.evidence")))
	}
	figure(p, 1, 2, "form.overview.figure.practices", append(begun, formula.Sum(copiesIn(p.book, copyBegun))))
	figure(p, 3, 5, "form.overview.figure.answers", append(done, formula.Sum(copiesIn(p.book, copyGiven))))
	figure(p, 6, 8, "form.overview.figure.proof", append(proof, formula.Sum(copiesIn(p.book, copyProof))))
	for _, height := range []float64{0, 30, 20, 8} {
		if height > 0 {
			p.height(height)
		}
		p.row++
	}
}

// figure writes one number, the sum of terms, with its caption below.
func figure(p *page, first, last int, key string, terms []formula.Number) {
	p.block(workbook.Box{Col: first, Row: p.row + 1, LastCol: last, LastRow: p.row + 1}, look.Figure, formula.Add(terms...))
	p.block(workbook.Box{Col: first, Row: p.row + 2, LastCol: last, LastRow: p.row + 2}, look.Caption, p.t(key))
}

func overviewRow(p *page, c *card.Card) {
	total := len(p.Q.Criteria)
	proof := c.WithStatus(p.t("form.status.evidence"))
	p.put(seeCard, look.Fixed, formula.NameOf(formula.Ref{Sheet: c.Sheet, Col: 1, Row: 2}, c.Sheet))
	p.on.Link(workbook.At(seeCard, p.row), slot.FieldName(c.Number, slot.FieldTitle))
	p.put(seeTitle, look.Plain, rule.OrNothing(c.At(c.Title).Cell().Empty(), c.At(c.Title).Cell()))
	p.put(seeTheme, look.Plain, rule.OrNothing(c.At(c.Theme).Cell().Empty(), c.At(c.Theme).Cell()))
	p.put(seeDone, look.Center, rule.Sentence(p.t("form.of", "done", "\x00", "total", total), c.Settled(p.Speaker)))
	p.put(seeShare, look.Share, c.IfBegun(c.Settled(p.Speaker).Over(formula.Num(float64(total)))))
	p.put(seeLevel, look.Center, nil)
	if p.ladder != nil {
		p.put(seeLevel, look.Center, levelShown(p.book, c))
	}
	p.put(seeProof, look.Center, c.IfBegun(proof))
	p.put(seeMissing, look.Plain, c.Missing(p.Speaker))
	p.height(30)
	p.row++
}

// bars draws the progress of each practice as a bar in its cell.
func bars(p *page, first, last int) {
	cells := workbook.At(seeShare, first) + ":" + workbook.At(seeShare, last)
	p.on.Bars(cells)
	unproved := formula.Ref{Col: seeProof, Row: first, FreeCol: true, FreeRow: true}.Cell()
	p.on.Colour(workbook.At(seeProof, first)+":"+workbook.At(seeProof, last), look.Alarm,
		formula.And(formula.IsNumber(unproved), formula.Number(unproved).More(formula.Num(0))))
}
