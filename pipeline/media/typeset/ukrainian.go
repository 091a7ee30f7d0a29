package typeset

import (
	"slices"
	"strings"
)

// Ukrainian words are divided as schools teach it (Український правопис, 2019, §§ 60
// and 61): by syllables, a prefix whole; ь, й and the apostrophe stay with the letter
// before them, дж and дз together; of several consonants the last begins the next line,
// with the one before it where the two begin words (тр, кл), and -ськ- and -ств- whole.

const (
	vowels = "аеєиіїоуюя"
	stops  = "бпгґдткхф"
)

// prefixes are those that stay whole, longer ones before what they begin with.
var prefixes = []string{
	"понад", "перед", "через", "поміж", "спів", "пере", "недо", "між", "роз", "без", "від", "під", "над", "най", "при", "про", "пре",
	"за", "на", "по", "до", "ви", "не",
}

// endings are groups of consonants that are not parted where others stand before them.
var endings = []string{"ськ", "зьк", "цьк", "ств", "зтв", "цтв"}

// syllables returns the indexes before which a Ukrainian word in lower case may be
// divided, rising, whatever is left of it.
func syllables(word []rune) []int {
	edge, whole := prefixEdge(word)
	var out []int
	for from := nextVowel(word, 0); from < len(word); {
		to := nextVowel(word, from+1)
		if to == len(word) {
			break
		}
		at := from + 1 + parting(word[from+1:to], edge-from-1)
		switch {
		case edge > from && edge <= to:
			if !whole {
				out = append(out, edge)
			}
		case at > from:
			out = append(out, at)
		}
		from = to
	}
	if strings.HasPrefix(string(word), "пере") {
		out = slices.DeleteFunc(out, func(at int) bool { return at == 2 })
	}
	return out
}

func nextVowel(word []rune, from int) int {
	for from < len(word) && !isVowel(word[from]) {
		from++
	}
	return from
}

func isVowel(r rune) bool { return strings.ContainsRune(vowels, r) }

// prefixEdge returns the index at which a prefix ends, 0 where there is none. whole
// tells that the word is not to be divided there either: before a vowel a prefix that
// ends in a consonant cannot be told from the beginning of a root (без-оплатний,
// ро-зум).
func prefixEdge(word []rune) (edge int, whole bool) {
	text := string(word)
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(text, p)
		n := len([]rune(p))
		if !ok || n+2 >= len(word) {
			continue
		}
		switch next := []rune(rest); {
		case isVowel(word[n-1]) && begins(next):
			return n, false
		case isVowel(word[n-1]):
			continue
		case isVowel(next[0]) && p == "перед":
			continue // пере-дача
		case isVowel(next[0]):
			return n, true
		case next[0] != 'ь' && next[0] != '\'':
			return n, false
		}
	}
	return 0, false
}

// begins reports whether two consonants or more, as words begin with, open a text: so
// what stands before them is likely a prefix.
func begins(text []rune) bool {
	if len(text) < 3 || isVowel(text[0]) || isVowel(text[1]) || text[1] == 'ь' {
		return false
	}
	return strings.ContainsRune("сз", text[0]) || strings.ContainsRune(stops, text[0]) && strings.ContainsRune("рлв", text[1])
}

// parting returns how many letters between two vowels stay with the first of them.
func parting(between []rune, edge int) int {
	units := consonants(between, edge)
	n := len(units)
	if n < 2 {
		return 0
	}
	text := string(between)
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(text, e); ok && rest != "" {
			return len([]rune(rest))
		}
	}
	keep := n - 1
	if a, b := units[n-2], units[n-1]; len(a) == 1 && strings.ContainsRune(stops, a[0]) && (b[0] == 'р' || b[0] == 'л') {
		keep = n - 2
	}
	letters := 0
	for _, u := range units[:keep] {
		letters += len(u)
	}
	return letters
}

// consonants puts the letters between two vowels into groups that are not parted.
func consonants(between []rune, edge int) [][]rune {
	var out [][]rune
	for i, r := range between {
		last := len(out) - 1
		if last >= 0 && (r == 'ь' || r == '\'' || i != edge && slices.Contains([]string{"дж", "дз"}, string(out[last])+string(r))) {
			out[last] = append(out[last], r)
			continue
		}
		out = append(out, []rune{r})
	}
	return out
}
