package voice

import (
	"cmp"
	"strconv"

	"depository.example/depository/pipeline/survey/period"
)

var roman = [...]string{"", "I", "II", "III", "IV"}

// PeriodKey returns the key of a period's text in a form: name (nominative),
// title (on the cover), in («у …») or with («порівняно з …»). Months and names of
// an office's own stand as they are.
func PeriodKey(name, form string) string {
	kind := map[period.Kind]string{period.Year: "year", period.Half: "half", period.Quarter: "quarter"}[period.Parse(name).Kind]
	return "report.period." + cmp.Or(kind, "other") + "." + form
}

// PeriodArgs returns the arguments of such a text in a language.
func PeriodArgs(name, lang string) []any {
	switch p := period.Parse(name); p.Kind {
	case period.Year, period.Half, period.Quarter:
		return []any{"year", strconv.Itoa(p.Year), "part", part(p.Part, lang)}
	}
	return []any{"year", name, "part", ""}
}

// part prints the number of a half-year or quarter: Roman in Ukrainian.
func part(n int, lang string) string {
	if lang == "uk" {
		return roman[n]
	}
	return strconv.Itoa(n)
}

// Period returns a period's name in the nominative.
func (v *Voice) Period(p string) string { return PeriodIn(v, p, "name") }

// PeriodIn returns it in another form, see PeriodKey.
func PeriodIn(v *Voice, p, form string) string {
	return v.T(PeriodKey(p, form), PeriodArgs(p, v.Words.Lang())...)
}
