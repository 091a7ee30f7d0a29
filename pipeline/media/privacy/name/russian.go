package name

import (
	"slices"
	"strings"
)

// Names in Russian spelling are compared with those in Ukrainian by what the two leave
// of a name: «Сергей Хмельницкий» is «Сергій Хмельницький».

// LooseRune returns a folded letter as both languages have it.
func LooseRune(r rune) rune {
	switch r {
	case 'и', 'ы':
		return 'і'
	case 'є', 'э':
		return 'е'
	}
	return r
}

// givenPairs are how given names, and patronymics of them, begin in Russian and in
// Ukrainian, loose.
var givenPairs = [][2]string{{"алексе", "олексі"}, {"александр", "олександр"}, {"андре", "андрі"}, {"серге", "сергі"}, {"матве", "матві"},
	{"тімофе", "тімофі"}, {"владімір", "володімір"}, {"нікола", "мікола"}, {"нікіт", "мікіт"}, {"дмітрі", "дмітр"}, {"екатерін", "катерін"},
	{"елен", "олен"}, {"татян", "тетян"}, {"светлан", "світлан"}, {"константін", "костянтін"}, {"надежд", "наді"},
	{"павел", "павл"}, {"іосіф", "іосіп"}, {"філіп", "піліп"}, {"вера", "віра"}, {"веро", "віро"}, {"веру", "віру"}, {"вере", "вірі"}, {"вері", "вірі"},
	{"ана", "гана"}, {"ану", "гану"}, {"ане", "гані"}, {"ані", "гані"}, {"аною", "ганою"}, {"аноі", "ганою"}, {"афанасі", "опанас"}, {"агафі", "гафі"}, {"аксен", "оксен"},
	{"аксан", "оксан"}, {"ефім", "юхім"}, {"емелян", "омелян"}}

// Loose returns a folded Cyrillic word by what both languages leave of it; nil for one
// in Latin letters.
func Loose(word []rune) []rune {
	if IsLatin(word) {
		return nil
	}
	out := make([]rune, 0, len(word))
	for i := 0; i < len(word); i++ {
		r := word[i]
		switch {
		case r == 'о' && i > 0 && word[i-1] == 'ь': // Ковальов, Ковалёв
			r = 'е'
		case r == 'и' && i > 0 && strings.ContainsRune("бпвмф", word[i-1]) && strings.HasPrefix(string(word[i+1:]), "ов"): // Соловйов, Соловьёв
			r = 'е'
			i++
		}
		if r = LooseRune(r); r == 'ь' || r == 'ъ' || r != 'е' && len(out) > 0 && out[len(out)-1] == r {
			continue // Сергеевич keeps its two
		}
		out = append(out, r)
	}
	for _, pair := range givenPairs {
		if rest, begins := strings.CutPrefix(string(out), pair[0]); begins && (len([]rune(pair[0])) > 4 || rest == "" || pair[0] == "елен") {
			return []rune(strings.ReplaceAll(pair[1]+rest, "іі", "і"))
		}
	}
	return out
}

// looseEndings are endings as loose has them, with those of Russian.
var looseEndings = func() map[string]bool {
	out := map[string]bool{"": true}
	for e := range endings {
		out[string(Loose([]rune(e)))] = true
	}
	for _, e := range strings.Fields("ія іі ію ією еі ею оі ой ою ого ому ім ом ем ов ую ая ое аі аю аем ае ець ец ца цу цем") {
		out[string(Loose([]rune(e)))] = true
	}
	return out
}()

// loosePatronymics are their endings in both languages, loose, the longest first.
var loosePatronymics = func() (out []string) {
	for _, w := range strings.Fields(`ович овича овичу овичем овичеві овиче евич евича евичу евичем евиче овна овны овне овну овной овною евна евны евне евну евной евною
		івна івни івні івну івною`) {
		out = append(out, string(Loose([]rune(w))))
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(out)
}()

// LooseStem returns of whom a loose patronymic is; nil: it is none.
func LooseStem(word []rune) []rune {
	for _, e := range loosePatronymics {
		if stem, ends := strings.CutSuffix(string(word), e); ends && len([]rune(stem)) >= 2 {
			return []rune(strings.TrimRight(stem, "іея"))
		}
	}
	return nil
}

// SameLoose reports whether two loose words are one but for their endings.
func SameLoose(a, b []rune) bool {
	if of, too := LooseStem(a), LooseStem(b); of != nil || too != nil {
		return slices.Equal(of, too)
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		return n > 1
	}
	for back := 0; back <= 2 && n-back >= 3; back++ {
		if looseEndings[string(a[n-back:])] && looseEndings[string(b[n-back:])] {
			return true
		}
	}
	return false
}

// Initials returns the letters, loose, that may stand for a folded word: of a given name
// those that it has in either language, О. and А. for Олександр.
func Initials(word []rune) []rune {
	out := []rune{LooseRune(word[0])}
	if loose := Loose(word); len(loose) > 1 {
		for _, start := range LooseStarts(loose) {
			out = append(out, start[0])
		}
	}
	return out
}

// LooseStarts returns the first two letters of all spellings of a loose word, loose.
func LooseStarts(word []rune) (out [][2]rune) {
	out = append(out, [2]rune{word[0], word[1]})
	for _, pair := range givenPairs {
		if strings.HasPrefix(string(word), pair[1][:min(len(pair[1]), 2*len(word))]) {
			from := []rune(pair[0])
			out = append(out, [2]rune{from[0], from[1]})
		}
	}
	return out
}
