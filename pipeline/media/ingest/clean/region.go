package clean

import (
	"regexp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/place"
)

// Regions returns the different regions that texts name.
func Regions(texts ...string) []place.Oblast {
	var out []place.Oblast
	for _, text := range texts {
		o, ok := place.FindOblast(text)
		if !ok {
			o, ok = place.FindOblastByStem(text)
		}
		if ok && !slices.ContainsFunc(out, func(p place.Oblast) bool { return p.Code == o.Code }) {
			out = append(out, o)
		}
	}
	return out
}

var apartInNames = regexp.MustCompile(`[\s_.,()+-]+`)

// FileRegions returns the regions that a file name names: the whole of it, or one
// of its words in Ukrainian or Latin letters.
func FileRegions(name string) []place.Oblast {
	spaced := strings.Join(strings.Fields(apartInNames.ReplaceAllString(name, " ")), " ")
	for _, whole := range []string{name, spaced, strings.Trim(name, "0123456789-_. ")} {
		if out := Regions(whole); len(out) > 0 {
			return out
		}
	}
	words := strings.Fields(spaced)
	for i := range words { // two words first: «Ivano Frankivsk», «Kyiv oblast»
		if i+1 < len(words) {
			if out := Regions(words[i]+" "+words[i+1], words[i]+"-"+words[i+1]); len(out) > 0 {
				return out
			}
		}
	}
	return Regions(words...)
}
