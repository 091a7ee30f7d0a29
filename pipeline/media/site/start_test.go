package site

import (
	"bytes"
	"strings"
	"testing"
)

// The pages over all periods lead to the newest, name each period in the languages
// that it has, and do not depend on the order in which the periods are read.
func TestStartPages(t *testing.T) {
	score := func(x float64) *float64 { return &x }
	old := Trend{Period: "2025-H2", Title: map[string]string{"en": "Old"}, Named: map[string]string{"en": "Method, 1"}, Method: "a", Practices: 3, Scale: [2]float64{0, 100},
		Partners: []TrendPartner{{ID: "a", Name: map[string]string{"en": "A"}, Score: score(40), Page: "partners/a.html"}}}
	now := Trend{Period: "2026-H1", Title: map[string]string{"uk": "Нове", "en": "New"}, Named: map[string]string{"uk": "Методика, 2", "en": "Method, 2"}, Method: "b", Practices: 4, Scale: [2]float64{0, 100},
		Partners: []TrendPartner{{ID: "b", Name: map[string]string{"uk": "<b>Б", "en": "B"}, Page: "partners/b.html"}, {ID: "a", Name: map[string]string{"uk": "А", "en": "A"}, Score: score(61.5), Page: "partners/a.html"}}}
	pages := func(list ...Trend) map[string]string {
		files, err := Start(list, []string{"uk", "en"}, "")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, f := range files {
			data, err := f.Make()
			if err != nil {
				t.Fatal(err)
			}
			out[f.Name] = string(data)
		}
		return out
	}
	got := pages(old, now)
	for name, data := range pages(now, old) {
		if !bytes.Equal([]byte(data), []byte(got[name])) {
			t.Errorf("%s depends on the order", name)
		}
	}
	for _, want := range []string{`href="2026-H1/uk/index.html"`, `href="2025-H2/en/index.html"`, "методику змінено", "61,5", "40,0", `href="2026-H1/uk/partners/a.html"`, "&lt;b&gt;Б", "за\u00a02\u00a0періоди"} {
		if !strings.Contains(got["index.html"], want) {
			t.Errorf("the start page has no %s", want)
		}
	}
	if strings.Contains(got["index.html"], "⟦") || strings.Contains(got["index.en.html"], "⟦") || got["index.en.html"] == "" {
		t.Error("a text or a page is missing")
	}
	if strings.Contains(pages(now)["index.html"], "<svg") {
		t.Error("one period has a trend")
	}
}
