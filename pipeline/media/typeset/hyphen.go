package typeset

import (
	"strings"
	"sync"
	"unicode"

	"depository.example/depository/templates"
)

// NBSP is a space at which no line ends, SoftHyphen a place where a word may be
// divided.
const (
	NBSP       = "\u00A0"
	SoftHyphen = '\u00AD'
)

// Limits of hyphenation: letters left and right at least, and the longest word
// that is looked at.
const (
	hyphenLeft  = 2
	hyphenRight = 3
	hyphenMost  = 60
)

// A hyphenator divides words: Ukrainian ones by the rules that schools teach, others by the patterns of F. M. Liang, Word Hy-phen-a-tion
// by Com-put-er, Stanford University 1983.
type hyphenator struct {
	lang    string
	levels  map[string][]byte // by letters: the level before, between and after them
	longest int               // letters of the longest pattern
}

// hyphenators are those read before, by language.
var hyphenators sync.Map

// openHyphenator returns the hyphenator of a language; one without patterns
// divides nothing.
func openHyphenator(lang string) *hyphenator {
	if h, ok := hyphenators.Load(lang); ok {
		return h.(*hyphenator)
	}
	h, _ := hyphenators.LoadOrStore(lang, readPatterns(lang))
	return h.(*hyphenator)
}

func readPatterns(lang string) *hyphenator {
	h := &hyphenator{lang: lang, levels: map[string][]byte{}}
	data, err := templates.Files.ReadFile("hyphenation/" + lang + ".txt")
	if err != nil {
		return h
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '%' {
			h.learn(line)
		}
	}
	return h
}

// learn takes a pattern such as «.а2в1т».
func (h *hyphenator) learn(pattern string) {
	var letters []rune
	levels := []byte{0}
	for _, r := range pattern {
		if r >= '0' && r <= '9' {
			levels[len(levels)-1] = byte(r - '0')
			continue
		}
		letters = append(letters, r)
		levels = append(levels, 0)
	}
	h.levels[string(letters)] = levels
	h.longest = max(h.longest, len(letters))
}

// breaks returns the indexes in runes before which a word may be divided, rising.
// An abbreviation, a word with digits and a very long one have none.
func (h *hyphenator) breaks(word []rune) []int {
	from, to := 0, len(word)
	for from < to && !unicode.IsLetter(word[from]) {
		from++
	}
	for to > from && !unicode.IsLetter(word[to-1]) {
		to--
	}
	n := to - from
	if n < hyphenLeft+hyphenRight || n > hyphenMost {
		return nil
	}
	letters, ok := pattern(word[from:to])
	if !ok {
		return nil
	}
	var out []int
	if h.lang == "uk" {
		for _, k := range syllables(letters[1 : n+1]) {
			if k >= hyphenLeft && k <= n-hyphenRight {
				out = append(out, from+k)
			}
		}
		return out
	}
	levels := h.rate(letters)
	for k := hyphenLeft; k <= n-hyphenRight; k++ {
		if levels[k+1]%2 == 1 {
			out = append(out, from+k)
		}
	}
	return out
}

// pattern writes a word as the patterns do: in lower case between full stops.
func pattern(word []rune) ([]rune, bool) {
	out := append(make([]rune, 0, len(word)+2), '.')
	upper := 0
	for _, r := range word {
		switch {
		case r == '’' || r == 'ʼ' || r == '\'':
			r = '\''
		case !unicode.IsLetter(r):
			return nil, false
		case unicode.IsUpper(r):
			upper++
		}
		out = append(out, unicode.ToLower(r))
	}
	return append(out, '.'), upper < 2
}

// rate returns the level of every place in a word: odd ones may be divided.
func (h *hyphenator) rate(letters []rune) []byte {
	levels := make([]byte, len(letters)+1)
	for i := range letters {
		for j := i + 1; j <= min(len(letters), i+h.longest); j++ {
			for k, v := range h.levels[string(letters[i:j])] {
				levels[i+k] = max(levels[i+k], v)
			}
		}
	}
	return levels
}
