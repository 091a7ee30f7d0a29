package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

func inBoth(uk, en string) survey.Text { return survey.Text{"uk": uk, "en": en} }

func ptr(x float64) *float64 { return &x }

// formQuestions has every kind of question.
func formQuestions() *survey.Questionnaire {
	var rubric []survey.RubricLevel
	for i, n := range []string{"неповний", "виконуваний", "керований", "визначений", "передбачуваний", "удосконалюваний"} {
		rubric = append(rubric, survey.RubricLevel{Level: i, Name: inBoth(n, []string{"incomplete", "performed", "managed", "established", "predictable", "innovating"}[i]), Text: inBoth("Опис.", "Text.")})
	}
	return &survey.Questionnaire{
		Method: "small", Version: "1.2", Hash: "f00d", Name: inBoth("Мала методика", "Small method"),
		Themes: []survey.Theme{{ID: "services", Name: inBoth("Електронні послуги", "E-services")}, {ID: "democracy", Name: inBoth("Електронна демократія", "E-democracy")}},
		Groups: []survey.Group{{ID: "legal", Name: inBoth("Правова основа", "Legal basis")}, {ID: "results", Name: inBoth("Результати", "Results")}},
		Criteria: []survey.Criterion{
			{ID: "legal.basis", Group: "legal", Kind: survey.Level, Required: true, NotApplicable: true, Levels: rubric, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}, Name: inBoth("Акт", "Act"), Question: inBoth("Яким актом?", "By which act?")},
			{ID: "legal.order", Group: "legal", Kind: survey.Level, Levels: rubric, Evidence: &survey.EvidenceRule{From: 3, Cap: 2}, Name: inBoth("Порядок", "Procedure")},
			{ID: "results.share-online", Group: "results", Kind: survey.Number, Name: inBoth("Частка", "Share"), Unit: inBoth("% звернень", "% of requests"), Low: ptr(0), High: ptr(100)},
			{ID: "results.users", Group: "results", Kind: survey.Number, Name: inBoth("Користувачі", "Users"), Unit: inBoth("осіб на 1000", "people per 1,000"), Low: ptr(0)},
			{ID: "results.open", Group: "results", Kind: survey.YesNo, Name: inBoth("Відкриті дані", "Open data"), Required: true},
			{ID: "results.channel", Group: "results", Kind: survey.Choice, Name: inBoth("Канал", "Channel"), NotApplicable: true,
				Choices: []survey.Option{{ID: "web", Name: inBoth("вебсайт", "website")}, {ID: "app", Name: inBoth("застосунок, мобільний", "application, mobile")}}},
		},
	}
}

func pilot() survey.Partner {
	return survey.Partner{ID: "vinnytsia", Name: inBoth("Вінниця", "Vinnytsia"), Place: "UA05020030000031457", Kind: "city"}
}

// everyAnswer is a submission with every kind of answer and every kind of
// nothing, as the reader gives it back.
func everyAnswer(lang string) *survey.Submission {
	say := func(uk, en string) string { return inBoth(uk, en).In(lang) }
	return &survey.Submission{
		Partner: pilot(), Period: "2026-H1", Illustrative: true,
		Practices: []survey.Practice{
			{ID: "V-1", Title: "Електронна черга", Theme: "services", Summary: "Запис онлайн: «без черг» & <швидко>", Started: "2021", TitleEN: "E-queue",
				Told:    survey.Story{Problem: "Черга з ночі", Solution: "Запис на час", Result: "Очікування 9 хвилин", Conditions: "Рішення ради", Cost: "120 тис. грн", RepeatedBy: "Бар"},
				Adopted: survey.Adoption{Raw: "bar/b-1 – Запис у Барі", On: "2024-05-06", Act: "Рішення № 7 від 01.04.2024"},
				Link:    "https://example.org/a", Place: pilot().Place, PlaceName: "Вінниця",
				Answers: []survey.Answer{
					{Criterion: "legal.basis", State: survey.Given, Number: 3, Raw: say("3 – визначений", "3 – established"), Evident: true, Beside: &survey.Beside{Evidence: "Рішення № 12 від 12.02.2025", Comment: "Діє з лютого"}},
					{Criterion: "legal.order", State: survey.Given, Number: 0, Raw: say("0 – неповний", "0 – incomplete")},
					{Criterion: "results.share-online", State: survey.Given, Number: 42.5, Raw: "42.5"},
					{Criterion: "results.users", State: survey.Given, Number: 0, Raw: "0"},
					{Criterion: "results.open", State: survey.Given, Choice: "yes", Raw: say("так", "yes")},
					{Criterion: "results.channel", State: survey.Given, Choice: "app", Raw: say("застосунок, мобільний", "application, mobile")},
				}},
			{ID: "V-2", Title: "=Петиції", Theme: "democracy", PlaceName: "Бар",
				Answers: []survey.Answer{
					{Criterion: "legal.basis", State: survey.NotApplicable, Raw: say("не застосовно", "not applicable"), Beside: &survey.Beside{Reason: "Акт не потрібен"}},
					{Criterion: "legal.order", State: survey.Unreadable, Raw: "три, мабуть"},
					{Criterion: "results.share-online", State: survey.Unreadable, Raw: "140"},
					{Criterion: "results.users", State: survey.Blank},
					{Criterion: "results.open", State: survey.Given, Choice: "no", Raw: say("ні", "no"), Beside: &survey.Beside{Comment: "Ще ні"}},
					{Criterion: "results.channel", State: survey.NotApplicable, Raw: say("не застосовно", "not applicable")},
				}},
		},
		Plan: []survey.Task{{Stage: "Підготовка", Text: "Затвердити положення", Responsible: "Юридичний відділ", Due: "2026-06-30", Status: "in_progress"},
			{Text: "Провести навчання", Due: "восени", Status: "пізніше"}},
	}
}

func writtenForm(t testing.TB, q *survey.Questionnaire, lang string, fill *survey.Submission) []byte {
	t.Helper()
	texts, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	opts := form.Options{Lang: lang, Partner: pilot(), Period: "2026-H1", Cards: 4, Illustrative: true}
	if err := form.Write(&out, q, opts, fill, texts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads a form as a run does.
func read(t testing.TB, data []byte, q *survey.Questionnaire, period string) (survey.Submission, cell.Problems) {
	t.Helper()
	return readForm(t, bookOf(t, data), Options{Questionnaire: q, Period: period})
}

func readBook(t testing.TB, book *sheet.Book, period string) (survey.Submission, cell.Problems) {
	t.Helper()
	return readForm(t, book, Options{Questionnaire: formQuestions(), Period: period})
}

func readForm(t testing.TB, book *sheet.Book, opts Options) (survey.Submission, cell.Problems) {
	t.Helper()
	r := Read(book, nil, opts)
	if r.Files[0].ReadAs != "form" {
		t.Fatal("not taken for a form of ours")
	}
	if len(r.Submissions) == 0 {
		return survey.Submission{}, r.Problems
	}
	return r.Submissions[0], r.Problems
}

func bookOf(t testing.TB, data []byte) *sheet.Book {
	t.Helper()
	book, probs := open.ReadBytes("vinnytsia.xlsx", data, sheet.Limits{})
	for _, p := range probs {
		if p.Code != "sheet-no-value" { // a program that does not compute forgets what formulas show
			t.Errorf("%s at %s: %q", p.Code, p.At, p.Read)
		}
	}
	return book
}

// withoutPlaces leaves out what depends on where cells stand.
var withoutPlaces = cmp.Options{
	cmpopts.IgnoreTypes(cell.Ref{}, survey.Spot{}),
	cmp.Transformer("beside", func(b *survey.Beside) (texts [3]string) {
		if b != nil {
			texts = [3]string{b.Evidence, b.Comment, b.Reason}
		}
		return texts
	}),
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(survey.Submission{}, "File", "SHA256"),
}

// Forms of the former versions are read as before: what they do not ask is not there,
// and the note says what is new. Of the first the summary stays.
func TestFormerVersionsAreRead(t *testing.T) {
	m, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	egov, err := method.Parse("egov-practices.yaml", m)
	if err != nil {
		t.Fatal(err)
	}
	for i, former := range []struct {
		file, period string
		practices    int
	}{{"form-version-1.xlsx", "2025-H2", 6}, {"form-version-2.xlsx", "2026-H1", 10}} {
		data, err := os.ReadFile(filepath.Join("testdata", former.file))
		if err != nil {
			t.Fatal(err)
		}
		got, probs := read(t, data, &egov.Questionnaire, former.period)
		if len(got.Practices) != former.practices || len(got.Plan) == 0 {
			t.Fatalf("%d practices, %d tasks", len(got.Practices), len(got.Plan))
		}
		given, problems := 0, 0
		for j := range got.Practices {
			p := &got.Practices[j]
			if p.Title == "" || i == 0 && (p.Summary == "" || p.Told != (survey.Story{}) || p.Adopted != (survey.Adoption{})) {
				t.Errorf("%+v", p)
			}
			if p.Told.Problem != "" {
				problems++
			}
			for _, a := range p.Answers {
				if a.State == survey.Given {
					given++
				}
			}
		}
		if given < 70 || i == 1 && problems < 3 {
			t.Errorf("%d answers, %d problems told", given, problems)
		}
		notes := 0
		for _, p := range probs {
			if p.Code == "form-of-former-version" && p.Severity == cell.Note && p.Read == form.FormerVersions[i] {
				notes++
			}
			if p.Code == "form-of-other-version" || p.Code == "form-beside" {
				t.Error(p)
			}
		}
		if notes != 1 {
			t.Errorf("%s: %d notes", former.file, notes)
		}
	}
}

func TestFormComesBack(t *testing.T) {
	for _, lang := range templates.Languages {
		t.Run(lang, func(t *testing.T) {
			want := everyAnswer(lang)
			got, _ := read(t, writtenForm(t, formQuestions(), lang, want), formQuestions(), "2026-H1")
			if diff := cmp.Diff(*want, got, withoutPlaces); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// listed prints problems as a person would check them: where, what, how bad.
func listed(probs cell.Problems) []string {
	var out []string
	for _, p := range probs.Sorted() {
		out = append(out, fmt.Sprintf("%s %s %s %q", p.Severity, p.Code, p.At.Sheet, p.Read))
	}
	slices.Sort(out)
	return out
}

// A fresh form has nothing that the strict reader objects to.
func TestFreshFormIsClean(t *testing.T) {
	for _, fill := range []*survey.Submission{nil, everyAnswer("uk")} {
		if _, probs := open.ReadBytes("a.xlsx", writtenForm(t, formQuestions(), "uk", fill), sheet.Limits{}); len(probs) > 0 {
			t.Errorf("%d problems, the first: %+v", len(probs), probs[0])
		}
	}
}

func TestFormProblems(t *testing.T) {
	_, probs := read(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), formQuestions(), "2026-H1")
	want := []string{
		`error level-unreadable Практика 2 "три, мабуть"`,
		`error share-over-100 Практика 2 "140"`,
		`warning date-unreadable План дій "восени"`,
		`warning reason-missing Практика 2 "не застосовно"`,
		`warning status-unreadable План дій "пізніше"`,
	}
	if diff := cmp.Diff(want, listed(probs)); diff != "" {
		t.Error(diff)
	}
}

// typed writes values into named cells of a form, as a partner would.
func typed(t testing.TB, data []byte, values map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	where := map[string]string{}
	for _, n := range f.GetDefinedName() {
		where[n.Name] = n.RefersTo
	}
	for name, v := range values {
		on, at, _ := strings.Cut(strings.ReplaceAll(where[name], "$", ""), "!")
		at, _, _ = strings.Cut(at, ":") // of a column the first cell
		if err := f.SetCellValue(strings.Trim(on, "'"), at, v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEmptyCardsAreNoPractices(t *testing.T) {
	blank := writtenForm(t, formQuestions(), "uk", nil)
	got, probs := read(t, blank, formQuestions(), "2026-H1")
	if diff := cmp.Diff([]string{`warning form-empty  ""`}, listed(probs)); diff != "" || len(got.Practices)+len(got.Plan) != 0 {
		t.Errorf("a blank form gave %d practices, %d tasks\n%s", len(got.Practices), len(got.Plan), diff)
	}
	got, probs = read(t, typed(t, blank, map[string]any{slot.AnswerName(3, "legal.order"): 2}), formQuestions(), "2026-H1")
	want := []string{`error theme-missing Практика 3 ""`, `warning answer-missing Практика 3 ""`, `warning answer-missing Практика 3 ""`, `warning practice-without-title Практика 3 ""`}
	if diff := cmp.Diff(want, listed(probs)); diff != "" || len(got.Practices) != 1 || got.Practices[0].ID != "vinnytsia-03" {
		t.Errorf("%v %s", got.Practices, diff)
	}
}

func TestFormThatIsNotMeant(t *testing.T) {
	data := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	other, newer := formQuestions(), formQuestions()
	other.Method, newer.Version = "else", "1.3"
	for name, c := range map[string]struct {
		q         *survey.Questionnaire
		period    string
		want      string
		practices int
	}{
		"other method":  {other, "2026-H1", `error form-of-other-method  "small"`, 0},
		"other period":  {formQuestions(), "2025-H2", `error form-of-other-period  "2026-H1"`, 0},
		"newer method":  {newer, "2026-H1", `warning form-of-other-method-version  "1.2"`, 2},
		"period unsaid": {formQuestions(), "", `warning date-unreadable План дій "восени"`, 2},
	} {
		sub, probs := read(t, data, c.q, c.period)
		if !slices.Contains(listed(probs), c.want) || len(sub.Practices) != c.practices {
			t.Errorf("%s: %d practices, %q", name, len(sub.Practices), listed(probs))
		}
	}
	if r := Read(&sheet.Book{}, nil, Options{Questionnaire: formQuestions()}); r.Files[0].ReadAs != "" {
		t.Error("an empty workbook was taken for a form")
	}
}

// A sheet copied within the workbook has the same names for itself alone, and
// is one more practice.
func TestCopiedCard(t *testing.T) {
	book := bookOf(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")))
	copied := book.Sheets[slices.IndexFunc(book.Sheets, func(s sheet.Sheet) bool { return s.Name == "Практика 1" })]
	copied.Name = "Практика 1 (2)"
	book.Sheets = append(book.Sheets, copied)
	for _, n := range slices.Clone(book.Names) {
		if strings.HasPrefix(n.Name, "card01.") {
			n.Sheet, n.Scope = copied.Name, copied.Name
			book.Names = append(book.Names, n)
		}
	}
	sub, probs := readBook(t, book, "2026-H1")
	var ids []string
	for _, p := range sub.Practices {
		ids = append(ids, p.ID)
	}
	if diff := cmp.Diff([]string{"V-1", "V-1 (2)", "V-2"}, ids); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(listed(probs), `warning practice-code-twice Практика 1 (2) "V-1"`) {
		t.Error(listed(probs))
	}
	copyGoesBackAsACard(t, book)
}

// copyGoesBackAsACard: in the form that is written anew a copy is a card like others, so
// that its overview, whose formulas name cards, counts it: three practices begun.
func copyGoesBackAsACard(t *testing.T, book *sheet.Book) {
	t.Helper()
	q := formQuestions()
	filled := Read(book, nil, Options{Questionnaire: q, Period: "2026-H1", KeepForms: true}).Files[0].Form
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := form.Write(&out, q, filled.Options, nil, texts); err != nil {
		t.Fatal(err)
	}
	back, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	rows, err := back.GetRows(texts.T("form.sheet.overview"))
	if err != nil {
		t.Fatal(err)
	}
	begun, titles := "", 0
	for i, row := range rows {
		if i > 0 && len(row) > 0 && row[0] == texts.T("form.overview.figure.practices") {
			begun = rows[i-1][0]
		}
		if len(row) > 1 && row[1] != "" && row[1] == filled.Options.Given[slot.FieldName(1, slot.FieldTitle)].Text {
			titles++
		}
	}
	if begun != "3" || titles != 2 {
		t.Errorf("%q practices begun, %d of them the copied one", begun, titles)
	}
}

// Cells that were deleted are reported, and whole cards that were deleted are
// no practices.
func TestDeletedCells(t *testing.T) {
	book := bookOf(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")))
	for i := range book.Names {
		n := &book.Names[i]
		if n.Name == slot.AnswerName(1, "results.open") || strings.HasPrefix(n.Name, "card02.") {
			n.Sheet, n.Ref, n.Raw = "", sheet.Range{}, "#REF!"
		}
	}
	book.Sheets = slices.DeleteFunc(book.Sheets, func(s sheet.Sheet) bool { return s.Name == "Практика 2" })
	sub, probs := readBook(t, book, "")
	want := []string{`error answer-cell-deleted Практика 1 "results.open"`, `warning date-unreadable План дій "восени"`,
		`warning form-beside Практика 1 ""`, // the name has gone, the text stands there still
		`warning status-unreadable План дій "пізніше"`}
	if diff := cmp.Diff(want, listed(probs)); diff != "" || len(sub.Practices) != 1 {
		t.Errorf("%d practices\n%s", len(sub.Practices), diff)
	}
	if a := sub.Practices[0].Answer("results.open"); a.State != survey.Blank {
		t.Errorf("the deleted answer is %v", a.State)
	}
}

// A program that calls a sheet otherwise leaves the names of its cells as they were:
// that is told, and the card is read by its labels. Other letters of a sheet's name
// are the same sheet.
func TestNamesOfASheetThatIsNotThere(t *testing.T) {
	written := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	for to, want := range map[string]struct {
		told      []string
		practices int
	}{"Практика 9": {[]string{"Практика 9!"}, 2}, "ПРАКТИКА 1": {[]string{}, 2}} {
		book := bookOf(t, written)
		for i := range book.Names {
			if n := &book.Names[i]; n.Sheet == "Практика 1" && strings.HasPrefix(n.Name, "card") {
				n.Sheet = to
			}
		}
		sub, probs := readBook(t, book, "")
		if diff := cmp.Diff(want.told, atCodes(probs, "form-sheet-gone")); diff != "" || len(sub.Practices) != want.practices {
			t.Errorf("%s: %d practices\n%s", to, len(sub.Practices), diff)
		}
	}
}

func TestValuesOfCells(t *testing.T) {
	blank := writtenForm(t, formQuestions(), "uk", nil)
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	number := func(id string) string {
		for _, n := range f.GetDefinedName() {
			if n.Name == slot.AnswerName(1, id) {
				return strings.ReplaceAll(strings.SplitN(n.RefersTo, "!", 2)[1], "$", "")
			}
		}
		return ""
	}
	percent, _ := f.NewStyle(&excelize.Style{NumFmt: 9})
	date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	const on = "Практика 1"
	for _, err := range []error{
		f.SetCellValue(on, number("results.share-online"), 0.45), f.SetCellStyle(on, number("results.share-online"), number("results.share-online"), percent),
		f.SetCellValue(on, number("results.users"), 46145), f.SetCellStyle(on, number("results.users"), number("results.users"), date),
		f.SetCellValue(on, number("results.open"), true),
		f.SetCellValue(on, number("legal.order"), 3),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	sub, probs := read(t, out.Bytes(), formQuestions(), "")
	p := sub.Practices[0]
	if a := p.Answer("results.share-online"); a.Number != 45 || a.Raw != "45%" {
		t.Errorf("45%%: %+v", a)
	}
	if a := p.Answer("results.users"); a.State != survey.Unreadable || a.Raw != "2026-05-03" {
		t.Errorf("3.5 become a date: %+v", a)
	}
	if a := p.Answer("results.open"); a.Choice != "yes" {
		t.Errorf("TRUE: %+v", a)
	}
	for _, want := range []string{`error number-as-date Практика 1 "2026-05-03"`, `warning evidence-missing Практика 1 ""`} {
		if !slices.Contains(listed(probs), want) {
			t.Errorf("%s is not among %q", want, listed(probs))
		}
	}
}

// anyAnswer draws an answer of any state to a question, as the reader would
// give it back.
func anyAnswer(t *rapid.T, k *survey.Criterion) survey.Answer {
	b := &survey.Beside{Comment: anyText.Draw(t, "comment")}
	a := survey.Answer{Criterion: k.ID, Beside: b}
	if k.Evidence != nil {
		b.Evidence = anyText.Draw(t, "evidence")
		a.Evident = reply.NamesEvidence(b.Evidence)
	}
	states := []survey.State{survey.Blank, survey.Given, survey.Unreadable}
	if k.NotApplicable {
		states = append(states, survey.NotApplicable)
	}
	switch a.State = rapid.SampledFrom(states).Draw(t, "state"); {
	case a.State == survey.NotApplicable:
		b.Reason, b.Comment, a.Raw = b.Comment, "", "не застосовно"
	case a.State == survey.Unreadable:
		a.Raw = "??"
	case a.State == survey.Blank:
	case k.Kind == survey.Level:
		l := rapid.SampledFrom(k.Levels).Draw(t, "level")
		a.Number, a.Raw = float64(l.Level), said.LevelLabel(l, "uk")
	case k.Kind == survey.Number:
		a.Number = rapid.Float64Range(0, 100).Draw(t, "number")
		a.Raw = strconv.FormatFloat(a.Number, 'f', -1, 64)
		a.Doubted = strings.HasPrefix(k.Unit["uk"], "%") && 0 < a.Number && a.Number < 1
	case k.Kind == survey.YesNo:
		a.Choice = rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "yes or no")
		a.Raw = map[string]string{"yes": "так", "no": "ні"}[a.Choice]
	case k.Kind == survey.Choice:
		o := rapid.SampledFrom(k.Choices).Draw(t, "choice")
		a.Choice, a.Raw = o.ID, o.Name.In("uk")
	}
	return a
}

// anyText draws what people and their clipboards leave in a cell, without
// spaces at its ends.
var anyText = rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"Рішення", "№ 12", "від", "12.02.2025", "https://a.ua/b", "=1+1", "<b>&\"'", "_x000D_",
	"рядок\nрядок", "🇺🇦", "é", "-", "’", "0012", "TRUE", "\u00a0", "1,5", "a\rb", "\x01"}), 0, 5), func(words []string) string {
	return strings.Trim(strings.Join(words, " "), " \u00a0")
})

func TestAnyFormComesBack(t *testing.T) {
	q := formQuestions()
	need.Checks(t, 20)
	rapid.Check(t, func(rt *rapid.T) {
		want := &survey.Submission{Partner: pilot(), Period: "2026-H1", Illustrative: true}
		for i := range rapid.IntRange(1, 3).Draw(rt, "practices") {
			p := survey.Practice{ID: fmt.Sprint("V-", i), Title: "Практика", Theme: "services", PlaceName: "Вінниця", Place: pilot().Place,
				Summary: anyText.Draw(rt, "summary"), Started: rapid.SampledFrom([]string{"", "2021", "з 2021 року"}).Draw(rt, "started"), Link: anyText.Draw(rt, "link")}
			for j := range q.Criteria {
				p.Answers = append(p.Answers, anyAnswer(rt, &q.Criteria[j]))
			}
			want.Practices = append(want.Practices, p)
		}
		got, _ := read(t, writtenForm(t, q, "uk", want), q, "2026-H1")
		if diff := cmp.Diff(*want, got, withoutPlaces); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestRaionTellsHromadasApart has two hromadas of one name in an oblast; which is
// meant follows from the raion that the form's list was narrowed by.
func TestRaionTellsHromadasApart(t *testing.T) {
	r := place.FromCodifier([][]string{
		{"UA05000000000010236", "UA05020000000026686", "", "", "", "P", "Вінницький"},
		{"UA05000000000010236", "UA05040000000050292", "", "", "", "P", "Гайсинський"},
		{"UA05000000000010236", "UA05020000000026686", "UA05020010000053508", "", "", "H", "Лісова"},
		{"UA05000000000010236", "UA05040000000050292", "UA05040010000000001", "", "", "H", "Лісова"},
		{"UA05000000000010236", "UA05040000000050292", "UA05040020000000002", "", "", "H", "Бершадська"},
	})
	const oblast = "UA05000000000010236"
	want := []form.Raion{{Name: "Вінницький", Places: []string{"Лісова"}}, {Name: "Гайсинський", Places: []string{"Бершадська", "Лісова"}}}
	if diff := cmp.Diff(want, forms.Raions(r, oblast)); diff != "" {
		t.Fatal(diff)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	opts := form.Options{Lang: "uk", Period: "2026-H1", Cards: 2, Raions: forms.Raions(r, oblast),
		Partner: survey.Partner{ID: "v", Name: survey.Text{"uk": "Вінницька область"}, Place: oblast, Kind: "oblast"}}
	if err := form.Write(&out, formQuestions(), opts, nil, texts); err != nil {
		t.Fatal(err)
	}
	data := typed(t, out.Bytes(), map[string]any{
		slot.FieldName(1, slot.FieldTitle): "А", slot.FieldName(1, slot.FieldRaion): "Гайсинський", slot.FieldName(1, slot.FieldPlace): "Лісова",
		slot.FieldName(2, slot.FieldTitle): "Б", slot.FieldName(2, slot.FieldPlace): "Лісова",
	})
	sub, _ := readForm(t, bookOf(t, data), Options{Questionnaire: formQuestions(), Places: r})
	if got := [2]string{sub.Practices[0].Place, sub.Practices[1].Place}; got != [2]string{"UA05040010000000001", ""} {
		t.Errorf("places %q", got)
	}
}
