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
		r.Lessons = s.byShare(t)
	} else {
		r.Lessons = s.byPractice(t)
	}
}

// byPractice takes each partner's best practice that meets the target.
func (s *setting) byPractice(t Target) []Lesson {
	c, ok := s.in.Questionnaire.Criterion(t.Criterion)
	if !ok {
		return nil
	}
	scores := s.practiceScores()
	best := map[string]Lesson{}
	rank := map[string]float64{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		a := p.Answer(t.Criterion)
		if s.compared[sub.Partner.ID] == nil || a.State != survey.Given || t.Missed(a, c.Kind, c.Evidence) {
			return
		}
		l := s.lesson(sub.Partner, p, a)
		merit := scores[unitKey{sub.Partner.ID, p.Place, p.ID}]
		old, had := best[sub.Partner.ID]
		if !had || better(t, l.Level, old.Level) || l.Level == old.Level && merit > rank[sub.Partner.ID] {
			best[sub.Partner.ID], rank[sub.Partner.ID] = l, merit
		}
	})
	return sorted(best, t)
}

func (s *setting) lesson(by survey.Partner, p *survey.Practice, a survey.Answer) Lesson {
	root, _ := s.in.Now.At(s.compared[by.ID], s.in.Now.Root())
	return Lesson{Partner: by.ID, Practice: p.ID, Title: p.Title, Level: a.Counts(), Score: root.Value, Size: s.sizes[by.ID], Kind: by.Kind, At: a.At}
}

func (s *setting) practiceScores() map[unitKey]float64 {
	out := map[unitKey]float64{}
	for _, u := range s.in.Now.Of(score.Practice) {
		if v, _ := s.in.Now.At(u, s.in.Now.Root()); v.Known {
			out[unitKey{u.Partner, u.Place, u.ID}] = v.Value
		}
	}
	return out
}

// byShare takes the partners whose known answers meet the target more often
// than all known answers together do.
func (s *setting) byShare(t Target) []Lesson {
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
	best := map[string]Lesson{}
	for id, n := range known {
		share := float64(met[id]) / float64(n)
		if n < enoughToTeach || share <= overall {
			continue
		}
		root, _ := s.in.Now.At(s.compared[id], s.in.Now.Root())
		best[id] = Lesson{Partner: id, Level: share, Share: true, Of: n, Score: root.Value, Size: s.sizes[id], Kind: kind[id]}
	}
	return sorted(best, t)
}

func better(t Target, a, b float64) bool {
	if t.AtMost != nil {
		return a < b
	}
	return a > b
}

// sorted puts the best lesson first, then the partner with the higher score.
func sorted(by map[string]Lesson, t Target) []Lesson {
	var out []Lesson
	for _, l := range by {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Lesson) int {
		level := cmp.Compare(b.Level, a.Level)
		if t.AtMost != nil {
			level = -level
		}
		return cmp.Or(level, cmp.Compare(b.Score, a.Score), cmp.Compare(a.Partner, b.Partner))
	})
	return out
}
