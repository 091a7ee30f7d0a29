package pipeline

import (
	"bytes"
	"compress/zlib"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/templates"
)

// hostile is everything that a workbook may hold and a page may not.
const hostile = "😀 سلام 中文 \x00\u202e\u200f\x1b[31m <script>{n|one|few} ⟦x⟧ " +
	"$\\(PDF\\) %s \u0301\ufeff\t\nНайдовшеслово"

// attacks are texts that would run, or lead astray, on a page that took them for more
// than texts.
var attacks = []string{
	`"><img src=x onerror=alert(1)>`, `</script><script>alert(2)</script>`, `' onmouseover='alert(3)' x='`, "javascript:alert(4)", "JaVaScRiPt:alert(5)", "data:text/html,<script>alert(6)</script>",
	"https://uriad.gov.ua@evil.example.com/", "https://user:word@evil.example.com/a", "https://evil.example.com/\u202egnp.exe", "//evil.example.com/x", "https://127.0.0.1/admin", "{{.}}`${alert(7)}`", "-->]]><svg/onload=alert(8)>",
}

// spoiled is the sample with hostile texts in every field of a partner's.
func spoiled(t testing.TB) *analysedRun {
	t.Helper()
	r, longWord := sample(t), wordOf(longest())
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
			attack := attacks[j%len(attacks)]
			p.Told = survey.Story{Problem: attack, Solution: hostile + attack, Result: attacks[(j+1)%len(attacks)], Conditions: attack, Cost: attack, RepeatedBy: word + attack}
			p.Started, p.Adopted = attack, survey.Adoption{Raw: attack, On: attack, Act: attacks[(i+j)%len(attacks)]}
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				a := &p.Answers[k]
				a.Raw, a.At.File, a.At.Sheet = hostile+word, s.File, hostile
				if a.Beside != nil {
					beside := *a.Beside
					beside.Evidence, beside.Comment = attacks[k%len(attacks)], attacks[(k+1)%len(attacks)]
					a.Beside = &beside
				}
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
	t.Parallel()
	looked := 0
	for _, f := range printed(t) {
		if !strings.HasPrefix(f.name, "hostile-") || !strings.Contains(f.name, "report.") {
			continue
		}
		looked++
		listed := map[rune]int{}
		for _, c := range f.replaced {
			listed[c.Rune] += c.Count
		}
		for _, c := range "😀س中\x1b" {
			if listed[c] == 0 {
				t.Errorf("%s: %U was printed or dropped without a word", f.name, c)
			}
		}
	}
	if looked == 0 {
		t.Error("no report was looked at")
	}
}

// leastSize is the size of the smallest type that may be printed, in points.
const leastSize = 7.5

var sizeOfType = regexp.MustCompile(`/F\S+ ([0-9.]+) Tf`)

// TestNoTypeIsTooSmall reads the content streams of every PDF: nothing is set smaller than
// the least size, and nothing is scaled.
func TestNoTypeIsTooSmall(t *testing.T) {
	for _, f := range printed(t) {
		set := 0
		for rest := f.data; ; {
			at := bytes.Index(rest, []byte("stream\n"))
			if at < 0 {
				break
			}
			rest = rest[at+len("stream\n"):]
			unpacked, err := zlib.NewReader(bytes.NewReader(rest))
			if err != nil {
				continue // no packed stream
			}
			content, _ := io.ReadAll(unpacked) // what stands behind the stream is none of it
			for _, m := range sizeOfType.FindAllSubmatch(content, -1) {
				set++
				if size, err := strconv.ParseFloat(string(m[1]), 64); err != nil || size < leastSize {
					t.Errorf("%s: type of %s points", f.name, m[1])
				}
			}
		}
		if set == 0 {
			t.Errorf("%s: no type was found", f.name)
		}
	}
}

// TestColoursTellValuesApart: where the values of a map or heat map all lie in one or two
// fifths of the scale, its classes are others, and tell them apart.
func TestColoursTellValuesApart(t *testing.T) {
	r := sample(t)
	for i := range r.intake.Evidence.Submissions {
		s := &r.intake.Evidence.Submissions[i]
		s.Practices = slices.Clone(s.Practices)
		for j := range s.Practices {
			p := &s.Practices[j]
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				if a := &p.Answers[k]; a.State == survey.Given && a.Number >= 1 && a.Number <= 5 {
					a.Number = 3
					if (i+k)%4 == 0 {
						a.Number = 4
					}
				}
			}
		}
	}
	r.intake.Evidence.Earlier, r.Previous = nil, ""
	r.intake.Evidence.Uncertainty.Replications = 3
	r.results = analysis.Analyse(r.intake.Evidence)
	seen := 0
	for _, b := range documentOf(t, r, "uk").Blocks {
		f, ok := b.(*document.Figure)
		if !ok || f.Kind != document.HeatMap && f.Kind != document.Map {
			continue
		}
		classes, values := map[int]bool{}, map[float64]bool{}
		for _, row := range f.Rows {
			for _, v := range row.Values {
				if v.Drawable() {
					classes[v.Class], values[v.X] = true, true
				}
			}
		}
		seen++
		if len(classes) < min(3, len(values)) {
			t.Errorf("%s: %d values in %d classes, %q", f.ID, len(values), len(classes), f.Classes)
		}
	}
	if seen < 3 {
		t.Errorf("%d maps and heat maps", seen)
	}
}

// TestEveryReportIsValid has qpdf look at every file that was printed, and in make long
// veraPDF, which takes ten seconds for a report, at one report and at every factsheet; in
// make torture at all. At each step veraPDF looks at what the printer makes of trials that
// hold every kind of block and figure: report.TestVeraPDFPasses.
func TestEveryReportIsValid(t *testing.T) {
	t.Parallel()
	dir, rest := t.TempDir(), t.TempDir()
	var paths []string
	for _, f := range printed(t) {
		path := filepath.Join(dir, strings.ReplaceAll(f.name, "/", "-"))
		if strings.Contains(f.name, "report.") && !strings.HasPrefix(f.name, "sample-official-draft-") && !need.All() {
			path = filepath.Join(rest, filepath.Base(path))
		}
		if err := os.WriteFile(path, f.data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	t.Run("qpdf", func(t *testing.T) {
		tool := need.Tool(t, "qpdf")
		for _, path := range paths {
			if out, err := need.Run(t, tool, "--check", path); err != nil || strings.Contains(strings.ToLower(out), "warning") {
				t.Errorf("%s: %v %s", filepath.Base(path), err, out)
			}
		}
	})
	t.Run("veraPDF", func(t *testing.T) {
		need.Long(t)
		need.Valid(t, dir)
	})
}

// A printed file is a PDF of a run.
type printedFile struct {
	name     string // with a path
	data     []byte
	replaced []report.Replaced
}

var keptPrinted once[[]printedFile]

// printed are reports and factsheets of the sample, of hostile texts and, where it is
// there, of the real period of 2022: of the sample in both languages and manners, of
// each other in one of each; make torture prints them all.
func printed(t testing.TB) []printedFile {
	t.Helper()
	return keptPrinted.get(t, func() (out []printedFile, err error) {
		periods := periodsToPrint(t)
		periods["hostile"] = spoiled(t)
		for i, name := range slices.Sorted(maps.Keys(periods)) { // hostile, real, sample
			for l, lang := range templates.Languages {
				for m, mode := range []string{"plain", "official-draft"} {
					if !need.All() && ((i+l+m)%2 > 0 || l > 0 && name != "sample") {
						continue
					}
					files, err := printedOf(periods[name], lang, mode != "plain")
					if err != nil {
						return nil, err
					}
					for _, f := range files {
						f.name = name + "-" + mode + "-" + f.name
						out = append(out, f)
					}
				}
			}
		}
		return out, nil
	})
}

// printedOf prints the report of a run in a language, and its first factsheet.
func printedOf(r *analysedRun, lang string, official bool) (out []printedFile, err error) {
	r.Official, r.Draft = official, official
	texts, err := templates.Wording(lang)
	if err != nil {
		return nil, err
	}
	outputs, err := Compose(r.Job, r.intake, &r.results, &edition.Memory{})
	if err != nil {
		return nil, err
	}
	outputs = append(outputs[slices.Index(templates.Languages, lang):][:1], r.factsheets(r.composed(), texts)[0])
	for _, o := range outputs {
		var b bytes.Buffer
		replaced, err := o.Write(&b)
		if err != nil {
			return nil, err
		}
		out = append(out, printedFile{o.Name, b.Bytes(), replaced})
	}
	return out, nil
}
