package compose_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/writing"
)

// close partners: four with exactly 30, where a level begins, one a hair below,
// two just above it.
func closeTogether() compose.Input {
	q := &survey.Questionnaire{Method: "m", Version: "1", Hash: strings.Repeat("ab", 32), Name: text("Метод", "Method"),
		Themes:   []survey.Theme{{ID: "services", Name: text("Послуги", "Services"), Weight: 1}},
		Criteria: []survey.Criterion{{ID: "a", Name: text("Перше", "First"), Kind: survey.Number}, {ID: "b", Name: text("Друге", "Second"), Kind: survey.Number}}}
	leaf := func(id string) *score.Node {
		return &score.Node{ID: id, Name: text(id, id), Weight: 0.1, Leaf: &indicator.Leaf{Column: id, Kind: survey.Number, Normalise: normalise.Method{By: normalise.Goalposts, Low: 0, High: 100}}}
	}
	m := &score.Model{Scale: score.Scale{Max: 100}, Themes: q.Themes,
		Root:   branch("root", "Зрілість", "Maturity", branch("x", "Засади", "Basis", leaf("a")), branch("y", "Захист", "Security", leaf("b"))),
		Levels: []score.MaturityLevel{{Level: 0, Name: text("Виконуваний", "Performed")}, {Level: 1, From: 30, Name: text("Керований", "Managed")}},
	}
	in := compose.Input{Period: "2026-H1", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Evidence: analysis.Evidence{Questionnaire: q, Model: m}}
	for i, p := range []struct {
		uk, en string
		a, b   float64
	}{
		{"Єдність", "Unity", 30, 30}, {"Ера", "Era", 0.1, 59.9}, {"Ґанок", "Porch", 29.7, 30.3}, {"Гай", "Grove", 60, 0},
		{"Нижче", "Below", 29.97, 29.97}, {"Вище", "Above", 30.04, 30.04}, {"Посередині", "Between", 30.02, 30.02},
	} {
		pr := survey.Practice{ID: "1", Title: "Практика", Theme: "services", Answers: []survey.Answer{
			{Criterion: "a", State: survey.Given, Number: p.a}, {Criterion: "b", State: survey.Given, Number: p.b}}}
		in.Submissions = append(in.Submissions, survey.Submission{Partner: survey.Partner{ID: fmt.Sprint("p", i), Name: text(p.uk, p.en), Kind: "city"},
			File: fmt.Sprint(i, ".xlsx"), SHA256: strings.Repeat("0f", 32), Practices: []survey.Practice{pr}})
	}
	return analyse(in, nil, uncertainty.Plan{Replications: 50, Seed: 1, Noise: 0.25}, nil)
}

// What is printed agrees with what was decided: 29.97 does not print as 30.0
// beside a level that begins at 30, scores of different ranks print differently,
// and equals stand in the alphabet of the language.
func TestPrintedAgreesWithDecided(t *testing.T) {
	in := closeTogether()
	for lang, want := range map[string][]string{
		"uk": {"Вище 30,04", "Посередині 30,02", "Гай 30,00", "Ґанок 30,00", "Ера 30,00", "Єдність 30,00", "Нижче 29,97"},
		"en": {"Above 30.04", "Between 30.02", "Era 30.00", "Grove 30.00", "Porch 30.00", "Unity 30.00", "Below 29.97"},
	} {
		var got []string
		for _, f := range drawing.All(writing.New(in, words(t, lang)).Draw) {
			if f.ID == "ranking" {
				for _, r := range f.Rows {
					got = append(got, r.Label+" "+r.Values[0].Text)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		// The table of scores: rank and level beside them.
		var rows []string
		each(compose.Report(in, words(t, lang)).Blocks, func(b document.Block) {
			if table, ok := b.(*document.Table); ok && table.ID == "annex-scores" {
				for _, r := range table.Rows[:len(want)] {
					rows = append(rows, plain(r.Cells[0])+" "+plain(r.Cells[3])+" "+plain(r.Cells[1])+" "+plain(r.Cells[6]))
				}
			}
		})
		managed, performed := in.Model.Levels[1].Name[lang], in.Model.Levels[0].Name[lang]
		for i, rank := range []string{"1", "2", "3", "3", "3", "3", "7"} {
			level := managed
			if i == 6 {
				level = performed
			}
			want[i] += " " + rank + " " + level
		}
		if !slices.Equal(rows, want) {
			t.Errorf("%s: table %q, want %q", lang, rows, want)
		}
	}
	// Four have one score whatever its arithmetic, and none is above another in any draw.
	for _, s := range in.Comparison.Standings[2:6] {
		if s.Score.Value != 30 || s.Rank != 3 || s.Score.Level != 1 {
			t.Errorf("%s: %+v", s.Unit.Name, s.Score)
		}
	}
}

func plain(c document.Cell) string {
	out := ""
	for _, s := range c.Spans {
		out += s.Text
	}
	return out
}
