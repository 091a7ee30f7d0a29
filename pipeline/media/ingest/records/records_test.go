package records

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// TestSomeAreAll: the practices that come some at a time are those that come at once,
// each with its own answers, in a room that another file has left too; a record that was
// taken away, and replies that were not taken, are none of them.
func TestSomeAreAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var rooms Rooms
		for range 2 {
			room := rooms.Get()
			if len(room.Records) > 0 {
				rt.Fatal("a room of records is handed on")
			}
			table := &Table{File: "a.csv", Theme: "b", Asked: make([]Column, rapid.IntRange(0, 8).Draw(rt, "columns"))}
			for i := range table.Asked {
				table.Asked[i] = Column{i + 1, fmt.Sprint(i)}
			}
			want := []survey.Practice{}
			for n := range rapid.IntRange(0, 150).Draw(rt, "rows") {
				replies := room.Replies(len(table.Asked))
				for i := range replies {
					replies[i] = &Reply{Reading: reply.Reading{State: survey.Given, Number: float64(n*100 + i)}, Raw: fmt.Sprint(n, i)}
				}
				if n%7 == 3 { // no record
					continue
				}
				r := room.Take(len(replies))
				r.ID, r.Of, r.Row, r.IDCol, r.Replies = fmt.Sprint(n), table, n+1, 1, replies
				if n%11 == 5 { // that of another row
					room.Leave()
					continue
				}
				p := survey.Practice{ID: r.ID, Theme: "b", At: r.Where(), Answers: r.Answers()}
				p.Cells.ID = survey.Spot{Row: int32(n + 1), Col: 1}
				if n%13 == 6 { // another row has said more
					p.Answers = append(p.Answers, survey.Answer{Criterion: "more"})
					r.Answer(p.Answers)
				}
				want = append(want, p)
			}
			some := []survey.Practice{}
			for few, plain := range room.Some(func(r *Record) bool { return r.Alone() && r.Row%3 == 0 }) {
				if plain != nil {
					few = make([]survey.Practice, 1)
					plain.practice(&few[0], make([]survey.Answer, len(plain.Replies)))
					if asked, given := plain.Answered(); asked != len(few[0].Answers) || given != asked {
						rt.Fatalf("%d of %d answers are given", given, asked)
					}
				}
				for _, p := range few {
					p.Answers = append([]survey.Answer{}, p.Answers...)
					some = append(some, p)
				}
			}
			if diff := cmp.Diff(want, some); diff != "" {
				rt.Fatal(diff)
			}
			all := room.Practices()
			rooms.Put(room)
			if diff := cmp.Diff(some, all); diff != "" {
				rt.Fatal(diff)
			}
		}
	})
}
