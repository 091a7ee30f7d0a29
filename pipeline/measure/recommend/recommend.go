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
	Meaning       score.Meaning // which question asks for the people of a place
	// Base are the submissions laid out for scoring as Now was scored; nil: no gain
	// is told.
	Base *score.Prepared
	// Draws is how many draws of the uncertainty a gain is tried on; 0: how certain
	// it is, is not known.
	Draws int
}

// A Recommendation is a rule that fired, with everything it rests on.
type Recommendation struct {
	Rule      *Rule
	Number    int          // in the order of printing, from 1: by part, then by merit
	Numbers   []Number     // what the rule's texts may name, in order of name
	Evidence  []Evidence   // the cells that fall short, in canonical order
	Gain      float64      // points of the mean overall score, the target reached and all else equal
	Raised    int          // concerned partners whose maturity level would rise
	Of        int          // partners in the comparison
	GainKnown bool         // false: a rule that asks for data, or no rescoring
	Certainty float64      // share of draws, 0 to 1, in which the gain is positive and the rule fires
	Draws     int          // draws behind Certainty; 0: it is not known
	Reach     float64      // share of the partners that it concerns, or of their people
	ByPeople  bool         // Reach is a share of people: the population of every partner is known
	Concerned []string     // ids of all who gave the evidence, by score at the first criterion, lowest first
	Exemplars []Exemplar   // who could teach, best first
	Priority  int          // 3 high, 2 middle, 1 low
	Gaps      []PartnerGap // of the same partners, lowest first

	Progress *Progress // nil: the rule has no target
	Closed   int       // answers better at the target than now; 0 where it asks for data
	Unproved int       // of the evidence: levels claimed high enough that count less for want of proof

	Sizes map[string]float64 // of partners by id, see Exemplar.Size

	own map[string]PartnerGap // Gaps by partner
}

// A Progress is how far a goal is reached.
type Progress struct {
	Goal
	Now   float64 // in the unit of the measure, compared as scores are
	Known int     // answers behind a share or count, partners behind a mean
}

// A Reached is a rule whose target is reached already: nothing is recommended.
type Reached struct {
	Rule *Rule
	Progress
}

// A Number is a value that a rule's texts may name.
type Number struct {
	Name     string
	X        float64
	Decimals int
	Percent  bool // X is a share, 0 to 1
	Short    bool // no more decimals than it has
}

// Evidence is one answer that falls short, or is missing.
type Evidence struct {
	Partner, Practice, Criterion string
	Place                        string // KATOTTG code of the practice; "" unknown
	Unproved                     bool   // the level claimed would do, and counts less for want of proof
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
	Partner    string  // id
	Practice   string  // id; "" where a place is the example
	Place      string  // KATOTTG code of the place that is the example; "" a practice is
	Title      string  // of the practice, as typed; of the place, its name
	Level      float64 // its answer to the rule's first criterion: a level, a number, or a share of "yes" (0 to 1)
	Share      bool    // Level is a share
	Of         int     // known answers behind a share; 0 otherwise
	Score      float64 // overall score of the partner
	Size       float64 // of the partner: its population, else its places; 0 not known
	Kind       survey.PartnerKind
	At         cell.Ref
	PlaceScore float64 // overall, of the place that is the example; 0 where a practice is
}

// An Advice is rules being judged: as the scores are, then on draws that it is shown.
type Advice struct {
	s    *setting
	list []*candidate // in the order of the rules
	done []Reached

	panel Panel
}

// A candidate is a rule that fires as the scores are.
type candidate struct {
	Recommendation
	closed *score.Amended // the practices at the target; nil: a gain is not told
	holds  []bool         // by draw: the rule fires and the gain is positive
}

// Begin judges every rule as the scores are. A rule without an answer that falls
// short, or without gain, does not fire, whatever its condition says; one whose target
// is reached is told apart.
func Begin(in Input) *Advice {
	a := &Advice{s: newSetting(in)}
	judged := make([]*candidate, len(in.Rules))
	reached := make([]*Reached, len(in.Rules))
	parallel.Each(len(in.Rules), func(i int) {
		rule := &in.Rules[i]
		if p := a.s.progress(rule); p != nil && p.Known > 0 && p.Now >= products.Round(p.AtLeast) {
			reached[i] = &Reached{rule, *p}
			return
		}
		if c, fires := a.s.judge(rule); fires {
			judged[i] = c
		}
	})
	for _, c := range judged {
		if c != nil {
			c.holds = make([]bool, a.Draws())
			a.list = append(a.list, c)
		}
	}
	for _, r := range reached {
		if r != nil {
			a.done = append(a.done, *r)
		}
	}
	if in.Base != nil {
		a.panel = panelOf(a.list, in.Base.Nodes())
	}
	return a
}

// Reached returns the rules whose target is reached already, in their order.
func (a *Advice) Reached() []Reached { return a.done }

// Draws is how many draws the advice has to be shown.
func (a *Advice) Draws() int {
	if a.s.nominal == nil {
		return 0
	}
	return a.s.in.Draws
}

// See tries every rule on a draw of the same practices, and returns the overall scores of
// the partners in it.
func (a *Advice) See(draw int, ch *score.Change) []float64 {
	d := a.s.in.Base.Draw(ch)
	defer d.Release()
	overall := d.Partners(nil)
	a.Judge(draw, overall, a.panel.Look(nil, d))
	return overall
}

// Held returns of a draw that was judged, by rule that fires as the scores are,
// whether it fires there too and has a gain.
func (a *Advice) Held(draw int) []bool {
	out := make([]bool, len(a.list))
	for i, c := range a.list {
		out[i] = c.holds[draw]
	}
	return out
}

// Hold enters what another advice of the same input Held of a draw.
func (a *Advice) Hold(draw int, held []bool) {
	for i, c := range a.list {
		c.holds[draw] = held[i]
	}
}

// Ranked returns the recommendations by part, ranked by gain × certainty × reach; duties
// by law are not ranked.
func (a *Advice) Ranked() []Recommendation {
	var out []Recommendation
	for _, c := range a.list {
		if c.Draws = len(c.holds); c.closed == nil {
			c.Draws = 0
		}
		held := 0
		for _, holds := range c.holds {
			if holds {
				held++
			}
		}
		if c.Draws > 0 {
			c.Certainty = float64(held) / float64(c.Draws)
		}
		out = append(out, c.Recommendation)
	}
	slices.SortStableFunc(out, byMerit)
	setPriority(out)
	for i := range out {
		out[i].Number = i + 1
	}
	return out
}

// Recommend judges every rule, on the draws of a plan too, and ranks those that
// fire; what is reached is told apart.
func Recommend(in Input, plan uncertainty.Plan) ([]Recommendation, []Reached) {
	plan = plan.AtMost(in.Draws)
	in.Draws = max(plan.Replications, 0)
	a := Begin(in)
	parallel.Each(a.Draws(), func(i int) { a.See(i, plan.Draw(i, in.Base.Nodes())) })
	return a.Ranked(), a.Reached()
}

// products is where products and ratios are compared: to 12 significant digits.
var products stat.Grid

// merit is what recommendations are ranked by: gain × certainty × reach, with
// certainty 1 where it is not known.
func (r *Recommendation) merit() float64 {
	certainty := 1.0
	if r.Draws > 0 {
		certainty = r.Certainty
	}
	return products.Round(r.Gain * certainty * r.Reach)
}

func byMerit(a, b Recommendation) int {
	if a.Rule.Part() == ByLaw && b.Rule.Part() == ByLaw {
		return cmp.Compare(a.Rule.ID, b.Rule.ID) // not ranked
	}
	return cmp.Or(
		cmp.Compare(a.Rule.Part(), b.Rule.Part()),
		cmp.Compare(b.merit(), a.merit()),
		cmp.Compare(b.Reach, a.Reach),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
	)
}

// setPriority measures each merit against the greatest that is no duty: from a half it
// is high, from a fifth middle; a duty is high. A rule that asks for data is middle: nothing can be
// calculated from what is not known.
func setPriority(list []Recommendation) {
	top := 0.0
	for i := range list {
		if list[i].Rule.Duty == nil {
			top = max(top, list[i].merit())
		}
	}
	for i := range list {
		r := &list[i]
		switch {
		case r.Rule.Duty != nil:
			r.Priority = 3
		case r.Rule.Data:
			r.Priority = 2
		case r.merit() >= products.Round(top/2):
			r.Priority = 3
		case r.merit() >= products.Round(top/5):
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
	g, ok := r.own[partner]
	return g, ok
}

// A Learner is the partner that an exemplar is chosen for.
type Learner struct {
	Partner string
	Kind    survey.PartnerKind
	Score   float64 // overall
}

// Exemplar chooses whom a partner should look at: one of its own kind before
// others, among these the one closest in size, and where sizes are not known the
// one closest in overall score. It is never the partner itself, nor one whose
// share is no greater than its own or less than half of the best.
func (r *Recommendation) Exemplar(who Learner) (Exemplar, bool) {
	best, top, own, size := -1, 0.0, r.ownShare(who.Partner), r.Sizes[who.Partner]
	for i := range r.Exemplars {
		if l := &r.Exemplars[i]; l.Share {
			top = max(top, l.Level)
		}
	}
	for i := range r.Exemplars {
		l := &r.Exemplars[i]
		if l.Share && (l.Level <= own || l.Level < top/2) || best >= 0 && !closer(l, &r.Exemplars[best], who, size) || l.Partner == who.Partner {
			continue
		}
		best = i
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

// closer reports whether exemplar a is nearer to the learner, whose own size is known where
// it is above 0, than b. Sizes are compared by their ratio.
func closer(a, b *Exemplar, who Learner, own float64) bool {
	if (a.Kind == who.Kind) != (b.Kind == who.Kind) {
		return a.Kind == who.Kind
	}
	const clear = 1 + 1e-8 // then numbers, and their logarithms, are in the same order when they are rounded
	if own > 0 && a.Size > 0 && b.Size > 0 {
		if ra, rb := max(a.Size/own, own/a.Size), max(b.Size/own, own/b.Size); ra > rb*clear || rb > ra*clear {
			return ra < rb
		}
		da, db := math.Abs(math.Log(a.Size/own)), math.Abs(math.Log(b.Size/own))
		if da, db = products.Round(da), products.Round(db); da != db {
			return da < db
		}
	}
	da, db := math.Abs(a.Score-who.Score), math.Abs(b.Score-who.Score)
	if da > db*clear || db > da*clear {
		return da < db
	}
	return products.Round(da) < products.Round(db)
}
