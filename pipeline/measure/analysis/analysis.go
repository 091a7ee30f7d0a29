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
	Prepared        *score.Prepared // what Now was scored from
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
	Practices       *uncertainty.Margins // between which scores the practices stand; nil: nothing is drawn
	Levers          *levers.Levers       // what the partners' overall scores follow from, whatever the weights; nil: not from them alone
}

// Analyse scores, tests how certain the scores are, compares and recommends. It
// is a pure function: the same evidence gives the same bits.
func Analyse(e Evidence) Analysis {
	f := Lay(e).Here(nil)
	return f.Finish(f.All(func(int) {}, Memories{}))
}
