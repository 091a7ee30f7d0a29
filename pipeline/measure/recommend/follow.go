package recommend

import (
	"math"

	"depository.example/depository/pipeline/survey/survey"
)

// A Standing is where a recommendation of the period before stands.
type Standing string

// Done is said only where the answers that count name their evidence, or reviewers
// have looked; Said where the target is reached by answers that ask for none.
const (
	Done    Standing = "done"
	Said    Standing = "said"
	Nearer  Standing = "nearer" // of shares by a whole per cent or more, and so Further
	Same    Standing = "same"
	Further Standing = "further"
	Unknown Standing = "unknown" // nothing is known of it in this period, or it had no target
)

// A Followed is a recommendation of the period before with what became of it.
type Followed struct {
	Rule     *Rule
	Number   int       // in the report of then
	Then     *Progress // nil: the rule has no target
	Now      float64   // in the unit of the measure
	Known    bool      // of Now
	Standing Standing
}

// Follow says where the recommendations of a period stand as the next one is judged,
// in their order.
func Follow(then []Recommendation, now *Advice) (out []Followed) {
	for i := range then {
		f := Followed{Rule: then[i].Rule, Number: then[i].Number, Then: then[i].Progress, Standing: Unknown}
		if p := now.s.progress(f.Rule); f.Then != nil && p != nil && p.Known > 0 {
			f.Known, f.Now = true, p.Now
			f.Standing = f.standing(now.s.in.Questionnaire)
		}
		out = append(out, f)
	}
	return out
}

// standing compares what is with what was.
func (f *Followed) standing(q *survey.Questionnaire) Standing {
	before, now := products.Round(f.Then.Now), products.Round(f.Now)
	done := now >= products.Round(f.Then.AtLeast)
	if f.Then.Measure == Share { // as they are printed
		before, now = math.Round(100*before), math.Round(100*now)
	}
	switch {
	case done && f.evidenced(q):
		return Done
	case done:
		return Said
	case now > before:
		return Nearer
	case now < before:
		return Further
	}
	return Same
}

// evidenced reports whether every answer that the goal counts has to name its evidence.
func (f *Followed) evidenced(q *survey.Questionnaire) bool {
	for _, t := range f.Rule.Close {
		c, ok := q.Criterion(t.Criterion)
		if !ok || c.Evidence == nil || t.AtLeast == nil || *t.AtLeast < float64(c.Evidence.From) {
			return false
		}
	}
	return len(f.Rule.Close) > 0
}

// Counted is how many recommendations have a standing.
func Counted(list []Followed, standing Standing) (n int) {
	for _, f := range list {
		if f.Standing == standing {
			n++
		}
	}
	return n
}
