package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/automaton"
)

// A text is what stands in one text: the numbers that it prints, in their order, and a bit
// for each usual id that it names.
type text struct {
	numbers []int32
	names   []uint64
}

// A reader reads texts. Many pages say the same, which it reads once.
type reader struct {
	usual  *vocabulary
	taken  *strings.Replacer // takes the names of partners and hromadas out of a text, where they have a number in them
	tokens map[string]int32  // the number of each print of a number
	known  map[string]text
}

// mostKnown is how many texts a reader keeps at a time.
const mostKnown = 1 << 14

func newReader(usual *vocabulary, taken *strings.Replacer) *reader {
	return &reader{usual: usual, taken: taken, tokens: map[string]int32{}, known: map[string]text{}}
}

// read reads a text; what it returns is not changed.
func (r *reader) read(s string) text {
	t, known := r.known[s]
	if !known {
		if len(r.known) == mostKnown {
			clear(r.known)
		}
		t = text{r.numbersIn(s), r.usual.namedIn(s)}
		r.known[s] = t
	}
	return t
}

// numbersIn lists the numbers of a text; those within names are none.
func (r *reader) numbersIn(s string) []int32 {
	if !mayHaveDigits(s) {
		return nil
	}
	return r.number(Tokens(r.taken.Replace(s)))
}

// number returns the numbers of tokens.
func (r *reader) number(tokens []string) (out []int32) {
	for _, token := range tokens {
		n, known := r.tokens[token]
		if !known {
			n = int32(len(r.tokens))
			r.tokens[strings.Clone(token)] = n
		}
		out = append(out, n)
	}
	return out
}

// mayHaveDigits reports whether there can be a token in a text.
func mayHaveDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= firstOther {
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsDigit(r) {
				return true
			}
			i += size - 1
		} else if c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}

// A vocabulary is what ids are called that nearly every page names.
type vocabulary struct {
	bits  map[string]int // the number of an id
	width int            // of a set of ids, in words
	none  []uint64       // of a text that names nothing

	class [256]uint16 // of a byte that stands in a name; 0 any other
	words *automaton.Automaton
	named []int // the id that a word names
}

// newVocabulary is that of ids and their names.
func newVocabulary(ids []string, names map[string][]string) *vocabulary {
	v := &vocabulary{bits: map[string]int{}}
	var words []string
	for _, id := range ids {
		if _, known := v.bits[id]; known {
			continue
		}
		n := len(v.bits)
		v.bits[id] = n
		for _, word := range append([]string{id}, names[id]...) {
			if word != "" {
				words, v.named = append(words, word), append(v.named, n)
			}
		}
	}
	v.width = (len(v.bits) + 63) / 64
	v.none = make([]uint64, v.width)
	v.enter(words)
	return v
}

// enter makes the automaton that finds words, byte by byte.
func (v *vocabulary) enter(words []string) {
	classes := 1
	for _, w := range words {
		for i := range len(w) {
			if v.class[w[i]] == 0 {
				v.class[w[i]] = uint16(classes)
				classes++
			}
		}
	}
	v.words = automaton.New(classes)
	for n, w := range words {
		symbols := make([]uint16, len(w))
		for i := range symbols {
			symbols[i] = v.class[w[i]]
		}
		v.words.Enter(symbols, int32(n))
	}
	v.words.Link()
}

// namedIn returns a bit for each id that a text names.
func (v *vocabulary) namedIn(s string) []uint64 {
	out, at := v.none, int32(0)
	for i := range len(s) {
		at = v.words.Step(at, v.class[s[i]])
		for _, w := range v.words.Ends(at) {
			if n := v.named[w]; out[n/64]&(1<<(n%64)) == 0 {
				if &out[0] == &v.none[0] {
					out = make([]uint64, v.width)
				}
				out[n/64] |= 1 << (n % 64)
			}
		}
	}
	return out
}
