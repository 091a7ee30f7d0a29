package form

import (
	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// Somebody with more practices than cards copies the sheet of one. No formula can name a
// sheet that is not there yet: a hidden sheet looks for all, a row for each name that a
// copy may have.

const copySheet = "_copies"

// The columns of the hidden sheet.
const (
	copyName  = 1 + iota
	copyIs    // 1 where there is such a sheet
	copyCount // how many there are down to here
	copyBegun // 1 where it is in use
	copyGiven // answers on it
	copyProof // levels without evidence on it
)

const copiesShown = 6 // rows of the overview for copies; its figures count all

// drawCopies writes the hidden sheet, after the cards, whose layout it takes.
func drawCopies(b *book) {
	p := b.hiddenPage(copySheet)
	first := p.row
	for _, name := range card.Copies(b.Speaker, b.cards) {
		c := b.cards[0].Copy(formula.Ref{Col: copyName, Row: p.row})
		is := formula.Ref{Col: copyIs, Row: p.row}
		where := func(n formula.Number) formula.Number {
			return formula.If(formula.Equal(is.Cell(), formula.Num(1)), n, formula.Num(0))
		}
		p.put(copyName, workbook.Format{}, name)
		p.put(copyIs, workbook.Format{}, formula.If(formula.IsError(c.At(c.Title).Cell()), formula.Num(0), formula.Num(1)))
		p.put(copyCount, workbook.Format{}, formula.Sum(formula.Ref{Col: copyIs, Row: first}.To(copyIs, p.row)))
		p.put(copyBegun, workbook.Format{}, where(formula.If(c.Begun(), formula.Num(1), formula.Num(0))))
		p.put(copyGiven, workbook.Format{}, where(c.Given()))
		p.put(copyProof, workbook.Format{}, where(c.WithStatus(p.t("form.status.evidence"))))
		p.row++
	}
	p.on.Dimension(copyProof, p.row-1)
	p.on.Protect(false)
	p.on.Hide()
}

// copiesIn is a column of the hidden sheet.
func copiesIn(b *book, col int) formula.Area {
	return formula.Ref{Sheet: copySheet, Col: col, Row: 1}.To(col, len(card.Copies(b.Speaker, b.cards)))
}

// copyRows writes the rows of the overview in which copies show when there are any.
func copyRows(p *page) {
	p.span(1, p.on.Last(), look.Advice, p.t("form.overview.copies",
		"excel", p.cards[0].Sheet+" (2)", "calc", p.cards[0].Sheet+"_2", "next", p.t("form.sheet.practice", "n", len(p.cards)+1)))
	p.height(30)
	p.row++
	for n := 1; n <= copiesShown; n++ {
		copyRow(p, n)
	}
}

// copyRow writes the row of the n-th copy.
func copyRow(p *page, n int) {
	before := formula.SumOf(formula.Product(formula.Number(formula.Number(formula.AsMixed(copiesIn(p.book, copyCount))).Less(formula.Num(float64(n)))), formula.Num(1)))
	name := formula.Ref{Col: seeCard, Row: p.row}
	c := p.cards[0].Copy(name)
	shown := func(col int, as workbook.Format, what formula.Any) {
		as.Frame = ""
		p.put(col, as, rule.OrNothing(name.Cell().Empty(), formula.AsMixed(what)))
	}
	named := look.Plain
	named.Frame = ""
	p.put(seeCard, named, formula.IfError(formula.Nth(copiesIn(p.book, copyName), formula.Add(before, formula.Num(1))), formula.Mixed(rule.Nothing)))
	shown(seeTitle, look.Plain, rule.OrNothing(c.At(c.Title).Cell().Empty(), c.At(c.Title).Cell()))
	shown(seeTheme, look.Plain, rule.OrNothing(c.At(c.Theme).Cell().Empty(), c.At(c.Theme).Cell()))
	shown(seeDone, look.Center, rule.Sentence(p.t("form.of", "done", "\x00", "total", len(p.Q.Criteria)), c.Settled(p.Speaker)))
	shown(seeShare, look.Share, c.IfBegun(c.Settled(p.Speaker).Over(formula.Num(float64(len(p.Q.Criteria))))))
	shown(seeLevel, look.Center, c.IfBegun(formula.Str(p.t("form.overview.unsure"))))
	shown(seeProof, look.Center, c.IfBegun(c.WithStatus(p.t("form.status.evidence"))))
	shown(seeMissing, look.Plain, c.Missing(p.Speaker))
	p.row++
}
