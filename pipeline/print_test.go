package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

func sampleOptions() Options {
	return Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: "../inputs", Layouts: "../inputs/layouts"}, Lang: "uk", Reports: templates.Languages, Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
}

func catalogue(t testing.TB, lang string) *wording.Catalogue {
	t.Helper()
	c, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// quickOptions are those of the sample with few draws.
func quickOptions(t testing.TB) Options {
	t.Helper()
	opts := sampleOptions()
	opts.Method = trial.Quick(t)
	return opts
}

// wantFilled is how full a page must be that is not the last of its chapter.
const wantFilled = 0.5

// bodyMost is how many pages the sample has before its annexes.
const bodyMost = 36

func TestPagesAreFull(t *testing.T) {
	for _, r := range setReports(t) {
		annex := catalogue(t, r.lang).T("report.annex.short")
		if at := slices.IndexFunc(r.pages, func(p typeset.Page) bool { return p.Head == annex }); r.name == "sample" && !r.official && (at < 0 || r.pages[at].Number-1 > bodyMost) {
			t.Errorf("%s, %s: %d pages before the annexes", r.name, r.lang, r.pages[max(at, 0)].Number-1)
		}
		for _, p := range r.pages {
			if !p.Ends && p.Filled < wantFilled {
				t.Errorf("%s, %s, official %v: page %d (%s) is filled to %.0f %%", r.name, r.lang, r.official, p.Number, p.Head, 100*p.Filled)
			}
		}
	}
}

// TestPagesThatArePromised: the summary and the decision sheet are two pages in every
// manner, each partner has two facing pages of which the left one is even (a region of
// whose hromadas none is known has the left one alone), and its factsheet is one page.
func TestPagesThatArePromised(t *testing.T) {
	for _, r := range setReports(t) {
		about := fmt.Sprintf("%s, %s, official %v", r.name, r.lang, r.official)
		texts, pages := catalogue(t, r.lang), r.pages
		for _, key := range []string{"report.summary", "report.decision.sheet"} {
			if n := count(pages, texts.T(key)); n != 1 {
				t.Errorf("%s: %s takes %d pages: %+v", about, key, n, pages[:3])
			}
		}
		inside := slices.DeleteFunc(slices.Clone(pages), func(p typeset.Page) bool {
			return p.Head != texts.T("report.factsheets") && p.Head != texts.T("report.factsheets.listed") || p.Filled == 0
		})
		want := 1 + 2*len(r.in.Comparison.Standings)
		if found := voice.New(&r.in.Evidence, &r.in.Analysis, texts).Found; found.Records() {
			for _, s := range r.in.Comparison.Standings {
				if len(found.Inventory().PlacesOf(s.Unit.ID)) == 0 {
					want--
				}
			}
		}
		if len(inside) != want {
			t.Errorf("%s: the partners take %d pages, want %d: %+v", about, len(inside), want, inside)
		} else if inside[1].Number%2 > 0 {
			t.Errorf("%s: the first spread begins on page %d", about, inside[1].Number)
		}
		sheet := compose.Factsheets(r.in, texts)
		for _, s := range r.in.Comparison.Standings {
			pages, err := report.Pages(sheet(s.Unit.ID), report.Options{Official: r.official})
			if err != nil || len(pages) != 1 {
				t.Errorf("%s: the factsheet of %s takes %d pages (%v)", about, s.Unit.ID, len(pages), err)
			}
		}
	}
}

// multiplied makes of the sample a period of n partners with other names, whose
// levels differ from those of their model by turns.
func multiplied(t testing.TB, n int) *analysedRun {
	t.Helper()
	r := sample(t)
	models := r.intake.Evidence.Submissions
	r.intake.Evidence.Submissions, r.intake.Evidence.Earlier, r.Previous = nil, nil, ""
	r.intake.Evidence.Uncertainty.Replications = 3
	for i := range n {
		s := models[i%len(models)]
		name := fmt.Sprintf("Громада %03d", i+1)
		s.Partner.ID, s.Partner.Name, s.File = fmt.Sprintf("p%03d", i+1), survey.Text{"uk": name, "en": fmt.Sprintf("Hromada %03d", i+1)}, fmt.Sprintf("p%03d.xlsx", i+1)
		s.Illustrative = false // no stamp across the contents, which are read as text
		s.Practices = slices.Clone(s.Practices[:min(2, len(s.Practices))])
		for j := range s.Practices {
			p := &s.Practices[j]
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				if a := &p.Answers[k]; a.State == survey.Given && a.Number >= 1 && a.Number <= 5 && (i+j+k)%7 == 0 {
					a.Number--
				}
				p.Answers[k].At.File = s.File
			}
		}
		r.intake.Evidence.Submissions = append(r.intake.Evidence.Submissions, s)
	}
	r.results = analysis.Analyse(r.intake.Evidence)
	return r
}

// A report of very many partners, more than any list or figure shows one by one.
func TestReportOfManyPartners(t *testing.T) {
	t.Parallel()
	n := 130
	if need.All() {
		n = 500
	}
	r := multiplied(t, n)
	doc := documentOf(t, r, "uk")
	pages, err := report.Pages(doc, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pages {
		if !p.Ends && p.Filled < wantFilled {
			t.Errorf("page %d (%s) is filled to %.0f %%", p.Number, p.Head, 100*p.Filled)
		}
		if i > 0 && p.Number != pages[i-1].Number+1 {
			t.Errorf("page %d follows page %d", p.Number, pages[i-1].Number)
		}
	}
	var made bytes.Buffer
	if _, err := r.print(&made, doc, catalogue(t, "uk"), nil); err != nil {
		t.Fatal(err)
	}
	checkContents(t, made.Bytes(), doc)
}

// checkContents compares the contents of a printed report with its pages: every
// chapter stands where the contents say. It has pdftotext read the contents and the pages
// that chapters begin on alone: it takes as long for a page as this program to print it.
func checkContents(t *testing.T, pdf []byte, doc *document.Document) {
	t.Helper()
	tool, file := need.Tool(t, "pdftotext"), filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	page := func(n int) string {
		at := strconv.Itoa(n)
		out, err := need.Run(t, tool, "-q", "-layout", "-f", at, "-l", at, file, "-")
		if err != nil {
			t.Errorf("page %d: %v %s", n, err, out)
		}
		return strings.ReplaceAll(out, "\u00a0", " ")
	}
	contents := page(2)
	for _, b := range doc.Blocks {
		h, ok := b.(*document.Heading)
		if !ok || h.Level != 1 {
			continue
		}
		at := 0
		for line := range strings.Lines(contents) {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), h.Text); ok {
				at, _ = strconv.Atoi(strings.Trim(rest, " .\n"))
			}
		}
		flat := func(s string) string { return strings.Join(strings.Fields(s), " ") } // a long title takes two lines
		if at < 2 || !strings.Contains(flat(page(at)), flat(h.Text)) {
			t.Errorf("the contents say that %q stands on page %d", h.Text, at)
		}
	}
}

// BenchmarkReport composes and prints the reports of the sample and of 2022.
func BenchmarkReport(b *testing.B) {
	for name, r := range periodsToPrint(b) {
		in, texts := r.composed(), catalogue(b, "uk")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var made bytes.Buffer
				if _, err := r.print(&made, compose.Report(in, texts), texts, nil); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(made.Len())/1024, "KB/file")
			}
		})
	}
}

// count counts the pages of a chapter.
func count(pages []typeset.Page, head string) (n int) {
	for _, p := range pages {
		if p.Head == head {
			n++
		}
	}
	return n
}

// stocked deals practices to the partners of a run, in turn, until there are so many.
func (r *analysedRun) stocked(total int) {
	list := r.intake.Evidence.Submissions
	models := map[int]int{}
	for n := total; n > 0; {
		for i := range list {
			models[i]++
			if n--; n == 0 {
				break
			}
		}
	}
	for i := range list {
		first := list[i].Practices
		var all []survey.Practice
		for k := range models[i] {
			p := first[k%len(first)]
			p.ID = fmt.Sprintf("%s-%d", p.ID, k)
			p.Title += fmt.Sprintf(" %d", i*10+k)
			p.Answers = slices.Clone(p.Answers)
			all = append(all, p)
		}
		list[i].Practices = all
	}
}
