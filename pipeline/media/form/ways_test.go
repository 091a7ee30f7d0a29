package form

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/steps"
	"depository.example/depository/pipeline/survey/survey"
)

// tickedBooks tick steps of a returned form: with none, with the first, with all of them
// LibreOffice computes the score and the level that the pipeline finds for the same
// answers. Each practice has each of these in make torture, elsewhere one of them.
func tickedBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	m := egov(t)
	fill := &survey.Submission{Partner: vinnytsia()}
	var ways []Way
	for n := range 4 {
		p := survey.Practice{ID: fmt.Sprint("P-", n), Title: "Практика", Theme: "services"}
		for i := range m.Questionnaire.Criteria {
			k := &m.Questionnaire.Criteria[i]
			a := survey.Answer{Criterion: k.ID, State: survey.Given, Number: float64((i*(n+2) + n) % 4)}
			if k.Kind == survey.Level && a.Number >= 3 {
				a.Evident, a.Beside = i%2 == 0, &survey.Beside{}
				if a.Evident {
					a.Beside.Evidence = "https://rada.example.org.ua/act/15"
				}
			}
			if i%11 == 7 {
				a = survey.Answer{Criterion: k.ID, State: survey.Blank}
			}
			p.Answers = append(p.Answers, a)
		}
		m.Questionnaire.SettleUnasked(&p)
		fill.Practices = append(fill.Practices, p)
		way := Way{Card: n + 1, Of: steps.Cheapest(&m.Model, &m.Questionnaire, fill, &p)}
		if way.Of.State != steps.Found {
			t.Fatalf("practice %d: %+v", n, way.Of)
		}
		way.Learn = make([]string, len(way.Of.Steps))
		ways = append(ways, way)
	}
	book := write(t, &m.Questionnaire, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Model: &m.Model, Ways: ways}, fill)
	const sheet = "Що підняло б нас найбільше"
	// ticked is how many steps of a practice are at most ticked in a book.
	ticked := func(b, w int) int { return []int{99, 0, 1}[(b+w)%3] }
	for b := range 3 {
		if b > 0 && !need.All() {
			break
		}
		f := open(t, book)
		for w, rows := range wayRows(t, book) {
			for i, row := range rows {
				if i < ticked(b, w) {
					if err := f.SetCellStr(sheet, fmt.Sprint("A", row), "так"); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		books = append(books, out.Bytes())
	}
	return books, func(t *testing.T, computed []need.Book) {
		for b := range computed {
			for w, rows := range wayRows(t, book) {
				p := fill.Practices[w]
				p.Answers = append([]survey.Answer(nil), p.Answers...)
				for i, step := range ways[w].Of.Steps {
					if i < ticked(b, w) {
						for j := range p.Answers {
							if a := &p.Answers[j]; a.Criterion == step.Criterion {
								*a = survey.Answer{Criterion: a.Criterion, State: survey.Given, Number: float64(step.Level), Evident: true}
							}
						}
					}
				}
				r := m.Model.Practices([]survey.Submission{{Partner: vinnytsia(), Practices: []survey.Practice{p}}}, nil)
				want, _ := r.At(r.Of(score.Practice)[0], r.Root())
				total := rows[len(rows)-1] + 1
				got, level := computed[b].At(sheet, 4, total), computed[b].At(sheet, 5, total)
				x, err := strconv.ParseFloat(got, 64)
				if err != nil || math.Abs(x-want.Value) > 0.0500001 || !strings.HasPrefix(level, fmt.Sprint(want.Level)) {
					t.Errorf("practice %d, book %d: %q %q, want %.2f, level %d", w, b, got, level, want.Value, want.Level)
				}
				if ticked(b, w) == 99 && (want.Level < ways[w].Of.Next.Level || math.Abs(want.Value-ways[w].Of.Then) > 1e-9) {
					t.Errorf("practice %d: all steps bring %.2f, level %d; %+v", w, want.Value, want.Level, ways[w].Of)
				}
			}
		}
	}
}

// wayRows are the rows of the steps of each practice: those below a head whose first
// cell may be ticked.
func wayRows(t *testing.T, book []byte) (out [][]int) {
	t.Helper()
	rows, err := open(t, book).GetRows("Що підняло б нас найбільше")
	if err != nil {
		t.Fatal(err)
	}
	within := false
	for i, row := range rows {
		switch {
		case len(row) > 0 && row[0] == "Плануємо":
			within = true
			out = append(out, nil)
		case len(row) > 0 && row[0] != "":
			within = false
		case within:
			out[len(out)-1] = append(out[len(out)-1], i+1)
		}
	}
	return out
}
