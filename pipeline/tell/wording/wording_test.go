package wording

import (
	"math"
	"math/big"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

func TestT(t *testing.T) {
	uk := New("uk", map[string]string{
		"gain":     "розрахунково {gain} {gain|бал|бали|балів|бала}; рівень підвищать {n} з {of} {of|партнера|партнерів|партнерів}",
		"practice": "{n} {n|практика|практики|практик}",
		"odd":      "{unknown} {",
		"nested":   "inputs: [{id: {by}}], {a: {}, {by}",
	})
	en := New("en", map[string]string{"practice": "{n} {n|practice|practices}"})
	for _, c := range []struct{ got, want string }{
		{uk.T("gain", "gain", Num{4.24, 1, true}, "n", 9, "of", 12), "розрахунково +4,2 бала; рівень підвищать 9 з 12 партнерів"},
		{uk.T("gain", "gain", Num{4.04, 0, true}, "n", 1, "of", 21), "розрахунково +4 бали; рівень підвищать 1 з 21 партнера"},
		{uk.T("practice", "n", 1), "1 практика"},
		{uk.T("nested", "by", "X"), "inputs: [{id: X}], {a: {}, X"},
		{uk.T("practice", "n", 3), "3 практики"},
		{uk.T("practice", "n", 12), "12 практик"},
		{uk.T("practice", "n", 22), "22 практики"},
		{uk.T("practice", "n", 111), "111 практик"},
		{uk.T("practice", "n", 12345), "12\u00a0345 практик"},
		{en.T("practice", "n", 1), "1 practice"},
		{en.T("practice", "n", 0), "0 practices"},
		{uk.T("odd"), "{unknown} {"},
		{uk.T("none"), "⟦none⟧"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestPluralFormsAgainstCLDR compares with the plural rules of x/text.
func TestPluralFormsAgainstCLDR(t *testing.T) {
	forms := map[string][]plural.Form{
		"uk": {plural.One, plural.Few, plural.Many, plural.Other},
		"en": {plural.One, plural.Other},
	}
	for lang, order := range forms {
		c := New(lang, nil)
		tag := language.MustParse(lang)
		for n := 0; n <= 1200; n++ {
			want := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
			if got := order[c.category(float64(n))]; got != want {
				t.Errorf("%s %d: got %v, want %v", lang, n, got, want)
			}
		}
		if got := order[c.category(2.5)]; got != plural.Other {
			t.Errorf("%s 2.5: got %v", lang, got)
		}
	}
}

// TestRound has the values that a spreadsheet prints (ROUND in LibreOffice Calc).
func TestRound(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     string
	}{
		{2.625, 2, "2.63"}, {1.005, 2, "1.01"}, {0.5, 0, "1"}, {1.5, 0, "2"}, {2.5, 0, "3"}, {-2.5, 0, "-3"},
		{-0.04, 1, "0.0"}, {-0.05, 1, "-0.1"}, {99.95, 1, "100.0"}, {9.99, 0, "10"}, {0, 2, "0.00"}, {12, 1, "12.0"},
		{1e21, 0, "1000000000000000000000"}, {1e-9, 2, "0.00"}, {0.045, 2, "0.05"},
	} {
		if got := Round(c.x, c.decimals); got != c.want {
			t.Errorf("Round(%v, %d) = %q, want %q", c.x, c.decimals, got, c.want)
		}
	}
	if Round(math.NaN(), 1) != "NaN" || Round(math.Inf(-1), 1) != "-Inf" {
		t.Error("what is not a number must not look like one")
	}
}

// TestRoundIsNearest checks with exact arithmetic that no printed value is
// further than half a unit of the last place from what was rounded.
func TestRoundIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-1e9, 1e9).Draw(t, "x")
		d := rapid.IntRange(0, 6).Draw(t, "decimals")
		printed, ok := new(big.Rat).SetString(Round(x, d))
		if !ok {
			t.Fatalf("%q is not a number", Round(x, d))
		}
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d)), nil))
		half := new(big.Rat).Mul(unit, big.NewRat(1, 2))
		// The shortest decimal form of x may differ from x by less than this.
		half.Add(half, new(big.Rat).SetFloat64(math.Abs(x)*1e-15))
		gap := new(big.Rat).Sub(printed, new(big.Rat).SetFloat64(x))
		if gap.Abs(gap).Cmp(half) > 0 {
			t.Fatalf("Round(%v, %d) = %s", x, d, Round(x, d))
		}
	})
}

func TestNumbersByLanguage(t *testing.T) {
	uk, en := New("uk", nil), New("en", nil)
	for _, c := range []struct{ got, want string }{
		{uk.Number(1234.5, 1), "1234,5"},
		{uk.Number(12345.67, 1), "12\u00a0345,7"},
		{en.Number(1234.5, 1), "1,234.5"},
		{en.Number(1234567, 0), "1,234,567"},
		{uk.Number(-3, 0), "\u22123"},
		{uk.Signed(4.25, 1), "+4,3"},
		{uk.Signed(-4.25, 1), "\u22124,3"},
		{uk.Signed(0.04, 1), "0,0"},
		{uk.Signed(-0.04, 1), "0,0"},
		{uk.Percent(0.3849, 0), "38\u00a0%"},
		{en.Percent(0.3849, 1), "38.5%"},
		{uk.Shortest(4.50, 2), "4,5"},
		{uk.Shortest(400, 2), "400"},
		{uk.Shortest(0.001, 2), "0"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDateAndJoin(t *testing.T) {
	day := time.Date(2026, 11, 4, 0, 0, 0, 0, time.UTC)
	uk, en := New("uk", nil), New("en", nil)
	for _, c := range []struct{ got, want string }{
		{uk.Date(day), "4\u00a0листопада 2026\u00a0року"},
		{en.Date(day), "4\u00a0November 2026"},
		{uk.Join([]string{"Київ", "Вінниця", "Славутич"}), "Київ, Вінниця і\u00a0Славутич"},
		{en.Join([]string{"Kyiv", "Vinnytsia"}), "Kyiv and Vinnytsia"},
		{en.Join(nil), ""},
		{uk.Either([]string{"а", "б", "в"}), "а, б або в"},
		{en.Either([]string{"a", "b"}), "a or b"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Decimals are added until print and decision agree.
func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		x      float64
		limits []float64
		want   int
	}{
		{29.97, []float64{30}, 2}, {29.9999, []float64{30}, 4}, {30, []float64{30}, 1}, {29.94, []float64{30}, 1},
		{33.34, []float64{33.333}, 2}, {33.333, []float64{33.333}, 3}, {30.04, []float64{30}, 1}, {99.96, []float64{30, 100}, 2}, {50, nil, 1},
	} {
		if got := Decimals(c.x, 1, c.limits...); got != c.want {
			t.Errorf("%v beside %v: %d decimals, want %d", c.x, c.limits, got, c.want)
		}
	}
	if DecimalsApart(30.04, 30.02, 1) != 2 || DecimalsApart(30.04, 30, 1) != 2 || DecimalsApart(30, 30, 1) != 1 || DecimalsApart(0.00004, 0, 1) != 5 || DecimalsApart(1, 2, 1) != 1 {
		t.Error("decimals at which numbers print differently")
	}
}
