// Package plaintext sets text for a terminal. It believes that a column is read down
// and a line across: columns are as wide as what stands in them, lines no longer
// than the eye follows.
package plaintext

import (
	"strings"
	"unicode/utf8"
)

// A Table prints columns in a fixed-width font: the first to the left, the
// others to the right, unless Left says otherwise.
type Table struct {
	Header []string
	Rows   [][]string
	Left   []bool // by column; nil: only the first
}

// String returns the table, each line ended.
func (t Table) String() string {
	widths := make([]int, len(t.Header))
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		for i, s := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(s))
		}
	}
	var b strings.Builder
	line := func(row []string) {
		for i, s := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(s))
			switch left := i == 0 || t.Left != nil && t.Left[i]; {
			case i == 0:
				b.WriteString(s + pad)
			case left && i == len(row)-1:
				b.WriteString("  " + s)
			case left:
				b.WriteString("  " + s + pad)
			default:
				b.WriteString("  " + pad + s)
			}
		}
		b.WriteString("\n")
	}
	line(t.Header)
	rule := make([]string, len(widths))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", w)
	}
	line(rule)
	for _, row := range t.Rows {
		line(row)
	}
	return b.String()
}

// Wrap breaks a text into lines of at most width letters; a longer word has
// a line of its own.
func Wrap(s string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			out, line = append(out, line), word
		default:
			line += " " + word
		}
	}
	return append(out, line)
}
