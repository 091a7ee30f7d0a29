package shell

import (
	"bytes"
	"fmt"
	"testing"
)

// Elsewhere than on a terminal a stage is a line, and one at each further quarter where
// its label says how much is done; several tell at once, in any order.
func TestProgressInLines(t *testing.T) {
	var out bytes.Buffer
	label := func(stage string, done, total int) string {
		if stage == "counted" {
			return fmt.Sprintf("%s: %d of %d", stage, done, total)
		}
		return fmt.Sprintf("%s: %d", stage, total)
	}
	p := NewProgress(&out, false, label, func(string) (from, to float64) { return 0, 1 })
	for _, stage := range []string{"plain", "counted", "empty"} {
		for _, done := range []int{0, 1, 2, 4, 3, 5, 8} {
			if stage == "empty" {
				p.Update(stage, 0, 0)
				continue
			}
			p.Update(stage, done, 8)
		}
	}
	p.End()
	if want := "plain: 8\ncounted: 0 of 8\ncounted: 2 of 8\ncounted: 4 of 8\ncounted: 8 of 8\nempty: 0\n"; out.String() != want {
		t.Errorf("%q, not %q", out.String(), want)
	}
	out.Reset()
	silent := NewProgress(&out, true, label, nil)
	silent.Update("counted", 1, 2)
	if out.Len() > 0 {
		t.Errorf("silent, and says %q", out.String())
	}
}
