package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/synonym"
)

// A Query asks for documents.
type Query struct {
	Words    string
	Exact    bool // every word as it was asked for, in whatever forms
	Synonyms synonym.Groups
	Facets   []string // what documents have to have besides, all of them
	Most     int      // how many hits are told; 0 all
}

// Found is what a query finds.
type Found struct {
	Total int    // of the documents that were found
	Hits  []Hit  // the best of them first, as many as were to be told
	Begun bool   // by the beginnings of words: nothing has the words themselves
	Meant string // the query that was probably meant, and is answered; "" the one that was asked
}

// A Hit is a document that was found, with what was found between Open and Shut.
type Hit struct {
	ID, About            string
	Title, Text, English string
}

// Open and Shut stand about what was found; neither is in a text that was read.
const (
	Open = "\x01"
	Shut = "\x02"
)

// an asking is a query on its way.
type asking struct {
	*Index
	*Query
	words []string
	among []set
}

// Find returns the documents that have every word of a query or a synonym of it, the
// best first (BM25, the title weighted; equal ones in the order of documents); where there
// are none, those that have words that begin so; where there are none either, those of the
// words that were probably meant.
func (x *Index) Find(q *Query) (found Found, err error) {
	a := asking{Index: x, Query: q}
	for _, w := range lemma.Words(q.Words) {
		a.words = append(a.words, w)
	}
	if a.among, err = x.sets(q.Facets); err != nil {
		return found, err
	}
	if q.Exact {
		return found, a.answer(&found, every(a.words, quote))
	}
	if err := a.answer(&found, a.expression(a.words)); err != nil || found.Total > 0 {
		return found, err
	}
	if err = a.answer(&found, every(a.words, a.begun)); err != nil || found.Total > 0 {
		found.Begun = true
		return found, err
	}
	meant, err := a.meant()
	if err != nil || slices.Equal(meant, a.words) {
		return found, err
	}
	if err = a.answer(&found, a.expression(meant)); found.Total > 0 {
		found.Meant = strings.Join(meant, " ")
	}
	return found, err
}

// every asks for something of every word.
func every(words []string, of func(word string) string) string {
	asked := make([]string, len(words))
	for i, w := range words {
		asked[i] = of(w)
	}
	return strings.Join(asked, " AND ")
}

// begun asks for a word, where documents have it, and for what begins as it does.
func (a *asking) begun(word string) string {
	beginning := quote(word) + " *"
	if n, err := a.documents(quote(word)); err == nil && n == 0 {
		return beginning
	}
	return "(" + quote(word) + " OR " + beginning + ")"
}

// quote makes a word a string of FTS5.
func quote(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// answer enters what an expression of FTS5 finds; "" finds nothing.
func (a *asking) answer(found *Found, expression string) error {
	total, best, err := a.ranked(expression)
	found.Total, found.Hits = total, make([]Hit, len(best))
	for i, m := range best {
		if err == nil {
			found.Hits[i], err = a.shown(m)
		}
	}
	return err
}

// shown reads a document that was found, and marks what was found of it.
func (x *Index) shown(m match) (h Hit, err error) {
	err = x.each(`SELECT id, title, body, english, about FROM docs WHERE rowid = ?`, []any{m.n}, func(row *sqlite3.Stmt) {
		h = Hit{ID: row.ColumnText(0), Title: m.marked(columnTitle, row.ColumnText(1)), Text: m.marked(columnBody, row.ColumnText(2)),
			English: m.marked(columnEnglish, row.ColumnText(3)), About: row.ColumnText(4)}
	})
	return h, err
}

// meant returns the words with those that no document has put right: by the known
// word that a typing error is nearest to, the more frequent first.
func (a *asking) meant() ([]string, error) {
	out := slices.Clone(a.words)
	for i, w := range a.words {
		stands := false
		if err := a.each(`SELECT 1 FROM docs WHERE docs MATCH ? LIMIT 1`, []any{quote(w)}, func(*sqlite3.Stmt) { stands = true }); err != nil {
			return nil, err
		}
		if stands {
			continue
		}
		word := lemma.Fold(w)
		known, err := a.near(utf8.RuneCountInString(word))
		if err != nil {
			return nil, err
		}
		out[i] = cmp.Or(reply.Meant(word, known), w)
	}
	return out, nil
}

// near lists the base forms that documents have, of about as many letters, the most
// frequent first.
func (x *Index) near(letters int) (out []string, err error) {
	err = x.each(`SELECT term FROM word WHERE letters BETWEEN ? AND ? ORDER BY docs DESC, term`, []any{letters - slips, letters + slips}, func(row *sqlite3.Stmt) { out = append(out, row.ColumnText(0)) })
	return out, err
}

// slips are how many letters a word that was meant is longer or shorter at most.
const slips = 2

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
