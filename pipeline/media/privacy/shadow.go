package privacy

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A shadow is a text as it is meant: every dash «-», every space « », every digit
// ASCII, letters in lower case, and nothing that cannot be seen. Each of its
// characters knows where it stands in the text.
type shadow struct {
	text  []rune
	at    []int  // byte where the character begins; one more: the length of the text
	upper []bool // the character is a capital
	taken []bool // the character is settled: part of a contact, or of what is none
	found []span // in characters of the shadow
	looks int    // how often a character was looked at: what the work costs
}

func newShadow(s string) *shadow {
	t := &shadow{text: make([]rune, 0, len(s)), at: make([]int, 0, len(s)+1), upper: make([]bool, 0, len(s))}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= ' ' && r < 0x7F || r >= 0x400 && r <= 0x4FF && (r < 0x483 || r > 0x489) { // nearly all
			low := unicode.ToLower(r)
			t.text, t.at, t.upper = append(t.text, low), append(t.at, i), append(t.upper, low != r)
			i += size
			continue
		}
		for _, meant := range spelled(r, s[i:i+size]) {
			t.text, t.at = append(t.text, unicode.ToLower(meant)), append(t.at, i)
			t.upper = append(t.upper, unicode.IsUpper(meant))
		}
		i += size
	}
	for i, r := range t.text { // a letter typed for nought
		if (r == 'o' || r == 'о') && i+1 < len(t.text) && isDigit(t.text[i+1]) && (i == 0 || !unicode.IsLetter(t.text[i-1])) {
			t.text[i] = '0'
		}
	}
	t.at = append(t.at, len(s))
	t.taken = make([]bool, len(t.text))
	return t
}

// spelled returns how a character is meant; nothing for what cannot be seen.
func spelled(r rune, own string) []rune {
	switch {
	case r == '\n' || r == '\r':
		return []rune{'\n'}
	case r < utf8.RuneSelf && r >= ' ':
		return []rune{r}
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Mn, r):
		return nil
	case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.IsControl(r):
		return []rune{' '}
	case unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '\u30FC' || r == '\u02D7' || r == '\u2043':
		return []rune{'-'}
	case r == '\u00B7' || r == '\u2022' || r == '\u2024' || r == '\u2219' || r == '\u22C5' || r == '\u3002' || r == '\uFF61':
		return []rune{'.'}
	case r == '\u2044' || r == '\u2215':
		return []rune{'/'}
	case unicode.Is(unicode.Nd, r):
		return []rune{'0' + digitOf(r)}
	case r >= 0x2100: // fullwidth and other forms of compatibility; «№» stays itself
		if r == '№' {
			return []rune{r}
		}
		return []rune(norm.NFKC.String(own))
	}
	return []rune{r}
}

// digitOf returns the value of a decimal digit of any script: they stand in runs
// of ten (The Unicode Standard, section 4.6).
func digitOf(r rune) rune {
	for _, run := range unicode.Nd.R16 {
		if lo := rune(run.Lo); r >= lo && r <= rune(run.Hi) {
			return (r - lo) % 10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if lo := rune(run.Lo); r >= lo && r <= rune(run.Hi) {
			return (r - lo) % 10
		}
	}
	return 0
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.Is(unicode.Nd, r)
}

// get returns a character, 0 outside of the text.
func (t *shadow) get(i int) rune {
	t.looks++
	if i < 0 || i >= len(t.text) {
		return 0
	}
	return t.text[i]
}

// withhold marks a part as a contact.
func (t *shadow) withhold(from, to int, instead string) {
	t.found = append(t.found, span{from, to, instead})
	t.settle(from, to)
}

// settle keeps a part from being judged again.
func (t *shadow) settle(from, to int) {
	for i := from; i < to; i++ {
		t.taken[i] = true
	}
}

// spans returns what was found, in bytes of the text.
func (t *shadow) spans() []span {
	out := make([]span, len(t.found))
	for i, f := range t.found {
		// What cannot be seen behind the last character goes with it.
		out[i] = span{t.at[f.from], t.at[f.to], f.instead}
	}
	return out
}

// has reports whether a word stands at i.
func (t *shadow) has(i int, word string) bool {
	for _, r := range word {
		if t.get(i) != r {
			return false
		}
		i++
	}
	return true
}

// wordBefore returns the word that ends right before i, and where it begins; a
// point within belongs to it («т.», «р/р» is two).
func (t *shadow) wordBefore(i int) (word string, from int) {
	from = i
	for from > 0 && unicode.IsLetter(t.get(from-1)) {
		from--
	}
	return string(t.text[from:i]), from
}
