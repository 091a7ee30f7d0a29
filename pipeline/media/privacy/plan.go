package privacy

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// inPlan asks the numbering plan: that of Ukraine for a number with its trunk 0,
// with 8 and 0 as it was dialled, with 380 or 00380; that of any country after «+».
func inPlan(number string, plus bool) bool {
	switch {
	case plus && number[0] != '0':
		return abroad(number)
	case strings.HasPrefix(number, "00"):
		return len(number) > 10 && abroad(number[2:])
	case len(number) == 12 && strings.HasPrefix(number, "380"):
		return plans.has(ukraine, number[3:])
	case len(number) == 11 && strings.HasPrefix(number, "80"):
		return plans.has(ukraine, number[2:])
	}
	return len(number) == 10 && number[0] == '0' && plans.has(ukraine, number[1:])
}

const ukraine = "380"

// abroad reports whether a number with the code of its country (one to three
// digits, none of which begins another) is in the plan of that country.
func abroad(number string) bool {
	for n := 1; n <= 3 && n < len(number); n++ {
		if plans.of(number[:n]) != nil {
			rest := number[n:]
			return plans.has(number[:n], rest) || rest[0] == '0' && plans.has(number[:n], rest[1:]) // +44 (0) 20 …
		}
	}
	return false
}

// plans are the numbering plans of the library, by the code of the country, each
// compiled when it is asked for. The library can judge a number too, some hundred
// times slower, which hostile texts would make a cost.
var plans planBook

type planBook struct {
	mu     sync.Mutex
	byCode map[string]*regexp.Regexp
}

func (p *planBook) has(code, number string) bool {
	plan := p.of(code)
	return plan != nil && plan.MatchString(number)
}

// of returns what matches the numbers of a country without its code; nil: no
// country has the code.
func (p *planBook) of(code string) *regexp.Regexp {
	p.mu.Lock()
	defer p.mu.Unlock()
	if plan, known := p.byCode[code]; known {
		return plan
	}
	if p.byCode == nil {
		p.byCode = map[string]*regexp.Regexp{}
	}
	p.byCode[code] = compiled(code)
	return p.byCode[code]
}

func compiled(code string) *regexp.Regexp {
	all, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil // the library has read its metadata at the start, or it would have ended the program
	}
	var kinds []string
	for _, m := range all.GetMetadata() {
		if strconv.Itoa(int(m.GetCountryCode())) != code {
			continue
		}
		for _, kind := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(),
			m.GetPersonalNumber(), m.GetVoip(), m.GetPager(), m.GetUan(), m.GetVoicemail()} {
			if pattern := kind.GetNationalNumberPattern(); pattern != "" && pattern != "NA" {
				kinds = append(kinds, pattern)
			}
		}
	}
	if kinds == nil {
		return nil
	}
	return regexp.MustCompile("^(?:" + strings.Join(kinds, "|") + ")$")
}
