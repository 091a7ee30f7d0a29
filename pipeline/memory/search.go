package memory

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/search"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

const (
	mostHits    = 20  // how many practices are printed; --json has all
	snippetSize = 160 // letters of a text about what was found
)

// A Query asks for practices of the depository.
type Query struct {
	Words     string
	Exact     bool   // only words that are those of the query, in any of their forms
	Theme     string // "" any
	Criterion string // that is answered; "" any
	Oblast    string // a name or the code of a place in it; "" any
	Level     int    // at least
}

// A Finding is what a query finds.
type Finding struct {
	search.Found
	practices []store.Practice
}

// Search finds practices of the depository by their words. sources are where the
// codifier is opened, if an oblast is asked for, and where synonyms of one's own lie;
// file keeps the index from one question to the next.
func (m Asked) Search(q *Query, sources workspace.Sources, file string) (*Finding, error) {
	practices, err := m.DB.Practices(m.Known)
	if err != nil {
		return nil, err
	}
	wanted, err := q.wanted(practices, sources)
	if err != nil {
		return nil, err
	}
	docs := make([]search.Document, len(practices))
	for i, p := range practices {
		docs[i] = search.Document{ID: p.Partner + "/" + p.ID, Title: p.Title, Text: p.Text, Latin: strings.TrimSpace(place.Romanise(p.Title) + " " + p.TitleEN)}
	}
	found, err := lookFor(docs, []string{q.Words}, q.Exact, file, filepath.Join(sources.Inputs, workspace.SynonymsFile))
	if err != nil {
		return nil, err
	}
	keep := map[[3]string]bool{}
	for _, p := range wanted {
		keep[[3]string{p.Partner, p.Place, p.ID}] = true
	}
	found[0].Hits = slices.DeleteFunc(found[0].Hits, func(h search.Hit) bool {
		p := practices[h.Document]
		return !keep[[3]string{p.Partner, p.Place, p.ID}]
	})
	return &Finding{found[0], practices}, nil
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
	found, err := lookFor(docs, queries, exact, "", "")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for i, query := range queries {
		ids := make([]string, len(found[i].Hits))
		for k, h := range found[i].Hits {
			ids[k] = docs[h.Document].ID
		}
		out.WriteString(query + "\t" + strings.Join(ids, " ") + "\n")
	}
	return out.Flush()
}

func lookFor(docs []search.Document, queries []string, exact bool, file, synonymsFile string) ([]search.Found, error) {
	index, synonyms, err := workspace.Index(docs, file, synonymsFile)
	if err != nil {
		return nil, err
	}
	defer index.Close()
	out := make([]search.Found, len(queries))
	for i, query := range queries {
		if exact {
			out[i].Hits, err = index.Exact(query)
		} else {
			out[i], err = index.Find(query, synonyms)
		}
		if err != nil {
			return nil, wording.Fail("search.failed", "query", query, "text", err)
		}
	}
	return out, nil
}

// wanted keeps the practices that are asked for whatever their words.
func (q *Query) wanted(all []store.Practice, sources workspace.Sources) (out []store.Practice, err error) {
	var oblast place.Oblast
	var places *place.Registry
	if name := q.Oblast; name != "" {
		ok := false
		for _, find := range []func(string) (place.Oblast, bool){place.FindOblast, place.FindOblastByStem, place.OblastOf} {
			if !ok {
				oblast, ok = find(name)
			}
		}
		if !ok {
			return nil, wording.Fail("search.oblast", "read", name)
		}
		w, err := workspace.Open(sources)
		if err != nil {
			return nil, err
		}
		places = w.Places
	}
	for _, p := range all {
		o, _ := places.OblastOf(p.Place)
		level, err := strconv.Atoi(p.Level)
		switch {
		case q.Theme != "" && p.Theme != q.Theme:
		case q.Level > 0 && (err != nil || level < q.Level):
		case oblast.Code != "" && o.Code != oblast.Code:
		case q.Criterion != "" && !p.Answers(q.Criterion):
		default:
			out = append(out, p)
		}
	}
	return out, nil
}

// A hitJSON is one practice of --json.
type hitJSON struct {
	Ref     string `json:"ref"`
	Period  string `json:"period"`
	Title   string `json:"title"`
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
		p := found.practices[h.Document]
		out.Hits = append(out.Hits, hitJSON{p.Partner + "/" + p.ID, p.Period, search.Mark(h.Title, "[", "]"), p.Theme, p.PlaceName, p.Score, p.Level, snippet(h)})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// snippet is what stands in the text about what was found.
func snippet(h search.Hit) string {
	return search.Mark(search.Snippet(strings.Join(strings.Fields(h.Text), " "), snippetSize), "[", "]")
}

// Tell prints what was found in words, what was found between brackets.
func (found *Finding) Tell(w io.Writer, m Asked) error {
	fmt.Fprintln(w, m.Texts.T("search.found", "n", len(found.Hits), "of", len(found.practices)))
	if found.Begun {
		fmt.Fprintln(w, m.Texts.T("search.begun"))
	}
	if found.Meant != "" {
		fmt.Fprintln(w, m.Texts.T("search.meant", "read", found.Meant))
	}
	for i, h := range found.Hits[:min(len(found.Hits), mostHits)] {
		p := found.practices[h.Document]
		fmt.Fprintln(w, m.Texts.T("search.hit", "rank", i+1, "title", search.Mark(h.Title, "[", "]")))
		fmt.Fprintln(w, "   "+m.Texts.T("search.about", "ref", p.Partner+"/"+p.ID, "period", p.Period, "place", p.PlaceName, "score", m.points(p.Score), "level", cmp.Or(p.Level, "–")))
		if h.Text != "" {
			for _, line := range plaintext.Wrap(snippet(h), 92) {
				fmt.Fprintln(w, "   "+line)
			}
		}
	}
	if rest := len(found.Hits) - mostHits; rest > 0 {
		fmt.Fprintln(w, m.Texts.T("search.more", "n", rest))
	}
	return nil
}
