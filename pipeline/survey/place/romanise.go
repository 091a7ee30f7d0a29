package place

import (
	"strings"
	"unicode"
)

// latin is the romanisation of a letter within a word; what the soft sign stands
// for is left out.
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "y",
	'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s",
	'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia",
}

// initial is the romanisation of letters that differ at the start of a word.
var initial = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// Romanise writes a Ukrainian name in Latin letters by the official table
// (Cabinet of Ministers, resolution No. 55 of 27 January 2010): «Згурівка» is
// Zghurivka, «Знам’янка» Znamianka. Other characters stay as they are.
func Romanise(name string) string {
	var out strings.Builder
	var before rune // the letter or character before, in lower case
	for _, r := range name {
		low := unicode.ToLower(r)
		if apostrophe(r) && unicode.IsLetter(before) {
			continue // within a word: the next letter does not begin one
		}
		to, known := latin[low]
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

// Eponym returns from a codifier the name of the settlement that a hromada is governed
// from, in capital letters where a name has them, if the hromada is named after it:
// «Миргород» of «Миргородська», «Велика Багачка» of «Великобагачанська». "" of another
// and of one that the codifier does not have; nil has none.
func Eponym(r *Registry, code string) string {
	h, ok := r.Hromada(code)
	if !ok {
		return ""
	}
	for line := range r.within[headOf(code)].lines() {
		if name := line.keys[0]; line.centre && alike(name, key(Fold(h.Name))) {
			return capitalised(name)
		}
		break
	}
	return ""
}

// alike reports whether two names begin with the same three letters, or the shorter
// one's.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := min(3, len(x), len(y))
	return n > 0 && string(x[:n]) == string(y[:n])
}

// capitalised begins each word of a name, and each part of one with hyphens, with a
// capital letter.
func capitalised(name string) string {
	begins := true
	return strings.Map(func(r rune) rune {
		if begins {
			r = unicode.ToUpper(r)
		}
		begins = r == ' ' || r == '-'
		return r
	}, name)
}

func apostrophe(r rune) bool { return r == '’' || r == '\'' || r == 'ʼ' }
