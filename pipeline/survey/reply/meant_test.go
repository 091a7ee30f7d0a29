package reply

import "testing"

func TestMeant(t *testing.T) {
	commands := []string{"check", "compare-methods", "diagnose", "index", "method", "places", "review", "run", "template"}
	for _, c := range []struct {
		typed string
		known []string
		want  string
	}{
		{"runn", commands, "run"}, {"rnu", commands, "run"}, {"ru", commands, "run"}, {"chekc", commands, "check"},
		{"Templat", commands, "template"}, {"xyz", commands, ""}, {"", commands, ""}, {"index-all", commands, ""},
		{"perid", []string{"partner", "period"}, "period"}, {"vinnitsa", []string{"kyiv", "vinnytsia"}, "vinnytsia"},
		{"vinnitsia", []string{"kyiv", "vinnytsia"}, "vinnytsia"}, {"lviv", []string{"kyiv"}, ""},
		{"x", []string{"a", "b"}, ""}, {"Винница", []string{"Вінниця"}, "Вінниця"}, {"Вінинця", []string{"Вінниця"}, "Вінниця"},
	} {
		if got := Meant(c.typed, c.known); got != c.want {
			t.Errorf("%q: %q, want %q", c.typed, got, c.want)
		}
	}
}
