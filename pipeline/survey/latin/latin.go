// Package latin writes Ukrainian in Latin letters, by one table.
package latin

import (
	"strings"
	"unicode"
)

// within is the romanisation of a letter within a word; what the soft sign stands
// for is left out.
var within = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "y",
	'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s",
	'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia",
}

// initial is the romanisation of letters that differ at the start of a word.
var initial = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// Of writes a Ukrainian name in Latin letters by the official table
// (Cabinet of Ministers, resolution No. 55 of 27 January 2010): «Згурівка» is
// Zghurivka, «Знам’янка» Znamianka. Other characters stay as they are.
func Of(name string) string {
	var out strings.Builder
	var before rune // the letter or character before, in lower case
	for _, r := range name {
		low := unicode.ToLower(r)
		if apostrophe(r) && unicode.IsLetter(before) {
			continue // within a word: the next letter does not begin one
		}
		to, known := within[low]
		if start, ok := initial[low]; ok && !unicode.IsLetter(before) {
			to = start
		}
		if low == 'г' && before == 'з' {
			to = "gh"
		}
		switch {
		case !known:
			out.WriteRune(r)
		case r != low && to != "":
			out.WriteString(strings.ToUpper(to[:1]) + to[1:])
		default:
			out.WriteString(to)
		}
		before = low
	}
	return out.String()
}

func apostrophe(r rune) bool { return r == '’' || r == '\'' || r == 'ʼ' }
