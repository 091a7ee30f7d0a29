package pipeline

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/survey/survey"
)

// reviewed is the sample with one practice of which a reviewer has found the evidence of
// every answer that has any, and no other review.
func reviewed(t testing.TB) (r *analysedRun, of survey.PracticeKey, answers int) {
	t.Helper()
	r = sample(t)
	for i := range r.intake.Evidence.Submissions {
		s := &r.intake.Evidence.Submissions[i]
		s.Practices = slices.Clone(s.Practices)
		for j := range s.Practices {
			p := &s.Practices[j]
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				p.Answers[k].Verdict = nil
			}
		}
	}
	s := &r.intake.Evidence.Submissions[0]
	p := &s.Practices[0]
	for k := range p.Answers {
		if a := &p.Answers[k]; a.State == survey.Given && a.Evident {
			a.Verdict = &survey.Verdict{Reviewers: 1, By: "рецензент 1", Level: a.Number, Levels: []float64{a.Number}, On: "2026-05-04"}
			answers++
		}
	}
	r.results = analysis.Analyse(r.intake.Evidence)
	return r, s.Key(p), answers
}

// What reviewers have looked at is told from what partners say of themselves: in lists,
// under figures, on the page of the practice, to the search and to other catalogues; and
// nothing else is.
func TestVerifiedIsToldApart(t *testing.T) {
	r, of, looked := reviewed(t)
	borne := r.composed().Grades.Shares(unitOf(t, r, of), r.results.Now.Root())
	if borne[grade.Found] <= 0 {
		t.Fatalf("the reviewer found nothing: %v", borne)
	}
	files := siteOf(t, r)
	var list struct {
		Practices []struct {
			ID       string
			Reviewed bool
		}
	}
	if err := json.Unmarshal(files["data/catalogue.json"], &list); err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Practices {
		if p.Reviewed != (p.ID == of.Ref()) {
			t.Errorf("the catalogue says of %s that it is reviewed: %v", p.ID, p.Reviewed)
		}
	}
	var facets struct{ Rows [][8]int }
	data := strings.TrimSuffix(strings.TrimPrefix(string(files["uk/data/facets.js"]), "depository.facets("), ");\n")
	if err := json.Unmarshal([]byte(data), &facets); err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, row := range facets.Rows {
		marked += row[4]
	}
	if marked != 1 {
		t.Errorf("the search knows %d reviewed practices", marked)
	}
	for _, lang := range []string{"uk", "en"} {
		words := catalogue(t, lang)
		tied := func(text string) string { return string(html.Tied(text, lang)) }
		some := tied(words.T("page.verified.some", "n", 1, "of", len(list.Practices)))
		if page := string(files[lang+"/practices/index.html"]); strings.Count(page, "<td>"+tied("✓ "+words.T("page.verified.yes"))) != 1 || !strings.Contains(page, some) {
			t.Errorf("the catalogue in %s does not mark one practice", lang)
		}
		if page := string(files[lang+"/practices/"+strings.ToLower(of.Ref())+".html"]); !strings.Contains(page, tied(words.T("page.practice.reviewed", "n", looked))) {
			t.Errorf("the page of the practice in %s does not say how much of it was looked at", lang)
		}
		if page := string(files[lang+"/partners/index.html"]); !strings.Contains(page, "✓ ") || !strings.Contains(page, tied(words.T("page.verified.mark"))) {
			t.Errorf("the figure of partners in %s marks nobody", lang)
		}
	}
}

func unitOf(t testing.TB, r *analysedRun, of survey.PracticeKey) (u *score.Unit) {
	t.Helper()
	for _, u := range r.results.Now.Of(score.Practice) {
		if u.Key() == of {
			return u
		}
	}
	t.Fatalf("%v has no score", of)
	return nil
}
