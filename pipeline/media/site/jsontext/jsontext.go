// Package jsontext writes JSON by hand, as encoding/json writes it with mark-up as it is:
// of thousands of pages its looking at types takes longest. It believes that what is
// quicker has to be the same.
package jsontext

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
)

// Text appends a text as a string of JSON.
func Text[T string | []byte](out []byte, text T) []byte {
	start := len(out)
	out = append(out, '"')
	from, latin := 0, true
	for i := range len(text) {
		switch turns[text[i]] {
		case plain:
			continue
		case wide:
			latin = false
			continue
		}
		out = append(out, text[from:i]...)
		out = appendEscaped(out, text[i])
		from = i + 1
	}
	if out = append(out, text[from:]...); !latin && improper(out[start:]) {
		data, _ := json.Marshal(string(text)) // texts are always JSON
		return append(out[:start], data...)
	}
	return append(out, '"')
}

// improper reports what is no text, or has ends of lines that scripts know besides.
func improper(text []byte) bool {
	return !utf8.Valid(text) || bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029"))
}

// A turn is what becomes of a byte of a text.
type turn uint8

const (
	plain turn = iota
	wide       // part of a letter that is not Latin
	escaped
)

// turns are those of all bytes.
var turns = func() (out [256]turn) {
	for c := range out {
		switch {
		case c >= utf8.RuneSelf:
			out[c] = wide
		case c < ' ' || c == '"' || c == '\\':
			out[c] = escaped
		}
	}
	return out
}()

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

// Number appends a number; null where it is none.
func Number(out []byte, x float64) []byte {
	if math.IsNaN(x) {
		return append(out, "null"...)
	}
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		data, _ := json.Marshal(x) // infinite ones there are not
		return append(out, data...)
	}
	return strconv.AppendFloat(out, x, 'f', -1, 64)
}

// List appends a list, item by item.
func List[T any](out []byte, list []T, item func(out []byte, x T) []byte) []byte {
	out = append(out, '[')
	for i, x := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = item(out, x)
	}
	return append(out, ']')
}

// Int appends a whole number.
func Int(out []byte, n int) []byte { return strconv.AppendInt(out, int64(n), 10) }
