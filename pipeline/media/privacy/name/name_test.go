package name

import "testing"

// Cases as the orthography of 2019 declines names (§ 82, § 106–113), spellings of the
// tables of romanisation (resolution No. 55 of 2010, older passports), and Russian ones.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"шевченко", "шевченком", true}, {"шевченко", "шевченкові", true},
		{"кравець", "кравця", true}, {"заєць", "зайцеві", true}, {"федір", "федора", true}, {"коваль", "ковалем", true},
		{"ольга", "ользі", true}, {"марія", "марією", true}, {"сергій", "сергієві", true}, {"хмельницький", "хмельницького", true},
		{"мар'яна", "мар’яни", true}, {"наталія", "нaтaлiї", true}, // Latin letters that look like Cyrillic ones
		{"петренко", "петренко-іваненко", true}, {"іван", "івано-франківськ", false},
		{"петренко", "іваненко", false}, {"олександр", "олексій", false}, {"іванов", "петров", false},
	} {
		if got := Same(Folded([]rune(c.a)), Folded([]rune(c.b))); got != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// One person has one key in Latin letters, whichever table wrote the passport.
func TestLatinKey(t *testing.T) {
	for _, spellings := range [][]string{
		{"mariia", "mariya", "maria", "marija"}, {"serhii", "sergiy", "serhiy", "sergii"}, {"yevhen", "ievgen", "jevhen"},
		{"hryhorii", "grygoriy"}, {"shchur", "schur"}, {"oleksii", "olexiy"}, {"tsymbal", "cymbal"}, {"volodymyr", "wolodymyr"}, {"khrystyna", "hrystyna"},
	} {
		for _, s := range spellings[1:] {
			if a, b := string(Folded([]rune(spellings[0]))), string(Folded([]rune(s))); a != b {
				t.Errorf("%s is %s, %s is %s", spellings[0], a, s, b)
			}
		}
	}
	for _, two := range [][2]string{{"mariia", "maryna"}, {"serhii", "sofiia"}, {"petrenko", "petrov"}} {
		if string(Folded([]rune(two[0]))) == string(Folded([]rune(two[1]))) {
			t.Errorf("%s and %s have one key", two[0], two[1])
		}
	}
}

// A name in Russian spelling is the one in Ukrainian.
func TestSameLoose(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"сергей", "сергій", true}, {"хмельницкий", "хмельницький", true}, {"александр", "олександр", true}, {"елена", "олена", true},
		{"николай", "микола", true}, {"анна", "ганна", true}, {"петренко", "іваненко", false}, {"сергей", "степан", false},
	} {
		if got := SameLoose(Loose(Folded([]rune(c.a))), Loose(Folded([]rune(c.b)))); got != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
