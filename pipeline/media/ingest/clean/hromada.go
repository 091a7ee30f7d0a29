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
	if len(address) <= place.LongestText && (strings.Contains(address, "громада") || strings.Contains(address, "ТГ")) {
		if m := community.FindStringSubmatch(address); m != nil {
			return m[1]
		}
	}
	if len(title) <= place.LongestText && (strings.Contains(title, "ської") || strings.Contains(title, "селищної")) {
		if m := council.FindStringSubmatch(title); m != nil {
			return m[1] + "а"
		}
	}
	return ""
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
