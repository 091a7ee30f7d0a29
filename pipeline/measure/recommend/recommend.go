package recommend

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// An Input is what rules are judged on.
type Input struct {
	Questionnaire *survey.Questionnaire
	Submissions   []survey.Submission
	Now, Before   *score.Result // Before nil: no earlier period
	Rules         []Rule
	// Prepare lays other answers out for scoring as Now was scored; nil: no gain
	// is told.
	Prepare func([]survey.Submission) *score.Prepared
	// Plan is drawn anew for each gain, its first Draws replications; 0: how
	// certain a gain is, is not known.
	Plan  uncertainty.Plan
	Draws int
}

// A Recommendation is a rule that fired, with everything it rests on.
type Recommendation struct {
	Rule      *Rule
	Number    int          // in the order of merit, from 1
	Numbers   []Number     // what the rule's texts may name, in order of name
	Evidence  []Evidence   // the cells that fall short, in canonical order
	Gain      float64      // points of the mean overall score, the gap closed and all else equal
	Raised    int          // concerned partners whose maturity level would rise
	Of        int          // partners in the comparison
	GainKnown bool         // false: a rule that asks for data, or no rescoring
	Certainty float64      // share of draws, 0 to 1, in which the gain is positive and the rule fires
	Draws     int          // draws behind Certainty; 0: it is not known
	Reach     float64      // share of the compared partners that it concerns, or of their people
	ByPeople  bool         // Reach is a share of people: the population of every partner is known
	Concerned []string     // their ids, by score at the first criterion, lowest first
	Exemplars []Exemplar   // who could teach, best first
	Priority  int          // 3 high, 2 middle, 1 low
	Gaps      []PartnerGap // of every partner with an answer that falls short, lowest first

	Sizes map[string]float64 // of partners by id, see Exemplar.Size
}

// A Number is a value that a rule's texts may name.
type Number struct {
	Name     string
	X        float64
	Decimals int
	Percent  bool // X is a share, 0 to 1
}

// Evidence is one answer that falls short, or is missing.
type Evidence struct {
	Partner, Practice, Criterion string
	State                        survey.State
	Raw                          string
	At                           cell.Ref
}

// A PartnerGap is what closing the gap would bring to one partner.
type PartnerGap struct {
	Partner string
	Gain    float64 // points of its overall score
	Raised  bool
	Short   int // answers that fall short
	Known   int // answers that are known
}

// An Exemplar is a practice that has what is missing elsewhere.
type Exemplar struct {
	Partner  string  // id
	Practice string  // id; "" where the partner as a whole is the example
	Title    string  // of the practice, as typed
	Level    float64 // its answer to the rule's first criterion: a level, a number, or a share of "yes" (0 to 1)
	Share    bool    // Level is a share
	Of       int     // known answers behind a share; 0 otherwise
	Score    float64 // overall score of the partner
	Size     float64 // of the partner: its population, else its places; 0 not known
	Kind     string  // of a partner, "" unknown
	At       cell.Ref
}

// Recommend judges every rule and ranks those that fire by gain × certainty ×
// reach. A rule without an answer that falls short, or without gain, does not
// fire, whatever its condition says.
func Recommend(in Input) []Recommendation {
	s := newSetting(in)
	judged := make([]*Recommendation, len(in.Rules))
	parallel.Each(len(in.Rules), func(i int) {
		if r, fires := s.judge(&in.Rules[i]); fires {
			judged[i] = &r
		}
	})
	var out []Recommendation
	for _, r := range judged {
		if r != nil {
			out = append(out, *r)
		}
	}
	slices.SortStableFunc(out, byMerit)
	setPriority(out)
	for i := range out {
		out[i].Number = i + 1
	}
	return out
}

// products is where products and ratios are compared: to 12 significant digits.
var products stat.Grid

// Merit is what recommendations are ranked by: gain × certainty × reach, with
// certainty 1 where it is not known.
func (r *Recommendation) Merit() float64 {
	certainty := 1.0
	if r.Draws > 0 {
		certainty = r.Certainty
	}
	return products.Round(r.Gain * certainty * r.Reach)
}

func byMerit(a, b Recommendation) int {
	return cmp.Or(
		cmp.Compare(b.Merit(), a.Merit()),
		cmp.Compare(b.Reach, a.Reach),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
	)
}

// setPriority measures each merit against the greatest: from a half it is high,
// from a fifth middle. A rule that asks for data is middle: nothing can be
// calculated from what is not known.
func setPriority(list []Recommendation) {
	for i := range list {
		r := &list[i]
		switch top := list[0].Merit(); {
		case r.Rule.Data:
			r.Priority = 2
		case r.Merit() >= products.Round(top/2):
			r.Priority = 3
		case r.Merit() >= products.Round(top/5):
			r.Priority = 2
		default:
			r.Priority = 1
		}
	}
}

// number adds a value for the texts.
func (r *Recommendation) number(name string, x float64, decimals int) {
	r.Numbers = append(r.Numbers, Number{Name: name, X: x, Decimals: decimals})
}

func (r *Recommendation) share(name string, x float64) {
	r.Numbers = append(r.Numbers, Number{Name: name, X: x, Percent: true})
}

// For returns what closing the gap would bring to one partner.
func (r *Recommendation) For(partner string) (PartnerGap, bool) {
	i := slices.IndexFunc(r.Gaps, func(g PartnerGap) bool { return g.Partner == partner })
	if i < 0 {
		return PartnerGap{}, false
	}
	return r.Gaps[i], true
}

// A Learner is the partner that an exemplar is chosen for.
type Learner struct {
	Partner string
	Kind    string
	Score   float64 // overall
}

// Exemplar chooses whom a partner should look at: one of its own kind before
// others, among these the one closest in size, and where sizes are not known the
// one closest in overall score. It is never the partner itself, nor one whose
// share is no greater than its own or less than half of the best.
func (r *Recommendation) Exemplar(who Learner) (Exemplar, bool) {
	best, top := -1, 0.0
	for _, l := range r.Exemplars {
		if l.Share {
			top = max(top, l.Level)
		}
	}
	for i, l := range r.Exemplars {
		if l.Partner == who.Partner || l.Share && (l.Level <= r.ownShare(who.Partner) || l.Level < top/2) {
			continue
		}
		if best < 0 || r.closer(l, r.Exemplars[best], who) {
			best = i
		}
	}
	if best < 0 {
		return Exemplar{}, false
	}
	return r.Exemplars[best], true
}

// ownShare returns the share of a partner's known answers that do not fall short.
func (r *Recommendation) ownShare(partner string) float64 {
	g, ok := r.For(partner)
	if !ok || g.Known == 0 {
		return 0
	}
	return float64(g.Known-g.Short) / float64(g.Known)
}

// closer reports whether exemplar a is nearer to the learner than b. Sizes are
// compared by their ratio.
func (r *Recommendation) closer(a, b Exemplar, who Learner) bool {
	if (a.Kind == who.Kind) != (b.Kind == who.Kind) {
		return a.Kind == who.Kind
	}
	if own := r.Sizes[who.Partner]; own > 0 && a.Size > 0 && b.Size > 0 {
		da, db := math.Abs(math.Log(a.Size/own)), math.Abs(math.Log(b.Size/own))
		if da, db = products.Round(da), products.Round(db); da != db {
			return da < db
		}
	}
	return products.Round(math.Abs(a.Score-who.Score)) < products.Round(math.Abs(b.Score-who.Score))
}
