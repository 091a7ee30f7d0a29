package pipeline

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// An output is one file of the edition and how it is made.
type output struct {
	name string
	make func() (made, error)
}

// made is the content of an output, and what of its texts could not be printed.
type made struct {
	data     []byte
	replaced []report.Replaced
}

// write makes every file of the edition, as many at once as there are
// processors, then the manifest. It returns their names in order.
func (r *run) write(edition *publish.Edition) ([]string, error) {
	outputs, err := r.outputs()
	if err != nil {
		return nil, err
	}
	files, errs := make([]manifestFile, len(outputs)), make([]error, len(outputs))
	var wait sync.WaitGroup
	var next, done atomic.Int64
	r.tell(Writing, 0, len(outputs), "")
	for range min(runtime.GOMAXPROCS(0), len(outputs)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(outputs); i = int(next.Add(1)) - 1 {
				files[i], errs[i] = outputs[i].write(edition)
				r.tell(Writing, int(done.Add(1)), len(outputs), outputs[i].name)
			}
		})
	}
	wait.Wait()
	m := r.manifest()
	names := []string{"manifest.json"}
	for i, f := range files {
		if errs[i] != nil {
			return nil, errs[i]
		}
		names = append(names, f.Path)
		m.Outputs = append(m.Outputs, f)
	}
	m.Read = r.references
	text, err := m.json()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, edition.Write("manifest.json", text)
}

// write makes one file and says what it is.
func (o output) write(edition *publish.Edition) (manifestFile, error) {
	m, err := o.make()
	if err == nil {
		err = edition.Write(o.name, m.data)
	}
	f := manifestFile{Path: o.name, SHA256: sum(m.data), Bytes: len(m.data)}
	for _, c := range m.replaced {
		f.Replaced = append(f.Replaced, replacedRune{Rune: fmt.Sprintf("U+%04X", c.Rune), With: c.With, Count: c.Count})
	}
	return f, err
}

func (r *run) outputs() ([]output, error) {
	texts := map[string]*wording.Catalogue{}
	for _, lang := range append([]string{r.opts.Lang}, r.opts.Reports...) {
		catalogue, err := templates.Wording(lang)
		if err != nil {
			return nil, err
		}
		texts[lang] = catalogue
	}
	answers, scores := table.Answers(r.evidence.Submissions), table.Scores(r.analysis.Now)
	problems := table.Problems(r.evidence.Problems, texts[r.opts.Lang])
	in := map[string]compose.Input{}
	for lang := range texts {
		in[lang] = r.inLanguage(r.composed(), texts[lang])
	}
	var out []output
	for _, lang := range r.opts.Reports {
		out = append(out, output{reportName(lang), func() (made, error) {
			return r.print(compose.Report(in[lang], texts[lang]), texts[lang], []report.Attachment{
				{Name: "scores.csv", Description: texts[lang].T("report.attachment.scores"), MIME: "text/csv", Data: scores},
				{Name: "answers.csv", Description: texts[lang].T("report.attachment.answers"), MIME: "text/csv", Data: answers},
				{Name: r.method.ID + ".yaml", Description: texts[lang].T("report.attachment.method"), MIME: "application/yaml", Data: r.source},
			})
		}})
	}
	if r.opts.Factsheets {
		for _, lang := range r.opts.Reports {
			out = append(out, r.factsheets(in[lang], texts[lang])...)
		}
	}
	var pages []*wording.Catalogue
	for _, lang := range r.opts.Reports {
		pages = append(pages, texts[lang])
	}
	out = append(out, output{"site/index.html", func() (made, error) { return printSite(in, pages) }})
	out = append(out, tabled("answers", answers)...)
	out = append(out, tabled("scores", scores)...)
	out = append(out, tabled("problems", problems)...)
	if reviews := table.Reviews(r.evidence.Submissions); reviews != nil {
		out = append(out, tabled("reviews", reviews)...)
	}
	return out, nil
}

// tabled makes the two files of a table: CSV for programs, a workbook for people.
func tabled(name string, data []byte) []output {
	return []output{
		{name + ".csv", func() (made, error) { return made{data: data}, nil }},
		{name + ".xlsx", func() (made, error) {
			book, err := table.Workbook(name, data)
			return made{data: book}, err
		}},
	}
}

// print makes a PDF of a document in the manner of the run.
func (r *run) print(doc *document.Document, texts *wording.Catalogue, attached []report.Attachment) (made, error) {
	opts := report.Options{Attachments: attached, Official: r.opts.Official}
	if r.opts.Draft {
		opts.Draft = texts.T("report.draft")
	}
	var b bytes.Buffer
	replaced, err := report.Write(&b, doc, opts)
	return made{b.Bytes(), replaced}, err
}

// factsheets makes one file a partner in the comparison.
func (r *run) factsheets(in compose.Input, texts *wording.Catalogue) []output {
	sheet := compose.Factsheets(in, texts)
	var out []output
	taken := map[string]bool{}
	for _, s := range in.Comparison.Standings {
		name := "factsheets/" + texts.Lang() + "/" + fileName(s.Unit.ID, taken) + ".pdf"
		out = append(out, output{name, func() (made, error) { return r.print(sheet(s.Unit.ID), texts, nil) }})
	}
	return out
}

// fileName makes a partner's id a name that every system can store, unlike
// those taken: letters and digits stay, all else becomes a hyphen.
func fileName(id string, taken map[string]bool) string {
	const most = 60 // characters
	var runes []rune
	for _, c := range strings.ToLower(id) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			c = '-'
		}
		if c != '-' || len(runes) > 0 && runes[len(runes)-1] != '-' {
			runes = append(runes, c)
		}
	}
	base := strings.Trim(string(runes[:min(len(runes), most)]), "-")
	if base == "" {
		base = "partner"
	}
	name := base
	for n := 2; taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}

// composed gathers what the words are made from.
func (r *run) composed() compose.Input {
	in := compose.Input{
		Period: r.period, Previous: r.previous, Date: r.opts.Date,
		Organisation: legibleIn(r.opts.Organisation), Title: legibleIn(r.opts.Title), CoverNote: legibleIn(r.opts.CoverNote),
		Questionnaire: &r.method.Questionnaire,
		Method:        compose.Method{Model: &r.method.Model, Uncertainty: r.method.Uncertainty},
		Submissions:   r.evidence.Submissions, Earlier: r.evidence.Earlier,
		Now: r.analysis.Now, Before: r.analysis.Before, Comparison: r.analysis.Comparison,
		Recommendations: r.analysis.Recommendations, Problems: r.evidence.Problems, Verified: r.evidence.Verified, Diagnosis: r.analysis.Diagnosis, Depends: r.analysis.Depends,
	}
	for _, s := range r.method.Sources {
		in.Method.Sources = append(in.Method.Sources, compose.Source{Title: s.Title, URL: s.URL, Year: s.Year})
	}
	if r.territories != nil {
		in.Apart.Date = r.territories.Date
	}
	return in
}

// legibleIn returns texts by language as they can be published.
func legibleIn(texts map[string]string) map[string]string {
	out := map[string]string{}
	for lang, text := range texts {
		out[lang] = legible.Text(text)
	}
	return out
}

// inLanguage calls the reviewers in the problems as a language does.
func (r *run) inLanguage(in compose.Input, texts *wording.Catalogue) compose.Input {
	in.Problems = slices.Clone(in.Problems)
	for i := range in.Problems {
		p := &in.Problems[i]
		p.At.File, p.Args = r.named(p.At.File, texts), slices.Clone(p.Args)
		for k := range p.Args {
			p.Args[k].Value = r.named(p.Args[k].Value, texts)
		}
	}
	return in
}

// named returns the name of a reviewer's file as a language calls it; any other
// text as it is.
func (r *run) named(file string, texts *wording.Catalogue) string {
	if !strings.Contains(file, ingest.ReviewsFolder+"/") {
		return file
	}
	for n := len(r.reviewers); n > 0; n-- { // the tenth before the first
		if label := "/" + r.reviewers[n-1]; strings.Contains(file, label) {
			return strings.Replace(file, label, "/"+texts.T("review.anonymous", "n", n), 1)
		}
	}
	return file
}

func (r *run) manifest() manifest {
	m := manifest{
		Program: "depository", Version: r.opts.Version, Period: r.period, Previous: r.previous, Date: dated(r.opts.Date),
		Method: manifestMethod{ID: r.method.ID, Version: r.method.Version, SHA256: r.method.Hash},
		Seed:   r.method.Uncertainty.Seed,
	}
	for _, f := range r.read.Files {
		m.Inputs = append(m.Inputs, manifestFile{Path: r.period + "/" + f.Name, SHA256: f.SHA256, Read: f.ReadAs})
	}
	return m
}

// printSite makes the dashboard, one page a language.
func printSite(in map[string]compose.Input, languages []*wording.Catalogue) (made, error) {
	var pages []site.Page
	for _, texts := range languages {
		pages = append(pages, sitePage(compose.OnScreen(in[texts.Lang()], texts), texts, languages))
	}
	var b bytes.Buffer
	err := site.Write(&b, pages)
	return made{data: b.Bytes()}, err
}

func sitePage(d compose.Dashboard, texts *wording.Catalogue, languages []*wording.Catalogue) site.Page {
	p := site.Page{
		Lang: texts.Lang(), Title: d.Title, Subtitle: d.Subtitle, Organisation: d.Organisation, Dateline: d.Dateline,
		Notice: d.Notice, Summary: d.Summary, KeyFigures: d.KeyFigures, Figures: d.Figures,
		PracticeWord: d.PracticeWord, Notes: d.Notes,
	}
	for _, l := range d.Practices {
		p.Practices = append(p.Practices, site.Practice{
			Title: l.Title, Lang: l.Lang, Summary: l.Summary, Link: l.Link, Partner: l.Partner, Theme: l.Theme, Score: l.Score,
			Level: l.Level, Class: l.Class, Coverage: l.Coverage, SelfAssessed: l.SelfAssessed,
		})
	}
	for _, a := range d.Advice {
		p.Recommendations = append(p.Recommendations, site.Recommendation(a))
	}
	for _, l := range languages {
		p.Downloads = append(p.Downloads, site.Download{
			Name: texts.T("report.download." + l.Lang()), Href: "../" + reportName(l.Lang()), Note: "PDF",
		})
	}
	for _, name := range []string{"answers", "scores", "problems"} {
		p.Downloads = append(p.Downloads, site.Download{Name: texts.T("report.download." + name), Href: "../" + name + ".xlsx", Note: "XLSX"},
			site.Download{Name: texts.T("report.download." + name), Href: "../" + name + ".csv", Note: "CSV"})
	}
	return p
}
