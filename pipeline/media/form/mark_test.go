package form

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// prompts returns the input prompts of a sheet by cell.
func prompts(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	rules, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, r := range rules {
		if _, twice := out[r.Sqref]; twice {
			t.Errorf("%s!%s has two rules: programs take one of them", sheet, r.Sqref)
		}
		out[r.Sqref] = *r.PromptTitle + ": " + *r.Prompt
	}
	return out
}

func TestMarks(t *testing.T) {
	level, due := slot.AnswerName(1, "legal.basis"), PlanField(slot.PlanDue, 1)
	opts := Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 4, Marks: []Mark{
		{Field: strings.ToUpper(level), Title: "Рівень не прочитано", Read: "три", Text: "Оберіть рівень зі списку."},
		{Field: due, Title: "Дату не прочитано", Read: "восени", Text: strings.Repeat("Напишіть дату ", 40)},
		{Sheet: "Вилучений аркуш", Cell: "B2", Title: "Аркуш не прочитано", Text: "Надішліть файл ще раз."},
		{Title: "Файл двічі", Text: "Нічого робити не треба."},
	}}
	f := open(t, write(t, small(), opts, filled()))
	if first := f.GetSheetList()[0]; first != "Помилки" || f.GetActiveSheetIndex() != 0 {
		t.Errorf("the form opens on %s", first)
	}
	at := places(f)[level]
	if got := prompts(t, f, at[0])[at[1]]; got != "Рівень не прочитано: Оберіть рівень зі списку." {
		t.Errorf("the prompt of the cell: %q", got)
	}
	column := places(f)[slot.PlanName(slot.PlanDue)]
	cell, _, _ := strings.Cut(column[1], ":")
	if got := prompts(t, f, column[0])[cell]; !strings.HasPrefix(got, "Дату не прочитано: Напишіть дату") || !strings.HasSuffix(got, "дату…") {
		t.Errorf("the prompt of the due date: %q", got)
	}
	for row, want := range map[string][2]string{"4": {at[0], at[1]}, "5": {column[0], cell}} {
		ok, link, err := f.GetCellHyperLink("Помилки", "C"+row)
		if err != nil || !ok || link != "'"+want[0]+"'!"+want[1] {
			t.Errorf("row %s leads to %q (%v)", row, link, err)
		}
	}
	for row, want := range map[string]string{"6": "B2", "7": ""} { // cells of another file: nothing to lead to
		ok, _, err := f.GetCellHyperLink("Помилки", "C"+row)
		got, _ := f.GetCellValue("Помилки", "C"+row)
		if ok || err != nil || got != want {
			t.Errorf("row %s: %q, linked %v (%v)", row, got, ok, err)
		}
	}
	formats, err := f.GetConditionalFormats(at[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(formats[strings.Join([]string{at[1], mergedEnd(t, f, at)}, ":")]) != 2 {
		t.Errorf("%s is not coloured: %v", at[1], formats)
	}
}

// mergedEnd returns the last cell of the merged cells that begin at one.
func mergedEnd(t *testing.T, f *excelize.File, at [2]string) string {
	t.Helper()
	merged, err := f.GetMergeCells(at[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range merged {
		if m.GetStartAxis() == at[1] {
			return m.GetEndAxis()
		}
	}
	return at[1]
}

func TestFormerAnswers(t *testing.T) {
	opts := Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H2", Cards: 4, Former: "2026-H1"}
	f := open(t, write(t, small(), opts, filled()))
	at := places(f)[slot.AnswerName(1, "legal.basis")]
	if got, want := prompts(t, f, at[0])[at[1]], "Відповідь за 2026-H1: Залиште або оновіть. Що підніме рівень: 4 – Опис рівня."; got != want {
		t.Errorf("the prompt of a level: %q", got)
	}
	blank := places(f)[slot.AnswerName(4, "legal.basis")]
	if got := prompts(t, f, blank[0])[blank[1]]; strings.Contains(got, "2026-H1") {
		t.Errorf("a blank card speaks of the period before: %q", got)
	}
	if got := inCell(t, f, slot.AnswerName(1, "legal.basis")); got != "3 – визначений" {
		t.Errorf("the answer of the period before: %q", got)
	}
}

func TestChanged(t *testing.T) {
	for want, v := range map[string]workbook.Value{
		`$A$1<>"три"`:          {Text: "три"},
		`$A$1<>""`:             {},
		`$A$1<>42.5`:           {Text: "42.5", Kind: workbook.NumberValue},
		`$A$1<>0.45`:           {Text: "0.45", Kind: workbook.PercentValue},
		`$A$1<>46203`:          {Text: "2026-06-30", Kind: workbook.DateValue}, // 30 June 2026 in the 1900 system
		`$A$1<>TRUE`:           {Text: "TRUE", Kind: workbook.BoolValue},
		`$A$1<>"каже ""так"""`: {Text: `каже "так"`},
		`LEFT($A$1,199)<>"` + strings.Repeat("щ", 199) + `"`: {Text: strings.Repeat("щ", 300)},
	} {
		if got := formula.Text(rule.Changed(formula.Ref{Col: 1, Row: 1}, v)); got != want {
			t.Errorf("%+v: %s, want %s", v, got, want)
		}
	}
}

func TestListOfAnotherTable(t *testing.T) {
	var out bytes.Buffer
	marks := []Mark{{Sheet: "Аркуш 1", Cell: "C14", Title: "Рівень не прочитано", Read: "=три", Text: "Оберіть рівень."}}
	if err := WriteList(&out, "Таблиця №1.xlsx", marks, texts(t, "uk")); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	_, link, err := f.GetCellHyperLink("Помилки", "C4")
	if want := "%D0%A2%D0%B0%D0%B1%D0%BB%D0%B8%D1%86%D1%8F%20%E2%84%961.xlsx"; err != nil || link != want {
		t.Errorf("the link %q (%v), want %q", link, err, want)
	}
	if sheet := parted(t, out.Bytes())["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, `<hyperlink ref="C4" location="&#39;Аркуш 1&#39;!C14" r:id="rId1">`) {
		t.Error("the link names no cell:", sheet[strings.Index(sheet, "<hyperlink"):])
	}
	if got, _ := f.GetCellValue("Помилки", "E4"); got != "=три" {
		t.Errorf("what stands there: %q", got)
	}
}
