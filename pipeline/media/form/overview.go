package form

import (
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

// overview draws the sheet that a partner comes back to: every practice, how
// much of it is done, and what is still missing. Its formulas name rows of the
// cards, so it is drawn after them.
func (b *book) overview() {
	p := b.open(b.t("form.sheet.overview"), b.t("form.sheet.overview"), 14, 40, 23, 13, 14, 21, 12, 38)
	p.paragraph(p.t("form.overview.text"), 0)
	p.figures()
	p.heads(32, "form.overview.practice", "form.overview.title", "form.overview.theme",
		"form.overview.done", "form.overview.share", "form.overview.level", "form.overview.proof", "form.overview.missing")
	if b.ladder == nil {
		p.on.HideColumn(seeLevel)
	}
	first := p.row
	for i := range b.cards {
		p.overviewRow(&b.cards[i])
	}
	p.bars(first, p.row-1)
	p.row++
	p.paragraph(p.t("form.overview.next"), 0)
	p.finish(true)
}

// figures writes the three numbers over the table.
func (p *page) figures() {
	var begun, done, proof []formula.Number
	for i := range p.cards {
		c := &p.cards[i]
		begun = append(begun, formula.If(c.begun(), formula.Num(1), formula.Num(0)))
		done = append(done, c.given())
		proof = append(proof, c.withStatus(p.t("form.status.evidence")))
	}
	p.figure(1, 2, "form.overview.figure.practices", begun)
	p.figure(3, 5, "form.overview.figure.answers", done)
	p.figure(6, 8, "form.overview.figure.proof", proof)
	for _, height := range []float64{0, 30, 20, 8} {
		if height > 0 {
			p.height(height)
		}
		p.row++
	}
}

// figure writes one number, the sum of terms, with its caption below.
func (p *page) figure(first, last int, key string, terms []formula.Number) {
	p.block(workbook.Box{Col: first, Row: p.row + 1, LastCol: last, LastRow: p.row + 1}, look.figure, formula.Add(terms...))
	p.block(workbook.Box{Col: first, Row: p.row + 2, LastCol: last, LastRow: p.row + 2}, look.caption, p.t(key))
}

func (p *page) overviewRow(c *card) {
	total := len(p.q.Criteria)
	proof := c.withStatus(p.t("form.status.evidence"))
	p.put(seeCard, look.fixed, c.sheet)
	p.on.Link(workbook.At(seeCard, p.row), FieldName(c.number, FieldTitle))
	p.put(seeTitle, look.plain, orNothing(c.at(c.title).Cell().Empty(), c.at(c.title).Cell()))
	p.put(seeTheme, look.plain, orNothing(c.at(c.theme).Cell().Empty(), c.at(c.theme).Cell()))
	p.put(seeDone, look.center, sentence(p.t("form.of", "done", "\x00", "total", total), c.given()))
	p.put(seeShare, look.share, c.ifBegun(c.given().Over(formula.Num(float64(total)))))
	p.put(seeLevel, look.center, nil)
	if p.ladder != nil {
		p.put(seeLevel, look.center, p.level(c))
	}
	p.put(seeProof, look.center, c.ifBegun(proof))
	p.put(seeMissing, look.plain, p.missing(c))
	p.height(30)
	p.row++
}

// bars draws the progress of each practice as a bar in its cell.
func (p *page) bars(first, last int) {
	cells := workbook.At(seeShare, first) + ":" + workbook.At(seeShare, last)
	p.on.Bars(cells)
	unproved := formula.Ref{Col: seeProof, Row: first, FreeCol: true, FreeRow: true}.Cell()
	p.on.Colour(workbook.At(seeProof, first)+":"+workbook.At(seeProof, last), look.alarm,
		formula.And(formula.IsNumber(unproved), formula.Number(unproved).More(formula.Num(0))))
}
