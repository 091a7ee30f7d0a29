package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/templates"
)

// hostile is everything that a workbook may hold and a page may not.
const hostile = "😀 سلام 中文 \x00\u202e\u200f\x1b[31m <script>{n|one|few} ⟦x⟧ " +
	"$\\(PDF\\) %s \u0301\ufeff\t\nНайдовшеслово"

// longWord is a word of 5,000 letters.
var longWord = strings.Repeat("Довгеслово", 500)

// spoiled is the sample with hostile texts in every field of a partner's.
func spoiled(t *testing.T) *analysedRun {
	t.Helper()
	r := analysed(t, sampleOptions())
	for i := range r.intake.Evidence.Submissions {
		s := &r.intake.Evidence.Submissions[i]
		word := ""
		if i == 0 {
			word = longWord
		}
		s.Partner.Name = survey.Text{"uk": s.Partner.ID + hostile, "en": hostile + word}
		s.File = hostile + s.File
		s.Practices = slices.Clone(s.Practices)
		for j := range s.Practices {
			p := &s.Practices[j]
			p.Title, p.Summary, p.PlaceName, p.Link = hostile+p.Title, word, hostile, "javascript:alert(1)"+hostile
			p.At.Sheet = hostile
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				a := &p.Answers[k]
				a.Raw, a.At.File, a.At.Sheet = hostile+word, s.File, hostile
			}
		}
	}
	r.intake.Evidence.Problems.Add(cell.Error, "answer-unreadable", cell.Ref{File: hostile, Sheet: hostile, Row: 3, Col: 2}, hostile+longWord, "expected", hostile)
	r.Organisation = map[string]string{"uk": hostile, "en": longWord}
	r.Title = map[string]string{"uk": hostile + longWord, "en": hostile}
	r.CoverNote = map[string]string{"uk": longWord, "en": hostile}
	r.results = analysis.Analyse(r.intake.Evidence)
	return r
}

func TestHostileTextsAreReplacedAndListed(t *testing.T) {
	r := spoiled(t)
	for _, lang := range templates.Languages {
		made, err := r.print(compose.Report(r.composed(), catalogue(t, lang)), catalogue(t, lang), nil)
		if err != nil {
			t.Fatal(err)
		}
		listed := map[rune]int{}
		for _, c := range made.replaced {
			listed[c.Rune] += c.Count
		}
		for _, c := range "😀س中\x1b" {
			if listed[c] == 0 {
				t.Errorf("%s: %U was printed or dropped without a word", lang, c)
			}
		}
	}
}

// printed saves reports and factsheets of the sample, of hostile texts and,
// where it is there, of the real period of 2022, in every mode and language.
func printed(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	var out []string
	periods := periodsToPrint(t)
	periods["hostile"] = spoiled(t)
	for name, r := range periods {
		for _, lang := range templates.Languages {
			for _, mode := range []string{"plain", "official-draft"} {
				r.Official, r.Draft = mode != "plain", mode != "plain"
				texts := catalogue(t, lang)
				outputs, err := Compose(r.Job, r.intake, &r.results)
				if err != nil {
					t.Fatal(err)
				}
				outputs = append(outputs[slices.Index(templates.Languages, lang):][:1], r.factsheets(r.composed(), texts)[0])
				for _, o := range outputs {
					m, err := o.make()
					if err != nil {
						t.Fatal(err)
					}
					path := filepath.Join(dir, strings.NewReplacer("/", "-").Replace(name+"-"+mode+"-"+o.name))
					if err := os.WriteFile(path, m.data, 0o600); err != nil {
						t.Fatal(err)
					}
					out = append(out, path)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryReportIsValid(t *testing.T) {
	paths := printed(t)
	t.Run("qpdf", func(t *testing.T) {
		tool := need.Tool(t, "qpdf")
		for _, path := range paths {
			if out, err := need.Run(t, tool, "--check", path); err != nil || strings.Contains(strings.ToLower(out), "warning") {
				t.Errorf("%s: %v %s", filepath.Base(path), err, out)
			}
		}
	})
	t.Run("veraPDF", func(t *testing.T) { need.Valid(t, filepath.Dir(paths[0])) })
}
