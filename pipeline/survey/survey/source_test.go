package survey

import "testing"

// TestKindOfData: words follow from the kind only where all data are of it.
func TestKindOfData(t *testing.T) {
	register := Source{Kind: FromRegister, Title: Text{"uk": "реєстр"}, Publisher: Text{"uk": "Міністерство"}, AsOf: "2022"}
	for _, c := range []struct {
		name    string
		subs    []Submission
		kind    SourceKind
		sources int
	}{
		{"forms", []Submission{{}, {}}, FromForm, 1},
		{"one register in two files", []Submission{{Sources: []Source{register}}, {Sources: []Source{register}}}, FromRegister, 1},
		{"a register and a form", []Submission{{Sources: []Source{register}}, {}}, "", 2},
		{"a register and a table of the partner's own in one file", []Submission{{Sources: []Source{register, {Kind: FromForm}}}}, "", 2},
	} {
		if sources, kind := Provenance(c.subs); kind != c.kind || len(sources) != c.sources {
			t.Errorf("%s: kind %q of %d sources, want %q of %d", c.name, kind, len(sources), c.kind, c.sources)
		}
	}
}

func TestFaultsOfSources(t *testing.T) {
	ok := Source{Kind: FromRegister, Title: Text{"uk": "реєстр"}, Publisher: Text{"uk": "Міністерство"}, AsOf: "2022-09", Published: "2025", URL: "https://example.org"}
	for want, change := range map[string]func(*Source){
		"":          func(*Source) {},
		"kind":      func(s *Source) { s.Kind = "rumour" },
		"title":     func(s *Source) { s.Title = nil },
		"publisher": func(s *Source) { s.Publisher = nil },
		"as_of":     func(s *Source) { s.AsOf = "вересень" },
		"published": func(s *Source) { s.Published = "2022-08-31" },
		"url":       func(s *Source) { s.URL = "javascript:alert(1)" },
	} {
		s := ok
		if change(&s); s.Fault() != want {
			t.Errorf("%+v: fault %q, want %q", s, s.Fault(), want)
		}
	}
	sameYear := ok
	sameYear.Published = "2022"
	if sameYear.Fault() != "" || (&Source{Kind: FromForm}).Fault() != "" {
		t.Error("a year holds its months, and a form needs nothing but its kind")
	}
}
