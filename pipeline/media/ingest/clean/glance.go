package clean

import (
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

// PairsIn returns what PairsOf does.
func PairsIn(key []byte) (set PairSet) {
	before := rune(0)
	for i := 0; i < len(key); {
		r, size := utf8.DecodeRune(key[i:])
		set.add(before, r)
		before, i = r, i+size
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

// Unnumbered puts 0 in the place of each number of a key: what has no digit stands in
// the one where it stands in the other. It writes over the key.
func Unnumbered(key []byte) []byte {
	out := key[:0]
	for _, b := range key {
		if '0' <= b && b <= '9' {
			if b = '0'; len(out) > 0 && out[len(out)-1] == '0' {
				continue
			}
		}
		out = append(out, b)
	}
	return out
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

// MayEqual passes over most texts by their first letter: that of a tidy one.
func MayEqual(text, tidied string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	other, _ := utf8.DecodeRuneInString(tidied)
	return first == other || first >= everyday || other >= everyday || lowered[first] == lowered[other] || unicode.IsSpace(first)
}

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

// BeginsWithPlus reports whether the first that is seen of a text is a plus.
func BeginsWithPlus(text string) bool {
	if text != "" && (text[0] > ' ' && text[0] < utf8.RuneSelf || text[0] == 0xd0 || text[0] == 0xd1) { // as nearly all begin: with a sign or a Cyrillic letter
		return text[0] == '+'
	}
	return strings.HasPrefix(strings.TrimLeftFunc(text, unicode.IsSpace), "+")
}
