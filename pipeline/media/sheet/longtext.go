package sheet

import (
	"math"
	"strconv"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/brief"
)

// A LongText puts together a text that may be longer than its limit, of which it
// keeps no more than it needs.
type LongText struct {
	Text   []byte
	Limit  int // characters
	Beyond int // characters that came when there was more than enough
}

// Begin begins a text anew.
func (t *LongText) Begin() { t.Text, t.Beyond = t.Text[:0], 0 }

// Take keeps as much as a text of the limit can have: an escape of one character
// is seven bytes long.
func (t *LongText) Take(text []byte) {
	if len(t.Text) > 7*t.Limit {
		t.Beyond += utf8.RuneCount(text)
		return
	}
	t.Text = append(t.Text, text...)
}

// Measured returns the length of a text in characters where that may exceed the
// limit, else 0.
func (t *LongText) Measured(text []byte) int {
	if len(text) > t.Limit {
		return utf8.RuneCount(text) + t.Beyond
	}
	return 0
}

// IsNumber reports whether b is a decimal number as XML writes it, and finite.
func IsNumber(b []byte) bool {
	i, seen, exponent := 0, 0, false
	if b[0] == '-' || b[0] == '+' {
		i++
	}
	for point := false; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			seen++
			continue
		case c == '.' && !point:
			point = true
			continue
		case (c == 'e' || c == 'E') && seen > 0:
			exponent = true
		default:
			return false
		}
		break
	}
	if seen == 0 || len(b) > MaxNumber {
		return false
	}
	if !exponent && seen < 300 {
		return true
	}
	x, err := strconv.ParseFloat(string(b), 64)
	return err == nil && !math.IsInf(x, 0)
}

// MaxNumber bounds the characters of a number.
const MaxNumber = 512

// Short returns the beginning of what was read, for a message.
func Short(s string) string {
	const most = 41
	return brief.Letters(s, most)
}
