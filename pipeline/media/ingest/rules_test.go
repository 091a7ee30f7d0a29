package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// ruleQuestions asks for everything that can contradict itself.
func ruleQuestions() *survey.Questionnaire {
	number := func(id string, unit survey.Text, high *float64) survey.Criterion {
		return survey.Criterion{ID: id, Kind: survey.Number, Name: inBoth(id, id), Unit: unit, High: high}
	}
	users, start := number("users", inBoth("осіб", "people"), nil), number("start", nil, nil)
	users.AtMost, start.AtMost = "people", "end"
	return &survey.Questionnaire{Criteria: []survey.Criterion{
		users, number("people", inBoth("осіб", "people"), nil), number("others", inBoth("осіб", "people"), nil), start, number("end", nil, nil),
		number("share", inBoth("% звернень", "% of requests"), ptr(100)), number("growth", inBoth("%", "%"), nil),
		number("reach.rate", inBoth("осіб на 1000", "people per 1,000"), ptr(1000)),
		{ID: "level", Kind: survey.Level, Levels: []survey.RubricLevel{{Level: 2}, {Level: 3}}, Name: inBoth("level", "level"), Evidence: &survey.EvidenceRule{From: 3, Cap: 2}},
	}}
}

func at(row, col int) cell.Ref {
	return cell.Ref{File: "a.xlsx", Sheet: "Звіт", Row: row, Col: col}
}

// TestContradictions judges practices of a few answers: code, cell and what
// stood there. An answer that is part of a contradiction does not count.
func TestContradictions(t *testing.T) {
	given := func(id string, col int, x float64, raw string) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: x, Raw: raw, At: at(5, col)}
	}
	for name, c := range map[string]struct {
		answers []survey.Answer
		want    []string // severity code cell read
		lost    int      // answers that no longer count
	}{
		"users above population":   {[]survey.Answer{given("users", 2, 1200, "1 200"), given("people", 3, 1000, "1000")}, []string{"error above-other B5 1 200"}, 2},
		"as many users as people":  {[]survey.Answer{given("users", 2, 1000, "1000"), given("people", 3, 1000, "1000")}, nil, 0},
		"the population of others": {[]survey.Answer{given("users", 2, 1200, "1200"), given("others", 3, 1000, "1000")}, nil, 0},
		"population not asked":     {[]survey.Answer{given("users", 2, 1200, "1200")}, nil, 0},
		"population blank":         {[]survey.Answer{given("users", 2, 1200, "1200"), {Criterion: "people", State: survey.Blank, At: at(5, 3)}}, nil, 0},
		"users above all":          {[]survey.Answer{given("reach.rate", 2, 1001, "1001")}, []string{"error users-above-population B5 1001"}, 1},
		"end before start":         {[]survey.Answer{given("end", 2, 2021, "2021"), given("start", 3, 2024, "2024")}, []string{"error above-other C5 2024"}, 2},
		"one year":                 {[]survey.Answer{given("start", 2, 2024, "2024"), given("end", 3, 2024, "2024")}, nil, 0},
		"share over 100":           {[]survey.Answer{given("share", 2, 100.5, "100,5 %")}, []string{"error share-over-100 B5 100,5 %"}, 1},
		"share of 100":             {[]survey.Answer{given("share", 2, 100, "100")}, nil, 0},
		"growth over 100":          {[]survey.Answer{given("growth", 2, 250, "250")}, nil, 0},
		"level without evidence":   {[]survey.Answer{given("level", 2, 3, "3")}, []string{"warning evidence-missing B5 "}, 0},
		"level that needs none":    {[]survey.Answer{given("level", 2, 2, "2")}, nil, 0},
	} {
		r := Result{Submissions: []survey.Submission{{Practices: []survey.Practice{{Answers: c.answers}}}}}
		clean.NewRules(ruleQuestions()).Contradictions(r.Submissions, &r.Problems, true)
		var got []string
		for _, p := range r.Problems {
			got = append(got, p.Severity.String()+" "+p.Code+" "+p.At.Name()+" "+p.Read)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		lost := 0
		for _, a := range r.Submissions[0].Practices[0].Answers {
			if a.State == survey.Unreadable && a.Number == 0 {
				lost++
			}
		}
		if lost != c.lost {
			t.Errorf("%s: %d answers no longer count, want %d", name, lost, c.lost)
		}
	}
}

func TestTimeOfAPractice(t *testing.T) {
	for started, want := range map[string]string{
		"2024–2021": "end-before-start", "2024 - 2021 рр.": "end-before-start", "з 2023 по 2022 рік": "end-before-start",
		"2021–2024": "", "2022": "", "12.05.2022": "", "": "", "давно": "",
		"2027": "start-after-period", "01.02.2027": "start-after-period", "2026": "", "2020–2028": "", "№ 20271": "",
	} {
		r := Result{Submissions: []survey.Submission{{Period: "2026-H1", Practices: []survey.Practice{{Started: started, At: at(7, 2)}}}}}
		clean.NewRules(ruleQuestions()).Contradictions(r.Submissions, &r.Problems, true)
		got := ""
		for _, p := range r.Problems {
			got += p.Code
			if p.At != at(7, 2) || p.Read != started {
				t.Errorf("%q: %+v", started, p)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", started, got, want)
		}
	}
}

// TestContradictionsInATable: a partner's own table gets them with its own cells.
func TestContradictionsInATable(t *testing.T) {
	q := ruleQuestions()
	layout, err := foreign.ParseLayout("shares.yaml", []byte("layout: 1\nid: shares\nneeds: 1\ncolumns:\n"+
		"  - {is: id, labels: [код]}\n  - {is: title, labels: [назва]}\n  - {is: criterion, id: share, labels: [частка]}\n  - {is: criterion, id: level, labels: [рівень]}\nyes: [так]\nno: [ні]\n"))
	if err != nil {
		t.Fatal(err)
	}
	book := drawn("Вінницька область.xlsx", `# ЦНАП
		Код | Назва | Частка | Рівень
		Вінницька | Перша | 140 | 3
		Барська | Друга | 40 | 2`)
	out := Read(book, nil, Options{Questionnaire: q, Layouts: []foreign.Layout{layout}})
	var got []string
	for _, p := range out.Problems {
		got = append(got, p.Code+" "+p.At.Sheet+"!"+p.At.Name()+" "+p.Read)
	}
	if diff := cmp.Diff([]string{"share-over-100 ЦНАП!C2 140", "evidence-missing ЦНАП!D2 "}, got); diff != "" {
		t.Error(diff, out.Problems)
	}
}

// TestTimeOnACard: the problem stands at the cell of the year, and the share at
// that of its answer.
func TestTimeOnACard(t *testing.T) {
	data := typed(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), map[string]any{
		slot.FieldName(1, slot.FieldStarted): "2024–2021", slot.FieldName(2, slot.FieldStarted): 2031,
	})
	book, _ := open.ReadBytes("a.xlsx", data, sheet.Limits{})
	out := Read(book, nil, Options{Questionnaire: formQuestions()})
	cells := map[string]cell.Ref{}
	for _, n := range book.Names {
		cells[n.Name] = cell.Ref{File: "a.xlsx", Sheet: n.Sheet, Row: n.Ref.Row, Col: n.Ref.Col}
	}
	for code, name := range map[string]string{
		"end-before-start": slot.FieldName(1, slot.FieldStarted), "start-after-period": slot.FieldName(2, slot.FieldStarted),
		"share-over-100": slot.AnswerName(2, "results.share-online"),
	} {
		var at []cell.Ref
		for _, p := range out.Problems {
			if p.Code == code {
				at = append(at, p.At)
			}
		}
		if len(at) != 1 || at[0] != cells[name] {
			t.Errorf("%s stands at %v, want %v", code, at, cells[name])
		}
	}
}
