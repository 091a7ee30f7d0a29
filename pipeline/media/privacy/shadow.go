package privacy

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depository.example/depository/pipeline/media/privacy/sight"
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
	raised := 0 // where the last digit ends that stands above the line
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= ' ' && r < 0x7F || r >= 0x400 && r <= 0x4FF && (r < 0x483 || r > 0x489) { // nearly all
			low := unicode.ToLower(r)
			t.text, t.at, t.upper = append(t.text, low), append(t.at, i), append(t.upper, low != r)
			i += size
			continue
		}
		means := undressed(r, t.text, &raised)
		if means == nil {
			means = spelled(r, s[i:i+size])
		}
		for _, meant := range means {
			t.text, t.at = append(t.text, unicode.ToLower(meant)), append(t.at, i)
			t.upper = append(t.upper, unicode.IsUpper(meant))
		}
		i += size
	}
	mistyped(t.text)
	t.at = append(t.at, len(s))
	t.taken = make([]bool, len(t.text))
	return t
}

// mistyped puts digits where letters that look like them stand among digits: O67 I23.
func mistyped(text []rune) {
	for i := 0; i < len(text); {
		from, digits, letters, noughts := i, 0, 0, true
		for ; i < len(text); i++ {
			if '0' <= text[i] && text[i] <= '9' {
				digits++
			} else if is := likeDigitAt(text, i); is != 0 {
				letters, noughts = letters+1, noughts && is == '0'
			} else {
				break
			}
		}
		switch {
		case i == from:
			i++
		case letters == 0 || from > 0 && unicode.IsLetter(text[from-1]) || i < len(text) && unicode.IsLetter(text[i]):
		case digits > 0 || noughts && i-from == 2 && from > 1 && isDigit(text[from-2]) && i+1 < len(text) && isDigit(text[i+1]): // 45 OO 67
			for k := from; k < i; k++ {
				if is := likeDigitAt(text, k); is != 0 {
					text[k] = is
				}
			}
		}
	}
}

// likeDigitAt is likeDigit of a character; a stroke behind a digit or before none parts
// digits: 067|123.
func likeDigitAt(text []rune, i int) rune {
	if text[i] == '|' && (i > 0 && (isDigit(text[i-1]) || sight.LikeDigit(text[i-1]) != 0) || i+1 == len(text) || !isDigit(text[i+1])) {
		return 0
	}
	return sight.LikeDigit(text[i])
}

// dressed are the first of nine digits, from 1 on, that bear a circle, brackets or a
// point.
var dressed = []rune{0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A}

// undressed returns the digits that a sign behind a text is meant for; nil where it is
// none. raised is where the last digit of the text ends that stands above the line.
func undressed(r rune, text []rune, raised *int) []rune {
	last := rune(0)
	if n := len(text); n > 0 {
		last = text[n-1]
	}
	switch {
	case r >= 0x2080 && r <= 0x2089: // below the line
		return []rune{'0' + r - 0x2080}
	case r == 0x2070 || r == 0xB9 || r == 0xB2 || r == 0xB3 || r >= 0x2074 && r <= 0x2079: // above it: behind a word or a number a footnote, or square metres
		if unicode.IsLetter(last) || isDigit(last) && *raised < len(text) {
			return nil
		}
		*raised = len(text) + 1
		return []rune(norm.NFKC.String(string(r)))
	case r == 0x24EA || r == 0x24FF || r == 0x1F10B || r == 0x1F10C:
		return []rune{'0'}
	}
	for _, first := range dressed {
		if r >= first && r < first+9 {
			return []rune{'1' + r - first}
		}
	}
	return nil
}

// spelled returns how a character is meant; nothing for what cannot be seen.
func spelled(r rune, own string) []rune {
	switch {
	case r == '\n' || r == '\r':
		return []rune{'\n'}
	case r < utf8.RuneSelf && r >= ' ':
		return []rune{r}
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
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
