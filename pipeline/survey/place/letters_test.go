package place

import (
	"testing"

	"pgregory.net/rapid"
)

// The quick walk finds what the slow one finds, whatever the letters.
func TestLettersAreThoseOfFold(t *testing.T) {
	for text, want := range map[string]string{
		"Назва ЦНАП (повна), 2022 р.": "назвацнапповна2022р", "Koд": "код", "№ 5": "5", "м’який зна\u00adк": "мякийзнак", "Їжак й": "їжакй", "и\u0306": "й",
	} {
		if got := Letters(text); got != want || lettersSlowly(text) != want {
			t.Errorf("%q: %q, slowly %q, want %q", text, got, lettersSlowly(text), want)
		}
	}
	any := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("абвґїЙйKaoІi1 9.–’'\u00ad\u200b\u0301\u0306ïÏé№\t\u00a0ҐѢѣ\u0483"))))
	rapid.Check(t, func(t *rapid.T) {
		if text := any.Draw(t, "text"); Letters(text) != lettersSlowly(text) {
			t.Fatalf("%q: %q, slowly %q", text, Letters(text), lettersSlowly(text))
		}
	})
}
