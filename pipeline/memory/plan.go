package memory

import (
	"cmp"
	"slices"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
)

// A Task is a task of a partner's action plan as it was told last.
type Task struct {
	Partner string `json:"partner"`
	Task    string `json:"task"`
	Due     string `json:"due"`
	State   string `json:"state"` // planned, in_progress, done, postponed or as typed; dropped: the partner's last plan has it no longer; overdue
	Since   string `json:"since"` // the first period that has it
	Last    string `json:"last"`  // the last one
}

// The states that the program finds itself.
const (
	overdue = "overdue" // the day has passed and it is neither done nor postponed
	dropped = "dropped"
)

// Plan follows the tasks of all partners from period to period, in the order of
// partners and due days. A task is the same one while its words are. on is the day by
// which something is overdue.
func Plan(db *store.DB, known store.Known, on time.Time) ([]Task, error) {
	periods, err := db.Periods(known)
	if err != nil {
		return nil, err
	}
	if on.IsZero() && len(periods) > 0 {
		on, _ = period.Parse(periods[len(periods)-1]).LastDay()
	}
	by, last := map[[2]string]*Task{}, map[string]string{}
	for _, now := range periods {
		subs, err := db.Submissions(now, known)
		if err != nil {
			return nil, err
		}
		tasks, _ := findings.Plan(survey.Plan(subs), on)
		for _, s := range subs {
			last[s.Partner.ID] = now
		}
		for _, t := range tasks {
			key := [2]string{t.Partner, name.Alike(t.Text)}
			if by[key] == nil {
				by[key] = &Task{Partner: t.Partner, Since: now}
			}
			by[key].Task, by[key].Due, by[key].State, by[key].Last = t.Text, t.Due, t.Status, now
			if t.Late {
				by[key].State = overdue
			}
		}
	}
	out := []Task{}
	for _, t := range by {
		if t.Last != last[t.Partner] && t.State != "done" {
			t.State = dropped
		}
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Task, b.Task))
	})
	return out, nil
}

// Overdue keeps the tasks that are overdue.
func Overdue(tasks []Task) []Task {
	return slices.DeleteFunc(tasks, func(t Task) bool { return t.State != overdue })
}

// Rows lays tasks out as a table, its header first.
func Rows(tasks []Task) [][]string {
	rows := [][]string{{"partner", "task", "due", "state"}}
	for _, t := range tasks {
		rows = append(rows, []string{t.Partner, t.Task, t.Due, t.State})
	}
	return rows
}
