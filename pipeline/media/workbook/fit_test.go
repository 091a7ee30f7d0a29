package workbook

import (
	"strings"
	"testing"
)

func TestLinesOfText(t *testing.T) {
	for _, c := range []struct {
		text   string
		column float64
		want   int
	}{
		{"", 20, 1},
		{"Коротко", 20, 1},
		{"перший\nдругий", 20, 2},
		{"одинадцять літер один два три", 12, 3},
		{strings.Repeat("щ", 20), 11, 4}, // 20 letters of 1.56 digits in 10 digits: 31.2
	} {
		if got := Lines(c.text, c.column, 11, false); got != c.want {
			t.Errorf("Lines(%q, %v) = %d, want %d", c.text, c.column, got, c.want)
		}
	}
}
