package voice

import (
	"testing"

	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// What is printed never contradicts what was decided: 29.97 is not 30.0 beside a level
// that begins at 30, 52.21 and 52.24 of neighbours in an order are not both 52.2.
func TestDecimals(t *testing.T) {
	p := &printing{limits: []float64{30, 50, 80}, near: map[float64]int{}}
	p.tellApart([]float64{61.5, 52.24, 52.21, 52.21, 40})
	for _, c := range []struct {
		x    float64
		want string
	}{
		{29.97, "29.97"}, {29.9, "29.9"}, {30, "30.0"}, {30.04, "30.0"}, {29.9996, "29.9996"}, {79.951, "79.95"}, {65.123, "65.1"},
		{52.24, "52.24"}, {52.21, "52.21"}, {61.5, "61.5"}, {40, "40.0"},
	} {
		if got := wording.Round(c.x, p.decimals(c.x)); got != c.want {
			t.Errorf("%v prints as %s, want %s", c.x, got, c.want)
		}
	}
}

// Of many the ends of the order are told apart, and what lies between has one decimal.
func TestDecimalsOfMany(t *testing.T) {
	var ranked []float64
	for i := range 101 {
		ranked = append(ranked, 60-float64(i)/100-0.003)
	}
	for _, c := range []struct {
		n, at int
		want  string
	}{
		{100, 0, "60.00"}, {100, 50, "59.50"}, {100, 99, "59.01"},
		{101, 0, "60.00"}, {101, 10, "59.90"}, {101, 50, "59.5"}, {101, 90, "59.10"}, {101, 100, "59.00"},
	} {
		p := &printing{near: map[float64]int{}}
		p.tellEnds(ranked[:c.n])
		if got := wording.Round(ranked[c.at], p.decimals(ranked[c.at])); got != c.want || p.rough != (c.n > 100) {
			t.Errorf("of %d, the one at %d prints as %s, want %s; rough %v", c.n, c.at, got, c.want, p.rough)
		}
	}
}

// A range whose ends print alike is one number.
func TestInterval(t *testing.T) {
	words, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	v := &Voice{Words: words, printing: &printing{limits: []float64{30}}}
	for _, c := range []struct {
		low, high float64
		want      string
	}{{0, 0, "0,0"}, {57.83, 57.84, "57,8"}, {57.83, 57.86, "57,8–57,9"}, {29.97, 30, "29,97–30,0"}, {12.5, 60, "12,5–60,0"}} {
		if got := v.Interval(c.low, c.high); got != c.want {
			t.Errorf("%v to %v prints as %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

func TestClass(t *testing.T) {
	v := &Voice{printing: &printing{fifths: []float64{20, 40, 60, 80}}}
	for x, want := range map[float64]int{0: 1, 19.99: 1, 20: 2, 39.9: 2, 40: 3, 79.999: 4, 80: 5, 100: 5} {
		if got := v.Class(x); got != want {
			t.Errorf("%v is of shade %d, want %d", x, got, want)
		}
	}
}

// Half-years and quarters have Roman numbers in Ukrainian; a period of an office's own
// stands as it is, and nobody knows its last day.
func TestPeriods(t *testing.T) {
	for _, c := range []struct{ name, key, uk, en, last string }{
		{"2026-H1", "report.period.half.name", "I", "1", "2026-06-30"}, {"2025-H2", "report.period.half.name", "II", "2", "2025-12-31"},
		{"2026-Q3", "report.period.quarter.name", "III", "3", "2026-09-30"}, {"2024", "report.period.year.name", "", "0", "2024-12-31"},
		{"пілот", "report.period.other.name", "", "", ""},
	} {
		uk, en := PeriodArgs(c.name, "uk"), PeriodArgs(c.name, "en")
		if got := PeriodKey(c.name, "name"); got != c.key || uk[3] != c.uk || en[3] != c.en || lastDay(c.name) != c.last {
			t.Errorf("%s: %s %v %v %s", c.name, got, uk, en, lastDay(c.name))
		}
	}
}
