package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/site/field"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/stem"
	"depository.example/depository/pipeline/survey/synonym"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// chunk is how many rows of the catalogue stand in one file.
const chunk = 500

// summaryMost is how much of a summary a list shows, in letters.
const summaryMost = 160

// search are the files that the script of the catalogue reads, each a script itself,
// since from a disk nothing else can be read: facets of all rows, and rows by chunks.
func (v *volume) search() []File {
	dir := v.site.Lang + "/data/"
	out := []File{{dir + "facets.js", func() ([]byte, error) { return call("facets", facetsOf(v)) }}}
	for from := 0; from < len(v.site.Practices); from += chunk {
		part := v.site.Practices[from:min(from+chunk, len(v.site.Practices))]
		out = append(out, File{fmt.Sprintf("%srows-%d.js", dir, from/chunk), func() ([]byte, error) { return call("rows", from/chunk, rows(part, v.site.Lang, v.paths)) }})
	}
	return out
}

// words are the files of the index by the first letters of words, for all languages.
func (w *binder) words() []File {
	index := indexOf(w.Sites)
	w.shards = slices.Sorted(maps.Keys(index))
	var out []File
	for _, key := range w.shards {
		out = append(out, File{"data/" + shardName(key), func() ([]byte, error) { return call("words", key, index[key]) }})
	}
	return out
}

// synonyms is the file of what means the same: the script asks for each expression of a
// group where the reader asks for one.
func (b *Book) synonyms() File {
	return File{"data/synonyms.js", func() ([]byte, error) {
		groups := b.Synonyms
		if groups == nil {
			text, err := assets.ReadFile("search-synonyms.txt")
			if err != nil {
				return nil, err
			}
			groups = synonym.Read(string(text))
		}
		return call("synonyms", groups.Stems())
	}}
}

// addresses leads from the permanent address of a practice to its page.
func (v *volume) addresses() map[string]string {
	out := map[string]string{}
	for _, p := range v.site.Pages {
		if p.Kind == pages.PracticePage {
			out[p.Of+"/"+p.ID] = v.paths[p.Anchor]
		}
	}
	return out
}

// shardName is the file of the words that begin alike: letters by their numbers, so
// that every system can store it.
func shardName(key string) string {
	name := "words"
	for _, r := range key {
		name += fmt.Sprintf("-%x", r)
	}
	return name + ".js"
}

// call is a script that hands data to the script of the page.
func call(name string, args ...any) ([]byte, error) {
	out := []byte("depository." + name + "(")
	for i, a := range args {
		data, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, data...)
	}
	return append(out, ");\n"...), nil
}

// A facetTable is what sorting and choosing needs of every row: for each row, in
// order, the numbers of its theme, oblast, level and partner from 1 (0 none), 1 where
// reviewers have looked, the score in hundredths (-1 none), the place of its title in
// the alphabet, and in one number its year times 64, whether a cost is told times 16, and
// how easy it is to repeat.
//
// A choice is its name in the address, the same in every language, and its text.
type facetTable struct {
	Chunk    int      `json:"chunk"`
	Themes   []choice `json:"themes"`
	Oblasts  []choice `json:"oblasts"`
	Levels   []choice `json:"levels"`
	Partners []choice `json:"partners"`
	Years    []choice `json:"years"`
	Costs    []choice `json:"costs"`
	Repeats  []choice `json:"repeats"`
	Shards   []string `json:"shards"`
	Rows     [][8]int `json:"rows"`
}

// mostRepeats is how many levels there may be of how easy it is to repeat a practice.
const mostRepeats = 16

// facetsOf are the facets of a language.
func facetsOf(v *volume) facetTable {
	site, list := v.site, v.site.Practices
	t := facetTable{Chunk: chunk, Shards: v.shards, Rows: make([][8]int, len(list))}
	inOrder := alphabet.Of(site.Lang)
	alike := func(a, b choice) int { return inOrder(a[1], b[1]) }
	theme := func(l pages.Listing) choice { return choice{l.ThemeID, l.Theme} }
	oblast := func(l pages.Listing) choice { return choice{l.OblastID, l.Oblast} }
	level := func(l pages.Listing) choice { return choice{strconv.Itoa(l.LevelID), l.Level} }
	partner := func(l pages.Listing) choice { return choice{l.Key.Partner, l.Partner} }
	t.Themes, t.Oblasts, t.Partners = choices(list, alike, theme), choices(list, alike, oblast), choices(list, alike, partner)
	t.Levels = choices(list, func(a, b choice) int { return cmp.Or(cmp.Compare(len(a[0]), len(b[0])), strings.Compare(a[0], b[0])) }, level)
	year := func(l pages.Listing) choice { return choice{l.Year, l.Year} }
	cost := func(l pages.Listing) choice {
		told := strconv.FormatBool(l.Priced)
		return choice{told, v.site.T("page.find.cost." + told)}
	}
	repeats := func(l pages.Listing) choice {
		if l.Repeats < 0 || l.Repeats > mostRepeats-2 {
			return choice{}
		}
		return choice{strconv.Itoa(l.Repeats), v.site.T("page.find.repeat.level", "level", l.Repeats)}
	}
	lastFirst := func(a, b choice) int { return cmp.Or(cmp.Compare(len(b[0]), len(a[0])), strings.Compare(b[0], a[0])) }
	t.Years, t.Costs, t.Repeats = choices(list, lastFirst, year), choices(list, lastFirst, cost), choices(list, lastFirst, repeats)
	years, costs, repeated := numbers1(t.Years), numbers1(t.Costs), numbers1(t.Repeats)
	themes, oblasts, levels, partners := numbers1(t.Themes), numbers1(t.Oblasts), numbers1(t.Levels), numbers1(t.Partners)
	byTitle := make([]int, len(list))
	for i := range byTitle {
		byTitle[i] = i
	}
	keys := alphabet.Keys(site.Lang, len(list), func(i int) string { return list[i].Title })
	slices.SortStableFunc(byTitle, func(a, b int) int { return bytes.Compare(keys[a], keys[b]) })
	for place, i := range byTitle {
		t.Rows[i][6] = place
	}
	for i, l := range list {
		r := &t.Rows[i]
		r[0], r[1], r[2], r[3] = themes[theme(l)], oblasts[oblast(l)], levels[level(l)], partners[partner(l)]
		r[7] = (years[year(l)]*4+costs[cost(l)])*mostRepeats + repeated[repeats(l)]
		if l.Reviewed {
			r[4] = 1
		}
		r[5] = -1
		if l.Score.Known {
			r[5] = int(l.Score.X*100 + 0.5)
		}
	}
	return t
}

type choice [2]string

// choices lists what rows have, each once, in order; what has no text is none.
func choices(list []pages.Listing, inOrder func(a, b choice) int, of func(pages.Listing) choice) []choice {
	seen := map[choice]bool{}
	out := []choice{}
	for _, l := range list {
		if c := of(l); c[1] != "" && !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b choice) int { return cmp.Or(inOrder(a, b), strings.Compare(a[0], b[0])) })
	return out
}

// numbers1 is the number of each choice, from 1.
func numbers1(list []choice) map[choice]int {
	out := map[choice]int{}
	for i, c := range list {
		out[c] = i + 1
	}
	return out
}

// A row is what a list shows of a practice: title, address below the language's
// folder, summary, score as printed and its shade.
type row struct {
	Title   string `json:"t"`
	Href    string `json:"h"`
	Summary string `json:"s,omitempty"`
	Score   string `json:"x"`
	Class   int    `json:"c"`
	Lang    string `json:"l,omitempty"`
}

// rows are what lists on pages in a language show of practices, with lines that end where
// they do on other pages; paths are those of their pages, by anchor.
func rows(part []pages.Listing, lang string, paths map[string]string) []row {
	out := make([]row, len(part))
	for i, l := range part {
		title, about := wording.Tied(l.Title, cmp.Or(l.Lang, lang)), wording.Tied(brief.Letters(l.Summary, summaryMost), cmp.Or(l.Lang, lang))
		out[i] = row{title, paths[voice.PracticeAnchor(l.Key)], about, l.Score.Text, l.Score.Class, l.Lang}
	}
	return out
}

// indexOf returns for every stem the rows that have it, by the letters that stems begin
// with: "1 3a" are differences in base 36 of twice the row, and one more where it
// stands in a title.
func indexOf(sites []*pages.Site) map[string]map[string]string {
	at, of := map[string]*entry{}, stem.Stemmer{}
	for i := range sites[0].Practices {
		title := 1
		meet := func(word string) {
			e := at[word]
			if e == nil {
				e = &entry{}
				at[word] = e
			}
			e.add(2*i + title)
		}
		for _, s := range sites {
			of.Each(s.Practices[i].Title, meet)
		}
		title = 0
		for _, text := range besides(sites, i) {
			of.Each(text, meet)
		}
	}
	all := make(map[string]string, len(at))
	for word, e := range at {
		all[word] = string(e.text)
	}
	out := map[string]map[string]string{}
	shard("", all, out)
	return out
}

// An entry is the rows of one stem as the index has them. Of many practices there are
// millions: they are put down at once.
type entry struct {
	text []byte
	last int
}

// add puts down a row that is not yet in: what stands in a title comes first.
func (e *entry) add(row int) {
	if len(e.text) > 0 {
		if e.last/2 == row/2 {
			return
		}
		e.text = append(e.text, ' ')
	}
	e.text, e.last = strconv.AppendInt(e.text, int64(row-e.last), 36), row
}

// besides is what a practice is found by besides its title: what is told of it, its number
// at its partner, and the names around it in every language and in Latin letters.
func besides(sites []*pages.Site, i int) []string {
	l := sites[0].Practices[i]
	out := []string{l.Summary, l.Story[0], l.Story[1], l.Story[2], l.ID, latin.Of(l.Partner), latin.Of(l.Oblast)}
	for _, s := range sites {
		out = append(out, s.Practices[i].Partner, s.Practices[i].Theme, s.Practices[i].Oblast)
	}
	return out
}

// shardMost is the size of a file of the index from which it is divided, in bytes.
const shardMost = 40_000

// shard puts words that begin alike into one file, or divides them by their next
// letter where it would be too large.
func shard(prefix string, words map[string]string, out map[string]map[string]string) {
	size := 0
	for w, rows := range words {
		size += len(w) + len(rows) + 6
	}
	if size <= shardMost {
		out[prefix] = words
		return
	}
	parts := map[string]map[string]string{}
	for w, rows := range words {
		key := prefix
		if rest := []rune(w[len(prefix):]); len(rest) > 0 {
			key += string(rest[0])
		}
		if parts[key] == nil {
			parts[key] = map[string]string{}
		}
		parts[key][w] = rows
	}
	for key, part := range parts {
		if key == prefix {
			out[key] = part
			continue
		}
		shard(key, part, out)
	}
}

// tools are the fields that the script of a page needs: they are hidden without it.
func (v *volume) tools(p *pages.Page, here string) template.HTML {
	f := field.Words{T: v.site.T}
	switch p.Kind {
	case pages.PracticesPage:
		return f.Find(v.site.Unverified)
	case pages.HomePage:
		return f.Ask(rel(here, v.paths["practices"]))
	case pages.ExplorePage:
		return f.Weigh()
	case pages.ComparePage:
		return f.Compare()
	case pages.PartnersPage:
		return template.HTML(fmt.Sprintf(`<p class="takes"><a href="%s">%s</a></p>`, rel(here, v.paths["explore"]), v.say("page.explore")))
	}
	return ""
}

// say is a text of the wording as the content of an element.
func (v *volume) say(key string, args ...any) string {
	return template.HTMLEscapeString(v.site.T(key, args...))
}

// gate is the permanent address of every practice: practice.html#partner/id leads to
// its page.
func (v *volume) gate() ([]byte, error) {
	f := v.framed(&pages.Page{Kind: pages.PracticesPage}, "practice.html")
	f.Title, f.About = v.sectionName(pages.PracticesPage), v.site.Cover.Title
	f.Body = template.HTML(fmt.Sprintf(`<p id="gate" data-from="%s" data-none="%s"><a href="%s">%s</a>. <a href="%s">%s</a></p>`,
		map[bool]string{false: "addresses", true: "chunks"}[v.shell], v.say("page.gate.none"), v.paths["practices"], v.say("page.gate.all"), v.paths["partners"], v.say("page.no-script")))
	return f.write(v.frame)
}
