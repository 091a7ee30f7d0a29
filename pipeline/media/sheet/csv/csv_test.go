package csv

import (
	"bufio"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
)

// TestALongFieldIsLookedAtOnce holds that of a field beyond the limit no byte is looked
// at again: what is looked at is taken out of the window, and counted.
func TestALongFieldIsLookedAtOnce(t *testing.T) {
	const limit, long = 100, 5_000
	for _, c := range []struct{ text, then string }{{"а", ";так\n"}, {"a", "\n"}, {"€", ""}} {
		in := bufio.NewReaderSize(strings.NewReader(strings.Repeat(c.text, long)+c.then), 1<<15)
		if _, err := in.Peek(1); err != nil {
			t.Fatal(err)
		}
		r := &table{Intake: sheet.NewIntake("a.csv", sheet.Limits{StringLen: limit}, nil), in: in, comma: ';', row: 1, col: 1}
		for taken := 0; r.takePlain(); taken++ {
			if taken > 0 {
				t.Fatalf("%q: the window is looked at again, %d bytes are left in it", c.text, in.Buffered())
			}
		}
		if in.Buffered() != len(c.then) {
			t.Errorf("%q: %d bytes are left, want %d", c.text, in.Buffered(), len(c.then))
		}
		if !r.put() || len(r.Problems) != 1 || r.Problems[0].Code != "sheet-long-text" || r.Problems[0].Read != "5000" {
			t.Errorf("%q: %+v", c.text, r.Problems)
		}
	}
}
