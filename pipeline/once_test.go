package pipeline

import (
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/templates"
)

// A once is a value that is made by the first test that asks for it; the others read it.
type once[T any] struct {
	begun sync.Once
	value T
	err   error
}

func (k *once[T]) get(t testing.TB, work func() (T, error)) T {
	t.Helper()
	k.begun.Do(func() { k.value, k.err = work() })
	if k.err != nil {
		t.Fatal(k.err)
	}
	return k.value
}

// An analysedRun is a run that stops before it writes.
type analysedRun struct {
	*Job
	intake  *Intake
	results analysis.Analysis
}

func (r *analysedRun) composed() compose.Input { return Composed(r.Job, r.intake, &r.results) }

// own returns a copy of a run whose settings, submissions and problems may be changed.
func (r *analysedRun) own() *analysedRun {
	job, intake := *r.Job, *r.intake
	e := &intake.Evidence
	e.Submissions, e.Earlier, e.Problems = slices.Clone(e.Submissions), slices.Clone(e.Earlier), slices.Clone(e.Problems)
	return &analysedRun{&job, &intake, r.results}
}

// analyse reads and analyses a period as Run does, without writing anything.
func analyse(opts Options) (*analysedRun, error) {
	job, err := Open(opts)
	if err != nil {
		return nil, err
	}
	in, err := Read(job, nil)
	if err != nil {
		return nil, err
	}
	return &analysedRun{job, in, analysis.Analyse(in.Evidence)}, nil
}

var keptSample, keptReal once[*analysedRun]

// sample is the period of the sample, read and analysed once; each test has a copy.
func sample(t testing.TB) *analysedRun {
	t.Helper()
	return keptSample.get(t, func() (*analysedRun, error) { return analyse(sampleOptions()) }).own()
}

// periodsToPrint are the sample and, where it is there, the real period of 2022.
func periodsToPrint(t testing.TB) map[string]*analysedRun {
	t.Helper()
	out := map[string]*analysedRun{"sample": sample(t)}
	year, ok := need.More(t, "real/2022")
	if !ok {
		return out
	}
	opts := sampleOptions()
	opts.Method, opts.Inputs, opts.Date = "local-services", filepath.Dir(year), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	opts.Places = need.Shared(t, "places/katottg-kse.csv")
	opts.Territories, opts.TerritoriesDate = need.Shared(t, "places/territories-2022.csv"), "2022-10-10"
	opts.TerritoriesTitle, opts.TerritoriesPublisher = survey.Text{"uk": "Перелік"}, survey.Text{"uk": "Міністерство"}
	out["real"] = keptReal.get(t, func() (*analysedRun, error) { return analyse(opts) }).own()
	return out
}

var keptSite, keptMany once[map[string][]byte]

// sampleSite is the site of the sample, which nobody changes.
func sampleSite(t testing.TB) map[string][]byte {
	t.Helper()
	return keptSite.get(t, func() (map[string][]byte, error) { return siteOf(t, sample(t)), nil })
}

// siteOfMany is the site of 50 partners, which nobody changes.
func siteOfMany(t testing.TB) map[string][]byte {
	t.Helper()
	return keptMany.get(t, func() (map[string][]byte, error) { return siteOf(t, multiplied(t, 50)), nil })
}

// A setReport is a report whose pages are laid out.
type setReport struct {
	name, lang string // of the period
	official   bool
	in         compose.Input
	pages      []typeset.Page
}

var keptPages once[[]setReport]

// setReports are the reports of all periods to print, in every language and manner.
func setReports(t testing.TB) []setReport {
	t.Helper()
	return keptPages.get(t, func() (out []setReport, err error) {
		periods := periodsToPrint(t)
		for _, name := range slices.Sorted(maps.Keys(periods)) {
			for _, lang := range templates.Languages {
				in := periods[name].composed()
				doc := compose.Report(in, catalogue(t, lang))
				for _, official := range []bool{false, true} {
					pages, err := report.Pages(doc, report.Options{Official: official})
					if err != nil {
						return nil, err
					}
					out = append(out, setReport{name, lang, official, in, pages})
				}
			}
		}
		return out, nil
	})
}

// A printed file is a PDF of a run.
type printedFile struct {
	name string // with a path
	made made
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
	outputs, err := Compose(r.Job, r.intake, &r.results)
	if err != nil {
		return nil, err
	}
	outputs = append(outputs[slices.Index(templates.Languages, lang):][:1], r.factsheets(r.composed(), texts)[0])
	for _, o := range outputs {
		m, err := o.make()
		if err != nil {
			return nil, err
		}
		out = append(out, printedFile{o.name, m})
	}
	return out, nil
}

// documentOf is the report of a run in a language.
func documentOf(t testing.TB, r *analysedRun, lang string) *document.Document {
	t.Helper()
	return compose.Report(r.composed(), catalogue(t, lang))
}
