package account_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

func texts(t *testing.T, lang string) *wording.Catalogue {
	t.Helper()
	c, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const small = `
method: 1
id: small
name: {uk: Мала, en: Small}
tree:
  id: t
  name: {uk: Усе, en: All}
  parts:
    - {id: a, name: {uk: Перший, en: First}, kind: level, levels: [{level: 0, text: x}, {level: 1, text: x}, {level: 2, text: x}], evidence: {from: 2, cap: 1}}
    - {id: b, weight: 3, normalise: {by: goalposts, low: 0, high: 10}}
rollup: [{from: practice, to: partner, by: best, n: 1}]
levels: [{level: 0, from: 0}, {level: 1, from: 50, needs: [{node: a, at_least: 90}]}]
`

// period is a partner with two practices. By hand: of the first a counts as level 1
// of 2 for want of evidence, 50, and b is 8 of 10, 80; its score is (50 + 3 × 80) ÷ 4,
// 72.5. The second has nothing but a, which reviewers found to be 2: 100.
func period(t *testing.T) account.Period {
	t.Helper()
	m, err := method.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	at := func(col int) cell.Ref { return cell.Ref{File: "p.xlsx", Sheet: "Аркуш", Row: 7, Col: col} }
	subs := []survey.Submission{{Partner: survey.Partner{ID: "p"}, File: "p.xlsx", Practices: []survey.Practice{
		{ID: "1", Title: "Перша", At: at(1), Answers: []survey.Answer{
			{Criterion: "a", State: survey.Given, Number: 2, Raw: "2 –\nдругий", At: at(2), Beside: &survey.Beside{Evidence: "ні", EvidenceAt: at(3)}},
			{Criterion: "b", State: survey.Given, Number: 8, Raw: "8", At: at(4)}}},
		{ID: "2", Title: "Друга", At: at(1), Answers: []survey.Answer{
			{Criterion: "a", State: survey.Given, Number: 1, Raw: "1", At: at(5), Verdict: &survey.Verdict{Reviewers: 1, By: "рецензент 1", Level: 2}},
			{Criterion: "b", State: survey.NotApplicable, Raw: "не застосовно", At: at(6)}}},
	}}}
	prepared := m.Model.Prepare(subs, nil)
	return account.Period{Model: &m.Model, Submissions: subs, Prepared: prepared, Result: prepared.Score(nil)}
}

// The way of a practice goes from its score to the cells, with what reviewers found
// and what was capped; that of a partner to the practices that count.
func TestWayOfAPractice(t *testing.T) {
	p := period(t)
	for i, want := range [][]string{
		{"Practice “Перша” (1), Partner; p.xlsx!Аркуш\n", "All (t) = 72.5 (weight 1, coverage 1): arithmetic mean", "First (a) = 50 (weight 1, coverage 1)",
			"p.xlsx!Аркуш!B7: “2 – другий”\n      p.xlsx!Аркуш!C7: “ні”", "a level from 2 on needs evidence and counts as 1 without it",
			"on the scale, between the goalposts 0 and 10: 80", "rank 2 of 2", "level 0", "held back by a, which would have to reach 90"},
		{"First (a) = 100", "reviewers bore out level 2 (рецензент 1)", "b = no score (weight 3, coverage not applicable)\n      p.xlsx!Аркуш!F7: “не застосовно”\n", "rank 1 of 2"},
		{"Partner (p)\n", "the best, 1 at most; 1 practice of 2 counted", "First (a) = 100 (weight 1, coverage 1)\n      2: 100 – p.xlsx!Аркуш!E7: “1”\n"},
	} {
		units := append(p.Result.Of(score.Practice), p.Result.Of(score.Partner)...)
		var b bytes.Buffer
		if err := p.Unit(&b, texts(t, "en"), units[i], "Partner"); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %q in\n%s", w, &b)
			}
		}
	}
}

// In Ukrainian there is no word of the method file's language in a way, no text is
// missing and none has a hole.
func TestWayInUkrainian(t *testing.T) {
	p := period(t)
	for _, u := range append(p.Result.Of(score.Practice), p.Result.Of(score.Partner)...) {
		var b bytes.Buffer
		if err := p.Unit(&b, texts(t, "uk"), u, "Партнер"); err != nil {
			t.Fatal(err)
		}
		said := regexp.MustCompile(`\([a-z0-9]\)|p\.xlsx`).ReplaceAllString(b.String(), "")
		if found := regexp.MustCompile(`[A-Za-z]{2,}|⟦|\{[a-z]+\}`).FindString(said); found != "" {
			t.Errorf("%q in\n%s", found, &b)
		}
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// What cannot be written is an error.
func TestErrorsOfTheWriter(t *testing.T) {
	p := period(t)
	if err := p.Unit(full{}, texts(t, "uk"), p.Result.Of(score.Practice)[0], ""); !errors.Is(err, errFull) {
		t.Error(err)
	}
	if err := account.Diagnosis(full{}, texts(t, "uk"), items.Practices(p.Prepared)); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// No list of a table grows without bound, and what is left out is counted.
func TestTellerIsBounded(t *testing.T) {
	var unread []index.Unread
	var remarks []index.Remark
	for i := range 100 {
		unread = append(unread, index.Unread{Row: i, Column: "a", Text: "?"})
		remarks = append(remarks, index.Remark{Code: "header-again", Args: []any{"row", i}})
	}
	for _, lang := range templates.Languages {
		var b bytes.Buffer
		tell := account.NewTeller(&b, "t.csv", texts(t, lang))
		tell.Remarks(remarks)
		tell.Unread(unread, 0)
		tell.More(len(unread))
		if n := strings.Count(b.String(), "\nt.csv: ") + 1; n != 40+1+20+1 || !strings.Contains(b.String(), " 60") || !strings.Contains(b.String(), "80 ") {
			t.Errorf("%s: %d lines\n%s", lang, n, &b)
		}
	}
}

// Each reason why a cell cannot be read has a text of its own, without a hole.
func TestReasonsHaveTexts(t *testing.T) {
	low, high := 1.0, 2.0
	seen := map[string]bool{}
	for _, u := range []index.Unread{
		{Why: index.OutOfRange, Low: &low}, {Why: index.OutOfRange, High: &high}, {Why: index.OutOfRange, Low: &low, High: &high},
		{Why: reply.Broken}, {Why: reply.Broken, Text: "#REF!"}, {Why: reply.DateForOne, Text: "x"}, {Why: reply.OtherUnit, Text: "x"}, {Why: "number", Text: "x"},
	} {
		for _, lang := range templates.Languages {
			var b bytes.Buffer
			u.Row, u.Column = 3, "a"
			account.NewTeller(&b, "t.csv", texts(t, lang)).Unread([]index.Unread{u}, 0)
			if seen[b.String()] || strings.ContainsAny(b.String(), "{}⟦") {
				t.Errorf("%s: %s", u.Why, &b)
			}
			seen[b.String()] = true
		}
	}
}

// A contrast prints the largest changes first, at most 40, and that there are more.
func TestContrast(t *testing.T) {
	var rank [2][]int
	var value [2][]float64
	var names []string
	for i := range 50 {
		rank[0], rank[1] = append(rank[0], i+1), append(rank[1], 50-i)
		value[0], value[1] = append(value[0], float64(-i)), append(value[1], float64(i))
		names = append(names, fmt.Sprintf("U%02d", i))
	}
	var b bytes.Buffer
	if err := account.Contrast(&b, texts(t, "en"), index.NewContrast(rank, value), [2]string{"A", "B"}, names); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	if !strings.Contains(out, "A against B: 50 units") || !strings.Contains(out, "tau −1.000") || strings.Index(out, "U00 ") > strings.Index(out, "U10 ") || !strings.Contains(out, "10 more") {
		t.Error(out)
	}
	b.Reset()
	none := index.NewContrast([2][]int{{1}, {0}}, [2][]float64{{1}, {math.NaN()}})
	if err := account.Contrast(&b, texts(t, "uk"), none, [2]string{"A", "B"}, []string{"U"}); err != nil || strings.Contains(b.String(), "NaN") {
		t.Errorf("%v %s", err, &b)
	}
}

// TestAProblemOfAWholeFile stands at no cell: what was read follows the arrow.
func TestAProblemOfAWholeFile(t *testing.T) {
	var b strings.Builder
	account.Problems(&b, cell.Problems{{Severity: cell.Warning, Code: "place-two-names", At: cell.Ref{File: "bar.xlsx"}, Read: "м. Бар"}}, texts(t, "uk"))
	if want := "\n      → стоїть: «м. Бар»\n"; !strings.Contains(b.String(), want) {
		t.Errorf("no %q in %s", want, b.String())
	}
}

// An answer that comes of two counts is explained by the cells in which they stand, not
// by the one that shows what they come to.
func TestWayOfCounts(t *testing.T) {
	p := period(t)
	at := func(col int) cell.Ref { return cell.Ref{File: "p.xlsx", Sheet: "Аркуш", Row: 9, Col: col} }
	of := &survey.Counted{Numerator: 250, Denominator: 2000, NumeratorAt: at(8), DenominatorAt: at(9)}
	answer := &p.Submissions[0].Practices[0].Answers[1]
	shown := "p.xlsx!Аркуш!" + answer.At.Name()
	answer.Beside = &survey.Beside{Counted: of}
	var b bytes.Buffer
	if err := p.Unit(&b, texts(t, "en"), p.Result.Of(score.Practice)[0], "Partner"); err != nil {
		t.Fatal(err)
	}
	if said := b.String(); !strings.Contains(said, "p.xlsx!Аркуш!H9: “250”\n") || !strings.Contains(said, "p.xlsx!Аркуш!I9: “2000”\n") || strings.Contains(said, shown) {
		t.Errorf("%s", said)
	}
}
