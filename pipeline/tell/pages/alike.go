package pages

import (
	"cmp"
	"math"
	"slices"
	"sync"

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
	at     [][]int32 // places in ranked, by word
	words  vocabulary

	tallies sync.Pool
}

// A vocabulary is the words of practices by their numbers: each word that is in once, in
// the order of the text.
type vocabulary struct {
	of     map[survey.PracticeKey][]int32
	number map[string]int32
}

// likenessOf finds the practices that use each word.
func likenessOf(c sitePages) *likeness {
	l := &likeness{ranked: c.ranked, words: c.words()}
	l.at = make([][]int32, len(l.words.number))
	l.tallies.New = func() any { return &tally{sum: make([]float64, len(l.ranked)), count: make([]int, len(l.ranked))} }
	for i, r := range c.ranked {
		for _, w := range l.words.of[r.Key()] {
			if len(l.at[w]) <= common { // of more it matters only that there are more
				l.at[w] = append(l.at[w], int32(i))
			}
		}
	}
	return l
}

// wordsOf reads the titles and summaries of practices.
func wordsOf(units []*score.Unit, practices map[survey.PracticeKey]*survey.Practice) vocabulary {
	out := vocabulary{make(map[survey.PracticeKey][]int32, len(units)), map[string]int32{}}
	for _, u := range units {
		text := u.Name
		if p := practices[u.Key()]; p != nil {
			text += " " + p.Summary
		}
		out.of[u.Key()] = out.read(text)
	}
	return out
}

// read returns the words of a text by their first letters.
func (v vocabulary) read(text string) []int32 {
	var out []int32
	for _, word := range lemma.Words(text) {
		r := []rune(lemma.Fold(word))
		if len(r) < least {
			continue
		}
		w := string(r[:min(begins, len(r))])
		n, ok := v.number[w]
		if !ok {
			n = int32(len(v.number))
			v.number[w] = n
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return slices.Clone(out)
}

// to returns practices that share words with one, those with the most telling words
// first: a word counts for more the fewer practices have it, and one of the same field
// for half as much again.
func (l *likeness) to(u *score.Unit) []findings.Scored {
	t, _ := l.tallies.Get().(*tally)
	defer l.tallies.Put(t)
	defer t.clear()
	for _, w := range l.words.of[u.Key()] {
		places := l.at[w]
		if len(places) > common {
			continue
		}
		weight := math.Log(float64(len(l.ranked)+1) / float64(len(places)))
		for _, at := range places {
			i := int(at)
			if t.count[i] == 0 {
				t.met = append(t.met, i)
			}
			t.sum[i] += weight
			t.count[i]++
		}
	}
	inOrder := func(a, b int) int { return cmp.Or(cmp.Compare(t.sum[b], t.sum[a]), cmp.Compare(a, b)) }
	var best []int // the first of them, in order
	for _, i := range t.met {
		r := l.ranked[i]
		if t.count[i] < shared || r.Key() == u.Key() {
			continue
		}
		if r.Theme == u.Theme && u.Theme != "" {
			t.sum[i] = 1.5 * t.sum[i]
		}
		if len(best) == 2*similar && inOrder(best[len(best)-1], i) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, i, inOrder)
		best = slices.Insert(best, at, i)
		best = best[:min(2*similar, len(best))]
	}
	out := make([]findings.Scored, 0, len(best))
	for _, i := range best {
		out = append(out, l.ranked[i])
	}
	return out
}

// A tally counts the words that practices share with one, by their places in ranked.
type tally struct {
	sum   []float64
	count []int
	met   []int // places with a count
}

// clear makes a tally ready for another practice.
func (t *tally) clear() {
	for _, i := range t.met {
		t.sum[i], t.count[i] = 0, 0
	}
	t.met = t.met[:0]
}
