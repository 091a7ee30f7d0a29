package voice

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
)

// Sources are where the data of the period come from, each once.
func (v *Voice) Sources() []survey.Source { return v.sources }

// Listed reports whether the data are no partner's own words, but of a register, a
// survey or a review.
func (v *Voice) Listed() bool { return v.listed }

// SourceText names a source with its publisher, dates and licence; "" a partner's form.
func (v *Voice) SourceText(s survey.Source) string {
	if s.Kind == survey.FromForm {
		return ""
	}
	text := v.T("report.source.named", "title", v.Text(s.Title), "publisher", v.Text(s.Publisher), "date", v.Day(s.AsOf))
	if s.Published != "" {
		text += ", " + v.T("report.source.published", "date", v.Day(s.Published))
	}
	if s.Licence != "" {
		text += ", " + v.T("report.source.licence", "licence", s.Licence)
	}
	return text
}

// SourceList names all sources that are no partner's form.
func (v *Voice) SourceList() string {
	var out []string
	for _, s := range v.sources {
		if text := v.SourceText(s); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// AsOf says of what dates the data are: those of the sources or, of forms, the last day
// of the period; "" where neither is known.
func (v *Voice) AsOf(name string) string {
	var out []string
	for _, s := range v.sources {
		day := s.AsOf
		if s.Kind == survey.FromForm {
			day = lastDay(name)
		}
		if text := v.Day(day); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return v.Words.Join(out)
}

func lastDay(name string) string {
	if end, ok := period.Parse(name).LastDay(); ok {
		return end.Format(time.DateOnly)
	}
	return ""
}

// Day prints a year, a month or a day of ISO 8601; "" and what is none as it is.
func (v *Voice) Day(iso string) string {
	if d, err := time.Parse(time.DateOnly, iso); err == nil {
		return v.Words.Date(d)
	}
	if d, err := time.Parse("2006-01", iso); err == nil {
		return v.T("report.month."+strconv.Itoa(int(d.Month())), "year", strconv.Itoa(d.Year()))
	}
	if _, err := time.Parse("2006", iso); err == nil {
		return v.T("report.year", "year", iso)
	}
	return iso
}
