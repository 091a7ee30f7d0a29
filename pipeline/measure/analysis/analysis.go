// Package analysis is what every later stage stands on: the evidence of a period
// and what follows from it. It believes that an analysis is a function: whatever
// prints, keeps or distributes it imports this package and computes nothing anew.
package analysis

import (
	"time"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/levers"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// certaintyDraws is how many replications the certainty of a recommendation
// rests on at most: each costs a scoring for every rule.
const certaintyDraws = 200

// sensitivityDraws is how many points each half of the design has that asks what
// the ranking depends on: every source costs a scoring for each. Of many
// practices it takes fewer; the intervals of the bootstrap then say so.
func sensitivityDraws(practices int) int { return min(250, max(64, 50_000/max(practices, 1))) }

// An Evidence is everything that an analysis is made of.
type Evidence struct {
	Questionnaire *survey.Questionnaire
	Model         *score.Model
	Uncertainty   uncertainty.Plan
	Rules         []recommend.Rule
	Submissions   []survey.Submission // of the period
	Earlier       []survey.Submission // of the one before; empty: none
	Problems      cell.Problems       // of the period
	Verified      review.Summary      // how much of the period's claims reviewers have looked at
	Published     time.Time           // when what follows is published; what reviewers found grows old by it
	AsOf          time.Time           // the last day of the period
	// Apart says why a place stands apart without a rank ("occupied", "combat");
	// "" it does not.
	Apart func(place string) string
	// Places says where a territory lies; nil: its code alone does.
	Places *place.Registry
}

// An Analysis is what follows from the evidence.
type Analysis struct {
	Now             *score.Result
	Before          *score.Result // nil: no earlier period
	Comparison      *compare.Comparison
	Recommendations []recommend.Recommendation
	Reached         []recommend.Reached  // rules whose target is reached already
	Followed        []recommend.Followed // what was recommended in the period before, and where it stands; none without one
	Diagnosis       *items.Report        // of the criteria, over the practices of the period
	Depends         []uncertainty.Index  // what the ranking depends on; nil: the method does not ask
	Plan            []survey.Planned     // what partners have planned, over the period
	Grades          *grade.Grades        // how well the answers of the period are borne out
	Levers          *levers.Levers       // what the partners' overall scores follow from, whatever the weights; nil: not from them alone
}

// Analyse scores, tests how certain the scores are, compares and recommends. It
// is a pure function: the same evidence gives the same bits.
func Analyse(e Evidence) Analysis {
	model, plan := e.Model, e.Uncertainty
	prepare := func(subs []survey.Submission) *score.Prepared { return model.Prepare(subs, e.Apart) }

	now := prepare(e.Submissions)
	a := Analysis{Now: now.Score(nil), Plan: survey.Plan(e.Submissions), Diagnosis: items.Practices(now), Levers: levers.Of(now, e.Model.Themes)}
	a.Grades = grade.All(grade.Input{Submissions: e.Submissions, Model: model, Prepared: now, Published: e.Published, AsOf: e.AsOf})
	var before *score.Prepared
	if len(e.Earlier) > 0 {
		before = prepare(e.Earlier)
		a.Before = before.Score(nil)
	}
	advice := recommend.Begin(recommend.Input{
		Questionnaire: e.Questionnaire, Submissions: e.Submissions, Now: a.Now, Before: a.Before, Rules: e.Rules,
		Base: now, Draws: plan.AtMost(certaintyDraws).Replications,
	})
	study := uncertainty.Partners(plan, now, advice)
	a.Depends = uncertainty.Depends(plan.AtMost(sensitivityDraws(len(now.Units(score.Practice)))), now, study)
	var earlier *uncertainty.Study
	if before != nil {
		earlier = uncertainty.Partners(plan, before)
	}
	a.Comparison = compare.Compare(compare.Input{
		Now: a.Now, Before: a.Before, Study: study, StudyBefore: earlier,
		Submissions: e.Submissions, Earlier: e.Earlier, Prepare: prepare,
	})
	a.Recommendations, a.Reached = advice.Ranked(), advice.Reached()
	if before != nil {
		then := recommend.Begin(recommend.Input{Questionnaire: e.Questionnaire, Submissions: e.Earlier, Now: a.Before, Rules: e.Rules, Base: before})
		a.Followed = recommend.Follow(then.Ranked(), advice)
	}
	return a
}
