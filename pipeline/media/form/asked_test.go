package form

import (
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
