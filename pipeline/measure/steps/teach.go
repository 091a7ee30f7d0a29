package steps

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Shown are practices that may be named to learn from.
type Shown struct {
	list []taught
}

// A taught is one of them.
type taught struct {
	partner  survey.Partner
	practice *survey.Practice
	score    float64
}

// Show takes the practices of submissions that reach a level of maturity, in the order
// of their scores; what stands apart is not among them.
func Show(m *score.Model, subs []survey.Submission, atLeast int) *Shown {
	out := &Shown{}
	if len(subs) == 0 {
		return out
	}
	r := m.Practices(subs, nil)
	at := map[survey.PracticeKey]score.Score{}
	for _, u := range r.Of(score.Practice) {
		s, _ := r.At(u, r.Root())
		at[u.Key()] = s
	}
	for i := range subs {
		for j := range subs[i].Practices {
			p := &subs[i].Practices[j]
			s, known := at[survey.Entry{In: &subs[i], Practice: p}.Key()]
			if known && s.Known && s.Level >= atLeast {
				out.list = append(out.list, taught{subs[i].Partner, p, s.Value})
			}
		}
	}
	return out
}

// Teacher finds whom to learn a step from: a practice of another partner that has done
// it, of the same theme before others, of the highest score before lower ones.
func (s *Shown) Teacher(q *survey.Questionnaire, learner, theme string, step Step) (survey.Partner, *survey.Practice, bool) {
	var best *taught
	k, _ := q.Criterion(step.Criterion)
	for i := range s.list {
		t := &s.list[i]
		a := t.practice.Answer(step.Criterion)
		if t.partner.ID == learner || a.State != survey.Given || step.Choice != "" && a.Choice != step.Choice || k.Kind.Graded() && k.Counts(a) < float64(step.Level) {
			continue
		}
		near := func(t *taught) bool { return t.practice.Theme == theme }
		if best == nil || near(t) && !near(best) || near(t) == near(best) && t.score > best.score {
			best = t
		}
	}
	if best == nil {
		return survey.Partner{}, nil, false
	}
	return best.partner, best.practice, true
}
