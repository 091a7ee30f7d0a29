package main

import (
	"cmp"
	"encoding/json"
	"fmt"
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

// searchDepository finds practices of the depository by their words.
func searchDepository(m asked, words []string) error {
	practices, err := m.db.Practices(m.known)
	if err != nil {
		return err
	}
	if practices, err = m.wanted(practices); err != nil {
		return err
	}
	docs := make([]search.Document, len(practices))
	for i, p := range practices {
		docs[i] = search.Document{ID: p.Partner + "/" + p.ID, Title: p.Title, Text: p.Text, Latin: place.Romanise(p.Title)}
	}
	index, synonyms, err := workspace.Index(docs)
	if err != nil {
		return err
	}
	defer index.Close()
	query := strings.Join(words, " ")
	var found search.Found
	if exact, _ := m.cmd.Flags().GetBool("exact"); exact {
		found.Hits, err = index.Exact(query)
	} else {
		found, err = index.Find(query, synonyms)
	}
	if err != nil {
		return wording.Fail("search.failed", "query", query, "text", err)
	}
	if asJSON, _ := m.cmd.Flags().GetBool("json"); asJSON {
		return m.hitsJSON(practices, found)
	}
	return m.hits(practices, found)
}

// wanted keeps the practices that the flags ask for.
func (m asked) wanted(all []store.Practice) (out []store.Practice, err error) {
	flag := flagsOf(m.cmd)
	least, _ := m.cmd.Flags().GetInt("level")
	var oblast place.Oblast
	var places *place.Registry
	if name := flag("oblast"); name != "" {
		ok := false
		for _, find := range []func(string) (place.Oblast, bool){place.FindOblast, place.FindOblastByStem, place.OblastOf} {
			if !ok {
				oblast, ok = find(name)
			}
		}
		if !ok {
			return nil, wording.Fail("search.oblast", "read", name)
		}
		w, err := workspace.Open(m.opts.Sources)
		if err != nil {
			return nil, err
		}
		places = w.Places
	}
	for _, p := range all {
		o, _ := places.OblastOf(p.Place)
		level, err := strconv.Atoi(p.Level)
		switch {
		case flag("theme") != "" && p.Theme != flag("theme"):
		case least > 0 && (err != nil || level < least):
		case oblast.Code != "" && o.Code != oblast.Code:
		case flag("criterion") != "" && !p.Answers(flag("criterion")):
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

func (m asked) hitsJSON(practices []store.Practice, found search.Found) error {
	out := struct {
		Begun bool      `json:"begun"`
		Meant string    `json:"meant"`
		Hits  []hitJSON `json:"hits"`
	}{found.Begun, found.Meant, []hitJSON{}}
	for _, h := range found.Hits {
		p := practices[h.Document]
		out.Hits = append(out.Hits, hitJSON{p.Partner + "/" + p.ID, p.Period, search.Mark(h.Title, "[", "]"), p.Theme, p.PlaceName, p.Score, p.Level, snippet(h)})
	}
	e := json.NewEncoder(m.cmd.OutOrStdout())
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// snippet is what stands in the text about what was found.
func snippet(h search.Hit) string {
	return search.Mark(search.Snippet(strings.Join(strings.Fields(h.Text), " "), snippetSize), "[", "]")
}

// hits prints what was found in words, what was found between brackets.
func (m asked) hits(practices []store.Practice, found search.Found) error {
	w := m.cmd.OutOrStdout()
	fmt.Fprintln(w, m.texts.T("search.found", "n", len(found.Hits), "of", len(practices)))
	if found.Begun {
		fmt.Fprintln(w, m.texts.T("search.begun"))
	}
	if found.Meant != "" {
		fmt.Fprintln(w, m.texts.T("search.meant", "read", found.Meant))
	}
	for i, h := range found.Hits[:min(len(found.Hits), mostHits)] {
		p := practices[h.Document]
		fmt.Fprintln(w, m.texts.T("search.hit", "rank", i+1, "title", search.Mark(h.Title, "[", "]")))
		fmt.Fprintln(w, "   "+m.texts.T("search.about", "ref", p.Partner+"/"+p.ID, "period", p.Period, "place", p.PlaceName, "score", m.points(p.Score), "level", cmp.Or(p.Level, "–")))
		if h.Text != "" {
			for _, line := range plaintext.Wrap(snippet(h), 92) {
				fmt.Fprintln(w, "   "+line)
			}
		}
	}
	if rest := len(found.Hits) - mostHits; rest > 0 {
		fmt.Fprintln(w, m.texts.T("search.more", "n", rest))
	}
	return nil
}
