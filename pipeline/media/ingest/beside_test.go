package ingest

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
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

// What is typed over the form's own words is told where it stands and kept, in any
// language of forms; what programs do to blanks is no typing.
func TestTextOverTheForm(t *testing.T) {
	for lang, sheets := range map[string][]string{"uk": {"Практика 1", "Партнер", "План дій"}, "en": {"Practice 1", "Partner", "Action plan"}} {
		written := writtenForm(t, formQuestions(), lang, everyAnswer(lang))
		typed, blanks, want := map[string]any{}, map[string]any{}, []string{}
		for _, s := range bookOf(t, written).Sheets {
			if i := slices.Index(sheets, s.Name); i >= 0 {
				labels := 0
				for _, c := range s.Cells {
					if at := s.Name + "!" + columnName(c.Col) + strconv.Itoa(c.Row); c.Row > 3 && c.Col < 3-i%2 && !c.Formula && s.Name != sheets[2] || c.Row == 4 && s.Name == sheets[2] {
						blanks[at] = "  " + strings.ReplaceAll(c.Text, "\n", "\r\n ")
						if labels++; labels == 2 || labels == 5 && i == 0 {
							typed[at] = "так, з 2024 року"
							want = append(want, at)
						}
					}
				}
			}
		}
		slices.Sort(want)
		if len(want) != 4 || len(blanks) < 20 {
			t.Fatalf("%d of %d labels", len(want), len(blanks))
		}
		got := wholly(t, altered(t, written, typed), formQuestions())
		told := atCodes(got.Problems, "form-beside")
		slices.Sort(told)
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
		if n := len(got.Files[0].Form.Options.Beside); n != len(want) {
			t.Errorf("%d texts are kept", n)
		}
		if told := atCodes(wholly(t, altered(t, written, blanks), formQuestions()).Problems, "form-beside"); len(told) > 0 {
			t.Errorf("blanks: %v", told)
		}
		// A form of other words is not told cell by cell.
		for at := range blanks {
			blanks[at] = "інше " + at
		}
		if told := atCodes(wholly(t, altered(t, written, blanks), formQuestions()).Problems, "form-beside"); len(told) > 0 {
			t.Errorf("other words: %v", told)
		}
	}
}

// Where a program has dropped what is printed, what is typed beside is told still.
func TestTextBesideAFormWithoutPrintAreas(t *testing.T) {
	drop := func(part, text string) string {
		return regexp.MustCompile(`<definedName[^>]*_xlnm\.Print_Area[^>]*>[^<]*</definedName>`).ReplaceAllString(text, "")
	}
	written := need.Edited(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), drop)
	if got := wholly(t, written, formQuestions()).Problems; len(atCodes(got, "form-beside"))+len(atCodes(got, "form-sheet-beside")) > 0 {
		t.Errorf("the form itself: %v %v", atCodes(got, "form-beside"), atCodes(got, "form-sheet-beside"))
	}
	for _, n := range bookOf(t, written).Names {
		if strings.EqualFold(n.Name, "_xlnm.Print_Area") {
			t.Fatalf("%+v", n)
		}
	}
	typed := map[string]any{"Практика 1!H14": "уточнити в юриста", "Практика 2!D400": "див. лист", "Партнер!C4": 42, "План дій!H6": "за згодою", "Нотатки!B2": "Перше"}
	got := wholly(t, need.Edited(t, altered(t, written, typed), drop), formQuestions())
	if diff := cmp.Diff([]string{"Партнер!C4", "План дій!H6", "Практика 1!H14", "Практика 2!D400"}, atCodes(got.Problems, "form-beside")); diff != "" {
		t.Error(diff)
	}
	if at := atCodes(got.Problems, "form-sheet-beside"); !slices.Equal(at, []string{"Нотатки!"}) {
		t.Errorf("sheets of their own: %v", at)
	}
}

func columnName(col int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name
}

// Whoever prints less of a form, or something else, has typed nothing beside it.
func TestPrintingLessIsNotTyping(t *testing.T) {
	written := writtenForm(t, formQuestions(), "uk", everyAnswer("uk"))
	for _, area := range []string{"$$A$$1:$$B$$5", "$$A$$1:$$B$$5,'$1'!$$D$$1:$$D$$9"} {
		printed := regexp.MustCompile(`(?:'|&#39;|&apos;)(Практика 1|Партнер|План дій)(?:'|&#39;|&apos;)!\$A\$1:\$[A-Z]+\$[0-9]+`)
		changed := 0
		data := need.Edited(t, written, func(part, text string) string {
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
	for row := 20; row < 20+21; row++ {
		typed["План дій!I"+string(rune('0'+row/10))+string(rune('0'+row%10))] = "так"
	}
	got := wholly(t, altered(t, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), typed), formQuestions())
	if at := atCodes(got.Problems, "form-sheet-beside"); !slices.Equal(at, []string{"План дій!"}) || len(atCodes(got.Problems, "form-beside")) > 0 {
		t.Errorf("told at %v", at)
	}
	if n := len(got.Files[0].Form.Options.Beside); n != 21 {
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
	// Lines and columns that were put in hide no name that was typed over.
	f, err := excelize.OpenReader(bytes.NewReader(altered(t, written, map[string]any{name: "Барська міська громада"})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var moved bytes.Buffer
	if err := errors.Join(f.InsertRows("Партнер", 3, 2), f.SetCellStr("Партнер", "B3", "до уваги"), f.InsertCols("Партнер", "B", 1), f.Write(&moved)); err != nil {
		t.Fatal(err)
	}
	got := wholly(t, moved.Bytes(), formQuestions()).Problems
	if at := atCodes(got, "form-name-differs"); len(at) != 1 || len(atCodes(got, "form-place-differs"))+len(atCodes(got, "form-period-differs")) > 0 {
		t.Errorf("with a line put in: %v", listed(got))
	}
	// A blank form has nothing to differ from but its period.
	blank := wholly(t, typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.PartnerName: "Бар", slot.FieldName(1, slot.FieldTitle): "Черга"}), formQuestions())
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
