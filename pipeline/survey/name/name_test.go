package name

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/place"
)

func TestNamesThatAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		same, alike bool
	}{
		{"Київ", "Киї\u0301в", false, false},
		{"Київ", "Киі\u0308в", true, true},
		{"Київ", "Ки\u00adїв", true, true},
		{"Київ", " Київ\u00a0", true, true},
		{"Кам’янське", "Кам'янське", true, true},
		{"Камʼянське", "Кам\u2019янське", true, true},
		{"Київ", "\u200bКиїв\u2060", true, true},
		{"Київ", "київ", false, true},
		{"Київ", "Kиїв", false, true}, // Latin K
		{"R1", "r1", false, true},
		{"Івано-Франківськ", "Івано–Франківськ", false, true},
		{"Сокаль", "Сокол", false, false},
		{"A\x00b", "Ab", false, false},
	} {
		if got := Same(c.a) == Same(c.b); got != c.same {
			t.Errorf("%q and %q are the same: %v", c.a, c.b, got)
		}
		if got := Alike(c.a) == Alike(c.b); got != c.alike {
			t.Errorf("%q and %q are alike: %v", c.a, c.b, got)
		}
	}
}

// Whatever stands in a name, folding it again changes nothing.
func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("aAcіІiIїЇґҐxyYoпПяЯщ’' -–1№%\x00")), 0, 9, -1)).Draw(t, "name")
		if once := Same(s); Same(once) != once {
			t.Errorf("Same(%q) is %q, and then %q", s, once, Same(once))
		}
		if clean(s) && Same(s+"\u200b") != s {
			t.Errorf("%q was taken for clean", s)
		}
		if alike := place.Cyrillic(place.Fold(Same(s))); Alike(s) != alike {
			t.Errorf("%q is alike to %q, not to %q", s, alike, Alike(s))
		}
	})
}

func TestASetTellsWhatItHasMet(t *testing.T) {
	var s Set
	for i, c := range []struct {
		text, first string
		known       bool
		alike       int
	}{{"Київ", "Київ", false, 0}, {"Львів", "Львів", false, 0}, {"Киі\u0308в", "Київ", true, 0}, {"київ", "київ", false, 1}, {"Kиїв", "Kиїв", false, 2}, {"КИЇВ", "КИЇВ", false, 3}, {"київ", "київ", true, 0}} {
		first, known, alike := s.Add(c.text, i)
		if first.Text != c.first || known != c.known || len(alike) != c.alike {
			t.Errorf("%q: %+v %v %v", c.text, first, known, alike)
		}
	}
}

// Names have one hash exactly where they are alike.
func TestAlikeHash(t *testing.T) {
	piece := rapid.SampledFrom([]string{"V", "v", "І", "і", "I", "-", "–", " ", "  ", "1", "0", "О", "o", "\u00ad", "’", "'", "и\u0306", "й", "\x00", "Ґ", "ґ", "\t", "ß"})
	draw := func(t *rapid.T, which string) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, which), "")
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "one"), draw(t, "other")
		if (Alike(a) == Alike(b)) != (AlikeHash(a) == AlikeHash(b)) {
			t.Fatalf("%q and %q: alike %v, of one hash %v", a, b, Alike(a) == Alike(b), AlikeHash(a) == AlikeHash(b))
		}
	})
}
