package period

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for name, want := range map[string]Period{
		"2026":       {Kind: Year, Year: 2026},
		"2026-H1":    {Kind: Half, Year: 2026, Part: 1},
		"2025-h2":    {Kind: Half, Year: 2025, Part: 2},
		"2026-Q3":    {Kind: Quarter, Year: 2026, Part: 3},
		"2026-02":    {Kind: Month, Year: 2026, Part: 2},
		"2026-2":     {Kind: Month, Year: 2026, Part: 2},
		"2026-H3":    {Year: 2026},
		"2026-13":    {Year: 2026},
		"2022 рік":   {Year: 2022},
		"весна 2026": {},
		"H1":         {},
		"":           {},
	} {
		want.Name = name
		if got := Parse(name); got != want {
			t.Errorf("%q: got %+v, want %+v", name, got, want)
		}
	}
}

func TestFirstDay(t *testing.T) {
	for name, want := range map[string]string{"2026": "2026-01-01", "2026-H1": "2026-01-01", "2026-H2": "2026-07-01", "2026-Q3": "2026-07-01", "2024-02": "2024-02-01", "2026-wave": "2026-01-01"} {
		if day, ok := Parse(name).FirstDay(); !ok || day.Format("2006-01-02") != want {
			t.Errorf("%s begins on %v, want %s", name, day, want)
		}
	}
}

func TestLastDay(t *testing.T) {
	for name, want := range map[string]string{
		"2026-H1": "2026-06-30", "2025-h2": "2025-12-31", "2026-Q1": "2026-03-31", "2024-02": "2024-02-29",
		"2022": "2022-12-31", "2022 рік": "2022-12-31", "2026-H3": "2026-12-31", "2026-12": "2026-12-31",
	} {
		if got, ok := Parse(name).LastDay(); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%s: got %s (%v), want %s", name, got.Format(time.DateOnly), ok, want)
		}
	}
	for _, name := range []string{"", "H1", "весна 2026"} {
		if day, ok := Parse(name).LastDay(); ok {
			t.Errorf("%q ends on %s", name, day)
		}
	}
}

func TestBefore(t *testing.T) {
	names := []string{"2026-H1", "2025-10", "2025-9", "2025-H2"}
	for name, want := range map[string]string{"2026-H1": "2025-H2", "2025-10": "2025-9", "2025-9": "", "2027": "2026-H1"} {
		if got := Before(names, name); got != want {
			t.Errorf("before %s: got %q, want %q", name, got, want)
		}
	}
}
