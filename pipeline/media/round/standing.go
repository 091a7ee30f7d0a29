package round

import (
	"time"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/survey/survey"
)

// A State is how far a partner has come.
type State string

// The states. Who was late and has a workbook returned is Returned.
const (
	Invited   State = "invited"   // nothing has come, and the day is not over
	Silent    State = "silent"    // nothing has come until the day
	Received  State = "received"  // a workbook has come
	Late      State = "late"      // it came after the day
	Returned  State = "returned"  // it went back with its problems, and nothing has come since
	Corrected State = "corrected" // another one has come since
)

// A Standing is how far a partner has come, and when: days, ISO 8601, "" never.
type Standing struct {
	lists.Invited
	State     State
	Received  string // the first workbook
	Returned  string // the last that went back
	Corrected string // the last that came after one had gone back
	Errors    int    // in the last that came
}

// Answered tells whether anything has come.
func (s *Standing) Answered() bool { return s.Received != "" }

// Standings tells how far each of a list has come, as of a day, in the order of the
// list.
func Standings(list []lists.Invited, r *Register, today time.Time) []Standing {
	out := make([]Standing, len(list))
	for i, p := range list {
		out[i] = Standing{Invited: p, State: Invited}
		out[i].follow(r.Entries, today.Format(time.DateOnly))
	}
	return out
}

// follow goes through the workbooks of a partner in the order of their coming.
func (s *Standing) follow(entries []Entry, today string) {
	over := func(day string) bool { return s.Due != "" && day > s.Due }
	if over(today) {
		s.State = Silent
	}
	for _, e := range entries {
		if e.Partner != s.ID {
			continue
		}
		day := e.Received.Format(time.DateOnly)
		s.Errors = e.Errors
		switch {
		case s.Received == "":
			if s.Received, s.State = day, Received; over(day) {
				s.State = Late
			}
		case s.Returned != "":
			s.Corrected, s.State = day, Corrected
		}
		if !e.Returned.IsZero() {
			s.Returned, s.State = e.Returned.Format(time.DateOnly), Returned
		}
	}
}

// A Response is how many of those invited have answered.
type Response struct {
	Invited  int `json:"invited"`
	Answered int `json:"answered"`
}

// Share is the share of those invited who have answered, 0 to 1.
func (r *Response) Share() float64 { return float64(r.Answered) / float64(r.Invited) }

// ResponseOf counts of whom of those invited something was read.
func ResponseOf(list []lists.Invited, subs []survey.Submission) *Response {
	answered := map[string]bool{}
	for _, s := range subs {
		if who := Whose(list, s.Partner, s.File); who != "" {
			answered[who] = true
		}
	}
	return &Response{Invited: len(list), Answered: len(answered)}
}
