package survey

import (
	"regexp"
	"strings"
)

// Evidence is a link, or a legal act by kind, number and date.
var (
	link      = regexp.MustCompile(`(?i)\bhttps?://[^\s/]+\.[^\s/]{2,}|\bwww\.[^\s/]+\.[^\s/]{2,}`)
	actKind   = regexp.MustCompile(`(?i)(закон|постанов|рішенн|розпорядж|наказ|указ|положенн|порядок|договір|меморандум|програм|протокол|акт|decision|resolution|order|law|decree|regulation|agreement|\bact\b)`)
	actNumber = regexp.MustCompile(`(?i)(№|\bno\.?|\bn\s?°?|\bnum\.?)\s*[^\s,;]*\d`)
	actDate   = regexp.MustCompile(`(?i)\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\s+\p{L}+\s+\d{4}\b|\b\p{L}+\s+\d{1,2},?\s+\d{4}\b`)
)

// NamesEvidence tells whether a text names something that can be looked up: a
// URL, or a legal act with its type, number and date.
func NamesEvidence(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	return link.MatchString(text) || actKind.MatchString(text) && actNumber.MatchString(text) && actDate.MatchString(text)
}
