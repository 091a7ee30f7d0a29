package followed

import (
	"strings"
	"testing"
	"time"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/templates"
)

// printed is the chapter of two partners in two periods, as text.
func printed(t *testing.T, date time.Time, followed ...recommend.Followed) string {
	t.Helper()
	texts, err := templates.Wording("en")
	if err != nil {
		t.Fatal(err)
	}
	practice := func(id string, level float64, from survey.Adoption) survey.Practice {
		return survey.Practice{ID: id, Title: "Title of " + id, Adopted: from, Answers: []survey.Answer{{Criterion: "x", State: survey.Given, Number: level}}}
	}
	partner := func(id string, practices ...survey.Practice) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: id, Name: survey.Text{"en": strings.ToUpper(id)}}, Practices: practices}
	}
	m := &score.Model{Scale: score.Scale{Min: 0, Max: 100}, Root: &score.Node{ID: "all", Weight: 1, Default: true, Aggregate: aggregate.Method{By: aggregate.Arithmetic},
		Parts: []*score.Node{{ID: "x", Weight: 1, Leaf: &indicator.Leaf{Kind: survey.Level, Normalise: normalise.Method{By: normalise.Levels, Top: 5}}}}},
		Levels: []score.MaturityLevel{{Level: 0}, {Level: 4, From: 70}}}
	e := analysis.Evidence{Questionnaire: &survey.Questionnaire{Criteria: []survey.Criterion{{ID: "x", Kind: survey.Level}}}, Model: m, Submissions: []survey.Submission{
		partner("a", practice("a1", 4, survey.Adoption{}), practice("a2", 1, survey.Adoption{Raw: "a/a1"})),
		partner("b", practice("b1", 1, survey.Adoption{From: "a/a1", On: "2024-05-01", Act: "Decision 7"}), practice("b2", 1, survey.Adoption{From: "a/gone", On: "2026-01-01"})),
	}}
	a := analysis.Analyse(e)
	a.Followed = followed
	c := writing.New(writing.Input{Evidence: e, Analysis: a, Period: "2026-H1", Previous: "2025-H2", Date: date}, texts)
	c.Chapters = []string{ID}
	if !Has(c) {
		t.Fatal("there is nothing to tell")
	}
	if brief := Brief(c); brief != "" {
		c.Say(brief)
	}
	Chapter{c}.Write()
	var out strings.Builder
	if err := document.Print(&out, &document.Document{Lang: "en", Blocks: c.Blocks}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// Both sides of an adoption are told as they stand, an owner's own claim is none, and
// claims run up by year.
func TestAdoption(t *testing.T) {
	said := printed(t, time.Time{})
	for _, want := range []string{"2 adoptions are reported by the adopting hromadas themselves", "B: [uk: Title of b1] | 0 | A: [uk: Title of a1] | 4 | 1 May 2024, [uk: Decision 7]", "B: [uk: Title of b2] | 0 | [uk: a/gone] | – | 1 January 2026", "2024: 1, 2025: 1 and 2026: 2"} {
		if !strings.Contains(said, want) {
			t.Errorf("does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "Title of a2") {
		t.Error("an owner's own claim is told as evidence")
	}
}

// A recommendation is due so many months after the last day of its period, and overdue
// only while it is not reached.
func TestRegister(t *testing.T) {
	rule := func(id string, months int) *recommend.Rule {
		return &recommend.Rule{ID: id, Title: survey.Text{"en": "Do " + id}, Months: months, To: []recommend.Body{{Name: survey.Text{"en": "Ministry"}}}}
	}
	then := &recommend.Progress{Goal: recommend.Goal{Measure: recommend.Share, AtLeast: 0.5}, Now: 0.25, Known: 8}
	said := printed(t, time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC),
		recommend.Followed{Rule: rule("R1", 6), Number: 1, Then: then, Now: 0.3, Known: true, Standing: recommend.Nearer},
		recommend.Followed{Rule: rule("R2", 2), Number: 2, Then: then, Now: 0.6, Known: true, Standing: recommend.Done},
		recommend.Followed{Rule: rule("R3", 12), Number: 3, Then: then, Standing: recommend.Unknown})
	for _, want := range []string{
		"Of 3 earlier recommendations 1 is done, with evidence, and 1 is closer to the target (chapter 1).",
		"The previous period had 3 recommendations. Done, with evidence: 1;",
		"Do R1 | Ministry | 30 June 2026 | 25% | 30% | 50% | closer to the target; overdue",
		"Do R2 | Ministry | 28 February 2026 | 25% | 60% | 50% | done, with evidence |",
		"Do R3 | Ministry | 31 December 2026 | 25% | – | 50% | not known |",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("does not say %q:\n%s", want, said)
		}
	}
}
