package report

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
	"pgregory.net/rapid"

	"depository/pipeline/document"
)

func testPrinter(t testing.TB, lang string) *printer {
	t.Helper()
	p, err := newPrinter(&document.Document{Lang: lang}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The syllables are lawful by the rules of «Український правопис» (2019) on
// dividing words: a group of consonants may be divided anywhere, a lengthened
// one stay whole. Three letters at least go to the next line.
func TestHyphenation(t *testing.T) {
	for _, c := range []struct{ lang, word, want string }{
		{"uk", "кіберзахисту", "кі-бер-за-хи-сту"},
		{"uk", "ЦНАП", "ЦНАП"},
		{"uk", "об’єднання", "об’-єд-на-ння"},
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
	p := testPrinter(t, "uk")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([а-яА-Я]{1,20}[ ,\x{00a0}-]{1,2}|[0-9]{1,4} |№ |— ){0,40}`).Draw(t, "text")
		width := rapid.Float64Range(6, 170).Draw(t, "width")
		runs := p.plainRuns(text, p.theme.body)
		if cut := len(text) / 2; rapid.Bool().Draw(t, "two runs") && len(text) > 0 {
			for cut < len(text) && text[cut]&0xC0 == 0x80 {
				cut++
			}
			runs = append(p.plainRuns(text[:cut], p.theme.body), p.plainRuns(text[cut:], p.theme.cardTitle)...)
		}
		set := p.wrap(runs, width, rapid.Bool().Draw(t, "divide"))
		var all strings.Builder
		for i, l := range set.lines {
			w := 0.0
			for _, f := range l.frags {
				r := set.runs[f.run]
				w += p.canvas.faces[r.face].width(f.text, r.size)
				all.WriteString(f.text)
			}
			if w > width+0.02 {
				t.Fatalf("line %d is %.2f wide in %.2f: %q", i, w, width, lineText(l))
			}
		}
		squeeze := strings.NewReplacer(" ", "", nbsp, "", string(softHyphen), "")
		if got, want := squeeze.Replace(all.String()), squeeze.Replace(text); got != want {
			t.Fatalf("the lines hold %q of %q", got, want)
		}
	})
}

func TestWordsThatStayTogether(t *testing.T) {
	p := testPrinter(t, "uk")
	set := p.wrap(p.plainRuns("Показник зріс у 2025 році на 12 балів — до № 3 у м. Київ та й по всьому", p.theme.body), 24, true)
	var lines []string
	for _, l := range set.lines {
		lines = append(lines, strings.ReplaceAll(lineText(l), nbsp, "_"))
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

// The number of an act is not parted at its hyphen; a compound word may be.
func TestNumberOfAnActStaysWhole(t *testing.T) {
	p := testPrinter(t, "uk")
	for width := 20.0; width < 120; width += 0.5 {
		set := p.wrap(p.plainRuns("Закон України «Про електронні документи» від 22.05.2003 № 851-IV діє", p.theme.body), width, true)
		for _, l := range set.lines {
			if strings.HasPrefix(lineText(l), "IV") {
				t.Fatalf("at %.1f mm a line begins with %q", width, lineText(l))
			}
		}
	}
}

func TestLastWordIsNeverDivided(t *testing.T) {
	p := testPrinter(t, "uk")
	for width := 27.0; width < 100; width += 0.5 { // the word itself is 25 mm wide
		set := p.wrap(p.plainRuns("Підключення громад до взаємодії реєстрів кіберзахисту", p.theme.body), width, true)
		if last := lineText(set.lines[len(set.lines)-1]); !strings.Contains(last, "кіберзахисту") {
			t.Errorf("at %.1f mm the last word is divided: %q", width, last)
		}
	}
}

// The widths are those that the PDF library reads from the same files.
func TestWidthsAreTheLibrarys(t *testing.T) {
	faces := testPrinter(t, "uk").canvas.faces
	pdf := gofpdf.New("P", "mm", "A4", "")
	for _, f := range faces {
		pdf.AddUTF8FontFromBytes(f.family, "", bytes.Clone(f.data))
		pdf.SetFont(f.family, "", 10)
		for _, s := range []string{"Цифрова зрілість громад України", "Quick brown fox 0123456789", "«№—−…’»\u00a0\u00ad"} {
			if got, want := f.width(s, 10), pdf.GetStringWidth(s); math.Abs(got-want) > 1e-6 {
				t.Errorf("%s: %q is %.4f mm, drawn as %.4f", f.family, s, got, want)
			}
		}
	}
}

func TestAdvancesRefuseWhatIsNoFont(t *testing.T) {
	for _, data := range []string{"", "abc", strings.Repeat("\xff", 400), "\x00\x01\x00\x00\xff\xff" + strings.Repeat("cmap\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 30)} {
		if _, err := advances([]byte(data)); err == nil {
			t.Errorf("%.20q is taken for a font", data)
		}
	}
}

// linesByPage counts the lines of body text on each page.
func linesByPage(list []textBox, owner string) map[int][]string {
	out := map[int][]string{}
	last := map[int]float64{}
	for _, b := range list {
		if b.owner == nil || b.owner.role != owner {
			continue
		}
		if out[b.page] != nil && math.Abs(last[b.page]-b.bottom) < 0.5 {
			out[b.page][len(out[b.page])-1] += b.text
			continue
		}
		out[b.page] = append(out[b.page], b.text)
		last[b.page] = b.bottom
	}
	return out
}

func TestNoLoneLineOfAParagraph(t *testing.T) {
	for before := 30; before < 50; before++ {
		blocks := append(filler(before), &document.Paragraph{Spans: document.Plain(strings.Repeat("слово ", 70))})
		for page, lines := range linesByPage(boxes(t, &document.Document{Lang: "uk", Blocks: blocks}), "P") {
			if page > 1 && len(lines) == 1 {
				t.Errorf("after %d lines a paragraph has one line on page %d", before, page)
			}
		}
	}
}

func TestHeadingNeverLastOnAPage(t *testing.T) {
	const text = "Текст"
	figure := trials()["one row"](document.Ranking)
	figure.Message = text
	for name, next := range map[string]document.Block{
		"paragraph": &document.Paragraph{Spans: document.Plain(text)},
		"aside":     &document.Paragraph{Style: document.Aside, Spans: document.Plain(text)},
		"list":      &document.List{Items: [][]document.Span{document.Plain(text)}},
		"table":     &document.Table{Title: text, Columns: []document.Column{{Title: "x"}}, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("y")}}}}},
		"figure":    figure,
		"card":      &document.Card{Title: text},
		"tiles":     &document.KeyFigures{Items: []document.KeyFigure{{Value: text}}},
	} {
		for before := 15; before < 45; before++ {
			blocks := append(filler(before), &document.Heading{Level: 2, Text: "Заголовок"}, &document.Heading{Level: 3, Text: "Нижчий"}, next)
			place := map[string]int{}
			for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: blocks}) {
				if b.owner != nil {
					place[strings.TrimSpace(b.text)] = b.page
				}
			}
			if place["Заголовок"] != place["Нижчий"] || place["Нижчий"] != place[text] || place[text] == 0 {
				t.Errorf("%s after %d lines: heading on page %d, subheading on %d, text on %d", name, before, place["Заголовок"], place["Нижчий"], place[text])
			}
		}
	}
}

// filler is so many lines that move what follows down the page.
func filler(lines int) []document.Block {
	var out []document.Block
	for i := range lines {
		out = append(out, &document.List{Items: [][]document.Span{document.Plain(fmt.Sprint("рядок ", i))}})
	}
	return out
}

func TestSourceStaysWithItsFigureAndTable(t *testing.T) {
	figure := trials()["one row"](document.Ranking)
	for name, b := range map[string]document.Block{
		"figure": figure,
		"table":  &document.Table{Columns: []document.Column{{Title: "x"}}, Source: figure.Source, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("Партнер 1")}}}}},
	} {
		for before := 15; before < 45; before++ {
			place := map[string]int{}
			for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: append(filler(before), b)}) {
				place[strings.TrimSpace(b.text)] = b.page
			}
			if place["Джерело"] != place["Партнер 1"] || place["Джерело"] == 0 {
				t.Errorf("%s after %d lines: on page %d, its source on %d", name, before, place["Партнер 1"], place["Джерело"])
			}
		}
	}
}

func TestTableRepeatsItsHeaderAndGroup(t *testing.T) {
	doc := manyRows(120)
	table := doc.Blocks[0].(*document.Table)
	table.Rows = slices.Insert(table.Rows, 0, document.Row{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain("Група перша")}}})
	heads, groups, pages := map[int]int{}, map[int]int{}, 0
	for _, b := range boxes(t, doc) {
		pages = max(pages, b.page)
		switch strings.TrimSpace(b.text) {
		case "Критерій":
			heads[b.page]++
		case "Група перша":
			groups[b.page]++
		}
	}
	if pages < 4 {
		t.Fatalf("only %d pages", pages)
	}
	for page := 2; page <= pages; page++ {
		if heads[page] != 1 || groups[page] != 1 {
			t.Errorf("page %d: %d headers, %d group headings", page, heads[page], groups[page])
		}
	}
}

func TestFootnoteStandsWhereItIsCalled(t *testing.T) {
	var blocks []document.Block
	for i := range 60 {
		blocks = append(blocks, &document.Paragraph{Spans: []document.Span{{Text: fmt.Sprint("Твердження ", i), Note: document.Plain(fmt.Sprint("Примітка ", i, " книга vinnytsia.xlsx, аркуш «Практики», клітинка H14"))}}})
	}
	calls, notes := map[string]int{}, map[string]int{}
	for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: blocks}) {
		if b.owner != nil && b.owner.role == "Reference" {
			calls[b.text] = b.page
		}
		if b.owner != nil && b.owner.role == "Lbl" {
			notes[strings.Trim(b.text, nbsp+" ")] = b.page
		}
		if b.bottom > pageBottom+0.5 && b.owner != nil {
			t.Errorf("%q stands below the text area", b.text)
		}
	}
	if len(calls) != 60 || len(notes) != 60 {
		t.Fatalf("%d calls, %d notes", len(calls), len(notes))
	}
	for n, page := range calls {
		if notes[n] != page {
			t.Errorf("note %s is called on page %d and stands on %d", n, page, notes[n])
		}
	}
}

func TestColumnsFillTheMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "columns")
		columns := make([]document.Column, n)
		natural, least := make([]float64, n), make([]float64, n)
		floor := 0.0
		for i := range columns {
			columns[i].Width = float64(rapid.IntRange(0, 5).Draw(t, "share"))
			least[i] = rapid.Float64Range(1, 45).Draw(t, "least")
			natural[i] = least[i] + rapid.Float64Range(0, 200).Draw(t, "more")
			floor += least[i]
		}
		sum := 0.0
		for i, w := range share(columns, natural, least) {
			sum += w
			if w <= 0 || floor < measure && w < least[i]-1e-6 {
				t.Fatalf("column %d is %.2f wide, its longest word %.2f", i, w, least[i])
			}
		}
		if math.Abs(sum-measure) > 1e-6 {
			t.Fatalf("the columns take %.3f of %.3f", sum, measure)
		}
	})
}
