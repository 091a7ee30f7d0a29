package workbook

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// A Kind says how a spreadsheet keeps a value.
type Kind uint8

// The kinds of values.
const (
	TextValue    Kind = iota
	NumberValue       // Text is the literal, with a full stop
	PercentValue      // Text is the literal of the share, shown in per cent: 0.45 as 45%
	DateValue         // Text is ISO 8601, as 2026-06-30
	BoolValue         // Text is TRUE or FALSE
)

// A Value is what somebody has typed into a cell. An empty Text is an empty cell.
type Value struct {
	Text string
	Kind Kind
}

// NumberOf returns a number as it is typed.
func NumberOf(x float64) Value {
	return Value{Text: strconv.FormatFloat(x, 'f', -1, 64), Kind: NumberValue}
}

// DateOf returns a date where a text is one in ISO 8601, otherwise the text.
func DateOf(text string) Value {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return Value{Text: text}
	}
	return Value{Text: text, Kind: DateValue}
}

// Number returns the number that a spreadsheet computes with; ok is false where the
// value is none.
func (v Value) Number() (x float64, ok bool) {
	switch v.Kind {
	case NumberValue, PercentValue:
		x, err := strconv.ParseFloat(v.Text, 64)
		return x, err == nil
	case DateValue:
		day, err := time.Parse(time.DateOnly, v.Text)
		return day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24, err == nil
	}
	return 0, false
}

// shownAs returns a format in which a value looks as it was typed: dates and per
// cents, where the format does not show them by itself.
func (v Value) shownAs(f Format) Format {
	if number := map[Kind]int{PercentValue: 10, DateValue: 14}[v.Kind]; number != 0 && f.Custom == "" {
		f.Number = number
	}
	return f
}

// typed writes what somebody has typed.
func (s *Sheet) typed(cell string, v Value) {
	x, isNumber := v.Number()
	file := s.book.file
	switch {
	case v.Text == "":
	case v.Kind == DateValue && isNumber:
		s.try(file.SetCellDefault(s.name, cell, strconv.FormatFloat(x, 'f', -1, 64)))
	case isNumber: // the library's call for numbers keeps 15 digits
		s.try(file.SetCellDefault(s.name, cell, v.Text))
	case v.Kind == BoolValue:
		s.try(file.SetCellBool(s.name, cell, v.Text == "TRUE"))
	default:
		s.try(file.SetCellStr(s.name, cell, verbatim(v.Text)))
	}
}

// escapes are what the files take for a character by its number, and characters
// that they cannot hold otherwise.
var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f]`)

// numbered is what the files take for a character by its number.
var numbered = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// verbatim writes a text so that it is read back as it is: _x000D_ stays seven
// letters.
func verbatim(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(found string) string {
		if len(found) == 1 {
			return fmt.Sprintf("_x%04X_", found[0])
		}
		return "_x005F" + found
	})
}
