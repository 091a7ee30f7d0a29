package reply

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/survey/survey"
)

// plain reads a number of digits, a point and an exponent, the way of nearly all
// cells: what strconv reads and is written in these characters.
func plain(text string) (float64, bool) {
	if text == "" || len(text) > 64 {
		return 0, false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}

// Number reads a finite number as people type it: 1 234,5 and 1.234,5 and 1234.5
// and 1e3; one mark alone is the decimal one, and what groups digits groups them
// by three. With point, a comma before three digits may group them as well, and
// that number is not read. rest is what follows the number.
func Number(text string, point bool) (x float64, rest string, ok bool) {
	if x, ok := plain(text); ok {
		return x, "", true
	}
	text = strings.TrimFunc(text, unseen)
	digits, rest := leading(spaces.Replace(text))
	literal, ok := literalOf(strings.TrimRight(digits, " '"), point)
	if !ok {
		return 0, rest, false
	}
	if m := exponent.FindStringSubmatch(rest); m != nil && !strings.Contains(digits, " ") {
		literal, rest = literal+m[1], rest[len(m[1]):]
	}
	x, err := strconv.ParseFloat(literal, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, rest, false
	}
	return x, strings.TrimSpace(rest), true
}

var (
	spaces   = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\t", " ", "’", "'", "ʼ", "'", "−", "-", "–", "-")
	exponent = regexp.MustCompile(`^([eE][+-]?\d{1,4})(?:[^\p{L}\d.,]|$)`)
	grouped  = regexp.MustCompile(`^\d{1,3}(?:[ ']\d{3})+$|^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$`)
)

// leading cuts a text behind the characters of its first number.
func leading(s string) (digits, rest string) {
	i := 0
	if i < len(s) && (s[0] == '-' || s[0] == '+') {
		i++
	}
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' || s[i] == ',' || (s[i] == ' ' || s[i] == '\'') && i > 0 && isDigit(s[i-1]) && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	return s[:i], s[i:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// literalOf makes of digits, marks and what groups them a literal for strconv.
func literalOf(s string, point bool) (string, bool) {
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	if n := len(s); n > 1 && (s[n-1] == '.' || s[n-1] == ',') {
		s = s[:n-1] // the end of a sentence
	}
	whole, part := s, ""
	comma, dot := strings.Count(s, ","), strings.Count(s, ".")
	switch {
	case comma == 1 && dot == 0 && point && grouped.MatchString(s):
		return "", false
	case comma == 1 && strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.'):
		whole, part, _ = strings.Cut(s, ",")
	case dot == 1 && strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ','):
		whole, part, _ = strings.Cut(s, ".")
	}
	if strings.Trim(whole, "0123456789") != "" {
		if !grouped.MatchString(whole) {
			return "", false
		}
		whole = ungrouped.Replace(whole)
	}
	if strings.Trim(part, "0123456789") != "" || whole+part == "" {
		return "", false
	}
	return sign + whole + "." + part, true
}

var ungrouped = strings.NewReplacer(" ", "", "'", "", ".", "", ",", "")

// numberIn reads a number in the unit of the question. Words after it may repeat
// the unit; in brackets they are a remark, unless it holds digits or a doubt.
func (q *Question) numberIn(text string) Reading {
	if q.k.List > 1 && strings.ContainsAny(strings.Trim(text, "; \n"), ";\n") {
		return q.median(text)
	}
	x, rest, ok := Number(text, q.Point)
	if _, isDay := Day(text); isDay || clock.MatchString(text) {
		return unreadable(DateForOne)
	}
	if !ok {
		return unreadable(NoNumber)
	}
	remark := bracketed.FindString(rest)
	key := Key(strings.Replace(rest, remark, " ", 1))
	fits, part, percent := q.fits(key)
	switch {
	case strings.ContainsAny(remark, "0123456789?") || q.doubted(remark):
		return unreadable(NoNumber)
	case fits && !part, q.column && key == "%":
		return q.number(x, Key(remark), percent)
	case part, percent:
		return unreadable(OtherUnit)
	}
	if familyOf(firstWord(key)) != 0 {
		return unreadable(OtherUnit)
	}
	return unreadable(NoNumber)
}

// median reads a list of numbers, parted by semicolons or lines.
func (q *Question) median(text string) Reading {
	var all []float64
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		if part = strings.TrimFunc(part, unseen); part == "" {
			continue
		}
		one := q.numberIn(part)
		if one.State != survey.Given {
			return one
		}
		all = append(all, one.Number)
	}
	if len(all) == 0 || len(all) > q.k.List {
		return unreadable(NoNumber)
	}
	slices.Sort(all)
	half := len(all) / 2
	if len(all)%2 == 1 {
		return Reading{State: survey.Given, Number: all[half]}
	}
	return Reading{State: survey.Given, Number: (all[half-1] + all[half]) / 2}
}

// clock is a time of the day or a duration.
var clock = regexp.MustCompile(`^\d+:\d{2}(?::\d{2})?$`)

var bracketed = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)

func firstWord(key string) string {
	word, _, _ := strings.Cut(key, " ")
	return strings.Trim(word, ".,;:")
}

// doubted tells whether a remark holds a word that makes an answer none.
func (q *Question) doubted(remark string) bool {
	for w := range letters(Key(remark)) {
		if q.doubts(w) {
			return true
		}
	}
	return false
}

// number is an answer; percent says that it was written as one.
func (q *Question) number(x float64, remark string, percent bool) Reading {
	r := Reading{State: survey.Given, Number: x, Remark: strings.Trim(remark, "()[] ")}
	if q.percent && !percent && 0 < x && x < 1 {
		r.Notes = append(r.Notes, PerCentOrShare)
	}
	if r.Remark != "" {
		r.Notes = append(r.Notes, Remarked)
	}
	return r
}

// Pieces reads a number of things: alone, or as said in words behind it («2 шт.»).
func Pieces(text string) (x float64, said, ok bool) {
	x, rest, ok := Number(text, false)
	if !ok || rest == "" {
		return x, false, ok
	}
	for _, word := range unitWords(rest) {
		if familyOf(word)&pieces == 0 {
			return 0, false, false
		}
	}
	return x, true, true
}

// A family are words for one unit: whole, or beginnings.
type family struct {
	name         string
	whole, stems []string
}

// families are the units that people write behind numbers.
var families = []family{
	{"%", []string{"%", "проц", "pct", "percent"}, []string{"відсот", "процент"}},
	{"осіб", []string{"ос", "шт", "од", "чол", "люд", "прац", "people", "persons", "person", "staff", "users", "residents", "employees"},
		[]string{"осіб", "особ", "людей", "людин", "люди", "чоловік", "працівник", "адміністратор", "спеціаліст", "співробітник", "штатн", "ставк", "ставок", "одиниц", "користувач", "жител", "мешкан"}},
	{"шт.", []string{"шт", "од", "pcs", "pieces", "units"}, []string{"штук", "одиниц"}},
	{"грн", []string{"грн", "uah", "₴"}, []string{"гривень", "гривн"}},
	{"днів", []string{"дн", "день", "дня", "днів", "дні", "day", "days", "діб", "доба", "доби"}, nil},
	{"годин", []string{"год", "h", "hour", "hours"}, []string{"годин"}},
	{"хвилин", []string{"хв", "min", "minutes"}, []string{"хвилин"}},
	{"місяців", []string{"міс", "month", "months"}, []string{"місяц"}},
	{"років", []string{"рік", "роки", "років", "року", "year", "years"}, nil},
}

var foldedFamilies = func() []family {
	out := slices.Clone(families)
	for i, f := range out {
		out[i].whole, out[i].stems = nil, nil
		for _, w := range f.whole {
			out[i].whole = append(out[i].whole, Key(w))
		}
		for _, w := range f.stems {
			out[i].stems = append(out[i].stems, Key(w))
		}
	}
	return out
}()

// familyOf finds the units that a folded word is one for, as a set of bits in the
// order of families.
func familyOf(word string) (set int) {
	for i, f := range foldedFamilies {
		if slices.Contains(f.whole, word) || slices.ContainsFunc(f.stems, func(s string) bool { return strings.HasPrefix(word, s) }) {
			set |= 1 << i
		}
	}
	return set
}

// The sets of two families.
const (
	perCent = 1 << 0
	pieces  = 1 << 2
)

// unitWords are the folded words of a unit.
func unitWords(text string) (out []string) {
	for w := range strings.FieldsSeq(strings.ReplaceAll(Key(text), "/", " / ")) {
		if w = strings.Trim(w, ".,;:()"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// per are the words that set one unit over another: «осіб на 1000».
var per = []string{Key("на"), Key("per"), "/"}

// isShare tells whether words name a share or a rate, which their other words alone
// do not: 12 осіб are not 12 осіб на 1000, and 45 звернень are not 45 % of them.
func isShare(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(per, w) || familyOf(w)&perCent != 0 })
}

// fits tells whether the words behind a number only say its unit: each begins like
// a word of the question's, or is another word for it. Where the question has no
// unit, any but the per cent may stand there. part says that they name what the
// question asks a share or a rate of, and percent that one is the per cent.
func (q *Question) fits(key string) (ok, part, percent bool) {
	ok = true
	words := unitWords(strings.ReplaceAll(key, "%", "% "))
	for _, word := range words {
		of := familyOf(word)
		percent = percent || of&perCent != 0
		if len(q.unit) == 0 {
			ok = ok && of&^perCent != 0
			continue
		}
		ok = ok && slices.ContainsFunc(q.unit, func(u string) bool {
			return u == word || !isDigit(word[0]) && alike(u, word) >= 3 || familyOf(u)&of != 0 || slices.Contains(per, u) && slices.Contains(per, word)
		})
	}
	return ok, ok && len(words) > 0 && isShare(q.unit) && !isShare(words), percent
}

// alike counts the letters in which two words begin alike.
func alike(a, b string) int {
	n, other := 0, []rune(b)
	for _, r := range a {
		if n >= len(other) || other[n] != r {
			break
		}
		n++
	}
	return n
}
