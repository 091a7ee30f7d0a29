package analysis_test

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A remembering is a memory of one period.
type remembering struct {
	marks, now   []analysis.Mark
	numbers      map[int][]float64
	kept         map[int][]float64
	asked, given int // replications that were asked for, and that were there
	mu           sync.Mutex
}

func (r *remembering) Known() (out []bool) {
	for _, m := range r.now {
		out = append(out, slices.Contains(r.marks, m))
	}
	return out
}

func (r *remembering) Recall(i int, numbers []float64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	from := r.numbers[i]
	if from == nil {
		return false
	}
	r.given++
	for u, m := range r.now {
		at := slices.Index(r.marks, m)
		for k := 0; at >= 0 && k < len(numbers)/len(r.now); k++ {
			numbers[k*len(r.now)+u] = from[k*len(r.marks)+at]
		}
	}
	return true
}

func (r *remembering) Keep(i int, numbers []float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept[i] = slices.Clone(numbers)
}

// run draws all with what the run before has kept.
func run(e analysis.Evidence, before [3]*remembering) (*analysis.Fitted, []analysis.Replication, [3]*remembering) {
	f := analysis.Lay(e).Here(nil)
	var next [3]*remembering
	var memories analysis.Memories
	for k, marks := range f.Marks() {
		one := &remembering{now: marks, kept: map[int][]float64{}}
		if before[k] != nil {
			one.marks, one.numbers = before[k].now, before[k].kept
		}
		next[k], memories[k] = one, one
	}
	return f, f.All(func(int) {}, memories), next
}

// bits are all numbers of replications.
func bits(draws []analysis.Replication) (out []uint64) {
	for _, r := range draws {
		for _, list := range [][]float64{r.Scores, r.Before, r.Shifts} {
			for _, x := range list {
				out = append(out, math.Float64bits(x))
			}
		}
		for _, held := range r.Held {
			if out = append(out, 0); held {
				out[len(out)-1] = 1
			}
		}
	}
	return out
}

// answered answers some questions of some partners otherwise, and returns how many partners
// of each period that are.
func answered(t *rapid.T, e *analysis.Evidence) (now, before int) {
	change := func(subs []survey.Submission, name string) (n int) {
		for i := range subs {
			if rapid.IntRange(0, 2).Draw(t, name) > 0 {
				continue
			}
			n++
			p := &subs[i].Practices[rapid.IntRange(0, len(subs[i].Practices)-1).Draw(t, "practice")]
			var levels []int
			for k := range p.Answers {
				if p.Answers[k].State == survey.Given && p.Answers[k].Choice == "" {
					levels = append(levels, k)
				}
			}
			a := &p.Answers[rapid.SampledFrom(levels).Draw(t, "answer")]
			if a.Number != 2 && a.Number != 3 {
				a.Number = 2
			} else {
				a.Number = 5 - a.Number
			}
		}
		return n
	}
	e.Submissions, e.Earlier = copied(e.Submissions), copied(e.Earlier)
	return change(e.Submissions, "now"), change(e.Earlier, "before")
}

func copied(subs []survey.Submission) []survey.Submission {
	subs = slices.Clone(subs)
	for i := range subs {
		subs[i].Practices = slices.Clone(subs[i].Practices)
		for j := range subs[i].Practices {
			subs[i].Practices[j].Answers = slices.Clone(subs[i].Practices[j].Answers)
		}
	}
	return subs
}

// ownHoles has blanks filled with what the same partner answers elsewhere.
func ownHoles(e *analysis.Evidence) {
	e.Uncertainty.Impute = []impute.Method{{By: impute.Leave}, {By: impute.Mean, Group: string(score.Partner)}}
}

// A way is a method, with the share of replications that are remembered; −1: of the period
// before some, of the period none, since its practices have to be in all or none.
type way struct {
	name   string
	change func(e *analysis.Evidence)
	share  float64
	learns bool // a partner's answers on the scale may be others though it has changed nothing
}

var ways = []way{
	{"blanks are filled with what others answer", func(e *analysis.Evidence) {
		e.Uncertainty.Sobol, e.Uncertainty.Impute = false, []impute.Method{{By: impute.Leave}, {By: impute.Mean}}
	}, -1, false},
	{"with one's own", ownHoles, 1, false},
	{"rules ask", func(e *analysis.Evidence) {
		ownHoles(e)
		e.Rules = asking.Rules[:9]
	}, 1, true},
	{"places stand between", func(e *analysis.Evidence) {
		ownHoles(e)
		e.Model.Rollup = []score.Step{{From: score.Practice, To: score.Place, By: score.RollShare}, {From: score.Place, To: score.Partner, By: score.RollMean}}
	}, 1, false},
	{"duels", func(e *analysis.Evidence) {
		ownHoles(e)
		e.Uncertainty.Aggregate = []aggregate.Method{{By: aggregate.Copeland}}
	}, 0, false},
	{"scales learnt of misjudged answers", func(e *analysis.Evidence) {
		ownHoles(e)
		e.Uncertainty.Normalise = []normalise.Method{{By: normalise.MinMax}}
		e.Model.Root.Walk(func(n, _ *score.Node) {
			if n.Leaf != nil {
				n.Leaf.OwnNormalise = false
			}
		})
	}, 0, false},
	{"scales learnt of answers as they are", func(e *analysis.Evidence) {
		e.Uncertainty.LevelError, e.Uncertainty.Impute = 0, nil
		e.Model.Root.Walk(func(n, _ *score.Node) {
			if n.Leaf != nil {
				n.Leaf.Normalise, n.Leaf.Impute = normalise.Method{By: normalise.MinMax}, impute.Method{By: impute.Mean}
			}
		})
	}, 1, true},
	{"weights learnt of answers", func(e *analysis.Evidence) {
		ownHoles(e)
		e.Model.Root.Walk(func(n, _ *score.Node) { n.Weighing.By = score.Component })
	}, 1, true},
}

// asking is evidence whose rules ask something of replications.
var asking analysis.Evidence

// Whoever has changed, a run that remembers another comes to the bits of one that draws
// everybody; and where partners are alone in what is drawn, only those who have changed, or
// of whom something is learnt, are drawn.
func TestWhoHasNotChangedIsRemembered(t *testing.T) {
	need.Checks(t, 6)
	asking = evidence(t, 1)
	for _, c := range ways {
		const replications = 6
		e := evidence(t, 4)
		e.Rules, e.Uncertainty.Replications = nil, replications
		for i := range e.Submissions {
			e.Submissions[i].Practices = e.Submissions[i].Practices[:min(4, len(e.Submissions[i].Practices))]
			e.Submissions[i].Practices[0].Answers[7+i].State = survey.Blank
		}
		c.change(&e)
		_, _, first := run(e, [3]*remembering{})
		rapid.Check(t, func(t *rapid.T) {
			other := e
			now, before := answered(t, &other)
			f, draws, remembered := run(other, first)
			whole := analysis.Lay(other).Here(nil)
			if want := whole.All(func(int) {}, analysis.Memories{}); !slices.Equal(bits(draws), bits(want)) {
				t.Fatalf("%s: other bits", c.name)
			}
			if got, want := f.Finish(draws).Practices, whole.Finish(draws).Practices; fmt.Sprint(got) != fmt.Sprint(want) { // these hold NaN
				t.Fatalf("%s: practices lie elsewhere", c.name)
			}
			if kept := len(remembered[1].kept[0]) > 0; kept != (c.share == 1) {
				t.Fatalf("%s: practices are kept: %v", c.name, kept)
			}
			for k, changed := range []int{now, before} {
				r, unknown := remembered[2*k], 0
				for _, is := range r.Known() {
					if !is {
						unknown++
					}
				}
				if unknown < changed || unknown > changed && !c.learns {
					t.Fatalf("%s: %d partners are drawn, %d have changed", c.name, unknown, changed)
				}
				if n := len(r.kept); c.share >= 0 && n != int(c.share*replications) || c.share < 0 && (n == 0) != (k == 0) || n == replications && c.share < 1 {
					t.Fatalf("%s: %d of %d replications are kept", c.name, n, replications)
				}
				if r.given != r.asked || unknown < len(r.now) && r.asked != len(r.kept) {
					t.Fatalf("%s: of %d replications %d were there", c.name, r.asked, r.given)
				}
			}
		})
	}
}

// A mark is another where anything is that numbers follow from, and the same where nothing
// is.
func TestMarksTellWhatNumbersFollowFrom(t *testing.T) {
	marks := func(change func(e *analysis.Evidence)) []analysis.Mark {
		e := evidence(t, 5)
		ownHoles(&e)
		change(&e)
		return analysis.Lay(e).Here(nil).Marks()[0]
	}
	same := marks(func(*analysis.Evidence) {})
	for name, c := range map[string]struct {
		change func(e *analysis.Evidence)
		others int // of five partners; −1 all, −2 one or more
	}{
		"nothing":       {func(*analysis.Evidence) {}, 0},
		"what is told":  {func(e *analysis.Evidence) { e.Submissions[1].Practices[0].Summary = "otherwise" }, 0},
		"an answer":     {func(e *analysis.Evidence) { e.Submissions[1].Practices[0].Answers[9].State = survey.Blank }, 1},
		"a theme":       {func(e *analysis.Evidence) { e.Submissions[1].Practices[0].Theme = "services" }, 1},
		"a practice":    {func(e *analysis.Evidence) { e.Submissions[1].Practices = e.Submissions[1].Practices[1:] }, -2},
		"the seed":      {func(e *analysis.Evidence) { e.Uncertainty.Seed++ }, -1},
		"replications":  {func(e *analysis.Evidence) { e.Uncertainty.Replications = 20 }, -1},
		"the noise":     {func(e *analysis.Evidence) { e.Uncertainty.Noise /= 2 }, -1},
		"a level error": {func(e *analysis.Evidence) { e.Uncertainty.LevelError /= 2 }, -1},
		"a weight":      {func(e *analysis.Evidence) { e.Model.Root.Parts[0].Weight++ }, -1},
		"rules":         {func(e *analysis.Evidence) { e.Rules = e.Rules[1:] }, -1},
		"who is apart":  {func(e *analysis.Evidence) { e.Apart = func(string) string { return "occupied" } }, -1},
		"a goal":        {func(e *analysis.Evidence) { e.Rules = slices.Clone(e.Rules); e.Rules[0].Target = nil }, -2},
	} {
		got, others := marks(c.change), 0
		for i := range got {
			if got[i] != same[i] {
				others++
			}
		}
		if c.others >= 0 && others != c.others || c.others == -1 && others != len(got) || c.others == -2 && others == 0 {
			t.Errorf("%s: %d of %d marks are others", name, others, len(got))
		}
	}
}
