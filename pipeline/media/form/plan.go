package form

import (
	"strconv"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// planRows is the number of lines of a plan, and spareRows how many stay free below the
// tasks of a submission: nobody can insert any.
const planRows, spareRows = 15, 5

// drawPlan draws the joint action plan: what is to be done next, by whom and when.
func drawPlan(b *book) {
	p := b.open(b.t("form.sheet.plan"), b.t("form.plan.title"), 5, 28, 56, 34, 15, 18)
	p.paragraph(p.t("form.plan.text"), 0)
	p.heads(22, "form.head.number", "form.plan.stage", "form.plan.task", "form.plan.responsible", "form.plan.due", "form.plan.status")
	first := p.row
	for n := range max(planRows, b.given.tasks()+spareRows) {
		planTask(p, n+1)
	}
	planRules(p, first, p.row-1)
	p.finish(true)
}

// A planColumn is one column of the plan: its name, the format of its cells and
// what they ask for.
type planColumn struct {
	name  string
	style workbook.Format
	ask   demand
}

func planColumns(p *page) []planColumn {
	return []planColumn{{slot.PlanStage, look.Input, demand{}}, {slot.PlanTask, look.Input, demand{}},
		{slot.PlanResponsible, look.Input, demand{p.t("form.plan.responsible"), p.t("form.plan.responsible.prompt"), workbook.Rule{}, ""}},
		{slot.PlanDue, look.InputDate, demand{p.t("form.plan.due"), p.t("form.plan.due.prompt"), workbook.Rule{}, ""}},
		{slot.PlanStatus, look.Input, demand{p.t("form.plan.status"), p.t("form.plan.status.prompt"), p.file.OneOf(p.StatusNames()), ""}}}
}

func planTask(p *page, n int) {
	p.put(1, look.Number, strconv.Itoa(n))
	need := 2
	for i, column := range planColumns(p) {
		name := PlanField(column.name, n)
		value := p.now(name)
		p.field(name, workbook.Box{Col: i + 2, Row: p.row, LastCol: i + 2, LastRow: p.row}, column.style, value, column.ask)
		need = max(need, workbook.Lines(value.Text, p.on.Width(i+2, i+2), 11, false))
	}
	p.height(workbook.Height(need, 11))
	p.row++
}

// planRules names the columns of the plan and marks what is missing.
func planRules(p *page, first, last int) {
	for i, column := range planColumns(p) {
		p.file.Define(slot.PlanName(column.name), p.ref(i+2, first).To(i+2, last))
	}
	at := func(col int) formula.Mixed { return formula.Ref{Col: col, Row: first, FreeRow: true}.Cell() }
	for _, col := range []int{5, 4} {
		p.on.Colour(workbook.Box{Col: col, Row: first, LastCol: col, LastRow: last}.Cells(), look.Asks,
			formula.And(formula.Differs(at(3), rule.Nothing), at(col).Empty()))
	}
}
