package site

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What there is most of is written as JSON by hand, as encoding/json writes it with
// mark-up as it is: of thousands of pages its looking at types takes longest.

// appendText appends a text as a string of JSON.
func appendText(out []byte, text string) []byte {
	if !utf8.ValidString(text) || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029") {
		data, _ := json.Marshal(text) // texts are always JSON
		return append(out, data...)
	}
	out = append(out, '"')
	from := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[from:i]...)
		out = appendEscaped(out, c)
		from = i + 1
	}
	return append(append(out, text[from:]...), '"')
}

// appendEscaped appends a character that has to be escaped.
func appendEscaped(out []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\n':
		return append(out, '\\', 'n')
	case '\t':
		return append(out, '\\', 't')
	case '\r':
		return append(out, '\\', 'r')
	case '\b':
		return append(out, '\\', 'b')
	case '\f':
		return append(out, '\\', 'f')
	}
	return append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
}

// appendNumber appends a number; null where it is none.
func appendNumber(out []byte, x float64) []byte {
	if math.IsNaN(x) {
		return append(out, "null"...)
	}
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		data, _ := json.Marshal(x) // infinite ones there are not
		return append(out, data...)
	}
	return strconv.AppendFloat(out, x, 'f', -1, 64)
}

// appendList appends a list, item by item.
func appendList[T any](out []byte, list []T, item func(out []byte, x T) []byte) []byte {
	out = append(out, '[')
	for i, x := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = item(out, x)
	}
	return append(out, ']')
}

func appendInt(out []byte, n int) []byte { return strconv.AppendInt(out, int64(n), 10) }
