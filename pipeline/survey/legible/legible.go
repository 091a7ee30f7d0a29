// Package legible makes a text fit to be published. It believes that a text is
// what a person can see of it: letters composed (NFC), no control characters or
// sequences for terminals, no characters that Unicode says are none, nothing that
// turns the direction of what stands around it, and no text that a program for
// tables would take for a formula.
package legible

import (
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text returns what can be seen of a text; lines end with "\n" and tabs stay.
// What is no UTF-8 becomes U+FFFD.
func Text(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := sequence(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
		case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case !Unseen(r):
			b.WriteRune(r) // U+FFFD where it is no UTF-8
		}
		i += size
	}
	return norm.NFC.String(b.String())
}

// plain reports whether a text needs no work.
func plain(s string) bool {
	if everyday(s) {
		return true
	}
	ascii := true
	for i, r := range s {
		if r >= utf8.RuneSelf {
			ascii = false
		}
		broken := r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD")
		if broken || r == '\r' || r == '\u2028' || r == '\u2029' || Unseen(r) {
			return false
		}
	}
	return ascii || norm.NFC.IsNormalString(s)
}

// everyday reports whether a text has no other characters than those of nearly all
// texts, which are composed and can be seen: it costs least to tell.
func everyday(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; ' ' <= c && c < 0x7F {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case 0x400 <= r && r < 0x483, 0x490 <= r && r < 0x530: // Cyrillic, no marks
		case r == '«' || r == '»' || r == '’' || r == '–' || r == '—' || r == '№' || r == '\n':
		default:
			return false
		}
	}
	return true
}

// Line returns Text on one line: what ends a line and tabs become spaces.
func Line(s string) string {
	s = Text(s)
	if !strings.ContainsAny(s, "\n\t") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// Unseen reports whether a character is a control (but for the line end and the
// tab), one that turns directions (UAX #9), a tag, a byte order mark, or none.
func Unseen(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7F
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return true
	}
	return r == '\uFEFF' || r >= 0xFFF9 && r <= 0xFFFB || r >= 0xE0000 && r <= 0xE007F
}

// sequence returns the length of a sequence for terminals (ECMA-48) that a text
// begins with, 0 none: ESC [ … letter, ESC ] … BEL, ESC and one character, and
// the same with the controls of one character.
func sequence(s string) int {
	n, kind := 0, byte(0)
	switch {
	case len(s) >= 2 && s[0] == 0x1B:
		n, kind = 2, s[1]
	case strings.HasPrefix(s, "\u009b"):
		n, kind = 2, '['
	case strings.HasPrefix(s, "\u009d"), strings.HasPrefix(s, "\u0090"):
		n, kind = 2, ']'
	default:
		return 0
	}
	switch kind {
	case '[':
		for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3F {
			n++
		}
		if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7E {
			return n + 1
		}
		return n
	case ']', 'P', 'X', '^', '_':
		return n + stringEnd(s[n:])
	case '(', ')', '#', '%':
		return min(n+1, len(s))
	}
	if kind >= 0x40 && kind <= 0x7E {
		return n
	}
	return 1
}

// stringEnd returns the length of the string of a sequence with its end; a string
// without end is not one, and 0.
func stringEnd(s string) int {
	const most = 512 // bytes; a title of a window is shorter
	for i := 0; i < len(s) && i < most; i++ {
		switch {
		case s[i] == 0x07:
			return i + 1
		case strings.HasPrefix(s[i:], "\x1b\\"):
			return i + 2
		case s[i] == '\n':
			return 0
		}
	}
	return 0
}

// Cell returns a text as it stands in a table of texts (CSV): with an apostrophe
// before what a program for tables would take for a formula. Uncell takes it away
// again. A number is no formula.
func Cell(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Uncell returns the text that Cell was given.
func Uncell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// letters are the bytes that letters and digits of nearly all texts begin with.
var letters = func() (out [256]bool) {
	for c := range out {
		out[c] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || 0xD0 <= c && c <= 0xD3 // Cyrillic
	}
	return out
}()

// formula reports whether a program for tables would compute a text (OWASP, CSV
// Injection): it begins with =, +, -, @, a tab or the end of a line, in their wide
// forms too, and is no number and no dash alone.
func formula(s string) bool {
	if s == "" || letters[s[0]] {
		return false
	}
	first, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) || size == len(s) && (first == '-' || first == '+') {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err != nil
}

// A Writer passes on what can be seen of texts: a terminal obeys no workbook.
type Writer struct {
	w    io.Writer
	rest []byte // the begin of a character, or a line end that may have two
}

// NewWriter returns a Writer to w. What was written last may wait for its rest
// until Flush.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Unwrap returns the writer that texts are passed on to, for who draws on it.
func (w *Writer) Unwrap() io.Writer { return w.w }

// Write passes on what of b is made up of whole characters, without what cannot be
// seen; the rest waits for the next call.
func (w *Writer) Write(b []byte) (int, error) {
	all := append(w.rest, b...)
	n := whole(all)
	w.rest = append([]byte(nil), all[n:]...)
	if _, err := io.WriteString(w.w, Text(string(all[:n]))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Flush passes on what has waited.
func (w *Writer) Flush() error {
	_, err := io.WriteString(w.w, Text(string(w.rest)))
	w.rest = nil
	return err
}

// whole returns how much of b does not depend on what follows.
func whole(b []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(b); back++ {
		if c := b[len(b)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-back:]) || c == '\r' && back == 1 {
				return len(b) - back
			}
			break
		}
	}
	return len(b)
}
