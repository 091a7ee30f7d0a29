package clean

import (
	"regexp"
	"strings"

	"depository.example/depository/pipeline/survey/place"
)

var (
	community = regexp.MustCompile(`([\p{L}'’ʼ-]+)\s+(?:міська |селищна |сільська )?(?:територіальна громада|тер\. громада|громада|ТГ|ОТГ|МТГ|СТГ)`)
	council   = regexp.MustCompile(`([\p{L}'’ʼ-]+)ої\s+(?:міської|селищної|сільської)\s+(?:ради|військової|військово-цивільної|ВЦА|територіальної)`)
)

// RaionOf returns the raion that a cell of a column of raions names.
func RaionOf(text string) string {
	if name := place.RaionIn(text); name != "" {
		return name
	}
	return place.Fold(text)
}

// NamedHromada returns the hromada that an address («…, Новоайдарська територіальна
// громада») or a title («… Новоайдарської селищної ради») names; "" none.
func NamedHromada(address, title string) string {
	if about := around(address, 4, "громада", "ТГ"); about != "" {
		if m := community.FindStringSubmatch(about); m != nil {
			return m[1]
		}
	}
	if !strings.Contains(title, "ої") { // as nearly all
		return ""
	}
	if about := around(title, 2, "міської", "селищної", "сільської"); about != "" {
		if m := council.FindStringSubmatch(about); m != nil {
			return m[1] + "а"
		}
	}
	return ""
}

// around returns a text from so many words before the first of the words on; "" none
// stands in it, or it is none of a place. Patterns that reach no further back find the same.
func around(text string, words int, of ...string) string {
	if len(text) > place.LongestText {
		return ""
	}
	at := len(text)
	for _, word := range of {
		if i := strings.Index(text[:at], word); i >= 0 {
			at = i
		}
	}
	if at == len(text) {
		return ""
	}
	for inside := true; at > 0; at-- { // the word at hand is the first
		space := text[at-1] == ' ' || '\t' <= text[at-1] && text[at-1] <= '\r'
		if space && inside {
			if words--; words < 0 {
				break
			}
		}
		inside = !space
	}
	return text[at:]
}

var hromadaWord = regexp.MustCompile(`(?:^|\s)(?:тг|отг|мтг|стг)(?:\s|$)`)

// SpeaksOfHromada reports whether a text speaks of a hromada, not of its raion.
func SpeaksOfHromada(text string) bool {
	if len(text) > place.LongestText {
		return false
	}
	text = place.Fold(text)
	return strings.Contains(text, "громад") || strings.Contains(text, "тг") && hromadaWord.MatchString(text)
}
