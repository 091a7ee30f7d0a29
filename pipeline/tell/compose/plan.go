package compose

import (
	"cmp"
	"slices"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// tasksShown is how many tasks of the joint plan are printed.
const tasksShown = 60

// undated is the place of a task without a day: after all days.
const undated = "9999-99-99"

// A planPart tells what partners have planned together.
type planPart struct{ *Writer }

// plan prints the joint action plan: what, who, when, where it stands, and what is
// late, by partner in the order of the alphabet and by day; nothing where nobody has
// planned anything.
func (c planPart) plan() {
	tasks, late := findings.Plan(c.In.Plan, c.In.Date)
	if len(tasks) == 0 {
		return
	}
	slices.SortStableFunc(tasks, func(a, b findings.Task) int {
		return cmp.Or(c.InOrder(a.Partner, b.Partner), cmp.Compare(cmp.Or(a.Due, undated), cmp.Or(b.Due, undated)))
	})
	t := c.tableOf("table-plan", c.T("report.plan.lead", "n", len(tasks)))
	partner := ""
	for i, task := range tasks[:min(tasksShown, len(tasks))] {
		if i == 0 || task.Partner != partner {
			partner = task.Partner
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.Name(partner))}})
		}
		t.Rows = append(t.Rows, c.row(task))
	}
	t.Source = document.Plain(c.T("report.plan.source", "n", len(tasks), "shown", min(tasksShown, len(tasks)), "late", late.N, "of", late.Of))
	c.Section("plan", c.T("report.plan"))
	c.Add(t)
}

// tableOf is a table of tasks without any yet.
func (c planPart) tableOf(id, title string) *document.Table {
	return &document.Table{
		ID: id, Title: title, Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.plan.task"), Width: 13}, {Title: c.T("report.plan.responsible"), Width: 9},
			{Title: c.T("report.plan.due"), Width: 5}, {Title: c.T("report.plan.status"), Width: 7},
		},
	}
}

func (c planPart) row(t findings.Task) document.Row {
	due, status := t.Due, t.Status
	if day, err := time.Parse(time.DateOnly, due); err == nil {
		due = c.Words.ShortDate(day)
	}
	if key := "report.plan.status." + status; c.Words.Has(key) {
		status = c.T(key)
	}
	if t.Late {
		status += "; " + c.T("report.plan.late")
	}
	words := func(text string) document.Cell {
		return document.Cell{Spans: []document.Span{writing.Own(c.OwnLang(), text)}}
	}
	task := words(t.Text)
	task.Head = true
	return document.Row{Cells: []document.Cell{task, words(t.Responsible), writing.PlainCell(due), writing.PlainCell(status)}}
}
