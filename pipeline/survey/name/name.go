// Package name tells names apart. It believes that a name is what people see and
// mean: however its letters are composed, whatever cannot be seen in it and
// whichever apostrophe stands there, it is the same name; and two names that differ
// only in capitals, or in letters that look alike, are probably one that somebody
// has to put right. What is published stays as it was typed.
package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depository.example/depository/pipeline/survey/place"
)

// Same returns what two spellings of one name have in common: NFC, one kind of
// apostrophe, single spaces, nothing that cannot be seen. NUL, which parts the columns
// of a name that stands in several, stays. It is not for reading.
func Same(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch {
		case strings.ContainsRune("`´’ʼ‘′", r):
			b.WriteByte('\'')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r == 0 || !unseen(r):
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// clean reports whether a name is its own Same: letters, digits and signs of
// nearly all names, with single spaces.
func clean(s string) bool {
	space := true
	for _, r := range s {
		switch {
		case r == ' ':
			if space {
				return false
			}
		case r == 0:
		case r < ' ', r == '`', r == 0x7F, r > 0x7F && !('А' <= r && r <= 'џ' || r == 'Ґ' || r == 'ґ' || r == 'Є' || r == 'І' || r == 'Ї'):
			return false
		}
		space = r == ' '
	}
	return !space || s == ""
}

// unseen reports whether a character has no shape of its own.
func unseen(r rune) bool {
	return r == '\u00ad' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r)
}

// Alike returns what names have in common that a reader could take for one: Same,
// in lower case, dashes one kind, Latin letters that look like Cyrillic ones those.
func Alike(s string) string {
	if !clean(s) {
		return place.Cyrillic(place.Fold(Same(s)))
	}
	var short [128]byte
	out := short[:0]
	for _, r := range s { // of a clean name each letter by itself
		if r < rune(len(alikeOf)) && alikeOf[r] != 0 {
			r = alikeOf[r]
		}
		out = utf8.AppendRune(out, r)
	}
	if string(out) == s {
		return s
	}
	return string(out)
}

// AlikeHash returns a hash that names have in common of which Alike is the same.
func AlikeHash(s string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a, of letters
	hash, space := uint64(offset), true
	for _, r := range s {
		switch {
		case r == ' ' && !space:
		case r < rune(len(alikeOf)) && alikeOf[r] != 0:
			r = alikeOf[r]
		case r == 0:
		default:
			return alikeHashSlowly(s)
		}
		space = r == ' '
		hash = (hash ^ uint64(r)) * prime
	}
	if space && s != "" {
		return alikeHashSlowly(s)
	}
	return hash
}

// alikeHashSlowly returns the hash of a name that is not clean: that of its Alike, which is.
func alikeHashSlowly(s string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := uint64(offset)
	for _, r := range Alike(s) {
		hash = (hash ^ uint64(r)) * prime
	}
	return hash
}

// alikeOf is what Alike makes of the letters of clean names; 0 of others.
var alikeOf = func() (out [0x492]rune) {
	for r := range out {
		if letter := string(rune(r)); clean(letter) {
			out[r], _ = utf8.DecodeRuneInString(place.Cyrillic(place.Fold(letter)))
		}
	}
	return out
}()

// A Named is one name as typed, and where it stands.
type Named struct {
	Text string
	At   int // a row, or whatever the caller counts
}

// A Set takes names one by one and tells which it has met. The zero Set is empty.
type Set struct {
	by    map[string]int // by Alike: the first entry, from 1
	names []entry
}

type entry struct {
	Named
	same string
	next int // entry that is alike and not the same, from 1; 0 none
}

// Add takes a name. first is the same name as it was met first, or the name itself
// where it is new; alike are names met before that are not the same and look like
// it, told once for each new name.
func (s *Set) Add(text string, at int) (first Named, known bool, alike []Named) {
	if s.by == nil {
		s.by = map[string]int{}
	}
	same := Same(text)
	key := Alike(same)
	last := 0
	for i := s.by[key]; i > 0; i = s.names[i-1].next {
		e := &s.names[i-1]
		if e.same == same {
			return e.Named, true, nil
		}
		alike, last = append(alike, e.Named), i
	}
	if text = strings.Clone(text); same == text { // it may be part of a whole row
		same = text
	}
	first = Named{text, at}
	s.names = append(s.names, entry{Named: first, same: same})
	if last > 0 {
		s.names[last-1].next = len(s.names)
	} else {
		s.by[strings.Clone(key)] = len(s.names)
	}
	return first, false, alike
}
