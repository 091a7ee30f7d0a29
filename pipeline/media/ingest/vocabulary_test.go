package ingest

import (
	"testing"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/survey/survey"
)

// The vocabulary of what people type, each as it is to be understood everywhere: a
// number of "осіб на 1000", yes or no, a choice that may not apply, and
// a level that has to. One text means in a partner's own table what it means in a form.
func TestOneVocabulary(t *testing.T) {
	const people, open, channel, level = "results.users", "results.open", "results.channel", "legal.order"
	type answer struct {
		state  survey.State
		number float64
		choice string
	}
	number := func(x float64) answer { return answer{survey.Given, x, ""} }
	word := func(choice string) answer { return answer{survey.Given, 0, choice} }
	blank, unreadable, na := answer{survey.Blank, 0, ""}, answer{survey.Unreadable, 0, ""}, answer{survey.NotApplicable, 0, ""}
	cases := []struct {
		criterion, typed string
		want             answer
	}{
		{people, "1.234,5", number(1234.5)}, {people, "1e3", number(1000)}, {people, "12 осіб на 1000", number(12)}, {people, "12 осіб", unreadable}, {people, "12 грн", unreadable},
		{people, "н/д", blank}, {people, "немає даних", blank}, {people, "NA", blank}, {people, "n/a", blank}, {people, "н/з", blank},
		{channel, "NA", blank}, {channel, "n/a", na}, {channel, "н/з", na}, {channel, "н/д", blank}, {level, "н/з", blank}, {level, "NA", blank},
		{open, "✓", word("yes")}, {open, "наявне", word("yes")}, {open, "відсутнє", word("no")},
		{open, "y", word("yes")}, {open, "n", word("no")}, {open, "діє", word("yes")}, {open, "працює", word("yes")},
	}
	layout, err := foreign.ParseLayout("v.yaml", []byte("layout: 1\nid: v\nneeds: 1\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: title, labels: [назва]}\n"+
		"  - {is: criterion, id: results.users, labels: [люди]}\n  - {is: criterion, id: results.open, labels: [відкрито]}\n  - {is: criterion, id: results.channel, labels: [канал]}\n  - {is: criterion, id: legal.order, labels: [порядок]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	form1 := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	for _, c := range cases {
		filled, _ := read(t, typed(t, form1, map[string]any{slot.AnswerName(1, c.criterion): c.typed}), formQuestions(), "2026-H1")
		row := map[string]string{people: "1", open: "так", channel: "вебсайт", level: "3"}
		row[c.criterion] = c.typed
		table := Read(drawn("Вінницька область.xlsx", "# ЦНАП\nКод | Назва | Люди | Відкрито | Канал | Порядок\nВінницька | А | "+row[people]+" | "+row[open]+" | "+row[channel]+" | "+row[level]),
			nil, Options{Questionnaire: formQuestions(), Layouts: []foreign.Layout{layout}})
		for where, subs := range map[string][]survey.Submission{"form": {filled}, "table": table.Submissions} {
			if len(subs) == 0 || len(subs[0].Practices) == 0 {
				t.Fatalf("%s: nothing was read of %q: %v", where, c.typed, table.Problems)
			}
			a := subs[0].Practices[0].Answer(c.criterion)
			if got := (answer{a.State, a.Number, a.Choice}); got != c.want {
				t.Errorf("%s of the %s: %q is %s %v %q, want %s %v %q", c.criterion, where, c.typed, got.state, got.number, got.choice, c.want.state, c.want.number, c.want.choice)
			}
		}
	}
}
