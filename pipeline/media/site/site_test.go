package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/templates"
)

func TestSamePagesSameBytes(t *testing.T) {
	a := write(t, samplePage("uk"), samplePage("en"))
	b := write(t, samplePage("uk"), samplePage("en"))
	if !bytes.Equal(a, b) {
		t.Error("two writings of the same pages differ")
	}
	if size := len(a); size > 3<<20 {
		t.Errorf("the page has %d bytes, more than 3 MB", size)
	}
}

// The policy's hash is of the script's bytes as a browser takes them from the page.
func TestPolicyNamesScriptAndStyle(t *testing.T) {
	html := string(write(t, samplePage("uk")))
	for _, element := range []string{"script", "style"} {
		_, rest, ok := strings.Cut(html, "<"+element+">")
		body, _, closed := strings.Cut(rest, "</"+element+">")
		if !ok || !closed {
			t.Fatalf("no element %s", element)
		}
		sum := sha256.Sum256([]byte(body))
		if hash := "'sha256-" + strings.ReplaceAll(base64.StdEncoding.EncodeToString(sum[:]), "+", "&#43;") + "'"; !strings.Contains(strings.ReplaceAll(html, "&#39;", "'"), element+"-src "+hash) {
			t.Errorf("the policy does not name the %s with hash %s", element, hash)
		}
	}
}

func TestLinksThatAreNotFollowed(t *testing.T) {
	p := samplePage("uk")
	p.Practices = []Practice{{Title: "a", Link: "javascript:alert(1)"}, {Title: "b", Link: " https://x.ua"}, {Title: "c", Link: "https://x.ua/a?b=1&c=2"}, {Title: "d", Link: "//x.ua"}, {Title: "e", Link: `https://x.ua/"onclick=`},
		{Title: "f", Link: "https://user:pass@x.ua/"}, {Title: "g", Link: "http://192.168.0.1/a"}, {Title: "h", Link: "https://x.ua/\u202egpj"}, {Title: "i", Link: "https://user:pass@[…]/"}}
	p.Downloads = []Download{{Name: "1", Href: "report.uk.pdf"}, {Name: "2", Href: "../../secret"}, {Name: "7", Href: "../scores.csv"}, {Name: "3", Href: "https://x.ua/a.csv"}, {Name: "4", Href: "/etc/passwd"}, {Name: "5", Href: "data/answers.csv"}, {Name: "6", Href: "a/../../b"}}
	html := string(write(t, p))
	var got []string
	for _, m := range regexp.MustCompile(`<a href="([^#"][^"]*)"`).FindAllStringSubmatch(html, -1) {
		got = append(got, m[1])
	}
	want := "https://x.ua/a?b=1&amp;c=2 report.uk.pdf ../scores.csv data/answers.csv"
	if strings.Join(got, " ") != want {
		t.Errorf("links %q, want %q", got, want)
	}
	for _, shown := range []string{"http://192.168.0.1/a</span>", "https://user:pass@[…]/</span>"} {
		if !strings.Contains(html, `<span class="unfollowed">`+shown) {
			t.Errorf("%s is not shown as text", shown)
		}
	}
}

func TestEmptyPageIsAPage(t *testing.T) {
	html := string(write(t, Page{Lang: "uk", Title: "Порожньо"}))
	for _, absent := range []string{"<table", "<figure", "<section"} {
		if strings.Contains(html[:strings.Index(html, "<script>")], absent) {
			t.Errorf("an empty page holds %s", absent)
		}
	}
	if err := Write(&bytes.Buffer{}, nil); err == nil {
		t.Error("no page was written without complaint")
	}
}

func TestUnknownKindIsAnError(t *testing.T) {
	p := Page{Lang: "uk", Figures: []*document.Figure{{ID: "x", Kind: "pie"}}}
	if err := Write(&bytes.Buffer{}, []Page{p}); err == nil || !strings.Contains(err.Error(), "pie") {
		t.Errorf("got error %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriterThatFails(t *testing.T) {
	if err := Write(full{}, []Page{{Lang: "uk"}}); err == nil || err.Error() != "disk full" {
		t.Errorf("got error %v", err)
	}
}

// No text is missing in either language.
func TestWording(t *testing.T) {
	for _, lang := range templates.Languages {
		if html := string(write(t, samplePage(lang))); strings.Contains(html, "⟦") {
			t.Errorf("%s: a text is missing near %.60q", lang, html[strings.Index(html, "⟦"):])
		}
	}
}

func TestNarrowFiguresStandInPairs(t *testing.T) {
	kinds := []document.FigureKind{document.Ranking, document.Dumbbell, document.Map, document.HeatMap, document.Profile}
	p := &Page{Lang: "uk"}
	for _, k := range kinds {
		p.Figures = append(p.Figures, &document.Figure{Kind: k})
	}
	words, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	got, err := cards(p, words)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{false, false, true, true, true} {
		if got[i].Wide != want {
			t.Errorf("%s: wide %v, want %v", kinds[i], got[i].Wide, want)
		}
	}
}
