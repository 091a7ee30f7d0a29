package compose_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/writing"
)

// manyPartners are n cities in the oblasts of Vinnytsia and Volyn in turn, each of which
// has moved since the period before.
func manyPartners(n int) compose.Input {
	in := closeTogether()
	in.Previous = "2025-H2"
	list := func(by float64) (out []survey.Submission) {
		for i := range n {
			s := in.Submissions[0]
			x := float64(i)*100/float64(n) + by
			s.Partner = survey.Partner{ID: fmt.Sprint("p", i), Name: text(fmt.Sprint("Місто ", i), fmt.Sprint("City ", i)), Kind: "city",
				Place: []string{"UA05020030000031457", "UA07020010000066567"}[i%2]}
			s.File = fmt.Sprint(i, ".xlsx")
			s.Practices = []survey.Practice{{ID: "1", Title: "Практика", Theme: "services", Answers: []survey.Answer{
				{Criterion: "a", State: survey.Given, Number: x}, {Criterion: "b", State: survey.Given, Number: x}}}}
			out = append(out, s)
		}
		return out
	}
	in.Submissions, in.Earlier = list(0.5), list(0)
	return analyse(in, nil, uncertainty.Plan{Replications: 20, Seed: 1, Noise: 0.25}, nil)
}

// length counts what a report prints one below another.
func length(d *document.Document) (out int) {
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case *document.Table:
			out += len(b.Rows)
		case *document.Figure:
			out += len(b.Rows)
		case *document.List:
			out += len(b.Items)
		}
		out++
	}
	return out
}

// A report of many partners is no longer than one of twice as many: it prints the ends
// of each list, says how many are between them, and by oblast what the pages of partners
// would say one by one.
func TestReportsOfManyAreBounded(t *testing.T) {
	all := manyPartners(writing.Listed + 40)
	for _, lang := range []string{"uk", "en"} {
		d := compose.Report(all, words(t, lang))
		if got, twice := length(d), length(compose.Report(manyPartners(2*writing.Listed+80), words(t, lang))); got != twice {
			t.Errorf("%s: %d lines of %d partners, %d of twice as many", lang, got, writing.Listed+40, twice)
		}
		var b strings.Builder
		if err := document.Print(&b, d); err != nil {
			t.Fatal(err)
		}
		printed := b.String()
		// 100 partners: of the table of scores 60 rows, of the ranking 30.
		for _, want := range map[string][]string{
			"uk": {"ще 40 рядків посередині — у файлі scores.csv", "70 рядків посередині пропущено", "ще 40 рядків посередині — у виведенні команди depository diff", "Партнерів 100", "Прочитано 100 файлів",
				"| Вінницька область | 50 | 49,5 ‹3› | Місто 98 (98,5) | Місто 0 (0,5) |", "| Волинська область | 50 | 50,5 ‹3› | Місто 99 (99,5) | Місто 1 (1,5) |"},
			"en": {"40 more rows between them are in scores.csv", "70 rows between them are left out", "There are 100 partners", "100 files of partners were read"},
		}[lang] {
			if !strings.Contains(printed, want) {
				t.Errorf("%s: the report does not say %q", lang, want)
			}
		}
		if i := slices.IndexFunc(d.Blocks, func(b document.Block) bool {
			h, ok := b.(*document.Heading)
			return ok && strings.HasPrefix(h.ID, "partner-")
		}); i >= 0 {
			t.Errorf("%s: a partner has a page of its own", lang)
		}
		for _, b := range d.Blocks {
			if f, ok := b.(*document.Figure); ok && len(f.Rows) > drawing.Printed {
				t.Errorf("%s: figure %s has %d rows", lang, f.ID, len(f.Rows))
			}
		}
	}
}

// As many as are listed have a page each, and a row each in every table.
func TestReportsOfFewHaveAll(t *testing.T) {
	d := compose.Report(manyPartners(writing.Listed), words(t, "uk"))
	pages := 0
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case *document.Heading:
			if strings.HasPrefix(b.ID, "partner-") {
				pages++
			}
		case *document.Table:
			if b.ID == "annex-scores" && len(b.Rows) != writing.Listed+1 { // and the mean
				t.Errorf("%d rows of scores", len(b.Rows))
			}
		}
	}
	if pages != writing.Listed {
		t.Errorf("%d pages of %d partners", pages, writing.Listed)
	}
}
