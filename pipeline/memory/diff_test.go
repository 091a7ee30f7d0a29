package memory

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/survey"
)

// weighing is a method of two numbers from 0 to 10, the first with a weight.
func weighing(weight string) string {
	leaf := func(id, w string) string {
		return "    - {id: " + id + ", weight: " + w + ", name: {uk: " + id + "}, question: {uk: " + id + "}, kind: number, normalise: {by: goalposts, low: 0, high: 10}}\n"
	}
	return "method: 1\nid: m\ntree:\n  id: all\n  parts:\n" + leaf("x", weight) + leaf("y", "1")
}

// enter records partner a with practices (x and y, of 10).
func enter(t *testing.T, db *store.DB, name, day, method string, plan []survey.Task, practices map[string][2]float64) {
	t.Helper()
	sub := survey.Submission{Partner: survey.Partner{ID: "a"}, File: "a.xlsx", Plan: plan}
	for id, v := range practices {
		p := survey.Practice{ID: id, Title: "Practice " + id}
		for i, c := range []string{"x", "y"} {
			p.Answers = append(p.Answers, survey.Answer{Criterion: c, State: survey.Given, Number: v[i], Raw: fmt.Sprint(v[i])})
		}
		sub.Practices = append(sub.Practices, p)
	}
	s := store.NewSnapshot(name, "test", "all", store.Method{Hash: method, ID: "m", Version: "1", Text: method})
	s.Submission(&sub)
	at, err := time.Parse(time.DateOnly, day)
	if err == nil {
		_, err = db.Record(s, at)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func empty(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(filepath.Join(t.TempDir(), "depository.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// A change of a score is split by hand. Then p1 (4, 2) and p2 (0, 0): x 20, y 10 of
// 100, score 15. Now p1 (8, 2) and p3 (10, 10), and x weighs three times as y: x 90, y
// 60, score 82.5. By the old method now is 75. Of p1 alone, by the old method, 30 then
// and 50 now: answers bring 20, the other method 7.5, and p2 for p3 the rest, 40.
func TestDiffSplitsTheChange(t *testing.T) {
	db := empty(t)
	enter(t, db, "2025-H2", "2026-01-10", weighing("1"), nil, map[string][2]float64{"p1": {4, 2}, "p2": {0, 0}})
	enter(t, db, "2026-H1", "2026-07-10", weighing("3"), nil, map[string][2]float64{"p1": {8, 2}, "p3": {10, 10}})
	changes, err := diff(sampleOptions(t, ""), db, "2025-H2", "2026-H1", "", store.Known{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range changeRows(changes)[1:] {
		got = append(got, strings.Join(row[:6], " "))
	}
	want := []string{
		"score a  overall 15.000000 82.500000", "answers a  overall 15.000000 35.000000", "membership a  overall 35.000000 75.000000", "method a  overall 75.000000 82.500000",
		"answer a p1 x 4 8", "practice a p2  Practice p2 ", "practice a p3   Practice p3",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A period that is recorded after a later one is no correction of it; one that is
// recorded again is.
func TestLateRecordingIsNoCorrection(t *testing.T) {
	db := empty(t)
	p := map[string][2]float64{"p1": {4, 2}}
	enter(t, db, "2026-H1", "2026-07-10", weighing("1"), nil, p)
	enter(t, db, "2025-H2", "2026-08-10", weighing("1"), nil, p)
	kinds := func() (out []string) {
		changes, err := diff(sampleOptions(t, ""), db, "2025-H2", "2026-H1", "", store.Known{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			out = append(out, c.Kind)
		}
		return out
	}
	if got := kinds(); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// Tasks are followed from period to period: what the last plan lacks is dropped, what
// is late by the day is overdue, what is done stays done.
func TestPlan(t *testing.T) {
	db := empty(t)
	task := func(text, due, status string) survey.Task { return survey.Task{Text: text, Due: due, Status: status} }
	one := map[string][2]float64{"p1": {4, 2}}
	enter(t, db, "2025-H2", "2026-01-10", weighing("1"), []survey.Task{task("teach", "2026-03-01", "planned"), task("buy", "2025-11-01", "done"), task("write", "2026-12-01", "planned")}, one)
	enter(t, db, "2026-H1", "2026-07-10", weighing("1"), []survey.Task{task("Teach", "2026-03-01", "in_progress"), task("print", "2027-01-01", "planned")}, one)
	for _, on := range []time.Time{{}, time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)} {
		tasks, err := Plan(db, store.Known{}, on)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range Rows(tasks)[1:] {
			got = append(got, strings.Join(row, " "))
		}
		want := []string{"a buy 2025-11-01 done", "a Teach 2026-03-01 overdue", "a write 2026-12-01 dropped", "a print 2027-01-01 planned"}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("on %v: %q", on, got)
		}
		if late := Overdue(tasks); len(late) != 1 || late[0].Since != "2025-H2" || late[0].Last != "2026-H1" {
			t.Errorf("%+v", late)
		}
	}
}
