package wording

import (
	"strings"
	"testing"
)

// A tilde is a space at which no line ends. The rows are what an editor asked for.
func TestTied(t *testing.T) {
	for _, c := range []struct{ lang, want string }{
		{"uk", "I~півріччя 2026~р."}, {"uk", "у~м.~Києві"}, {"uk", "№~5, §~3, ст.~16"}, {"uk", "95~% відповідей"}, {"uk", "30~листопада 2026~року"},
		{"uk", "рівень~3~— найвищий"}, {"uk", "див. розділ~4"}, {"uk", "додаток~А"}, {"uk", "бал~— це"}, {"uk", "послуга й~до~неї"}, {"uk", "12 345~балів"},
		{"uk", "довге слово"}, {"uk", ""}, {"uk", " "}, {"uk", "а"}, {"uk", "a  b"}, {"uk", "один"},
		{"en", "a~level of service"}, {"en", "annex~B"}, {"en", "24~points"}, {"en", "it is so"},
	} {
		text := strings.ReplaceAll(c.want, "~", " ")
		if got := strings.ReplaceAll(Tied(text, c.lang), NBSP, "~"); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, text, got, c.want)
		}
	}
	if already := "I" + NBSP + "півріччя"; Tied(already, "uk") != already {
		t.Error("what is tied is not left alone")
	}
}
