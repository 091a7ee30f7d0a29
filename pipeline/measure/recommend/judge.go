package recommend

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/points"
	"depository.example/depository/pipeline/survey/survey"
)

// setting is what all rules share: who is compared, the facts as published and
// in every draw.
type setting struct {
	roster
	in      Input
	answers map[string]AnswerFact
	before  map[string]NodeFact // of the earlier period
	facts   Facts
	on      stat.Grid          // where means and gains are compared
	among   []bool             // by unit of Base: compared
	nominal *score.Drawn       // the practices as they are, under no change; nil: no gain is told
	people  map[string]float64 // population by partner; nil: not known of every partner
	sizes   map[string]float64 // see Exemplar.Size
}

func newSetting(in Input) *setting {
	s := &setting{in: in, roster: rosterOf(in.Submissions, in.Now), on: in.Now.Scale.Grid()}
	s.kinds = kindsOf(in)
	s.answers = s.countAnswers(in.Questionnaire)
	if in.Before != nil {
		s.before = s.scores(in.Before)
		s.in.Before = nil // it is large
	}
	s.facts = s.factsOf(s.scores(in.Now))
	s.measure()
	if in.Base != nil {
		s.nominal = in.Base.Draw(nil)
		for _, u := range in.Base.Units(score.Partner) {
			s.among = append(s.among, s.compared[u.ID] != nil)
		}
	}
	return s
}

// CountAnswers counts by criterion the answers of all practices that do not
// stand apart, those of partners without an overall score among them.
func CountAnswers(q *survey.Questionnaire, subs []survey.Submission, now *score.Result) map[string]AnswerFact {
	r := rosterOf(subs, now)
	return r.countAnswers(q)
}

// roster says which partners and practices are in the comparison.
type roster struct {
	subs     []survey.Submission
	partners []*score.Unit                          // in the comparison, with an overall score
	compared map[string]*score.Unit                 // the same by id
	all      []*score.Unit                          // partners that do not stand apart, with a score or without
	counted  map[string]*score.Unit                 // the same by id
	apart    map[survey.PracticeKey]bool            // practices on territories that stand apart
	kinds    map[*survey.Practice]*survey.PointKind // of the records that have one; nil: all are asked alike
}

func rosterOf(subs []survey.Submission, now *score.Result) roster {
	r := roster{subs: subs, compared: map[string]*score.Unit{}, counted: map[string]*score.Unit{}, apart: map[survey.PracticeKey]bool{}}
	for _, u := range now.Of(score.Partner) {
		if u.Apart != "" {
			continue
		}
		r.all, r.counted[u.ID] = append(r.all, u), u
		if root, _ := now.At(u, now.Root()); root.Known {
			r.partners = append(r.partners, u)
			r.compared[u.ID] = u
		}
	}
	for _, u := range now.Of(score.Practice) {
		if u.Apart != "" {
			r.apart[u.Key()] = true
		}
	}
	return r
}

// kindsOf tells the kinds of records apart, where the method does.
func kindsOf(in Input) map[*survey.Practice]*survey.PointKind {
	if len(in.Questionnaire.Kinds) == 0 {
		return nil
	}
	out := map[*survey.Practice]*survey.PointKind{}
	for i := range in.Submissions {
		for j := range in.Submissions[i].Practices {
			p := &in.Submissions[i].Practices[j]
			if k := points.Kind(in.Questionnaire.Kinds, p.Title); k != nil {
				out[p] = k
			}
		}
	}
	return out
}

// asks reports whether a rule counts the answer of a practice: it was asked, and a
// record of its kind can be asked it.
func (r *roster) asks(p *survey.Practice, a survey.Answer) bool {
	return asked(a) && points.Asks(r.kinds[p], a.Criterion)
}

// eachPractice visits the practices that do not stand apart.
func (r *roster) eachPractice(visit func(*survey.Submission, *survey.Practice)) {
	for i := range r.subs {
		sub := &r.subs[i]
		if r.counted[sub.Partner.ID] == nil {
			continue
		}
		for j := range sub.Practices {
			if p := &sub.Practices[j]; !r.apart[sub.Key(p)] {
				visit(sub, p)
			}
		}
	}
}

func (r *roster) countAnswers(q *survey.Questionnaire) map[string]AnswerFact {
	kinds := map[string]*survey.Criterion{}
	for i := range q.Criteria {
		kinds[q.Criteria[i].ID] = &q.Criteria[i]
	}
	out := map[string]AnswerFact{}
	r.eachPractice(func(_ *survey.Submission, p *survey.Practice) {
		for _, a := range p.Answers {
			if points.Asks(r.kinds[p], a.Criterion) {
				out[a.Criterion] = count(out[a.Criterion], a, kinds[a.Criterion])
			}
		}
	})
	return out
}

func count(f AnswerFact, a survey.Answer, c *survey.Criterion) AnswerFact {
	switch a.State {
	case survey.Given:
		f.Given++
		if a.Choice != "" {
			if f.Choices == nil {
				f.Choices = map[string]int{}
			}
			f.Choices[a.Choice]++
		}
		if c != nil && c.Kind.Graded() && c.Counts(a) < a.Claims() {
			f.Unproved++
		}
	case survey.NotApplicable:
		f.NotApplicable++
	case survey.Blank, survey.Unreadable:
		f.Unknown++
	}
	return f
}

// factsOf gathers what a condition may ask, given the scores of the compared
// partners.
func (s *setting) factsOf(scores map[string]NodeFact) Facts {
	f := Facts{Partners: len(s.partners), Periods: 1, Nodes: scores, Answers: s.answers, On: s.on}
	if s.before != nil {
		f.Periods = 2
		for id, scores := range s.before {
			n := f.Nodes[id]
			n.Before = scores.Scores
			f.Nodes[id] = n
		}
	}
	return f
}

// factOf gathers the scores of the compared partners at a node, given those of all in the
// order of the units.
func (s *setting) factOf(scores []float64) (f NodeFact) {
	f.Scores = make([]float64, 0, len(scores))
	for u, v := range scores {
		if s.among[u] && !math.IsNaN(v) {
			f.Scores = append(f.Scores, v)
		}
	}
	slices.Sort(f.Scores)
	return f
}

// scores gathers the scores of the compared partners in a result.
func (s *setting) scores(r *score.Result) map[string]NodeFact {
	out := map[string]NodeFact{}
	for _, u := range r.Of(score.Partner) {
		if s.compared[u.ID] == nil {
			continue
		}
		for i, v := range u.Scores {
			if v.Known {
				f := out[r.Nodes[i].ID]
				f.Scores = append(f.Scores, v.Value)
				out[r.Nodes[i].ID] = f
			}
		}
	}
	for _, f := range out {
		slices.Sort(f.Scores)
	}
	return out
}

// mean returns the mean overall score of the compared partners.
func (s *setting) mean(r *score.Result) float64 {
	var values []float64
	for _, u := range r.Of(score.Partner) {
		if v, _ := r.At(u, r.Root()); v.Known && s.compared[u.ID] != nil {
			values = append(values, v.Value)
		}
	}
	return s.on.Round(stat.Mean(values))
}

// meanOf returns the mean of the compared partners' overall scores, given in the
// order of the units.
func (s *setting) meanOf(scores []float64) float64 {
	return s.on.Round(stat.Mean(s.factOf(scores).Scores))
}

// judge returns the recommendation of a rule as the scores are, and whether it
// fires.
func (s *setting) judge(rule *Rule) (*candidate, bool) {
	if len(s.partners) == 0 || !rule.When.Holds(s.facts) {
		return nil, false
	}
	c := &candidate{Recommendation: Recommendation{Rule: rule, Of: len(s.partners), Progress: s.progress(rule)}}
	r := &c.Recommendation
	s.gather(r)
	if len(r.Concerned) == 0 {
		return nil, false
	}
	if !rule.Data && s.nominal != nil {
		s.weigh(c)
		if r.Gain <= 0 {
			return nil, false
		}
	}
	r.own = make(map[string]PartnerGap, len(r.Gaps))
	for _, g := range r.Gaps {
		r.own[g.Partner] = g
	}
	r.Reach, r.ByPeople = s.reach(r.Concerned)
	r.Sizes = s.sizes
	s.teach(r)
	s.tell(r)
	return c, true
}

// gather finds the answers that fall short and the partners they belong to.
func (s *setting) gather(r *Recommendation) {
	gaps := map[string]*PartnerGap{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		for _, t := range r.Rule.Close {
			a := p.Answer(t.Criterion)
			if !s.asks(p, a) {
				continue
			}
			g := gaps[sub.Partner.ID]
			if g == nil {
				g = &PartnerGap{Partner: sub.Partner.ID}
				gaps[sub.Partner.ID] = g
			}
			if a.State == survey.Given {
				g.Known++
			}
			if s.short(r.Rule, t, a) {
				g.Short++
				e := Evidence{
					Partner: sub.Partner.ID, Practice: p.ID, Place: p.Place, Criterion: t.Criterion, State: a.State, Raw: a.Raw, At: a.At,
					Unproved: t.AtLeast != nil && a.State == survey.Given && a.Claims() >= *t.AtLeast,
				}
				if e.Unproved {
					r.Unproved++
				}
				r.Evidence = append(r.Evidence, e)
			}
		}
	})
	for _, u := range s.all {
		if g := gaps[u.ID]; g != nil && g.Short > 0 {
			r.Gaps = append(r.Gaps, *g)
			r.Concerned = append(r.Concerned, u.ID)
		}
	}
	slices.SortStableFunc(r.Evidence, func(a, b Evidence) int { return a.At.Compare(b.At) })
	s.sortConcerned(r)
}

func asked(a survey.Answer) bool {
	return a.State != survey.NotAsked && a.State != survey.NotApplicable
}

func (s *setting) short(rule *Rule, t Target, a survey.Answer) bool {
	if rule.Data {
		return a.State == survey.Blank || a.State == survey.Unreadable
	}
	c, ok := s.in.Questionnaire.Criterion(t.Criterion)
	return ok && t.missed(a, c)
}

// sortConcerned puts the partner with the lowest score at the rule's first
// criterion first.
func (s *setting) sortConcerned(r *Recommendation) {
	key := func(id string) float64 {
		v, _ := s.in.Now.At(s.counted[id], r.Rule.Close[0].Criterion)
		return v.Value
	}
	slices.SortStableFunc(r.Concerned, func(a, b string) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b))
	})
	slices.SortStableFunc(r.Gaps, func(a, b PartnerGap) int {
		return cmp.Or(cmp.Compare(key(a.Partner), key(b.Partner)), cmp.Compare(a.Partner, b.Partner))
	})
}

// weigh scores the compared partners again: at the target for the gain, with all of
// its own gap closed for each partner.
func (s *setting) weigh(c *candidate) {
	r := &c.Recommendation
	order := spread(r)
	r.Closed = s.needed(r, order)
	c.closed = s.closeGap(r.Rule, order[:r.Closed])
	reached := s.nominal.Overall(c.closed)
	full := reached
	if r.Closed < len(order) {
		full = s.nominal.Overall(s.closeGap(r.Rule, order))
	}
	var values []float64
	r.GainKnown = true
	gaps := map[string]*PartnerGap{}
	for k := range r.Gaps {
		gaps[r.Gaps[k].Partner] = &r.Gaps[k]
	}
	for i, u := range s.in.Base.Units(score.Partner) {
		if s.compared[u.ID] == nil || !reached[i].Known {
			continue
		}
		values = append(values, reached[i].Value)
		was, _ := s.in.Now.At(s.compared[u.ID], s.in.Now.Root())
		if reached[i].Level > was.Level {
			r.Raised++
		}
		if g := gaps[u.ID]; g != nil {
			g.Gain, g.Raised = s.on.Round(full[i].Value-was.Value), full[i].Level > was.Level
		}
	}
	r.Gain = s.on.Round(s.on.Round(stat.Mean(values)) - s.mean(s.in.Now))
}

// A gapKey is one answer that falls short.
type gapKey struct {
	survey.PracticeKey
	criterion string
}

// closeGap answers the given gaps as a rule's targets ask; what is blank stays blank.
// The inputs stay as they are.
func (s *setting) closeGap(rule *Rule, gaps []Evidence) *score.Amended {
	chosen := map[gapKey]bool{}
	for _, e := range gaps {
		chosen[gapKey{survey.PracticeKey{Partner: e.Partner, Place: e.Place, ID: e.Practice}, e.Criterion}] = true
	}
	return s.in.Base.Amend(rule.criteria(), func(sub *survey.Submission, p *survey.Practice, a survey.Answer) survey.Answer {
		key := sub.Key(p)
		if s.apart[key] || !chosen[gapKey{key, a.Criterion}] {
			return a
		}
		out := a
		for _, t := range rule.Close {
			if t.Criterion == a.Criterion && s.short(rule, t, a) {
				out = t.Meet(a)
			}
		}
		return out
	})
}
