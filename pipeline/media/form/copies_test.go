package form

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/survey/survey"
)

// copiedBooks have cards that somebody has copied, as programs name copies, also of a card
// that was renamed: the overview
// counts them, and a level is not proved by the evidence of the card that was copied.
func copiedBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	q := small()
	k := q.Criteria[slices.IndexFunc(q.Criteria, func(k survey.Criterion) bool { return k.Evidence != nil && k.Kind == survey.Level })]
	f := open(t, write(t, q, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 2}, nil))
	at := places(f)
	column := func(name string) string { return at[name][1] }
	set := func(sheet, cell string, value any) {
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	title, answer, evidence := column(slot.FieldName(1, slot.FieldTitle)), column(slot.AnswerName(1, k.ID)), column(slot.EvidenceName(1, k.ID))
	set("Практика 1", title, "Черга")
	set("Практика 1", answer, 5)
	set("Практика 1", evidence, "https://vmr.gov.ua/rishennia/12")
	copies := []string{"Практика 1 (7)", "Черга громади_2", "Копія Практика 1", "Практика 7", "Практика 1_2_2"}
	from, _ := f.GetSheetIndex("Практика 1")
	for i, name := range copies {
		to, err := f.NewSheet(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.CopySheet(from, to); err != nil {
			t.Fatal(err)
		}
		set(name, title, "Черга "+strconv.Itoa(i))
	}
	set(copies[1], evidence, "")
	set(copies[2], evidence, "є")
	set(copies[3], answer, "")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return [][]byte{renamed(t, out.Bytes(), "Практика 2", "Черга громади")}, func(t *testing.T, computed []need.Book) {
		book := computed[0]
		col, row, _ := excelize.CellNameToCoordinates(answer)
		for sheet, want := range map[string]string{"Практика 1": "✓", copies[0]: "✓", copies[1]: "потрібен доказ", copies[2]: "доказ під питанням", copies[3]: "немає відповіді"} {
			if got := book.At(sheet, col+3, row); got != want {
				t.Errorf("%s: the status is %q, want %q", sheet, got, want)
			}
		}
		figure := map[string]string{}
		counted := map[string][]string{}
		for r := 2; r <= 40; r++ {
			for _, c := range []int{1, 3, 6} {
				figure[book.At("Огляд", c, r)] = book.At("Огляд", c, r-1)
			}
			counted[book.At("Огляд", 1, r)] = []string{book.At("Огляд", 2, r), book.At("Огляд", 4, r), book.At("Огляд", 7, r)}
		}
		for caption, want := range map[string]string{"практик описано": "6", "відповідей надано": "5", "рівнів без доказу": "1"} {
			if figure[caption] != want {
				t.Errorf("%s: %q, want %s", caption, figure[caption], want)
			}
		}
		if _, is := counted["Черга громади"]; !is {
			t.Error("the overview calls a renamed card by its former name")
		}
		answers := func(n int) string { return strconv.Itoa(n) + " з " + strconv.Itoa(len(q.Criteria)) }
		for i, want := range [][]string{{"Черга 0", answers(1), "0"}, {"Черга 1", answers(1), "1"}, {"Черга 2", answers(1), "0"}, {"Черга 3", answers(0), "0"}, {"Черга 4", answers(1), "0"}} {
			if !slices.Equal(counted[copies[i]], want) {
				t.Errorf("%s: the overview says %q, want %q", copies[i], counted[copies[i]], want)
			}
			if title := book.At(copies[i], 1, 1); title != copies[i]+" · "+want[0] {
				t.Errorf("%s is called %q", copies[i], title)
			}
			if done := book.At(copies[i], col, 1); done != "Заповнено "+want[1] {
				t.Errorf("%s says %q, want %q", copies[i], done, want[1])
			}
		}
	}
}

// renamed is a workbook of which a sheet was renamed, as programs do it: formulas and names
// follow, texts do not.
func renamed(t *testing.T, data []byte, from, to string) []byte {
	t.Helper()
	follow := strings.NewReplacer("'"+from+"'!", "'"+to+"'!", "&#39;"+from+"&#39;!", "&#39;"+to+"&#39;!", "&apos;"+from+"&apos;!", "&apos;"+to+"&apos;!", ` name="`+from+`"`, ` name="`+to+`"`)
	return need.Edited(t, data, func(_, text string) string { return follow.Replace(text) })
}
