// Package sight says at one walk over a text whether it may hold the contact of a person.
// It believes that nearly all texts do not, and that whatever it cannot tell is to be
// judged.
package sight

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// everyday ends the characters of Latin and Cyrillic: none of them but 0 to 9 is a digit.
const everyday = 0x530

// What a character of every day may mean for a contact.
const (
	plain  = iota // nothing
	digit         // of a number
	plus          // of a number
	like          // a letter that is typed for one
	surely        // a sign of an address, whatever stands beside it
	open          // a bracket: a word for «@» may follow
	slash
	colon
	point
	spaced // parts words, as other marks do
	odd    // what it means is looked at
)

// A glance is what a character of every day means, and the letter that it is in
// lower case; 0 it is none.
type glance struct {
	is     uint8
	letter rune
}

var glances = func() (out [everyday]glance) {
	for i := range out {
		r := rune(i)
		g := &out[i]
		switch {
		case '0' <= r && r <= '9':
			g.is = digit
		case strings.ContainsRune("@%&_", r):
			g.is = surely
		case strings.ContainsRune("([{<", r):
			g.is = open
		case r == '/':
			g.is = slash
		case r == ':':
			g.is = colon
		case r == '.':
			g.is = point
		case r == '+':
			g.is = plus
		case ' ' <= r && r <= '~' && !unicode.IsLetter(r) || r == '«' || r == '»':
			g.is = spaced
		case r < ' ' || r > '~' && (r < 0x400 || 0x483 <= r && r < 0x490):
			g.is = odd
		default:
			g.letter = unicode.ToLower(r)
		}
		switch {
		case r == '|': // it parts digits, or is one
			g.is = odd
		case LikeDigit(g.letter) != 0:
			g.is = like
		}
	}
	return out
}()

// glanceAt returns what the character at i means, and its length in bytes.
func glanceAt(s string, i int) (g *glance, size int) {
	if c := s[i]; c < utf8.RuneSelf {
		return &glances[c], 1
	} else if (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80 {
		return &glances[rune(c&0x1f)<<6|rune(s[i+1]&0x3f)], 2
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r < everyday:
		return &glances[r], size
	case r == '’' || r == '–' || r == '—' || r == '№' || r == '“' || r == '”' || r == '…':
		return &glances[' '], size
	case r == '＠' || r == '﹫':
		return &glances['@'], size
	case unicode.IsNumber(r):
		return &oddDigit, size
	}
	return &oddSign, size
}

var oddDigit, oddSign = glance{is: digit, letter: -1}, glance{is: odd}

// A Sight is what was seen in a text at one walk.
type Sight struct {
	Digits  int  // letters that may be typed for some are counted too
	Odd     bool // a character whose meaning has to be looked at
	Sign    bool // one that an address may have, but not alone
	Spelled bool // letters of a word for «@» or a nought
	Surely  bool // a sign of an address stands there
}

// Of looks at a text once. What has neither digits enough nor a sign of an address holds
// no contact.
func Of(s string) (v Sight) {
	var before, last rune
	was, dotted := uint8(plain), false // the character before; a point in what may be the host of a link
	likely, among := 0, false          // letters like digits that are not counted, behind the last other character; digits stand there
	for i := 0; i < len(s); {
		g, size := glanceAt(s, i)
		i += size
		switch g.is {
		case digit:
			v.Digits, likely, among = v.Digits+1+likely, 0, true
			v.Odd = v.Odd || g.letter != 0
		case like:
			if likely++; among {
				v.Digits, likely = v.Digits+1, 0
			}
		case surely:
			v.Surely = true
			return v
		case open:
			v.Sign = true
			v.Surely = v.Surely || mayBeAt(s[i:])
			dotted = false
		case slash:
			v.Sign = true
			v.Surely = v.Surely || dotted || was == colon
			dotted = false
		case colon: // that of a scheme stands behind a Latin letter
			v.Sign = true
			v.Surely = v.Surely || 'a' <= last && last <= 'z'
			dotted = false
		case point:
			dotted = true
		case spaced, plus:
			dotted = dotted && (s[i-1] == '-' || size > 1)
		case odd:
			v.Odd, dotted = true, true
		}
		if v.Surely {
			return v
		}
		if g.is != digit && g.is != like {
			if likely == twoNoughts { // among digits: 45 OO 67
				v.Digits += likely
			}
			likely, among = 0, false
		}
		if last > 0 && g.letter > 0 {
			v.Spelled = v.Spelled || mayBeSpelled(before, last, g.letter)
		}
		before, last, was = last, g.letter, g.is
	}
	return v
}

// twoNoughts may be typed in letters alone.
const twoNoughts = 2

// mayBeSpelled tells whether letters stand in one of those words, in any case: собака, нуль,
// sobaka, равлик, skype, скайп, dot.
func mayBeSpelled(before, last, r rune) bool {
	type pair struct{ last, r rune }
	switch (pair{last, r}) {
	case pair{'б', 'а'}, pair{'в', 'л'}, pair{'й', 'п'}, pair{'b', 'a'}, pair{'y', 'p'}, pair{'o', 't'}:
		return true
	case pair{'л', 'ь'}:
		return before == 'у'
	}
	return false
}

// mayBeAt reports whether behind a bracket a word for «@» may stand.
func mayBeAt(s string) bool {
	s = strings.TrimLeft(s, " ")
	r, size := utf8.DecodeRuneInString(s)
	if r >= everyday || glances[r].is == odd || glances[r].is == surely {
		return true
	}
	return slices.ContainsFunc(Bracketed, func(word string) bool {
		first, length := utf8.DecodeRuneInString(word)
		if first != glances[r].letter {
			return false
		}
		next := glanceLetter(s[size:])
		return next < 0 || next == glanceLetter(word[length:])
	})
}

// glanceLetter returns the first letter of a text in lower case, 0 where it begins
// with another character, below 0 where what it means has to be looked at.
func glanceLetter(s string) rune {
	if s == "" {
		return 0
	}
	g, _ := glanceAt(s, 0)
	if g.is == odd {
		return -1
	}
	return g.letter
}

// wholeNumber is how many digits a telephone number has at least that no word
// announces.
const wholeNumber = 9

// MostGap is how many characters stand between two runs of digits of one number.
const MostGap = 5

// Words announce telephones, by their first letter, in lower case.
type Words [everyday][]word

// MayNumber passes over postal codes, numbers of houses and codes of centres: a few
// digits in a row, and no word of a telephone beside them.
func (ws *Words) MayNumber(s string) bool {
	row, gap, word := 0, 0, -1 // digits of the row at hand, what stands behind the last one, where the word at hand begins
	for i := 0; i < len(s); {
		g, size := glanceAt(s, i)
		letter := g.letter > 0
		switch {
		case g.is == odd, g.is == plus, g.letter < 0:
			return true // what it may mean is looked at
		case letter && word < 0:
			word = i
		case !letter && word >= 0:
			if ws.announce(s[word:i]) {
				return true
			}
			word = -1
		}
		switch g.is {
		case digit, like:
			if row++; row >= wholeNumber {
				return true
			}
			gap = 0
		default:
			if gap++; gap > MostGap || letter {
				row = 0
			}
		}
		i += size
	}
	return word >= 0 && ws.announce(s[word:])
}

// announce reports whether a word, in any case, may say that a short number is that of
// a telephone.
func (ws *Words) announce(word string) bool {
	g, size := glanceAt(word, 0)
	for _, w := range ws[max(g.letter, 0)] {
		if len(w.text) > len(word) || len(w.text) < len(word) && !w.open || w.next != glanceLetter(word[size:]) {
			continue
		}
		if strings.EqualFold(w.text, word[:len(w.text)]) {
			return true
		}
	}
	return false
}

// A word may stand beside a telephone.
type word struct {
	text string
	next rune // its second letter; 0: there is none
	open bool // others that begin so do too
}

// NewWords makes words ready to be looked for; those of so many letters stand for all
// that begin with them.
func NewWords(open int, words ...string) *Words {
	out := &Words{}
	for _, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		out[first] = append(out[first], word{w, glanceLetter(w[size:]), utf8.RuneCountInString(w) == open})
	}
	return out
}

// Bracketed are words that stand for «@» in brackets.
var Bracketed = []string{"at", "@", "собака", "собачка", "собачко", "равлик", "sobaka", "ет", "эт", "dog", "а", "a"}

// LikeDigit returns the digit for which a small letter or a stroke may be typed; 0 none.
func LikeDigit(r rune) rune {
	switch r {
	case 'o', 'о', 'ο':
		return '0'
	case 'i', 'і', 'l', 'ӏ', '|':
		return '1'
	case 'з':
		return '3'
	}
	return 0
}
