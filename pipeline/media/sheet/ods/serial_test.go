package ods

import (
	"depository.example/depository/pipeline/media/sheet"
	"strings"
	"testing"
	"time"
)

// TestSerialDates holds dates against those that Excel has for the number.
func TestSerialDates(t *testing.T) {
	for iso, want := range map[string]string{
		"1900-01-01": "1", "1900-02-28": "59", "1900-03-01": "61", "2025-01-01": "45658", "9999-12-31": "2958465", "2026-05-12T18:00:00": "46154.75",
		"2026-05-12T00:00:00Z": "46154", "1899-12-31": "1899-12-31", "0001-01-01": "0001-01-01", "2026-5-12": "", "10000-01-01": "", "-2026-05-12": "", "": "",
	} {
		value, typ, format, ok := serialDate(iso)
		if string(value) != want || ok != (want != "") {
			t.Errorf("%s: %q, %t", iso, value, ok)
		}
		if day, isDate := (sheet.Cell{Type: typ, Text: string(value), Format: format}).Time(false); typ == sheet.Number && (!isDate || !strings.HasPrefix(iso, day.Format(time.DateOnly))) {
			t.Errorf("%s is %s", iso, day)
		}
	}
}

// TestSerialTimes reads durations of XML Schema (part 2, 3.2.6).
func TestSerialTimes(t *testing.T) {
	for xsd, want := range map[string]string{
		"PT12H": "0.5", "PT06H00M00S": "0.25", "PT30H00M00S": "1.25", "P1DT12H": "1.5", "-PT12H": "-0.5", "PT0S": "0", "PT43200.000S": "0.5", "PT43200,000S": "0.5", "P2D": "2",
		"": "", "P": "", "PT": "", "T12H": "", "PT12": "", "P1Y": "", "P1M": "", "PT1M1H": "", "PT1H1H": "", "PT1.5H": "", "PTH": "", "PT-1H": "", "PT1e3S": "", "P1DT": "", "PT1D": "", "PT1.2.3S": "",
	} {
		if value, ok := serialTime(xsd); string(value) != want || ok != (want != "") {
			t.Errorf("%s: %q, %t", xsd, value, ok)
		}
	}
}
