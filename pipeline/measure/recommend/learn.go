package recommend

import (
	"cmp"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// enoughToTeach is how many known answers a share must rest on before its
// partner is held up as an example.
const enoughToTeach = 5

// teach finds who already has what is missing. Where a criterion has levels or
// numbers, one practice is the example; where it is yes or no, asked of many
// centres or hromadas, the partner with the highest share is.
func (s *setting) teach(r *Recommendation) {
	if r.Rule.Data {
		return
	}
	t := r.Rule.Close[0]
	if t.Answer != "" {
		r.Exemplars = s.byShare(t, r.Progress)
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
	scores := s.practiceScores()
	best := map[string]Exemplar{}
	rank := map[string]float64{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		a := p.Answer(t.Criterion)
		if s.compared[sub.Partner.ID] == nil || a.State != survey.Given || t.Missed(a, c) {
			return
		}
		l := s.exemplar(sub.Partner, p, a)
		merit := scores[sub.Key(p)]
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

func (s *setting) practiceScores() map[survey.PracticeKey]float64 {
	out := map[survey.PracticeKey]float64{}
	for _, u := range s.in.Now.Of(score.Practice) {
		if v, _ := s.in.Now.At(u, s.in.Now.Root()); v.Known {
			out[u.Key()] = v.Value
		}
	}
	return out
}

// byShare takes the partners whose known answers meet the target more often than all
// known answers together do, and as often as the goal asks: who has not reached it
// teaches nobody.
func (s *setting) byShare(t Target, p *Progress) []Exemplar {
	met, known, kind := map[string]int{}, map[string]int{}, map[string]string{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		if a := p.Answer(t.Criterion); a.State == survey.Given && s.compared[sub.Partner.ID] != nil {
			known[sub.Partner.ID]++
			kind[sub.Partner.ID] = sub.Partner.Kind
			if a.Choice == t.Answer {
				met[sub.Partner.ID]++
			}
		}
	})
	overall := s.facts.Share(t.Criterion, t.Answer)
	floor := 0.0
	if p != nil && p.Measure == Share && p.Of == t.Criterion {
		floor = p.AtLeast
	}
	best := map[string]Exemplar{}
	for id, n := range known {
		share := float64(met[id]) / float64(n)
		if n < enoughToTeach || share <= overall || products.Round(share) < floor {
			continue
		}
		root, _ := s.in.Now.At(s.compared[id], s.in.Now.Root())
		best[id] = Exemplar{Partner: id, Level: share, Share: true, Of: n, Score: root.Value, Size: s.sizes[id], Kind: kind[id]}
	}
	return sorted(best, t)
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
