package ingest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// Where problems stand: at the cell that they speak of, once.

// sharedForm returns a form of the cases that the program once got wrong.
func sharedForm(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(need.Shared(t, "cases/forms/"+name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// ownQuestions is the questionnaire of the method that the cases are of.
func ownQuestions(t testing.TB) *survey.Questionnaire {
	t.Helper()
	data, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := method.Parse("egov-practices.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return &m.Questionnaire
}

// wholly reads a workbook as a file of a folder is read.
func wholly(t testing.TB, data []byte, q *survey.Questionnaire) Result {
	t.Helper()
	book, problems := open.ReadBytes("a.xlsx", data, sheet.Limits{})
	return Read(book, problems, Options{Questionnaire: q, KeepForms: true})
}

// atCodes returns the cells of problems of one code.
func atCodes(problems cell.Problems, code string) []string {
	out := []string{}
	for _, p := range problems.Sorted() {
		if p.Code == code {
			out = append(out, p.At.Sheet+"!"+p.At.Name())
		}
	}
	return out
}

var computed = regexp.MustCompile(`</f><v>[^<]*</v>|</f><v/>`)

// uncomputed returns a workbook as openpyxl saves it: formulas without values.
func uncomputed(t testing.TB, data []byte) []byte {
	return need.Edited(t, data, func(part, text string) string { return computed.ReplaceAllString(text, "</f>") })
}

// A contact is told at the cell that it was typed in, whatever text of the form
// that is.
func TestContactsStandWhereTheyWereTyped(t *testing.T) {
	q := formQuestions()
	blank := writtenForm(t, q, "uk", everyAnswer("uk"))
	values := map[string]any{}
	for _, field := range []string{slot.FieldCode, slot.FieldTitle, slot.FieldPlace, "summary", slot.FieldStarted, "link"} {
		values[slot.FieldName(1, field)] = "тел. 067 123 45 67, " + field
	}
	for _, k := range q.Criteria {
		values[slot.CommentName(1, k.ID)] = "писати на rada@example.ua"
		values[slot.AnswerName(2, k.ID)] = "тел. 067 123 45 67"
		if k.Evidence != nil {
			values[slot.EvidenceName(1, k.ID)] = "https://example.org, 067 123 45 67"
		}
	}
	for _, column := range []string{slot.PlanStage, slot.PlanTask, slot.PlanResponsible, slot.PlanDue, slot.PlanStatus} {
		values[slot.PlanName(column)] = column + " 067 123 45 67"
	}
	data := typed(t, blank, values)
	book := bookOf(t, data)
	want := []string{}
	for _, n := range book.Names {
		if _, planted := values[n.Name]; planted {
			want = append(want, n.Sheet+"!"+cell.Ref{Row: n.Ref.Row, Col: n.Ref.Col}.Name())
		}
	}
	slices.Sort(want)
	got := atCodes(wholly(t, data, q).Problems, "contact-in-text")
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || len(want) != len(values) {
		t.Errorf("%d planted, %d found\n%s", len(values), len(want), diff)
	}
}

// A partner who typed its own name into a form for anybody typed a contact too.
func TestContactInTheNameOfThePartner(t *testing.T) {
	data := typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{
		slot.PartnerName: "Бар, 067 123 45 67", slot.FieldName(1, slot.FieldTitle): "Черга"})
	got := wholly(t, data, formQuestions())
	if len(got.Submissions) != 1 || strings.Contains(got.Submissions[0].Partner.ID+got.Submissions[0].Partner.Name["uk"], "067") {
		t.Fatalf("%+v", got.Submissions)
	}
	if at := atCodes(got.Problems, "contact-in-text"); len(at) != 1 || !strings.HasPrefix(at[0], "Партнер!B") {
		t.Error(at)
	}
}

func TestMessyFormIsToldWhereItIs(t *testing.T) {
	got := wholly(t, sharedForm(t, "01-messy-form.xlsx"), ownQuestions(t)).Problems
	if diff := cmp.Diff([]string{"Практика 1!D8"}, atCodes(got, "contact-in-text")); diff != "" {
		t.Error(diff)
	}
	onceACell(t, got)
	if at := atCodes(got, "sheet-no-value"); !slices.Equal(at, []string{"Практика 1!D178"}) {
		t.Errorf("formulas without a value at %v", at)
	}
}

// onceACell fails where a cell has two errors.
func onceACell(t *testing.T, problems cell.Problems) {
	t.Helper()
	told := map[cell.Ref]string{}
	for _, p := range problems {
		if p.Severity == cell.Error && p.At.Row > 0 && p.At.Col > 0 {
			if other := told[p.At]; other != "" {
				t.Errorf("%s: %s and %s", p.At, other, p.Code)
			}
			told[p.At] = p.Code
		}
	}
}

func TestPerfectAnswersThatWereNotComputed(t *testing.T) {
	got := wholly(t, sharedForm(t, "06-perfect-answers-no-cached-formulas.xlsx"), ownQuestions(t)).Problems
	var codes []string
	for _, p := range got {
		codes = append(codes, p.Code)
	}
	if !slices.Equal(codes, []string{"form-of-former-version", "form-of-other-method-version", "form-question-changed", "form-question-changed"}) { // of the form as it was, and of two questions that are asked in other words now; nothing of its answers
		t.Errorf("%+v", got)
	}
}

// What the form itself computes is nobody's error, whatever the practice.
func TestFormulasOfTheFormNeedNoValue(t *testing.T) {
	for name, data := range map[string][]byte{
		"filled": writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), "blank": writtenForm(t, formQuestions(), "en", nil),
		"for anybody": typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.PartnerName: "Бар"}),
	} {
		bare := uncomputed(t, data)
		if _, opened := open.ReadBytes("a.xlsx", bare, sheet.Limits{}); len(opened) == 0 {
			t.Fatalf("%s: every formula has a value", name)
		}
		want, got := wholly(t, data, formQuestions()).Problems, wholly(t, bare, formQuestions()).Problems
		if diff := cmp.Diff(listed(want), listed(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A cell that the file gives no value for has one error, wherever it is read.
func TestALostCellHasOneError(t *testing.T) {
	q := formQuestions()
	names := []string{slot.FieldName(1, slot.FieldCode), slot.FieldName(1, slot.FieldTitle), slot.FieldName(1, slot.FieldTheme),
		slot.FieldName(1, "summary"), slot.PlanName(slot.PlanDue), slot.PlanName(slot.PlanStatus)}
	for _, k := range q.Criteria {
		names = append(names, slot.AnswerName(1, k.ID))
		if k.Evidence != nil {
			names = append(names, slot.EvidenceName(1, k.ID))
		}
	}
	written := writtenForm(t, q, "uk", everyAnswer("uk"))
	before := listed(wholly(t, written, q).Problems)
	for _, name := range names {
		data := typed(t, written, map[string]any{name: "\ue000"})
		lost := sharedAway(t, data)
		got := wholly(t, lost, q).Problems
		onceACell(t, got)
		added := listed(got)
		for _, p := range before {
			if i := slices.Index(added, p); i >= 0 {
				added = slices.Delete(added, i, i+1)
			}
		}
		if len(added) != 1 || !strings.HasPrefix(added[0], "error sheet-no-value") {
			t.Errorf("%s: %q", name, added)
		}
	}
}

// sharedAway replaces the cell that holds the shared string U+E000 by a formula
// without a value.
func sharedAway(t *testing.T, data []byte) []byte {
	index := -1
	need.Edited(t, data, func(part, text string) string {
		if part == "xl/sharedStrings.xml" {
			index = slices.IndexFunc(strings.SplitAfter(text, "</si>"), func(s string) bool { return strings.Contains(s, "\ue000") })
		}
		return text
	})
	if index < 0 {
		return data
	}
	cellOf := regexp.MustCompile(fmt.Sprintf(`(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="s"><v>%d</v></c>`, index))
	return need.Edited(t, data, func(part, text string) string {
		return cellOf.ReplaceAllString(text, `$1><f>NOW()</f></c>`)
	})
}

// Of a form that was cut short the first thing said is that; the answers after
// the cut are unreadable, not blank, and nothing more is said of them.
func TestOfADamagedFormTheDamageComesFirst(t *testing.T) {
	q := formQuestions()
	data := typed(t, writtenForm(t, q, "uk", everyAnswer("uk")), map[string]any{slot.PlanName(slot.PlanDue): "колись"})
	cut := need.Edited(t, data, func(part, text string) string {
		if part != "xl/worksheets/sheet4.xml" {
			return text
		}
		return text[:strings.Index(text, `<row r="20"`)] + "<row r=\"20\"><c r=\"A20\"><v>1</w>"
	})
	got := wholly(t, cut, q)
	sorted := got.Problems.Sorted()
	if len(sorted) == 0 || sorted[0].Code != "sheet-damaged" {
		t.Fatalf("%+v", sorted)
	}
	states := map[survey.State]int{}
	for _, a := range got.Submissions[0].Practices[0].Answers {
		states[a.State]++
	}
	if states[survey.Blank] > 0 || states[survey.Unreadable] == 0 {
		t.Errorf("states of the answers: %v", slices.Sorted(maps.Keys(states)))
	}
	for _, p := range sorted[1:] {
		if p.At.Sheet == sorted[0].At.Sheet && p.At.Row > sorted[0].At.Row {
			t.Errorf("after the cut: %+v", p)
		}
	}
}

// Of a file that meets a limit or is damaged that is the first thing said, and
// no cell of any file has two errors.
func TestOfAHazardTheFaultComesFirst(t *testing.T) {
	first := map[string]string{
		"zip-cut-short.xlsx": "file-damaged", "zip-checksum.xlsx": "sheet-damaged", "workbook-damaged.xlsx": "file-damaged", "bomb-ratio.xlsx": "file-ratio",
		"xml-cut-short.xlsx": "sheet-damaged", "xml-two-tables.xlsx": "sheet-damaged", "strings-cut-short.xlsx": "file-strings", "sheets-300.xlsx": "file-many-sheets",
		"bomb-last-row.xlsx": "sheet-blank-run", "bomb-by-total.xlsx": "file-inflates", "sheet-missing.xlsx": "sheet-missing", "xml-utf16.xlsx": "sheet-encoding",
		"csv-far-row.csv": "sheet-blank-run", "csv-quote-never-closed.csv": "sheet-damaged", "an-encrypted-workbook.xlsx": "file-encrypted", "empty.xlsx": "file-empty",
	}
	paths, err := filepath.Glob("../../../testdata/hazards/*.*")
	if err != nil || len(paths) < 100 {
		t.Fatalf("%d hazards, %v", len(paths), err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		if name == "expected.txt" {
			continue
		}
		book, problems := open.Read(path, sheet.Limits{})
		got := Read(book, problems, Options{Questionnaire: formQuestions()}).Problems
		onceACell(t, got)
		want, known := first[name]
		delete(first, name)
		if sorted := got.Sorted(); known && (len(sorted) == 0 || sorted[0].Code != want) {
			t.Errorf("%s: %v, want %s first", name, sorted, want)
		}
	}
	if len(first) > 0 {
		t.Errorf("no such hazards: %v", slices.Sorted(maps.Keys(first)))
	}
}

// A table of which no row counts is named.
func TestATableWithoutRowsIsNamed(t *testing.T) {
	head := "Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Адмінпослуги\n"
	for name, rows := range map[string]string{"a total": "Разом;;12;так\n", "a numbering": "1;2;3;4\n", "nothing": "\n"} {
		book, problems := open.ReadBytes("вінниця.csv", []byte(head+rows), sheet.Limits{})
		got := Read(book, problems, egovOptions(t))
		if len(got.Submissions) > 0 || got.Problems.Count(cell.Error) != 1 {
			t.Errorf("%s: %d partners, %v", name, len(got.Submissions), got.Problems)
		}
	}
}
