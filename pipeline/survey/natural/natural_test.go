package natural

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"9", "10", -1}, {"2026-2", "2026-10", -1}, {"2026-H1", "2026-H2", -1}, {"2025-H2", "2026-H1", -1},
		{"a", "a", 0}, {"a", "a1", -1}, {"01", "1", -1}, {"1", "01", 1}, {"", "a", -1}, {"а10б2", "а10б11", -1},
		{"99999999999999999999999", "100000000000000000000000", -1},
	} {
		if got := Compare(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestCompareIsATotalOrder(t *testing.T) {
	text := rapid.StringMatching(`[aб0-3-]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c")
		if Compare(a, b) != -Compare(b, a) || (Compare(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q", a, b)
		}
		if Compare(a, b) < 0 && Compare(b, c) < 0 && Compare(a, c) >= 0 {
			t.Fatalf("%q, %q and %q", a, b, c)
		}
	})
}
