package reply

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// EarliestYear is the first year that anything here can have happened in: before
// 1990 there was no e-governance, and a date is a slip of the keyboard.
const EarliestYear = 1990

// months are the names and short names of months, in the cases that dates use.
var months = func() map[string]time.Month {
	out := map[string]time.Month{}
	for i, list := range []string{
		"січня|січень|січ|january|jan", "лютого|лютий|лют|february|feb", "березня|березень|бер|march|mar", "квітня|квітень|квіт|april|apr",
		"травня|травень|трав|may", "червня|червень|черв|june|jun", "липня|липень|лип|july|jul", "серпня|серпень|серп|august|aug",
		"вересня|вересень|вер|september|sept|sep", "жовтня|жовтень|жовт|october|oct", "листопада|листопад|лист|november|nov", "грудня|грудень|груд|december|dec",
	} {
		for w := range strings.SplitSeq(list, "|") {
			out[w] = time.Month(i + 1)
		}
	}
	return out
}()

// The ways to write a day, within a text. Two digits of a year are of this
// century: «12.03.24» is 2024, whatever the field.
const (
	dayFirst  = `(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})|(\d{1,2})(?:-|\. )(\d{1,2})(?:-|\. )(\d{4})`
	yearFirst = `(\d{4})[-./](\d{1,2})[-./](\d{1,2})`
	dayWord   = `[«"“]?(\d{1,2})(?:st|nd|rd|th)?[»"”]?[ \x{a0}]+(\p{L}{3,9})\.?,?[ \x{a0}]+(\d{4}|\d{2})`
	wordDay   = `(\p{L}{3,9})\.?[ \x{a0}]+(\d{1,2})(?:st|nd|rd|th)?,?[ \x{a0}]+(\d{4})`
)

var (
	days = regexp.MustCompile(`(?i)` + yearFirst + `|` + dayFirst + `|` + dayWord + `|` + wordDay)
	// yearMark may stand behind a date, and a time of the day that a program added.
	yearMark = regexp.MustCompile(`(?i)^(?:[ \x{a0}]*(?:року|рік|р|г)\.?|[ t]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?|\.)?$`)
)

// Day reads a text that is a date, as people write it: 12.05.2025, 12/05/2025,
// 2025-05-12, 12.05.25, «12 травня 2025 р.», March 5, 2024. The day is in UTC; ok
// is false for a day that never was.
func Day(text string) (day time.Time, ok bool) {
	text = strings.Trim(strings.TrimFunc(text, unseen), `"“”`)
	if len(text) > 60 {
		return time.Time{}, false
	}
	m := days.FindStringSubmatchIndex(text)
	if m == nil || m[0] != 0 || !yearMark.MatchString(text[m[1]:]) {
		return time.Time{}, false
	}
	return dayOf(text, m)
}

// daysIn returns the dates that stand in a text, in order.
func daysIn(text string) (out []time.Time) {
	text = text[:min(len(text), evidenceBytes)]
	for from := 0; from < len(text); {
		m := days.FindStringSubmatchIndex(text[from:])
		if m == nil {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+m[0]])
		after, _ := utf8.DecodeRuneInString(text[from+m[1]:])
		day, ok := dayOf(text[from:], m)
		if !ok || unicode.IsDigit(before) || unicode.IsDigit(after) {
			_, n := utf8.DecodeRuneInString(text[from+m[0]:])
			from += m[0] + n
			continue
		}
		out = append(out, day)
		from += m[1]
	}
	return out
}

// dayOf makes a date of a match of days.
func dayOf(text string, m []int) (time.Time, bool) {
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	for _, at := range [][3]int{{1, 2, 3}, {6, 5, 4}, {9, 8, 7}, {12, 11, 10}, {15, 13, 14}} { // year, month, day
		if part(at[0]) != "" {
			return dayFrom(part(at[0]), part(at[1]), part(at[2]))
		}
	}
	return time.Time{}, false
}

func dayFrom(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	if len(year) == 2 {
		y += 2000
	}
	d, _ := strconv.Atoi(day)
	m, named := months[strings.ToLower(month)]
	if !named {
		n, err := strconv.Atoi(month)
		if err != nil {
			return time.Time{}, false
		}
		m = time.Month(n)
	}
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d && t.Month() == m && y > 0
}

// A Span is when something has run, as far as a text tells.
type Span struct {
	From, To int       // years; 0: not told. To is told of «2021–2024» alone
	Day      time.Time // the first day, where the text is a date
}

var (
	fourDigits = regexp.MustCompile(`(?:^|[^\d])([12]\d\d\d)(?:$|[^\d])`)
	twoYears   = regexp.MustCompile(`^\D*([12]\d\d\d)\D{1,12}([12]\d\d\d)\D*$`)
)

// When reads a year, a date, or two years with something between.
func When(text string) Span {
	text = text[:min(len(text), MaxBytes)]
	if day, ok := Day(text); ok {
		return Span{From: day.Year(), Day: day}
	}
	if m := twoYears.FindStringSubmatch(text); m != nil {
		return Span{From: yearOf(m[1]), To: yearOf(m[2])}
	}
	if all := daysIn(text); len(all) > 0 {
		return Span{From: all[0].Year()}
	}
	if m := fourDigits.FindStringSubmatch(text); m != nil {
		return Span{From: yearOf(m[1])}
	}
	return Span{}
}

func yearOf(s string) int {
	n, _ := strconv.Atoi(s) // four digits
	return n
}
