package pages

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/pipeline/survey/survey"
)

const (
	similar = 5   // practices that a page names at most
	shared  = 2   // words that two practices have in common at least
	common  = 200 // a word that more practices have says nothing of one
	begins  = 6   // letters by which forms of a word are taken for one
	least   = 4   // letters of a word that counts
)

// A likeness knows which practices use which words.
type likeness struct {
	ranked []findings.Scored
	at     map[string][]int                // places in ranked, by word
	words  map[survey.PracticeKey][]string // each once, in their order
}

// likenessOf reads the titles and summaries of all practices.
func likenessOf(c sitePages) *likeness {
	l := &likeness{ranked: c.ranked, at: map[string][]int{}, words: map[survey.PracticeKey][]string{}}
	for i, r := range c.ranked {
		for _, w := range l.read(c, r.Unit) {
			l.at[w] = append(l.at[w], i)
		}
	}
	for _, u := range c.Found.Now.Of(score.Practice) {
		if _, ok := l.words[u.Key()]; !ok {
			l.read(c, u)
		}
	}
	return l
}

// read notes the words of a practice by their first letters.
func (l *likeness) read(c sitePages, u *score.Unit) []string {
	text := u.Name
	if p := c.practices[u.Key()]; p != nil {
		text += " " + p.Summary
	}
	var out []string
	for _, word := range lemma.Words(text) {
		r := []rune(lemma.Fold(word))
		if len(r) < least {
			continue
		}
		if w := string(r[:min(begins, len(r))]); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	l.words[u.Key()] = out
	return out
}

// to returns practices that share words with one, those with the most telling words
// first: a word counts for more the fewer practices have it, and one of the same field
// for half as much again.
func (l *likeness) to(u *score.Unit) []findings.Scored {
	sum, count := map[int]float64{}, map[int]int{}
	for _, w := range l.words[u.Key()] {
		places := l.at[w]
		if len(places) > common {
			continue
		}
		for _, i := range places {
			sum[i] += math.Log(float64(len(l.ranked)+1) / float64(len(places)))
			count[i]++
		}
	}
	var found []int
	for i := range sum {
		r := l.ranked[i]
		if r.Key() == u.Key() || count[i] < shared {
			continue
		}
		if r.Theme == u.Theme && u.Theme != "" {
			sum[i] = 1.5 * sum[i]
		}
		found = append(found, i)
	}
	slices.SortFunc(found, func(a, b int) int { return cmp.Or(cmp.Compare(sum[b], sum[a]), cmp.Compare(a, b)) })
	var out []findings.Scored
	for _, i := range found[:min(2*similar, len(found))] {
		out = append(out, l.ranked[i])
	}
	return out
}
