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

// What is seen at a glance is what whoever looks closely finds too.
func TestApartIsNeverJoined(t *testing.T) {
	parts := []string{"а", "і", "Ї", "ґ", "слово", "Рівень", "розділ", "ст.", "№", "–", "→", "1", "٣", "«", "»", ",", "a", "level", "Ѡ", "𝐀", "😀", "\u0301", "\xd0", "\xd1", "\xe2"}
	var words []string
	for _, x := range parts {
		for _, y := range parts {
			for _, z := range parts {
				words = append(words, x+y+z)
			}
		}
	}
	glances := 0
	for _, word := range words {
		for _, next := range append(parts, "слово.", "4–5", "А.") {
			if !apart(word, next+" далі") {
				continue
			}
			glances++
			if Joins(word, next, "uk") || Joins(word, next, "en") {
				t.Fatalf("%q, %q", word, next)
			}
		}
	}
	if glances == 0 || !apart("громада,", "надає послуги") {
		t.Error("nothing is told apart at a glance")
	}
}
