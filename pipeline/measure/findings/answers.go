package findings

import (
	"cmp"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Replies are the findings about what was answered, and what was left blank.
type Replies struct{ f *Findings }

// Replies returns the findings about answers.
func (f *Findings) Replies() Replies { return Replies{f} }

// Given counts the known answers to a criterion among those asked and applicable,
// over all partners that do not stand apart.
func (r Replies) Given(criterion string) Count {
	a := r.f.tallies[criterion]
	return Count{Unit: Answers, About: criterion, N: a.Given, Of: a.Given + a.Unknown}
}

// Known counts the same over all scored criteria.
func (r Replies) Known() Count {
	out := Count{Unit: Answers}
	for _, n := range r.f.criteria {
		c := r.Given(n.ID)
		out.N += c.N
		out.Of += c.Of
	}
	return out
}

// Unproved counts the given answers to scored criteria that are levels capped for
// want of evidence.
func (r Replies) Unproved() Count {
	out := Count{Unit: Answers}
	for _, n := range r.f.criteria {
		a := r.f.tallies[n.ID]
		out.N += a.Unproved
		out.Of += a.Given
	}
	return out
}

// YesNo returns the tallies of the yes-or-no criteria of which anything is known,
// the highest share of "yes" first, equals in the file's order.
func (r Replies) YesNo() []Tally {
	var out []Tally
	for _, n := range r.f.criteria {
		a := r.f.tallies[n.ID]
		if a.Given > 0 && a.Choices["yes"]+a.Choices["no"] == a.Given {
			out = append(out, Tally{n.ID, a.Choices["yes"], a.Given, a.Unknown})
		}
	}
	slices.SortStableFunc(out, func(a, b Tally) int { return cmp.Compare(b.Share(), a.Share()) })
	return out
}

// TallyOf returns what one partner's practices answered to a yes-or-no criterion;
// false for a criterion of another kind, and where nothing was asked.
func (r Replies) TallyOf(partner, criterion string) (Tally, bool) {
	t := Tally{Criterion: criterion}
	if k, ok := r.f.evidence.Questionnaire.Criterion(criterion); !ok || !k.Kind.Truth() {
		return t, false
	}
	inside(r.f, partner, func(p *survey.Practice) {
		t = t.with(p.Answer(criterion))
	})
	return t, t.Asked() > 0
}

// Doubted counts the given answers that count as typed although they may have been
// meant otherwise.
func (r Replies) Doubted() Count {
	out := Count{Unit: Answers}
	for _, s := range r.f.evidence.Submissions {
		for i := range s.Practices {
			for _, a := range s.Practices[i].Answers {
				if a.State != survey.Given {
					continue
				}
				if out.Of++; a.Doubted {
					out.N++
					out.Cells = append(out.Cells, a.At)
				}
			}
		}
	}
	return out
}

// Empty counts the practices without a single given answer to a scored criterion.
func (r Replies) Empty() Count {
	scored := Branch{criteria: map[string]bool{}}
	for _, n := range r.f.criteria {
		scored.criteria[n.ID] = true
	}
	out := Count{Unit: Practices}
	for _, s := range r.f.evidence.Submissions {
		for i := range s.Practices {
			if out.Of++; !answered(&s.Practices[i], scored) {
				out.N++
				out.Cells = append(out.Cells, s.Practices[i].At)
			}
		}
	}
	return out
}

// RecordsOf counts the practices that a branch asks of, among all of the period.
func (r Replies) RecordsOf(b Branch) Count {
	out := Count{Unit: Practices, About: b.Node}
	for _, s := range r.f.evidence.Submissions {
		for i := range s.Practices {
			if out.Of++; asks(&s.Practices[i], b) {
				out.N++
			}
		}
	}
	return out
}

// Holdings counts a partner's practices that answered a branch among those that it
// asks of; what stands apart is left out.
func (r Replies) Holdings(partner string, b Branch) Count {
	out := Count{Unit: Practices, About: b.Node}
	inside(r.f, partner, func(p *survey.Practice) {
		if !asks(p, b) {
			return
		}
		if out.Of++; answered(p, b) {
			out.N++
		}
	})
	return out
}

// PlacesKnown counts the places that have a score at a node, among all that do not
// stand apart.
func (r Replies) PlacesKnown(node string) Count {
	out := Count{Unit: Places, About: node}
	for _, u := range r.f.Now.Of(score.Place) {
		if u.Apart != "" {
			continue
		}
		out.Of++
		if s, _ := r.f.Now.At(u, node); s.Known {
			out.N++
		}
	}
	return out
}

func answered(p *survey.Practice, b Branch) bool {
	return slices.ContainsFunc(p.Answers, func(a survey.Answer) bool { return b.Holds(a.Criterion) && a.State == survey.Given })
}

func asks(p *survey.Practice, b Branch) bool {
	return slices.ContainsFunc(p.Answers, func(a survey.Answer) bool { return b.Holds(a.Criterion) && a.State != survey.NotAsked })
}
