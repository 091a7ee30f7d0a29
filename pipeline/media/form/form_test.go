package form

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

var update = flag.Bool("update", false, "rewrite golden files")

func number(x float64) *float64 { return &x }

func both(uk, en string) survey.Text { return survey.Text{"uk": uk, "en": en} }

// small is a questionnaire with every kind of question.
func small() *survey.Questionnaire {
	long := strings.Repeat("дуже довга назва варіанта ", 6)
	rubric := func(names ...string) []survey.RubricLevel {
		var out []survey.RubricLevel
		for i, n := range names {
			out = append(out, survey.RubricLevel{Level: i, Name: both(n, fmt.Sprint("level ", i)), Text: both("Опис рівня.", "What is there.")})
		}
		return out
	}
	return &survey.Questionnaire{
		Method: "small", Version: "1.2", Hash: "f00d", Name: both("Мала методика", "Small method"),
		Themes: []survey.Theme{{ID: "services", Name: both("Електронні послуги", "E-services")}, {ID: "democracy", Name: both("Електронна демократія", "E-democracy")}},
		Groups: []survey.Group{{ID: "legal", Name: both("Правова основа", "Legal basis")}, {ID: "results", Name: both("Результати", "Results")}},
		Criteria: []survey.Criterion{
			{ID: "legal.basis", Group: "legal", Kind: survey.Level, Required: true, NotApplicable: true, Evidence: &survey.EvidenceRule{From: 3, Cap: 2},
				Name: both("Акт", "Act"), Question: both("Яким актом?", "By which act?"),
				Levels: rubric("відсутній", "виконуваний", "керований", "визначений", "передбачуваний", "удосконалюваний")},
			{ID: "results.share-online", Group: "results", Kind: survey.Number, Name: both("Частка", "Share"), Unit: both("%", "%"), Low: number(0), High: number(100)},
			{ID: "results.open", Group: "results", Kind: survey.YesNo, Name: both("Відкриті дані", "Open data"), Required: true},
			{ID: "results.channel", Group: "results", Kind: survey.Choice, Name: both("Канал", "Channel"),
				Choices: []survey.Option{{ID: "web", Name: both("вебсайт", "website")}, {ID: "app", Name: both(long+"А", "application, mobile")}, {ID: "desk", Name: both(long+"Б", "desk")}}},
		},
	}
}

func vinnytsia() survey.Partner {
	return survey.Partner{ID: "vinnytsia", Name: both("Вінниця", "Vinnytsia"), Place: "UA05020030000031457", Kind: "city"}
}

// filled is a submission with every kind of answer and of nothing.
func filled() *survey.Submission {
	given := func(id string, x float64, evidence string) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: x, Beside: &survey.Beside{Evidence: evidence}}
	}
	chose := func(id, choice string) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Choice: choice}
	}
	return &survey.Submission{
		Practices: []survey.Practice{
			{ID: "V-1", Title: "Електронна черга", Theme: "services", Summary: "Запис онлайн.", Told: survey.Story{Problem: "Черги.", Result: "Без черг."}, Adopted: survey.Adoption{Raw: "bar/b-1", On: "2024-05-06"}, Started: "2021", Link: "https://example.org", PlaceName: "Вінниця",
				Answers: []survey.Answer{given("legal.basis", 3, "Рішення № 12 від 12.02.2025"), given("results.share-online", 42.5, ""), chose("results.open", "yes"), chose("results.channel", "app")}},
			{ID: "V-2", Title: "Петиції", Theme: "",
				Answers: []survey.Answer{given("legal.basis", 4, ""), {Criterion: "results.share-online", State: survey.Unreadable, Raw: "багато"}, chose("results.open", "no")}},
			{ID: "V-3", Title: "Бюджет участі", Theme: "Цифровізація",
				Answers: []survey.Answer{{Criterion: "legal.basis", State: survey.NotApplicable}, given("results.share-online", 0, ""), {Criterion: "results.open", State: survey.Blank}}},
		},
		Plan: []survey.Task{{Stage: "Підготовка", Text: "Затвердити положення", Responsible: "Юридичний відділ", Due: "2026-06-30", Status: "in_progress"},
			{Text: "Провести навчання", Due: "восени", Status: "пізніше"}},
	}
}

func texts(t testing.TB, lang string) *wording.Catalogue {
	t.Helper()
	c, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t testing.TB, q *survey.Questionnaire, opts Options, fill *survey.Submission) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, q, opts, fill, texts(t, opts.Lang)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// places returns the sheet and cell of every defined name.
func places(f *excelize.File) map[string][2]string {
	out := map[string][2]string{}
	for _, n := range f.GetDefinedName() {
		sheet, at, _ := strings.Cut(n.RefersTo, "!")
		out[n.Name] = [2]string{strings.Trim(sheet, "'"), strings.ReplaceAll(at, "$", "")}
	}
	return out
}

// inCell returns what stands in the cell with a name.
func inCell(t testing.TB, f *excelize.File, name string) string {
	t.Helper()
	at, ok := places(f)[name]
	if !ok {
		t.Fatalf("no cell is named %s", name)
	}
	v, err := f.GetCellValue(at[0], at[1])
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWriteIsDeterministic(t *testing.T) {
	opts := Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 4, Illustrative: true}
	first := write(t, small(), opts, filled())
	for range 3 {
		if !bytes.Equal(first, write(t, small(), opts, filled())) {
			t.Fatal("equal arguments gave different bytes")
		}
	}
}

func TestAnswersStandInTheirNamedCells(t *testing.T) {
	f := open(t, write(t, small(), Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 4}, filled()))
	for name, want := range map[string]string{
		slot.FieldName(1, slot.FieldCode):             "V-1",
		slot.FieldName(1, slot.FieldTheme):            "Електронні послуги",
		slot.FieldName(1, slot.FieldStarted):          "2021",
		slot.AnswerName(1, "legal.basis"):             "3 – визначений",
		slot.EvidenceName(1, "legal.basis"):           "Рішення № 12 від 12.02.2025",
		slot.AnswerName(1, "results.share-online"):    "42.5",
		slot.AnswerName(1, "results.open"):            "так",
		slot.AnswerName(2, "results.share-online"):    "багато",
		slot.AnswerName(2, "results.open"):            "ні",
		slot.AnswerName(3, "legal.basis"):             "не застосовно",
		slot.AnswerName(3, "results.share-online"):    "0",
		slot.AnswerName(3, "results.open"):            "",
		slot.AnswerName(2, "results.channel"):         "",
		slot.FieldName(4, slot.FieldCode):             "vinnytsia-04",
		slot.FieldName(4, slot.FieldPlace):            "Вінниця",
		slot.AnswerName(4, "legal.basis"):             "",
		slot.IdentityName(slot.IdentityForm):          ID,
		slot.IdentityName(slot.IdentityMethodVersion): "1.2",
		slot.IdentityName(slot.IdentityHash):          "f00d",
		slot.IdentityName(slot.IdentityPartner):       "vinnytsia",
		slot.IdentityName(slot.IdentityPeriod):        "2026-H1",
		slot.IdentityName(slot.IdentityIllustrative):  "no",
		"card02.answer.results.share_u002D_online":    "багато",
	} {
		if got := inCell(t, f, name); got != want {
			t.Errorf("%s shows %q, want %q", name, got, want)
		}
	}
}

func TestNamesOfCards(t *testing.T) {
	for _, c := range []struct {
		name string
		card int
		rest string
		ok   bool
	}{
		{slot.AnswerName(7, "legal.basis"), 7, "answer.legal.basis", true},
		{slot.FieldName(12, slot.FieldTitle), 12, "field.title", true},
		{"CARD03.Comment.a_b", 3, "comment.a_b", true},
		{"card3.answer.x", 0, "", false},
		{"card00.answer.x", 0, "", false},
		{"identity.form", 0, "", false},
		{"card01", 0, "", false},
	} {
		card, rest, ok := slot.CardOf(c.name)
		if card != c.card || rest != c.rest || ok != c.ok {
			t.Errorf("CardOf(%q) = %d, %q, %v", c.name, card, rest, ok)
		}
	}
}

func TestOnlyAnswersAreOpen(t *testing.T) {
	f := open(t, write(t, small(), Options{Lang: "en", Partner: vinnytsia(), Period: "2026-H1", Cards: 2}, nil))
	named := places(f)
	for name, at := range named {
		if _, _, ok := slot.CardOf(name); !ok {
			continue
		}
		if locked(t, f, at[0], at[1]) {
			t.Errorf("%s (%v) cannot be typed into", name, at)
		}
	}
	for _, cell := range []string{"A1", "B5", "D1", "A12"} {
		if !locked(t, f, "Practice 1", cell) {
			t.Errorf("Practice 1!%s may be typed over", cell)
		}
	}
}

func locked(t testing.TB, f *excelize.File, sheet, cell string) bool {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection == nil || style.Protection.Locked
}

// Excel refuses a file with a longer prompt, message or list.
func TestRulesOfCellsKeepTheLimits(t *testing.T) {
	for _, lang := range templates.Languages {
		f := open(t, write(t, small(), Options{Lang: lang, Cards: 1}, nil))
		for _, sheet := range f.GetSheetList() {
			rules, err := f.GetDataValidations(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rules {
				for what, text := range map[string]struct {
					s     *string
					limit int
				}{"prompt": {r.Prompt, 255}, "title": {r.PromptTitle, 32}, "message": {r.Error, 225}, "message title": {r.ErrorTitle, 32}, "list": {&r.Formula1, 257}} {
					if text.s != nil && len([]rune(*text.s)) > text.limit {
						t.Errorf("%s %s: %s of %d letters", sheet, r.Sqref, what, len([]rune(*text.s)))
					}
				}
			}
		}
	}
}

func TestLongListsStandOnTheHiddenSheet(t *testing.T) {
	f := open(t, write(t, small(), Options{Lang: "uk", Cards: 3}, nil))
	rows, err := f.GetCols(workbook.ListSheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || len(rows[0]) != 3 || rows[0][0] != "вебсайт" {
		t.Errorf("the list sheet holds %q, want the three channels once", rows)
	}
	if visible, _ := f.GetSheetVisible(workbook.ListSheet); visible {
		t.Error("the list sheet is in sight")
	}
}

func TestIllustrativeDataSaySoOnEverySheet(t *testing.T) {
	for _, illustrative := range []bool{true, false} {
		f := open(t, write(t, small(), Options{Lang: "uk", Partner: vinnytsia(), Cards: 2, Illustrative: illustrative}, nil))
		for _, sheet := range f.GetSheetList() {
			if visible, _ := f.GetSheetVisible(sheet); !visible {
				continue
			}
			v, _ := f.GetCellValue(sheet, "A2")
			if strings.HasPrefix(v, "Дані умовні") != illustrative {
				t.Errorf("illustrative %v: %s!A2 says %q", illustrative, sheet, v)
			}
		}
	}
}

func TestRefusedForms(t *testing.T) {
	twice := small()
	twice.Criteria[1].ID = "Legal.Basis"
	many := &survey.Submission{Practices: make([]survey.Practice, 100)}
	for name, err := range map[string]error{
		"criteria that differ in case": Write(new(bytes.Buffer), twice, Options{Lang: "uk"}, nil, texts(t, "uk")),
		"nothing asked":                Write(new(bytes.Buffer), &survey.Questionnaire{}, Options{Lang: "uk"}, nil, texts(t, "uk")),
		"a hundred practices":          Write(new(bytes.Buffer), small(), Options{Lang: "uk"}, many, texts(t, "uk")),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// compareShown compares what a form shows with what LibreOffice has made of its
// formulas, hidden sheets too, and counts these.
func compareShown(t *testing.T, data []byte, computed need.Book) (n int) {
	t.Helper()
	before := open(t, data)
	for _, sheet := range before.GetSheetList() {
		rows, err := before.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		covered := coveredCells(t, before, sheet)
		for r := range rows {
			for c := range rows[r] {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if expr, _ := before.GetCellFormula(sheet, cell); expr == "" || covered[[2]int{c + 1, r + 1}] {
					continue
				}
				n++
				want := computed.At(sheet, c+1, r+1)
				got, _ := before.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if got != want && !near(got, want) {
					t.Errorf("%s!%s shows %q, its formula gives %q", sheet, cell, got, want)
				}
			}
		}
	}
	return n
}

// coveredCells are those of merged ranges but the first of each, which holds what is shown.
func coveredCells(t *testing.T, f *excelize.File, sheet string) map[[2]int]bool {
	t.Helper()
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		t.Fatal(err)
	}
	covered := map[[2]int]bool{}
	for _, m := range merged {
		col, row, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		lastCol, lastRow, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		for r := row; r <= lastRow; r++ {
			for c := col; c <= lastCol; c++ {
				covered[[2]int{c, r}] = c != col || r != row
			}
		}
	}
	return covered
}

// near tells whether both are one number in 14 digits.
func near(a, b string) bool {
	x, known := asTyped(a)
	y, too := asTyped(b)
	return known && too && math.Abs(x-y) <= 1e-14*math.Abs(y)
}

// asTyped reads a number as it is typed: a share as 45%, a truth as TRUE.
func asTyped(s string) (float64, bool) {
	plain, share := strings.CutSuffix(strings.NewReplacer("TRUE", "1", "FALSE", "0").Replace(s), "%")
	x, err := strconv.ParseFloat(plain, 64)
	if share {
		x /= 100
	}
	return x, err == nil
}

func TestTexts(t *testing.T) {
	a1 := formula.Ref{Col: 1, Row: 1, FreeCol: true, FreeRow: true}.Cell()
	if got := formula.Text(rule.Sentence("так \"є\": \x00.", a1)); got != `"так ""є"": "&A1&"."` {
		t.Error(got)
	}
}

// egov is the built-in method.
func egov(t testing.TB) *method.Method {
	t.Helper()
	data, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCommittedForms keeps the blank forms in templates/forms equal to what the
// method asks for.
func TestCommittedForms(t *testing.T) {
	m := egov(t)
	for _, lang := range templates.Languages {
		file := filepath.Join("..", "..", "..", "templates", "forms", m.ID+"."+lang+".xlsx")
		want := write(t, &m.Questionnaire, Options{Lang: lang, Model: &m.Model}, nil)
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the method and the form give; rewrite it with: go test ./pipeline/media/form -update", file)
		}
	}
}
