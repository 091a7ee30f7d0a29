package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/reply"
)

// Typed returns what stands in a cell as people see it: «45%» where the number is
// shown as a percentage, of a date its day in ISO 8601, of a time or a duration its
// hours, minutes and seconds. Another number is the literal, whatever decimals its
// format hides.
func (c Cell) Typed(date1904 bool) reply.Typed {
	switch c.Type {
	case Text:
		return reply.Text(c.Text)
	case Bool:
		return reply.Typed{Text: c.Text, Kept: reply.AsBool}
	case Error:
		return reply.Typed{Text: c.Text, Kept: reply.AsError}
	}
	switch {
	case c.Format == "" || c.Format == "General":
	case elapsed.MatchString(unquoted(c.Format)):
		return reply.Typed{Text: hours(c.Text), Kept: reply.AsDate}
	case isDateFormat(c.Format):
		return reply.Typed{Text: c.moment(date1904), Kept: reply.AsDate}
	case strings.Contains(unquoted(c.Format), "%"):
		return reply.Typed{Text: inPercent(c.Text), Kept: reply.AsNumber}
	}
	return reply.Typed{Text: c.Text, Kept: reply.AsNumber}
}

// moment prints a date, or a time of the day where the format shows no date.
func (c Cell) moment(date1904 bool) string {
	t, ok := c.Time(date1904)
	switch {
	case !ok: // no day has this number
		return c.Text
	case !strings.ContainsAny(strings.ToLower(unquoted(c.Format)), "dy") && strings.ContainsAny(strings.ToLower(unquoted(c.Format)), "hs"):
		return t.Format("15:04:05")
	}
	return t.Format(time.DateOnly)
}

var (
	elapsed = regexp.MustCompile(`(?i)\[(?:h+|m+|s+)\]`)
	quotes  = regexp.MustCompile(`"[^"]*"|\\.|[_*].`)
)

// unquoted is a format code without the text that it prints as it stands.
func unquoted(code string) string {
	if !strings.ContainsAny(code, `"\_*`) {
		return code
	}
	return quotes.ReplaceAllString(code, "")
}

// hours prints a number of days as a duration: 1.5 is 36:00:00.
func hours(literal string) string {
	days, err := strconv.ParseFloat(literal, 64)
	if err != nil || days < 0 || days > 1e6 {
		return literal
	}
	seconds := int64(days*86400 + 0.5)
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// inPercent prints a number as the percentage that its cell shows: 0.07 is 7%. The
// literal is shifted, so that it stays exact.
func inPercent(literal string) string {
	x, err := strconv.ParseFloat(literal+"e2", 64)
	if err != nil { // the literal has an exponent of its own
		x, _ = strconv.ParseFloat(literal, 64)
		x *= 100
	}
	return strconv.FormatFloat(x, 'f', -1, 64) + "%"
}
