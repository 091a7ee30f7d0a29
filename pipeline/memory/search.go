package memory

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/search"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/synonym"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// MostHits is how many practices are printed in words; --json has all.
const MostHits = 20

// snippetSize is how many letters of a text about what was found are printed.
const snippetSize = 160

// A Query asks for practices of the depository.
type Query struct {
	Words     string
	Exact     bool   // only words that are those of the query, in any of their forms
	Theme     string // "" any
	Criterion string // that is answered; "" any
	Oblast    string // a name or the code of a place in it; "" any
	Level     int    // at least
	Most      int    // how many hits are told; 0 all
}

// A Finding is what a query finds.
type Finding struct {
	search.Found
	Of     int // how many practices the depository has
	Others int // where none is found: how many the words alone would find
}

// An about is what the index keeps of a practice besides its words.
type about struct{ Period, Theme, Place, Score, Level string }

// What a practice has that a query may ask for, each before a colon and what it is.
const (
	facetTheme     = "theme"
	facetCriterion = "criterion"
	facetOblast    = "oblast"
	facetLevel     = "level" // at least
)

// Search finds practices of the depository by their words. synonyms of one's own lie among
// the inputs; file keeps the index from one question to the next.
func (m Asked) Search(q *Query, inputs, file string) (*Finding, error) {
	index, synonyms, err := m.index(inputs, file)
	if err != nil {
		return nil, err
	}
	defer index.Close()
	return q.ask(index, synonyms)
}

// index opens the index of all practices, and makes it anew where something else has been
// recorded since.
func (m Asked) index(inputs, file string) (*search.Index, synonym.Groups, error) {
	synonyms, err := workspace.Synonyms(filepath.Join(inputs, workspace.SynonymsFile))
	if err != nil {
		return nil, nil, err
	}
	words, err := workspace.Words()
	if err != nil {
		return nil, nil, err
	}
	stamp, err := m.DB.Stamp(m.Known)
	if err != nil {
		return nil, nil, err
	}
	index, made, err := search.Kept(file, stamp, words, func() ([]search.Document, error) { return documents(m.DB, m.Known) })
	if made {
		publish.Share(file)
	}
	return index, synonyms, err
}

// documents are the practices as they are found.
func documents(db *store.DB, known store.Known) ([]search.Document, error) {
	practices, err := db.Practices(known)
	docs := make([]search.Document, len(practices))
	for i := range practices {
		p := &practices[i]
		kept, wrong := json.Marshal(about{p.Period, p.Theme, p.PlaceName, p.Score, p.Level})
		err = errors.Join(err, wrong)
		docs[i] = search.Document{ID: p.Partner + "/" + p.ID, Title: p.Title, Text: p.Text, English: p.TitleEN, Roman: latin.Of(p.Title), Facets: facets(p), About: string(kept)}
	}
	return docs, err
}

// facets are what a query may ask of a practice besides words.
func facets(p *store.Practice) (out []string) {
	if p.Theme != "" {
		out = append(out, facetTheme+":"+p.Theme)
	}
	o, ok := place.FindOblast(p.Oblast)
	if !ok {
		o, ok = place.OblastOf(p.Place)
	}
	if ok {
		out = append(out, facetOblast+":"+o.Code)
	}
	for level, _ := strconv.Atoi(p.Level); level > 0; level-- {
		out = append(out, facetLevel+":"+strconv.Itoa(level))
	}
	for _, c := range p.Given {
		out = append(out, facetCriterion+":"+c)
	}
	return out
}

// ask puts a query to an index.
func (q *Query) ask(index *search.Index, synonyms synonym.Groups) (*Finding, error) {
	wanted, err := q.facets(index)
	if err != nil {
		return nil, err
	}
	found, err := index.Find(&search.Query{Words: q.Words, Exact: q.Exact, Synonyms: synonyms, Facets: wanted, Most: q.Most})
	if err != nil {
		return nil, wording.Fail("search.failed", "query", q.Words, "text", err)
	}
	out := &Finding{Found: found, Of: index.Size()}
	if found.Total == 0 && len(wanted) > 0 {
		alone, err := index.Find(&search.Query{Words: q.Words, Exact: q.Exact, Synonyms: synonyms, Most: 1})
		if err != nil {
			return nil, err
		}
		out.Others = alone.Total
	}
	return out, nil
}

// facets are what is asked of practices besides words; an error that says what there is
// where no practice has it.
func (q *Query) facets(index *search.Index) (out []string, err error) {
	all, err := index.Facets()
	if err != nil {
		return nil, err
	}
	level := ""
	if q.Level != 0 {
		level = strconv.Itoa(q.Level)
	}
	for _, f := range []struct{ kind, of string }{{facetTheme, q.Theme}, {facetCriterion, q.Criterion}, {facetLevel, level}} {
		known := ofKind(all, f.kind)
		switch {
		case f.of == "":
		case slices.Contains(known, f.of):
			out = append(out, f.kind+":"+f.of)
		default:
			return nil, reply.NoneSuch("search."+f.kind, f.of, reply.Names(known), nil)
		}
	}
	if q.Oblast == "" {
		return out, nil
	}
	code, err := oblastOf(q.Oblast, ofKind(all, facetOblast))
	return append(out, facetOblast+":"+code), err
}

// ofKind are the values of a kind of facet.
func ofKind(facets []string, kind string) (out []string) {
	for _, name := range facets {
		if rest, ok := strings.CutPrefix(name, kind+":"); ok {
			out = append(out, rest)
		}
	}
	return out
}

// oblastOf finds the code of an oblast by a name or the code of a place in it, among those
// that have practices.
func oblastOf(called string, codes []string) (string, error) {
	for _, find := range []func(string) (place.Oblast, bool){place.FindOblast, place.FindOblastByStem, place.OblastOf} {
		o, ok := find(called)
		if ok && slices.Contains(codes, o.Code) {
			return o.Code, nil
		}
		if ok {
			called = o.UK
			break
		}
	}
	var there, empty []reply.Named
	for _, o := range place.Oblasts {
		one := reply.Named{Ref: o.UK, Called: []string{o.Stem, o.EN}}
		if slices.Contains(codes, o.Code) {
			there = append(there, one)
		} else if !strings.EqualFold(o.UK, called) {
			empty = append(empty, one)
		}
	}
	return "", reply.NoneSuch("search.oblast", called, there, empty)
}

// SearchFile prints for each query of a file the documents of another that it finds.
func SearchFile(w io.Writer, documents, queriesFile string, exact bool) error {
	docs, err := search.ReadDocuments(documents)
	if err != nil {
		return err
	}
	queries, err := search.ReadQueries(queriesFile)
	if err != nil {
		return err
	}
	synonyms, err := workspace.Synonyms("")
	if err != nil {
		return err
	}
	words, err := workspace.Words()
	if err != nil {
		return err
	}
	index, err := search.New(words, docs)
	if err != nil {
		return err
	}
	defer index.Close()
	out := bufio.NewWriter(w)
	for _, query := range queries {
		found, err := (&Query{Words: query, Exact: exact}).ask(index, synonyms)
		if err != nil {
			return err
		}
		ids := make([]string, len(found.Hits))
		for k, h := range found.Hits {
			ids[k] = h.ID
		}
		out.WriteString(query + "\t" + strings.Join(ids, " ") + "\n")
	}
	return out.Flush()
}

// A hitJSON is one practice of --json.
type hitJSON struct {
	Ref     string `json:"ref"`
	Period  string `json:"period"`
	Title   string `json:"title"`
	English string `json:"title_en"`
	Theme   string `json:"theme"`
	Place   string `json:"place"`
	Score   string `json:"score"`
	Level   string `json:"level"`
	Snippet string `json:"snippet"`
}

// JSON prints what was found for programs.
func (found *Finding) JSON(w io.Writer) error {
	out := struct {
		Begun bool      `json:"begun"`
		Meant string    `json:"meant"`
		Hits  []hitJSON `json:"hits"`
	}{found.Begun, found.Meant, []hitJSON{}}
	for _, h := range found.Hits {
		p, err := aboutOf(h)
		if err != nil {
			return err
		}
		out.Hits = append(out.Hits, hitJSON{h.ID, p.Period, marked(h.Title), marked(h.English), p.Theme, p.Place, p.Score, p.Level, snippet(h)})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// aboutOf reads what the index keeps of a practice.
func aboutOf(h search.Hit) (a about, err error) {
	err = json.Unmarshal([]byte(h.About), &a)
	return a, err
}

// marked puts brackets about what was found.
func marked(text string) string { return search.Mark(text, "[", "]") }

// snippet is what stands in the text about what was found.
func snippet(h search.Hit) string {
	return marked(search.Snippet(strings.Join(strings.Fields(h.Text), " "), snippetSize))
}

// Tell prints what was found in words, what was found between brackets.
func (found *Finding) Tell(w io.Writer, m Asked) error {
	fmt.Fprintln(w, m.Texts.T("search.found", "n", found.Total, "of", found.Of))
	if found.Others > 0 {
		fmt.Fprintln(w, m.Texts.T("search.others", "n", found.Others))
	}
	if found.Begun {
		fmt.Fprintln(w, m.Texts.T("search.begun"))
	}
	if found.Meant != "" {
		fmt.Fprintln(w, m.Texts.T("search.meant", "read", found.Meant))
	}
	for i, h := range found.Hits {
		if err := m.tellHit(w, i+1, h); err != nil {
			return err
		}
	}
	if rest := found.Total - len(found.Hits); rest > 0 {
		fmt.Fprintln(w, m.Texts.T("search.more", "n", rest))
	}
	return nil
}

// tellHit prints one practice: its title, in English too for who reads or has asked so,
// whose it is, and its text about what was found.
func (m Asked) tellHit(w io.Writer, rank int, h search.Hit) error {
	p, err := aboutOf(h)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, m.Texts.T("search.hit", "rank", rank, "title", marked(h.Title)))
	english := m.Texts.Lang() == "en"
	if h.English != "" && (english || strings.Contains(h.English, search.Open)) {
		fmt.Fprintln(w, "   "+marked(h.English))
	}
	if english {
		p.Place = latin.Of(p.Place)
	}
	fmt.Fprintln(w, "   "+m.Texts.T("search.about", "ref", h.ID, "period", p.Period, "place", p.Place, "score", m.points(p.Score), "level", cmp.Or(p.Level, "–")))
	if h.Text != "" {
		for _, line := range plaintext.Wrap(snippet(h), 92) {
			fmt.Fprintln(w, "   "+line)
		}
	}
	return nil
}
