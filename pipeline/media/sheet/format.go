package sheet

import (
	"strings"
	"time"
)

// Time returns the date of a Number cell whose format is one of a date. The day
// 60 of the 1900 system, which never was, is refused.
func (c Cell) Time(date1904 bool) (time.Time, bool) {
	x, ok := c.Number()
	if !ok || !isDateFormat(c.Format) || x < 0 || x >= 2958466 || !date1904 && x >= 60 && x < 61 {
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case x < 60:
		epoch = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	days := int(x)
	seconds := int((x-float64(days))*86400 + 0.5)
	return epoch.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second), true
}

// isDateFormat reports whether a format code shows a date: d, m, y outside of
// quotes, brackets and escapes, or h and s alone for a time.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("dDmMyYhHsS", c) >= 0:
			return true
		case c == 'G' || c == 'E':
			return false
		}
	}
	return false
}
