package search

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/lemma"
)

// begins reports that an expression is what a word begins with.
func begins(expression string) bool { return strings.HasSuffix(expression, "-") }

// expression asks for every word, or an expression that means the same as the longest run
// of words that one is.
func (a *asking) expression(words []string) string {
	var asked []string
	for i := 0; i < len(words); {
		n := 1
		for _, group := range a.Synonyms {
			n = max(n, a.said(words[i:], group))
		}
		alternatives := []string{every(words[i:i+n], quote)}
		for _, group := range a.Synonyms {
			if a.said(words[i:], group) == n {
				alternatives = append(alternatives, a.others(group)...)
			}
			alternatives = append(alternatives, parted(words[i], group)...)
		}
		asked = append(asked, "(("+strings.Join(alternatives, ") OR (")+"))")
		i += n
	}
	return strings.Join(asked, " AND ")
}

// said is how many of the first words are an expression of a group; 0 none. The
// longest counts.
func (x *Index) said(words []string, group []string) (length int) {
	for _, e := range group {
		n := 0
		for _, w := range lemma.Words(e) {
			if begins(e) || n >= len(words) || !meet(x.bases(words[n]), x.bases(w)) {
				n = 0
				break
			}
			n++
		}
		length = max(length, n)
	}
	return length
}

// bases are the base forms of a word that is looked for, worked out once.
func (x *Index) bases(word string) []string {
	found, ok := x.whole[word]
	if !ok {
		found = x.words.Whole(word)
		x.whole[word] = found
	}
	return found
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// others asks for the expressions of a group; for one that words begin with, before each
// of the words of the query: «електронні послуги» are «е-послуги».
func (a *asking) others(group []string) (out []string) {
	for _, e := range group {
		if !begins(e) {
			out = append(out, quote(e))
			continue
		}
		for _, w := range a.words {
			out = append(out, quote(e+w))
		}
	}
	return out
}

// parted reads a word that begins with an expression of a group as two: «е-послуги» as
// «електронні послуги».
func parted(word string, group []string) (out []string) {
	for _, e := range group {
		rest, ok := strings.CutPrefix(lemma.Fold(word), lemma.Fold(strings.TrimSuffix(e, "-"))+"-")
		if !begins(e) || !ok || rest == "" {
			continue
		}
		for _, other := range group {
			if !begins(other) {
				out = append(out, quote(other)+" AND "+quote(rest))
			}
		}
	}
	return out
}
