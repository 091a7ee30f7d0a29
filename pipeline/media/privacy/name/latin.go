package name

import (
	"slices"
	"strings"
	"unicode"
)

// Names in Latin letters are written by several tables: the official one (resolution
// of the Cabinet of Ministers No. 55 of 27 January 2010) has Mariia and Serhii, older
// passports and people themselves Mariya, Maria, Sergiy. They are compared by what the
// tables have in common.

// latinKeyed are letters that tables write in several ways, the longest first.
var latinKeyed = strings.NewReplacer("shch", "sh", "sch", "sh", "kh", "h", "gh", "h", "g", "h", "ts", "c", "tz", "c",
	"w", "v", "x", "ks", "y", "i", "j", "i")

// LatinKey returns a word in small Latin letters as all tables have it: one «i» for
// ii, iy and yi, «e» for ie and ye.
func LatinKey(word []rune) []rune {
	var out []rune
	for _, r := range latinKeyed.Replace(string(word)) {
		switch last := len(out) - 1; {
		case last >= 0 && out[last] == 'i' && r == 'i':
		case last >= 0 && out[last] == 'i' && r == 'e':
			out[last] = 'e'
		default:
			out = append(out, r)
		}
	}
	return out
}

// spellings are how tables may write a letter of a key.
var spellings = map[rune][]string{'h': {"h", "g", "gh", "kh"}, 'c': {"c", "ts", "tz"}, 'i': {"i", "y", "j"}, 'e': {"e", "ie", "ye", "je"}, 'v': {"v", "w"}}

func spellingsOf(r rune) []string {
	if list, several := spellings[r]; several {
		return list
	}
	return []string{string(r)}
}

// LatinStarts returns the first two letters of all spellings of a key.
func LatinStarts(key []rune) (out [][2]rune) {
	for _, spelling := range spellingsOf(key[0]) {
		first := []rune(spelling)
		if len(first) > 1 {
			out = append(out, [2]rune{first[0], first[1]})
			continue
		}
		seconds := spellingsOf(key[1])
		if key[0] == 'i' {
			seconds = slices.Concat(seconds, spellings['i'])
		}
		for _, second := range seconds {
			out = append(out, [2]rune{first[0], []rune(second)[0]})
		}
	}
	switch {
	case key[0] == 's' && key[1] == 'h':
		out = append(out, [2]rune{'s', 'c'}) // Schur
	case key[0] == 'k' && key[1] == 's' && len(key) > 2:
		for _, next := range spellingsOf(key[2]) {
			out = append(out, [2]rune{'x', []rune(next)[0]})
		}
	}
	return out
}

// IsLatin reports whether a word has Latin letters alone.
func IsLatin(word []rune) bool {
	return len(word) > 0 && !slices.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
