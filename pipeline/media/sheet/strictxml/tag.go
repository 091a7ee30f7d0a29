package strictxml

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// startTag reads a start tag, and its end where it closes itself.
func (s *Scanner) startTag() (Kind, error) {
	if n := s.plainTag(s.buf[s.pos+1 : s.end]); n > 0 {
		s.pos += 1 + n
		return AtStart, nil
	}
	for {
		n, err := s.tag(s.buf[s.pos+1 : s.end])
		if err == nil {
			s.pos += 1 + n
			return AtStart, nil
		}
		if err != errShort {
			return AtEnd, err
		}
		if !s.more() && !s.grow() {
			return AtEnd, s.broken()
		}
	}
}

// plainTag reads in one go what tag would read, where a tag below the root is as programs
// write it: names in ASCII without a prefix, values in double quotes with nothing to
// resolve. It returns the length of the tag behind its "<"; 0: it is another, or the
// window ends within it, and nothing is taken.
func (s *Scanner) plainTag(b []byte) int {
	n := plainName(b)
	if n == 0 || len(s.open) == 0 || len(s.open) == maxDepth {
		return 0
	}
	i, ok := s.plainAttributes(b, n)
	if !ok {
		return 0
	}
	empty := i < len(b) && b[i] == '/'
	if empty {
		i++
	}
	if i >= len(b) || b[i] != '>' {
		return 0
	}
	s.names = append(s.names, b[:n]...)
	s.open = append(s.open, element{len(s.names), s.spaces.plain})
	s.Name, s.URI, s.Ours, s.closes = b[:n], s.spaces.plain, s.spaces.plain == s.root, empty
	return i + 1
}

// plainAttributes reads the attributes of a plain tag from i on, and returns where they
// end.
func (s *Scanner) plainAttributes(b []byte, i int) (end int, ok bool) {
	s.attrs = s.attrs[:0]
	for i < len(b) && b[i] == ' ' {
		name := b[i+1:]
		name = name[:plainName(name)]
		i += 1 + len(name)
		if len(name) == 0 || !bytes.HasPrefix(b[i:], []byte(`="`)) || len(s.attrs) == maxAttributes || string(name) == "xmlns" {
			return 0, false
		}
		value, kinds := b[i+2:], byte(0)
		to := 0
		for to < len(value) && valueByte[value[to]] < endsPlain {
			kinds |= valueByte[value[to]]
			to++
		}
		if to == len(value) || value[to] != '"' || kinds != 0 && !Legal(value[:to]) {
			return 0, false
		}
		a := attribute{name: name, value: value[:to]}
		if s.attrs.has(a) {
			return 0, false
		}
		s.attrs = append(s.attrs, a)
		i += 2 + to + 1
	}
	return i, true
}

// What a byte is in a value in double quotes: 0 it stands for itself, 1 it is a part of a
// character beyond ASCII.
const endsPlain = 2 // the value ends there, or is not plain

var valueByte = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= 0x80:
			t[c] = 1
		case c < 0x20 || strings.IndexByte(`&<"`, byte(c)) >= 0:
			t[c] = endsPlain
		}
	}
	return t
}()

// plainName returns the length of the name at the start of b where it is in ASCII and has
// no prefix; else 0.
func plainName(b []byte) int {
	n := 0
	for n < len(b) && nameByte[b[n]] {
		if b[n] == ':' || b[n] >= 0x80 {
			return 0
		}
		n++
	}
	if n > maxName || !beginsName(b[:n]) {
		return 0
	}
	return n
}

// tag reads a start tag from behind its "<" and tells how long it is.
func (s *Scanner) tag(b []byte) (int, error) {
	n := tagLength(b)
	if n < 0 {
		return 0, errShort
	}
	inside := b[:n]
	empty := n > 0 && inside[n-1] == '/'
	if empty {
		inside = inside[:n-1]
	}
	name := inside[:nameLength(inside)]
	if err := s.attributes(inside[len(name):]); err != nil {
		return 0, err
	}
	if err := s.push(name); err != nil {
		return 0, err
	}
	s.closes = empty
	return n + 1, nil
}

// tagLength finds the ">" that ends a tag, outside of quotes; -1 none.
func tagLength(b []byte) int {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// nameLength returns the length of the XML name at the start of b. Letters beyond
// ASCII are taken as name characters if they are UTF-8.
func nameLength(b []byte) int {
	n := 0
	for n < len(b) && nameByte[b[n]] {
		n++
	}
	return n
}

var nameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-.:", byte(c)) >= 0
	}
	return t
}()

// splitName parts the prefix from a name; ok is false for what is no name.
func splitName(b []byte) (prefix, local []byte, ok bool) {
	colon, high := -1, false
	for i, c := range b {
		if c == ':' {
			if colon >= 0 {
				return nil, nil, false
			}
			colon = i
		}
		high = high || c >= 0x80
	}
	if high && !legalName(b) || len(b) > maxName {
		return nil, nil, false
	}
	local = b[colon+1:]
	if colon >= 0 {
		prefix = b[:colon]
		ok = beginsName(prefix)
	}
	return prefix, local, (ok || colon < 0) && beginsName(local)
}

// legalName reports whether the characters beyond ASCII are letters, marks or
// digits.
func legalName(b []byte) bool {
	for _, r := range string(b) {
		if r >= 0x80 && !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			return false
		}
	}
	return Legal(b)
}

func beginsName(b []byte) bool {
	return len(b) > 0 && b[0] != '-' && b[0] != '.' && (b[0] < '0' || b[0] > '9')
}

// attributes reads the attributes of a tag: each once, parted by space, quoted.
func (s *Scanner) attributes(b []byte) error {
	s.attrs = s.attrs[:0]
	for {
		rest := TrimLeft(b)
		if len(rest) == 0 {
			return nil
		}
		n := nameLength(rest)
		prefix, name, ok := splitName(rest[:n])
		if !ok || len(rest) == len(b) || len(s.attrs) == maxAttributes {
			return ErrMalformed
		}
		b = TrimLeft(rest[n:])
		if len(b) == 0 || b[0] != '=' {
			return ErrMalformed
		}
		if b = TrimLeft(b[1:]); len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return ErrMalformed
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return ErrMalformed
		}
		a := attribute{prefix: prefix, name: name, value: b[1 : 1+end]}
		b = b[end+2:]
		if a.escaped, ok = s.legalValue(a.value); !ok || s.attrs.has(a) {
			return ErrMalformed
		}
		s.attrs = append(s.attrs, a)
	}
}

// legalValue checks the value of an attribute, and tells whether it has to be
// resolved.
func (s *Scanner) legalValue(b []byte) (escaped, ok bool) {
	high := false
	for _, c := range b {
		switch {
		case c >= 0x80:
			high = true
		case !special[c]:
		case c == '&':
			escaped = true
		case c == '<' || c < 0x20 && !IsSpace(c):
			return false, false
		}
	}
	if high && !Legal(b) {
		return false, false
	}
	if escaped {
		_, err := s.Resolve(b)
		return true, err == nil
	}
	return false, true
}

// has reports whether an attribute of the name of another one is there.
func (all attributes) has(a attribute) bool {
	for i := range all {
		if bytes.Equal(all[i].name, a.name) && bytes.Equal(all[i].prefix, a.prefix) {
			return true
		}
	}
	return false
}

// Attr returns an attribute without prefix, its references resolved, valid until
// the next call of attr or next.
func (s *Scanner) Attr(name string) ([]byte, bool) {
	for i := range s.attrs {
		if a := &s.attrs[i]; len(a.prefix) == 0 && string(a.name) == name {
			return s.value(a), true
		}
	}
	return nil, false
}

// AttrText is attr as a string; "" where there is none.
func (s *Scanner) AttrText(name string) string {
	v, _ := s.Attr(name)
	return string(v)
}

// AttrOf returns an attribute in a namespace, its references resolved, valid until
// the next call of attrOf or next.
func (s *Scanner) AttrOf(uri, name string) ([]byte, bool) {
	for i := range s.attrs {
		if a := &s.attrs[i]; len(a.prefix) > 0 && string(a.name) == name {
			if bound, _ := s.spaces.lookup(a.prefix); bound == uri {
				return s.value(a), true
			}
		}
	}
	return nil, false
}

// AttrTrue reads an attribute of the XML type boolean.
func (s *Scanner) AttrTrue(name string) bool {
	v, _ := s.Attr(name)
	return string(v) == "1" || string(v) == "true"
}

// Relation returns the attribute id in the namespace of relationships, r:id as a
// rule.
func (s *Scanner) Relation() string {
	for i := range s.attrs {
		a := &s.attrs[i]
		if len(a.prefix) == 0 || string(a.name) != "id" {
			continue
		}
		if uri, _ := s.spaces.lookup(a.prefix); strings.HasSuffix(uri, "/relationships") {
			return string(s.value(a))
		}
	}
	return ""
}

func (s *Scanner) value(a *attribute) []byte {
	if !a.escaped {
		return a.value
	}
	v, _ := s.Resolve(a.value)
	return slices.Clone(v)
}

// push opens an element and finds whether it is in the namespace of the root.
func (s *Scanner) push(name []byte) error {
	prefix, local, ok := splitName(name)
	if !ok || len(s.open) == maxDepth || len(s.open) == 0 && s.rooted {
		return ErrMalformed
	}
	s.names = append(s.names, name...)
	s.open = append(s.open, element{name: len(s.names)})
	bound := s.bind()
	uri, declared := s.spaces.lookup(prefix)
	if !bound || !declared {
		return ErrMalformed
	}
	for i := range s.attrs {
		if p := s.attrs[i].prefix; len(p) > 0 {
			if _, ok := s.spaces.lookup(p); !ok && string(p) != "xml" && string(p) != "xmlns" {
				return ErrMalformed
			}
		}
	}
	if !s.rooted {
		s.rooted, s.root = true, uri
	}
	s.Name, s.URI, s.Ours = local, uri, uri == s.root
	s.open[len(s.open)-1].uri = uri
	return nil
}

// bind takes over the namespaces that the tag declares; false when they are
// more than anybody needs.
func (s *Scanner) bind() bool {
	for i := range s.attrs {
		a := &s.attrs[i]
		prefix := ""
		switch {
		case string(a.prefix) == "xmlns":
			prefix = string(a.name)
		case len(a.prefix) > 0 || string(a.name) != "xmlns":
			continue
		}
		if len(s.spaces.bindings) == maxBindings {
			return false
		}
		if s.spaces.bound == nil {
			s.spaces.bound = map[string]int{}
		}
		outer, ok := s.spaces.bound[prefix]
		if !ok {
			outer = -1
		}
		s.spaces.bound[prefix] = len(s.spaces.bindings)
		s.spaces.bindings = append(s.spaces.bindings, binding{prefix, string(s.value(a)), len(s.open), outer})
		if prefix == "" {
			s.spaces.plain = s.spaces.bindings[len(s.spaces.bindings)-1].uri
		}
	}
	return true
}

// unbind forgets the namespaces that elements deeper than depth have declared.
func (in *namespaces) unbind(depth int) {
	n := len(in.bindings)
	for n > 0 && in.bindings[n-1].depth > depth {
		n--
		b := &in.bindings[n]
		in.bound[b.prefix] = b.outer
		if b.prefix == "" {
			in.plain = ""
			if b.outer >= 0 {
				in.plain = in.bindings[b.outer].uri
			}
		}
	}
	in.bindings = in.bindings[:n]
}

// lookup returns the namespace of a prefix.
func (in *namespaces) lookup(prefix []byte) (uri string, declared bool) {
	if len(prefix) == 0 {
		return in.plain, true
	}
	if i, ok := in.bound[string(prefix)]; ok && i >= 0 {
		return in.bindings[i].uri, true
	}
	return "", false
}

// pop closes the innermost element; name, uri and ours are then its own.
func (s *Scanner) pop() {
	top := len(s.open) - 1
	from := 0
	if top > 0 {
		from = s.open[top-1].name
	}
	name := s.names[from:]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	s.Name, s.URI = name, s.open[top].uri
	s.Ours = s.URI == s.root
	s.names, s.open = s.names[:from], s.open[:top]
	s.spaces.unbind(top)
}

// endTag reads an end tag, which has to close the innermost element.
func (s *Scanner) endTag() (Kind, error) {
	end := bytes.IndexByte(s.buf[s.pos:s.end], '>')
	for end < 0 {
		if !s.more() {
			return AtEnd, s.broken()
		}
		end = bytes.IndexByte(s.buf[s.pos:s.end], '>')
	}
	name := trimRight(s.buf[s.pos+2 : s.pos+end])
	s.pos += end + 1
	top := len(s.open) - 1
	if top < 0 {
		return AtEnd, ErrMalformed
	}
	from := 0
	if top > 0 {
		from = s.open[top-1].name
	}
	if string(name) != string(s.names[from:]) {
		return AtEnd, ErrMalformed
	}
	s.attrs = s.attrs[:0]
	s.pop()
	return AtClose, nil
}
