package search

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"depository.example/depository/pipeline/survey/lemma"
)

// The parameters of BM25 as FTS5 has them: how soon a word said often counts no more, and
// how far the length of a document counts.
const (
	saturation = 1.2
	byLength   = 0.75
)

// weights are those of the columns of the index, in their order.
var weights = [...]float64{columnTitle: 4, columnBody: 1, columnEnglish: 4, columnRoman: 4, columnAbout: 0}

// The columns of the index.
const (
	columnID = iota
	columnTitle
	columnBody
	columnEnglish
	columnRoman
	columnAbout
)

// A match is a document that an expression finds.
type match struct {
	n     int
	rank  float64 // the lower the better
	marks []mark
}

// A mark says which words of a column were found, counted from 0, both included.
type mark struct{ column, from, to int }

// ranked returns how many documents an expression finds, and the best of them first, as many
// as are to be told; "" finds nothing. It is one walk over what FTS5 finds, in which the
// function weigh sees each document: bm25 of FTS5, which gives the same, reads for every
// document how long it is from a table, and highlight finds the base forms of every word of
// a text anew.
func (a *asking) ranked(expression string) (total int, best []match, err error) {
	if expression == "" {
		return 0, nil, nil
	}
	phrases, err := a.phrases(expression)
	if err != nil {
		return 0, nil, err
	}
	r := newRanking(a, phrases)
	a.walk = r
	err = a.each(`SELECT NULL FROM docs WHERE docs MATCH ? AND weigh(docs)`, []any{expression}, func(*sqlite3.Stmt) {})
	a.walk = nil
	r.cut()
	return r.total, r.best, err
}

// quoted is a phrase of an expression of FTS5.
var quoted = regexp.MustCompile(`"(?:[^"]|"")*"(?: \*)?`)

// phrases returns the weight of each phrase of an expression: the fewer documents have it,
// the more it counts, and what more than half of them have counts next to nothing; 0 where
// none has it.
func (a *asking) phrases(expression string) (weights []float64, err error) {
	for _, phrase := range quoted.FindAllString(expression, -1) {
		n, err := a.documents(phrase)
		if err != nil {
			return nil, err
		}
		weight := math.Log((float64(len(a.lengths)-n) + 0.5) / (float64(n) + 0.5))
		if n == 0 {
			weight = 0
		} else if weight <= 0 {
			weight = 1e-6
		}
		weights = append(weights, weight)
	}
	return weights, nil
}

// documents is how many documents have a phrase: a word with one base form has them
// counted already.
func (x *Index) documents(phrase string) (n int, err error) {
	n, ok := x.having[phrase]
	if ok {
		return n, nil
	}
	count, of := `SELECT count(*) FROM docs WHERE docs MATCH ?`, []any{phrase}
	if word := strings.Trim(phrase, `"`); word == firstWord(word) {
		if bases := x.bases(word); len(bases) == 1 {
			count, of = `SELECT docs FROM word WHERE letters = ? AND term = ?`, []any{utf8.RuneCountInString(bases[0]), bases[0]}
		}
	}
	err = x.each(count, of, func(row *sqlite3.Stmt) { n = row.ColumnInt(0) })
	x.having[phrase] = n
	return n, err
}

// firstWord returns the first word of a text.
func firstWord(text string) string {
	for _, word := range lemma.Words(text) {
		return word
	}
	return ""
}

// A ranking is a walk over the documents that an expression finds.
type ranking struct {
	phrases []float64 // the weight of each; 0 that of what no document has
	lengths []uint32
	average float64
	among   []set
	most    int // 0 all
	total   int
	best    []match
	full    bool // worst is the last of the best there were
	worst   match

	// Of the document that is seen: what was found, and of the phrase that is looked for how
	// many words it has and how often it stands there, weighted.
	marks     []mark
	length    int
	frequency float64
	stands    func(column, at int) bool // enters a place; one function for all documents
}

func newRanking(a *asking, phrases []float64) *ranking {
	r := &ranking{phrases: phrases, lengths: a.lengths, among: a.among, most: a.Most}
	for _, n := range r.lengths {
		r.average += float64(n)
	}
	r.average /= float64(len(r.lengths))
	r.stands = func(column, at int) bool {
		r.frequency += weights[column]
		r.marks = append(r.marks, mark{column, at, at + r.length - 1})
		return true
	}
	return r
}

// weigh is the function of FTS5 that sees each document of a walk.
func (x *Index) weigh(row fts5.Context, to sqlite3.Context, _ ...sqlite3.Value) {
	if err := x.walk.see(row); err != nil {
		to.ResultError(err)
	}
}

// see enters a document.
func (r *ranking) see(row fts5.Context) error {
	m := match{n: int(row.RowID())}
	if slices.ContainsFunc(r.among, func(s set) bool { return !s.has(m.n) }) {
		return nil
	}
	r.total++
	r.marks = r.marks[:0]
	for i, weight := range r.phrases {
		if weight == 0 {
			continue
		}
		places, err := row.PhraseIter(i)
		if err != nil {
			return err
		}
		r.length, r.frequency = row.PhraseSize(i), 0
		places(r.stands)
		long := 1 - byLength + float64(byLength*float64(r.lengths[m.n-1])/r.average)
		m.rank -= float64(weight * (r.frequency * (saturation + 1) / (r.frequency + float64(saturation*long))))
	}
	m.rank = math.Round(m.rank * 1e9)
	if r.full && better(m, r.worst) >= 0 {
		return nil
	}
	m.marks = slices.Clone(r.marks)
	if r.best = append(r.best, m); r.most > 0 && len(r.best) >= 2*r.most {
		r.cut()
	}
	return nil
}

// cut keeps of what was seen the best, in their order.
func (r *ranking) cut() {
	slices.SortFunc(r.best, better)
	if r.most > 0 && len(r.best) >= r.most {
		r.best = r.best[:r.most]
		r.full, r.worst = true, r.best[r.most-1]
	}
}

// better orders matches, the best first; of equal ones that whose document comes first.
func better(a, b match) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.n, b.n)) }

// marked puts Open and Shut about what was found in the text of a column; what overlaps is
// one.
func (m *match) marked(column int, text string) string {
	var found []mark
	for _, k := range m.marks {
		if k.column == column {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, func(a, b mark) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out strings.Builder
	written, n := 0, 0
	for at, word := range lemma.Words(text) {
		if len(found) == 0 {
			break
		}
		if n == found[0].from {
			out.WriteString(text[written:at] + Open)
			written = at
			for len(found) > 1 && found[1].from <= found[0].to {
				found[1].from, found[1].to = n, max(found[0].to, found[1].to)
				found = found[1:]
			}
		}
		if n == found[0].to {
			out.WriteString(text[written:at+len(word)] + Shut)
			written, found = at+len(word), found[1:]
		}
		n++
	}
	return out.String() + text[written:]
}
