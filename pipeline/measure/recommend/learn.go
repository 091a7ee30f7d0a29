package recommend

import (
	"cmp"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// teach finds who already has what is missing. Where a criterion has levels or
// numbers, one practice is the example; where it is yes or no, asked of many
// centres or hromadas, a hromada is, never an oblast. Below the floor of the method
// nobody is named.
func (s *setting) teach(r *Recommendation) {
	if r.Rule.Data {
		return
	}
	t := r.Rule.Close[0]
	if t.Answer != "" {
		r.Exemplars = s.byPlace(t, r.Progress)
	} else {
		r.Exemplars = s.byPractice(t)
	}
}

// byPractice takes each partner's best practice that meets the target.
func (s *setting) byPractice(t Target) []Exemplar {
	c, ok := s.in.Questionnaire.Criterion(t.Criterion)
	if !ok {
		return nil
	}
	scores := s.overall(score.Practice)
	best := map[string]Exemplar{}
	rank := map[string]float64{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		a := p.Answer(t.Criterion)
		if s.compared[sub.Partner.ID] == nil || a.State != survey.Given || t.missed(a, c) {
			return
		}
		l := s.exemplar(sub.Partner, p, a)
		reached := scores[sub.Key(p)]
		if least := s.in.Questionnaire.Floor.AtLeast; least > 0 && reached.Level < least {
			return
		}
		merit := reached.Value
		old, had := best[sub.Partner.ID]
		if !had || better(t, l.Level, old.Level) || l.Level == old.Level && merit > rank[sub.Partner.ID] {
			best[sub.Partner.ID], rank[sub.Partner.ID] = l, merit
		}
	})
	return sorted(best, t)
}

func (s *setting) exemplar(by survey.Partner, p *survey.Practice, a survey.Answer) Exemplar {
	root, _ := s.in.Now.At(s.compared[by.ID], s.in.Now.Root())
	return Exemplar{Partner: by.ID, Practice: p.ID, Title: p.Title, Level: a.Claims(), Score: root.Value, Size: s.sizes[by.ID], Kind: by.Kind, At: a.At}
}

// placeKey is the key of a place that a partner reports on.
func placeKey(partner, place string) survey.PracticeKey {
	return survey.PracticeKey{Partner: partner, Place: place}
}

// overall returns the overall scores of the units of a kind that have one.
func (s *setting) overall(kind score.UnitKind) map[survey.PracticeKey]score.Score {
	out := map[survey.PracticeKey]score.Score{}
	for _, u := range s.in.Now.Of(kind) {
		if v, _ := s.in.Now.At(u, s.in.Now.Root()); v.Known && u.Apart == "" {
			key := u.Key()
			if kind == score.Place {
				key = placeKey(u.Partner, u.Place)
			}
			out[key] = v
		}
	}
	return out
}

// byPlace takes of each partner the hromada whose known answers meet the target as often
// as the goal asks, and best: who has not reached it teaches nobody. It counts the same
// records as the rule.
func (s *setting) byPlace(t Target, p *Progress) []Exemplar {
	floor, least := 1.0, s.in.Questionnaire.Floor
	if p != nil && p.Measure == Share && p.Of == t.Criterion {
		floor = p.AtLeast
	}
	scores, records := s.overall(score.Place), s.records()
	best := map[string]Exemplar{}
	for key, l := range s.shares(t) {
		v, known := scores[key]
		if l.Level /= float64(l.Of); products.Round(l.Level) < floor || least.AtLeast > 0 && (!known || v.Level < least.AtLeast) || least.Units > 0 && records[key] < least.Units {
			continue
		}
		l.PlaceScore = v.Value
		if old, had := best[key.Partner]; !had || l.teaches(&old) {
			best[key.Partner] = l
		}
	}
	return sorted(best, t)
}

// teaches reports whether a place is the better example: by share, then by how much it
// rests on, then by its score.
func (l *Exemplar) teaches(o *Exemplar) bool {
	return cmp.Or(cmp.Compare(l.Level, o.Level), cmp.Compare(l.Of, o.Of), cmp.Compare(l.PlaceScore, o.PlaceScore), cmp.Compare(o.Place, l.Place)) > 0
}

// shares counts by place of the compared partners the known answers to a target's
// criterion, and in Level how many meet it.
func (s *setting) shares(t Target) map[survey.PracticeKey]Exemplar {
	out := map[survey.PracticeKey]Exemplar{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		a, unit := p.Answer(t.Criterion), s.compared[sub.Partner.ID]
		if p.Place == "" || unit == nil || a.State != survey.Given || !s.asks(p, a) {
			return
		}
		key := placeKey(sub.Partner.ID, p.Place)
		l, had := out[key]
		if !had {
			root, _ := s.in.Now.At(unit, s.in.Now.Root())
			l = Exemplar{Partner: sub.Partner.ID, Place: p.Place, Title: p.PlaceName, Share: true, Score: root.Value, Size: s.sizes[sub.Partner.ID], Kind: sub.Partner.Kind}
		}
		l.Of++
		if a.Choice == t.Answer {
			l.Level++
			if l.At.IsZero() {
				l.At = a.At
			}
		}
		out[key] = l
	})
	return out
}

// records counts what each partner reports of each place.
func (s *setting) records() map[survey.PracticeKey]int {
	out := map[survey.PracticeKey]int{}
	for _, u := range s.in.Now.Of(score.Place) {
		key := placeKey(u.Partner, u.Place)
		if _, told := out[key]; !told {
			out[key] = u.Rests[""]
		}
	}
	return out
}

func better(t Target, a, b float64) bool {
	if t.AtMost != nil {
		return a < b
	}
	return a > b
}

// sorted puts the best exemplar first, then the partner with the higher score.
func sorted(by map[string]Exemplar, t Target) []Exemplar {
	var out []Exemplar
	for _, l := range by {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Exemplar) int {
		level := cmp.Compare(b.Level, a.Level)
		if t.AtMost != nil {
			level = -level
		}
		return cmp.Or(level, cmp.Compare(b.Score, a.Score), cmp.Compare(a.Partner, b.Partner))
	})
	return out
}
