package review

import (
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

var questions = &survey.Questionnaire{Criteria: []survey.Criterion{
	{ID: "basis", Kind: survey.Level}, {ID: "rules", Kind: survey.Level}, {ID: "users", Kind: survey.Number},
}}

func submissions() []survey.Submission {
	level := func(id string, x float64) survey.Answer {
		return survey.Answer{Criterion: id, State: survey.Given, Number: x}
	}
	return []survey.Submission{{Partner: survey.Partner{ID: "a"}, Practices: []survey.Practice{
		{ID: "1", Place: "UA1", Answers: []survey.Answer{level("basis", 4), level("rules", 2), level("users", 70)}},
		{ID: "2", Answers: []survey.Answer{level("basis", 1), {Criterion: "rules", State: survey.Blank}}},
		{ID: "3", Answers: []survey.Answer{level("basis", 3)}},
	}}}
}

func mark(who, place, practice, criterion string, claimed, level float64, reason string) Mark {
	return Mark{Key{survey.PracticeKey{Partner: "a", Place: place, ID: practice}, criterion}, who, claimed, level, reason, "", cell.Ref{File: who + ".xlsx", Row: int(level) + 1}}
}

func TestApplyKeepsBothLevels(t *testing.T) {
	subs := submissions()
	out, sum, problems := Apply(questions, subs, []Mark{
		mark("C", "UA1", "1", "basis", 4, 1, "no act"), mark("A", "UA1", "1", "basis", 4, 2, "draft only"), mark("B", "UA1", "1", "basis", 4, 4, ""),
		mark("A", "", "2", "basis", 1, 1, ""), mark("B", "", "2", "basis", 1, 1, ""),
		mark("A", "", "3", "basis", 3, 2, "x"), mark("B", "", "3", "basis", 3, 3, ""),
	})
	a := out[0].Practices[0].Answers[0]
	if a.Number != 4 || a.Verdict.Level != 2 || a.Verdict.Reviewers != 3 || a.Verdict.Reason != "draft only; no act" || a.Verdict.At.File != "A.xlsx" {
		t.Errorf("three reviewers: %+v", a)
	}
	if !a.Verdict.Apart || out[0].Practices[1].Answers[0].Verdict.Apart {
		t.Error("the three found different levels, the two of practice 2 the same")
	}
	if v := out[0].Practices[2].Answers[0].Verdict.Level; v != 2 {
		t.Errorf("one of two bears 3 out, which is no majority: %v", v)
	}
	if out[0].Practices[0].Answers[1].Verdict != nil || subs[0].Practices[0].Answers[0].Verdict != nil {
		t.Error("nobody looked at this; what was handed over stays as it is")
	}
	if sum.Claims != 4 || sum.Verified != 3 || sum.Confirmed != 1 || sum.Lowered != 2 || sum.Share() != 0.75 || len(problems) > 0 {
		t.Errorf("%+v %v", sum, problems)
	}
	if len(sum.Agreement) != 1 || sum.Agreement[0].Answers != 3 || !(sum.Agreement[0].Alpha < Reliable) || len(sum.Doubtful()) != 1 {
		t.Errorf("%+v", sum.Agreement)
	}
}

func TestConsensusIsALevelOfTheMajority(t *testing.T) {
	for _, c := range []struct {
		levels []float64
		want   float64
	}{{[]float64{4}, 4}, {[]float64{5, 0}, 0}, {[]float64{3, 1, 2}, 2}, {[]float64{4, 1, 3, 2}, 2}, {[]float64{0, 5, 5, 5}, 5}, {[]float64{1, 1, 4, 5, 5}, 4}} {
		if got := Consensus(c.levels); got != c.want {
			t.Errorf("%v: %v, want %v", c.levels, got, c.want)
		}
	}
}

func TestMarksThatDoNotCount(t *testing.T) {
	out, sum, problems := Apply(questions, submissions(), []Mark{
		mark("A", "UA1", "1", "basis", 3, 2, "x"),                                              // 4 is claimed now
		mark("A", "", "2", "rules", 3, 2, "x"),                                                 // nothing is claimed now
		mark("A", "", "1", "basis", 4, 2, "x"),                                                 // another place
		mark("A", "UA1", "1", "users", 70, 2, "x"),                                             // no level
		mark("A", "", "3", "basis", 3, 3, ""), mark("A", "", "3", "basis", 3, 1, "second try"), // twice
	})
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	slices.Sort(codes)
	if want := []string{"review-changed", "review-changed", "review-twice", "review-unknown", "review-unknown"}; !slices.Equal(codes, want) {
		t.Errorf("%q", codes)
	}
	if sum.Verified != 1 || out[0].Practices[2].Answers[0].Verdict.Level != 3 {
		t.Errorf("%+v", sum)
	}
}

func TestNothingToAgreeOn(t *testing.T) {
	_, sum, _ := Apply(questions, submissions(), []Mark{mark("A", "", "3", "basis", 3, 3, ""), mark("B", "", "3", "basis", 3, 3, "")})
	if len(sum.Agreement) != 1 || !math.IsNaN(sum.Agreement[0].Alpha) || len(sum.Doubtful()) != 0 {
		t.Errorf("%+v", sum.Agreement)
	}
	if (Summary{}).Share() != 0 {
		t.Error("no claims, no share")
	}
}
