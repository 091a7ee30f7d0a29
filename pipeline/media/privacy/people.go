package privacy

import (
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/media/privacy/name"
)

// A Person is someone whose full name is withheld wherever it stands: two words
// of it or more, in either order, with initials for the others, in any case.
type Person struct {
	Name    string // as typed
	Instead string // what stands for it; "" is withheld
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
			if name.IsLatin(w) {
				starts = name.LatinStarts(w)
			}
			for _, s := range starts {
				p.starts[[2]rune{name.Unfold(s[0]), name.Unfold(s[1])}] = true
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
	word = name.Loose(word)
	if len(word) > 1 {
		p.byLoose[[2]rune{word[0], word[1]}] = append(p.byLoose[[2]rune{word[0], word[1]}], of)
		for _, s := range name.LooseStarts(word) {
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
	w := nameWord{from: from, to: to, capital: t.upper[from], folded: name.Folded(t.text[from:to])}
	w.initial = len(w.folded) == 1 && w.capital
	return w
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
			first, inside = name.Unfold(r), true
		case first != 0:
			if p.starts[[2]rune{first, name.Unfold(r)}] || p.loosely[[2]rune{name.LooseRune(first), name.LooseRune(name.Unfold(r))}] {
				return true
			}
			first = 0
		}
	}
	return false
}

// at returns the first and last word of the longest name around word i.
func (p *people) at(t *shadow, list []nameWord, i int) (first, last int, instead string) {
	w := list[i].folded
	of := p.by[[2]rune{w[0], w[1]}]
	free := name.Loose(w)
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
	return name.Same(n.words[i], w) || len(n.loose[i]) > 1 && len(free) > 1 && name.SameLoose(n.loose[i], free)
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
	free := name.Loose(w.folded)
	for i, own := range n.words {
		if *used&(1<<i) != 0 {
			continue
		}
		oneLetter := w.initial || len(own) == 1 && w.standsFor()
		if oneLetter && sameInitial(own, w.folded) || !oneLetter && n.has(i, w.folded, free) {
			*used |= 1 << i
			return true
		}
	}
	return false
}

// sameInitial reports whether one letter may stand for both of two words.
func sameInitial(a, b []rune) bool {
	of := name.Initials(b)
	return slices.ContainsFunc(name.Initials(a), func(r rune) bool { return slices.Contains(of, r) })
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

// shortestPart is how long each name is at least that stands in one word with another.
const shortestPart = 3

// apart returns the words of a text as names are looked for in it: those of addresses
// and names of files too, ivan-petrenko and IvanPetrenko.
func (t *shadow) apart() (out []nameWord) {
	for _, w := range t.names() {
		from := w.from
		latin := name.IsLatin(t.text[w.from:w.to])
		for i := w.from + 1; i < w.to; i++ {
			hyphen := latin && t.text[i] == '-'
			if hyphen || t.upper[i] && !t.upper[i-1] && unicode.IsLetter(t.text[i-1]) && i-from >= shortestPart && w.to-i >= shortestPart {
				out = append(out, t.nameWord(from, i))
				from = i
				if hyphen {
					from++
				}
			}
		}
		if from == w.from {
			out = append(out, w)
		} else {
			out = append(out, t.nameWord(from, w.to))
		}
	}
	return out
}

// join notes how two names of a person are written as one word: ivanpetrenko.
func (p *people) join(n named) {
	for i, a := range n.words {
		for k, b := range n.words {
			if i != k && len(a) >= shortestPart && len(b) >= shortestPart && name.IsLatin(a) && name.IsLatin(b) {
				p.joined[string(name.LatinKey(slices.Concat(a, b)))] = n.instead
			}
		}
	}
}

// isMiddle reports whether a word may stand within a name besides those known of it: a
// patronymic of either language, an initial.
func (w nameWord) isMiddle() bool {
	return w.initial || w.capital && len(w.folded) >= 6 && name.LooseStem(name.Loose(w.folded)) != nil
}
