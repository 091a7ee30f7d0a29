package place

import (
	"iter"
	"slices"
)

// likes finds the names that are at most two letters off another one. Of a name
// cut in three parts one stands unchanged in whatever two edits make of it, two
// letters off its place at most (Li, Deng, Wang and Feng, "Pass-Join", PVLDB 5(3),
// 2011): a few look-ups take the place of a comparison with every name.
type likes map[part][]string

// A part is one of the three of a name.
type part struct {
	letters int // of the whole name
	number  int // 0 to 2
	text    string
}

// edits is how many letters a name may be off.
const edits = 2

func likesOf(names iter.Seq[string]) likes {
	l := likes{}
	for name := range names {
		letters := []rune(name)
		for i := range edits + 1 {
			from, to := partOf(len(letters), i)
			p := part{len(letters), i, string(letters[from:to])}
			l[p] = append(l[p], name)
		}
	}
	return l
}

// partOf says where a part of a name of n letters begins and ends.
func partOf(n, number int) (from, to int) {
	return number * n / (edits + 1), (number + 1) * n / (edits + 1)
}

// candidates returns the names that share a part with the key, in their order.
func (l likes) candidates(key string) []string {
	letters := []rune(key)
	var out []string
	for n := max(1, len(letters)-edits); n <= len(letters)+edits; n++ {
		for i := range edits + 1 {
			from, to := partOf(n, i)
			for at := max(0, from-edits); at <= from+edits && at+to-from <= len(letters); at++ {
				out = append(out, l[part{n, i, string(letters[at : at+to-from])}]...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// near finds the hromadas of a region that are called one or two letters off a
// key, of short ones one letter, by code.
func (r *Registry) near(key, oblast string) []Hromada {
	letters := []rune(key)
	if len(key) > longestLike || len(letters) < 2 {
		return nil
	}
	off := edits
	if len(letters) < 6 {
		off = 1
	}
	var out []Hromada
	for _, name := range r.likes().candidates(key) {
		if Distance(letters, []rune(name), off) <= off {
			out = append(out, r.inOblast(r.called()[name], oblast)...)
		}
	}
	return unique(out)
}

// longestLike is the length in bytes of the longest key that is compared letter
// by letter: twice that of the longest bare name in the codifier.
const longestLike = 120

// Distance is how many letters have to be put in, left out or replaced to make b of
// a (V. I. Levenshtein, Soviet Physics Doklady 10 (1966), 707–710); more than most is
// most+1. The work is at most len(a)·len(b) steps, and none where the lengths alone
// decide.
func Distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			step := diagonal
			if a[i] != b[j] {
				step++
			}
			diagonal = row[j+1]
			row[j+1] = min(step, row[j+1]+1, row[j]+1)
		}
	}
	return min(row[len(b)], most+1)
}
