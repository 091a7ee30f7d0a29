package strictxml

import "sync"

// Child goes to the next child of that name; false at the end of the element.
// Extensions are passed by. Text, and elements
// that do not belong there, are errors: they may be what somebody has typed.
func (s *Scanner) Child(name string) (bool, error) {
	for {
		switch k, err := s.Next(); {
		case err != nil:
			return false, err
		case k == AtEnd:
			return false, ErrMalformed
		case k == AtText:
			if len(TrimSpace(s.Text)) > 0 {
				return false, ErrMalformed
			}
		case k == AtClose: // of the element: its children are read to their ends
			return false, nil
		case s.Ours && string(s.Name) == name:
			return true, nil
		case s.Ours && string(s.Name) != "extLst", string(s.Name) == "AlternateContent":
			return false, ErrMalformed
		default:
			if err := s.Pass(); err != nil {
				return false, err
			}
		}
	}
}

// Skim says that from here on nobody asks what the texts of the part say: they are judged
// as before, and returned empty.
func (s *Scanner) Skim() { s.skims = true }

// Pass goes behind the element at hand.
func (s *Scanner) Pass() error {
	depth := len(s.open)
	for {
		if k, err := s.Next(); err != nil {
			return err
		} else if k == AtEnd {
			return ErrMalformed
		} else if k == AtClose && len(s.open) < depth {
			return nil
		}
	}
}

// Is reports whether the tag at hand is the one of that name in a namespace.
func (s *Scanner) Is(uri, name string) bool { return string(s.Name) == name && s.URI == uri }

// Within goes to the next start tag inside of the element that is open at a depth;
// false at its end. Text is an error there: it may be what somebody has typed.
func (s *Scanner) Within(depth int) (bool, error) {
	for {
		switch k, err := s.Next(); {
		case err != nil:
			return false, err
		case k == AtEnd:
			return false, ErrMalformed
		case k == AtText:
			if len(TrimSpace(s.Text)) > 0 {
				return false, ErrMalformed
			}
		case k == AtStart:
			return true, nil
		case len(s.open) < depth:
			return false, nil
		}
	}
}

// Ahead returns what stands in the window behind the tag at hand, for a reader that
// knows what to expect there; false where names without a prefix are not of the
// namespace of the root, or the tag closes itself.
func (s *Scanner) Ahead() (window []byte, ok bool) {
	if s.spaces.plain != s.root || s.closes {
		return nil, false
	}
	return s.buf[s.pos:s.end], true
}

// Took goes over so many bytes of the window.
func (s *Scanner) Took(n int) { s.pos += n }

// Depth is how many elements are open.
func (s *Scanner) Depth() int { return len(s.open) }

// PlainByte are the bytes that stand for themselves in a value.
var PlainByte = func() (t [256]bool) {
	for c := 0x20; c < 0x80; c++ {
		t[c] = !special[c]
	}
	return t
}()

// Plain reports whether every byte stands for itself.
func Plain(b []byte) bool {
	for _, c := range b {
		if !PlainByte[c] {
			return false
		}
	}
	return true
}

var scanners = sync.Pool{New: func() any { return &Scanner{buf: make([]byte, WindowBytes)} }}

// NewScanner returns a scanner with a window of so many bytes, 0 the usual; release
// gives its memory to the next one.
func NewScanner(window int) *Scanner {
	if window > 0 {
		return &Scanner{buf: make([]byte, window)}
	}
	return scanners.Get().(*Scanner)
}

// Release leaves the memory of the scanner to the next one.
func (s *Scanner) Release() {
	if s.Reset(nil); len(s.buf) == WindowBytes {
		scanners.Put(s)
	}
}
