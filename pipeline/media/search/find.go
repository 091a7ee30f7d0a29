package search

import (
	"errors"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/pipeline/survey/reply"
)

// Found is what a query that is not taken at its word finds.
type Found struct {
	Hits  []Hit
	Begun bool   // by the beginnings of words: nothing has the words themselves
	Meant string // the query that was probably meant, and is answered; "" the one that was asked
}

// Synonyms are groups of expressions that mean one thing, each one word or more.
type Synonyms [][]string

// ReadSynonyms reads groups, a line each, expressions parted by «=»; lines that
// begin with «#» are remarks.
func ReadSynonyms(text string) Synonyms {
	var out Synonyms
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var group []string
		for _, e := range strings.Split(line, "=") {
			group = append(group, strings.TrimSpace(e))
		}
		out = append(out, group)
	}
	return out
}

// Find returns the documents that have every word of a query or a synonym of it;
// where there are none, those that have words that begin so; where there are none
// either, those of the words that were probably meant.
func (x *Index) Find(query string, synonyms Synonyms) (found Found, err error) {
	var words []string
	for _, w := range lemma.Words(query) {
		words = append(words, w)
	}
	if found.Hits, err = x.match(x.expression(words, synonyms)); err != nil || len(found.Hits) > 0 {
		return found, err
	}
	begun := make([]string, len(words))
	for i, w := range words {
		begun[i] = "(" + quote(w) + " OR " + quote(w) + " *)"
	}
	if found.Hits, err = x.match(strings.Join(begun, " AND ")); err != nil || len(found.Hits) > 0 {
		found.Begun = true
		return found, err
	}
	meant, err := x.meant(words)
	if err != nil || slices.Equal(meant, words) {
		return found, err
	}
	found.Hits, err = x.match(x.expression(meant, synonyms))
	if len(found.Hits) > 0 {
		found.Meant = strings.Join(meant, " ")
	}
	return found, err
}

// expression asks for every word, or an expression that means the same.
func (x *Index) expression(words []string, synonyms Synonyms) string {
	var asked []string
	for i := 0; i < len(words); {
		alternatives, n := []string{quote(words[i])}, 1
		for _, group := range synonyms {
			if length := x.said(words[i:], group); length > 0 {
				n = max(n, length)
				alternatives = []string{quote(strings.Join(words[i:i+length], " "))}
				for _, e := range group {
					alternatives = append(alternatives, quote(e))
				}
			}
		}
		if electronic, ok := x.electronic(words[i]); ok {
			alternatives = append(alternatives, electronic)
		}
		asked = append(asked, "("+strings.Join(alternatives, " OR ")+")")
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
			if n >= len(words) || !meet(x.words.Whole(words[n]), x.words.Whole(w)) {
				n = 0
				break
			}
			n++
		}
		length = max(length, n)
	}
	return length
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// electronic reads «е-послуги» as «електронні послуги».
func (x *Index) electronic(word string) (string, bool) {
	rest, ok := strings.CutPrefix(lemma.Fold(word), "е-")
	if !ok || rest == "" {
		return "", false
	}
	return "(" + quote("електронний") + " AND " + quote(rest) + ")", true
}

// meant returns the words with those that no document has put right: by the known
// word that a typing error is nearest to, the more frequent first.
func (x *Index) meant(words []string) ([]string, error) {
	known, err := x.vocabulary()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(words)
	for i, w := range words {
		hits, err := x.match(quote(w))
		if err != nil {
			return nil, err
		}
		if like := reply.Meant(lemma.Fold(w), known); len(hits) == 0 && like != "" {
			out[i] = like
		}
	}
	return out, nil
}

// vocabulary lists the base forms that documents have, the most frequent first.
func (x *Index) vocabulary() (out []string, err error) {
	if err := x.conn.Exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'docs', 'row')`); err != nil {
		return nil, err
	}
	ask, _, err := x.conn.Prepare(`SELECT term FROM vocabulary ORDER BY doc DESC, term`)
	if err != nil {
		return nil, err
	}
	for ask.Step() {
		out = append(out, ask.ColumnText(0))
	}
	return out, errors.Join(ask.Err(), ask.Close())
}

// Mark puts marks for people about what was found: «громадами» as [громадами].
func Mark(text, open, shut string) string {
	return strings.NewReplacer(Open, open, Shut, shut).Replace(text)
}

// Snippet cuts a marked text to what stands about the first thing that was found,
// at most so many letters.
func Snippet(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	from := 0
	if i := slices.Index(letters, []rune(Open)[0]); i > most/3 {
		from = i - most/3
		for from < i && letters[from] != ' ' {
			from++
		}
	}
	to := min(len(letters), from+most)
	for to < len(letters) && to > from && letters[to] != ' ' {
		to--
	}
	out := string(letters[from:to])
	if strings.Count(out, Open) > strings.Count(out, Shut) {
		out += Shut
	}
	if from > 0 {
		out = "…" + strings.TrimLeft(out, " ")
	}
	if to < len(letters) {
		out += "…"
	}
	return out
}
