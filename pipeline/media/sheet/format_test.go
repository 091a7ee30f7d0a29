package sheet

import (
	"testing"
	"time"
)

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"": false, "0": false, "0.00": false, "#,##0": false, "@": false, "0%": false, "0.00E+00": false, "General": false,
		"dd.mm.yyyy": true, `dd\.mm\.yyyy;@`: true, "[$-422]d mmmm yyyy": true, "h:mm": true, "[h]:mm:ss": true, "m/d/yy": true,
		`0" днів"`: false, `0" days"`: false, `[Red]0`: false, `#,##0\ "грн."`: false, `0\d`: false, `_d0`: false, `*d0`: false,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		literal string
		is1904  bool
		want    string // "" none
	}{
		{"0", false, "1899-12-31 00:00:00"}, {"1", false, "1900-01-01 00:00:00"}, {"59", false, "1900-02-28 00:00:00"},
		{"60", false, ""}, {"60.5", false, ""}, {"61", false, "1900-03-01 00:00:00"}, {"45658", false, "2025-01-01 00:00:00"},
		{"45658.999988426", false, "2025-01-01 23:59:59"}, {"2958465", false, "9999-12-31 00:00:00"}, {"2958466", false, ""}, {"-1", false, ""},
		{"0", true, "1904-01-01 00:00:00"}, {"60", true, "1904-03-01 00:00:00"}, {"44196", true, "2025-01-01 00:00:00"},
	} {
		got, ok := Cell{Type: Number, Text: c.literal, Format: "dd.mm.yyyy"}.Time(c.is1904)
		if ok != (c.want != "") || ok && got.Format(time.DateTime) != c.want {
			t.Errorf("%s: %s, %t, want %q", c.literal, got, ok, c.want)
		}
	}
	if _, ok := (Cell{Type: Text, Text: "45658", Format: "dd.mm.yyyy"}).Time(false); ok {
		t.Error("a text is no date")
	}
}
