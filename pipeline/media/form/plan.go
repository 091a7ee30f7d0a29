package form

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// planRows is the number of lines of a plan; more where a submission has more.
const planRows = 15

// Statuses are the ids of a task's status, in the order of the drop-down; the
// form shows their texts.
var Statuses = []string{"planned", "in_progress", "done", "postponed"}

// plan draws the joint action plan: what is to be done next, by whom and when.
func (b *book) plan() {
	p := b.open(b.t("form.sheet.plan"), b.t("form.plan.title"), 5, 28, 56, 34, 15, 18)
	p.span(1, p.last(), p.style.text, b.t("form.plan.text"))
	p.height(height(lines(b.t("form.plan.text"), p.width(1, p.last()), 11, false), 11))
	p.row++
	for i, key := range []string{"form.head.number", "form.plan.stage", "form.plan.task", "form.plan.responsible", "form.plan.due", "form.plan.status"} {
		p.put(i+1, p.style.head, b.t(key))
	}
	p.height(22)
	p.frozen = p.row
	p.row++
	first := p.row
	for n := range max(planRows, b.given.tasks()) {
		p.task(n + 1)
	}
	p.planRules(first, p.row-1)
	p.finish(true)
}

// A planColumn is one column of the plan: its name, the format of its cells and
// what they ask for.
type planColumn struct {
	name  string
	style int
	ask   demand
}

func (p *page) planColumns() []planColumn {
	return []planColumn{{PlanStage, p.style.input, demand{}}, {PlanTask, p.style.input, demand{}},
		{PlanResponsible, p.style.input, demand{p.t("form.plan.responsible"), p.t("form.plan.responsible.prompt"), nil, ""}},
		{PlanDue, p.style.inputDate, demand{p.t("form.plan.due"), p.t("form.plan.due.prompt"), nil, ""}},
		{PlanStatus, p.style.input, demand{p.t("form.plan.status"), p.t("form.plan.status.prompt"), p.oneOf(p.statusNames()), ""}}}
}

func (p *page) task(n int) {
	p.put(1, p.style.number, strconv.Itoa(n))
	need := 2
	for i, column := range p.planColumns() {
		name := PlanField(column.name, n)
		value := p.now(name)
		p.field(name, box{i + 2, p.row, i + 2, p.row}, column.style, value, column.ask)
		need = max(need, lines(value.Text, p.widths[i+1], 11, false))
	}
	p.height(height(need, 11))
	p.row++
}

// planRules names the columns of the plan and marks what is missing.
func (p *page) planRules(first, last int) {
	for i, column := range p.planColumns() {
		cells := p.ref(i+2, first) + ":" + fixed(i+2, last)
		p.try(p.file.SetDefinedName(&excelize.DefinedName{Name: PlanName(column.name), RefersTo: cells}))
	}
	span := func(col int) string { return at(col, first) + ":" + at(col, last) }
	p.colour(span(5), p.style.asks, "AND($"+at(3, first)+`<>"",$`+at(5, first)+`="")`)
	p.colour(span(4), p.style.asks, "AND($"+at(3, first)+`<>"",$`+at(4, first)+`="")`)
}
