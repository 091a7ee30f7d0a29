package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// A digits is an unbroken run of digits of a shadow, and what leads to the next.
type digits struct {
	from, to int
	plus     bool   // «+» right before it
	gap      string // between it and the next of its chain; "" it is the last
}

// Limits of what one number is written with.
const (
	mostGap    = 5  // characters between two runs of digits
	mostRuns   = 12 // runs of digits of one number
	mostDigits = 15 // ITU-T E.164
)

// phones finds telephone numbers: chains of digits, cut where numbers are whole.
func (t *shadow) phones() {
	t.dates()
	for i := 0; i < len(t.text); {
		chain, next := t.chain(i)
		if len(chain) == 0 {
			return
		}
		t.phonesOf(chain)
		i = next
	}
}

// chain returns the next runs of digits that only separators part, and where to
// look on.
func (t *shadow) chain(i int) (out []digits, next int) {
	for i < len(t.text) && (t.taken[i] || !isDigit(t.text[i])) {
		i++
	}
	for i < len(t.text) && !t.taken[i] && isDigit(t.text[i]) {
		d := digits{from: i, plus: t.plusBefore(i)}
		for i < len(t.text) && !t.taken[i] && isDigit(t.text[i]) {
			i++
		}
		d.to = i
		for i < len(t.text) && !t.taken[i] && i-d.to <= mostGap && strings.ContainsRune(" \n-./()[]{}_*~|\\", t.text[i]) {
			i++
		}
		more := i < len(t.text) && i > d.to && !t.taken[i] && isDigit(t.text[i]) && i-d.to <= mostGap
		if more {
			d.gap = asBrackets.Replace(string(t.text[d.to:i]))
		}
		out = append(out, d)
		if !more {
			break
		}
	}
	return out, max(i, next)
}

// asBrackets makes all brackets round.
var asBrackets = strings.NewReplacer("[", "(", "{", "(", "]", ")", "}", ")")

// plusBefore reports whether a «+» leads a run of digits.
func (t *shadow) plusBefore(i int) bool {
	for n := 0; n < 3 && (t.get(i-1) == ' ' || t.get(i-1) == '('); n++ {
		i--
	}
	return t.get(i-1) == '+'
}

// phonesOf withholds the numbers of a chain.
func (t *shadow) phonesOf(chain []digits) {
	free := true // a number may begin here: not right behind other digits
	for i := 0; i < len(chain); {
		n := 0
		if free {
			n = t.longest(chain[i:])
		}
		if n == 0 {
			free = strings.ContainsAny(chain[i].gap, " \n") || strings.HasPrefix(chain[i].gap, "(")
			i++
			continue
		}
		t.phone(chain[i : i+n])
		i += n
		for i < len(chain) && t.taken[chain[i].from] { // the last digits of another number: 59-50-50/51
			i++
		}
		free = true
	}
}

// longest returns how many runs the longest number at the start of a chain has;
// 0: none begins there.
func (t *shadow) longest(chain []digits) int {
	best := 0
	var number []rune
	var before *lead
	for i, d := range chain {
		number = append(number, t.text[d.from:d.to]...)
		if len(number) > mostDigits+2 || i == mostRuns { // two more: 00 for +
			break
		}
		if len(number) < fewest || !t.mayEnd(chain[i:]) {
			continue
		}
		if before == nil {
			l := t.leadTo(chain[0].from)
			before = &l
		}
		if t.isPhone(chain[:i+1], string(number), before) {
			best = i + 1
		}
	}
	return best
}

// mayEnd reports whether a number may end with the first run of what is left of
// a chain: digits that touch it belong to it, unless they begin another one.
func (t *shadow) mayEnd(rest []digits) bool {
	gap := rest[0].gap
	if gap == "" || strings.ContainsAny(gap, " \n") || strings.ContainsAny(gap, "(_*~|\\") && !strings.Contains(gap, ")") {
		return true
	}
	next := rest[1]
	return gap == "/" && (next.to-next.from <= 2 || t.text[next.from] == '0' || t.text[next.from] == '3')
}

// isPhone judges a candidate: by the words before it, by how it is written, by
// the numbering plan, and by what follows.
func (t *shadow) isPhone(c []digits, number string, before *lead) bool {
	from, to := c[0].from, c[len(c)-1].to
	said := t.announced(before, number, c)
	switch {
	case t.get(to) == ':' && isDigit(t.get(to+1)), t.get(from-1) == ':' && isDigit(t.get(from-2)):
		return false // a cadastral number, a time
	case said == byPhone && len(number) >= fewest:
		return !t.counted(to, c) && !isFraction(c)
	case said == byMessenger && len(number) == 9:
		return !t.counted(to, c) && !thousands(c, t)
	}
	return inPlan(number, c[0].plus) && wellWritten(c, t) && t.stands(c, said)
}

// stands judges by what is around a number that is written well.
func (t *shadow) stands(c []digits, said announcement) bool {
	from, to := c[0].from, c[len(c)-1].to
	if said == byPhone || said == byMessenger {
		return !t.counted(to, c)
	}
	usual := c[0].plus || usualGroups(c)
	switch {
	case t.counted(to, c):
		return false
	case (said == asCode || said == nearCode) && !usual:
		return false
	case t.glued(from, to):
		return false
	}
	return usual || !strings.HasSuffix(t.digitsOf(c), "00000") // a code of a territory
}

// digitsOf returns the digits of runs one after the other.
func (t *shadow) digitsOf(c []digits) string {
	var out strings.Builder
	for _, d := range c {
		out.WriteString(string(t.text[d.from:d.to]))
	}
	return out.String()
}

// phone withholds a number with its brackets, its «+» and its extension, and the
// two last digits of another one behind a stroke.
func (t *shadow) phone(c []digits) {
	from, to := c[0].from, c[len(c)-1].to
	for i := from - 1; i >= 0 && from-i <= 4 && strings.ContainsRune(" ([{+", t.text[i]); i-- {
		if t.text[i] == '+' || t.text[i] != ' ' && slices.ContainsFunc(t.text[from:to], func(r rune) bool { return strings.ContainsRune(")]}", r) }) {
			from = i
		}
	}
	for t.get(to) == '/' && isDigit(t.get(to+1)) && isDigit(t.get(to+2)) && !isDigit(t.get(to+3)) {
		to += 3
	}
	t.withhold(from, t.extended(to), "")
}

// extensions of a number: inner ones.
var extensions = []string{"додатковий", "дод", "доб", "внутрішній", "внутр", "вн", "ext", "доп"}

// extended returns the end of a number with its extension.
func (t *shadow) extended(to int) int {
	i := to
	for strings.ContainsRune(" ,;(", t.get(i)) && i-to < 3 {
		i++
	}
	for _, word := range extensions {
		if !t.has(i, word) {
			continue
		}
		at := i + len([]rune(word))
		for n := 0; n < 5 && strings.ContainsRune(" .:№n", t.get(at)); n++ {
			at++
		}
		end := at
		for isDigit(t.get(end)) || end > at && t.get(end) == '-' && isDigit(t.get(end+1)) {
			end++
		}
		if end == at || end-at > 6 {
			return to
		}
		if strings.ContainsRune(string(t.text[to:i]), '(') && t.get(end) == ')' {
			end++
		}
		return end
	}
	return to
}

// dates settles what is a day, a year with its month, or a part of one.
func (t *shadow) dates() {
	for i := 0; i < len(t.text); i++ {
		if !isDigit(t.text[i]) || isDigit(t.get(i-1)) {
			continue
		}
		if n := t.dateAt(i); n > 0 && !isDigit(t.get(i+n)) {
			t.settle(i, i+n)
			i += n
		}
	}
}

// dateAt returns the length of a date that begins at i, 0 none: 01.02.2024,
// 1/02/2024, 01-02-2024, 2024-02-01, 01.02.24.
func (t *shadow) dateAt(i int) int {
	var part [3]int
	var length [3]int
	var mark rune
	at := i
	for n := range part {
		for isDigit(t.get(at)) && length[n] < 5 {
			part[n] = part[n]*10 + int(t.text[at]-'0')
			length[n]++
			at++
		}
		if length[n] == 0 {
			return 0
		}
		if n < 2 {
			sign := t.get(at)
			if n == 1 && sign != mark || !strings.ContainsRune("./-", sign) {
				return 0
			}
			mark = sign
			at++
		}
	}
	day, month, year := part[0], part[1], part[2]
	short := length[2] == 2 && mark == '.' && length[0] == 2 && length[1] == 2
	if length[0] == 4 {
		day, year = year, day
		if length[1] != 2 || length[2] != 2 {
			return 0
		}
	} else if length[0] > 2 || length[1] > 2 || length[2] != 4 && !short {
		return 0
	}
	if day < 1 || day > 31 || month < 1 || month > 12 || !short && (year < 1900 || year > 2100) {
		return 0
	}
	return at - i
}

// hexadecimal reports whether a number is part of a word of digits and the letters
// a to f, as hashes are.
func (t *shadow) hexadecimal(from, to int) bool {
	hex := func(r rune) bool { return isDigit(r) || r >= 'a' && r <= 'f' }
	i, end := from, to
	for hex(t.get(i-1)) && from-i < 64 {
		i--
	}
	for hex(t.get(end)) && end-to < 64 {
		end++
	}
	return end-i >= 12 && end-i > to-from && !unicode.IsLetter(t.get(i-1)) && !unicode.IsLetter(t.get(end))
}

// glued reports whether letters or signs tie a number to something else: a word
// of Latin letters on both sides, a path, a value of a key.
func (t *shadow) glued(from, to int) bool {
	before, after := t.get(from-1), t.get(to)
	latin := func(r rune) bool { return r >= 'a' && r <= 'z' }
	switch {
	case before == '=' && t.get(from-2) != 0 || before == '/' && (unicode.IsLetter(t.get(from-2)) || isDigit(t.get(from-2))):
		return true
	case before == '#' || before == '$':
		return true
	case before == ',' && t.get(from-2) == '0' && !isDigit(t.get(from-3)): // 0,067…
		return true
	case t.hexadecimal(from, to):
		return true
	case latin(before) && (latin(after) || isDigit(t.get(from-2))):
		return true
	}
	return after == '%'
}
