package analysis_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// learning is evidence whose every criterion needs everybody, each in a way of its own.
func learning(t *testing.T, partners int) analysis.Evidence {
	e := evidence(t, partners)
	e.Uncertainty.Replications = 3
	for i := range e.Submissions { // holes, of which this method fills some within a theme
		for j := range e.Submissions[i].Practices {
			a := e.Submissions[i].Practices[j].Answers
			a[(i+j)%len(a)].State = survey.Blank
		}
	}
	ways := []normalise.By{normalise.MinMax, normalise.ZScore, normalise.Percentile, normalise.Rank}
	k := 0
	e.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil {
			n.Leaf.Normalise = normalise.Method{By: ways[k%len(ways)], Ties: stat.TiesAverage, Mean: 50, SD: 10}
			n.Leaf.Impute = impute.Method{By: impute.Mean, Group: string(score.WithinTheme)}
			n.Leaf.Treat = &normalise.Treatment{Skew: 0.1, Kurt: 0.1, Winsorise: 3, Log: k%2 == 0}
			k++
		}
	})
	return e
}

// summed are the sums of a division of the partners among n parts.
func summed(t *testing.T, e analysis.Evidence, n int) analysis.Known {
	out := analysis.Known{}
	for earlier, subs := range [][]survey.Submission{e.Submissions, e.Earlier} {
		for part := range n {
			var own []survey.Submission
			for i := part; i < len(subs); i += n {
				own = append(own, subs[i])
			}
			out.Add(earlier == 1, trial.Sent(t, analysis.Sums(e.Model, own, e.Apart)))
		}
	}
	return out
}

// same reports whether two analyses of draws say the same.
func same(a, b analysis.Analysis) bool {
	return reflect.DeepEqual(a.Now.Units, b.Now.Units) && reflect.DeepEqual(a.Before.Units, b.Before.Units) && reflect.DeepEqual(a.Recommendations, b.Recommendations) &&
		fmt.Sprint(a.Now.Doubts, a.Depends) == fmt.Sprint(b.Now.Doubts, b.Depends) // these hold NaN
}

// Every stage done elsewhere, criterion by criterion and partner by partner in any order,
// from the sums of parts, comes to the analysis of one program.
func TestStagesComeToTheWhole(t *testing.T) {
	e := learning(t, 7)
	whole := analysis.Lay(e).Here(nil)
	want := whole.Finish(whole.All(func(int) {}, analysis.Memories{}))
	if len(want.Recommendations) == 0 || len(want.Depends) == 0 {
		t.Fatal("the evidence asks nothing of the stages")
	}
	for _, n := range []int{0, 1, 2, 7, 16} {
		laid, random := analysis.Lay(e), rand.New(rand.NewPCG(uint64(n), 1))
		var parts analysis.Known
		if n > 0 {
			parts = summed(t, e, n)
		}
		criteria, rows := laid.Criteria(parts), laid.Rows()
		if !reflect.DeepEqual(criteria, laid.Criteria(nil)) {
			t.Errorf("%d parts have other sums than the whole", n)
		}
		random.Shuffle(len(criteria), func(i, j int) { criteria[i], criteria[j] = criteria[j], criteria[i] })
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		scales, columns := stages(t, e.Model, criteria, rows)
		f, err := laid.Join(scales, columns)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Finish(f.All(func(int) {}, analysis.Memories{})); !same(got, want) {
			t.Errorf("%d parts come to something else", n)
		}
	}
}

// stages does Fit and Apply elsewhere.
func stages(t *testing.T, m *score.Model, criteria []analysis.Criterion, rows []analysis.Rows) (scales []analysis.Scale, columns []analysis.Columns) {
	t.Helper()
	for _, c := range criteria {
		s, err := analysis.Fit(m, trial.Sent(t, c))
		if err != nil {
			t.Fatal(err)
		}
		scales = append(scales, trial.Sent(t, s))
	}
	for _, r := range rows {
		c, err := analysis.Apply(m, scales, trial.Sent(t, r))
		if err != nil {
			t.Fatal(err)
		}
		columns = append(columns, trial.Sent(t, c))
	}
	return scales, columns
}

// Sums of answers that were changed since are made anew.
func TestSumsOfOtherAnswersAreNotUsed(t *testing.T) {
	e := learning(t, 3)
	parts := summed(t, e, 1)
	for i := range parts {
		for k := range parts[i] {
			parts[i][k] = slices.Repeat([]indicator.Sums{{Rows: 1}}, len(parts[i][k]))
		}
	}
	if !reflect.DeepEqual(analysis.Lay(e).Criteria(parts), analysis.Lay(e).Criteria(nil)) {
		t.Error("sums of other answers were used")
	}
}

// What is missing, twice, or of other answers is refused.
func TestJoinRefusesOtherAnswers(t *testing.T) {
	e := learning(t, 3)
	laid := analysis.Lay(e)
	scales, columns := stages(t, e.Model, laid.Criteria(nil), laid.Rows())
	other := learning(t, 3)
	other.Submissions[1].Practices[0].Answers[5].State = survey.NotApplicable
	others, theirs := stages(t, other.Model, analysis.Lay(other).Criteria(nil), analysis.Lay(other).Rows())
	for what, c := range map[string]struct {
		scales  []analysis.Scale
		columns []analysis.Columns
	}{
		"no scale":                {scales[1:], columns},
		"no partner":              {scales, columns[1:]},
		"a partner twice":         {scales, append(slices.Clone(columns), columns[0])},
		"columns of other scales": {others, columns},
		"other answers":           {scales, theirs},
	} {
		if _, err := laid.Join(c.scales, c.columns); !errors.Is(err, analysis.ErrStage) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := analysis.Fit(e.Model, analysis.Criterion{ID: "nobody"}); !errors.Is(err, analysis.ErrStage) {
		t.Errorf("a criterion that is none: %v", err)
	}
	if _, err := analysis.Apply(e.Model, scales[1:], laid.Rows()[0]); !errors.Is(err, analysis.ErrStage) {
		t.Errorf("no scale to apply: %v", err)
	}
}
