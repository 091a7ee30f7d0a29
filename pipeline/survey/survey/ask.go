package survey

import (
	"slices"
	"strconv"
	"strings"
)

// An Ask is when a question is asked: where the terms of one of its lists all hold.
// A question without an Ask is always asked.
type Ask struct {
	Text string // as the method has it
	Any  [][]Term
}

// A Term compares an answer: «people.owner >= 1», «results.open == 'yes'». It is false
// of an answer that is not given.
type Term struct {
	Criterion string
	Op        string // == != < <= > >=
	Number    float64
	Word      string // of a closed question, in place of Number
}

// Holds reports whether the question is asked, by the answers to the others.
func (a *Ask) Holds(answer func(criterion string) Answer) bool {
	if a == nil {
		return true
	}
	return slices.ContainsFunc(a.Any, func(all []Term) bool {
		return !slices.ContainsFunc(all, func(t Term) bool { return !t.holds(answer(t.Criterion)) })
	})
}

func (t *Term) holds(a Answer) bool {
	if a.State != Given {
		return false
	}
	order := 0
	switch {
	case t.Word != "":
		order = strings.Compare(strings.ToLower(a.Choice), strings.ToLower(t.Word))
	case a.Number < t.Number:
		order = -1
	case a.Number > t.Number:
		order = 1
	}
	switch t.Op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// String is a term as the method writes it.
func (t Term) String() string {
	if t.Word != "" {
		return t.Criterion + " " + t.Op + " '" + t.Word + "'"
	}
	return t.Criterion + " " + t.Op + " " + strconv.FormatFloat(t.Number, 'f', -1, 64)
}

// SettleUnasked turns blanks to questions that are not asked of a practice, by its
// other answers, into answers of that kind of nothing: they count as the lowest, or
// leave the score where the method says so. It goes in the order of the questionnaire,
// so that who is not asked one question is not asked those that follow from it.
func (q *Questionnaire) SettleUnasked(p *Practice) {
	for i := range p.Answers {
		a := &p.Answers[i]
		k, known := q.Criterion(a.Criterion)
		if !known || k.Ask == nil || a.State != Blank || k.Ask.Holds(p.Answer) {
			continue
		}
		a.Unask(k)
	}
}

// Restore enters again what answers count as whose question does not arise, where nothing
// but that was kept of them.
func (q *Questionnaire) Restore(subs []Submission) {
	for i := range subs {
		for _, p := range subs[i].Practices {
			for k := range p.Answers {
				if c, ok := q.Criterion(p.Answers[k].Criterion); ok && p.Answers[k].State == Unasked {
					p.Answers[k].Unask(c)
				}
			}
		}
	}
}

// Unask makes of an answer that its question does not arise: it counts as the lowest,
// or leaves the score.
func (a *Answer) Unask(k *Criterion) {
	a.State, a.Dropped = Unasked, k.Drop
	if !k.Drop {
		a.Number, a.Choice = k.Lowest, k.LowestWord
	}
}
