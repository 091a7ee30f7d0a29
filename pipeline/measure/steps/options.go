package steps

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/survey/survey"
)

// stepsOf returns the steps that raise an answer, the dearest first.
func stepsOf(k *survey.Criterion, a *survey.Answer, leaf *indicator.Leaf) (out []Step) {
	effort := cmp.Or(k.Effort, 1)
	open := a.State != survey.Given && a.State != survey.Unasked
	if k.Kind.Graded() {
		out = levelSteps(k, a, open, effort)
	} else {
		out = choiceSteps(k, a, leaf, open, effort)
	}
	slices.SortStableFunc(out, func(a, b Step) int { return cmp.Compare(b.Cost, a.Cost) })
	return out
}

// levelSteps are those of a rubric. An answer that lacks its evidence has a step of its
// own, to bring that.
func levelSteps(k *survey.Criterion, a *survey.Answer, open bool, effort float64) (out []Step) {
	lowest, claimed, bring := k.Levels[0].Level, int(math.Round(a.Claims())), 0.0
	if _, capped := k.Evidence.Counts(float64(claimed), a.Proved()); capped && !open {
		bring = 1
		out = append(out, Step{Criterion: k.ID, Level: claimed, Proof: true, Cost: effort})
	}
	for _, l := range k.Levels {
		from, to := float64(claimed), float64(l.Level)
		if open {
			from = float64(lowest - 1)
		} else if l.Level == claimed {
			continue
		}
		out = append(out, Step{Criterion: k.ID, Level: l.Level, Cost: effort * (math.Abs(to-from) + bring)})
	}
	return out
}

// choiceSteps are those of a closed question: as many as there are better answers up to
// it with other points.
func choiceSteps(k *survey.Criterion, a *survey.Answer, leaf *indicator.Leaf, open bool, effort float64) (out []Step) {
	var ladder []float64
	for _, points := range leaf.Points {
		ladder = append(ladder, points)
	}
	slices.Sort(ladder)
	ladder = slices.Compact(ladder)
	now := -1
	if !open {
		now, _ = slices.BinarySearch(ladder, leaf.Points[a.Choice])
	}
	for _, o := range k.Options() {
		if at, _ := slices.BinarySearch(ladder, leaf.Points[o.ID]); at != now {
			out = append(out, Step{Criterion: k.ID, Choice: o.ID, Cost: effort * math.Abs(float64(at-now))})
		}
	}
	return out
}
