package findings_test

import (
	"testing"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/survey/survey"
)

// On the first of July a task of the thirtieth of June is late unless it is done or
// postponed; one without a day never is.
func TestPlanKnowsWhatIsLate(t *testing.T) {
	var planned []survey.Planned
	for _, task := range []survey.Task{
		{Due: "2026-06-30", Status: "in_progress"}, {Due: "2026-06-30", Status: "done"}, {Due: "2026-06-30", Status: "postponed"},
		{Due: "2026-07-01", Status: "planned"}, {Due: "колись", Status: "planned"}, {Due: "2026-05-01"},
	} {
		planned = append(planned, survey.Planned{Partner: "a", Task: task})
	}
	tasks, late := findings.Plan(planned, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC))
	if len(tasks) != 6 || !tasks[0].Late || tasks[1].Late || tasks[2].Late || tasks[3].Late || tasks[4].Late || !tasks[5].Late || late.N != 2 || late.Of != 5 {
		t.Errorf("%+v, %d of %d late", tasks, late.N, late.Of)
	}
	if _, late := findings.Plan(planned, time.Time{}); late.N != 0 || late.Of != 5 {
		t.Errorf("%d late on no day", late.N)
	}
}
