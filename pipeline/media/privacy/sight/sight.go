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
	Numbers bool // a few digits may be a telephone: they stand in a long row, behind a plus, or a word says so
}

// A character of every day at a glance: what it means, whether it is a letter, and
// whether it is the second one of a pair of mayBeSpelled. Two more stand for the others.
const (
	meaning    = 0x0f
	isLetter   = 0x80
	endsPair   = 0x40
	plainOne   = isLetter           // and plain, which is 0
	aDigit     = rune(everyday)     // what is a digit elsewhere
	anotherOne = rune(everyday) + 1 // whatever else
)

var meanings = func() (out [everyday + 2]uint8) {
	for i := range glances {
		out[i] = glances[i].is
		if l := glances[i].letter; l > 0 {
			out[i] |= isLetter
			if strings.ContainsRune("алпьapt", l) {
				out[i] |= endsPair
			}
		}
	}
	out[aDigit], out[anotherOne] = digit, odd
	return out
}()

// everydayAt returns the character at i as meanings has it, and its length in bytes.
func everydayAt(s string, i int) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s[i:])
	switch {
	case r < everyday:
		return r, size
	case r == '’' || r == '–' || r == '—' || r == '№' || r == '“' || r == '”' || r == '…':
		return ' ', size
	case r == '＠' || r == '﹫':
		return '@', size
	case unicode.IsNumber(r):
		return aDigit, size
	}
	return anotherOne, size
}

// A walk over a text knows what stood before the character at hand.
type walk struct {
	Sight
	s      string
	dotted bool // a point stands in what may be the host of a link

	end    int  // of the last digit, or letter like one
	among  bool // digits stand in the run that ends there
	likely int  // letters like digits of it that are not counted
	row    int  // digits, and letters like them, that may be of one number
}

// Of looks at a text once. What has neither digits enough nor a sign of an address holds
// no contact. The words are those of telephones.
func Of(s string, words *Words) Sight {
	w := walk{s: s}
	inWord := false // the character before is a letter
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if (r == 0xd0 || r == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80 { // a Cyrillic letter
				r, size = r&0x1f<<6|rune(s[i+1]&0x3f), 2
			} else {
				r, size = everydayAt(s, i)
			}
		}
		is := meanings[r]
		letter := is&isLetter != 0
		if letter && !inWord && words.begins[r] && !w.Numbers {
			w.Numbers = words.announce(s[i:])
		}
		switch {
		case is == plainOne, is == plainOne|endsPair && (i == 0 || !beginPair[s[i-1]]):
		case is == isLetter|like && inWord && i > w.end: // as in any word
			w.begin(1)
			w.end = i + size
		default:
			if w.see(is, r, i, size, inWord) {
				return w.Sight
			}
		}
		inWord = letter
		i += size
	}
	if w.likely == twoNoughts && w.end < len(s) {
		w.Digits += twoNoughts
	}
	w.Numbers = w.Numbers || w.Odd
	return w.Sight
}

// see takes in a character that means something, at i; inWord: behind a letter. It
// reports whether nothing else matters.
func (w *walk) see(is uint8, r rune, i, size int, inWord bool) (enough bool) {
	switch is & meaning {
	case plain:
		w.Spelled = w.Spelled || is&endsPair != 0 && mayEndPair(w.s, i, glances[r].letter)
		return false
	case digit, like:
		w.count(is, i, inWord)
		w.Odd = w.Odd || r == aDigit
		w.end = i + size
		return false
	case surely:
		w.Surely = true
	case open:
		w.Sign = true
		w.Surely = mayBeAt(w.s[i+size:])
		w.dotted = false
	case slash:
		w.Sign = true
		w.Surely = w.dotted || i > 0 && w.s[i-1] == ':'
		w.dotted = false
	case colon: // that of a scheme stands behind a Latin letter
		w.Sign = true
		w.Surely = i > 0 && isLatin(w.s[i-1])
		w.dotted = false
	case point:
		w.dotted = true
	case plus:
		w.Numbers = true
		w.dotted = false
	case spaced:
		w.dotted = w.dotted && (r == '-' || size > 1)
	case odd:
		w.Odd, w.dotted = true, true
	}
	return w.Surely
}

func isLatin(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// begin begins a run of letters like digits, behind something else.
func (w *walk) begin(row int) {
	if w.likely == twoNoughts { // among digits: 45 OO 67
		w.Digits += twoNoughts
	}
	w.likely, w.among, w.row = 1, false, row
}

// count counts a digit, or a letter like one, at i.
func (w *walk) count(is uint8, i int, inWord bool) {
	row := w.row + 1
	if i > w.end || i == 0 { // something else stands between
		if inWord || !mayGoOn(w.s[w.end:i]) {
			row = 1
		}
		w.begin(row)
		w.likely = 0
	}
	switch {
	case is&meaning == digit:
		w.Digits, w.likely, w.among = w.Digits+1+w.likely, 0, true
	case w.among:
		w.Digits++
	default:
		w.likely++
	}
	w.row = row
	w.Numbers = w.Numbers || row >= wholeNumber
}

// mayGoOn reports whether so little stands between two digits, and no letter, that they
// may be of one number.
func mayGoOn(between string) bool {
	n := 0
	for i := 0; i < len(between); n++ {
		g, size := glanceAt(between, i)
		if n == MostGap || g.letter > 0 {
			return false
		}
		i += size
	}
	return true
}

// beginPair are the last bytes of the letters with which a pair of mayBeSpelled begins.
var beginPair = func() (out [1 << 8]bool) {
	for _, letter := range []string{"б", "Б", "в", "В", "й", "Й", "л", "Л", "b", "B", "y", "Y", "o", "O"} {
		out[letter[len(letter)-1]] = true
	}
	return out
}()

// mayEndPair reports whether a letter at i ends a pair of mayBeSpelled.
func mayEndPair(s string, i int, letter rune) bool {
	last, size := letterBefore(s, i)
	if last == 0 {
		return false
	}
	before, _ := letterBefore(s, i-size)
	return mayBeSpelled(before, last, letter)
}

// letterBefore returns the letter that ends at i, in lower case, and its length; 0 it is
// none.
func letterBefore(s string, i int) (letter rune, size int) {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	if r < 0 || r >= everyday {
		return 0, size
	}
	return glances[r].letter, size
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

// Words announce telephones.
type Words struct {
	by     [everyday][]word // by their first letter, in lower case
	begins [everyday + 2]bool
}

// announce reports whether a text begins with a word, in any case, that may say that a
// short number is that of a telephone.
func (ws *Words) announce(s string) bool {
	g, size := glanceAt(s, 0)
	next := max(glanceLetter(s[size:]), 0)
	for i := range ws.by[g.letter] {
		if w := &ws.by[g.letter][i]; w.next == next && w.begins(s) {
			return true
		}
	}
	return false
}

// A word may stand beside a telephone.
type word struct {
	letters []rune
	next    rune // the second of them; 0: there is none
	open    bool // others that begin so do too
}

// begins reports whether a text begins with the word.
func (w *word) begins(s string) bool {
	for _, letter := range w.letters {
		if s == "" {
			return false
		}
		g, size := glanceAt(s, 0)
		if g.letter != letter {
			return false
		}
		s = s[size:]
	}
	return w.open || glanceLetter(s) <= 0
}

// NewWords makes words ready to be looked for; those of so many letters stand for all
// that begin with them.
func NewWords(open int, words ...string) *Words {
	out := &Words{}
	for _, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		out.by[first] = append(out.by[first], word{[]rune(w), glanceLetter(w[size:]), utf8.RuneCountInString(w) == open})
	}
	for i := range glances {
		out.begins[i] = len(out.by[glances[i].letter]) > 0
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
