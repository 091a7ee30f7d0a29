package compare

import (
	"cmp"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Change is what became of one partner's overall score, and why. Answers,
// Units and Method add up to Delta when Split.
type Change struct {
	Partner string // id
	Name    string
	Before  float64
	After   float64
	Delta   float64
	Split   bool
	Answers float64 // practices that were there before were answered otherwise
	Units   float64 // practices joined or left
	Method  float64 // the questions, weights or rules are others
	Range   *Range  // 90 % of draws of the difference; nil: not known
	Clear   bool    // the difference lies outside the uncertainty
	Joined  []string
	Left    []string
	Answer  []AnswerChange // of practices in both periods, in the order of the submission
}

// An AnswerChange is one criterion of one practice, answered otherwise.
type AnswerChange struct {
	Practice, Criterion string
	From, To            survey.Answer
}

// explainChanges compares the partners of both periods. The reasons follow from
// three scorings under the present method: the earlier answers; the present
// practices with their earlier answers where they had any; the present answers.
// The first against what was published then is the method's part, the second
// against the first the practices', the third against the second the answers'.
func (c *Comparison) explainChanges(in Input) {
	root := in.Before.Root()
	before := partnersByID(in.Before)
	now, then := byPartner(in.Submissions), byPartner(in.Earlier)
	moved := moveBack(in.Submissions, then)
	old, mid := rootsOf(rescore(in.Prepare, in.Earlier)), rootsOf(rescore(in.Prepare, moved))
	seen := map[string]bool{}
	for _, s := range c.Standings {
		id := s.Unit.ID
		u, was := before[id]
		seen[id] = true
		if !was {
			c.Joined = append(c.Joined, id)
			continue
		}
		b, _ := in.Before.At(u, root)
		if !s.Score.Known || !b.Known || u.Apart != "" {
			continue
		}
		ch := Change{Partner: id, Name: s.Unit.Name, Before: b.Value, After: s.Score.Value, Delta: c.on.Round(s.Score.Value - b.Value)}
		if d, ok := in.Study.Change(in.StudyBefore, id); ok {
			ch.Range = rangeOf(d)
		}
		ch.Clear = ch.Range != nil && (ch.Range.Low > 0 || ch.Range.High < 0)
		ch.split(old[id], mid[id], c.on)
		ch.list(then[id], now[id])
		c.Changes = append(c.Changes, ch)
	}
	for _, u := range in.Before.Of(score.Partner) {
		if !seen[u.ID] && u.Apart == "" && c.Standing(u.ID) == nil {
			c.Left = append(c.Left, u.ID)
		}
	}
	slices.SortStableFunc(c.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.Delta, a.Delta), cmp.Compare(a.Partner, b.Partner))
	})
	c.MeanDelta = c.on.Round(stat.Mean(deltas(c.Changes)))
}

func deltas(changes []Change) []float64 {
	var out []float64
	for _, ch := range changes {
		out = append(out, ch.Delta)
	}
	return out
}

func rescore(prepare func([]survey.Submission) *score.Prepared, subs []survey.Submission) *score.Result {
	if prepare == nil || len(subs) == 0 {
		return nil
	}
	return prepare(subs).Score(nil)
}

func partnersByID(r *score.Result) map[string]*score.Unit {
	out := map[string]*score.Unit{}
	for _, u := range r.Of(score.Partner) {
		out[u.ID] = u
	}
	return out
}

// rootsOf returns the partners' overall scores in a result, by id; none where r is nil.
func rootsOf(r *score.Result) map[string]score.Score {
	out := map[string]score.Score{}
	if r != nil {
		for id, u := range partnersByID(r) {
			out[id], _ = r.At(u, r.Root())
		}
	}
	return out
}

func (ch *Change) split(old, mid score.Score, on stat.Grid) {
	if !old.Known || !mid.Known {
		return
	}
	ch.Split = true
	ch.Method = on.Round(old.Value - ch.Before)
	ch.Units = on.Round(mid.Value - old.Value)
	ch.Answers = on.Round(ch.After - mid.Value)
}

// list names the practices that came and went and the answers that differ.
func (ch *Change) list(before, now *survey.Submission) {
	if before == nil || now == nil {
		return
	}
	was := practices(before)
	for i := range now.Practices {
		p := &now.Practices[i]
		old, ok := was[before.Key(p)]
		if !ok {
			ch.Joined = append(ch.Joined, p.ID)
			continue
		}
		delete(was, before.Key(p))
		for _, a := range p.Answers {
			if b := old.Answer(a.Criterion); differ(a, b) {
				ch.Answer = append(ch.Answer, AnswerChange{p.ID, a.Criterion, b, a})
			}
		}
	}
	for i := range before.Practices {
		if _, left := was[before.Key(&before.Practices[i])]; left {
			ch.Left = append(ch.Left, before.Practices[i].ID)
		}
	}
}

func differ(a, b survey.Answer) bool {
	return a.State != b.State || a.Number != b.Number || a.Claims() != b.Claims() || a.Choice != b.Choice || a.Evident != b.Evident
}

func practices(s *survey.Submission) map[survey.PracticeKey]*survey.Practice {
	out := map[survey.PracticeKey]*survey.Practice{}
	for i := range s.Practices {
		out[s.Key(&s.Practices[i])] = &s.Practices[i]
	}
	return out
}

// byPartner finds the first submission of each partner.
func byPartner(subs []survey.Submission) map[string]*survey.Submission {
	out := make(map[string]*survey.Submission, len(subs))
	for i := range subs {
		if id := subs[i].Partner.ID; out[id] == nil {
			out[id] = &subs[i]
		}
	}
	return out
}

// moveBack returns the present submissions with the earlier answers wherever a
// practice had any; the inputs stay as they are.
func moveBack(now []survey.Submission, before map[string]*survey.Submission) []survey.Submission {
	out := slices.Clone(now)
	for i := range out {
		old := before[out[i].Partner.ID]
		if old == nil {
			continue
		}
		was := practices(old)
		out[i].Practices = slices.Clone(out[i].Practices)
		for j := range out[i].Practices {
			if p, ok := was[old.Key(&out[i].Practices[j])]; ok {
				out[i].Practices[j].Answers = p.Answers
			}
		}
	}
	return out
}
