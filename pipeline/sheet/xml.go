package sheet

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A token is one piece of an XML part: a start tag, an end tag or text.
type token struct {
	kind  byte   // 's' start, 'e' end, 't' text, 0 the end of the part
	name  string // local name, the prefix cut off
	attrs []byte // as written, of a start tag
	text  []byte // of a text, entities resolved
	empty bool   // a start tag that closes itself; its end follows as a token
}

// A scanner reads well-formed XML without a DTD and refuses everything else. It
// allocates only where a text holds entities.
type scanner struct {
	b     []byte
	pos   int
	open  [][]byte // names of the elements that are open, with prefix
	close bool     // the last start tag closed itself
}

var errMalformed = errors.New("malformed XML")

// next gives the next token; an error means that nothing after it can be read.
func (s *scanner) next() (token, error) {
	if s.close {
		s.close = false
		name := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		return token{kind: 'e', name: local(name)}, nil
	}
	for s.pos < len(s.b) {
		if s.b[s.pos] != '<' {
			return s.plain()
		}
		rest := s.b[s.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if err := s.skip("-->"); err != nil {
				return token{}, err
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			if err := s.skip("?>"); err != nil {
				return token{}, err
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 || len(s.open) == 0 {
				return token{}, errMalformed
			}
			s.pos += end + 3
			return token{kind: 't', text: rest[9:end]}, valid(rest[9:end])
		case bytes.HasPrefix(rest, []byte("<!")):
			return token{}, errMalformed // a DTD has no place in a workbook
		case bytes.HasPrefix(rest, []byte("</")):
			return s.end(rest)
		default:
			return s.start(rest)
		}
	}
	if len(s.open) > 0 {
		return token{}, errMalformed
	}
	return token{}, nil
}

func (s *scanner) skip(until string) error {
	i := bytes.Index(s.b[s.pos:], []byte(until))
	if i < 0 {
		return errMalformed
	}
	s.pos += i + len(until)
	return nil
}

func (s *scanner) plain() (token, error) {
	i := bytes.IndexByte(s.b[s.pos:], '<')
	if i < 0 {
		i = len(s.b) - s.pos
	}
	raw := s.b[s.pos : s.pos+i]
	s.pos += i
	if len(s.open) == 0 {
		if len(bytes.TrimSpace(raw)) > 0 {
			return token{}, errMalformed
		}
		return s.next()
	}
	text, err := unescape(raw)
	return token{kind: 't', text: text}, err
}

func (s *scanner) end(rest []byte) (token, error) {
	i := bytes.IndexByte(rest, '>')
	if i < 0 || len(s.open) == 0 {
		return token{}, errMalformed
	}
	name := bytes.TrimRight(rest[2:i], " \t\r\n")
	top := s.open[len(s.open)-1]
	if !bytes.Equal(name, top) {
		return token{}, errMalformed
	}
	s.open = s.open[:len(s.open)-1]
	s.pos += i + 1
	return token{kind: 'e', name: local(name)}, nil
}

func (s *scanner) start(rest []byte) (token, error) {
	end := tagEnd(rest)
	if end < 0 {
		return token{}, errMalformed
	}
	body := rest[1:end]
	empty := len(body) > 0 && body[len(body)-1] == '/'
	if empty {
		body = body[:len(body)-1]
	}
	n := bytes.IndexAny(body, " \t\r\n")
	if n < 0 {
		n = len(body)
	}
	name := body[:n]
	if len(name) == 0 || bytes.ContainsAny(name, "<>&\"'=") || len(s.open) > 200 {
		return token{}, errMalformed
	}
	s.open = append(s.open, name)
	s.close = empty
	s.pos += end + 1
	return token{kind: 's', name: local(name), attrs: body[n:], empty: empty}, nil
}

// tagEnd finds the '>' that ends a tag, not one inside a quoted value.
func tagEnd(b []byte) int {
	quote := byte(0)
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		case c == '<':
			return -1
		}
	}
	return -1
}

func local(name []byte) string {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch string(name) { // no allocation for the common ones
	case "c":
		return "c"
	case "v":
		return "v"
	case "row":
		return "row"
	case "t":
		return "t"
	case "si":
		return "si"
	case "r":
		return "r"
	case "is":
		return "is"
	case "f":
		return "f"
	}
	return string(name)
}

// attr finds an attribute by local name among attributes as written.
func attr(attrs []byte, name string) (value string, ok bool) {
	raw, ok := rawAttr(attrs, name)
	if !ok {
		return "", false
	}
	text, err := unescape(raw)
	return string(text), err == nil
}

func rawAttr(attrs []byte, name string) ([]byte, bool) {
	for {
		eq := bytes.IndexByte(attrs, '=')
		if eq < 0 {
			return nil, false
		}
		key := bytes.TrimSpace(attrs[:eq])
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		rest := bytes.TrimLeft(attrs[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil, false
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil, false
		}
		if string(key) == name {
			return rest[1 : 1+end], true
		}
		attrs = rest[end+2:]
	}
}

// valid refuses what cannot stand in an XML text.
func valid(b []byte) error {
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return errMalformed
		}
	}
	if !utf8.Valid(b) {
		return errMalformed
	}
	return nil
}

// unescape resolves the five entities and character references; it returns b
// itself when there are none.
func unescape(b []byte) ([]byte, error) {
	if err := valid(b); err != nil {
		return nil, err
	}
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b, nil
	}
	out := make([]byte, 0, len(b))
	for ; i >= 0; i = bytes.IndexByte(b, '&') {
		out = append(out, b[:i]...)
		b = b[i:]
		j := bytes.IndexByte(b, ';')
		if j < 2 || j > 12 {
			return nil, errMalformed
		}
		r, ok := entity(string(b[1:j]))
		if !ok {
			return nil, errMalformed
		}
		out = utf8.AppendRune(out, r)
		b = b[j+1:]
	}
	return append(out, b...), nil
}

func entity(name string) (rune, bool) {
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
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if digits[:1] == "x" {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || n > 0x10FFFF || n < 0x20 && n != 9 && n != 10 && n != 13 || n >= 0xD800 && n <= 0xDFFF {
		return 0, false
	}
	return rune(n), true
}
