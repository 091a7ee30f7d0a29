package reply

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

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

// Unicode has Roman numerals of its own.
var romans = strings.NewReplacer("Ⅰ", "I", "Ⅱ", "II", "Ⅲ", "III", "Ⅳ", "IV", "Ⅴ", "V", "Ⅵ", "VI", "Ⅶ", "VII", "Ⅷ", "VIII", "Ⅸ", "IX", "Ⅹ", "X")

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
	text = strings.TrimSpace(romans.Replace(text))
	text, spelled := cutLevelWord(text)
	n, rest, inWords, ok := q.leadingLevel(text)
	if !ok {
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

// cutLevelWord cuts «рівень» off the beginning of a text.
func cutLevelWord(text string) (rest string, cut bool) {
	if word := first(text); levelWord[Key(word)] {
		return strings.TrimSpace(text[len(word):]), true
	}
	return text, false
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
	if strings.Trim(Key(word), Key("ivx")) == "" && word != strings.ToUpper(word) { // «і» is a word
		return 0, "", false, false
	}
	return float64(i), text[end:], true, ok && q.has(float64(i))
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
