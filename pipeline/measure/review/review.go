// Package review puts what reviewers found beside what partners claim. It
// believes that a level is a claim until somebody has looked at the evidence,
// that both stay, and that several reviewers who do not agree say more about the
// criterion than about the practice.
package review

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// Reliable is the agreement (Krippendorff's alpha, ordinal) below which no more
// than tentative conclusions can be drawn: Krippendorff, Content Analysis, 3rd
// edition, Sage, 2013, p. 325.
const Reliable = 0.667

// A Key names one answer of the period.
type Key struct {
	survey.PracticeKey
	Criterion string
}

// A Mark is one reviewer's finding on one answer.
type Mark struct {
	Key
	Reviewer string  // how the reviewer is called
	Claimed  float64 // the level that the reviewer saw
	Level    float64 // the level that the evidence bears out
	Reason   string
	On       string // day of the review, ISO 8601; "" not given
	At       cell.Ref
}

// A Summary says how much of what is claimed has been looked at.
type Summary struct {
	Claims                     int // levels claimed
	Verified                   int // of these looked at by one reviewer or more
	Confirmed, Lowered, Raised int // of the verified
	Agreement                  []Agreement
}

// Agreement is how far reviewers of one criterion agree.
type Agreement struct {
	Criterion string
	Answers   int     // with marks of two reviewers or more
	Alpha     float64 // Krippendorff's, ordinal; NaN where all marks are alike
}

// Share is the part of the claims that was verified, 0 to 1; 0 without claims.
func (s Summary) Share() float64 {
	if s.Claims == 0 {
		return 0
	}
	return float64(s.Verified) / float64(s.Claims)
}

// Doubtful lists the criteria on which reviewers do not agree well enough.
func (s Summary) Doubtful() []Agreement {
	return slices.DeleteFunc(slices.Clone(s.Agreement), func(a Agreement) bool { return !(a.Alpha < Reliable) })
}

// Apply enters the marks into a copy of the submissions, of which what no mark changes is
// that of the submissions: the consensus of several
// reviewers is the highest level that more than half of them bear out. A mark on an answer that is not there,
// a second one of the same reviewer, and one on a level that the partner no
// longer claims are problems and do not count.
func Apply(q *survey.Questionnaire, subs []survey.Submission, marks []Mark) ([]survey.Submission, Summary, cell.Problems) {
	a := applier{marks: map[Key][]Mark{}, seen: map[Key]bool{}, levels: map[string]bool{}}
	for _, c := range q.Criteria {
		a.levels[c.ID] = c.Kind.Graded()
	}
	for _, m := range marks {
		a.add(m)
	}
	if len(a.marks) > 0 {
		subs = slices.Clone(subs)
		for i := range subs {
			subs[i].Practices = slices.Clone(subs[i].Practices)
			for j := range subs[i].Practices {
				a.practice(&subs[i], &subs[i].Practices[j])
			}
		}
	}
	a.strangers()
	return subs, Summarise(q, subs), a.problems.Sorted()
}

// An applier matches marks with answers.
type applier struct {
	marks    map[Key][]Mark
	seen     map[Key]bool
	levels   map[string]bool // criteria that are answered by a level
	problems cell.Problems
}

func (a *applier) add(m Mark) {
	if i := slices.IndexFunc(a.marks[m.Key], func(o Mark) bool { return o.Reviewer == m.Reviewer }); i >= 0 {
		a.problems.Add(cell.Error, "review-twice", m.At, "", "first", a.marks[m.Key][i].At.String())
		return
	}
	a.marks[m.Key] = append(a.marks[m.Key], m)
}

func (a *applier) practice(s *survey.Submission, p *survey.Practice) {
	own := false
	for i := range p.Answers {
		ans := &p.Answers[i]
		key := Key{s.Key(p), ans.Criterion}
		marks := a.marks[key]
		if !a.levels[ans.Criterion] {
			continue
		}
		a.seen[key] = true
		if ans.State != survey.Given {
			a.stale(marks, ans)
			continue
		}
		if valid := a.current(marks, ans); len(valid) > 0 {
			if !own {
				p.Answers, own = slices.Clone(p.Answers), true
			}
			judge(&p.Answers[i], valid)
		}
	}
}

// stale notes marks on an answer that holds no level any more.
func (a *applier) stale(marks []Mark, ans *survey.Answer) {
	for _, m := range marks {
		a.problems.Add(cell.Warning, "review-changed", m.At, number(m.Claimed), "now", ans.State.String())
	}
}

// current keeps the marks on what the partner still claims.
func (a *applier) current(marks []Mark, ans *survey.Answer) []Mark {
	var out []Mark
	for _, m := range marks {
		if m.Claimed != ans.Number {
			a.problems.Add(cell.Warning, "review-changed", m.At, number(m.Claimed), "now", number(ans.Number))
			continue
		}
		out = append(out, m)
	}
	return out
}

// judge enters the consensus.
func judge(ans *survey.Answer, marks []Mark) {
	slices.SortFunc(marks, func(x, y Mark) int { return strings.Compare(x.Reviewer, y.Reviewer) })
	var levels []float64
	var by, reasons []string
	on := ""
	for _, m := range marks {
		levels, by, on = append(levels, m.Level), append(by, m.Reviewer), max(on, m.On)
		if m.Reason != "" && !slices.Contains(reasons, m.Reason) {
			reasons = append(reasons, m.Reason)
		}
	}
	v := &survey.Verdict{Reviewers: len(marks), By: strings.Join(by, "; "), Level: Consensus(levels), Levels: levels, Apart: slices.Min(levels) < slices.Max(levels), On: on, Reason: strings.Join(reasons, "; "), At: marks[0].At}
	ans.Verdict = v
}

// Consensus returns the median of the levels, of an even number the lower of the
// two in the middle: the highest level that more than half of the reviewers bear
// out (the majority-grade of Balinski and Laraki, A Theory of Measuring,
// Electing, and Ranking, PNAS 104(21), 2007, pp. 8720–8725). So it is always a
// level of the rubric: of two reviewers who differ, the lower.
func Consensus(levels []float64) float64 {
	sorted := slices.Sorted(slices.Values(levels))
	return sorted[(len(sorted)-1)/2]
}

// strangers notes marks on answers that nobody gave.
func (a *applier) strangers() {
	for key, marks := range a.marks {
		if !a.seen[key] {
			for _, m := range marks {
				a.problems.Add(cell.Error, "review-unknown", m.At, "", "practice", key.ID, "criterion", key.Criterion, "partner", key.Partner)
			}
		}
	}
}

// Summarise counts what reviewers found on the levels that submissions claim.
func Summarise(q *survey.Questionnaire, subs []survey.Submission) (sum Summary) {
	rated := map[string][][]float64{} // by criterion: the levels given to each answer
	for i := range subs {
		for _, p := range subs[i].Practices {
			for k := range p.Answers {
				a := &p.Answers[k]
				if c, ok := q.Criterion(a.Criterion); !ok || !c.Kind.Graded() || a.State != survey.Given {
					continue
				}
				sum.Claims++
				if v := a.Verified(); v.Reviewers > 0 {
					sum.judged(v.Level - a.Number)
					rated[a.Criterion] = append(rated[a.Criterion], v.Levels)
				}
			}
		}
	}
	sum.agree(rated)
	return sum
}

// judged counts a claim that was looked at, by how far what was found lies above it.
func (s *Summary) judged(above float64) {
	s.Verified++
	switch {
	case above == 0:
		s.Confirmed++
	case above < 0:
		s.Lowered++
	default:
		s.Raised++
	}
}

// agree enters how far reviewers agree, by criterion.
func (s *Summary) agree(byCriterion map[string][][]float64) {
	for criterion, rated := range byCriterion {
		several := 0
		for _, levels := range rated {
			if len(levels) > 1 {
				several++
			}
		}
		if several > 0 {
			s.Agreement = append(s.Agreement, Agreement{criterion, several, stat.OrdinalAlpha(rated)})
		}
	}
	slices.SortFunc(s.Agreement, func(x, y Agreement) int {
		return cmp.Or(cmp.Compare(lowFirst(x.Alpha), lowFirst(y.Alpha)), strings.Compare(x.Criterion, y.Criterion))
	})
}

// lowFirst puts what is not known behind all that is.
func lowFirst(alpha float64) float64 {
	if math.IsNaN(alpha) {
		return 2
	}
	return alpha
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
