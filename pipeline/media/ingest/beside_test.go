package ingest

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form"
)

// altered returns a workbook with cells written anywhere: «Sheet!A1».
func altered(t testing.TB, data []byte, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for to, v := range cells {
		sheet, at, _ := strings.Cut(to, "!")
		if i, _ := f.GetSheetIndex(sheet); i < 0 {
			if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is typed beside the form is told where it stands, and is kept in the form
// written anew, the second time too; there it is not told again.
func TestTextBesideTheForm(t *testing.T) {
	written := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	before := wholly(t, written, formQuestions()).Problems
	if at := atCodes(before, "form-beside"); len(at) > 0 {
		t.Fatalf("the form itself is told at %v", at)
	}
	typed := map[string]any{"Практика 1!H14": "уточнити в юриста", "Практика 2!D400": "див. лист", "Партнер!C4": 42, "План дій!H6": "за згодою",
		"Інструкція!E2": "нічого не зрозуміло", "Огляд!J3": "перевірено", "Нотатки!B2": "Перше", "Нотатки!C7": 0.5}
	first := wholly(t, altered(t, written, typed), formQuestions())
	want := []string{}
	for at := range typed {
		if !strings.HasPrefix(at, "Нотатки") {
			want = append(want, at)
		}
	}
	slices.Sort(want)
	got := atCodes(first.Problems, "form-beside")
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at := atCodes(first.Problems, "form-sheet-beside"); !slices.Equal(at, []string{"Нотатки!"}) {
		t.Errorf("sheets of their own: %v", at)
	}
	kept := map[string]any{"Партнер!C4": "42", "Нотатки!C7": "0.5"}
	for at, v := range typed {
		if text, ok := v.(string); ok {
			kept[at] = text
		}
	}
	again := blankForm(t, first.Files[0].Form.Options)
	for range 2 {
		second := wholly(t, again, formQuestions())
		holds := map[string]any{}
		for _, b := range second.Files[0].Form.Options.Beside {
			holds[b.Sheet+"!"+b.Cell] = b.Text
		}
		if diff := cmp.Diff(kept, holds); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(listed(before), listed(second.Problems)); diff != "" {
			t.Errorf("told of the returned form: %s", diff)
		}
		again = blankForm(t, second.Files[0].Form.Options)
	}
}

// Whoever prints less of a form, or something else, has typed nothing beside it.
func TestPrintingLessIsNotTyping(t *testing.T) {
	written := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	for _, area := range []string{"$$A$$1:$$B$$5", "$$A$$1:$$B$$5,'$1'!$$D$$1:$$D$$9"} {
		printed := regexp.MustCompile(`(?:'|&#39;|&apos;)(Практика 1|Партнер|План дій)(?:'|&#39;|&apos;)!\$A\$1:\$[A-Z]+\$[0-9]+`)
		changed := 0
		data := edited(t, written, func(part, text string) string {
			changed += len(printed.FindAllString(text, -1))
			return printed.ReplaceAllString(text, "'$1'!"+area)
		})
		if changed != 3 {
			t.Fatalf("%d areas were changed", changed)
		}
		got := wholly(t, data, formQuestions()).Problems
		if at := append(atCodes(got, "form-beside"), atCodes(got, "form-sheet-beside")...); len(at) > 0 {
			t.Errorf("%s: told at %v", area, at)
		}
	}
}

// Much that was typed beside is one problem of the sheet.
func TestMuchBesideTheForm(t *testing.T) {
	typed := map[string]any{}
	for row := 20; row < 20+besideTold+1; row++ {
		typed["План дій!I"+string(rune('0'+row/10))+string(rune('0'+row%10))] = "так"
	}
	got := wholly(t, altered(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), typed), formQuestions())
	if at := atCodes(got.Problems, "form-sheet-beside"); !slices.Equal(at, []string{"План дій!"}) || len(atCodes(got.Problems, "form-beside")) > 0 {
		t.Errorf("told at %v", at)
	}
	if n := len(got.Files[0].Form.Options.Beside); n != besideTold+1 {
		t.Errorf("%d cells are kept", n)
	}
}

func TestTextBesideTheMessyForm(t *testing.T) {
	got := wholly(t, sharedForm(t, "01-messy-form.xlsx"), ownQuestions(t))
	if at := atCodes(got.Problems, "form-beside"); !slices.Equal(at, []string{"Практика 1!H13", "Практика 1!H125"}) {
		t.Errorf("told at %v", at)
	}
	if kept := got.Files[0].Form.Options.Beside; len(kept) != 2 || kept[0].Text != "Олено, уточни у юриста!" {
		t.Errorf("kept %v", kept)
	}
}

// A form says whose it is; what somebody types over that is told, and does not
// count.
func TestFormOfAnotherPartner(t *testing.T) {
	written := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	at := map[string]string{} // what the partner page says of itself, by text
	for _, s := range bookOf(t, written).Sheets {
		for _, c := range s.Cells {
			if s.Name == "Партнер" && c.Col == 2 {
				at[c.Text] = "Партнер!" + atName(c.Row)
			}
		}
	}
	name, place, period := at["Вінниця"], at["UA05020030000031457"], at["2026-H1"]
	for what, c := range map[string]struct {
		cell, text string
		want       string
	}{
		"another name": {name, "Барська міська громада", "form-name-differs"}, "the name in English": {name, "vinnytsia", ""}, "the name again": {name, " ВІННИЦЯ ", ""},
		"another place": {place, "UA05020010010091435", "form-place-differs"}, "the place with spaces": {place, "UA 0502 0030 0000 31457", ""},
		"another period": {period, "2026-H2", "form-period-differs"}, "the period in lower case": {period, "2026-h1", ""},
	} {
		got := wholly(t, altered(t, written, map[string]any{c.cell: c.text}), formQuestions())
		var told []string
		for _, p := range got.Problems {
			if strings.HasSuffix(p.Code, "-differs") {
				told = append(told, p.Code+" "+p.At.Sheet+"!"+p.At.Name()+" "+p.Read)
			}
		}
		want := []string(nil)
		if c.want != "" {
			want = []string{c.want + " " + c.cell + " " + c.text}
		}
		if diff := cmp.Diff(want, told); diff != "" || got.Submissions[0].Partner.ID != "vinnytsia" || got.Submissions[0].Period != "2026-H1" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	// A blank form has nothing to differ from but its period.
	blank := wholly(t, typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{form.PartnerName: "Бар", form.FieldName(1, form.FieldTitle): "Черга"}), formQuestions())
	for _, p := range blank.Problems {
		if strings.HasSuffix(p.Code, "-differs") {
			t.Errorf("%+v", p)
		}
	}
}

func atName(row int) string {
	name, _ := excelize.CoordinatesToCellName(2, row)
	return name
}
