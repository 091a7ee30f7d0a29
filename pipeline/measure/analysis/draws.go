package analysis

import (
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
	practices   *uncertainty.Ends
	design      *uncertainty.Design
}

// A Replication is what one draw gives to all that ask for draws.
type Replication struct {
	Scores []float64 // overall, of the partners, in the order of Prepared.Units; NaN: none
	Before []float64 // the same of the earlier period; nil: there is none
	Held   []bool    // by rule that fires: it holds in this draw; nil: certainty rests on fewer draws
	Shifts []float64 // the target of the sensitivity design at the points of this row; nil: it has fewer rows

	Practices []float64 // their scores, node by node (uncertainty.Glance); nil: their intervals rest on fewer draws
}

// fitted scores the evidence as it is; prepared is the period and, where there is one,
// the one before, on the scales.
func fitted(e Evidence, prepared []*score.Prepared) *Fitted {
	f := &Fitted{evidence: e, now: prepared[0]}
	if len(prepared) > 1 {
		f.before = prepared[1]
		f.found.Before = f.before.Score(nil)
	}
	f.judge()
	f.practices = uncertainty.NewEnds(f.now, e.Uncertainty.AtMost(certaintyDraws).Replications)
	f.design = e.Uncertainty.AtMost(sensitivityDraws(len(f.now.Units(score.Practice)))).Depends(f.now)
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
		uncertainty.Scores(i, f.now, e.Uncertainty.Draw(i, f.now.Nodes()), f.advice)
	}
	return Analysis{Now: f.found.Now, Recommendations: f.advice.Ranked(), Reached: f.advice.Reached()}
}

// Replications is how many there are to draw, counted from 0.
func (f *Fitted) Replications() int { return max(f.evidence.Uncertainty.Replications, 0) }

// All draws every replication. drawn is told how many there are, from several
// goroutines.
func (f *Fitted) All(drawn func(n int)) []Replication {
	draws := make([]Replication, f.Replications())
	var done atomic.Int64
	parallel.Each(len(draws), func(i int) {
		draws[i] = f.Draw(i)
		f.Take(&draws[i])
		drawn(int(done.Add(1)))
	})
	f.now.Rest()
	if f.before != nil {
		f.before.Rest()
	}
	return draws
}

// Draw makes and scores one replication.
func (f *Fitted) Draw(i int) (r Replication) {
	plan, practices := f.evidence.Uncertainty, f.practices.Glance()
	r.Scores = uncertainty.Scores(i, f.now, plan.Draw(i, f.now.Nodes()), f.advice, practices)
	r.Practices = practices.Scores
	if i < f.advice.Draws() {
		r.Held = f.advice.Held(i)
	}
	if f.before != nil {
		r.Before = uncertainty.Scores(i, f.before, plan.Draw(i, f.before.Nodes()))
	}
	if i < f.design.Rows() {
		r.Shifts = f.design.Row(i, r.Scores, f.now.Partners)
	}
	return r
}

// Take takes over what is large of a replication, which lets go of it. Finish does so with
// what it is given.
func (f *Fitted) Take(r *Replication) {
	f.practices.Take(r.Practices)
	r.Practices = nil
}

// Finish compares and recommends, given all replications in their order.
func (f *Fitted) Finish(draws []Replication) Analysis {
	e, a := f.evidence, f.found
	a.Prepared = f.now
	a.Plan, a.Diagnosis, a.Levers = survey.Plan(e.Submissions), items.Practices(f.now), levers.Of(f.now, e.Model.Themes)
	a.Grades = grade.All(grade.Input{Submissions: e.Submissions, Model: e.Model, Prepared: f.now, Published: e.Published, AsOf: e.AsOf})
	scores, earlier, shifts := make([][]float64, len(draws)), make([][]float64, len(draws)), make([][]float64, 0, f.design.Rows())
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
	a.Practices = f.practices.Margins()
	a.Depends = f.design.Indices(shifts)
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
