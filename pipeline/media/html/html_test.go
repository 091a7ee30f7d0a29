package html

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"depository.example/depository/pipeline/tell/document"
)

var update = flag.Bool("update", false, "write the golden file anew")

// every is a document with every kind of block.
func every() *document.Document {
	return &document.Document{
		Lang: "en", Title: "A <title>", Subtitle: "Sub", Organisation: "Office", Notice: "Illustrative", Contents: "Contents", Dateline: "Kyiv, 2026",
		Date:   time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Labels: document.Labels{Figure: "Figure", Table: "Table", NoData: "n/a"},
		Blocks: []document.Block{
			&document.Heading{Level: 1, ID: "one", Text: "1 One & all"},
			&document.Paragraph{Style: document.Lead, Spans: []document.Span{
				{Text: "See "}, {Text: "there", Bold: true, Link: "#two"}, {Text: "<слова>", Lang: "uk"}, {Text: ".", Note: []document.Span{{Text: "A note", Link: "https://rada.gov.ua/"}, {Text: ".", Note: document.Plain("Within.")}}},
				{Text: "nowhere", Link: "http://10.0.0.1/"},
			}},
			&document.List{Ordered: true, Compact: true, Items: [][]document.Span{document.Plain("a"), document.Plain("b")}},
			&document.PageBreak{},
			&document.Heading{Level: 2, ID: "two", Text: "1.1 Two"},
			&document.KeyFigures{Items: []document.KeyFigure{{Value: "38%", Label: "online", Note: "+2"}}},
			&document.Card{ID: "r1", Number: "1", Title: "Do it", Body: []document.Block{&document.Paragraph{Spans: document.Plain("now")}},
				Facts: []document.Fact{{Label: "Priority", Spans: document.Plain("high"), Dots: 2}}},
			&document.Table{ID: "t", Number: "A1", Title: "T", Columns: []document.Column{{Title: "who"}, {Title: "x", Align: document.Right}}, Source: document.Plain("src"), Rows: []document.Row{
				{Cells: []document.Cell{{Spans: document.Plain("r"), Head: true}, {Spans: document.Plain("4"), Class: 4}}},
				{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain("G")}}},
				{Kind: document.TotalRow, Cells: []document.Cell{{Spans: document.Plain("sum")}, {Spans: document.Plain("4")}}}}},
			&document.Figure{ID: "f", Number: "2", Kind: document.Ranking, Message: "M", Measure: "points", Series: []string{"now"}, Source: document.Plain("from"),
				Rows: []document.FigureRow{{Label: "L", Lang: "uk", Note: "+1", Values: []document.Value{{X: 2, Known: true, Low: 1.5, High: 2.5, Text: "2.0", Between: "1.5–2.5", Class: 2}}}, {Label: "K"}}},
		},
	}
}

// The golden file was read by hand, line by line.
func TestEveryBlock(t *testing.T) {
	got := string(Body(every().Blocks, Options{Labels: every().Labels}))
	const golden = "testdata/every.html"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	wellFormed(t, "<body>"+got+"</body>")
}

// wellFormed fails where mark-up does not close what it opens.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in:\n%s", err, text)
		}
	}
}

func TestPageStandsAlone(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, every(), Options{}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		`<html lang="en">`, "<title>A &lt;title&gt;</title>", "<h1>A\u00a0&lt;title&gt;</h1>", `<li class="level-2"><a href="#two">1.1 Two</a></li>`,
		`<p class="notice">Illustrative</p>`, "Figure\u00a02.", "default-src &#39;none&#39;",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, bad := range []string{"<script", "src=", " style=", "http://10.0.0.1"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}

// Texts that have run as program somewhere stay texts in every place.
func TestHostileTextsStayText(t *testing.T) {
	const bad = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`
	span := []document.Span{{Text: bad, Lang: bad, Link: bad, Bold: true, Note: document.Plain(bad)}}
	blocks := []document.Block{
		&document.Heading{Level: 9, ID: bad, Text: bad}, &document.Paragraph{Style: 99, Spans: span}, &document.List{Items: [][]document.Span{span}},
		&document.KeyFigures{Items: []document.KeyFigure{{Value: bad, Label: bad, Note: bad}}},
		&document.Card{ID: bad, Number: bad, Title: bad, Facts: []document.Fact{{Label: bad, Spans: span, Dots: 9}}},
		&document.Table{ID: bad, Number: bad, Title: bad, Columns: []document.Column{{Title: bad, Align: 9}}, Source: span, Rows: []document.Row{{Cells: []document.Cell{{Spans: span, Class: 99}, {}}}, {Kind: document.GroupRow}}},
		&document.Figure{ID: bad, Number: bad, Message: bad, Measure: bad, Series: []string{bad}, Rows: []document.FigureRow{{Label: bad, Lang: bad, Note: bad, Values: []document.Value{{Text: bad}}}}},
	}
	for _, link := range []func(string) (string, bool){nil, func(s string) (string, bool) { return s, true }} {
		got := string(Body(blocks, Options{Labels: document.Labels{Table: bad, Figure: bad, NoData: bad}, Link: link}))
		wellFormed(t, "<body>"+got+"</body>")
		if strings.Contains(got, "<script") || strings.Contains(got, "<img") {
			t.Errorf("mark-up came out of a text:\n%s", got)
		}
	}
}

// escape is template.HTMLEscapeString, behind what is there.
func TestEscape(t *testing.T) {
	for _, text := range []string{"", "а", `<a href="x">'&amp;'</a>`, "\x00<\x00", "bad \xff", ">"} {
		if got, want := string(escape([]byte("<"), text)), "<"+template.HTMLEscapeString(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Lines end where an educated writer would end them, in the language of each text; what
// is in attributes stays as it is.
func TestLinesEndWhereTheyMay(t *testing.T) {
	const text = "у 4–5 випадках, № 5, 95 % з 2026 р."
	got := string(Body([]document.Block{
		&document.Heading{Level: 1, ID: "a", Text: text}, &document.Paragraph{Spans: []document.Span{{Text: text}, {Text: "of no 3 parts", Lang: "en"}}},
		&document.Table{Title: text, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("1,5–2,0")}, {Spans: document.Plain("a–b 3–")}}}}},
	}, Options{Lang: "uk"}))
	const tied = "у\u00a0<span class=\"whole\">4–5</span>\u00a0випадках, №\u00a05, 95\u00a0% з\u00a02026\u00a0р."
	for _, want := range []string{"<h2 id=\"a\">" + tied + "</h2>", "<p>" + tied + `<bdi lang="en">of no 3` + "\u00a0" + `parts</bdi></p>`, `aria-label="` + text + `"`, "<caption>" + tied + "</caption>",
		`<td><span class="whole">1,5–2,0</span></td><td>a–b 3–</td>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	wellFormed(t, "<body>"+got+"</body>")
}

// Texts that are kept come out as others do: in another language, and where they have
// made way for others.
func TestKeptTexts(t *testing.T) {
	var kept Kept
	text := func(i int) string {
		return fmt.Sprintf("рівень %d — послуга № 5 <b> з 2026 р. і %d–9 випадків", i, i)
	}
	for round := range 2 {
		for i := range 3 * len(kept) {
			for _, lang := range []string{"uk", "en"} {
				blocks := []document.Block{&document.Paragraph{Spans: document.Plain(text(i / 2))}}
				want := Body(blocks, Options{Lang: lang})
				if got := Body(blocks, Options{Lang: lang, Kept: &kept}); got != want {
					t.Fatalf("round %d, text %d, %s: %s, want %s", round, i, lang, got, want)
				}
			}
		}
	}
}
