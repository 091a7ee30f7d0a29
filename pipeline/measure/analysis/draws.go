package analysis

import (
	"slices"
	"sync"
	"sync/atomic"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/levers"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// certaintyDraws is how many replications the certainty of a recommendation
// rests on at most: each costs a scoring for every rule. The intervals of the practices
// rest on the same draws, in which the practices are scored anyhow.
const certaintyDraws = 200

// sensitivityDraws is how many points each half of the design has that asks what
// the ranking depends on: every source costs a scoring for each. Of many
// practices it takes fewer; the intervals of the bootstrap then say so.
func sensitivityDraws(practices int) int { return min(250, max(64, 50_000/max(practices, 1))) }

// A Fitted is evidence brought onto the scales, and scored as it is: all that needs
// everybody's values. Its replications are independent of each other, so that they can
// be drawn in any order, by several goroutines or programs that fitted the same
// evidence.
type Fitted struct {
	evidence    Evidence
	now, before *score.Prepared // before nil: no earlier period
	found       Analysis        // what does not ask for draws
	advice      *recommend.Advice
	sides       []*side // of both periods
	ends        *uncertainty.Ends
}

// A Replication is what one draw gives to all that ask for draws.
type Replication struct {
	Scores []float64 // overall, of the partners, in the order of Prepared.Units; NaN: none
	Before []float64 // the same of the earlier period; nil: there is none
	Held   []bool    // by rule that fires: it holds in this draw; nil: certainty rests on fewer draws
	Shifts []float64 // the target of the sensitivity design at the points of this row; nil: it has fewer rows

	Practices []float64 // their scores (uncertainty.Ends); nil: their intervals rest on fewer draws
}

// fitted scores the evidence as it is; prepared is the period and, where there is one,
// the one before, on the scales.
func fitted(l *Laid, prepared []*score.Prepared) *Fitted {
	f := &Fitted{evidence: l.evidence, now: prepared[0]}
	plan := f.evidence.Uncertainty
	if len(prepared) > 1 {
		f.before = prepared[1]
		f.found.Before = f.before.Score(nil)
	}
	f.judge()
	f.ends = uncertainty.NewEnds(f.now, f.advice.Draws())
	now := &side{plan: plan, base: f.now, sheet: l.now, panel: f.advice.Panel(), looks: f.advice.Draws(), ends: f.ends}
	if now.design = plan.AtMost(sensitivityDraws(len(f.now.Units(score.Practice)))).Depends(f.now); now.design != nil {
		now.points = len(now.design.Points(0))
	}
	now.together = sync.OnceValue(func() bool {
		alone := true
		for i := range now.looks {
			alone = alone && now.aloneIn(i)
		}
		return alone
	})
	if f.sides = []*side{now}; f.before != nil {
		f.sides = append(f.sides, &side{plan: plan, base: f.before, sheet: l.before})
	}
	return f
}

// judge scores the evidence of the period, and judges the rules on what it and the one
// before scored.
func (f *Fitted) judge() {
	e := &f.evidence
	f.found.Now = f.now.Score(nil)
	f.advice = recommend.Begin(recommend.Input{
		Questionnaire: e.Questionnaire, Submissions: e.Submissions, Now: f.found.Now, Before: f.found.Before, Rules: e.Rules, Meaning: e.Model.Meaning,
		Base: f.now, Draws: e.Uncertainty.AtMost(certaintyDraws).Replications,
	})
}

// Advise scores and recommends, and does nothing else of what Analyse does: Now,
// Recommendations and Reached are those of Analyse, bit for bit, and the rest is empty. It
// draws no more than the certainty of a recommendation rests on, one after the other,
// since each takes the memory of a scoring, and lets go of what it no longer needs.
func Advise(e Evidence) Analysis {
	f := &Fitted{}
	if len(e.Earlier) > 0 {
		f.found.Before = e.Model.Prepare(e.Earlier, e.Apart).Score(nil).Only(score.Partner)
	}
	e.Earlier = nil
	f.evidence, f.now = e, e.Model.Prepare(e.Submissions, e.Apart)
	f.judge()
	for i := range min(f.Replications(), f.advice.Draws()) {
		f.advice.See(i, e.Uncertainty.Draw(i, f.now.Nodes()))
	}
	return Analysis{Now: f.found.Now, Recommendations: f.advice.Ranked(), Reached: f.advice.Reached()}
}

// Replications is how many there are to draw, counted from 0.
func (f *Fitted) Replications() int { return max(f.evidence.Uncertainty.Replications, 0) }

// Memories are what an analysis may remember: of the partners of the period, of its
// practices, and of the partners of the period before, where there is one.
type Memories [3]Memory

// Marks returns those that memories know things by, of each; nil of a period that there is
// not.
func (f *Fitted) Marks() (out [3][]Mark) {
	out[0], out[1] = f.sides[0].marks()
	if f.before != nil {
		out[2], _ = f.sides[1].marks()
	}
	return out
}

// Widths returns how many numbers each replication gives to each thing: to a partner, to a
// practice (one, of all replications together), to a partner of the period before; 0 where
// partners are not alone, and nothing is remembered.
func (f *Fitted) Widths() (out [3][]int) {
	now := f.sides[0]
	if out[1] = []int{0}; now.looks > 0 && now.alone(0) {
		out[1][0] = f.ends.Width()
	}
	for i := range f.Replications() {
		for k, s := range f.sides {
			width := 0
			if s.alone(i) {
				width = s.width(i)
			}
			out[2*k] = append(out[2*k], width)
		}
	}
	return out
}

// All draws every replication, with the help of memories, each nil where there is none.
// drawn is told how many there are, from several goroutines.
func (f *Fitted) All(drawn func(n int), memories Memories) []Replication {
	draws, recalls := make([]Replication, f.Replications()), make([]*recall, len(f.sides))
	for k, s := range f.sides {
		recalls[k] = newRecall(s, memories[2*k])
	}
	practices := recalls[0].intervals(memories[1])
	var done atomic.Int64
	parallel.Each(len(draws), func(i int) {
		given := make([]given, len(recalls))
		for k, r := range recalls {
			given[k] = r.give(i)
		}
		recalls[0].ends.Take(given[0].practices)
		given[0].practices = nil // they are many
		draws[i] = f.replication(i, given)
		drawn(int(done.Add(1)))
	})
	f.found.Practices = f.ends.Margins(practices())
	f.now.Rest()
	if f.before != nil {
		f.before.Rest()
	}
	return draws
}

// Draw makes and scores one replication.
func (f *Fitted) Draw(i int) Replication {
	given := make([]given, len(f.sides))
	for k, s := range f.sides {
		given[k] = s.give(i)
	}
	return f.replication(i, given)
}

// replication compares the partners of both periods, given their numbers.
func (f *Fitted) replication(i int, given []given) (r Replication) {
	now, n, rest := f.sides[0], len(f.now.Units(score.Partner)), given[0].numbers
	r.Scores, r.Practices = slices.Clone(rest[:n]), given[0].practices
	if len(given) > 1 {
		r.Before = given[1].numbers
	}
	points := [][]float64{r.Scores}
	for rest = rest[n:]; i < now.design.Rows() && len(points) <= now.points; rest = rest[n:] {
		points = append(points, rest[:n])
	}
	if i < now.design.Rows() {
		r.Shifts = now.design.Row(points)
	}
	if i < now.looks {
		f.advice.Judge(i, r.Scores, rest)
		r.Held = f.advice.Held(i)
	}
	return r
}

// Take takes over what is large of a replication, which lets go of it. Finish does so with
// what it is given.
func (f *Fitted) Take(r *Replication) {
	f.ends.Take(r.Practices)
	r.Practices = nil
}

// Finish compares and recommends, given all replications in their order.
func (f *Fitted) Finish(draws []Replication) Analysis {
	e, a := f.evidence, f.found
	a.Prepared = f.now
	a.Plan, a.Diagnosis, a.Levers = survey.Plan(e.Submissions), items.Practices(f.now), levers.Of(f.now, e.Model.Themes)
	a.Grades = grade.All(grade.Input{Submissions: e.Submissions, Model: e.Model, Prepared: f.now, Published: e.Published, AsOf: e.AsOf})
	scores, earlier, shifts := make([][]float64, len(draws)), make([][]float64, len(draws)), make([][]float64, 0, f.sides[0].design.Rows())
	for i, r := range draws {
		scores[i], earlier[i] = r.Scores, r.Before
		f.Take(&r)
		if r.Held != nil {
			f.advice.Hold(i, r.Held)
		}
		if r.Shifts != nil {
			shifts = append(shifts, r.Shifts)
		}
	}
	if a.Practices == nil { // else All has them
		a.Practices = f.ends.Margins(f.ends.Numbers())
	}
	a.Depends = f.sides[0].design.Indices(shifts)
	c := compare.Input{
		Now: a.Now, Before: a.Before, Study: e.Uncertainty.Study(f.now, scores), Submissions: e.Submissions, Earlier: e.Earlier,
		Prepare: func(subs []survey.Submission) *score.Prepared { return e.Model.Prepare(subs, e.Apart) },
	}
	if f.before != nil {
		c.StudyBefore = e.Uncertainty.Study(f.before, earlier)
	}
	a.Comparison = compare.Compare(c)
	a.Recommendations, a.Reached = f.advice.Ranked(), f.advice.Reached()
	if f.before != nil {
		then := recommend.Begin(recommend.Input{Questionnaire: e.Questionnaire, Submissions: e.Earlier, Now: a.Before, Rules: e.Rules, Meaning: e.Model.Meaning, Base: f.before})
		a.Followed = recommend.Follow(then.Ranked(), f.advice)
	}
	return a
}
