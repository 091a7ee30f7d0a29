package ingest

import (
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/survey/survey"
)

// Partners of a period are one where their names differ in what nobody sees, and
// nobody's where they differ in capitals or letters that look alike alone.
func TestPartnersAreToldApartByWhatIsSeen(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		units int
		told  bool
	}{
		{"Ки\u0457в", "Ки\u0456\u0308в", 1, false},                           // «ї» in one character and in two
		{"Кам’янець", "Кам'янець", 1, false}, {"Бар", "Б\u00adар", 1, false}, // an apostrophe, a soft hyphen
		{"Бар", "бар", 0, true}, {"Бар", "Бaр", 0, true}, {"Тульчин", "Бар", 2, false}, // capitals, a Latin letter, others
	} {
		r := Result{Single: []survey.Submission{
			{File: "1.xlsx", SHA256: "1", Partner: survey.Partner{ID: c.a}, Practices: []survey.Practice{{ID: "V-1"}}},
			{File: "2.xlsx", SHA256: "2", Partner: survey.Partner{ID: c.b}, Practices: []survey.Practice{{ID: "V-2"}}},
		}}
		of := r.settle()
		if len(of) != c.units {
			t.Errorf("%q and %q: %d partners, want %d", c.a, c.b, len(of), c.units)
		}
		var told []string
		for _, p := range r.Problems {
			told = append(told, p.Code+" "+p.At.File+" "+p.Read+" "+p.Args[1].Value)
		}
		want := []string(nil)
		if c.told {
			want = []string{"partner-alike 1.xlsx " + c.a + " " + c.b, "partner-alike 2.xlsx " + c.b + " " + c.a}
		}
		if !slices.Equal(told, want) {
			t.Errorf("%q and %q: told %s, want %s", c.a, c.b, strings.Join(told, "; "), strings.Join(want, "; "))
		}
	}
}
