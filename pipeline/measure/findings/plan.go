package findings

import (
	"time"

	"depository.example/depository/pipeline/survey/survey"
)

// A Task is a task of the joint plan, and whether it is late.
type Task struct {
	survey.Planned
	Late bool // its day has passed and it is neither done nor put off nor dropped
}

// Plan returns the tasks as planned, and how many of those with a day are late on a
// day; nothing is late where that is the zero time.
func Plan(planned []survey.Planned, on time.Time) (tasks []Task, late Count) {
	late = Count{Unit: Tasks}
	for _, p := range planned {
		t := Task{Planned: p}
		if due, err := time.Parse(time.DateOnly, p.Due); err == nil {
			late.Of++
			if t.Late = !on.IsZero() && due.Before(on) && p.Status != "done" && p.Status != "postponed" && p.Status != "dropped"; t.Late {
				late.N++
				late.Cells = append(late.Cells, p.At)
			}
		}
		tasks = append(tasks, t)
	}
	return tasks, late
}
