package pipeline

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/browser"
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/wording"
)

// weighedAlike is the model with other weights of the parts of its root, and another
// aggregation there.
func weighedAlike(m *score.Model, by aggregate.Method, rollup []score.Step, weights []float64) *score.Model {
	out, root := *m, *m.Root
	out.Root, out.Rollup, root.Aggregate, root.Default, root.Parts = &root, rollup, by, false, nil
	for k, p := range m.Root.Parts {
		part := *p
		if weights != nil {
			part.Weight = weights[k]
		}
		root.Parts = append(root.Parts, &part)
	}
	return &out
}

var packedText = regexp.MustCompile(`depository\.workbench\("([^"]+)"\)`)

// What the page makes of other weights is what a run with these weights gives: scores
// within 1e-9 and the same ranks, for every aggregation and way to add practices up.
func TestPageWeighsAsARunDoes(t *testing.T) {
	run, base := sample(t), browser.Written(t, sampleSite(t))
	run.intake.Evidence.Uncertainty.Replications, run.intake.Evidence.Uncertainty.Sobol = 2, false
	r := browser.Open(t, base, 1280)
	r.Do(t, chromedp.Navigate(base+"uk/explore/index.html"))
	browser.See[bool](t, r, `new Promise(done => { const look = () => document.documentElement.dataset.drawn ? done(true) : setTimeout(look, 20); look(); })`)
	model, texts := run.intake.Evidence.Model, []*wording.Catalogue{catalogue(t, "uk")}
	rollups := map[string][]score.Step{
		"as written": model.Rollup, "mean": {{From: score.Practice, To: score.Partner, By: score.RollMean}},
	}
	vectors := [][]float64{{1, 2, 3, 4, 5, 6, 7, 8}, {10, 0, 0, 1, 0, 3, 0, 40}, {5, 5, 5, 5, 5, 5, 5, 5}}
	for _, by := range []aggregate.Method{{By: aggregate.Arithmetic}, {By: aggregate.Geometric}, {By: aggregate.Harmonic}, {By: aggregate.PowerMean, Power: 0.5}, {By: aggregate.PowerMean, Power: -12}, {By: aggregate.Median}, {By: aggregate.Lowest}, {By: aggregate.Highest}, {By: aggregate.Copeland}} {
		for name, rollup := range rollups {
			where := fmt.Sprintf("%s %v, %s", by.By, by.Power, name)
			evidence := run.intake.Evidence
			evidence.Model, evidence.Rules = weighedAlike(model, by, rollup, nil), nil
			results := analysis.Analyse(evidence)
			if results.Levers == nil {
				if by.By != aggregate.Copeland || name == "mean" {
					t.Errorf("%s: there are no levers", where)
				}
				continue
			}
			one := *run
			intake := *run.intake
			intake.Evidence, one.intake, one.results = evidence, &intake, results
			files, err := booked(map[string]compose.Input{"uk": one.composed()}, texts, nil, nil).Files()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if f.Name != "uk/data/workbench.js" {
					continue
				}
				data, err := f.Make()
				if err != nil {
					t.Fatal(err)
				}
				for _, w := range vectors {
					w = w[:len(model.Root.Parts)]
					heard, err := json.Marshal(w)
					if err != nil {
						t.Fatal(err)
					}
					got := browser.See[struct {
						Scores []*float64
						Ranks  []int
					}](t, r, fmt.Sprintf(`depository.unpack(%q).then(d => { const s = depository.weigh(d, %s); return {scores: s, ranks: depository.ranks(d, s)}; })`, packedText.FindSubmatch(data)[1], heard))
					compareWeighed(t, where, got.Scores, got.Ranks, weighedAlike(model, by, rollup, w).Prepare(evidence.Submissions, evidence.Apart).Score(nil))
				}
			}
		}
	}
	r.Quiet(t, "explore")
}

func compareWeighed(t *testing.T, where string, scores []*float64, ranks []int, want *score.Result) {
	t.Helper()
	units := want.Of(score.Partner)
	if len(scores) != len(units) {
		t.Fatalf("%s: %d partners, want %d", where, len(scores), len(units))
	}
	for i, u := range units {
		s, _ := want.At(u, want.Root())
		switch {
		case s.Known != (scores[i] != nil):
			t.Errorf("%s: %s has a score on the page: %v, in a run: %v", where, u.ID, scores[i] != nil, s.Known)
		case s.Known && math.Abs(*scores[i]-s.Value) > 1e-9:
			t.Errorf("%s: %s has %v, in a run %v", where, u.ID, *scores[i], s.Value)
		case s.Rank != ranks[i]:
			t.Errorf("%s: %s has rank %d, in a run %d", where, u.ID, ranks[i], s.Rank)
		}
	}
}
