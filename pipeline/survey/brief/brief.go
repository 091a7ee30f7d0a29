// Package brief shortens texts. It believes that whoever reads a part has to see that
// there was more, and that a limit counts the mark which says so: no text that fits is
// shortened, and what is shortened fits.
package brief

import (
	"strings"
	"unicode/utf16"
)

const (
	mark    = "…"
	between = " \n\u00a0"            // what words stand between
	loose   = between + ".,;:—–-«(“" // what does not stand before the mark
)

// Letters returns a text of at most most letters (code points): itself, or its beginning
// with «…».
func Letters(s string, most int) string {
	if end := fits(s, most, letter); end < len(s) {
		return s[:end] + mark
	}
	return s
}

// Words returns what Letters does, but ends a beginning behind a word where that keeps at
// least half of it, and without what stood before the next one.
func Words(s string, most int) string { return words(s, fits(s, most, letter)) }

// Units returns a text of at most most UTF-16 units, as spreadsheets count: itself, or
// its beginning with «…».
func Units(s string, most int) string {
	if end := fits(s, most, unit); end < len(s) {
		return s[:end] + mark
	}
	return s
}

// UnitWords returns what Words does of UTF-16 units.
func UnitWords(s string, most int) string { return words(s, fits(s, most, unit)) }

func letter(rune) int { return 1 }

func unit(r rune) int { return max(1, utf16.RuneLen(r)) }

// fits returns where a text has to end to leave room for the mark; its length where it
// is no longer than most.
func fits(s string, most int, size func(rune) int) int {
	if len(s) <= most { // no text has more letters or units than bytes
		return len(s)
	}
	n, end := 0, 0
	for i, r := range s {
		if n < most {
			end = i
		}
		if n += size(r); n > most {
			return end
		}
	}
	return len(s)
}

// words ends a text behind a word.
func words(s string, end int) string {
	if end == len(s) {
		return s
	}
	kept := s[:end]
	if next := s[end:]; strings.IndexAny(next, between) != 0 {
		if i := strings.LastIndexAny(kept, between); i >= len(kept)/2 && i > 0 {
			kept = kept[:i]
		}
	}
	return strings.TrimRight(kept, loose) + mark
}
