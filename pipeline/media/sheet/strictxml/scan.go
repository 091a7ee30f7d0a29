// Package strictxml reads XML through a window of fixed size, piece by piece. It
// believes that XML which is not well-formed was damaged on its way, and that
// nothing behind the damage can be trusted: what was read before it is there.
package strictxml

import (
	"bytes"
	"errors"
	"io"
)

// A Kind is what a scanner stands on.
type Kind uint8

const (
	AtEnd   Kind = iota // the part is over
	AtStart             // a start tag; an empty element has its end tag next
	AtText              // characters
	AtClose             // an end tag
)

// What the XML of a part may be.
const (
	WindowBytes   = 64 << 10
	maxTag        = 4 << 20 // bytes; a list of ranges may be long, and it is one attribute
	maxDepth      = 128
	maxAttributes = 128
	maxBindings   = 256
	leastRead     = 4096 // what one reading on brings at least
	maxName       = 256  // bytes of an element's or attribute's name
)

var (
	ErrMalformed = errors.New("malformed XML")                      // not well-formed, or more than anybody needs
	ErrEncoding  = errors.New("XML in another encoding than UTF-8") // it says so
	errShort     = errors.New("the window ends within a tag")
)

// An attribute is one of the tag at hand; its value is as written.
type attribute struct {
	prefix, name, value []byte
	escaped             bool // the value has references
}

// attributes are those of one tag.
type attributes []attribute

// An element is one that is open.
type element struct {
	name int    // length of all names up to this one
	uri  string // of its namespace
}

// A binding is a namespace prefix; "" the default one.
type binding struct {
	prefix, uri string
	depth       int // of the element that declares it
	outer       int // index of the binding that it hides; -1 none
}

// namespaces are those that the open elements declare.
type namespaces struct {
	bindings []binding
	bound    map[string]int // index of the binding of each prefix; -1 none any more
	plain    string         // namespace of names without a prefix
}

// A Scanner reads one XML part through a window of fixed size, which grows for a
// tag that is longer and is as before in the next part. It is strict: what
// is not well-formed, has a DTD, an undeclared prefix or another encoding than
// UTF-8 is an error, and nothing after it is read. What it returns is valid until
// the next call.
type Scanner struct {
	in    io.Reader
	buf   []byte // the window; buf[pos:end] is not yet read
	pos   int
	end   int
	fault error // of the reader; io.EOF after the last byte

	Name    []byte     // of the tag, without its prefix
	URI     string     // of the namespace of the tag
	Ours    bool       // that is the namespace of the root
	attrs   attributes // of a start tag
	Text    []byte     // of a text, references resolved
	begun   bool
	rooted  bool // the root has been closed or is open
	closes  bool // the start tag closed itself
	inCDATA bool // a CDATA section goes on
	skims   bool // what texts say is not asked for

	open    []element
	names   []byte // of the open elements, with prefix
	spaces  namespaces
	root    string // namespace of the root
	scratch []byte
}

// Reset begins a part; the window and the stacks are used again.
func (s *Scanner) Reset(in io.Reader) {
	clear(s.spaces.bound)
	if len(s.buf) > WindowBytes {
		s.buf = make([]byte, WindowBytes)
	}
	*s = Scanner{spaces: namespaces{bound: s.spaces.bound, bindings: s.spaces.bindings[:0]}, in: in, buf: s.buf, attrs: s.attrs[:0], open: s.open[:0], names: s.names[:0], scratch: s.scratch[:0]}
}

// more reads on; false when nothing came, because the part or the window is at
// its end.
func (s *Scanner) more() bool {
	if s.fault != nil {
		return false
	}
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	before := s.end
	for enough := min(before+leastRead, len(s.buf)); s.end < enough && s.fault == nil; {
		var n int
		n, s.fault = s.in.Read(s.buf[s.end:])
		s.end += n
	}
	return s.end > before
}

// grow doubles a window that is full and fills it; false when it is as long as a
// tag may be, or nothing came.
func (s *Scanner) grow() bool {
	if s.fault != nil || len(s.buf) >= maxTag {
		return false
	}
	s.buf = append(s.buf[:s.end], make([]byte, 2*len(s.buf)-s.end)...)
	came := false
	for s.end < len(s.buf) && s.more() {
		came = true
	}
	return came
}

// has makes sure that n bytes stand in the window.
func (s *Scanner) has(n int) bool {
	for s.end-s.pos < n {
		if !s.more() {
			return false
		}
	}
	return true
}

func (s *Scanner) starts(with string) bool {
	return s.has(len(with)) && string(s.buf[s.pos:s.pos+len(with)]) == with
}

// broken is why nothing more can be read.
func (s *Scanner) broken() error {
	if s.fault != nil && s.fault != io.EOF {
		return s.fault
	}
	return ErrMalformed
}

// Next goes to the next piece.
func (s *Scanner) Next() (Kind, error) {
	if !s.begun {
		s.begun = true
		if err := s.prolog(); err != nil {
			return AtEnd, err
		}
	}
	if s.inCDATA {
		return s.cdata()
	}
	if s.closes {
		s.closes = false
		s.attrs = s.attrs[:0]
		s.pop()
		return AtClose, nil
	}
	for s.has(1) {
		switch {
		case s.buf[s.pos] != '<':
			if k, err := s.characters(); k != AtEnd || err != nil {
				return k, err
			}
		case !s.has(2):
			return AtEnd, s.broken()
		case s.buf[s.pos+1] == '/':
			return s.endTag()
		case s.buf[s.pos+1] == '?':
			if err := s.instruction(); err != nil {
				return AtEnd, err
			}
		case s.buf[s.pos+1] == '!':
			if k, err := s.declaration(); k != AtEnd || err != nil {
				return k, err
			}
		default:
			return s.startTag()
		}
	}
	if s.fault != io.EOF || len(s.open) > 0 || !s.rooted {
		return AtEnd, s.broken()
	}
	return AtEnd, nil
}

// prolog reads byte order mark and XML declaration.
func (s *Scanner) prolog() error {
	if s.starts("\xef\xbb\xbf") {
		s.pos += 3
	}
	if s.has(2) {
		switch string(s.buf[s.pos : s.pos+2]) {
		case "\xff\xfe", "\xfe\xff", "\x00<", "<\x00":
			return ErrEncoding
		}
	}
	if !s.starts("<?xml") || s.has(6) && !IsSpace(s.buf[s.pos+5]) {
		return nil
	}
	for !bytes.Contains(s.buf[s.pos:s.end], []byte("?>")) {
		if !s.more() {
			return s.broken()
		}
	}
	text, _, _ := bytes.Cut(s.buf[s.pos+5:s.end], []byte("?>"))
	s.pos += 5 + len(text) + 2
	if err := s.attributes(text); err != nil {
		return ErrMalformed
	}
	if s.AttrText("version") != "1.0" {
		return ErrMalformed
	}
	for _, a := range s.attrs {
		if string(a.name) == "encoding" && !bytes.EqualFold(a.value, []byte("utf-8")) && !bytes.EqualFold(a.value, []byte("us-ascii")) {
			return ErrEncoding
		}
	}
	return nil
}

// instruction skips a processing instruction: a name, and what the program of
// that name may want. One named xml is a declaration, which stands first or
// nowhere.
func (s *Scanner) instruction() error {
	s.pos += 2
	s.has(maxName + 1) // or what is left
	n := nameLength(s.buf[s.pos:s.end])
	name := s.buf[s.pos : s.pos+n]
	if _, _, ok := splitName(name); !ok || bytes.EqualFold(name, []byte("xml")) {
		return s.broken()
	}
	if s.pos += n; !s.starts("?>") && (s.pos == s.end || !IsSpace(s.buf[s.pos])) {
		return s.broken()
	}
	return s.skip("?>")
}

// declaration reads a comment (atEnd, nil) or a CDATA section; a DTD has no
// place in a workbook.
func (s *Scanner) declaration() (Kind, error) {
	switch {
	case s.starts("<!--"):
		s.pos += 4
		if err := s.skip("--"); err != nil {
			return AtEnd, err
		}
		if !s.starts(">") {
			return AtEnd, s.broken()
		}
		s.pos++
		return AtEnd, nil
	case s.starts("<![CDATA[") && len(s.open) > 0:
		s.pos += len("<![CDATA[")
		return s.cdata()
	}
	return AtEnd, s.broken()
}

// skip goes behind a mark, however far it is.
func (s *Scanner) skip(mark string) error {
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], []byte(mark)); i >= 0 {
			s.pos += i + len(mark)
			return nil
		}
		s.pos = max(s.pos, s.end-len(mark)+1)
		if !s.more() {
			return s.broken()
		}
	}
}

// cdata returns a CDATA section as a text, or as much of it as the window holds.
func (s *Scanner) cdata() (Kind, error) {
	s.inCDATA = true
	i := bytes.Index(s.buf[s.pos:s.end], []byte("]]>"))
	for i < 0 && s.more() {
		i = bytes.Index(s.buf[s.pos:s.end], []byte("]]>"))
	}
	skip := 0
	switch {
	case i >= 0:
		s.inCDATA, skip = false, 3
	case s.fault != nil:
		return AtEnd, s.broken()
	default: // the window is full
		if i = wholeText(s.buf[s.pos:s.end]); i == 0 {
			return AtEnd, ErrMalformed
		}
	}
	raw := s.buf[s.pos : s.pos+i]
	s.pos += i + skip
	if !Legal(raw) {
		return AtEnd, ErrMalformed
	}
	s.Text = s.lineEnds(raw)
	return AtText, nil
}

// characters returns the text up to the next tag, or as much of it as the window holds.
// Outside of the root there may only be space, which returns (atEnd, nil).
func (s *Scanner) characters() (Kind, error) {
	i := bytes.IndexByte(s.buf[s.pos:s.end], '<')
	for i < 0 && s.more() {
		i = bytes.IndexByte(s.buf[s.pos:s.end], '<')
	}
	if i < 0 {
		if s.fault != nil && s.fault != io.EOF {
			return AtEnd, s.fault
		}
		i = s.end - s.pos
		if s.fault == nil { // the window is full of text
			i = wholeText(s.buf[s.pos:s.end])
		}
		if i == 0 {
			return AtEnd, ErrMalformed
		}
	}
	raw := s.buf[s.pos : s.pos+i]
	s.pos += i
	if len(s.open) == 0 {
		if len(TrimSpace(raw)) > 0 {
			return AtEnd, ErrMalformed
		}
		return AtEnd, nil
	}
	if s.skims {
		if s.Text = nil; !Sound(raw) {
			return AtEnd, ErrMalformed
		}
		return AtText, nil
	}
	var err error
	if s.Text, err = s.Resolve(raw); err == nil && bytes.IndexByte(raw, ']') >= 0 && bytes.Contains(raw, []byte("]]>")) {
		err = ErrMalformed
	}
	return AtText, err
}
