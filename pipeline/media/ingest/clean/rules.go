package clean

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// Rules about answers that cannot be true, alone or together. What contradicts
// itself is unreadable: nobody guesses which of two numbers was meant. Each rule
// has a code of its own, by which a partner is told what to do.

// Contradictions judges what the readers have understood. In a table also what the
// reader of cards has judged by itself, at its own cells: evidence, and the time
// of a practice.
func (r *Rules) Contradictions(subs []survey.Submission, problems *cell.Problems, table bool) {
	q := r.q
	for i := range subs {
		s := &subs[i]
		last := LastDay(s.Period)
		for j := range s.Practices {
			p := &s.Practices[j]
			if table && p.Started != "" {
				JudgeTime(problems, p, s.Period)
			}
			at := -1 // of the question of the answer before
			for k := range p.Answers {
				a := &p.Answers[k]
				if at = questionAt(q, a.Criterion, at+1); at >= 0 && a.State == survey.Given && (r.judged[at] || a.Beside != nil) {
					alone(problems, &q.Criteria[at], a, last, table)
				}
			}
			for _, k := range r.bounded {
				together(problems, q, p, k)
			}
		}
	}
}

// Rules are those of a questionnaire.
type Rules struct {
	q       *survey.Questionnaire
	judged  []bool              // by criterion: there is a rule about its answer alone
	bounded []*survey.Criterion // those of which the number cannot exceed another one
}

// NewRules returns the rules of a questionnaire.
func NewRules(q *survey.Questionnaire) *Rules {
	r := &Rules{q: q, judged: make([]bool, len(q.Criteria))}
	for i := range q.Criteria {
		k := &q.Criteria[i]
		if r.judged[i] = k.Evidence != nil || k.Kind.Measured() && k.High != nil; k.AtMost != "" {
			r.bounded = append(r.bounded, k)
		}
	}
	return r
}

// Alone reports whether no rule says anything of a reply to a criterion of a table,
// whatever else is answered.
func (r *Rules) Alone(criterion string, state survey.State, number float64) bool {
	at := questionAt(r.q, criterion, 0)
	if at < 0 || state != survey.Given {
		return true
	}
	k := &r.q.Criteria[at]
	return k.Evidence == nil && Impossible(k, number) == ""
}

// Bounds reports whether a number among the answers to a criterion cannot exceed another.
func (r *Rules) Bounds(criterion string) bool {
	return slices.ContainsFunc(r.bounded, func(k *survey.Criterion) bool { return k.ID == criterion })
}

// questionAt returns the place of a criterion in a questionnaire, most likely the
// next one; -1 it is none of it.
func questionAt(q *survey.Questionnaire, id string, likely int) int {
	for i := likely; i < len(q.Criteria); i++ {
		if q.Criteria[i].ID == id {
			return i
		}
	}
	return slices.IndexFunc(q.Criteria, func(k survey.Criterion) bool { return k.ID == id })
}

// alone judges one answer that is given.
func alone(problems *cell.Problems, k *survey.Criterion, a *survey.Answer, last time.Time, table bool) {
	if code := Impossible(k, a.Number); code != "" {
		a.State, a.Number = survey.Unreadable, 0
		problems.Add(cell.Error, code, a.At, a.Raw, "criterion", k.Name.In("uk"))
	}
	if table {
		JudgeEvidence(problems, k, a, last)
	}
}

// Impossible returns the code of the rule that a number breaks whatever else is
// answered: a share over 100 %, more users than people; "" none.
func Impossible(k *survey.Criterion, x float64) string {
	if !k.Kind.Measured() || k.High == nil || x <= *k.High {
		return ""
	}
	unit := strings.NewReplacer(" ", "", "\u00a0", "", ",", "").Replace(k.Unit.In("uk") + ";" + k.Unit.In("en"))
	switch {
	case *k.High == 100 && strings.Contains(unit, "%"):
		return "share-over-100"
	case *k.High == 1000 && strings.Contains(unit, "осібна1000"):
		return "users-above-population"
	}
	return ""
}

// together judges an answer beside the one that it cannot exceed.
func together(problems *cell.Problems, q *survey.Questionnaire, p *survey.Practice, k *survey.Criterion) {
	a, b := numberOf(p, k.ID), numberOf(p, k.AtMost)
	if a == nil || b == nil || a.Number <= b.Number {
		return
	}
	above := k.AtMost
	if other, known := q.Criterion(k.AtMost); known {
		above = other.Name.In("uk")
	}
	problems.Add(cell.Error, "above-other", a.At, a.Raw, "criterion", k.Name.In("uk"), "above", above, "other", b.At.String(), "first", b.Raw)
	a.State, b.State = survey.Unreadable, survey.Unreadable
	a.Number, b.Number = 0, 0
}

// numberOf returns the answer to a question, nil where it is not given.
func numberOf(p *survey.Practice, id string) *survey.Answer {
	for i := range p.Answers {
		if a := &p.Answers[i]; a.Criterion == id && a.State == survey.Given {
			return a
		}
	}
	return nil
}

// LastDay is the last day of a period; the zero time: its name does not tell.
func LastDay(name string) time.Time {
	if day, ok := period.Parse(name).LastDay(); ok {
		return day
	}
	return time.Time{}
}

// JudgeTime judges the time that a practice has run: «2021–2019» ends before it
// starts, and what starts after the period is no practice of the period. A year
// that cannot be meant is not used.
func JudgeTime(problems *cell.Problems, p *survey.Practice, name string) {
	at := cmp.Or(p.Where(p.Cells.Started), p.At)
	when, last := reply.When(p.Started), LastDay(name)
	switch {
	case when.To > 0 && when.To < when.From:
		problems.Add(cell.Warning, "end-before-start", at, p.Started, "criterion", p.Title, "other", at.String(), "first", strconv.Itoa(when.From))
		p.Started = ""
	case when.From > 0 && when.From < reply.EarliestYear:
		problems.Add(cell.Warning, "year-too-early", at, p.Started, "year", strconv.Itoa(when.From))
		p.Started = ""
	case !last.IsZero() && (when.From > last.Year() || when.Day.After(last)):
		problems.Add(cell.Warning, "start-after-period", at, p.Started, "period", name)
	}
}

// JudgeEvidence decides whether evidence supports a level, and tells of a level
// that nothing supports, and which part of its evidence is missing. An act dated
// after the last day of the period is no evidence, at whatever level it stands.
func JudgeEvidence(problems *cell.Problems, k *survey.Criterion, a *survey.Answer, last time.Time) {
	typed := a.Evidence()
	if typed == "" && k.Evidence == nil {
		a.Evident = false
		return
	}
	found := reply.ReadEvidence(typed)
	lack := found.Lack(last)
	a.Evident = lack == ""
	dated := lack == reply.FromLater || lack == reply.TooOld
	if k.Evidence == nil || a.State != survey.Given || a.Evident || !dated && a.Number < float64(k.Evidence.From) {
		return
	}
	code, args := "evidence-"+string(lack), []string{"from", strconv.Itoa(k.Evidence.From), "cap", strconv.Itoa(k.Evidence.Cap)}
	switch {
	case reply.SaysNone(typed):
		code = "evidence-missing"
	case dated:
		args = append(args, "day", found.Days[0].Format("02.01.2006"), "last", last.Format("02.01.2006"))
	}
	problems.Add(cell.Warning, code, cmp.Or(a.EvidenceAt(), a.At), typed, args...)
}
