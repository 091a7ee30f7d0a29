// Package reference says where each finding is printed, and how. It believes that a
// number which nobody can look up is a rumour: every one that a report or a page
// prints has a name that can be asked for, and the name stays when the words change.
package reference

import (
	"cmp"
	"index/suffixarray"
	"iter"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// A Number is a finding with its print.
type Number struct {
	findings.Number
	Text  string   // as printed
	Where []string // as "report#section-ranking", "site#partner-verbodolsk"; some of the places
}

// mostPlaces is how many places are told of one number.
const mostPlaces = 3

// A Page is something that is printed: a document, or a page of the site.
type Page struct {
	Name   string   // "report" or "site"
	Anchor string   // of the page as a whole; "" none
	About  string   // what it is about, in words
	Of     []string // the ids that it is about; none: of all
	Blocks []document.Block
}

// An index knows the passages in which a number is printed.
type index struct {
	voice *voice.Voice
	names map[string][]string // what an id is called
	pages []*page
	of    map[string][]*page // pages about an id alone, and about a practice by its partner and itself
}

// A page is what was taken in, its passages by number.
type page struct {
	of       []string // the ids that it is about, which every passage names
	passages []found
	by       map[string][]int32 // passages in their order
	words    *suffixarray.Index // over what all passages name; nil until it is asked
	ends     []int32            // in words, of each passage
	named    map[string][]int32 // passages that name an id, of those that were asked for
}

// A found is a passage with its place.
type found struct{ where, over string }

// Printed finds what the report and the site of one language print.
func Printed(in compose.Input, texts *wording.Catalogue) []Number {
	x := newIndex(&in, voice.New(&in.Evidence, &in.Analysis, texts))
	for p := range Pages(in, texts) {
		x.add(p)
	}
	return x.printed()
}

// Pages goes over what is printed in one language: the report, and every page of the
// site.
func Pages(in compose.Input, texts *wording.Catalogue) iter.Seq[Page] {
	return func(yield func(Page) bool) {
		if !yield(Page{Name: "report", Blocks: compose.Report(in, texts).Blocks}) {
			return
		}
		for _, p := range pages.NewSite(in, texts).Pages {
			content := p.Make()
			page := Page{Name: "site", Anchor: p.Anchor, About: content.Title + " " + content.About, Blocks: content.Blocks}
			if p.Of != "" {
				page.Of = slices.DeleteFunc([]string{p.Of, p.ID}, func(id string) bool { return id == "" })
			}
			if !yield(page) {
				return
			}
		}
	}
}

// newIndex makes an index of nothing yet.
func newIndex(in *compose.Input, v *voice.Voice) *index {
	x := &index{voice: v, names: map[string][]string{}, of: map[string][]*page{}}
	for _, r := range []*score.Result{v.Found.Now, v.Found.Before} {
		if r == nil {
			continue
		}
		for i := range r.Units {
			u := &r.Units[i]
			called := u.Name
			if u.Kind == score.Partner {
				called = v.Name(u.ID)
			}
			x.call(u.ID, called)
		}
	}
	for _, n := range v.Found.Now.Nodes {
		x.call(n.ID, v.Node(n.ID))
	}
	for _, k := range in.Questionnaire.Kinds {
		x.call(k.ID, v.Text(k.Name))
	}
	for i := range in.Rules {
		x.call(in.Rules[i].ID, v.Text(in.Rules[i].Title))
	}
	return x
}

func (x *index) call(id, name string) {
	if !slices.Contains(x.names[id], name) {
		x.names[id] = append(x.names[id], name)
	}
}

// add takes a page in.
func (x *index) add(p Page) {
	in := &page{of: p.Of, by: map[string][]int32{}, named: map[string][]int32{}}
	for _, passage := range passagesOf(p.Blocks, p.Anchor, p.About+" "+strings.Join(p.Of, " ")) {
		n := int32(len(in.passages))
		in.passages = append(in.passages, found{p.Name + "#" + cmp.Or(p.Anchor, passage.at), passage.over})
		for _, number := range passage.numbers {
			in.by[number] = append(in.by[number], n)
		}
	}
	if p.Of == nil {
		x.pages = append(x.pages, in)
		return
	}
	of := strings.Join(p.Of, "\x00")
	x.of[of] = append(x.of[of], in)
}

// printed returns the findings that are printed, in the order of their references.
func (x *index) printed() []Number {
	var out []Number
	for _, n := range findings.Numbers(x.voice.Found) {
		text := Text(x.voice, n)
		if where := x.where(n, text); where != nil {
			out = append(out, Number{n, text, where})
		}
	}
	slices.SortFunc(out, func(a, b Number) int { return strings.Compare(a.Ref, b.Ref) })
	return out
}

// where lists the first places where a number is printed of what it is about.
func (x *index) where(n findings.Number, text string) []string {
	var out []string
	look := func(p *page, token string) {
		for _, k := range x.candidates(p, p.by[token], n.About) {
			if len(out) == mostPlaces {
				return
			}
			if f := &p.passages[k]; !slices.Contains(out, f.where) && x.speaks(p, f, n.About) {
				out = append(out, f.where)
			}
		}
	}
	for _, token := range Tokens(text) {
		for _, p := range x.pages {
			look(p, token)
		}
		for _, p := range x.about(n.About) {
			look(p, token)
		}
	}
	return out
}

// about returns the pages about an id alone, and about a practice of a partner.
func (x *index) about(ids []string) (out []*page) {
	for _, id := range ids {
		out = append(out, x.of[id]...)
		for _, owner := range ids {
			out = append(out, x.of[owner+"\x00"+id]...)
		}
	}
	return out
}

// few is how many passages are looked through one by one.
const few = 8

// candidates leaves of many passages those that name all ids.
func (x *index) candidates(p *page, list []int32, about []string) []int32 {
	for _, id := range about {
		if len(list) <= few {
			break
		}
		if id == "" || slices.Contains(p.of, id) {
			continue
		}
		fewer, more := p.naming(id, x.names[id]), list
		if len(fewer) > len(more) {
			fewer, more = more, fewer
		}
		var both []int32
		for _, k := range fewer {
			if _, holds := slices.BinarySearch(more, k); holds {
				both = append(both, k)
			}
		}
		list = both
	}
	return list
}

// naming returns the passages that name an id, or what it is called.
func (p *page) naming(id string, names []string) []int32 {
	out, known := p.named[id]
	if known {
		return out
	}
	if p.words == nil {
		var all []byte
		for _, f := range p.passages {
			all = append(append(all, f.over...), 0)
			p.ends = append(p.ends, int32(len(all)))
		}
		p.words = suffixarray.New(all)
	}
	for _, name := range append([]string{id}, names...) {
		if name == "" {
			continue
		}
		for _, at := range p.words.Lookup([]byte(name), -1) {
			n, _ := slices.BinarySearch(p.ends, int32(at)+1)
			out = append(out, int32(n))
		}
	}
	slices.Sort(out)
	out = slices.Clip(slices.Compact(out))
	p.named[id] = out
	return out
}

// speaks reports whether a passage names all that a number is about.
func (x *index) speaks(p *page, f *found, about []string) bool {
	for _, id := range about {
		if slices.Contains(p.of, id) || strings.Contains(f.over, id) {
			continue
		}
		if !slices.ContainsFunc(x.names[id], func(name string) bool { return name != "" && strings.Contains(f.over, name) }) {
			return false
		}
	}
	return true
}

// Text prints a finding as report and site do.
func Text(v *voice.Voice, n findings.Number) string {
	switch n.As {
	case findings.AsPoints:
		return v.Points(n.X)
	case findings.AsDelta:
		return v.Delta(n.X)
	case findings.AsPercent:
		return v.Words.Percent(n.X, 0)
	case findings.AsPermille:
		return v.Words.Percent(n.X, 1)
	case findings.AsCount:
		return v.Words.Number(n.X, 0)
	case findings.AsStatistic:
		return v.Words.Number(n.X, 2)
	}
	return v.Words.Shortest(n.X, 2)
}
