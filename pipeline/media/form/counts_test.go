package form

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form/slot"
)

// countedBooks have counts that do not apply, or of which one does not: no cell of them
// questions that, the answer says so, and the status asks for the reason.
func countedBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	q := egov(t).Questionnaire
	k, _ := q.Criterion("results.online")
	f := open(t, write(t, &q, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 3}, nil))
	at := places(f)
	if k.From == nil || !k.NotApplicable {
		t.Fatalf("%+v", k)
	}
	typed := [...][2]any{{"не застосовно", "не застосовно"}, {50, "не застосовно"}, {50, 200}}
	for i, counts := range typed {
		for j, part := range []slot.Part{slot.Numerator, slot.Denominator} {
			cell := at[slot.CardName(i+1, part, k.ID)]
			questioned, listed := true, false
			rules, err := f.GetDataValidations(cell[0])
			if err != nil {
				t.Fatal(err)
			}
			for _, rule := range rules {
				if strings.Contains(" "+rule.Sqref+" ", " "+cell[1]+" ") {
					questioned, listed = rule.ShowErrorMessage, strings.Contains(rule.Formula1, "не застосовно")
				}
			}
			if questioned || !listed {
				t.Errorf("%s!%s questions «не застосовно»", cell[0], cell[1])
			}
			if err := f.SetCellValue(cell[0], cell[1], counts[j]); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return [][]byte{out.Bytes()}, func(t *testing.T, computed []need.Book) {
		for i, want := range [][2]string{{"не застосовно", "потрібна причина"}, {"не застосовно", "потрібна причина"}, {"25", "✓"}} {
			answer := at[slot.AnswerName(i+1, k.ID)]
			col, row, _ := excelize.CellNameToCoordinates(answer[1])
			if got := [2]string{computed[0].At(answer[0], col, row), computed[0].At(answer[0], col+3, row)}; got != want {
				t.Errorf("%v: %q, want %q", typed[i], got, want)
			}
		}
	}
}
