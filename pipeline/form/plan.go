package form

import (
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"depository/pipeline/survey"
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
	for n := range max(planRows, len(b.fill.Plan)) {
		var task survey.Task
		if n < len(b.fill.Plan) {
			task = b.fill.Plan[n]
		}
		p.task(n+1, task)
	}
	p.planRules(first, p.row-1)
	p.finish(true)
}

func (p *page) task(n int, t survey.Task) {
	p.put(1, p.style.number, strconv.Itoa(n))
	p.put(2, p.style.input, t.Stage)
	p.put(3, p.style.input, t.Text)
	p.put(4, p.style.input, t.Responsible)
	p.put(5, p.style.inputDate, dueValue(t.Due))
	p.put(6, p.style.input, p.statusName(t.Status))
	need := max(lines(t.Stage, p.widths[1], 11, false), lines(t.Text, p.widths[2], 11, false), lines(t.Responsible, p.widths[3], 11, false), 2)
	p.height(height(need, 11))
	p.row++
}

// dueValue gives a date where the text is one, otherwise the text.
func dueValue(due string) any {
	day, err := time.Parse(time.DateOnly, due)
	if err != nil {
		return due
	}
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// statusName gives the text of a status, or the status as it is.
func (p *page) statusName(status string) string {
	for i, id := range Statuses {
		if id == status {
			return p.statusNames()[i]
		}
	}
	return status
}

func (p *page) statusNames() []string {
	return []string{p.t("form.plan.status.planned"), p.t("form.plan.status.in-progress"), p.t("form.plan.status.done"), p.t("form.plan.status.postponed")}
}

// planRules names the columns of the plan and says what they take.
func (p *page) planRules(first, last int) {
	for i, column := range []string{PlanStage, PlanTask, PlanResponsible, PlanDue, PlanStatus} {
		cells := p.ref(i+2, first) + ":" + fixed(i+2, last)
		p.try(p.file.SetDefinedName(&excelize.DefinedName{Name: PlanName(column), RefersTo: cells}))
	}
	span := func(col int) string { return at(col, first) + ":" + at(col, last) }
	p.prompt(span(4), p.t("form.plan.responsible"), p.t("form.plan.responsible.prompt"), nil)
	p.prompt(span(5), p.t("form.plan.due"), p.t("form.plan.due.prompt"), nil)
	p.prompt(span(6), p.t("form.plan.status"), p.t("form.plan.status.prompt"), p.oneOf(p.statusNames()))
	p.colour(span(5), p.style.asks, "AND($"+at(3, first)+`<>"",$`+at(5, first)+`="")`)
	p.colour(span(4), p.style.asks, "AND($"+at(3, first)+`<>"",$`+at(4, first)+`="")`)
}
