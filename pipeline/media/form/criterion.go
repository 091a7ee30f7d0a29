package form

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// A measured criterion: its texts and the heights that they take.
type measured struct {
	help   string
	rows   [][2]string // what stands under the question: label and text
	top    float64     // of the question's row, in points
	below  []float64   // of each row under it
	levels bool        // the rows are levels of a rubric
}

func (m measured) total() float64 {
	sum := m.top
	for _, h := range m.below {
		sum += h
	}
	return sum
}

// measure lays a criterion out before it is drawn.
func measure(p *page, k *survey.Criterion) measured {
	m := measured{help: helpOf(p, k), rows: belowQuestion(p, k), levels: k.Kind == survey.Level}
	wide := p.on.Width(colLevel, colText)
	n := workbook.Lines(p.In(k.Name), wide, 11, true) + workbook.Lines(p.In(k.Question), wide, 11, false)
	m.top = workbook.Height(n, 11)
	if m.help != "" {
		m.top += workbook.Height(workbook.Lines(m.help, wide, 9, false), 9) - 4
	}
	for _, row := range m.rows {
		n := max(workbook.Lines(row[0], p.on.Width(colLevel, colLevel), look.RubricSize, true), workbook.Lines(row[1], p.on.Width(colText, colText), look.RubricSize, false))
		m.below = append(m.below, workbook.Height(n, look.RubricSize)-2)
	}
	if short := minBlock - m.total(); short > 0 {
		m.top += short
	}
	return m
}

// helpOf says how to answer, and what the answer needs besides.
func helpOf(p *page, k *survey.Criterion) string {
	var parts []string
	if s := p.In(k.Help); s != "" && s != sharedHelp(p.book) {
		parts = append(parts, s)
	}
	if k.Evidence != nil && (sharedHelp(p.book) == "" || *k.Evidence != commonEvidence(p)) {
		parts = append(parts, p.t("form.help.evidence", "from", k.Evidence.From, "cap", k.Evidence.Cap))
	}
	if k.Ask != nil {
		parts = append(parts, p.t("form.help.ask"))
	}
	if k.NotApplicable {
		parts = append(parts, p.t("form.help.na", "na", p.t("form.na")))
	}
	return strings.Join(parts, " ")
}

// sharedHelp returns the help that most questions repeat; the card says it once.
// "" when fewer than three do.
func sharedHelp(b *book) string {
	count, best := map[string]int{}, ""
	for _, k := range b.Q.Criteria {
		s := b.In(k.Help)
		count[s]++
		if s != "" && count[s] >= 3 && count[s] > count[best] {
			best = s
		}
	}
	return best
}

// belowQuestion returns what stands under the question: the levels of the rubric, the
// unit of a number, the choices.
func belowQuestion(p *page, k *survey.Criterion) [][2]string {
	var rows [][2]string
	switch k.Kind {
	case survey.Level:
		for _, l := range k.Levels {
			rows = append(rows, [2]string{said.LevelLabel(l, p.opts.Lang), p.In(l.Text)})
		}
	case survey.Number:
		if unit := p.In(k.Unit); unit != "" {
			rows = append(rows, [2]string{p.t("form.unit"), unit})
		}
		if bounds := bounds(p, k); bounds != "" {
			rows = append(rows, [2]string{p.t("form.range"), bounds})
		}
	case survey.Choice:
		rows = append(rows, [2]string{p.t("form.choices"), "• " + strings.Join(p.ChoiceNames(k), "\n• ")})
	}
	return rows
}

// bounds says which numbers are plausible; "" where all are.
func bounds(p *page, k *survey.Criterion) string {
	switch {
	case k.Low != nil && k.High != nil:
		return p.t("form.range.both", "low", *k.Low, "high", *k.High)
	case k.Low != nil:
		return p.t("form.range.low", "low", *k.Low)
	case k.High != nil:
		return p.t("form.range.high", "high", *k.High)
	}
	return ""
}

// drawCriterion draws one question with its rubric and its three cells.
func drawCriterion(p *page, c *card, k *survey.Criterion, m measured, number string) {
	first, last := p.row, p.row+len(m.rows)
	p.block(workbook.Box{Col: colNumber, Row: first, LastCol: colNumber, LastRow: last}, look.Number, number)
	p.span(colLevel, colText, look.Name, questionRuns(p, k, m.help))
	p.height(m.top)
	column := func(col int) workbook.Box { return workbook.Box{Col: col, Row: first, LastCol: col, LastRow: last} }
	drawCells(p, c, k, column)
	p.block(workbook.Box{Col: colStatus, Row: first, LastCol: colStatus, LastRow: last}, look.Status, p.question(c, k, first).status())
	for i, row := range m.rows {
		p.row++
		p.put(colLevel, look.Level, row[0])
		p.put(colText, look.Rubric, row[1])
		p.height(m.below[i])
	}
	if k.Ask != nil {
		status := formula.Ref{Col: colStatus, Row: first}.Cell()
		p.on.Colour(workbook.Box{Col: colNumber, Row: first, LastCol: colStatus, LastRow: last}.Cells(), look.Unasked, status.Is(p.t("form.status.unasked")))
	}
	if m.levels {
		p.on.Colour(workbook.Box{Col: colLevel, Row: first + 1, LastCol: colText, LastRow: last}.Cells(), look.Chosen, chosen(first))
	}
	p.row++
}

// chosen tells of a level of a rubric below a question whether it is the answer.
func chosen(row int) formula.Bool {
	answer := formula.Ref{Col: colAnswer, Row: row}.Cell()
	level := formula.Ref{Col: colLevel, Row: row + 1, FreeRow: true}.Cell()
	one := formula.Num(1)
	return formula.And(formula.Differs(answer, rule.Nothing), formula.Equal(formula.Left(answer, one), formula.Left(level, one)))
}

func questionRuns(p *page, k *survey.Criterion, help string) []workbook.Run {
	runs := []workbook.Run{{Text: p.In(k.Name), Size: 11, Bold: true, Color: workbook.Blue}}
	if q := p.In(k.Question); q != "" {
		runs = append(runs, workbook.Run{Text: "\n" + q, Size: 11, Bold: false, Color: workbook.Ink})
	}
	if help != "" {
		runs = append(runs, workbook.Run{Text: "\n" + help, Size: 9, Bold: false, Color: workbook.Muted})
	}
	return runs
}

// drawCells draws the three cells of a question: answer, evidence, comment.
// Evidence is closed where nothing is asked.
func drawCells(p *page, c *card, k *survey.Criterion, column func(col int) workbook.Box) {
	field := func(name string, col int, style workbook.Format, ask demand) {
		where := column(col)
		p.field(name, where, style, p.now(name), ask)
		p.define(name, col, where.Row)
	}
	field(AnswerName(c.number, k.ID), colAnswer, look.Answer, demand{p.In(k.Name), expected(p, k), ruleOf(p, k), nextLevel(p, k, p.now(AnswerName(c.number, k.ID)))})
	field(CommentName(c.number, k.ID), colComment, look.Input, demand{title: p.t("form.head.comment")})
	if k.Evidence == nil {
		p.block(column(colEvidence), look.None, p.t("form.evidence.none"))
		return
	}
	field(EvidenceName(c.number, k.ID), colEvidence, look.Input,
		demand{title: p.t("form.head.evidence"), hint: p.t("form.evidence.prompt")})
}

// nextLevel returns the text of the level above the one that is given; "" for none.
func nextLevel(p *page, k *survey.Criterion, given workbook.Value) string {
	for i, l := range k.Levels {
		if k.Kind == survey.Level && strings.HasPrefix(given.Text, strconv.Itoa(l.Level)) && i+1 < len(k.Levels) {
			return strconv.Itoa(k.Levels[i+1].Level) + " – " + p.In(k.Levels[i+1].Text)
		}
	}
	return ""
}

// expected says beside the cell what it takes.
func expected(p *page, k *survey.Criterion) string {
	var s string
	switch k.Kind {
	case survey.Level:
		s = p.t("form.prompt.level")
	case survey.Number:
		s = strings.Join(strings.Fields(p.t("form.prompt.number")+" "+p.In(k.Unit)+" "+bounds(p, k)), " ")
	case survey.YesNo:
		s = p.t("form.prompt.yesno")
	case survey.Choice:
		s = p.t("form.prompt.choice")
	}
	if k.NotApplicable {
		s += " " + p.t("form.prompt.na", "na", p.t("form.na"))
	}
	return s
}

// ruleOf returns the rule of an answer's cell.
func ruleOf(p *page, k *survey.Criterion) workbook.Rule {
	if k.Kind == survey.Number {
		low, high := rule.Limits(k)
		return workbook.Rule{Low: low, High: high}
	}
	items := slices.Clone(listed(p.book, k))
	if k.NotApplicable {
		items = append(items, p.t("form.na"))
	}
	return p.file.OneOf(items)
}

// listed are the answers that a drop-down offers.
func listed(b *book, k *survey.Criterion) []string {
	if k.Kind != survey.Level {
		return wordsOf(b, k)
	}
	var items []string
	for _, l := range k.Levels {
		items = append(items, said.LevelLabel(l, b.opts.Lang))
	}
	return items
}

// wordsOf are the answers that a drop-down without levels offers.
func wordsOf(b *book, k *survey.Criterion) []string {
	if k.Kind == survey.YesNo {
		return []string{b.t("form.yes"), b.t("form.no")}
	}
	return b.ChoiceNames(k)
}
