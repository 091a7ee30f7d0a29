package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
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
	var begun, done, proof []string
	practices, answers, unproved := 0, 0, 0
	for i := range p.cards {
		c := &p.cards[i]
		begun = append(begun, "IF("+c.begun()+",1,0)")
		done = append(done, c.given())
		proof = append(proof, c.withStatus(p.t("form.status.evidence")))
		if p.begunNow(c) {
			practices++
			answers += p.answered(c)
			unproved += p.withStatus(c, p.t("form.status.evidence"))
		}
	}
	p.figure(1, 2, "form.overview.figure.practices", begun, practices)
	p.figure(3, 5, "form.overview.figure.answers", done, answers)
	p.figure(6, 8, "form.overview.figure.proof", proof, unproved)
	p.row++
	p.height(30)
	p.row++
	p.height(20)
	p.row++
	p.height(8)
	p.row++
}

// figure writes one number, the sum of terms, with its caption below.
func (p *page) figure(first, last int, key string, terms []string, now int) {
	p.block(workbook.Box{Col: first, Row: p.row + 1, LastCol: last, LastRow: p.row + 1}, look.figure, workbook.Formula{Expr: strings.Join(terms, "+"), Shown: strconv.Itoa(now)})
	p.block(workbook.Box{Col: first, Row: p.row + 2, LastCol: last, LastRow: p.row + 2}, look.caption, p.t(key))
}

// withStatus is the formula that counts the answers of a status.
func (c *card) withStatus(status string) string {
	return "COUNTIF(" + c.column(colStatus) + "," + workbook.Quoted(status) + ")"
}

// withStatus counts the answers that have a status now.
func (b *book) withStatus(c *card, status string) int {
	n := 0
	for i := range b.q.Criteria {
		if b.statusNow(c, &b.q.Criteria[i]) == status {
			n++
		}
	}
	return n
}

// begunNow is what the formula of begun gives.
func (b *book) begunNow(c *card) bool {
	return b.now(FieldName(c.number, FieldTitle)).Text != "" || b.answered(c) > 0
}

func (p *page) overviewRow(c *card) {
	total := len(p.q.Criteria)
	done, proof := p.answered(c), p.withStatus(c, p.t("form.status.evidence"))
	field := func(id string) string { return p.now(FieldName(c.number, id)).Text }
	of := func(row int) string { return workbook.Ref(c.sheet, colAnswer, row) }
	p.put(seeCard, look.fixed, c.sheet)
	p.on.Link(workbook.At(seeCard, p.row), FieldName(c.number, FieldTitle))
	p.put(seeTitle, look.plain, workbook.Formula{Expr: fmt.Sprintf(`IF(%s="","",%s)`, of(c.title), of(c.title)), Shown: field(FieldTitle)})
	p.put(seeTheme, look.plain, workbook.Formula{Expr: fmt.Sprintf(`IF(%s="","",%s)`, of(c.theme), of(c.theme)), Shown: field(FieldTheme)})
	p.put(seeDone, look.center, sentence(p.t("form.of", "done", "\x00", "total", total), p.t("form.of", "done", done, "total", total), c.given()))
	p.put(seeShare, look.share, workbook.Formula{Expr: fmt.Sprintf(`IF(%s,%s/%d,"")`, c.begun(), c.given(), total), Shown: p.ifBegun(c, strconv.FormatFloat(float64(done)/float64(total), 'g', 4, 64))})
	p.put(seeLevel, look.center, nil)
	if p.ladder != nil {
		p.put(seeLevel, look.center, p.level(c))
	}
	p.put(seeProof, look.center, workbook.Formula{Expr: fmt.Sprintf(`IF(%s,%s,"")`, c.begun(), c.withStatus(p.t("form.status.evidence"))), Shown: p.ifBegun(c, strconv.Itoa(proof))})
	p.put(seeMissing, look.plain, p.missing(c, total, done, proof))
	p.height(30)
	p.row++
}

// ifBegun returns what a formula shows of a card in use; "" of another.
func (b *book) ifBegun(c *card, shown string) string {
	if !b.begunNow(c) {
		return ""
	}
	return shown
}

// missing says what a card still needs.
func (p *page) missing(c *card, total, done, proof int) workbook.Formula {
	check := p.withStatus(c, p.t("form.status.check"))
	unproved, unclear := c.withStatus(p.t("form.status.evidence")), c.withStatus(p.t("form.status.check"))
	var exprs []string
	now := ""
	for _, part := range []struct {
		condition, key, count string
		holds                 bool
		n                     int
	}{
		{workbook.Ref(c.sheet, colAnswer, c.title) + `=""`, "form.missing.title", "", p.now(FieldName(c.number, FieldTitle)).Text == "", 0},
		{p.noTheme(c), "form.missing.theme", "", !p.isTheme(p.now(FieldName(c.number, FieldTheme)).Text), 0},
		{fmt.Sprintf("%s<%d", c.given(), total), "form.missing.answers", fmt.Sprintf("%d-%s", total, c.given()), done < total, total - done},
		{unproved + ">0", "form.missing.proof", unproved, proof > 0, proof},
		{unclear + ">0", "form.missing.check", unclear, check > 0, check},
	} {
		exprs = append(exprs, "IF("+part.condition+","+sentence(p.t(part.key, "n", "\x00"), "", part.count).Expr+`,"")`)
		if part.holds {
			now += p.t(part.key, "n", part.n)
		}
	}
	if !p.begunNow(c) {
		now = p.t("form.missing.unused")
	}
	return workbook.Formula{Expr: fmt.Sprintf("IF(%s,%s,%s)", c.begun(), strings.Join(exprs, "&"), workbook.Quoted(p.t("form.missing.unused"))), Shown: now}
}

// noTheme is the formula that tells whether the card names no theme of the
// method.
func (p *page) noTheme(c *card) string {
	typed := workbook.Ref(c.sheet, colAnswer, c.theme)
	same := []string{"FALSE"}
	for _, t := range p.q.Themes {
		same = append(same, typed+"="+workbook.Quoted(p.in(t.Name)))
	}
	return "NOT(OR(" + strings.Join(same, ",") + "))"
}

func (b *book) isTheme(name string) bool {
	return slices.ContainsFunc(b.q.Themes, func(t survey.Theme) bool { return strings.EqualFold(b.in(t.Name), name) })
}

// bars draws the progress of each practice as a bar in its cell.
func (p *page) bars(first, last int) {
	cells := workbook.At(seeShare, first) + ":" + workbook.At(seeShare, last)
	p.on.Bars(cells)
	p.on.Colour(workbook.At(seeProof, first)+":"+workbook.At(seeProof, last), look.alarm,
		fmt.Sprintf(`AND(ISNUMBER(%s),%s>0)`, workbook.At(seeProof, first), workbook.At(seeProof, first)))
}
