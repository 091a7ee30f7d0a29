package reference

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/tell/document"
)

// Numbers are told apart as people read them: thousands are parted by a no-break space or
// a comma, and what merely stands beside a number is another.
func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"16_681_з_22_516":             "16_681|22_516",
		"1_234_567,5 і −1,0":          "1_234_567,5|−1,0",
		"у 2022_600 записів":          "2022|600",
		"місця 4_5, рядок 17 177 346": "4|5|17|177|346",
		"12_3456":                     "12|3456",
		"+3,7; 1,767 records; C14":    "+3,7|1,767",
		"7_235_":                      "7_235",
	} {
		nbsp := func(s string) string { return strings.ReplaceAll(s, "_", "\u00a0") }
		if got := Tokens(nbsp(text)); !slices.Equal(got, strings.Split(nbsp(want), "|")) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A number within a name is none, nor one that only a pointer on a map shows; a table
// of partners has their scores, and not the numbers of their names.
func TestNumbersOfNamesAreNone(t *testing.T) {
	names := strings.NewReplacer("Місто 201", " ", "Центр № 5", " ")
	blocks := []document.Block{
		&document.Paragraph{Spans: document.Plain("Місто 201 має 48 балів, Центр № 5 — 201.")},
		&document.Table{Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("Місто 201")}, {Spans: document.Plain("50,6")}}}}},
		&document.Figure{Kind: document.Map, Rows: []document.FigureRow{{Label: "Сумська", Note: "Місто 7 — 12,5", Values: []document.Value{{Text: "52,1"}}}}},
		&document.Figure{Kind: document.Dumbbell, Rows: []document.FigureRow{{Label: "Місто 201", Note: "+1,5", Values: []document.Value{{Text: "50,6"}}}}},
	}
	r, all := newReader(newVocabulary(nil, nil), names), passages{}
	r.scan(&Page{Blocks: blocks}, &all)
	var got []string
	for _, n := range all.numbers.all {
		for token, number := range r.tokens {
			if number == n {
				got = append(got, token)
			}
		}
	}
	if want := []string{"48", "201", "50,6", "52,1", "+1,5", "50,6"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A stretch of our digits has the same numbers by the short way.
func TestPlainTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.StringOfN(rapid.RuneFrom([]rune("1٣+−-,aї \u00a0")), 0, 3, -1)
		before, stretch := side.Draw(t, "before"), rapid.StringMatching(`[0-9][0-9,.]{0,8}`).Draw(t, "stretch")
		behind := rapid.SampledFrom([]string{"", "a", "ї", " ", "+", "−"}).Draw(t, "next") + side.Draw(t, "behind")
		if strings.TrimLeft(behind, "1٣,\u00a0") != behind {
			behind = " " + behind // the stretch ends here
		}
		text, from, to := before+stretch+behind, len(before), len(before+stretch)
		got, want := plainTokensIn(text, from, to, nil), anyTokensIn(text, from, to, nil)
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %q, want %q", stretch, text, got, want)
		}
	})
}
