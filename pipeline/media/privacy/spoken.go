package privacy

import (
	"strings"
	"unicode"
)

// A telephone number may be written as it is said, whole or in part: «нуль шістдесят
// сім, далі 123-45-67».

// spokenDigits are how many digits a numeral says alone, and how many of them a
// smaller one behind it says instead: «шістдесят сім» is 67.
var spokenDigits = map[string][2]int{}

func init() {
	for _, group := range []struct {
		digits, open int
		words        string
	}{
		{1, 0, "нуль один одна два дві три чотири пять шість сім вісім девять"},
		{2, 0, "десять одинадцять дванадцять тринадцять чотирнадцять пятнадцять шістнадцять сімнадцять вісімнадцять девятнадцять"},
		{2, 1, "двадцять тридцять сорок пятдесят шістдесят сімдесят вісімдесят девяносто"},
		{3, 2, "сто двісті триста чотириста пятсот шістсот сімсот вісімсот девятсот"},
	} {
		for _, w := range words(group.words) {
			spokenDigits[w] = [2]int{group.digits, group.open}
		}
	}
}

// spokenLength bounds how far a number reaches that is said: nine numerals.
const spokenLength = 160 // characters

// spoken finds numbers that begin with the word for nought.
func (t *shadow) spoken() {
	for i := range t.text {
		if t.text[i] == 'н' && t.has(i, "нуль") && !unicode.IsLetter(t.get(i-1)) && !t.taken[i] {
			if to, digits := t.saidFrom(i); 9 <= digits && digits <= 13 {
				t.withhold(i, to, "")
			}
		}
	}
}

// saidFrom returns where a number ends that is said from i on, and how many digits
// it has.
func (t *shadow) saidFrom(i int) (end, digits int) {
	end, open := i, 0
	for at := i; at < min(len(t.text), i+spokenLength) && !t.taken[at]; {
		from := at
		switch r := t.text[at]; {
		case isDigit(r):
			for isDigit(t.get(at)) {
				at++
			}
			end, digits, open = at, digits+at-from, 0
		case unicode.IsLetter(r):
			for unicode.IsLetter(t.get(at)) || strings.ContainsRune("'’ʼ`", t.get(at)) && unicode.IsLetter(t.get(at+1)) {
				at++
			}
			word := strings.NewReplacer("'", "", "’", "", "ʼ", "", "`", "").Replace(string(t.text[from:at]))
			is, numeral := spokenDigits[word]
			switch {
			case numeral && is[0] <= open: // it says the last of those that are counted
				end, open = at, is[1]
			case numeral:
				end, digits, open = at, digits+is[0], is[1]
			case word != "далі" && word != "потім" && word != "а" && word != "і":
				return end, digits
			}
		case strings.ContainsRune(" ,.-–—()/\n", r):
			at++
		default:
			return end, digits
		}
	}
	return end, digits
}
