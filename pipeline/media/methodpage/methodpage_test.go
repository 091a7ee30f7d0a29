package methodpage

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/templates"
)

const judged = `
method: 1
id: judged
version: "3"
name: {uk: Зважена методика, en: Weighed method}
unit: {id: [u], groups: [region]}
inputs: [{id: a1, kind: yesno}, {id: people, kind: number, name: {uk: Населення, en: Population}}]
tree:
  id: r
  weights: {pairwise: {x/y: 3, y/z: 3, x/z: 9}}
  aggregate: {power: 0.5}
  parts:
    - {id: x, rule: [{when: "a1 == 'yes'", points: 2}, {points: 0}], rows: [{take: best}]}
    - {id: y, direction: lower, denominate: {by: people, scale: 1000}, impute: {mean_by: region}, transform: log1p, treat: {}, normalise: {by: goalposts, low: 1.5, high: 9, clip: both}}
    - id: z
      weights: {experts: [{name: A, budget: {p: 3, q: 1}}, {name: B, budget: {p: 1, q: 1}}]}
      parts: [{id: p, normalise: {by: zscore, mean: 10, sd: 2}}, {id: q, kind: choice, choices: [{id: one, points: 1}, {id: two, points: 7.5}]}]
uncertainty: {replications: 22, weights: {noise: 0.25}, aggregate: [arithmetic, max], impute: [none, median], treat: [{winsorise: 1}], answers: {level_error: 0.1}, sensitivity: sobol}
sources: [{title: A source, year: 2020, url: "https://example.org/source"}]
`

// methods are one with everything, and those of the program.
func methods(t *testing.T) map[string]*method.Method {
	t.Helper()
	texts := map[string]string{"judged": judged}
	for _, name := range []string{"egov-practices", "local-services"} {
		data, err := templates.Files.ReadFile("methods/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	out := map[string]*method.Method{}
	for name, text := range texts {
		m, err := method.Parse(name+".yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = m
	}
	return out
}

// printed prints a method, and returns the words of it.
func printed(t *testing.T, as Format, m *method.Method, lang string) (text string, raw []byte) {
	t.Helper()
	texts, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, as, m, texts); err != nil {
		t.Fatal(err)
	}
	text = b.String()
	switch as {
	case HTML:
		text = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " "))
	case PDF:
		file := filepath.Join(t.TempDir(), "m.pdf")
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if text, err = need.Run(t, need.Tool(t, "pdftotext"), "-raw", file, "-"); err != nil {
			t.Fatal(err)
		}
	}
	return text, b.Bytes()
}

// The words of a method, worked out by hand from its file: the ratio of three
// consistent comparisons is 0; the second budget departs by 0.25 ÷ √2 of the whole.
func TestEverythingIsInWords(t *testing.T) {
	m := methods(t)["judged"]
	for lang, wants := range map[string][]string{
		"uk": {"Зважена методика", "степеневе середнє з показником 0,5", "ваги з парних порівнянь, відношення узгодженості 0,000",
			"ваги — середнє розподілів 2 експертів, найбільша розбіжність часток 17,7", "a1 == 'yes'", "в усіх інших випадках", "береться найкращий",
			"множиться на 1000 і ділиться на «Населення»", "між межами 1,5 і 9; поза шкалою — її край", "менше значення краще", "7,5",
			"Бали перераховано 22 рази", "підтягується до 1 крайнє значення", "69,2"},
		"en": {"Weighed method", "power mean with exponent 0.5", "times 1,000, divided by Population", "Scores were recalculated 22 times", "A source, 2020"},
	} {
		text, _ := printed(t, HTML, m, lang)
		for _, want := range wants {
			if !strings.Contains(words(text), words(want)) {
				t.Errorf("%s: no %q", lang, want)
			}
		}
	}
}

// words leaves of a text what a printer may not change.
func words(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00ad", "", "\u00a0", " ", "\u202f", " ").Replace(s)), " ")
}

// Every text of the description is on the terminal, on the page and in the PDF.
func TestThreePrintersSayTheSame(t *testing.T) {
	for name, m := range methods(t) {
		for _, lang := range templates.Languages {
			texts, err := templates.Wording(lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, as := range formats {
				text, _ := printed(t, as, m, lang)
				if strings.Contains(text, "⟦") || regexp.MustCompile(`\{[a-z]+\}`).MatchString(text) || strings.Contains(text, "NaN") {
					t.Errorf("%s in %s as %s lacks a text", name, lang, as)
				}
				lost(t, name+" "+lang+" "+string(as), describeMethod(m, texts), letters(text))
			}
		}
	}
}

// letters leaves letters and digits: lines are broken and hyphenated as they come.
func letters(s string) string { return regexp.MustCompile(`[^\p{L}\p{N}]+`).ReplaceAllString(s, "") }

// lost reports texts of a document that are not in what was printed.
func lost(t *testing.T, what string, doc *document.Document, text string) {
	t.Helper()
	n := 0
	see := func(s string) {
		if n++; !strings.Contains(text, letters(s)) {
			t.Errorf("%s lost %q", what, s)
		}
	}
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case *document.Heading:
			see(b.Text)
		case *document.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					if text := document.Text(c.Spans); !strings.Contains(text, "**") {
						see(text)
					}
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("%s has only %d texts", what, n)
	}
}

// The PDF is PDF/UA-1 and PDF/A-3A; the longest method is validated in make torture.
func TestPDFIsAccessible(t *testing.T) {
	need.Long(t)
	folder := t.TempDir()
	for name, m := range methods(t) {
		if name == "egov-practices" && !need.All() {
			continue
		}
		_, data := printed(t, PDF, m, "uk")
		if err := os.WriteFile(filepath.Join(folder, name+".pdf"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	need.Valid(t, folder)
}
