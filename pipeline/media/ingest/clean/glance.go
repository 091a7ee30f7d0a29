package clean

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A PairSet holds the pairs of neighbouring letters of a key, hashed. A label in
// which a stem stands has all pairs of it: most labels are known by that not to
// have it, without a search.
type PairSet [4]uint64

// PairsOf returns the pairs of a key.
func PairsOf(key string) (set PairSet) {
	before := rune(0)
	for _, r := range key {
		set.add(before, r)
		before = r
	}
	return set
}

func (set *PairSet) add(before, r rune) {
	if before != 0 {
		h := uint32(before)*31 + uint32(r)
		set[h/64%4] |= 1 << (h % 64)
	}
}

// Lacks reports whether a pair is missing that others have.
func (set *PairSet) Lacks(others *PairSet) bool {
	return others[0]&^set[0]|others[1]&^set[1]|others[2]&^set[2]|others[3]&^set[3] != 0
}

// HasDigit reports whether a text has a digit.
func HasDigit(text string) bool {
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			return true
		}
	}
	return false
}

// A Heading is a text that others are compared with in any case.
type Heading struct {
	Text  string
	first rune // in lower case
	least int  // bytes of a text that is equal
}

// widest is how many bytes a letter may have of which another case has one: the sign of
// the kelvin is a k.
const widest = 3

// HeadingOf makes a text ready to be compared with.
func HeadingOf(text string) Heading {
	h := Heading{Text: text, least: len(text)}
	if text == "" {
		h.least = math.MaxInt
	}
	for i, r := range text {
		if r >= utf8.RuneSelf && (r < 0x400 || r >= everyday) {
			h.least = len(text) / widest
		}
		if i == 0 && r < everyday {
			r = lowered[r]
		}
		if i == 0 {
			h.first = r
		}
	}
	return h
}

// Is reports whether a text is the heading, in any case and however spaced; none is "".
// Nearly all are not by their length or first letter.
func (h *Heading) Is(text string) bool { return len(text) >= h.least && h.is(text) }

func (h *Heading) is(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if isPlain(r) && isPlain(h.first) && lowered[r] != h.first && !unicode.IsSpace(r) {
		return false
	}
	return strings.EqualFold(Tidy(text), h.Text)
}

// isPlain reports whether a character is one of ASCII or of Cyrillic: it is equal in any
// case to none that lies in other alphabets between.
func isPlain(r rune) bool { return r < utf8.RuneSelf || 0x400 <= r && r < everyday }

// everyday ends the characters of Latin and Cyrillic.
const everyday = 0x530

// lowered are the characters of every day in lower case.
var lowered = func() (out [everyday]rune) {
	for r := range out {
		out[r] = unicode.ToLower(rune(r))
	}
	return out
}()

// isLetter tells the letters of every day.
var isLetter = func() (out [everyday]bool) {
	for r := range out {
		out[r] = unicode.IsLetter(rune(r))
	}
	return out
}()

// BeginsWord reports whether a text begins with two letters of every day.
func BeginsWord(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	return first < everyday && next < everyday && isLetter[first] && isLetter[next]
}

// FewWords tells whether a text has no more than so many words, as strings.Fields has
// them.
func FewWords(text string, most int) bool {
	n, inside := 0, false
	for _, r := range text {
		space := r <= ' ' && unicode.IsSpace(r) || r > '~' && (r < 0x400 || r >= everyday) && unicode.IsSpace(r)
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n <= most
}

// IsVisible reports whether something of a text can be seen.
func IsVisible(text string) bool {
	if text != "" && ' ' < text[0] && text[0] < utf8.RuneSelf || len(text) > 1 && (text[0] == 0xd0 || text[0] == 0xd1) { // as nearly all begin: with a sign or a Cyrillic letter
		return true
	}
	return strings.IndexFunc(text, func(r rune) bool {
		return r != '\u200b' && r != '\ufeff' && r != '\u00ad' && !unicode.IsSpace(r)
	}) >= 0
}

// IsCode reports whether a text begins with a letter and goes on with a sign of every
// day that is neither at the end of a numeral nor a space.
func IsCode(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) && len(s) > size+1 && strings.IndexByte("-_/0123456789", s[size]) >= 0
}

// WithoutUnseen leaves out the signs that nobody sees.
func WithoutUnseen(s string) string {
	for i := range len(s) {
		if s[i] >= 0xe2 || s[i] == 0xc2 { // as none of every day begins
			return strings.Map(func(r rune) rune {
				if r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == '\u2060' {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

// WithoutUnseenEnds cuts spaces and signs that nobody sees off the ends.
func WithoutUnseenEnds(s string) string {
	if n := len(s); n > 0 && (s[0] <= ' ' || s[0] == 0xe2 || s[0] == 0xef || s[0] == 0xc2 || s[n-1] == ' ' || s[n-1] == 0x8b || s[n-1] == 0xbf || s[n-1] == 0xad) { // as few of every day begin or end
		return strings.Trim(s, "\u200b\ufeff\u00ad ")
	}
	return s
}

// BeginsWithPlus reports whether the first that is seen of a text is a plus.
func BeginsWithPlus(text string) bool {
	if text != "" && (text[0] > ' ' && text[0] < utf8.RuneSelf || text[0] == 0xd0 || text[0] == 0xd1) { // as nearly all begin: with a sign or a Cyrillic letter
		return text[0] == '+'
	}
	return strings.HasPrefix(strings.TrimLeftFunc(text, unicode.IsSpace), "+")
}
