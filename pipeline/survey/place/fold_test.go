package place

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"depository.example/depository/internal/trial"
)

// foldPlainly is Fold as its description reads, a step after another.
func foldPlainly(s string) string {
	s = strings.NewReplacer("’", "'", "ʼ", "'", "`", "'", "‘", "'", "´", "'", "′", "'", "‐", "-", "‑", "-", "–", "-", "—", "-", "−", "-",
		"\u00ad", "", "\ufeff", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u200e", "", "\u200f", "", "\u2060", "").
		Replace(strings.ToLower(norm.NFC.String(s)))
	words := strings.Fields(s)
	for i, w := range words {
		if strings.ContainsFunc(w, isCyrillic) {
			words[i] = lookalikes.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		" \t\u00a0 ": "",
		"  Вiнницькa\u00a0 область ":   "вінницька область", // a Latin i and a
		"Кам’янська":                   "кам'янська",
		"Кам\u00adянська\u200b":        "камянська",
		"І\u0306и\u0306 Ї\u0308":       "і\u0306й ї\u0308",
		"Ки\u0457в, Ки\u0456\u0308в":   "київ, київ", // composed and not
		"ЦНАП № 5 — «Дія»":             "цнап № 5 - «дія»",
		"Ivano-Frankivsk ОДА":          "ivano-frankivsk ода",
		"naïve НАЇВНИЙ нaïвний":        "naïve наївний наївний",
		"\xff так":                     "\ufffd так",
		"Ҕ Ԁ ΑΒΓ ǅ ＴＡＫ":                "ҕ ԁ αβγ ǆ ｔａｋ",
		"a\u2028b\u0085c\u2003d\u3000": "a b c d",
	} {
		if got := Fold(text); got != want || foldPlainly(text) != want {
			t.Errorf("%q: got %q, plainly %q, want %q", text, got, foldPlainly(text), want)
		}
	}
}

func TestFoldAsDescribed(t *testing.T) {
	letters := rapid.OneOf(rapid.RuneFrom([]rune(" abcikоАіїЇÏйҐґЁ\u0306\u0308\u0301’`–—\u00ad\u200b\u00a0\u2028№.,1Å\u212aΩ\ufffd\ufeff")), rapid.Rune())
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(letters).Draw(t, "text")
		if got, want := Fold(s), foldPlainly(s); got != want {
			t.Fatalf("%q: got %q, want %q", s, got, want)
		}
	})
}

// What is folded already is returned as it is, anything else costs one string.
func TestFoldAllocates(t *testing.T) {
	for text, most := range map[string]float64{"так": 0, "вул. миру, 5": 0, "Так": 1, "Центр надання адміністративних послуг": 1, strings.Repeat("Вінниця ", 4_000): 20} {
		if got := testing.AllocsPerRun(20, func() { Fold(text) }); got > most {
			t.Errorf("%.40q: %v allocations, want at most %v", text, got, most)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Вiнницькa обл.", "І\u0306", "\xff", "a\u00adб"} {
		trial.Seed(f, s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Fold(s), foldPlainly(s); got != want {
			t.Fatalf("%q: got %q, want %q", s, got, want)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"word": "Так", "name": "Вінницька міська територіальна громада", "latin": "vinnytsia"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}

// Of the names of the codifier as KSE republishes it one has a Latin letter; the official
// one and the list of former codes have it in Cyrillic.
func TestUnmixedNames(t *testing.T) {
	for typed, want := range map[string]string{
		"Вiйтовецька":       "Війтовецька", // U+0069 among Cyrillic letters
		"Iвано-Франківська": "Івано-Франківська",
		"Миргородська":      "Миргородська",
		"Wi-Fi":             "Wi-Fi",
		"Місто Lviv":        "Місто Lviv",
	} {
		if got := unmixed(typed); got != want {
			t.Errorf("%q is printed %q, want %q", typed, got, want)
		}
	}
}
