package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/place"
)

// Tidy cuts the spaces of all kinds at the ends and doubles within.
func Tidy(s string) string {
	if isTidy(s) {
		return s
	}
	if s = strings.TrimSpace(s); isTidy(s) { // nearly all others: nothing has to be put together anew
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

func isTidy(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ' && c < utf8.RuneSelf:
			space = false
		case (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1] >= utf8.RuneSelf: // a Cyrillic letter
			space = false
			i++
		case c == ' ' && space:
			return false
		case c == ' ':
			space = true
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			space = false
			i += size - 1
		}
	}
	return !space || s == ""
}

var notInCode = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u200b", "", "\ufeff", "", "-", "", "–", "", ".", "", "_", "", "А", "A", "У", "U")

// Katottg reads a code as people type it: in any case, with spaces or dashes,
// with a Cyrillic А, or as 17 digits without UA.
func Katottg(text string) (string, bool) {
	code := notInCode.Replace(strings.ToUpper(strings.TrimSpace(text)))
	if len(code) == 17 && strings.Trim(code, "0123456789") == "" {
		code = "UA" + code
	}
	return code, place.IsCode(code)
}

// CodeOf reads the code of a place: of the codifier (katottg), or of an extra place
// that is known.
func CodeOf(text string, known *place.Registry) (string, bool) {
	if h, ok := known.Hromada(strings.ToUpper(strings.TrimSpace(text))); ok {
		return h.Code, true
	}
	return Katottg(text)
}
