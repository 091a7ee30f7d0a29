package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// A Person is someone whose full name is withheld wherever it stands: two words
// of it or more, in either order, with initials for the others, in any case.
type Person struct {
	Name    string // as typed
	Instead string // what stands for it; "" is Withheld
}

// people finds the names of persons by how their words begin.
type people struct {
	persons []named
	by      map[[2]rune][]place
	byLoose map[[2]rune][]place
	starts  map[[2]rune]bool  // as unfold has the first two letters
	loosely map[[2]rune]bool  // as looseRune has those
	joined  map[string]string // two Latin words in one, and what stands for them
}

// A named is a person by words and initials.
type named struct {
	words   [][]rune // folded; one letter is an initial
	loose   [][]rune // likewise, by what Russian and Ukrainian leave of them; nil: Latin
	instead string
	halves  int // bits of the words that are halves of a double name
}

// split returns a name whose double words are two each, of which one may stand for
// both; false where it has none.
func (n *named) split() (named, bool) {
	out := named{instead: n.instead}
	for _, w := range n.words {
		i := slices.Index(w, '-')
		if i < 2 || len(w)-i < 3 {
			out.words = append(out.words, w)
			continue
		}
		out.halves |= 3 << len(out.words)
		out.words = append(out.words, w[:i], w[i+1:])
	}
	return out, out.halves != 0
}

// A place is a word of a person.
type place struct{ person, word int }

func newPeople(persons []Person) people {
	p := people{by: map[[2]rune][]place{}, byLoose: map[[2]rune][]place{}, starts: map[[2]rune]bool{}, loosely: map[[2]rune]bool{}, joined: map[string]string{}}
	for _, person := range persons {
		for _, words := range namesIn(person.Name) {
			n := named{words: words, instead: person.Instead}
			p.add(n)
			if halved, double := n.split(); double {
				p.add(halved)
			}
		}
	}
	return p
}

// add takes a person up: one with a whole word, of two to five.
func (p *people) add(n named) {
	whole := slices.ContainsFunc(n.words, func(w []rune) bool { return len(w) > 1 })
	if !whole || len(n.words) < 2 || len(n.words) > 5 {
		return
	}
	n.loose = make([][]rune, len(n.words))
	for i, w := range n.words {
		if n.loose[i] = p.addLoose(w, place{len(p.persons), i}); len(w) > 1 {
			key := [2]rune{w[0], w[1]}
			starts := [][2]rune{key}
			if isLatin(w) {
				starts = latinStarts(w)
			}
			for _, s := range starts {
				p.starts[[2]rune{unfold(s[0]), unfold(s[1])}] = true
			}
			p.by[key] = append(p.by[key], place{len(p.persons), i})
		}
	}
	p.persons = append(p.persons, n)
	p.join(n)
}

// addLoose notes where a word is of a person that may stand in another spelling, and
// returns it without what the spellings differ in.
func (p *people) addLoose(word []rune, of place) []rune {
	if isLatin(word) {
		return nil
	}
	word = loose(word)
	if len(word) > 1 {
		p.byLoose[[2]rune{word[0], word[1]}] = append(p.byLoose[[2]rune{word[0], word[1]}], of)
		for _, s := range looseStarts(word) {
			p.loosely[s] = true
		}
	}
	return word
}

// namesIn returns the words of a name as typed; of a text that names a post or a
// body too («Дячук Юрій, головний спеціаліст»), what begins with capitals beside
// a given name, a patronymic or an initial.
func namesIn(text string) (out [][][]rune) {
	t := newShadow(text)
	list := t.names()
	if !slices.ContainsFunc(list, func(w nameWord) bool { return isPostOrBody(w.folded) }) {
		return append(out, foldedWords(list))
	}
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].capital && !isPostOrBody(list[to].folded) && (to == from || t.adjacent(list[to-1], list[to])) {
			to++
		}
		if slices.ContainsFunc(list[from:to], func(w nameWord) bool {
			return w.initial && t.get(w.to) == '.' || len(w.folded) > 1 && (isGiven(w.folded) || isPatronymic(w.folded))
		}) {
			out = append(out, foldedWords(list[from:to]))
		}
		from = max(to, from+1)
	}
	return out
}

func foldedWords(list []nameWord) (out [][]rune) {
	for _, w := range list {
		out = append(out, w.folded)
	}
	return out
}

// A nameWord is a word of a text that may be of a name.
type nameWord struct {
	from, to int // in characters of the shadow
	folded   []rune
	capital  bool
	initial  bool // one capital letter
}

// names cuts a text into words: letters with what joins them.
func (t *shadow) names() []nameWord {
	var out []nameWord
	for i := 0; i < len(t.text); i++ {
		if !unicode.IsLetter(t.text[i]) {
			continue
		}
		from := i
		for i < len(t.text) && (unicode.IsLetter(t.text[i]) || strings.ContainsRune("'’ʼ`-", t.text[i]) && unicode.IsLetter(t.get(i+1))) {
			i++
		}
		out = append(out, t.nameWord(from, i))
	}
	return out
}

// nameWord is the word of a text from one character to another.
func (t *shadow) nameWord(from, to int) nameWord {
	w := nameWord{from: from, to: to, capital: t.upper[from], folded: folded(t.text[from:to])}
	w.initial = len(w.folded) == 1 && w.capital
	return w
}

// alike are Latin letters that look like Cyrillic ones, and Cyrillic ones that
// stand for one another where a mark is lost.
var (
	alike = map[rune]rune{'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'k': 'к', 'm': 'м', 't': 'т', 'h': 'н', 'b': 'в'}
	bare  = map[rune]rune{'й': 'и', 'ї': 'і', 'ґ': 'г', 'ё': 'е'}
)

// folded returns a word without marks and apostrophes, in one alphabet; one in Latin
// letters as all tables of romanisation have it.
func folded(word []rune) []rune {
	cyrillic := slices.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	out := make([]rune, 0, len(word))
	for _, r := range word {
		if to, ok := alike[r]; ok && cyrillic {
			r = to
		}
		if to, ok := bare[r]; ok {
			r = to
		}
		if unicode.IsLetter(r) && r != 'ʼ' || r == '-' {
			out = append(out, r)
		}
	}
	if isLatin(out) {
		return latinKey(out)
	}
	return out
}

// find returns where names of the persons stand in a text.
func (p *people) find(s string) []span {
	if len(p.persons) == 0 || !p.mayName(s) {
		return nil
	}
	t := newShadow(s)
	list := t.apart()
	for i := 0; i < len(list); i++ {
		if len(list[i].folded) < 2 || t.inMemory(list, i) {
			continue
		}
		if instead, joined := p.joined[string(list[i].folded)]; joined {
			t.withhold(list[i].from, list[i].to, instead)
			continue
		}
		first, last, instead := p.at(t, list, i)
		if last > first {
			t.withhold(list[first].from, t.nameEnd(list[last]), instead)
			i = last
		}
	}
	return t.spans()
}

// mayName passes over nearly all texts: no word begins like one of a person.
func (p *people) mayName(s string) bool {
	var first rune // of the word, folded; 0 outside of words
	inside := false
	for _, r := range s {
		switch {
		case r >= 0x300 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)):
		case !unicode.IsLetter(r):
			inside = inside && strings.ContainsRune("'’ʼ`", r)
			if !inside {
				first = 0
			}
		case !inside:
			first, inside = unfold(r), true
		case first != 0:
			if p.starts[[2]rune{first, unfold(r)}] || p.loosely[[2]rune{looseRune(first), looseRune(unfold(r))}] {
				return true
			}
			first = 0
		}
	}
	return false
}

// unfold returns a letter as folded would in a word of either alphabet: Latin
// letters that look like Cyrillic ones become these.
func unfold(r rune) rune {
	r = unicode.ToLower(r)
	if to, ok := alike[r]; ok {
		return to
	}
	if to, ok := bare[r]; ok {
		return to
	}
	return r
}

// at returns the first and last word of the longest name around word i.
func (p *people) at(t *shadow, list []nameWord, i int) (first, last int, instead string) {
	w := list[i].folded
	of := p.by[[2]rune{w[0], w[1]}]
	free := loose(w)
	if isLatin(w) {
		free = nil
	}
	if len(free) > 1 {
		of = slices.Concat(of, p.byLoose[[2]rune{free[0], free[1]}])
	}
	if k := slices.Index(w, '-') + 1; k > 0 && len(w)-k > 2 {
		of = slices.Concat(of, p.by[[2]rune{w[k], w[k+1]}])
	}
	for _, c := range of {
		who := &p.persons[c.person]
		if !who.has(c.word, w, free) {
			continue
		}
		used := 1 << c.word
		from, to := i, i
		for n := 1; n > 0; to += n {
			n = who.next(t, list, to, 1, &used)
		}
		for n := 1; n > 0; from -= n {
			n = who.next(t, list, from, -1, &used)
		}
		if to > from && to+1 < len(list) && list[to+1].isMiddle() && t.adjacent(list[to], list[to+1]) {
			to++ // a patronymic that nobody has typed among the contacts
		}
		if to-from > last-first && used&^who.halves != 0 {
			first, last, instead = from, to, who.instead
		}
	}
	return first, last, instead
}

// has reports whether a word, of which free is what Russian and Ukrainian leave, is the
// i-th of the name.
func (n *named) has(i int, w, free []rune) bool {
	return sameWord(n.words[i], w) || len(n.loose[i]) > 1 && len(free) > 1 && sameLoose(n.loose[i], free)
}

// next returns how many words further, towards the end or the beginning of a text, the
// next one of the name stands: beside word i, or behind a patronymic or an initial; 0:
// there is none. Towards the beginning only initials, and what they may stand for, are
// new.
func (n *named) next(t *shadow, list []nameWord, i, way int, used *int) int {
	for far := 1; far <= 2; far++ {
		k := i + far*way
		if k < 0 || k >= len(list) || way < 0 && (!list[k].standsFor() || t.taken[list[k].from]) || !t.adjacent(list[min(k, k-way)], list[max(k, k-way)]) {
			return 0
		}
		if n.takes(used, list[k]) {
			return far
		}
		if !list[k].isMiddle() {
			return 0
		}
	}
	return 0
}

// standsFor reports whether a word is an initial, or may be what one stands for.
func (w nameWord) standsFor() bool {
	return w.initial || w.capital && len(w.folded) > 1 && (isGiven(w.folded) || isPatronymic(w.folded))
}

// takes finds a word or initial of the name that is not used yet.
func (n *named) takes(used *int, w nameWord) bool {
	free := loose(w.folded)
	if isLatin(w.folded) {
		free = nil
	}
	for i, own := range n.words {
		if *used&(1<<i) != 0 {
			continue
		}
		oneLetter := w.initial || len(own) == 1 && w.standsFor()
		if oneLetter && looseRune(own[0]) == looseRune(w.folded[0]) || !oneLetter && n.has(i, w.folded, free) {
			*used |= 1 << i
			return true
		}
	}
	return false
}

// adjacent reports whether two words stand beside each other, but for spaces, the
// point of an initial, a comma, or one sign as in addresses: ivan.petrenko.
func (t *shadow) adjacent(a, b nameWord) bool {
	switch between := b.from - a.to; {
	case between > 4:
		return false
	case between == 1 && strings.ContainsRune(".-+", t.text[a.to]):
		return true
	}
	for i := a.to; i < b.from; i++ {
		if !strings.ContainsRune(" \n", t.text[i]) && !(t.text[i] == '.' && len(a.folded) == 1) && t.text[i] != ',' && t.text[i] != '_' {
			return false
		}
	}
	return b.from >= a.to
}

// nameEnd is the end of a name whose last word is w: the point of an initial
// belongs to it.
func (t *shadow) nameEnd(w nameWord) int {
	if w.initial && t.get(w.to) == '.' {
		return w.to + 1
	}
	return w.to
}

// endings that Ukrainian names take in their cases, as folded; those with a
// consonant are of stems that change: Ольга, Ользі; Кравець, Кравця.
var endings = func() map[string]bool {
	out := map[string]bool{"": true}
	for _, e := range words(`а я у ю о е и і є ь ом ем єм ям ові еві єві ою ею єю ии іи ого ього ому ьому им ім оі ьоі іи ів ев их ими ам ами ах ям ями ях
		га зі ка ці ха сі ець ця цю цем цеві це ко ку ок ла ло s`) {
		out[e] = true
	}
	return out
}()

// sameWord reports whether two folded words are one but for their endings, and for
// the vowel that a closed last syllable alone has: Федір, Федора; Заєць, Зайця. A name
// is also one half of what is typed double: Петренко, Петренко-Іваненко.
func sameWord(a, b []rune) bool {
	if i := slices.Index(b, '-'); i > 1 && !slices.Contains(a, '-') {
		first := b[:i] // «Івано-» is no Іван
		return slices.Equal(a, first) || first[i-1] != 'о' && sameWord(a, first) || len(b)-i > 3 && sameWord(a, b[i+1:])
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
		return sameWord(a[:i], b[:k]) && sameWord(a[i+1:], b[k+1:])
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
