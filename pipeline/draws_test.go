package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/survey/survey"
)

// Of the sample's partners exactly those are drawn whose answers have changed since the last
// run, and the analysis says what one that draws everybody does; a cache that is gone, or
// damaged, or of another seed, is one that has nothing.
func TestOnlyWhoHasChangedIsDrawn(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	drawn := func(change func(e *analysis.Evidence)) (partners int) {
		t.Helper()
		one := sample(t).own()
		one.Cache = cache
		e := &one.intake.Evidence
		e.Rules, e.Uncertainty.Replications, e.Uncertainty.Sobol = nil, 30, true
		e.Uncertainty.Impute = []impute.Method{{By: impute.Leave}, {By: impute.Mean, Group: string(score.Partner)}}
		change(e)
		fitted := analysis.Lay(*e).Here(nil)
		marks, widths, copied := fitted.Marks(), fitted.Widths(), filepath.Join(t.TempDir(), "copy") // so that what is there stays
		if dirExists(cache) {
			if err := os.CopyFS(copied, os.DirFS(cache)); err != nil {
				t.Fatal(err)
			}
		}
		folder := kept.Open(filepath.Join(copied, "draws", one.Period), kept.Program()+" "+one.Workspace.Method.Hash)
		for k, name := range map[int]string{0: "partners", 2: "before"} {
			folder.Numbers(name, marks[k], widths[k], func(n *kept.Numbers) {
				for _, known := range n.Known() {
					if !known {
						partners++
					}
				}
			})
		}
		got := fitted.Finish(remembered(one.Job, fitted, func(int) {}))
		want := analysis.Analyse(*e)
		if a, b := fmt.Sprintf("%+v", drawsOf(&got)), fmt.Sprintf("%+v", drawsOf(&want)); a != b {
			t.Errorf("another analysis:\n%.400s\n%.400s", a, b)
		}
		return partners
	}
	all := len(sample(t).intake.Evidence.Submissions) + len(sample(t).intake.Evidence.Earlier)
	answer := func(subs []survey.Submission, i int) []survey.Submission {
		subs = append([]survey.Submission(nil), subs...)
		subs[i].Practices = append([]survey.Practice(nil), subs[i].Practices...)
		p := &subs[i].Practices[0]
		p.Answers = append([]survey.Answer(nil), p.Answers...)
		for k := range p.Answers {
			if a := &p.Answers[k]; a.State == survey.Given && a.Number > 1 {
				a.State = survey.Blank
				return subs
			}
		}
		t.Fatal("nothing to change")
		return nil
	}
	nothing := func(*analysis.Evidence) {}
	damage := func(*analysis.Evidence) {
		paths, _ := filepath.Glob(filepath.Join(cache, "draws", "*", "*.kept"))
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			data[60] ^= 1
			write(t, path, data)
		}
	}
	for _, c := range []struct {
		what   string
		change func(e *analysis.Evidence)
		drawn  int
	}{
		{"the first time", nothing, all},
		{"nothing has changed", nothing, 0},
		{"two partners, and one of the period before", func(e *analysis.Evidence) {
			e.Submissions, e.Earlier = answer(answer(e.Submissions, 1), 3), answer(e.Earlier, 0)
		}, 3},
		{"they are as they were", nothing, 3},
		{"another seed", func(e *analysis.Evidence) { e.Uncertainty.Seed++ }, all},
		{"the damaged cache of another seed", damage, all},
		{"a damaged cache", damage, all},
		{"the cache is gone", func(*analysis.Evidence) { _ = os.RemoveAll(cache) }, all},
	} {
		if got := drawn(c.change); got != c.drawn {
			t.Errorf("%s: %d partners are drawn, %d have changed", c.what, got, c.drawn)
		}
	}
}

// drawsOf is what an analysis has of draws.
func drawsOf(a *analysis.Analysis) (out []any) {
	for i := range a.Comparison.Standings {
		s := &a.Comparison.Standings[i]
		out = append(out, *s.Ranks, *s.Scores, s.Tied)
	}
	return append(out, a.Depends, *a.Practices)
}
