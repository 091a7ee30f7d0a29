package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Runs are read back by the library as they were written, equal ones once, beside plain
// texts that look like what stands for them meanwhile.
func TestRunsAreReadBack(t *testing.T) {
	b := New("A")
	s := b.Sheet("A", 10)
	head := Run{Text: "1.1 «Чи є?» <так> & ", Size: 9.5, Bold: true, Color: "0b4a8f"}
	rest := Run{Text: "\nлюди\tй _x0041_", Size: 8}
	for row, value := range []any{"plain", []Run{head, rest}, "\x000", "\uFFFD0", []Run{rest}, []Run{head, rest}, "last"} {
		s.Block(Box{1, row + 1, 1, row + 1}, Format{}, value)
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for row, want := range map[string][]Run{"A2": {head, rest}, "A5": {rest}, "A6": {head, rest}} {
		got, err := f.GetCellRichText("A", row)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %v, %v", row, got, err)
		}
		for i, run := range got {
			if strings.ReplaceAll(run.Text, "_x005F", "") != want[i].Text || // which it does not take back there
				run.Font.Size != want[i].Size || run.Font.Bold != want[i].Bold || run.Font.Family != family {
				t.Errorf("%s, run %d: %q %+v", row, i, run.Text, run.Font)
			}
		}
	}
	for at, want := range map[string]string{"A1": "plain", "A2": head.Text + rest.Text, "A4": "\uFFFD0", "A7": "last"} {
		if got, err := f.GetCellValue("A", at); err != nil || got != want {
			t.Errorf("%s: %q, %v", at, got, err)
		}
	}
	if n := len(f.SharedStrings.SI); n != 6 {
		t.Errorf("%d shared strings", n)
	}
}
