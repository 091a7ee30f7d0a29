// Package reference says where each finding is printed, and how. It believes that a
// number which nobody can look up is a rumour: every one that a report or a page
// prints has a name that can be asked for, and the name stays when the words change.
package reference

import (
	"cmp"
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
	of    map[string][]*page // pages about an id alone
}

// A page is what was taken in, its passages by number.
type page struct {
	name, anchor string
	by           map[string][]*found
}

// A found is a passage with its place.
type found struct {
	where, over string
	names       map[string]bool // whether it names an id, of those that were asked for
}

// Printed finds what the report and the site of one language print.
func Printed(in compose.Input, texts *wording.Catalogue) []Number {
	x := newIndex(&in, voice.New(&in.Evidence, &in.Analysis, texts))
	for _, p := range Pages(in, texts) {
		x.add(p)
	}
	return x.printed()
}

// Pages returns what is printed in one language: the report, and every page of the
// site.
func Pages(in compose.Input, texts *wording.Catalogue) []Page {
	out := []Page{{Name: "report", Blocks: compose.Report(in, texts).Blocks}}
	for _, p := range pages.NewSite(in, texts).Pages {
		content := p.Make()
		page := Page{Name: "site", Anchor: p.Anchor, About: content.Title + " " + content.About, Blocks: content.Blocks}
		if p.Of != "" {
			page.Of = slices.DeleteFunc([]string{p.Of, p.ID}, func(id string) bool { return id == "" })
		}
		out = append(out, page)
	}
	return out
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
	in := &page{p.Name, p.Anchor, map[string][]*found{}}
	for _, passage := range passagesOf(p.Blocks, p.Anchor, p.About+" "+strings.Join(p.Of, " ")) {
		f := &found{p.Name + "#" + cmp.Or(p.Anchor, passage.at), passage.over, map[string]bool{}}
		for _, n := range passage.numbers {
			in.by[n] = append(in.by[n], f)
		}
	}
	if p.Of == nil {
		x.pages = append(x.pages, in)
		return
	}
	last := p.Of[len(p.Of)-1]
	x.of[last] = append(x.of[last], in)
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
		for _, f := range p.by[token] {
			if len(out) < mostPlaces && !slices.Contains(out, f.where) && x.speaks(f, n.About) {
				out = append(out, f.where)
			}
		}
	}
	for _, token := range Tokens(text) {
		for _, p := range x.pages {
			look(p, token)
		}
		for _, id := range n.About {
			for _, p := range x.of[id] {
				look(p, token)
			}
		}
	}
	return out
}

// speaks reports whether a passage names all that a number is about.
func (x *index) speaks(f *found, about []string) bool {
	for _, id := range about {
		named, asked := f.names[id]
		if !asked {
			named = strings.Contains(f.over, id) || slices.ContainsFunc(x.names[id], func(name string) bool { return name != "" && strings.Contains(f.over, name) })
			f.names[id] = named
		}
		if !named {
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
