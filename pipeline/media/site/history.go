package site

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/templates"
)

// perHistory is how many partners one file of histories holds.
const perHistory = 40

// A span is a period as the script of a site offers it: its folder, its name and its
// languages, and a page of each.
type span struct {
	Period    string            `json:"p"`
	Name      map[string]string `json:"n"`
	Languages []string          `json:"l"`
	Changed   bool              `json:"c,omitempty"` // the method is not that of the period before
}

// A reading is the score of a practice or partner in a period: the number of the period, the
// newest 0, and the score; none is null.
type reading [2]*float64

// histories are what the pages of every period are told of all of them: which there
// are, and how each practice and partner stood. They are asked for when a reader opens them, and
// lie beside the folders, so that pages of a former period know of later ones.
func histories(trends []Trend) []File {
	spans := make([]span, len(trends))
	rows := map[string]map[string][]reading{} // by partner, and what it is of
	for i, t := range trends {
		spans[i] = span{Period: t.Period, Name: map[string]string{}, Languages: slices.Sorted(maps.Keys(t.Title)), Changed: i+1 < len(trends) && trends[i+1].Method != t.Method}
		for _, lang := range spans[i].Languages {
			if words, err := templates.Wording(lang); err == nil {
				spans[i].Name[lang] = trendWords{words, lang, trends}.name(t.Period)
			}
		}
		at := float64(i)
		read := func(id string, score *float64) {
			partner, _, _ := strings.Cut(id, "/")
			if rows[partner] == nil {
				rows[partner] = map[string][]reading{}
			}
			rows[partner][id] = append(rows[partner][id], reading{&at, score})
		}
		for _, p := range t.Partners {
			read(p.ID, p.Score)
		}
		for _, p := range t.Exhibits {
			read(p.ID, p.Score)
		}
	}
	var first []string
	var out []File
	for part := range slices.Chunk(slices.Sorted(maps.Keys(rows)), perHistory) {
		n, held := len(first), map[string][]reading{}
		first = append(first, part[0])
		for _, partner := range part {
			maps.Copy(held, rows[partner])
		}
		out = append(out, File{fmt.Sprintf("history-%d.js", n), func() ([]byte, error) { return call("history", n, held) }})
	}
	return append(out, File{"periods.js", func() ([]byte, error) { return call("periods", spans, first) }})
}

// held names the pages of which there are many, so that the pages of another period
// know whether this one has theirs.
func (w *binder) held() File {
	return File{"data/pages.js", func() ([]byte, error) {
		var list []string
		for _, p := range w.Sites[0].Pages {
			if many(p.Kind) && !(w.shell && p.Kind == pages.PracticePage) {
				list = append(list, w.paths[p.Anchor])
			}
		}
		slices.SortFunc(list, cmp.Compare[string])
		return call("held", w.Sites[0].Folder, list)
	}}
}
