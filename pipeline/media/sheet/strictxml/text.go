package strictxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// IsSpace tells the four characters that XML takes for space.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// TrimLeft cuts space off the beginning.
func TrimLeft(b []byte) []byte {
	for len(b) > 0 && IsSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func trimRight(b []byte) []byte {
	for len(b) > 0 && IsSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// TrimSpace cuts space off both ends.
func TrimSpace(b []byte) []byte { return trimRight(TrimLeft(b)) }

// special are the bytes that need a closer look in a text or a value.
var special = func() (t [256]bool) {
	for c := range t {
		t[c] = c < 0x20 || c >= 0x80 || strings.IndexByte("&<]", byte(c)) >= 0
	}
	return t
}()

// Legal reports whether b is UTF-8 and has only characters that XML allows.
func Legal(b []byte) bool {
	high := false
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
		high = high || c >= 0x80
	}
	return !high || utf8.Valid(b) && (bytes.IndexByte(b, "\uFFFE"[0]) < 0 || !bytes.Contains(b, []byte("\uFFFE")) && !bytes.Contains(b, []byte("\uFFFF")))
}

// wholeText returns how much of a text that goes on can be taken: nothing that may
// be the beginning of a reference, a character, a line end or "]]>".
func wholeText(b []byte) int {
	n := len(b)
	if i := bytes.LastIndexByte(b, '&'); i >= 0 && n-i < maxReference && bytes.IndexByte(b[i:], ';') < 0 {
		n = i
	}
	for n > 0 && len(b)-n < maxReference && (b[n-1] == '\r' || b[n-1] == ']') {
		n--
	}
	for i := 1; i <= utf8.UTFMax && i <= n; i++ {
		if utf8.RuneStart(b[n-i]) {
			if !utf8.FullRune(b[n-i : n]) {
				n -= i
			}
			break
		}
	}
	return n
}

// maxReference bounds the bytes of a reference: &#x0010FFFF;
const maxReference = 16

// Resolve returns a text or a value with its references resolved and its line ends
// made one; without any it is b itself, else it stands in s.scratch.
func (s *Scanner) Resolve(b []byte) ([]byte, error) {
	i := 0
	for i < len(b) && !special[b[i]] {
		i++
	}
	if i == len(b) {
		return b, nil
	}
	if !Legal(b) {
		return nil, ErrMalformed
	}
	if bytes.IndexByte(b[i:], '&') < 0 {
		return s.lineEnds(b), nil
	}
	out := s.scratch[:0]
	for b := b; ; {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			s.scratch = appendLines(out, b)
			return s.scratch, nil
		}
		out = appendLines(out, b[:i])
		b = b[i:]
		j := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
		if j < 2 {
			return nil, ErrMalformed
		}
		r, ok := reference(string(b[1:j]))
		if !ok {
			return nil, ErrMalformed
		}
		out = utf8.AppendRune(out, r)
		b = b[j+1:]
	}
}

// Sound reports whether b can be a text: whether Resolve takes it, and "]]>" is not in it.
// Nothing is resolved.
func Sound(b []byte) bool {
	for i := 0; i < len(b); {
		for !special[b[i]] {
			if i++; i == len(b) {
				return true
			}
		}
		n := 1
		switch c := b[i]; {
		case 0xC2 <= c && c < 0xE0: // two bytes, as Cyrillic has
			if n = 2; i+1 == len(b) || b[i+1]&0xC0 != 0x80 {
				return false
			}
		case c == '<' || IsSpace(c):
		case c == '&':
			n = bytes.IndexByte(b[i:min(len(b), i+maxReference)], ';') + 1
			if n < 3 || !refers(b[i+1:i+n-1]) {
				return false
			}
		case c == ']':
			if bytes.HasPrefix(b[i:], []byte("]]>")) {
				return false
			}
		case c < 0x20:
			return false
		default:
			var r rune
			r, n = utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
				return false
			}
		}
		i += n
	}
	return true
}

// refers reports whether a reference with this name resolves.
func refers(name []byte) bool {
	switch string(name) { // what programs write
	case "amp", "lt", "gt", "quot", "apos", "#34", "#39", "#10", "#xA":
		return true
	}
	_, ok := reference(string(name))
	return ok
}

// lineEnds makes CR LF and CR to LF, as XML has it.
func (s *Scanner) lineEnds(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	s.scratch = appendLines(s.scratch[:0], b)
	return s.scratch
}

func appendLines(out, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			return append(out, b...)
		}
		out = append(append(out, b[:i]...), '\n')
		b = bytes.TrimPrefix(b[i+1:], []byte("\n"))
	}
}

// reference resolves one of the five entities or a character reference.
func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := name[1:], 10
	if name[0] != '#' || digits == "" {
		return 0, false
	}
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if digits == "" || digits[0] == '+' || digits[0] == '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(r) || r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return 0, false
	}
	return r, true
}
