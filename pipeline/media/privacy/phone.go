package privacy

import (
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/media/privacy/sight"
)

// phones finds telephone numbers in a text, and what only looks like one.
type phones struct{ t *shadow }

// A digits is an unbroken run of digits of a shadow, and what leads to the next.
type digits struct {
	from, to int
	plus     bool   // «+» right before it
	gap      string // between it and the next of its chain; "" it is the last
}

// Limits of what one number is written with.
const (
	mostRuns   = 12 // runs of digits of one number
	mostDigits = 15 // ITU-T E.164
)

// phones finds telephone numbers: chains of digits, cut where numbers are whole.
func (ps phones) phones() {
	ps.dates()
	for i := 0; i < len(ps.t.text); {
		chain, next := ps.chain(i)
		if len(chain) == 0 {
			return
		}
		ps.phonesOf(chain)
		i = next
	}
}

// chain returns the next runs of digits that only separators part, and where to
// look on.
func (ps phones) chain(i int) (out []digits, next int) {
	for i < len(ps.t.text) && (ps.t.taken[i] || !isDigit(ps.t.text[i])) {
		i++
	}
	for i < len(ps.t.text) && !ps.t.taken[i] && isDigit(ps.t.text[i]) {
		d := digits{from: i, plus: ps.plusBefore(i)}
		for i < len(ps.t.text) && !ps.t.taken[i] && isDigit(ps.t.text[i]) {
			i++
		}
		d.to = i
		for i < len(ps.t.text) && !ps.t.taken[i] && i-d.to <= sight.MostGap && strings.ContainsRune(" \n-./()[]{}_*~|\\,'’:=", ps.t.text[i]) {
			i++
		}
		more := i < len(ps.t.text) && i > d.to && !ps.t.taken[i] && isDigit(ps.t.text[i]) && i-d.to <= sight.MostGap
		if more {
			d.gap = asBrackets.Replace(string(ps.t.text[d.to:i]))
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
func (ps phones) plusBefore(i int) bool {
	for n := 0; n < 3 && (ps.t.get(i-1) == ' ' || ps.t.get(i-1) == '('); n++ {
		i--
	}
	return ps.t.get(i-1) == '+'
}

// phonesOf withholds the numbers of a chain.
func (ps phones) phonesOf(chain []digits) {
	free := true // a number may begin here: not right behind other digits
	for i := 0; i < len(chain); {
		n := 0
		if free {
			n = ps.longest(chain[i:])
		}
		if n == 0 {
			free = strings.ContainsAny(chain[i].gap, " \n,'’") || strings.HasPrefix(chain[i].gap, "(")
			i++
			continue
		}
		ps.phone(chain[i : i+n])
		i += n
		for i < len(chain) && ps.t.taken[chain[i].from] { // the last digits of another number: 59-50-50/51
			i++
		}
		free = true
	}
}

// longest returns how many runs the longest number at the start of a chain has;
// 0: none begins there.
func (ps phones) longest(chain []digits) int {
	best := 0
	var number []rune
	var before *lead
	for i, d := range chain {
		number = append(number, ps.t.text[d.from:d.to]...)
		if len(number) > mostDigits+2 || i == mostRuns { // two more: 00 for +
			break
		}
		if len(number) < fewest || !ps.mayEnd(chain[i:]) {
			continue
		}
		if before == nil {
			l := ps.t.leadTo(chain[0].from)
			before = &l
		}
		if ps.isPhone(chain[:i+1], string(number), before) {
			best = i + 1
		}
	}
	return best
}

// mayEnd reports whether a number may end with the first run of what is left of
// a chain: digits that touch it belong to it, unless they begin another one.
func (ps phones) mayEnd(rest []digits) bool {
	gap := rest[0].gap
	if gap == "" || strings.ContainsAny(gap, " \n,'’=") || strings.ContainsAny(gap, "(_*~|\\") && !strings.Contains(gap, ")") {
		return true
	}
	next := rest[1]
	return gap == "/" && (next.to-next.from <= 2 || ps.t.text[next.from] == '0' || ps.t.text[next.from] == '3')
}

// isPhone judges a candidate: by the words before it, by how it is written, by
// the numbering plan, and by what follows.
func (ps phones) isPhone(c []digits, number string, before *lead) bool {
	from, to := c[0].from, c[len(c)-1].to
	if listed(c) {
		sign := []rune(c[0].gap)[0]
		longer := ps.t.get(to) == sign && isDigit(ps.t.get(to+1)) || ps.t.get(from-1) == sign && isDigit(ps.t.get(from-2))
		return !longer && (alikeParted(c) || isAreaApart(c)) && usualGroups(c) && inPlan(number, c[0].plus) && !ps.t.counted(to, c)
	}
	said := ps.t.announced(before, number, c)
	switch {
	case ps.t.get(to) == ':' && isDigit(ps.t.get(to+1)), ps.t.get(from-1) == ':' && isDigit(ps.t.get(from-2)):
		return false // a cadastral number, a time
	case said == byPhone && len(number) >= fewest:
		return !ps.t.counted(to, c) && !isFraction(c)
	case said == byMessenger && len(number) == 9:
		return !ps.t.counted(to, c) && !thousands(c, ps.t)
	}
	return inPlan(number, c[0].plus) && wellWritten(c, ps.t) && ps.stands(c, said)
}

// listed reports whether a sign stands within that parts the numbers of a list, or
// the thousands of an amount, rather than the digits of one.
func listed(c []digits) bool {
	return slices.ContainsFunc(c[:len(c)-1], func(d digits) bool { return strings.ContainsAny(d.gap, ",'’:=") })
}

// isAreaApart reports whether a sign stands behind the area alone: 067: 123-45-67.
func isAreaApart(c []digits) bool {
	sign := strings.Trim(c[0].gap, " ")
	return (sign == ":" || sign == "=") && len(c) > 2 && !listed(c[1:])
}

// alikeParted reports whether one sign stands in all gaps: 067,123,45,67.
func alikeParted(c []digits) bool {
	return !slices.ContainsFunc(c[:len(c)-1], func(d digits) bool { return d.gap != c[0].gap })
}

// stands judges by what is around a number that is written well.
func (ps phones) stands(c []digits, said announcement) bool {
	from, to := c[0].from, c[len(c)-1].to
	if said == byPhone || said == byMessenger {
		return !ps.t.counted(to, c)
	}
	usual := c[0].plus || usualGroups(c)
	switch {
	case ps.t.counted(to, c):
		return false
	case (said == asCode || said == nearCode) && !usual:
		return false
	case ps.glued(from, to):
		return false
	}
	return usual || !strings.HasSuffix(ps.digitsOf(c), "00000") // a code of a territory
}

// digitsOf returns the digits of runs one after the other.
func (ps phones) digitsOf(c []digits) string {
	var out strings.Builder
	for _, d := range c {
		out.WriteString(string(ps.t.text[d.from:d.to]))
	}
	return out.String()
}

// phone withholds a number with its brackets, its «+» and its extension, and the
// two last digits of another one behind a stroke.
func (ps phones) phone(c []digits) {
	from, to := c[0].from, c[len(c)-1].to
	for i := from - 1; i >= 0 && from-i <= 4 && strings.ContainsRune(" ([{+", ps.t.text[i]); i-- {
		if ps.t.text[i] == '+' || ps.t.text[i] != ' ' && slices.ContainsFunc(ps.t.text[from:to], func(r rune) bool { return strings.ContainsRune(")]}", r) }) {
			from = i
		}
	}
	for ps.t.get(to) == '/' && isDigit(ps.t.get(to+1)) && isDigit(ps.t.get(to+2)) && !isDigit(ps.t.get(to+3)) {
		to += 3
	}
	ps.t.withhold(from, ps.extended(to), "")
}

// extensions of a number: inner ones.
var extensions = []string{"додатковий", "дод", "доб", "внутрішній", "внутр", "вн", "ext", "доп"}

// extended returns the end of a number with its extension.
func (ps phones) extended(to int) int {
	i := to
	for strings.ContainsRune(" ,;(", ps.t.get(i)) && i-to < 3 {
		i++
	}
	for _, word := range extensions {
		if !ps.t.has(i, word) {
			continue
		}
		at := i + len([]rune(word))
		for n := 0; n < 5 && strings.ContainsRune(" .:№n", ps.t.get(at)); n++ {
			at++
		}
		end := at
		for isDigit(ps.t.get(end)) || end > at && ps.t.get(end) == '-' && isDigit(ps.t.get(end+1)) {
			end++
		}
		if end == at || end-at > 6 {
			return to
		}
		if strings.ContainsRune(string(ps.t.text[to:i]), '(') && ps.t.get(end) == ')' {
			end++
		}
		return end
	}
	return to
}

// dates settles what is a day, a year with its month, or a part of one.
func (ps phones) dates() {
	for i := 0; i < len(ps.t.text); i++ {
		if !isDigit(ps.t.text[i]) || isDigit(ps.t.get(i-1)) {
			continue
		}
		if n := ps.dateAt(i); n > 0 && !isDigit(ps.t.get(i+n)) {
			ps.t.settle(i, i+n)
			i += n
		}
	}
}

// dateAt returns the length of a date that begins at i, 0 none: 01.02.2024,
// 1/02/2024, 01-02-2024, 2024-02-01, 01.02.24.
func (ps phones) dateAt(i int) int {
	var part [3]int
	var length [3]int
	var mark rune
	at := i
	for n := range part {
		for isDigit(ps.t.get(at)) && length[n] < 5 {
			part[n] = part[n]*10 + int(ps.t.text[at]-'0')
			length[n]++
			at++
		}
		if length[n] == 0 {
			return 0
		}
		if n < 2 {
			sign := ps.t.get(at)
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
func (ps phones) hexadecimal(from, to int) bool {
	hex := func(r rune) bool { return isDigit(r) || r >= 'a' && r <= 'f' }
	i, end := from, to
	for hex(ps.t.get(i-1)) && from-i < 64 {
		i--
	}
	for hex(ps.t.get(end)) && end-to < 64 {
		end++
	}
	return end-i >= 12 && end-i > to-from && !unicode.IsLetter(ps.t.get(i-1)) && !unicode.IsLetter(ps.t.get(end))
}

// glued reports whether letters or signs tie a number to something else: a word
// of Latin letters on both sides, a path, a value of a key.
func (ps phones) glued(from, to int) bool {
	before, after := ps.t.get(from-1), ps.t.get(to)
	latin := func(r rune) bool { return r >= 'a' && r <= 'z' }
	switch {
	case before == '=' && ps.t.get(from-2) != 0 || before == '/' && (unicode.IsLetter(ps.t.get(from-2)) || isDigit(ps.t.get(from-2))):
		return true
	case before == '#' || before == '$':
		return true
	case before == ',' && ps.t.get(from-2) == '0' && !isDigit(ps.t.get(from-3)): // 0,067…
		return true
	case ps.hexadecimal(from, to):
		return true
	case latin(before) && (latin(after) || isDigit(ps.t.get(from-2))):
		return true
	}
	return after == '%'
}
