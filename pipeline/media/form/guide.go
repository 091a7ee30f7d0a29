package form

import (
	"strconv"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// guideSteps are the keys of the steps, name and text.
var guideSteps = [][2]string{
	{"form.guide.step.partner", "form.guide.step.partner.text"},
	{"form.guide.step.card", "form.guide.step.card.text"},
	{"form.guide.step.level", "form.guide.step.level.text"},
	{"form.guide.step.evidence", "form.guide.step.evidence.text"},
	{"form.guide.step.overview", "form.guide.step.overview.text"},
	{"form.guide.step.plan", "form.guide.step.plan.text"},
}

// guideRules are the keys of what to know while answering.
var guideRules = [][2]string{
	{"form.guide.rule.blank", "form.guide.rule.blank.text"},
	{"form.guide.rule.na", "form.guide.rule.na.text"},
	{"form.guide.rule.number", "form.guide.rule.number.text"},
	{"form.guide.rule.personal", "form.guide.rule.personal.text"},
	{"form.guide.rule.file", "form.guide.rule.file.text"},
}

// drawGuide draws the first sheet: what the form is for and how to fill it in.
func drawGuide(b *book) {
	p := b.open(b.t("form.sheet.guide"), b.In(b.Q.Name), 5, 26, 68)
	p.span(1, p.on.Last(), look.Strong, b.t("form.guide.lead"))
	p.height(workbook.Height(workbook.Lines(b.t("form.guide.lead"), p.on.Width(1, 3), 12, true), 12) + 4)
	p.row++
	p.section(b.t("form.guide.steps"))
	evidence := p.CommonEvidence()
	for i, step := range guideSteps {
		guideStep(p, strconv.Itoa(i+1), p.t(step[0]), p.t(step[1], "from", evidence.From, "cap", evidence.Cap))
	}
	p.section(b.t("form.guide.rules"))
	for _, rule := range guideRules {
		guideStep(p, "•", p.t(rule[0]), p.t(rule[1], "na", p.t("form.na")))
	}
	p.section(b.t("form.guide.colours"))
	legend(p, look.Input, workbook.Format{}, "form.guide.colour.open")
	legend(p, look.Fixed, workbook.Format{}, "form.guide.colour.fixed")
	legend(p, look.Input, look.Asks, "form.guide.colour.missing")
	legend(p, look.Input, look.Alarm, "form.guide.colour.alarm")
	if b.opts.Former != "" {
		legend(p, look.Input, look.Former, "form.guide.colour.former", "period", b.opts.Former)
	}
	p.row++
	p.span(1, p.on.Last(), look.Caption, b.t("form.guide.version", "form", Version, "method", b.Q.Version))
	p.height(20)
	p.row++
	p.finish(false)
}

// guideStep writes a numbered or bulleted paragraph with its name beside it.
func guideStep(p *page, number, name, text string) {
	p.put(1, look.Number, number)
	p.put(2, look.Label, []workbook.Run{{Text: name, Size: 11, Bold: true, Color: workbook.Blue}})
	p.put(3, look.Text, text)
	n := max(workbook.Lines(text, p.on.Width(3, 3), 11, false), workbook.Lines(name, p.on.Width(2, 2)-2, 11, true))
	p.height(workbook.Height(n, 11) + 3)
	p.row++
}

// legend shows a colour and what it means.
func legend(p *page, style, mark workbook.Format, key string, args ...any) {
	p.put(2, style, nil)
	if mark != (workbook.Format{}) {
		p.on.Colour(workbook.At(2, p.row), mark, formula.Truth(true))
	}
	text := p.t(key, args...)
	p.put(3, look.Text, text)
	p.height(max(20, workbook.Height(workbook.Lines(text, p.on.Width(3, 3), 11, false), 11)))
	p.row++
}

// drawPartner asks who fills the form in. Contact persons are for the analysts
// who keep in touch; nothing of them is published or read into a submission.
func drawPartner(b *book) {
	p := b.open(b.t("form.sheet.partner"), b.t("form.sheet.partner"), 34, 62)
	p.section(b.t("form.partner.about"))
	if b.opts.Partner.ID == "" {
		p.ask("form.partner.name", slot.PartnerName, demand{})
	} else {
		p.tell("form.partner.name", b.In(b.opts.Partner.Name))
	}
	if b.opts.Partner.Place == "" { // nor does the analyst know it
		p.ask("form.partner.place", slot.PartnerPlace, demand{p.t("form.partner.place"), p.t("form.partner.place.prompt"), workbook.Rule{}, ""})
	} else {
		p.tell("form.partner.place", b.opts.Partner.Place)
	}
	if b.opts.Period == "" {
		p.ask("form.partner.period", slot.PartnerPeriod, demand{p.t("form.partner.period"), p.t("form.partner.period.prompt"), workbook.Rule{}, ""})
	} else {
		p.tell("form.partner.period", b.opts.Period)
	}
	p.row++
	p.section(b.t("form.partner.again"))
	p.ask("form.partner.replaces", slot.PartnerReplaces, demand{p.t("form.partner.replaces"), p.t("form.partner.replaces.prompt"),
		p.file.OneOf([]string{p.t("form.yes"), p.t("form.no")}), ""})
	p.row++
	p.section(b.t("form.partner.contact"))
	for _, contact := range slot.Contacts {
		p.ask("form."+contact, contact, demand{})
	}
	p.row++
	p.paragraph(b.t("form.partner.privacy"), 0)
	p.finish(false)
}

// ask writes a line for the partner to fill in, under the name of its cell.
func (p *page) ask(key, name string, ask demand) {
	p.put(1, look.Label, p.t(key))
	p.field(name, workbook.Box{Col: 2, Row: p.row, LastCol: 2, LastRow: p.row}, look.InputCode, p.now(name), ask)
	p.define(name, 2, p.row)
	p.height(max(24, workbook.Height(workbook.Lines(p.t(key), p.on.Width(1, 1), 11, false), 11)))
	p.row++
}

// tell writes a line that is filled in already; nothing where there is nothing
// to tell.
func (p *page) tell(key, value string) {
	if value == "" {
		return
	}
	p.put(1, look.Label, p.t(key))
	p.put(2, look.Fixed, value)
	p.height(24)
	p.row++
}
