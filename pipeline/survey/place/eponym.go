package place

import (
	"strings"
	"unicode"
)

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
