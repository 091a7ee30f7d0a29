package privacy

import (
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestPlansAreTheLibrarys: for numbers of every country the compiled plans say what
// the library says.
func TestPlansAreTheLibrarys(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		code := strconv.Itoa(phonenumbers.GetCountryCodeForRegion(region))
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			national := phonenumbers.GetNationalSignificantNumber(n)
			for i := range 10 { // some of these are none
				number := national[:1] + strconv.Itoa(i) + national[2:]
				parsed, err := phonenumbers.Parse("+"+code+number, region)
				if err != nil || phonenumbers.GetNationalSignificantNumber(parsed) != number {
					continue // the library takes it apart otherwise
				}
				if got, want := plans.has(code, number), phonenumbers.IsValidNumber(parsed); got != want {
					t.Errorf("+%s %s: %v, the library says %v", code, number, got, want)
				}
			}
		}
	}
}
