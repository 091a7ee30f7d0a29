package pages

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// described returns pages of practices with titles, "theme: title", in their order.
func described(titles ...string) sitePages {
	c := sitePages{known: &known{}}
	var units []*score.Unit
	for i, s := range titles {
		theme, title, _ := strings.Cut(s, ": ")
		u := &score.Unit{Kind: score.Practice, Partner: "p", ID: fmt.Sprint(i), Name: title, Theme: theme}
		units, c.ranked = append(units, u), append(c.ranked, findings.Scored{Unit: u, Score: &score.Score{}})
	}
	words := wordsOf(units, map[survey.PracticeKey]*survey.Practice{units[0].Key(): {Summary: ""}})
	c.words = func() vocabulary { return words }
	return c
}

func likeOf(c sitePages, i int) (out []string) {
	for _, o := range likenessOf(c).to(c.ranked[i].Unit) {
		out = append(out, o.ID)
	}
	return out
}

// Words count in any case and ending, once each; one word in common is no likeness, and
// short ones are none.
func TestLikenessReadsWords(t *testing.T) {
	c := described("a: Електронна реєстрація дітей", "b: РЕЄСТРАЦІЯ в електронних садочках", "a: Електронна демократія", "a: Електронне голосування для дітей, у дітей, з дітей", "b: Для нас і вас")
	if got := likeOf(c, 0); !slices.Equal(got, []string{"3", "1"}) { // the third: of the same field
		t.Errorf("like the first are %v", got)
	}
	if got := likeOf(c, 4); len(got) > 0 {
		t.Errorf("like one without words of its own are %v", got)
	}
}

// The order is that of the sum of log((N+1)/n) over the words in common, n practices
// having one, half as much again within a field.
func TestLikenessIsTheSumOfTellingWords(t *testing.T) {
	vocabulary := []string{"абажур", "бібліо", "веранд", "гімназ", "довідк", "ефірни", "журнал", "зошити"}
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.SampledFrom(vocabulary), 1, 6, rapid.ID[string]), 2, 25).Draw(t, "texts")
		var titles []string
		having := map[string]int{}
		for i, words := range texts {
			for _, w := range words {
				having[w]++
			}
			titles = append(titles, string(rune('a'+i%3))+": "+strings.Join(words, " "))
		}
		type other struct {
			id  int
			sum float64
		}
		var want []other
		for i, words := range texts[1:] {
			sum, common := 0.0, 0
			for _, w := range texts[0] {
				if slices.Contains(words, w) {
					sum, common = sum+math.Log(float64(len(texts)+1)/float64(having[w])), common+1
				}
			}
			if (i+1)%3 == 0 {
				sum *= 1.5
			}
			if common >= 2 {
				want = append(want, other{i + 1, sum})
			}
		}
		slices.SortStableFunc(want, func(a, b other) int { return cmp.Compare(b.sum, a.sum) })
		var ids []string
		for _, o := range want[:min(10, len(want))] {
			ids = append(ids, fmt.Sprint(o.id))
		}
		if got := likeOf(described(titles...), 0); !slices.Equal(got, ids) {
			t.Fatalf("%v, want %v", got, ids)
		}
	})
}
