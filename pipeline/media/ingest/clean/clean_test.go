package clean

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// The oblasts that names of files tell, as ISO 3166-2:UA codes them.
func TestRegionsOfFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"Вінницька область": "UA-05", "zvit_Chernihivska_2022": "UA-74", "Звіт по Львівщині (остаточний)": "UA-46", "08-ivano-frankivsk": "UA-26",
		"Київ": "UA-30", "Київська обл": "UA-32", "звіт": "", "2022": "", "": "",
	} {
		got := ""
		for _, o := range FileRegions(name) {
			got += o.ISO
		}
		if got != want {
			t.Errorf("%q names %q, want %q", name, got, want)
		}
	}
}

// A share over 100 % and more users than people are impossible; what has no such unit
// is not judged.
func TestImpossibleNumbers(t *testing.T) {
	high := func(x float64) *float64 { return &x }
	unit := func(uk string) survey.Text { return survey.Text{"uk": uk} }
	for _, c := range []struct {
		k    survey.Criterion
		x    float64
		want string
	}{
		{survey.Criterion{Unit: unit("% звернень"), High: high(100)}, 100, ""},
		{survey.Criterion{Unit: unit("% звернень"), High: high(100)}, 100.5, "share-over-100"},
		{survey.Criterion{Unit: unit("осіб на 1 000"), High: high(1000)}, 1001, "users-above-population"},
		{survey.Criterion{Unit: unit("осіб"), High: high(100)}, 101, ""},
		{survey.Criterion{Unit: unit("%")}, 101, ""},
		{survey.Criterion{Kind: survey.YesNo, Unit: unit("%"), High: high(100)}, 101, ""},
	} {
		if got := Impossible(&c.k, c.x); got != c.want {
			t.Errorf("%v in %v: %q, want %q", c.x, c.k.Unit, got, c.want)
		}
	}
}

// What a file does not give: the cells that could not be read, and all behind the place
// where reading a sheet ended. Of such a cell one error is told, the first.
func TestLostCells(t *testing.T) {
	at := func(sheet string, row, col int) cell.Ref {
		return cell.Ref{File: "a.xlsx", Sheet: sheet, Row: row, Col: col}
	}
	var opened, read cell.Problems
	opened.Add(cell.Error, "sheet-no-value", at("1", 3, 2), "")
	lost := LostCells(opened)
	for ref, want := range map[cell.Ref]bool{at("1", 3, 2): true, at("1", 3, 3): false, at("2", 3, 2): false} {
		if lost.Has(ref) != want {
			t.Errorf("%s is lost: %v, want %v", ref, !want, want)
		}
	}
	read.Add(cell.Error, "number-unreadable", at("1", 3, 2), "")
	read.Add(cell.Note, "place-unknown", at("1", 3, 2), "Ладан")
	read.Add(cell.Error, "number-unreadable", at("1", 4, 2), "")
	got := ""
	for _, p := range ToldOnce(opened, read, lost) {
		got += p.Code + " " + p.At.String() + "|"
	}
	if want := "sheet-no-value a.xlsx!1!B3|place-unknown a.xlsx!1!B3|number-unreadable a.xlsx!1!B4|"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// Around the words that announce it a hromada is found as in the whole text.
func TestNamedHromadaIsThatOfTheWholeText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"Барська", "Барської", "міська", "міської", "селищної", "сільської", "територіальна", "тер.", "громада", "ради", "військової", "ТГ", "МТГ", "вул.", "Соборна,", "«", "\u00a0", "\v", "\n", "ЦНАП"})
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		draw := func(which string) string {
			return strings.Join(rapid.SliceOfN(piece, 0, 9).Draw(t, which), rapid.SampledFrom([]string{" ", "  ", "\t"}).Draw(t, "between"))
		}
		address, title := draw("address"), draw("title")
		want := ""
		if m := community.FindStringSubmatch(address); m != nil {
			want = m[1]
		} else if m := council.FindStringSubmatch(title); m != nil {
			want = m[1] + "а"
		}
		if want != "" {
			found++
		}
		if got := NamedHromada(address, title); got != want {
			t.Fatalf("%q, %q: %q, want %q", address, title, got, want)
		}
	})
	if found == 0 {
		t.Error("no text names a hromada")
	}
}

// A heading is a text however it is written, and no other one.
func TestHeadingIs(t *testing.T) {
	for _, c := range []struct {
		heading, text string
		want          bool
	}{
		{"Зупинка", "зупинка", true}, {"Зупинка", " ЗУПИНКА\u00a0", true}, {"Каса банку", "каса\n банку", true}, {"к", "К", true},
		{"Зупинка", "зупинк", false}, {"Зупинка", "так", false}, {"", "", false}, {"", " ", false}, {"\u212aод", "kод", true}, {"kод", "\u212aод", true}, {"so", "\u017fo", true}, {"\u017fo", "so", true},
	} {
		if h := HeadingOf(c.heading); h.Is(c.text) != c.want {
			t.Errorf("%q under %q: %v, want %v", c.text, c.heading, h.Is(c.text), c.want)
		}
	}
}
