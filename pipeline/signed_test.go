package pipeline

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/points"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// TestEveryRecommendationCanBeSigned: of each that is printed the target is better than
// what is, the gain is that of the index scored again with so many answers better, who
// is asked can be tasked, what is counted is exactly what the rubric denies, nobody is
// an example that is counted, and no deadline lies before the report.
func TestEveryRecommendationCanBeSigned(t *testing.T) {
	for name, period := range periodsToPrint(t) {
		in := period.composed()
		if len(in.Recommendations) == 0 {
			t.Errorf("%s: nothing is recommended", name)
		}
		for i := range in.Recommendations {
			r := &in.Recommendations[i]
			about := name + " " + r.Rule.ID
			if p := r.Progress; p == nil || !(p.AtLeast > p.Now) {
				t.Errorf("%s: target %+v is not better than what is", about, p)
			}
			if r.GainKnown {
				if again := scoredAgain(&in, r); math.Abs(again-r.Gain) > 1e-9 {
					t.Errorf("%s: gain %v, scored again %v", about, r.Gain, again)
				}
			}
			for _, b := range r.Rule.To {
				if !b.Tasked {
					t.Errorf("%s: %s cannot be tasked", about, b.ID)
				}
			}
			if r.Rule.Denies != nil {
				counted(t, about, &in, r)
			}
			promises(t, about, r)
			if r.Rule.Months <= 0 {
				t.Errorf("%s: the deadline is no month after approval", about)
			}
		}
	}
}

// universal are words of a title that promise all there are.
var universal = map[string]*regexp.Regexp{
	"uk": regexp.MustCompile(`(?i)(^|\s)(кожн\p{L}*|кожен|ус[іеяюьх]\p{L}*|вс[іеяюьх]\p{L}*|жодн\p{L}*|завжди|скрізь|повністю|де їх немає)(\s|$)`),
	"en": regexp.MustCompile(`(?i)\b(every|each|all|no|none|always|everywhere|fully|without one)\b`),
}

// promises fails where a title promises all while the target is less.
func promises(t *testing.T, about string, r *recommend.Recommendation) {
	t.Helper()
	if r.Progress == nil || r.Progress.Measure != recommend.Share || r.Progress.AtLeast >= 1 {
		return
	}
	for lang, words := range universal {
		if word := words.FindString(r.Rule.Title.In(lang)); word != "" {
			t.Errorf("%s: the title %q promises %q, and the target is %v", about, r.Rule.Title.In(lang), word, r.Progress.AtLeast)
		}
	}
}

// scoredAgain returns by how much the mean of the compared partners rises when so many
// answers are better as the target takes, from each partner its part: written anew from
// the documentation, with the scoring alone.
func scoredAgain(in *compose.Input, r *recommend.Recommendation) float64 {
	of, at := map[string]int{}, map[string]int{}
	for _, e := range r.Evidence {
		of[e.Partner]++
	}
	type turn struct {
		recommend.Evidence
		key float64
	}
	var turns []turn
	for _, e := range r.Evidence {
		turns = append(turns, turn{e, (float64(at[e.Partner]) + 0.5) / float64(of[e.Partner])})
		at[e.Partner]++
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Partner, b.Partner)) })
	better := map[[4]string]bool{}
	for _, e := range turns[:r.Closed] {
		better[[4]string{e.Partner, e.Place, e.Practice, e.Criterion}] = true
	}
	subs := slices.Clone(in.Submissions)
	for i := range subs {
		subs[i].Practices = slices.Clone(subs[i].Practices)
		for j := range subs[i].Practices {
			p := &subs[i].Practices[j]
			p.Answers = slices.Clone(p.Answers)
			for k := range p.Answers {
				a := &p.Answers[k]
				for _, target := range r.Rule.Close {
					if target.Criterion == a.Criterion && better[[4]string{subs[i].Partner.ID, p.Place, p.ID, a.Criterion}] {
						*a = target.Meet(*a)
					}
				}
			}
		}
	}
	return meanOf(in.Model.Prepare(subs, in.Apart).Score(nil)) - meanOf(in.Now)
}

func meanOf(r *score.Result) float64 {
	sum, n := 0.0, 0
	for _, u := range r.Of(score.Partner) {
		if s, _ := r.At(u, r.Root()); s.Known && u.Apart == "" {
			sum, n = sum+s.Value, n+1
		}
	}
	return sum / float64(n)
}

// counted compares the answers of a recommendation with those below the level that its
// ground denies, of the records that can be asked and do not stand apart; an example is
// none of them.
func counted(t *testing.T, about string, in *compose.Input, r *recommend.Recommendation) {
	t.Helper()
	k, _ := in.Questionnaire.Criterion(r.Rule.Denies.Criterion)
	apart := map[survey.PracticeKey]bool{}
	for _, u := range in.Now.Of(score.Practice) {
		apart[u.Key()] = apart[u.Key()] || u.Apart != ""
	}
	alone := map[string]bool{} // partners that stand apart as a whole
	for _, u := range in.Now.Of(score.Partner) {
		alone[u.ID] = u.Apart != ""
	}
	want := map[string]bool{}
	for i := range in.Submissions {
		sub := &in.Submissions[i]
		if alone[sub.Partner.ID] {
			continue
		}
		for j := range sub.Practices {
			p := &sub.Practices[j]
			a := p.Answer(k.ID)
			if apart[sub.Key(p)] || a.State != survey.Given || !points.Asks(points.Kind(in.Questionnaire.Kinds, p.Title), k.ID) {
				continue
			}
			if k.Kind == survey.Level && k.Counts(a) < float64(r.Rule.Denies.Level) || k.Kind == survey.YesNo && a.Choice != "yes" {
				want[a.At.String()] = true
			}
		}
	}
	got := map[string]bool{}
	for _, e := range r.Evidence {
		got[e.At.String()] = true
		if !want[e.At.String()] {
			t.Errorf("%s: %s is counted, and the rubric does not deny it", about, e.At)
		}
	}
	for at := range want {
		if !got[at] {
			t.Errorf("%s: %s is not counted, and the rubric denies it", about, at)
		}
	}
	if len(got) != len(want) || len(r.Evidence) != len(want) {
		t.Errorf("%s: %d answers are counted, %d are below the level", about, len(r.Evidence), len(want))
	}
	for _, l := range r.Exemplars {
		if got[l.At.String()] {
			t.Errorf("%s: the example %s of %s is among those that fall short", about, l.At, l.Partner)
		}
	}
}

// TestCountsOfTheSummaryReconcile: the funnel ends with what the summary counts.
func TestCountsOfTheSummaryReconcile(t *testing.T) {
	for name, period := range periodsToPrint(t) {
		in := period.composed()
		f := findings.Of(&in.Evidence, &in.Analysis, findings.Order{Name: func(id string) string { return id }, Compare: alphabet.Of("uk")})
		for _, steps := range f.Inventory().Funnel() {
			for i := 1; i < len(steps); i++ {
				if steps[i].Left+steps[i].Out != steps[i-1].Left {
					t.Errorf("%s: %+v does not follow from %+v", name, steps[i], steps[i-1])
				}
			}
		}
		records, places, partners := f.Inventory().Funnel()[0], f.Inventory().Funnel()[1], f.Inventory().Funnel()[2]
		ends := func(s []findings.Step) int { return s[len(s)-1].Left }
		for what, pair := range map[string][2]int{
			"records":         {records[0].Left, f.Total(findings.Practices).N},
			"silent records":  {records[1].Out, f.Replies().Empty().N},
			"partners ranked": {ends(partners), len(f.Comparison.Ranked())},
			"hromadas":        {places[0].Left, f.Total(findings.Places).N},
			"hromadas scored": {ends(places), len(f.Ranked(score.Place))},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s: the funnel has %d, the summary %d", name, what, pair[0], pair[1])
			}
		}
	}
}

// TestWordsFollowFromTheSource: of data of a register nothing is said of partners,
// self-assessment, evidence or workbooks; the dates of data and of publication stand on
// the cover, and the latter only where it is set.
func TestWordsFollowFromTheSource(t *testing.T) {
	words := map[string]*regexp.Regexp{
		"uk": regexp.MustCompile(`(?i)партнер|самооцін|робоч\S+ книг|доказ`),
		"en": regexp.MustCompile(`(?i)\bpartner|self-assess|workbook|\bevidence`),
	}
	period, ok := periodsToPrint(t)["real"]
	if !ok {
		need.Missing(t, "the real workbooks are not here")
	}
	for lang, word := range words {
		in := period.composed()
		in.Problems = nil // what is told to whoever corrects the tables is in problems.csv
		doc := compose.Report(in, catalogue(t, lang))
		var text strings.Builder
		if err := document.Print(&text, doc); err != nil {
			t.Fatal(err)
		}
		anchors := regexp.MustCompile(`\{#[^}]*\}|\(#[^)]*\)`)
		for line := range strings.Lines(anchors.ReplaceAllString(text.String(), "")) {
			if found := word.FindString(line); found != "" {
				t.Errorf("%s: %q in %s", lang, found, line)
			}
		}
		if found := word.FindString(fmt.Sprint(doc.Labels)); found != "" {
			t.Errorf("%s: %q in what every page may say: %+v", lang, found, doc.Labels)
		}
		if doc.AsOf == "" || doc.Dateline == "" {
			t.Errorf("%s: dates %q and %q", lang, doc.AsOf, doc.Dateline)
		}
		in.Date = in.Date.AddDate(-in.Date.Year()+1, -int(in.Date.Month())+1, -in.Date.Day()+1)
		if doc := compose.Cover(writing.New(in, catalogue(t, lang))); doc.Dateline != "" {
			t.Errorf("%s: published %q without a date", lang, doc.Dateline)
		}
	}
}
