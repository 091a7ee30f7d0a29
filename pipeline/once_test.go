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
	return analyseWith(opts, func(*analysis.Evidence) {})
}

// barely does the same with hardly a draw, for tests that look at no interval.
func barely(opts Options) (*analysedRun, error) {
	return analyseWith(opts, func(e *analysis.Evidence) { e.Uncertainty.Replications, e.Uncertainty.Sobol = 2, false })
}

func analyseWith(opts Options, change func(*analysis.Evidence)) (*analysedRun, error) {
	job, err := Open(opts)
	if err != nil {
		return nil, err
	}
	in, err := Read(job, nil)
	if err != nil {
		return nil, err
	}
	change(&in.Evidence)
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

var keptSite, keptMany, keptPacked once[map[string][]byte]

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

// packedSite is the site of the sample where practices have no files of their own, which
// nobody changes.
func packedSite(t testing.TB) map[string][]byte {
	t.Helper()
	return keptPacked.get(t, func() (map[string][]byte, error) { return siteWith(t, sample(t), 1), nil })
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

// documentOf is the report of a run in a language.
func documentOf(t testing.TB, r *analysedRun, lang string) *document.Document {
	t.Helper()
	return compose.Report(r.composed(), catalogue(t, lang))
}
