package reply

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"depository.example/depository/pipeline/survey/survey"
)

// numerals are the words and Roman numerals for levels; «з» is a letter that looks
// like 3, and counts only with the name of level 3.
var numerals = func() map[string]int {
	out := map[string]int{}
	for n, list := range []string{
		"нуль|нульовий|zero", "i|один|перший|one|first", "ii|два|другий|two|second", "iii|три|третій|three|third|з", "iv|чотири|четвертий|four|fourth",
		"v|п'ять|п'ятий|five|fifth", "vi|шість|шостий|six|sixth", "vii|сім|сьомий|seven|seventh", "viii|вісім|восьмий|eight|eighth", "ix|дев'ять|дев'ятий|nine|ninth", "x|десять|десятий|ten|tenth",
	} {
		for w := range strings.SplitSeq(list, "|") {
			out[Key(w)] = n
		}
	}
	return out
}()

var (
	levelWord  = set("рівень|рівня|рів|level|lvl")
	ordinal    = regexp.MustCompile(`^-?(?:й|ий|ій|тій|го|st|nd|rd|th)(?:[^\p{L}]|$)`)
	ordinalEnd = regexp.MustCompile(`^-?\p{L}+`)
)

// level reads a level: its number, its name, or both as a form shows them
// («3 – визначений»). In words or Roman numerals it is noted; a number beside the
// name of another level, beside another number, or with a doubt is unreadable.
func (q *Question) level(text string) Reading {
	if n, ok := q.levelNamed(Key(text)); ok {
		return Reading{State: survey.Given, Number: n}
	}
	typed := strings.TrimSpace(norm.NFKC.String(strings.ReplaceAll(text, "№", " "))) // Unicode has Roman numerals of its own
	if typed == "" {
		return unreadable(NoLevel)
	}
	text, spelled := cutLevelWord(typed)
	if spelled {
		if n, ok := q.levelNamed(Key(text)); ok {
			return Reading{State: survey.Given, Number: n, Notes: []Note{InWords}}
		}
		text = strings.TrimLeft(text, " \u00a0.:№–—−-")
	}
	text, framed := unframed(text)
	spelled = spelled || framed
	n, rest, inWords, ok := q.leadingLevel(text)
	if !ok {
		n, rest, ok = q.trailingLevel(text)
		inWords = ok
	}
	if !ok {
		return unreadable(NoLevel)
	}
	if strings.Trim(rest, "–—−-") == "" && rest != "" && !spelled { // a mark at school: 3−
		return unreadable(NoLevel)
	}
	rest = strings.Trim(rest, " \u00a0.–—−-:")
	if more, cut := cutLevelWord(rest); cut {
		rest, spelled = strings.Trim(more, " \u00a0.–—−-:"), true
	}
	r := Reading{State: survey.Given, Number: n}
	if spelled || inWords {
		r.Notes = append(r.Notes, InWords)
	}
	key := Key(strings.Trim(rest, "() "))
	named, hasName := q.levelNamed(key)
	switch {
	case hasName && named == n:
		return r
	case q.saysToo(key, n), inWords && key == strconv.FormatFloat(n, 'f', -1, 64): // 3 (три), три (3)
		return r
	case inWords && Key(first(text)) == Key("з"): // a letter
		return unreadable(NoLevel)
	case rest == "":
		return r
	case hasName, !q.remarks(rest, n):
		return unreadable(NoLevel)
	}
	r.Remark, r.Notes = key, append(r.Notes, Remarked)
	return r
}

func first(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}

// cutLevelWord cuts «рівень» off the beginning of a text, also where a number
// stands right behind it.
func cutLevelWord(text string) (rest string, cut bool) {
	word := first(text)
	if n := strings.IndexFunc(word, unicode.IsDigit); n > 0 {
		word = word[:n]
	}
	if levelWord[Key(word)] {
		return strings.TrimSpace(text[len(word):]), true
	}
	return text, false
}

// unframed takes off the brackets or quotation marks around a level.
func unframed(text string) (inner string, cut bool) {
	inner = text
	for _, pair := range [][2]string{{"(", ")"}, {"[", "]"}, {"«", "»"}, {"\"", "\""}, {"“", "”"}, {"", ")"}} {
		within, opened := strings.CutPrefix(inner, pair[0])
		within, closed := strings.CutSuffix(within, pair[1])
		if opened && closed && within != "" && !strings.ContainsAny(within, "()[]«»\"“”") {
			inner = strings.TrimSpace(within)
			break
		}
	}
	return inner, inner != text
}

// trailingLevel reads the name of a level with its number behind it: «визначений
// (3)», «визначений – 3».
func (q *Question) trailingLevel(text string) (n float64, rest string, ok bool) {
	at := strings.IndexFunc(text, func(r rune) bool { return unicode.IsDigit(r) })
	if at <= 0 {
		return 0, "", false
	}
	named, ok := q.levelNamed(Key(strings.Trim(text[:at], " \u00a0.,:(–—−-")))
	if !ok {
		return 0, "", false
	}
	n, rest, ok = Number(text[at:], false)
	return n, strings.Trim(rest, " )."), ok && n == named
}

// saysToo reports whether a word is the numeral of level n.
func (q *Question) saysToo(key string, n float64) bool {
	i, ok := numerals[key]
	return ok && float64(i) == n && len([]rune(key)) > 1
}

// leadingLevel reads the number that a text begins with; inWords says that it is
// not in digits.
func (q *Question) leadingLevel(text string) (n float64, rest string, inWords, ok bool) {
	if x, rest, ok := Number(text, false); ok {
		if m := ordinal.FindString(rest); m != "" {
			rest, inWords = strings.TrimPrefix(rest, ordinalEnd.FindString(rest)), true
		}
		return x, rest, inWords, q.has(x)
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != 'ʼ' })
	if end < 0 {
		end = len(text)
	}
	word := text[:end]
	i, ok := numerals[Key(word)]
	if strings.Trim(Key(word), Key("ivx")) == "" && word != strings.ToUpper(word) && len([]rune(word)) == 1 { // «і» is a word
		return 0, "", false, false
	}
	rest = text[end:]
	if ordinal.MatchString(rest) { // III-й
		rest = strings.TrimPrefix(rest, ordinalEnd.FindString(rest))
	}
	return float64(i), rest, true, ok && q.has(float64(i))
}

func (q *Question) has(x float64) bool {
	for _, n := range q.names {
		if n.level == x {
			return true
		}
	}
	return false
}

// levelNamed finds the level that has a folded name or text.
func (q *Question) levelNamed(key string) (float64, bool) {
	for _, n := range q.names {
		if key != "" && n.is(key) {
			return n.level, true
		}
	}
	return 0, false
}

// remarks tells whether what stands behind level n is a remark alone: words,
// without a doubt, the name of another level, a number that is a level, or a
// question mark.
func (q *Question) remarks(rest string, n float64) bool {
	key := Key(rest)
	some := false
	for w := range letters(key) {
		some = true
		_, numeral := numerals[w]
		named, name := q.levelNamed(w)
		if q.doubts(w) || numeral && len([]rune(w)) > 1 || name && named != n {
			return false
		}
	}
	for digits := range strings.FieldsFuncSeq(key, func(r rune) bool { return r < '0' || r > '9' }) {
		if x, err := strconv.ParseFloat(digits, 64); err != nil || q.has(x) {
			return false
		}
	}
	return some && !strings.Contains(rest, "?")
}
