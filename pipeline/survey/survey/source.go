package survey

import (
	"slices"
	"strings"
	"time"
)

// A SourceKind says how data came to be.
type SourceKind string

// Form: a partner describes itself, in our form or in a table of its own. Register: a
// list that somebody keeps and others publish. Inquiry: a survey of respondents. Review:
// what reviewers found.
const (
	FromForm     SourceKind = "form"
	FromRegister SourceKind = "register"
	FromInquiry  SourceKind = "survey"
	FromReview   SourceKind = "review"
)

// sourceKinds are the kinds in the order in which they are explained.
var sourceKinds = []SourceKind{FromForm, FromRegister, FromInquiry, FromReview}

// A Source is where data come from, as it is printed under what is made of them.
type Source struct {
	Kind      SourceKind
	Title     Text   // "реєстр центрів надання адміністративних послуг"
	Publisher Text   // who has published the data
	AsOf      string // date of the data: a year, a month or a day (ISO 8601)
	Published string // date of publication, alike; "" not known
	Licence   string // as it is called; "" not known
	Citation  Text   // how to cite; empty: title and publisher
	URL       string // "" none
}

// SourceOf are the sources of a submission; of one that names none it is the form of its
// partner, which has nothing but its kind.
func (s *Submission) SourceOf() []Source {
	if len(s.Sources) == 0 {
		return []Source{{Kind: FromForm}}
	}
	return s.Sources
}

// Provenance returns the sources of submissions, each once, the kind of all of them
// ("" where they are of several), and the last date of the data that a source names.
func Provenance(subs []Submission) (sources []Source, kind SourceKind) {
	for i := range subs {
		for _, s := range subs[i].SourceOf() {
			if !slices.ContainsFunc(sources, s.same) {
				sources = append(sources, s)
			}
		}
	}
	for i, s := range sources {
		if i == 0 {
			kind = s.Kind
		} else if kind != s.Kind {
			kind = ""
		}
	}
	return sources, kind
}

func (s Source) same(o Source) bool {
	return s.Kind == o.Kind && s.Title.In("uk") == o.Title.In("uk") && s.Publisher.In("uk") == o.Publisher.In("uk") && s.AsOf == o.AsOf && s.URL == o.URL
}

// LastDay returns the last day of what the data are as of: the day, or the last of the
// month or year. The zero time where it names none.
func (s Source) LastDay() time.Time {
	if d, err := time.Parse(time.DateOnly, s.AsOf); err == nil {
		return d
	}
	if d, err := time.Parse("2006-01", s.AsOf); err == nil {
		return d.AddDate(0, 1, -1)
	}
	if d, err := time.Parse("2006", s.AsOf); err == nil {
		return d.AddDate(1, 0, -1)
	}
	return time.Time{}
}

// isDate reports whether a text is a year, a month or a day as a source names it:
// "2022", "2022-09" or "2022-09-30".
func isDate(text string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}

// Fault names the key of what is missing or wrong in a source, as the layout file calls
// it; "" nothing. The form of a partner needs nothing but its kind.
func (s *Source) Fault() string {
	switch {
	case !slices.Contains(sourceKinds, s.Kind):
		return "kind"
	case s.Kind == FromForm:
		return ""
	case len(s.Title) == 0:
		return "title"
	case len(s.Publisher) == 0:
		return "publisher"
	case !isDate(s.AsOf):
		return "as_of"
	case s.Published != "" && (!isDate(s.Published) || s.Published < s.AsOf[:min(len(s.AsOf), len(s.Published))]):
		return "published"
	case s.URL != "" && !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://"):
		return "url"
	}
	return ""
}
