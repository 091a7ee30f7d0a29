package typeset

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/pdf"
)

// The styles of a paragraph and of a title, as the report has them.
var (
	testStyle  = TextStyle{Face: pdf.Sans, Size: 10.5, Leading: 5.4, Colour: Ink}
	testStrong = TextStyle{Face: pdf.Bold, Size: 11.5, Leading: 5.4, Colour: Ink}
)

func testSetter(t testing.TB) *Setter {
	t.Helper()
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	return NewSetter(pdf.NewCanvas(faces), "uk")
}

// The syllables are lawful by the rules of «Український правопис» (2019) on
// dividing words: a group of consonants may be divided anywhere, a lengthened
// one stay whole. Three letters at least go to the next line.
func TestHyphenation(t *testing.T) {
	for _, c := range []struct{ lang, word, want string }{
		{"uk", "кіберзахисту", "кі-бер-за-хисту"},
		{"uk", "ЦНАП", "ЦНАП"},
		{"uk", "об’єднання", "об’єд-нання"},
		{"uk", "громада", "гро-мада"},
		{"uk", "2025", "2025"},
		{"uk", "дім", "дім"},
		{"en", "hyphenation", "hy-phen-ation"},
		{"en", "level", "level"},
		{"de", "Zusammenfassung", "Zusammenfassung"},
	} {
		rs := []rune(c.word)
		breaks := openHyphenator(c.lang).breaks(rs)
		var got strings.Builder
		for i, r := range rs {
			if slices.Contains(breaks, i) {
				got.WriteByte('-')
			}
			got.WriteRune(r)
		}
		if got.String() != c.want {
			t.Errorf("%s: %s, want %s", c.lang, got.String(), c.want)
		}
	}
}

func TestHyphenationNeverLeavesLessThanTheLeast(t *testing.T) {
	h := openHyphenator("uk")
	rapid.Check(t, func(t *rapid.T) {
		word := []rune(rapid.StringMatching(`[«(]?[а-яіїєґ’]{1,30}[».,]?`).Draw(t, "word"))
		letters := strings.TrimFunc(string(word), func(r rune) bool { return strings.ContainsRune("«(».,’", r) })
		from := strings.Index(string(word), letters)
		first := len([]rune(string(word)[:from]))
		last := first + len([]rune(letters))
		for _, b := range h.breaks(word) {
			if b-first < hyphenLeft || last-b < hyphenRight {
				t.Fatalf("%q is divided before %d", string(word), b)
			}
		}
	})
}

func TestLinesHoldTheWholeTextAndNoMore(t *testing.T) {
	ts := testSetter(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([а-яА-Я]{1,20}[ ,\x{00a0}-]{1,2}|[0-9]{1,4} |№ |— ){0,40}`).Draw(t, "text")
		width := rapid.Float64Range(6, 170).Draw(t, "width")
		runs := ts.PlainRuns(text, testStyle)
		if cut := len(text) / 2; rapid.Bool().Draw(t, "two runs") && len(text) > 0 {
			for cut < len(text) && text[cut]&0xC0 == 0x80 {
				cut++
			}
			runs = append(ts.PlainRuns(text[:cut], testStyle), ts.PlainRuns(text[cut:], testStrong)...)
		}
		set := ts.Wrap(runs, width, rapid.Bool().Draw(t, "divide"))
		var all strings.Builder
		for i, l := range set.Lines {
			w := 0.0
			for _, f := range l.frags {
				r := set.runs[f.run]
				w += ts.Canvas.Faces[r.Face].Width(f.text, r.Size)
				all.WriteString(f.text)
			}
			if w > width+0.02 {
				t.Fatalf("line %d is %.2f wide in %.2f: %q", i, w, width, lineText(l))
			}
		}
		squeeze := strings.NewReplacer(" ", "", NBSP, "", string(SoftHyphen), "")
		if got, want := squeeze.Replace(all.String()), squeeze.Replace(text); got != want {
			t.Fatalf("the lines hold %q of %q", got, want)
		}
	})
}

func TestWordsThatStayTogether(t *testing.T) {
	ts := testSetter(t)
	set := ts.Wrap(ts.PlainRuns("Показник зріс у 2025 році на 12 балів — до № 3 у м. Київ та й по всьому", testStyle), 24, true)
	var lines []string
	for _, l := range set.Lines {
		lines = append(lines, strings.ReplaceAll(lineText(l), NBSP, "_"))
	}
	for _, l := range lines {
		for _, bad := range []string{" у", " на", " до", " №", " та", " й", " м."} {
			if strings.HasSuffix(l, bad) || l == strings.TrimSpace(bad) {
				t.Errorf("a line ends with %q: %q", bad, lines)
			}
		}
		if strings.HasPrefix(l, "—") || strings.HasPrefix(l, "балів") {
			t.Errorf("a line begins with %q", l)
		}
	}
}

// Copied from however narrow a column, an address is the address.
func TestAddressGainsNoHyphen(t *testing.T) {
	const address = "https://example.org/settlement/practice-01/security-authorisation/interoperability"
	for _, lang := range []string{"uk", "en"} {
		ts := NewSetter(testSetter(t).Canvas, lang)
		for width := 12.0; width < 80; width++ {
			var read strings.Builder
			for _, l := range ts.Wrap(ts.PlainRuns(address, testStyle), width, width > 40).Lines {
				read.WriteString(lineText(l))
			}
			if read.String() != address {
				t.Fatalf("%s, in %.0f mm: %q", lang, width, read.String())
			}
		}
	}
}

// What a reader looks something up by is not parted from its number or letter, nor a
// sign of comparison from what it compares with.
func TestReferenceKeepsItsNumber(t *testing.T) {
	ts := testSetter(t)
	for lang, text := range map[string]string{
		"uk": "Усі критерії з вагами наведено в додатку А. Докладніше — у розділі 8, де рівень 4 і ступінь ≥ 3 пояснено",
		"en": "All criteria with their weights are in annex A. More stands in chapter 8, where level 4 and grade ≥ 3 are explained",
	} {
		ts.Lang = lang
		for width := 24.0; width < 90; width += 0.5 {
			for _, l := range ts.Wrap(ts.PlainRuns(text, testStyle), width, true).Lines {
				for _, alone := range []string{"А.", "A.", "8,", "4", "3", "≥"} {
					if first, _, _ := strings.Cut(lineText(l), " "); first == alone {
						t.Fatalf("%s, at %.1f mm a line begins with %q: %q", lang, width, alone, lineText(l))
					}
				}
			}
		}
	}
}

// The number of an act is not parted at its hyphen; a compound word may be.
func TestNumberOfAnActStaysWhole(t *testing.T) {
	ts := testSetter(t)
	for width := 20.0; width < 120; width += 0.5 {
		set := ts.Wrap(ts.PlainRuns("Закон України «Про електронні документи» від 22.05.2003 № 851-IV діє", testStyle), width, true)
		for _, l := range set.Lines {
			if strings.HasPrefix(lineText(l), "IV") {
				t.Fatalf("at %.1f mm a line begins with %q", width, lineText(l))
			}
		}
	}
}

func TestLastWordIsNeverDivided(t *testing.T) {
	ts := testSetter(t)
	for width := 27.0; width < 100; width += 0.5 { // the word itself is 25 mm wide
		set := ts.Wrap(ts.PlainRuns("Підключення громад до взаємодії реєстрів кіберзахисту", testStyle), width, true)
		if last := lineText(set.Lines[len(set.Lines)-1]); !strings.Contains(last, "кіберзахисту") {
			t.Errorf("at %.1f mm the last word is divided: %q", width, last)
		}
	}
}

// A label keeps its words whole where dividing one spares no line.
func TestLabelsDivideWordsLast(t *testing.T) {
	ts := testSetter(t)
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"Захист даних і безпека", 13, []string{"Захист", "даних", "і\u00a0безпека"}},
		{"Відтворюваність", 14, []string{"Відтворюва\u00ad", "ність"}},
	} {
		if got := ts.FitLines(c.text, pdf.Sans, 6.8, c.width, 9); !slices.Equal(got, c.want) {
			t.Errorf("%q in %.0f mm: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
