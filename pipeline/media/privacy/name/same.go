package name

import (
	"slices"
	"strings"
)

// endings that Ukrainian names take in their cases, as folded; those with a
// consonant are of stems that change: Ольга, Ользі; Кравець, Кравця.
var endings = func() map[string]bool {
	out := map[string]bool{"": true}
	for _, e := range strings.Fields(`а я у ю о е и і є ь ом ем єм ям ові еві єві ою ею єю ии іи ого ього ому ьому им ім оі ьоі іи ів ев их ими ам ами ах ям ями ях
		га зі ка ці ха сі ець ця цю цем цеві це ко ку ок ла ло s`) {
		out[e] = true
	}
	return out
}()

// Same reports whether two folded words are one but for their endings, and for
// the vowel that a closed last syllable alone has: Федір, Федора; Заєць, Зайця. A name
// is also one half of what is typed double: Петренко, Петренко-Іваненко.
func Same(a, b []rune) bool {
	if i := slices.Index(b, '-'); i > 1 && !slices.Contains(a, '-') {
		first := b[:i] // «Івано-» is no Іван
		return slices.Equal(a, first) || first[i-1] != 'о' && Same(a, first) || len(b)-i > 3 && Same(a, b[i+1:])
	}
	if sameStem(a, b) {
		return true
	}
	for _, open := range [][]rune{opened(a, 'о'), opened(a, 'е'), opened(a, 'и')} {
		if open != nil && sameStem(open, b) {
			return true
		}
	}
	return false
}

// opened returns a word whose last syllable is closed (-ір, -іль, -єць) as other
// cases have it, with another vowel; nil: it has no such syllable.
func opened(word []rune, vowel rune) []rune {
	stem := word
	if n := len(stem); n > 0 && stem[n-1] == 'ь' {
		stem = stem[:n-1]
	}
	n := len(stem)
	if n < 4 || strings.ContainsRune("аеєиіоуюяь", stem[n-1]) || !(stem[n-2] == 'і' && vowel != 'и' || stem[n-2] == 'є' && vowel == 'и') {
		return nil
	}
	out := slices.Clone(stem)
	out[n-2] = vowel
	return out
}

func sameStem(a, b []rune) bool {
	if i, k := slices.Index(a, '-'), slices.Index(b, '-'); i > 1 && k > 1 {
		return Same(a[:i], b[:k]) && Same(a[i+1:], b[k+1:])
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		return n > 1
	}
	if n < 3 && !(n == 2 && len(a) <= 4 && len(b) <= 5) {
		return false
	}
	// The stem may be taken shorter, so that «о» and «ові» are both endings.
	for back := 0; back <= 2 && n-back >= 2; back++ {
		if endings[string(a[n-back:])] && endings[string(b[n-back:])] {
			return true
		}
	}
	return false
}
