package place

import "testing"

// One region in all texts that are looked at is theirs; where the few differ the many
// decide, and more than two thirds are needed.
func TestMost(t *testing.T) {
	texts := func(vinnytsia, lviv, none int) (out []string) {
		left := []int{vinnytsia, lviv, none}
		for len(out) < vinnytsia+lviv+none { // mixed evenly
			for i, text := range []string{"Вінницька область", "Львівська область", "вулиця"} {
				if left[i] > 0 {
					left[i]--
					out = append(out, text)
				}
			}
		}
		return out
	}
	for _, c := range []struct {
		vinnytsia, lviv, none int
		sure                  bool
	}{{0, 0, 0, false}, {0, 0, 50, false}, {1, 0, 0, true}, {2, 1, 0, false}, {3, 1, 500, true}, {500, 0, 100, true}, {900, 1, 0, true}, {60, 40, 0, false}, {600, 400, 0, false}, {4000, 1000, 9000, true}} {
		o, ok := Most(texts(c.vinnytsia, c.lviv, c.none), FindOblast)
		if ok != c.sure || ok && o.UK != "Вінницька область" {
			t.Errorf("%+v: %q, %v", c, o.UK, ok)
		}
	}
}
