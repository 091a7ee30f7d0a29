// Package recommend turns scores into advice: rules, which are data, fire on
// facts, and each recommendation carries the cells it rests on, what it would
// bring by calculation, how certain that is and whom to learn from. It believes
// that advice without evidence is an opinion, and lets none of it through.
package recommend

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Rule is one piece of advice as data: what is to be decided, by whom, by when, on
// what ground, and the condition under which it is worth saying.
type Rule struct {
	ID       string // "SEC-01": stable over editions
	Word     string // what it is about, as "no-response-plan"
	Title    survey.Text
	Action   survey.Text
	Why      survey.Text // with the numbers of the facts inside
	Result   survey.Text // what is measured, with {now} and {target}
	Risk     survey.Text // if nothing is done
	To       []Body      // who is tasked; the first is responsible
	Advises  []Body      // whom it is advice for, where nobody can be tasked
	Decision Decision    // the form of the decision; "" whoever carries it out chooses
	Amends   *Act        // what is to be changed; nil: whoever carries it out decides
	Duty     *Act        // a law that demands it already; nil: it is not a duty
	Rests    *Act        // an act that the decision refers to; nil: none
	Funding  *Funding    // nil: whoever carries it out decides
	Months   int         // from approval to the deadline
	Close    []Target    // the gap: what better answers would look like
	Denies   *Denial     // what the ground says of the answers that it counts; nil: of numbers, and of data
	Target   *Goal       // what is to be reached; nil: the whole gap closed
	Data     bool        // asks for answers that are missing, not for better ones
	When     condition.On[Facts]
}

// A Part is a part of the list of recommendations.
type Part uint8

// The parts in the order of printing: what a law demands, what is proposed for decision
// by its effect, what asks for data, what is advice because nobody can be tasked.
const (
	ByLaw Part = iota
	ByEffect
	ForData
	AsAdvice
)

// Part returns the part that a rule belongs to.
func (r *Rule) Part() Part {
	switch {
	case r.Duty != nil:
		return ByLaw
	case r.Data:
		return ForData
	case len(r.To) == 0 && len(r.Advises) > 0:
		return AsAdvice
	}
	return ByEffect
}

// Bodies lists who is tasked or, where nobody is, who is advised.
func (r *Rule) Bodies() []Body {
	if len(r.To) > 0 {
		return r.To
	}
	return r.Advises
}

// A Body is whoever is asked to act.
type Body struct {
	ID     string
	Name   survey.Text // in the nominative
	Short  survey.Text // as a table names it; empty: Name
	Tasked bool        // the Government can task it
	Forms  []Decision  // forms of decision that can be asked of it; none: any
}

// A Decision is the form that a decision takes.
type Decision string

// The forms of a decision: законопроєкт, постанова, розпорядження, наказ, лист.
const (
	Law        Decision = "law"
	Resolution Decision = "resolution"
	Order      Decision = "order"
	Directive  Decision = "directive"
	Letter     Decision = "letter"
)

// An Act is a legal act as a reader finds it.
type Act struct {
	Title             survey.Text
	Number, Date, URL string // Date as the act bears it, "21.03.1991"
}

// A Funding says where money comes from.
type Funding struct {
	None         bool // it needs none
	Source, Size survey.Text
	URL          string
}

// A Denial names the level that the counted answers lie below; of a closed question
// Level is 0. What is said of them is survey.Criterion.Denies.
type Denial struct {
	Criterion string
	Level     int
}

// A Measure says how a goal is measured.
type Measure string

// Share is of the known answers to a criterion that meet what the rule would have
// them be, 0 to 1 (of a rule that asks for data: of known among asked answers); Count
// is how many do; Mean is the partners' mean score there, in points.
const (
	Share Measure = "share"
	Count Measure = "count"
	Mean  Measure = "mean"
)

// A Goal is what a recommendation is to reach.
type Goal struct {
	Measure Measure
	Of      string  // criterion
	AtLeast float64 // in the unit of the measure
}

// A Target is a criterion and the answer that closes the gap there: one of
// AtLeast, AtMost and Answer.
type Target struct {
	Criterion string
	AtLeast   *float64 // a level, or a number in the criterion's unit
	AtMost    *float64 // a number in the criterion's unit
	Answer    string   // "yes", "no" or a choice's id
}

// missed reports whether a given answer falls short of the target. An answer of
// another state does not: what is not known is no gap.
func (t Target) missed(a survey.Answer, c *survey.Criterion) bool {
	if a.State != survey.Given {
		return false
	}
	switch {
	case t.Answer != "":
		return a.Choice != t.Answer
	case t.AtMost != nil:
		return a.Number > *t.AtMost
	case t.AtLeast == nil:
		return false
	}
	return c.Counts(a) < *t.AtLeast
}

// Meet returns the answer that closes the gap.
func (t Target) Meet(a survey.Answer) survey.Answer {
	switch {
	case t.Answer != "":
		a.Choice = t.Answer
	case t.AtMost != nil:
		a.Number = *t.AtMost
	case t.AtLeast != nil:
		a.Number = math.Max(a.Claims(), *t.AtLeast)
		a.Verdict = nil // what reviewers found is what the gap is
		a.Evident = true
	}
	return a
}

// Facts are what a rule's condition may ask. They speak of the partners in the
// comparison only: a territory that stands apart is in none of them.
type Facts struct {
	Partners int                   // in the comparison
	Periods  int                   // 2 when there is an earlier period, else 1
	Nodes    map[string]NodeFact   // by node of the tree
	Answers  map[string]AnswerFact // by criterion
	On       stat.Grid             // where scores are compared
}

// A NodeFact is the partners' scores at one node.
type NodeFact struct {
	Scores []float64 // of partners that have one, ascending
	Before []float64 // the same in the earlier period; empty: none
}

// An AnswerFact counts the answers of practices to one criterion. Practices
// that were not asked are in none of the counts.
type AnswerFact struct {
	Given, Unknown, NotApplicable int            // Unknown: blank or unreadable
	Choices                       map[string]int // of Given: "yes", "no" or a choice's id
	Unproved                      int            // levels that were capped for want of evidence
}

// Mean returns the partners' mean score at a node; NaN where none has one.
func (f Facts) Mean(node string) float64 { return f.On.Round(stat.Mean(f.Nodes[node].Scores)) }

// Lowest and Highest return the ends of the partners' scores; NaN where none has one.
func (f Facts) Lowest(node string) float64 { return end(f.Nodes[node].Scores, false) }

// Highest returns the best partner's score at a node; NaN where none has one.
func (f Facts) Highest(node string) float64 { return end(f.Nodes[node].Scores, true) }

// Spread returns the distance of the highest from the lowest score at a node.
func (f Facts) Spread(node string) float64 {
	return f.On.Round(f.Highest(node) - f.Lowest(node))
}

// Scored counts the partners that have a score at a node.
func (f Facts) Scored(node string) int { return len(f.Nodes[node].Scores) }

// Below counts the partners with a score under x at a node.
func (f Facts) Below(node string, x float64) int {
	n := 0
	for _, s := range f.Nodes[node].Scores {
		if s < f.On.Round(x) {
			n++
		}
	}
	return n
}

// AtLeast counts the partners with a score of x or more at a node.
func (f Facts) AtLeast(node string, x float64) int { return f.Scored(node) - f.Below(node, x) }

// Rise returns the change of the mean score at a node since the earlier period;
// NaN where there is none.
func (f Facts) Rise(node string) float64 {
	return f.On.Round(f.Mean(node) - f.On.Round(stat.Mean(f.Nodes[node].Before)))
}

// Given counts the known answers to a criterion.
func (f Facts) Given(criterion string) int { return f.Answers[criterion].Given }

// Unknown counts the practices that were asked and gave no usable answer.
func (f Facts) Unknown(criterion string) int { return f.Answers[criterion].Unknown }

// Unproved counts the levels that were capped for want of evidence.
func (f Facts) Unproved(criterion string) int { return f.Answers[criterion].Unproved }

// Count counts the answers that chose "yes", "no" or a choice's id.
func (f Facts) Count(criterion, choice string) int { return f.Answers[criterion].Choices[choice] }

// Share returns the share of a choice among the known answers, 0 to 1; NaN where
// nothing is known.
func (f Facts) Share(criterion, choice string) float64 {
	a := f.Answers[criterion]
	return float64(a.Choices[choice]) / float64(a.Given)
}

// Coverage returns the share of known answers among those asked and applicable,
// 0 to 1; NaN where nobody was asked.
func (f Facts) Coverage(criterion string) float64 {
	a := f.Answers[criterion]
	return float64(a.Given) / float64(a.Given+a.Unknown)
}

func end(sorted []float64, high bool) float64 {
	switch {
	case len(sorted) == 0:
		return math.NaN()
	case high:
		return slices.Max(sorted)
	}
	return slices.Min(sorted)
}

// criteria lists the criteria of a rule's gap.
func (r *Rule) criteria() []string {
	var out []string
	for _, t := range r.Close {
		out = append(out, t.Criterion)
	}
	return out
}

// Name returns a rule's id and word: "SEC-01 no-response-plan".
func (r *Rule) Name() string { return strings.TrimSpace(r.ID + " " + r.Word) }
