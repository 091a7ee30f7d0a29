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
func Sources(v *Voice) []survey.Source { return v.sources }

// SourceList names all sources that are no partner's form: those of one publisher
// together, with the dates of the data, of publication, and the licence.
func SourceList(v *Voice) string {
	var out []string
	done := map[int]bool{}
	for i, s := range v.sources {
		if s.Kind == survey.FromForm || done[i] {
			continue
		}
		var titles []string
		for j := i; j < len(v.sources); j++ {
			if o := v.sources[j]; v.Text(o.Publisher) == v.Text(s.Publisher) && o.Published == s.Published && o.Licence == s.Licence {
				done[j] = true
				titles = append(titles, v.T("report.source.named", "title", v.Text(o.Title), "date", Day(v, o.AsOf)))
			}
		}
		out = append(out, v.T("report.source.by", "publisher", v.Text(s.Publisher), "list", Listed(titles))+publication(v, s))
	}
	return strings.Join(out, "; ")
}

// publication says when a source was published and under what licence.
func publication(v *Voice, s survey.Source) (text string) {
	if s.Published != "" {
		text += "; " + v.T("report.source.published", "date", Day(v, s.Published))
	}
	if s.Licence != "" {
		text += "; " + v.T("report.source.licence", "licence", s.Licence)
	}
	return text
}

// AsOf says of what dates the data are: those of the sources or, of forms, the last day
// of the period; "" where neither is known.
func AsOf(v *Voice, name string) string {
	var out []string
	for _, s := range v.sources {
		day := s.AsOf
		if s.Kind == survey.FromForm {
			day = lastDay(name)
		}
		if text := Day(v, day); text != "" && !slices.Contains(out, text) {
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
func Day(v *Voice, iso string) string {
	if d, err := time.Parse(time.DateOnly, iso); err == nil {
		return v.Words.Date(d)
	}
	if d, err := time.Parse("2006-01", iso); err == nil {
		return v.T("report.month", "month", month(v, d), "year", strconv.Itoa(d.Year()))
	}
	if _, err := time.Parse("2006", iso); err == nil {
		return v.T("report.year", "year", iso)
	}
	return iso
}

func month(v *Voice, d time.Time) string { return v.T("report.month." + strconv.Itoa(int(d.Month()))) }

// Months prints "2022-03/2022-04" as «березень–квітень 2022 року»; what has no second
// month of the same year as Day does.
func Months(v *Voice, iso string) string {
	first, second, _ := strings.Cut(iso, "/")
	from, err := time.Parse("2006-01", first)
	to, err2 := time.Parse("2006-01", second)
	if err != nil || err2 != nil || from.Year() != to.Year() {
		return Day(v, first)
	}
	return v.T("report.months", "from", month(v, from), "to", month(v, to), "year", strconv.Itoa(to.Year()))
}
