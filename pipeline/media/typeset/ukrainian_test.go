package typeset

import (
	"slices"
	"strings"
	"testing"
)

// divided puts a hyphen wherever a word may be divided.
func divided(word string) string {
	letters := []rune(word)
	at := openHyphenator("uk").breaks(letters)
	for i := len(at) - 1; i >= 0; i-- {
		letters = slices.Insert(letters, at[i], '-')
	}
	return string(letters)
}

// The first rows are corrections of an editor; the others follow the rules of the
// orthography of 2019, §§ 60 and 61, and its examples.
func TestUkrainianWordsAreDividedAsSchoolsTeach(t *testing.T) {
	for _, want := range strings.Fields(`
		пере-ви-щив роз-різ-нити прак-тик інс-трук-ції гра-нич-ною елек-тронну до-ступ-ність
		пере-вірка пере-дача перед-ба-чення роз-ви-ток роз-діл без-пека від-по-відь під-тримка над-си-лати між-на-род-ний най-ви-щий
		по-слуга за-сто-су-нок на-ступ-ний про-грама при-зна-чити по-треба до-слі-дження
		безо-плат-ний знання прав-ління стаття міль-йон війна ра-йон кіль-кість батько чи-тання місь-кий укра-їн-ський
		парт-нер-ство ба-гат-ство міст-цеві цен-три ре-єс-три пор-тал док-тор сі-м'я ком-п'ю-тер хо-дження від-зна-чити
		ЦНАП ISO27001`) {
		if got := divided(strings.ReplaceAll(want, "-", "")); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
