package sheet

import (
	"bytes"
	"sync"
)

// child goes to the next child of that name; false at the end of the element.
// Extensions are passed by. Text, and elements
// that do not belong there, are errors: they may be what somebody has typed.
func (s *scanner) child(name string) (bool, error) {
	for {
		switch k, err := s.next(); {
		case err != nil:
			return false, err
		case k == atEnd:
			return false, errMalformed
		case k == atText:
			if len(trimSpace(s.text)) > 0 {
				return false, errMalformed
			}
		case k == atClose: // of the element: its children are read to their ends
			return false, nil
		case s.ours && string(s.name) == name:
			return true, nil
		case s.ours && string(s.name) != "extLst", string(s.name) == "AlternateContent":
			return false, errMalformed
		default:
			if err := s.pass(); err != nil {
				return false, err
			}
		}
	}
}

// pass goes behind the element at hand.
func (s *scanner) pass() error {
	depth := len(s.open)
	for {
		if k, err := s.next(); err != nil {
			return err
		} else if k == atEnd {
			return errMalformed
		} else if k == atClose && len(s.open) < depth {
			return nil
		}
	}
}

// is reports whether the tag at hand is the one of that name in a namespace.
func (s *scanner) is(uri, name string) bool { return string(s.name) == name && s.uri == uri }

// within goes to the next start tag inside of the element that is open at a depth;
// false at its end. Text is an error there: it may be what somebody has typed.
func (s *scanner) within(depth int) (bool, error) {
	for {
		switch k, err := s.next(); {
		case err != nil:
			return false, err
		case k == atEnd:
			return false, errMalformed
		case k == atText:
			if len(trimSpace(s.text)) > 0 {
				return false, errMalformed
			}
		case k == atStart:
			return true, nil
		case len(s.open) < depth:
			return false, nil
		}
	}
}

// ahead returns what stands in the window behind the tag at hand, for a reader that
// knows what to expect there; false where names without a prefix are not of the
// namespace of the root, or the tag closes itself.
func (s *scanner) ahead() (window []byte, ok bool) {
	if s.plain != s.root || s.closes {
		return nil, false
	}
	return s.buf[s.pos:s.end], true
}

// took goes over so many bytes of the window.
func (s *scanner) took(n int) { s.pos += n }

// depth is how many elements are open.
func (s *scanner) depth() int { return len(s.open) }

// sound reports whether b can be a text.
func (s *scanner) sound(b []byte) bool {
	_, err := s.resolve(b)
	return err == nil && !bytes.Contains(b, []byte("]]>"))
}

// plainByte are the bytes that stand for themselves in a value.
var plainByte = func() (t [256]bool) {
	for c := 0x20; c < 0x80; c++ {
		t[c] = !special[c]
	}
	return t
}()

// plain reports whether every byte stands for itself.
func plain(b []byte) bool {
	for _, c := range b {
		if !plainByte[c] {
			return false
		}
	}
	return true
}

var scanners = sync.Pool{New: func() any { return &scanner{buf: make([]byte, windowBytes)} }}

// newScanner returns a scanner with a window of so many bytes, 0 the usual; release
// gives its memory to the next one.
func newScanner(window int) *scanner {
	if window > 0 {
		return &scanner{buf: make([]byte, window)}
	}
	return scanners.Get().(*scanner)
}

func (s *scanner) release() {
	if s.reset(nil); len(s.buf) == windowBytes {
		scanners.Put(s)
	}
}
