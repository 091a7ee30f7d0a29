package compose

import (
	"testing"
	"time"
)

// The last day of a month is the last of the month of the deadline too.
func TestMonthsAfter(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2022-12-31", 9, "2023-09-30"}, {"2022-12-31", 2, "2023-02-28"}, {"2023-12-31", 2, "2024-02-29"},
		{"2026-11-24", 18, "2028-05-24"}, {"2026-01-01", 12, "2027-01-01"},
	} {
		from, err := time.Parse(time.DateOnly, c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := monthsAfter(from, c.months).Format(time.DateOnly); got != c.want {
			t.Errorf("%d months after %s: %s, want %s", c.months, c.from, got, c.want)
		}
	}
}
