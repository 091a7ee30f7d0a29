package reply

import (
	"regexp"
	"strings"
	"time"
)

// evidenceBytes is how much of a text is searched for evidence: an act or a link
// stands at its beginning.
const evidenceBytes = 4_000

// Evidence is what a text names that can be looked up: a link, or a legal act by
// its kind, number and date. With a link nothing else is looked for: it is enough.
type Evidence struct {
	Link         string // the first, with https:// where none was typed; "" none
	Kind, Number bool
	Days         []time.Time // dates of the text
}

// The words by which evidence is known, in small letters: how names of kinds of
// legal acts begin, those that are whole words, and the ends of domains that make a
// link of a name with a slash behind it.
var (
	ActStems = strings.Split("закон|постанов|рішенн|розпорядж|наказ|указ|положенн|порядок|порядк|договір|договор|меморандум|програм|протокол|decision|resolution|order|law|decree|regulation|agreement|acts", "|")
	ActWords = strings.Split("акт|акту|акта|актом|акти|актів|акті|act", "|")
	Endings  = strings.Split("ua|com|org|net|gov|edu|info|eu|int|io|me|ly|li|gl|gle|be|app|dev|site|online|page|link|pl|de|uk|укр", "|")
)

var (
	link = regexp.MustCompile(`(?i)\bhttps?://[^\s/]+\.\p{L}[^\s/]+\S*|\bwww\.[^\s/]+\.\p{L}[^\s/]+\S*`)
	// bare is an address without https://: a domain and a path behind it.
	bare      = regexp.MustCompile(`(?i)(?:^|[\s(«",;:])((?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+(?:` + strings.Join(Endings, "|") + `)(?::\d{2,5})?/[^\s@]*)`)
	actKind   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:` + strings.Join(ActStems, "|") + `|(?:` + strings.Join(ActWords, "|") + `)(?:[^\p{L}]|$))`)
	actNumber = regexp.MustCompile(`(?i)(?:№|\bno\.?|\bn\s?°?|\bnum\.?)\s*[^\s,;]*\d`)
)

// ReadEvidence finds what a text names.
func ReadEvidence(text string) Evidence {
	if len(text) > evidenceBytes {
		text = strings.ToValidUTF8(text[:evidenceBytes], "")
	}
	text = strings.Join(strings.Fields(text), " ")
	if found := firstLink(text); found != "" {
		return Evidence{Link: found}
	}
	e := Evidence{Kind: actKind.MatchString(text)}
	if strings.ContainsAny(text, "0123456789") { // neither a number nor a day is without
		e.Number, e.Days = actNumber.MatchString(text), daysIn(text)
	}
	return e
}

// firstLink returns the first link of a text, with https:// where no scheme was typed:
// tulchyn.gov.ua/doc is https://tulchyn.gov.ua/doc. "" for a text without one.
func firstLink(text string) string {
	if !strings.Contains(text, ".") { // nor is any host
		return ""
	}
	found := ""
	if strings.Contains(text, "://") || strings.ContainsAny(text, "wW") && strings.Contains(strings.ToLower(text), "www.") { // link finds nothing else
		found = link.FindString(text)
	}
	if found == "" && !strings.Contains(text, "/") { // nor does bare
		return ""
	}
	if found == "" {
		m := bare.FindStringSubmatch(text)
		if m == nil {
			return ""
		}
		found = m[1]
	}
	found = strings.TrimRight(found, ".,;:!?)»\"'")
	if !strings.HasPrefix(strings.ToLower(found), "http") {
		found = "https://" + found
	}
	return found
}

// A Lack is why evidence supports nothing.
type Lack string

const (
	// NoEvidence: nothing of an act or link is named; the others are the parts of an act that
	// are missing, joined by "-" in this order.
	NoEvidence  Lack = "unclear"
	LacksKind   Lack = "kind"   // which act: an order, a decision
	LacksNumber Lack = "number" // its number
	LacksDate   Lack = "date"   // its date
	// FromLater is an act dated after the last day that counts, TooOld one before
	// EarliestYear.
	FromLater Lack = "later"
	TooOld    Lack = "old" // see FromLater
)

// Lack tells why evidence supports nothing; "" where it names a link, or an act
// with kind, number and a date no later than the last day that counts. The zero
// time lets every later day count.
func (e Evidence) Lack(last time.Time) Lack {
	if e.Link != "" {
		return ""
	}
	var parts []string
	for _, part := range []struct {
		there bool
		lack  Lack
	}{{e.Kind, LacksKind}, {e.Number, LacksNumber}, {len(e.Days) > 0, LacksDate}} {
		if !part.there {
			parts = append(parts, string(part.lack))
		}
	}
	if len(parts) == 3 || len(parts) == 2 && !e.Kind { // a date or a number alone is no act
		return NoEvidence
	}
	if len(parts) > 0 {
		return Lack(strings.Join(parts, "-"))
	}
	later := false
	for _, day := range e.Days {
		after := !last.IsZero() && day.After(last)
		if !after && day.Year() >= EarliestYear {
			return ""
		}
		later = later || after
	}
	if later {
		return FromLater
	}
	return TooOld
}

// referring is a text that stands for what is typed at another question of the card.
var referring = regexp.MustCompile(`(?i)^(?:див(?:\.|ись|іться)?|see)\s*(?:.*\s)?(\d+\.\d+)\.?$`)

// Referred returns the number of the question to whose evidence a text refers: 2.3 of
// «див. 2.3»; "" for a text that refers to none.
func Referred(text string) string {
	if len(text) > 100 {
		return ""
	}
	if m := referring.FindStringSubmatch(strings.Join(strings.Fields(text), " ")); m != nil {
		return m[1]
	}
	return ""
}

// NamesEvidence tells whether a text names something that can be looked up,
// whenever it is from.
func NamesEvidence(text string) bool { return ReadEvidence(text).Lack(time.Time{}) == "" }

// SaysNone tells whether the text for evidence only says that there is none.
func SaysNone(text string) bool {
	word, _ := (&Reader{}).Word(text)
	return word == Blank || word == No || word == Inapplicable || word == InaptOrBlank
}
