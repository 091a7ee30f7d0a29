package ingest

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// countedQuestions asks two counts in the place of a ratio.
func countedQuestions() *survey.Questionnaire {
	q := formQuestions()
	for i := range q.Criteria {
		if q.Criteria[i].ID == "results.users" {
			q.Criteria[i].From = &survey.Counts{Scale: 1000, Numerator: survey.Count{ID: "users", Name: inBoth("Користувачі за рік", "Users in a year")},
				Denominator: survey.Count{ID: "residents", Name: inBoth("Жителі громади", "Residents")}}
		}
	}
	return q
}

// countedAnswers are everyAnswer with counts in the first practice.
func countedAnswers() *survey.Submission {
	sub := everyAnswer("uk")
	for i := range sub.Practices[0].Answers {
		if a := &sub.Practices[0].Answers[i]; a.Criterion == "results.users" {
			a.Number, a.Raw, a.Beside = 125, "250 / 2000", &survey.Beside{Counted: &survey.Counted{Numerator: 250, Denominator: 2000}}
		}
	}
	return sub
}

// TestCountsComeBack: two counts that a form asks in the place of their ratio stand in
// the form of the next period as counts, and come back from an export as they do from a
// workbook.
func TestCountsComeBack(t *testing.T) {
	q, sub := countedQuestions(), countedAnswers()
	first, _ := read(t, writtenForm(t, q, "uk", sub), q, "2026-H1")
	again, _ := read(t, writtenForm(t, q, "uk", &first), q, "2026-H1")
	main, columns := exportOf(q, sub)
	for _, c := range []struct{ name, value string }{{"results.users.numerator", "250"}, {"results.users.denominator", "2000"}} {
		columns = append(columns, exportColumn{"group.results", c.name, append([]string{c.value}, make([]string, len(sub.Practices)-1)...)})
	}
	for i := range columns {
		if columns[i].name == "results.users" { // which is asked only where a count is not known
			columns[i].values[0] = ""
		}
	}
	dir := t.TempDir()
	writeKobo(t, dir, main, columns)
	exported, err := ReadDir(dir, Options{Questionnaire: q, Period: "2026-H1"}, nil)
	if err != nil || len(exported.Submissions) != 1 {
		t.Fatal(err, len(exported.Submissions), exported.Problems)
	}
	for name, s := range map[string]survey.Submission{"form": first, "next form": again, "export": exported.Submissions[0]} {
		a := s.Practices[0].Answer("results.users")
		of := a.Counted()
		if a.State != survey.Given || a.Number != 125 || of == nil || of.Numerator != 250 || of.Denominator != 2000 || of.NumeratorAt == of.DenominatorAt || of.DenominatorAt.Row == 0 {
			t.Errorf("%s: %v %v of %+v", name, a.State, a.Number, of)
		}
		if other := s.Practices[1].Answer("results.users"); other.Counted() != nil {
			t.Errorf("%s: counts that nobody typed: %+v", name, other.Counted())
		}
	}
}

// TestFormulasOfTheFormWithoutValues: a program that does not compute leaves thousands of
// formulas without a value on the sheets by which a form computes; they are no fault of
// the partner's, as they would be on a card.
func TestFormulasOfTheFormWithoutValues(t *testing.T) {
	book, _ := open.ReadBytes("a.xlsx", writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), sheet.Limits{})
	var opened cell.Problems
	for _, name := range []string{"_proof", "Практика 1"} {
		opened.Add(cell.Error, "sheet-more", cell.Ref{File: "a.xlsx", Sheet: name}, "1508")
	}
	read := Read(book, opened, Options{Questionnaire: formQuestions()})
	var told []string
	for _, p := range read.Problems {
		if p.Code == "sheet-more" {
			told = append(told, p.At.Sheet)
		}
	}
	if !slices.Equal(told, []string{"Практика 1"}) {
		t.Errorf("more problems are told of %q", told)
	}
}

// TestAFormulaTypedAsTheRatio: who works a ratio out in its own cell, without the counts,
// has answered, and what was typed stands in the form that goes back.
func TestAFormulaTypedAsTheRatio(t *testing.T) {
	q := countedQuestions()
	f, err := excelize.OpenReader(bytes.NewReader(writtenForm(t, q, "uk", everyAnswer("uk"))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := slot.AnswerName(1, "results.users")
	for _, defined := range f.GetDefinedName() {
		if sheet, at, ok := strings.Cut(strings.ReplaceAll(defined.RefersTo, "$", ""), "!"); ok && strings.EqualFold(defined.Name, name) {
			sheet = strings.Trim(sheet, "'")
			if err := errors.Join(f.SetCellValue(sheet, at, 125), f.SetCellFormula(sheet, at, "250*1000/2000")); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	got := ReadFiles([]Source{{Name: "a.xlsx", Path: path}}, Options{Questionnaire: q, KeepForms: true}, nil)
	if len(got.Single) != 1 || got.Files[0].Form == nil {
		t.Fatal(got.Problems)
	}
	if a := got.Single[0].Practices[0].Answer("results.users"); a.State != survey.Given || a.Number != 125 || a.Counted() != nil {
		t.Errorf("%v %v of %+v", a.State, a.Number, a.Counted())
	}
	kept := ""
	for field, value := range got.Files[0].Form.Options.Given {
		if strings.EqualFold(field, name) {
			kept = value.Text
		}
	}
	if kept != "125" {
		t.Errorf("%q goes back", kept)
	}
}

// TestCountsOfWhichNoRatioCanBeMade are told for what they are, and none is taken for the
// ratio itself; a question that may not apply is answered so at either count.
func TestCountsOfWhichNoRatioCanBeMade(t *testing.T) {
	q := countedQuestions()
	k := &q.Criteria[slices.IndexFunc(q.Criteria, func(k survey.Criterion) bool { return k.ID == "results.users" })]
	k.Unit, k.NotApplicable = survey.Text{"uk": "%"}, true
	name := func(part slot.Part) string { return slot.CardName(1, part, k.ID) }
	for _, c := range []struct {
		numerator, denominator any
		state                  survey.State
		code                   string
	}{
		{50, 0, survey.Unreadable, "count-unusable"},
		{-50, 100, survey.Unreadable, "count-unusable"},
		{"50 %", 1000, survey.Unreadable, "count-unusable"},
		{50, "100%", survey.Unreadable, "count-unusable"},
		{"не застосовно", nil, survey.NotApplicable, "reason-missing"},
		{50, "не застосовно", survey.NotApplicable, "reason-missing"},
		{"багато", 1000, survey.Unreadable, "number-unreadable"},
		{50, nil, survey.Blank, ""},
	} {
		data := typed(t, writtenForm(t, q, "uk", everyAnswer("uk")), map[string]any{slot.AnswerName(1, k.ID): nil, slot.CommentName(1, k.ID): nil,
			name(slot.Numerator): c.numerator, name(slot.Denominator): c.denominator})
		got := wholly(t, data, q)
		if a := got.Submissions[0].Practices[0].Answer(k.ID); a.State != c.state {
			t.Errorf("%v of %v: %s (%v)", c.numerator, c.denominator, a.State, got.Problems)
		}
		here := slices.DeleteFunc(atCodes(got.Problems, c.code), func(at string) bool { return !strings.HasPrefix(at, "Практика 1!E") })
		if c.code != "" && len(here) != 1 {
			t.Errorf("%v of %v: %v, want one %s", c.numerator, c.denominator, got.Problems, c.code)
		}
	}
}

// TestNumbersOfAListAreAskedForAsSuch: what is wrong with a list of months is said of a
// list.
func TestNumbersOfAListAreAskedForAsSuch(t *testing.T) {
	q := formQuestions()
	i := slices.IndexFunc(q.Criteria, func(k survey.Criterion) bool { return k.ID == "results.users" })
	q.Criteria[i].List = 3
	for text, right := range map[string]bool{"5; 7,5; 6": true, "3,5": true, "5;\n7": true, "1; 2; 3; 4": false, "5; сім": false, "3, 5, 7": false, "5; не застосовно": false} {
		data := typed(t, writtenForm(t, q, "uk", everyAnswer("uk")), map[string]any{slot.AnswerName(1, "results.users"): text})
		got := wholly(t, data, q)
		if told := len(atCodes(got.Problems, "numbers-unreadable")); (told == 0) != right {
			t.Errorf("%q: %d told, %v", text, told, got.Problems)
		}
	}
}
