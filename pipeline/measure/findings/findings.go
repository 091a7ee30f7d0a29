// Package findings holds every number that a sentence, a figure, a table or a page
// of the site prints, each worked out once. It believes that a number without its
// base is a rumour: a finding knows of how many it speaks, in what unit, what it
// claims of them, and the cells or partners behind it, so that whatever prints it
// can say where to look. What the stages before have worked out already (scores,
// ranks, intervals, changes, recommendations) is printed from them as it stands;
// nothing is rounded here and nothing is put into words.
package findings

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// A Unit says what a finding counts.
type Unit string

// The units that findings count.
const (
	Partners        Unit = "partner"
	Places          Unit = "place"
	Practices       Unit = "practice" // or a record: a centre or hromada of an office's list
	Criteria        Unit = "criterion"
	Answers         Unit = "answer"
	Problems        Unit = "problem"
	Recommendations Unit = "recommendation"
	Draws           Unit = "draw"
	Tasks           Unit = "task"
)

// A Count says of how many units of its base something is true.
type Count struct {
	Unit  Unit
	About string // id of the node, criterion or partner that it speaks of; "" all
	N, Of int
	Cells []cell.Ref // of what is counted, in the order of the submissions; nil where units are counted and not cells
}

// Share returns the part of the base that is counted, 0 to 1; NaN of an empty base.
func (c Count) Share() float64 { return float64(c.N) / float64(c.Of) }

// Percent returns the same in per cents, 0 to 100.
func (c Count) Percent() float64 { return 100 * float64(c.N) / float64(c.Of) }

// A Value is a score: of a partner or unit at a node, or the partners' mean there.
// It is in points of the method's scale.
type Value struct {
	Node  string
	Of    string // id of the partner; "" the mean of the compared partners
	X     float64
	Known bool
}

// A Difference is what lies between two values at one node: two partners, two
// periods, a partner and the average.
type Difference struct{ Low, High Value }

// X returns how many points High lies above Low.
func (d Difference) X() float64 { return d.High.X - d.Low.X }

// A Tally is what a set of practices answered to one criterion.
type Tally struct {
	Criterion           string
	Yes, Given, Unknown int // Unknown: blank or unreadable; who was not asked is in none
}

// Share returns the part of "yes" among the given answers, 0 to 1; NaN where none is given.
func (t Tally) Share() float64 { return float64(t.Yes) / float64(t.Given) }

// Asked returns how many were asked and could answer.
func (t Tally) Asked() int { return t.Given + t.Unknown }

// An Order says how a language lists who stands equal.
type Order struct {
	Name    func(partner string) string // of a partner, as printed
	Compare func(a, b string) int       // the alphabet

	place map[string]int // of partners by name, found once
}

// placed returns the order with the places of the partners of some results: lists of
// thousands are sorted by them, one for each recommendation.
func (o Order) placed(results ...*score.Result) Order {
	ids := map[string]bool{}
	for _, r := range results {
		if r != nil {
			for _, u := range r.Of(score.Partner) {
				ids[u.ID] = true
			}
		}
	}
	place := map[string]int{}
	for i, id := range slices.SortedFunc(maps.Keys(ids), o.byName) {
		place[id] = i
	}
	o.place = place
	return o
}

// byName compares partners by their names, and where these are alike by id.
func (o Order) byName(a, b string) int {
	x, known := o.place[a]
	if y, too := o.place[b]; known && too {
		return cmp.Compare(x, y)
	}
	return cmp.Or(o.Compare(o.Name(a), o.Name(b)), cmp.Compare(a, b))
}

// Findings are the numbers of one analysed period. They are not changed once made;
// several may read them at once.
type Findings struct {
	Now, Before     *score.Result // Before nil: no earlier period
	Comparison      *compare.Comparison
	Recommendations []recommend.Recommendation

	evidence  *analysis.Evidence
	analysis  *analysis.Analysis
	order     Order
	tallies   map[string]recommend.AnswerFact
	workbooks map[string]int              // by partner, the number of its first submission, from 1
	outside   map[survey.PracticeKey]bool // practices on territories that stand apart
	criteria  []score.NodeInfo
	place     map[string]int // of partners in the comparison, by id

	practices func() ranking // worked out once, when they are asked for
	places    func() []Scored
	placesOf  func() map[string][]*score.Unit // by partner
	kinds     func() []KindTally
	earlier   func() map[string]*score.Unit     // partners of the period before, by id
	problems  func() map[string][]*cell.Problem // by file

	illustrative func() bool
}

// Of makes the findings of an analysis. Comparison and recommendations are those of
// the analysis with equals in the given order; the analysis stays as it is.
func Of(e *analysis.Evidence, a *analysis.Analysis, order Order) *Findings {
	f := &Findings{Now: a.Now, Before: a.Before, evidence: e, analysis: a, order: order.placed(a.Now, a.Before), outside: map[survey.PracticeKey]bool{}, workbooks: map[string]int{}}
	f.practices = sync.OnceValue(func() ranking { return rankingOf(f.rank(score.Practice)) })
	f.places = sync.OnceValue(func() []Scored { return f.rank(score.Place) })
	f.placesOf = sync.OnceValue(func() map[string][]*score.Unit {
		by := map[string][]*score.Unit{}
		for _, u := range a.Now.Of(score.Place) {
			by[u.Partner] = append(by[u.Partner], u)
		}
		return by
	})
	f.problems = sync.OnceValue(f.problemsByFile)
	f.illustrative = sync.OnceValue(func() bool { return illustrative(e) })
	f.earlier = sync.OnceValue(func() map[string]*score.Unit { return partnersBefore(f) })
	f.kinds = sync.OnceValue(func() []KindTally { return f.Inventory().tally("") })
	for i := range e.Submissions {
		if id := e.Submissions[i].Partner.ID; f.workbooks[id] == 0 {
			f.workbooks[id] = i + 1
		}
	}
	f.tallies = recommend.CountAnswers(e.Questionnaire, e.Submissions, a.Now)
	apart := map[string]bool{} // partners that stand apart as a whole, with what nobody knows the place of
	for _, u := range a.Now.Of(score.Partner) {
		apart[u.ID] = u.Apart != ""
	}
	for i := range e.Submissions {
		for j := range e.Submissions[i].Practices {
			if apart[e.Submissions[i].Partner.ID] {
				f.outside[e.Submissions[i].Key(&e.Submissions[i].Practices[j])] = true
			}
		}
	}
	for _, u := range a.Now.Of(score.Practice) {
		if u.Apart != "" {
			f.outside[u.Key()] = true
		}
	}
	for _, n := range a.Now.Nodes {
		if n.Leaf {
			f.criteria = append(f.criteria, n)
		}
	}
	putInOrder(f, a)
	return f
}

// Records reports whether the units are centres and hromadas that an office lists,
// rather than practices of themes.
func (f *Findings) Records() bool { return len(f.evidence.Questionnaire.Themes) == 0 }

// Illustrative reports whether any workbook says that its data are made up.
func (f *Findings) Illustrative() bool { return f.illustrative() }

func illustrative(e *analysis.Evidence) bool {
	made := func(s survey.Submission) bool { return s.Illustrative }
	return slices.ContainsFunc(e.Submissions, made) || slices.ContainsFunc(e.Earlier, made)
}

// Total counts what the period holds of a unit: partners, practices, criteria,
// places, recommendations or problems.
func (f *Findings) Total(unit Unit) Count {
	n := 0
	switch unit {
	case Partners:
		n = len(f.evidence.Submissions)
	case Practices:
		for _, s := range f.evidence.Submissions {
			n += len(s.Practices)
		}
	case Criteria:
		n = len(f.criteria)
	case Places:
		n = len(f.Now.Of(score.Place))
	case Recommendations:
		n = len(f.Recommendations)
	case Problems:
		n = len(f.evidence.Problems)
	}
	return Count{Unit: unit, N: n, Of: n}
}

// Submission returns a partner's workbook; nil where there is none.
func (f *Findings) Submission(partner string) *survey.Submission {
	i, ok := f.workbooks[partner]
	if !ok {
		return nil
	}
	return &f.evidence.Submissions[i-1]
}

// inside visits the practices of a partner that do not stand apart.
func inside(f *Findings, partner string, visit func(*survey.Practice)) {
	sub := f.Submission(partner)
	if sub == nil {
		return
	}
	for i := range sub.Practices {
		if p := &sub.Practices[i]; !f.outside[sub.Key(p)] {
			visit(p)
		}
	}
}
