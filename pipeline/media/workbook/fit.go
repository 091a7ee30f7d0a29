package workbook

import (
	"math"
	"strings"
	"unicode/utf16"
)

// Spreadsheets do not fit the height of merged cells, and not every program
// fits the others on opening: so the form measures its text itself.

// widths returns the advance of letters of Calibri in tenths of a digit, the unit
// of a column's width; read from the metrics of Carlito, which has the same.
// What is not listed is 10.
var widths = letterWidths(map[int]string{
	5:  " '.,:;’ijlIіїІЇ|·",
	6:  "!()[]-fJ",
	7:  "rtгґ",
	8:  "\"/cszLзстГ",
	9:  "?agkvxyFSZavєкухчьяҐЗ",
	11: "ABCRVбдийнцАБВЄКСЧЯ",
	12: "DGHфЛНП",
	13: "&NOQUмДИЙОЦ",
	14: "%…wжшюФ",
	15: "щ",
	16: "mЖ",
	17: "MМШЮ",
	18: "—@WЩ",
	20: "№",
})

// slack is how much wider than its metrics a screen draws text.
const slack = 1.04

func letterWidths(classes map[int]string) map[rune]float64 {
	table := map[rune]float64{'\u0301': 0}
	for tenths, letters := range classes {
		for _, r := range letters {
			table[r] = float64(tenths) / 10 * slack
		}
	}
	return table
}

// advance returns the width of a letter in digits.
func advance(r rune) float64 {
	if w, ok := widths[r]; ok {
		return w
	}
	return slack
}

// Lines counts the lines that a text takes in a column of so many digits when
// words wrap; size is in points, bold text is wider.
func Lines(text string, column, size float64, bold bool) int {
	scale := size / 11
	if bold {
		scale *= 1.06
	}
	room := (column - 1) / scale
	n := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		n += wrapped(paragraph, room)
	}
	return n
}

func wrapped(paragraph string, room float64) int {
	n, used := 1, 0.0
	for word := range strings.SplitSeq(paragraph, " ") {
		width := 0.0
		for _, r := range word {
			width += advance(r)
		}
		if used > 0 && used+advance(' ')+width > room {
			n, used = n+1, 0
		} else if used > 0 {
			used += advance(' ')
		}
		if used += width; used > room {
			more := math.Ceil(used/room) - 1
			n, used = n+int(more), used-more*room
		}
	}
	return n
}

// Height returns the height in points of so many lines, at most what a row may
// have.
func Height(lines int, size float64) float64 {
	return math.Min(math.Round(float64(lines)*size*1.28)+4, 405)
}

// Units counts the UTF-16 units of a text.
func Units(s string) int { return len(utf16.Encode([]rune(s))) }
