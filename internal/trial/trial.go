// Package trial believes that a reader is tried with little and with much: fuzz
// targets start from small seeds, so that a mutation changes what is read and
// thousands are read in a second; and a text made to cost is tried at two lengths,
// with the work counted and not timed.
package trial

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/internal/need"
)

// SeedBytes is how large a seed of a fuzz target may be, all of its parts together.
// go test -fuzz makes every input that is new to it as short as it can, in a number
// of tries that grows with the square of the length: with seeds of some kilobytes it
// does nothing else in its first minutes.
const SeedBytes = 640

// Seed adds a seed to a fuzz target, as f.Add does; one that is too large fails it.
func Seed(f *testing.F, parts ...any) {
	f.Helper()
	if n := size(parts); n > SeedBytes {
		f.Fatalf("a seed of %d bytes, at most %d: %.60q", n, SeedBytes, parts)
	}
	f.Add(parts...)
}

func size(parts []any) (n int) {
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			n += len(p)
		case string:
			n += len(p)
		}
	}
	return n
}

// hostileChars is how long a hostile text is: what a cell can hold, almost.
const hostileChars = 32_000

// Pieces are what hostile texts repeat: digits and what parts them, marks that
// combine, cannot be seen or turn the direction, and signs that announce much and
// hold nothing.
var Pieces = []string{
	"1", "0", "12 ", "1-", "1.", "1,", "1'", "1/", "1(", "1:", "0671234567", "0671234567 ", "067 123 45 6 ", "38", "+", "+1", "00 ", "1e9 ", "1 000,", "99999999999999999999 ",
	"-", "–", "—", "−", "- ", ".", ". ", ",", ";", "/", "\\", "(", ")", "((1", "[", "{", "<", "«", "\"", "'", "’", "*", "~", "|", "_", "=", "&", "#", "№", "№ 1 ", "%", "%40", "&#64;",
	"@", "@a", "@a.", "a@", "a@a.", "a@a.ua", "a_at_", "a_at_b.", "a at ", " at ", "(at)", "(at) a", "(a)", "[dot]", " dot ", " крапка ", "собака ", "(собака", "a-a",
	"a", "я", "aя", "a ", "я ", "І. ", "Іван ", "Іван Іваненко ", "Іваненко-", "А-Б ", "так ", "ні, ", "не ", "тел. ", "тел. 1", "т. ", "Viber ", "код ",
	"01.02.2024", "01.02.2024 ", "2024-01-01", "1 травня ", "1 січня 2024 ", "2024–", "2024 ", "31.13.", "закон ", "рішення № ", "№ 5 від 12.05.2025 ", "http", "http://", "http://a@", "https://a.ua/?phone=", "www.", "www.a.", "a.ua/", "t.me/", "mailto:", "tel:", "phone=", "viber://",
	"\u0301", "а\u0301", "і\u0308", "\u0483", "\u20e3", "\u200b", "\u00ad", "\ufeff", "\u200f", "\u202e", "\u2066", "\u2069", "\u202e1\u202c", "\ufe0f", "\U000e0020",
	" ", "\u00a0", "\u2003", "\t", "\n", "\r\n", "\v", "\x01", "\x00", "\xff", "\xd0", "\xed\xa0\x80", "\ufffd", "\ufffe", "１", "＠", "．", "①", "½", "٣", "ﷺ", "ß", "İ", "ǆ", "각", "ᄀ", "👩\u200d👧", "📞", "Ⅲ",
}

// hostile returns a text that repeats a piece for so many characters, at most.
func hostile(piece string, chars int) string {
	return strings.Repeat(piece, chars/max(1, utf8.RuneCountInString(piece)))
}

// Counted is the work of one call, in a unit that does not depend on the clock:
// bytes that are taken, looks, calls.
type Counted func(text string) int

// Linear tries every piece at half of hostileChars and at all of them; at an eighth and a
// quarter where tests may not take long, which shows what grows with the square too. Work
// that is done once for each character doubles, or trebles where slices grow by steps;
// that which grows with the square is four times as much. What looks so, beyond the
// slack, is counted again, since other goroutines take memory too.
func Linear(t *testing.T, what string, slack int, work Counted) {
	t.Helper()
	most := hostileChars
	if !need.Longer() {
		most /= 4
	}
	for _, piece := range Pieces {
		half, whole := 0, 1<<62
		for try := 0; try < 3 && whole > 3*half+slack; try++ {
			half, whole = work(hostile(piece, most/2)), min(whole, work(hostile(piece, most)))
		}
		if whole > 3*half+slack {
			t.Errorf("%s: %q costs %d at %d characters and %d at %d", what, piece, half, most/2, whole, most)
		}
	}
}

// Allocated returns how many bytes of memory a call takes.
func Allocated(call func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}
