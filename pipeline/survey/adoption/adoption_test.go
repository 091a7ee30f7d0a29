package adoption

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// What a partner says to have taken over is found among the practices of others, as
// people type it; its own is none.
func TestFind(t *testing.T) {
	known := [][]survey.Submission{
		{{Partner: survey.Partner{ID: "verbodolsk"}, Practices: []survey.Practice{{ID: "verb-01"}, {ID: "Черга"}}}},
		{{Partner: survey.Partner{ID: "bar"}, Practices: []survey.Practice{{ID: "b – 1"}}}},
	}
	for _, c := range []struct{ typed, from, code string }{
		{"verbodolsk/verb-01", "verbodolsk/verb-01", ""},
		{"verbodolsk/verb-01 – Електронна черга – друга", "verbodolsk/verb-01", ""},
		{" Verbodolsk/VERB-01 ", "verbodolsk/verb-01", ""},
		{"verbodolsk/черга", "verbodolsk/Черга", ""},
		{"bar/b – 1", "bar/b – 1", ""},
		{"verbodolsk/verb-10", "", "adopted-like"},
		{"verbodolsk", "", "adopted-unknown"},
		{"own/o-1", "", "adopted-own"},
		{"", "", ""},
	} {
		own := survey.Practice{ID: "o-1", At: cell.Ref{File: "o.xlsx", Sheet: "1", Row: 3, Col: 4}, Adopted: survey.Adoption{Raw: c.typed}}
		subs := []survey.Submission{{Partner: survey.Partner{ID: "own"}, Practices: []survey.Practice{own}}}
		var problems cell.Problems
		Find(subs, append(known, subs), &problems)
		got := subs[0].Practices[0].Adopted
		if got.From != c.from || got.Raw != c.typed {
			t.Errorf("%q: %+v", c.typed, got)
		}
		if len(problems) > 1 || c.code == "" != (len(problems) == 0) || len(problems) == 1 && (problems[0].Code != c.code || problems[0].At != own.At) {
			t.Errorf("%q: %v", c.typed, problems)
		}
	}
}

// A form offers no more than the list holds, of every partner but its own as many as
// of the others.
func TestOffered(t *testing.T) {
	var subs []survey.Submission
	for i := range 30 {
		s := survey.Submission{Partner: survey.Partner{ID: string(rune('a' + i))}}
		for range 10 {
			s.Practices = append(s.Practices, survey.Practice{ID: "1", Title: strings.Repeat("ї", 200)})
		}
		subs = append(subs, s)
	}
	got := Offered(subs, "c")
	if len(got) != mostOffered || got[0] != "a/1 – "+strings.Repeat("ї", 120-6-1)+"…" || got[2][0] != 'd' || got[29][0] != 'a' {
		t.Errorf("%d: %q, %q, %q", len(got), got[0], got[2], got[29])
	}
	if got := Offered(subs[:1], "a"); got != nil {
		t.Error(got)
	}
}
