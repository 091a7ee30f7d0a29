// Package grade says how well what a partner answers is borne out, by rule. It
// believes that a claim, a claim with a document, and a claim that somebody has looked
// at are three different things, that what has been looked at grows old, and that a
// score is told with the part of it that each of these bears.
package grade

import (
	"time"

	"depository.example/depository/pipeline/survey/survey"
)

// A Grade is how well an answer is borne out.
type Grade uint8

// The grades of evidence.
const (
	Claimed   Grade = iota // it is said
	Named                  // a document or address is named that can be looked up
	Found                  // a reviewer has opened it and found what it bears out
	Confirmed              // two reviewers agree, or a register says it
	Repeated               // others have repeated the practice and report a result
)

// Highest is the highest grade.
const Highest = Repeated

// fresh is how many months a review, or what a register says, bears out an answer.
const fresh = 24

// Circumstances are what decides the grades of a practice's answers besides the
// answers themselves.
type Circumstances struct {
	Published time.Time // when the grades are published
	AsOf      time.Time // of reviews without a date: the last day of the period
	Register  time.Time // the day of the register that the answers were taken from (RegisterDay); zero: from no register
	Repeated  bool      // somebody else names the practice as adopted and reports a result
}

// RegisterDay returns the last day that the registers tell of from which a submission
// was taken: of several the oldest; of one that names a month or a year its last day.
// The zero time where any of its sources is no register.
func RegisterDay(s *survey.Submission) time.Time {
	var out time.Time
	for _, from := range s.SourceOf() {
		day := from.LastDay()
		if from.Kind != survey.FromRegister || day.IsZero() {
			return time.Time{}
		}
		if out.IsZero() || day.Before(out) {
			out = day
		}
	}
	return out
}

// Of returns the grade of an answer. It falls to Named where reviewers disagree, and
// where fresh months or more lie between the review, or the day of the register, and
// publication. A repetition counts only for an answer that names its evidence and on
// which reviewers do not disagree. An answer that was not given is Claimed: it has no
// weight in a score.
func Of(a *survey.Answer, c Circumstances) Grade {
	g, found := Claimed, a.Verified()
	if a.Evident {
		g = Named
	}
	switch {
	case a.State != survey.Given || found.Apart:
		return min(g, Named)
	case found.Reviewers > 0 && !c.old(reviewed(found, c.AsOf)):
		g = Found
		if found.Reviewers > 1 {
			g = Confirmed
		}
	case found.Reviewers > 0:
		g = Named
	}
	if !c.Register.IsZero() {
		g = max(g, Named)
		if !c.old(c.Register) {
			g = max(g, Confirmed)
		}
	}
	if c.Repeated && g >= Named {
		return Repeated
	}
	return g
}

// reviewed returns the day of the latest review.
func reviewed(found survey.Verdict, otherwise time.Time) time.Time {
	if day, err := time.Parse(time.DateOnly, found.On); err == nil {
		return day
	}
	return otherwise
}

// old reports whether fresh months or more lie between a day and publication.
func (c Circumstances) old(day time.Time) bool {
	return !c.Published.Before(day.AddDate(0, fresh, 0))
}
