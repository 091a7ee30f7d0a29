package privacy

import (
	"slices"
	"strings"
)

// wellWritten reports whether runs of digits are parted as those of a telephone
// number are: not like a fraction, an amount, the number of an act, coordinates.
func wellWritten(c []digits, t *shadow) bool {
	if isFraction(c) {
		return false
	}
	if broken(c) && !usualGroups(c) {
		return false
	}
	if first := (phones{t}).digitsOf(c[:1]); len(first) == 2 && first[0] == '0' && first != "00" && !usualGroups(c) { // 05 04 03 02 01
		return false
	}
	last := c[len(c)-1]
	single := 0
	for _, d := range c {
		if d.to-d.from == 1 {
			single++
		}
	}
	if last.to-last.from == 1 && single < len(c) && !slices.Equal(lengthsOf(c[max(0, len(c)-ownDigits):]), allSingle) {
		return false
	}
	if !oneSign(c, '/') || !oneSign(c, '.') {
		return false
	}
	return !(thousands(c, t) && phones{t}.digitsOf(c[:1]) == "80")
}

// ownDigits is how many digits a number has behind its area, which may be typed one by
// one: 0 67 1 2 3 4 5 6 7.
const ownDigits = 7

var allSingle = slices.Repeat([]int{1}, ownDigits)

// lengthsOf returns how long each run of digits is.
func lengthsOf(c []digits) (out []int) {
	for _, d := range c {
		out = append(out, d.to-d.from)
	}
	return out
}

// broken reports whether a number goes over the end of a line.
func broken(c []digits) bool {
	return slices.ContainsFunc(c[:len(c)-1], func(d digits) bool { return strings.Contains(d.gap, "\n") })
}

// isFraction reports whether a candidate begins like 0.67.
func isFraction(c []digits) bool {
	return len(c) == 2 && c[0].gap == "." && c[0].to-c[0].from == 1
}

// oneSign reports whether a sign that stands between runs stands between all of
// them; the first gap, that behind the code of an area or country, is free.
func oneSign(c []digits, sign rune) bool {
	if len(c) < 3 {
		return true
	}
	if first := strings.ContainsRune(c[0].gap, sign); first && sign == '/' {
		return true // 067/123-45-67
	}
	gaps := c[1 : len(c)-1]
	with := 0
	for _, d := range gaps {
		if strings.ContainsRune(d.gap, sign) {
			with++
		}
	}
	if with == 0 && sign == '.' {
		return !strings.ContainsRune(c[0].gap, sign) || len(c) == 2
	}
	return with == 0 || with == len(gaps)
}

// thousands reports whether a number is parted as an amount is: 100 000.
func thousands(c []digits, t *shadow) bool {
	if len(c) < 2 || c[0].to-c[0].from > 3 || t.text[c[0].from] == '0' {
		return false
	}
	for i, d := range c {
		if i > 0 && d.to-d.from != 3 || i < len(c)-1 && d.gap != " " && d.gap != "." {
			return false
		}
	}
	return true
}

// usualGroups reports whether a number is grouped as only telephone numbers are:
// an area in brackets, or 067 123 45 67, 0432 59 50 50, 04343 2 15 50, with 8, 38
// or 380 before it or not.
func usualGroups(c []digits) bool {
	if len(c) < 3 {
		return len(c) == 2 && strings.ContainsRune(c[0].gap, ')')
	}
	if slices.ContainsFunc(c, func(d digits) bool { return strings.ContainsRune(d.gap, ')') }) {
		return true
	}
	lengths := lengthsOf(c)
	for _, usual := range [][]int{{3, 3, 2, 2}, {3, 2, 2, 3}, {3, 3, 4}, {4, 2, 2, 2}, {4, 3, 3}, {5, 1, 2, 2}, {1, 3, 2, 2, 2}, {1, 3, 3, 3}, {5, 2, 2, 1}} {
		if slices.Equal(lengths, usual) || len(lengths) == len(usual)+1 && lengths[0] <= 3 && slices.Equal(lengths[1:], usual) {
			return true
		}
	}
	return false
}
