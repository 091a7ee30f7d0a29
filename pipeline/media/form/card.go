package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

var cardWidths = []float64{5, 44, 24, 19, 24, 14, 10}

// drawCard draws one practice: what it is and the questions that decide most, which is
// a page of paper; the others by their groups, and what may be told besides; then those
// that are asked only after certain answers.
func drawCard(b *book, c *card.Card) {
	p := b.open(c.Sheet, c.Sheet, cardWidths...)
	p.heading = 20
	cardHead(p)
	first, later := p.fieldsOf()
	cardFields(p, c, "form.practice.section", first)
	sharedText(p)
	c.First = p.row
	numbers := rule.Numbers(b.Q)
	core := slices.ContainsFunc(b.Q.Criteria, func(k survey.Criterion) bool { return k.Core })
	if core {
		p.section(p.t("form.core.section"))
	}
	for i := range b.Q.Criteria {
		if k := &b.Q.Criteria[i]; k.Core {
			drawCriterion(p, c, k, numbers[k.ID].String())
		}
	}
	if core {
		p.on.Break(p.row)
	}
	drawGroups(p, c, numbers, func(k *survey.Criterion) bool { return !k.Core && k.Ask == nil })
	cardFields(p, c, "form.practice.more", later)
	if rule.Gated(b.Q) {
		drawFollowing(p, c, numbers)
	}
	c.Last = p.row - 1
	progress(p, c)
	colours(p, c)
	p.finish(false)
}

// followName is what a card calls the cell that counts which of the last questions are
// asked. It stands without its sheet where it decides what is printed: exceljs fails on a
// formula there that begins with the name of a sheet.
const followName = "following"

// drawFollowing draws what is asked only after certain answers, on the last pages, which
// print when one of them is asked.
func drawFollowing(p *page, c *card.Card, numbers map[string]rule.Numbering) {
	p.always = p.row - 1
	p.on.Break(p.row)
	p.span(1, card.Evidence, look.Section, p.t("form.follow.section"))
	p.height(p.heading)
	p.row++
	count, follows := 0, func(k *survey.Criterion) bool { return k.Ask != nil }
	for i := range p.Q.Criteria {
		if follows(&p.Q.Criteria[i]) {
			count++
		}
	}
	drawGroups(p, c, numbers, follows)
	head, as := p.always+1, look.Section
	as.Bold, as.Size, as.Across = false, 10, "right"
	as.Custom = fmt.Sprintf("[=0]%s;%s0", formula.Quoted(p.t("form.follow.none")), formula.Quoted(p.t("form.follow.some")))
	unasked := formula.CountIf(formula.Ref{Col: card.Status, Row: head + 1}.To(card.Status, p.row-1), p.t("form.status.unasked"))
	p.block(workbook.Box{Col: card.Comment, Row: head, LastCol: card.Status, LastRow: head}, as, formula.Num(float64(count)).Minus(unasked))
	p.on.Define(followName, p.ref(card.Comment, head))
}

// drawGroups draws the questions of a kind under the headings of their groups.
func drawGroups(p *page, c *card.Card, numbers map[string]rule.Numbering, of func(*survey.Criterion) bool) {
	group := ""
	for i := range p.Q.Criteria {
		k := &p.Q.Criteria[i]
		if !of(k) {
			continue
		}
		if title := p.GroupTitle(k.Group, numbers[k.ID].Group); title != group {
			group = title
			p.section(title)
		}
		drawCriterion(p, c, k, numbers[k.ID].String())
	}
}

// firstFields are those of the first page; the others stand below the questions.
var firstFields = []string{slot.FieldTitle, slot.FieldTheme, slot.FieldRaion, slot.FieldPlace, "problem", "solution", "result", "link"}

// fieldsOf parts the fields into those of the first page and the others.
func (p *page) fieldsOf() (first, later []field) {
	for _, f := range practiceFields(p) {
		if slices.Contains(firstFields, f.id) {
			first = append(first, f)
		} else {
			later = append(later, f)
		}
	}
	return first, later
}

// cardHead writes the line of column titles that stays in sight.
func cardHead(p *page) {
	p.put(card.Number, look.Head, p.t("form.head.number"))
	p.span(card.Text, card.More, look.Head, p.t("form.head.question"))
	p.put(card.Answer, look.Head, p.t("form.head.answer"))
	p.put(card.Evidence, look.Head, p.t("form.head.evidence"))
	p.put(card.Comment, look.Head, p.t("form.head.comment"))
	p.put(card.Status, look.Head, p.t("form.head.status"))
	p.height(20)
	p.frozen = p.row
	p.row++
}

// cardFields writes what the practice is.
func cardFields(p *page, c *card.Card, section string, fields []field) {
	p.section(p.t(section))
	for _, f := range fields {
		label := []workbook.Run{{Text: f.label, Size: 10, Bold: true, Color: workbook.Ink}, {Text: LabelEnd + f.hint, Size: 9, Color: workbook.Muted}}
		p.span(card.Number, card.Text, look.Name, label)
		name, value := slot.FieldName(c.Number, f.id), fieldValue(p, c, f.id)
		p.field(name, workbook.Box{Col: card.Field, Row: p.row, LastCol: card.Status, LastRow: p.row}, f.style, value, demand{f.label, f.hint, f.limit(p.row), ""})
		p.define(name, card.Field, p.row)
		needs := max(workbook.Height(workbook.Lines(f.label+LabelEnd+f.hint, p.on.Width(card.Number, card.Text), 9.2, false), 9.2),
			workbook.Height(workbook.Lines(p.now(name).Text, p.on.Width(card.Field, card.Status)-1, 11, false), 11))
		p.height(max(f.height, needs, 17))
		switch f.id {
		case slot.FieldTitle:
			c.Title = p.row
		case slot.FieldTheme:
			c.Theme = p.row
		}
		p.row++
	}
}

// LabelEnd ends the label of a field of the practice; what it takes stands behind.
const LabelEnd = " · "

// sharedText writes once how to answer, where the method says it for most questions.
func sharedText(p *page) {
	text := p.SharedHelp()
	if len(rule.Evidenced(p.Q)) > 0 {
		e := p.CommonEvidence()
		text = strings.TrimSpace(text + " " + p.t("form.help.evidence", "from", e.From, "cap", e.Cap))
	}
	if text == "" {
		return
	}
	p.span(card.Number, card.Status, look.Advice, text)
	p.height(workbook.Height(workbook.Lines(text, p.on.Width(card.Number, card.Status)-2, 9, false), 9))
	p.row++
}

// A field is one line about the practice.
type field struct {
	id, label, hint string
	style           workbook.Format
	height          float64
	limit           func(row int) workbook.Rule // of the cell in a row
}

// whatever is the rule of a cell in any row.
func whatever(r workbook.Rule) func(int) workbook.Rule { return func(int) workbook.Rule { return r } }

func practiceFields(p *page) []field {
	themes := make([]string, len(p.Q.Themes))
	for i, t := range p.Q.Themes {
		themes[i] = p.In(t.Name)
	}
	where := []field{{slot.FieldPlace, p.t("form.field.place"), p.t("form.field.place.hint"), look.Input, 0, whatever(workbook.Rule{})}}
	if len(p.opts.Raions) > 0 {
		where = raionFields(p)
	}
	fields := []field{
		{slot.FieldCode, p.t("form.field.code"), p.t("form.field.code.hint"), look.InputCode, 0, whatever(workbook.Rule{})},
		{slot.FieldTitle, p.t("form.field.title"), p.t("form.field.title.hint"), look.InputCode, 0, whatever(workbook.Rule{})},
		{slot.FieldTheme, p.t("form.field.theme"), p.t("form.field.theme.hint"), look.InputCode, 0, whatever(p.file.OneOf(themes))},
	}
	fields = append(fields, where...)
	for _, t := range new(survey.Practice).Texts() {
		f := field{t.Field, p.t("form.field." + t.Field), p.t("form.field." + t.Field + ".hint"), look.Input, heights[t.Field], whatever(workbook.Rule{})}
		switch t.Field {
		case slot.FieldTitle: // stands above
			continue
		case slot.FieldAdoptedFrom:
			if len(p.opts.Adoptable) > 0 {
				f.limit = whatever(p.file.OneOf(p.opts.Adoptable))
			}
		case slot.FieldAdoptedOn:
			f.style = look.InputDate
		}
		fields = append(fields, f)
	}
	return fields
}

// heights are those of the fields that take more than a line, in points.
var heights = map[string]float64{"problem": 30, "solution": 30, "result": 30, "conditions": 30}

// raionFields asks for the raion and, from the hromadas of that raion, for the place:
// the list of the second cell depends on the first, which stands above it.
func raionFields(p *page) []field {
	var names, of, places []string
	for _, r := range p.opts.Raions {
		names = append(names, r.Name)
		for _, place := range r.Places {
			of, places = append(of, r.Name), append(places, place)
		}
	}
	raions, all := p.file.Column(of), p.file.Column(places)
	dependent := func(row int) workbook.Rule {
		above, first := workbook.At(card.Field, row-1), all[:strings.Index(all, ":")]
		return workbook.Rule{Source: fmt.Sprintf(`IF(%[1]s="",%[2]s,OFFSET(%[3]s,MATCH(%[1]s,%[4]s,0)-1,0,COUNTIF(%[4]s,%[1]s),1))`, above, all, first, raions)}
	}
	return []field{
		{slot.FieldRaion, p.t("form.field.raion"), p.t("form.field.raion.hint"), look.Input, 0, whatever(p.file.OneOf(names))},
		{slot.FieldPlace, p.t("form.field.place"), p.t("form.field.place.list"), look.Input, 0, dependent},
	}
}

// fieldValue returns what stands in a field of the card; a card of which nothing
// is given proposes its code and the partner's place.
func fieldValue(p *page, c *card.Card, id string) workbook.Value {
	switch {
	case c.Filled:
		return p.now(slot.FieldName(c.Number, id))
	case id == slot.FieldCode:
		return workbook.Value{Text: practiceCode(p, c.Number)}
	case id == slot.FieldPlace && len(p.opts.Raions) == 0:
		return workbook.Value{Text: p.In(p.opts.Partner.Name)}
	}
	return workbook.Value{}
}

// practiceCode proposes the code of a practice: the partner's id and a number.
func practiceCode(p *page, n int) string {
	number := strconv.Itoa(n)
	if n < 10 {
		number = "0" + number
	}
	if p.opts.Partner.ID == "" {
		return number
	}
	return p.opts.Partner.ID + "-" + number
}

// progress writes into the title band what stands there while the partner
// works: the sheet's own name, the title of the practice and how many answers are given.
func progress(p *page, c *card.Card) {
	here, total := *c, len(p.Q.Criteria)
	here.Sheet = "" // a copy says it of itself
	name := here.At(c.Title).Cell()
	p.on.Unmerge(workbook.Box{Col: 1, Row: 1, LastCol: p.on.Last(), LastRow: 1})
	p.block(workbook.Box{Col: 1, Row: 1, LastCol: card.More, LastRow: 1}, look.Title,
		formula.Join(formula.NameOf(formula.Ref{Col: 1, Row: 2}, c.Sheet), formula.If(name.Empty(), rule.Nothing, formula.Join(formula.Str(" · "), name))))
	p.block(workbook.Box{Col: card.Answer, Row: 1, LastCol: card.Comment, LastRow: 1}, look.Subtitle,
		rule.Sentence(p.t("form.progress", "done", "\x00", "total", total), here.Settled(p.Speaker)))
	p.block(workbook.Box{Col: card.Status, Row: 1, LastCol: card.Status, LastRow: 1}, look.Link, p.t("form.back"))
	p.on.Link(workbook.At(card.Status, 1), formula.SheetName(p.t("form.sheet.overview"))+"!A1")
}

// colours marks what is missing and what contradicts itself, and the status
// that says it in words.
func colours(p *page, c *card.Card) {
	status := formula.Ref{Col: card.Status, Row: c.First, FreeRow: true}.Cell()
	is := func(key string) formula.Bool { return status.Is(p.t("form.status." + key)) }
	colour := func(col int, as workbook.Format, when formula.Bool) {
		p.on.Colour(workbook.Box{Col: col, Row: c.First, LastCol: col, LastRow: c.Last}.Cells(), as, when)
	}
	colour(card.Answer, look.Asks, is("missing"))
	colour(card.Answer, look.Alarm, is("check"))
	colour(card.Evidence, look.Alarm, is("evidence"))
	colour(card.Comment, look.Alarm, is("reason"))
	colour(card.Status, look.Done, is("done"))
	colour(card.Status, look.Alarm, formula.Or(is("evidence"), is("reason"), is("check")))
	title := formula.Ref{Col: card.Field, Row: c.Title, FreeCol: true, FreeRow: true}.Cell()
	answers := formula.Ref{Col: card.Answer, Row: c.First}.To(card.Answer, c.Last)
	p.on.Colour(workbook.Box{Col: card.Field, Row: c.Title, LastCol: card.Field, LastRow: c.Theme}.Cells(), look.Asks,
		formula.And(title.Empty(), card.FilledIn(answers).More(formula.Num(0))))
}
