package form

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/survey"
)

const asking = `
method: 1
id: asking
version: "1"
name: {uk: Методика, en: Method}
tree:
  id: all
  min_coverage: 0.5
  parts:
    - {id: gate, kind: level, required: true, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}]}
    - {id: open, kind: yesno, required: true, ask: "gate == 1"}
    - {id: after, weight: 2, kind: level, required: true, ask: "gate >= 2 || open == 'yes'", unasked: %s, levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}]}
    - {id: days, weight: 3, kind: number, direction: lower, low: 0, high: 90, ask: "after >= 1 && open != 'no'", normalise: {by: goalposts, low: 10, high: 30, clip: both}}
levels:
  - {level: 0, from: 0, name: нуль}
  - {level: 1, from: 20, name: один}
  - {level: 2, from: 50, name: два}
  - {level: 3, from: 80, name: три}
`

// askingBooks try all answers to four questions of which three are asked only after
// others: what the form shows and LibreOffice computes is the level of the pipeline,
// whether what is not asked counts as the lowest or leaves the score. But in make torture
// each of the two has every other mixture, and LibreOffice a sixth of all.
func askingBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	for turn, unasked := range []string{"lowest", "drop"} {
		m, err := method.Parse("asking.yaml", []byte(fmt.Sprintf(asking, unasked)))
		if err != nil {
			t.Fatal(err)
		}
		fill, computed := &survey.Submission{}, &survey.Submission{}
		for i := range 72 {
			if (i+i/4+i/12+i/36)%2 != turn && !need.All() {
				continue
			}
			p := survey.Practice{ID: fmt.Sprint("P-", i), Title: "Практика"}
			for k, v := range []string{[]string{"", "0", "1", "2"}[i%4], []string{"", "yes", "no"}[i/4%3], []string{"", "0", "1"}[i/12%3], []string{"", "15"}[i/36%2]} {
				a := survey.Answer{Criterion: m.Questionnaire.Criteria[k].ID, State: survey.Blank}
				if v != "" {
					a.State = survey.Given
					if fmt.Sscan(v, &a.Number); k == 1 {
						a.Choice = v
					}
				}
				p.Answers = append(p.Answers, a)
			}
			fill.Practices = append(fill.Practices, p)
			if (i+i/4+i/12+i/36)%6 == 3*turn || need.All() {
				computed.Practices = append(computed.Practices, p)
			}
		}
		written := func(fill *survey.Submission) []byte {
			return write(t, &m.Questionnaire, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Model: &m.Model, Cards: len(fill.Practices)}, fill)
		}
		book := written(fill)
		books = append(books, written(computed))
		unaskedSeen := 0
		for i := range fill.Practices {
			m.Questionnaire.SettleUnasked(&fill.Practices[i])
			for _, a := range fill.Practices[i].Answers {
				if a.State == survey.Unasked {
					unaskedSeen++
				}
			}
		}
		levels := map[string]string{}
		r := m.Model.Practices([]survey.Submission{*fill}, nil)
		for _, u := range r.Of(score.Practice) {
			s, _ := r.At(u, "all")
			levels[u.ID] = fmt.Sprint(s.Level)
			if !s.Known {
				levels[u.ID] = "замало"
			}
		}
		f := open(t, book)
		for i := range fill.Practices {
			got, err := f.GetCellValue("Огляд", fmt.Sprint("F", 8+i))
			if want := levels[fill.Practices[i].ID]; err != nil || !strings.HasPrefix(got, want) {
				t.Errorf("%s, %v: the form shows %q, the pipeline finds %q", unasked, fill.Practices[i].Answers, got, want)
			}
		}
		if unaskedSeen < 2*len(fill.Practices)/3 {
			t.Errorf("%d answers were not asked", unaskedSeen)
		}
	}
	return books, func(t *testing.T, computed []need.Book) {
		for i := range books {
			compareShown(t, books[i], computed[i])
		}
	}
}

// printedBooks ask LibreOffice how many rows of each card Excel prints: to the end where a
// question that follows on others is asked or answered, else to before the first of them.
func printedBooks(t *testing.T) (books [][]byte, judge func(t *testing.T, computed []need.Book)) {
	q := &egov(t).Questionnaire
	level := func(id string, x float64) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: x}
	}
	cards := []struct {
		practice survey.Practice
		all      bool
	}{
		{survey.Practice{ID: "P-1", Title: "Черга"}, false},
		{survey.Practice{ID: "P-2", Title: "Черга", Answers: []survey.Answer{level("people.owner", 0), level("results.measurement", 0)}}, false},
		{survey.Practice{ID: "P-3", Title: "Черга", Answers: []survey.Answer{level("people.owner", 2)}}, true},
		{survey.Practice{ID: "P-4", Answers: []survey.Answer{level("people.owner", 1)}}, true}, // the title comes last
		{survey.Practice{ID: "P-5", Title: "Черга", Answers: []survey.Answer{level("finance.accounting", 2)}}, true},
		{survey.Practice{ID: "P-6"}, false}, // nobody has begun it
	}
	fill := &survey.Submission{Partner: vinnytsia()}
	for _, c := range cards {
		fill.Practices = append(fill.Practices, c.practice)
	}
	f := open(t, write(t, q, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1"}, fill))
	const col, row = 9, 1
	want := make([]string, len(cards))
	for i, c := range cards {
		sheet, area := texts(t, "uk").T("form.sheet.practice", "n", i+1), ""
		for _, n := range f.GetDefinedName() {
			if n.Name == "_xlnm.Print_Area" && n.Scope == sheet {
				area = n.RefersTo
			}
		}
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		last := len(rows)
		for r := range rows {
			if !c.all && len(rows[r]) > 0 && rows[r][0] == texts(t, "uk").T("form.follow.section") {
				last = r
			}
		}
		want[i] = fmt.Sprint(last)
		if err := f.SetCellFormula(sheet, "I1", "ROWS("+area+")"); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return [][]byte{out.Bytes()}, func(t *testing.T, computed []need.Book) {
		for i := range cards {
			if got := computed[0].At(texts(t, "uk").T("form.sheet.practice", "n", i+1), col, row); got != want[i] {
				t.Errorf("card %d prints %s rows, not %s", i+1, got, want[i])
			}
		}
	}
}
