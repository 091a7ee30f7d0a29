package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// TestOverviewShowsTheLevelOfThePipeline has LibreOffice compute the forms of the
// sample anew and compares the overview's levels with those of a run.
func TestOverviewShowsTheLevelOfThePipeline(t *testing.T) {
	need.Long(t)
	t.Parallel()
	files, err := filepath.Glob("../inputs/20*/*.xlsx")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	if !need.All() { // the rest ask the same of the same formulas
		files = slices.DeleteFunc(files, func(file string) bool {
			return !strings.HasSuffix(filepath.ToSlash(file), "2026-H1/nadberezhansk.xlsx")
		})
	}
	files = append(files, fewAnswers(t))
	w, err := workspace.Open(sampleOptions().Sources)
	if err != nil {
		t.Fatal(err)
	}
	model, names, compared := &w.Method.Model, map[int]string{}, map[string]int{}
	for _, l := range model.Levels {
		names[l.Level] = strconv.Itoa(l.Level) + " – " + l.Name["uk"]
	}
	names[-1] = "замало відповідей"
	recomputed := need.Recomputed(t, files...)
	for i, file := range files {
		read := ingest.ReadFiles([]ingest.Source{{Name: filepath.Base(file), Path: file}}, w.Reading(""), nil)
		sub := read.Submissions[0]
		result := model.Practices(read.Submissions, nil)
		level := map[string]int{}
		for _, u := range result.Of(score.Practice) {
			s, _ := result.At(u, result.Root())
			level[u.ID] = s.Level
		}
		shown, asWritten := overviewLevels(recomputed[i]["Огляд"]), overviewLevels(overviewOf(t, file))
		for _, p := range sub.Practices {
			want := names[level[p.ID]]
			if shown[p.Title] != want || asWritten[p.Title] != want {
				t.Errorf("%s, %s: LibreOffice computes %q, the file says %q, the pipeline %q", file, p.ID, shown[p.Title], asWritten[p.Title], want)
			}
			compared[want]++
		}
	}
	if len(compared) < 3 || compared[names[-1]] == 0 {
		t.Errorf("the sample tries too little: %v", compared)
	}
	t.Logf("practices by level: %v", compared)
}

// fewAnswers writes a form with one practice of which little is answered, and one
// that is answered by evidence of every kind.
func fewAnswers(t *testing.T) string {
	t.Helper()
	m, _, err := workspace.OpenMethod("egov-practices")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	given := form.Given{slot.FieldName(1, slot.FieldTitle): {Text: "Мало"}, slot.FieldName(2, slot.FieldTitle): {Text: "Докази"},
		slot.AnswerName(1, m.Questionnaire.Criteria[0].ID): {Text: "4"}}
	evidence := []string{"https://example.org/a", "Рішення № 12 від 12.02.2025", "наказ", "-", "", "є", "www.rada.example", "Наказ №7-ОД від 5 березня 2024 року", "http://x"}
	for i, k := range m.Questionnaire.Criteria {
		answer := workbook.Value{Text: strconv.Itoa(3 + i%3), Kind: workbook.NumberValue}
		if k.Kind == survey.YesNo {
			answer = workbook.Value{Text: "так"}
		}
		given[slot.AnswerName(2, k.ID)] = answer
		given[slot.EvidenceName(2, k.ID)] = workbook.Value{Text: evidence[i%len(evidence)]}
	}
	file := filepath.Join(t.TempDir(), "few.xlsx")
	w, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	opts := form.Options{Lang: "uk", Period: "2026-H1", Cards: 2, Given: given, Model: &m.Model,
		Partner: survey.Partner{ID: "few", Name: survey.Text{"uk": "Мало"}}}
	if err := form.Write(w, &m.Questionnaire, opts, nil, texts); err != nil {
		t.Fatal(err)
	}
	return file
}

// overviewOf reads the overview of a form.
func overviewOf(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Огляд")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// overviewLevels are the levels of an overview by the title of the practice.
func overviewLevels(rows [][]string) map[string]string {
	out := map[string]string{}
	for _, row := range rows {
		if len(row) > 5 {
			out[row[1]] = row[5]
		}
	}
	return out
}
