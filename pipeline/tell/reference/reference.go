// Package reference says where each finding is printed, and how. It believes that a
// number which nobody can look up is a rumour: every one that a report or a page
// prints has a name that can be asked for, and the name stays when the words change.
package reference

import (
	"cmp"
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
	taken *strings.Replacer   // takes the names of partners and hromadas out of a text, where they have a number in them
	all   *page               // every page that is about nothing alone
	of    map[string]*page    // pages about an id alone

	within map[string]map[string]*page // pages about a practice, by its partner and itself

	usual *vocabulary

	later map[string][]pages.Page // of each partner, which are taken in when it is its turn
	tell  func(Number)
}

// Printed finds what the report and the site of one language print, in the order of
// the references.
func Printed(in compose.Input, texts *wording.Catalogue) (found []Number) {
	Each(in, texts, func(n Number) { found = append(found, n) })
	slices.SortFunc(found, func(a, b Number) int { return strings.Compare(a.Ref, b.Ref) })
	return found
}

// Each tells the same in another order. Of thousands of partners, the pages and the
// numbers of one are there at a time.
func Each(in compose.Input, texts *wording.Catalogue, tell func(Number)) {
	x := newIndex(&in, voice.New(&in.Evidence, &in.Analysis, texts))
	x.add(Page{Name: "report", Blocks: compose.Report(in, texts).Blocks})
	site := pages.NewSite(in, texts).Pages
	for i := range site {
		if p := &site[i]; p.Kind == pages.PartnerPage || p.Kind == pages.PracticePage {
			x.later[p.Of] = nil
		}
	}
	for _, p := range site {
		if _, own := x.later[p.Of]; own {
			x.later[p.Of] = append(x.later[p.Of], p)
		} else {
			x.add(made(p))
		}
	}
	x.tell = tell
	x.look(findings.NewNumbering(x.voice.Found))
}

// Pages goes over what is printed in one language: the report, and every page of the
// site.
func Pages(in compose.Input, texts *wording.Catalogue) iter.Seq[Page] {
	return func(yield func(Page) bool) {
		if !yield(Page{Name: "report", Blocks: compose.Report(in, texts).Blocks}) {
			return
		}
		for _, p := range pages.NewSite(in, texts).Pages {
			if !yield(made(p)) {
				return
			}
		}
	}
}

// made makes a page of the site.
func made(p pages.Page) Page {
	content := p.Make()
	page := Page{Name: "site", Anchor: p.Anchor, About: content.Title + " " + content.About, Blocks: content.Blocks}
	if p.Of != "" {
		page.Of = slices.DeleteFunc([]string{p.Of, p.ID}, func(id string) bool { return id == "" })
	}
	return page
}

// newIndex makes an index of nothing yet.
func newIndex(in *compose.Input, v *voice.Voice) *index {
	x := &index{voice: v, names: map[string][]string{}, of: map[string]*page{}, within: map[string]map[string]*page{}, later: map[string][]pages.Page{}}
	var numbered []string
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
			if u.Kind != score.Practice && Tokens(called) != nil {
				numbered = append(numbered, called, " ")
			}
		}
	}
	x.taken = strings.NewReplacer(numbered...)
	var usual []string
	for _, n := range v.Found.Now.Nodes {
		x.call(n.ID, v.Node(n.ID))
		usual = append(usual, n.ID)
	}
	for _, k := range in.Questionnaire.Kinds {
		x.call(k.ID, v.Text(k.Name))
		usual = append(usual, k.ID)
	}
	for i := range in.Rules {
		x.call(in.Rules[i].ID, v.Text(in.Rules[i].Title))
		usual = append(usual, in.Rules[i].ID)
	}
	x.usual = newVocabulary(usual, x.names)
	x.all = newPage(nil, x.usual)
	return x
}

func (x *index) call(id, name string) {
	if !slices.Contains(x.names[id], name) {
		x.names[id] = append(x.names[id], name)
	}
}

// add takes a page in.
func (x *index) add(p Page) {
	in := x.all
	if p.Of != nil {
		in = x.pageOf(p.Of)
	}
	for _, passage := range passagesOf(p.Blocks, p.Anchor, p.About+" "+strings.Join(p.Of, " "), x.taken) {
		in.add(p.Name+"#"+cmp.Or(p.Anchor, passage.at), passage)
	}
}

// pageOf returns the page about an id, or about a practice of a partner.
func (x *index) pageOf(ids []string) *page {
	among, id := x.of, ids[0]
	if len(ids) > 1 {
		if x.within[id] == nil {
			x.within[id] = map[string]*page{}
		}
		among, id = x.within[id], ids[1]
	}
	if among[id] == nil {
		among[id] = newPage(ids, x.usual)
	}
	return among[id]
}

// look finds the numbers that are printed: those that speak of no partner first, then
// partner by partner, with its own pages; last those that speak of several.
func (x *index) look(all *findings.Numbering) {
	waiting, several := map[string][]findings.Number{}, []findings.Number{}
	at := "" // whose turn it is
	take := func(n findings.Number) {
		switch of := x.partners(n.About); {
		case len(of) == 0 || len(of) == 1 && of[0] == at:
			x.take(n)
		case len(of) == 1 && at == "":
			waiting[of[0]] = append(waiting[of[0]], n)
		default:
			several = append(several, n)
		}
	}
	all.Shared(take)
	for _, at = range all.Partners {
		x.open(at)
		all.Own(at, take)
		for _, n := range waiting[at] {
			x.take(n)
		}
		x.close(at)
	}
	for _, n := range several {
		of := x.partners(n.About)
		for _, id := range of {
			x.open(id)
		}
		x.take(n)
		for _, id := range of {
			x.close(id)
		}
	}
}

// partners are those among ids that have pages of their own.
func (x *index) partners(ids []string) (out []string) {
	for _, id := range ids {
		if x.later[id] != nil && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// open takes the pages of a partner in; close lets go of them.
func (x *index) open(partner string) {
	for _, p := range x.later[partner] {
		x.add(made(p))
	}
}

func (x *index) close(partner string) {
	delete(x.of, partner)
	delete(x.within, partner)
	clear(x.all.near)
}

// take keeps a number, if it is printed.
func (x *index) take(n findings.Number) {
	text := Text(x.voice, n)
	if where := x.where(n, text); where != nil {
		x.tell(Number{n, text, where})
	}
}

// where lists the first places where a number is printed of what it is about.
func (x *index) where(n findings.Number, text string) []string {
	var out []string
	pages := x.about(n.About)
	for _, token := range Tokens(text) {
		for _, p := range pages {
			out = p.look(token, n.About, x.names, out)
		}
	}
	return out
}

// about returns the pages about nothing alone, about an id alone, and about a practice
// of a partner.
func (x *index) about(ids []string) []*page {
	out := []*page{x.all}
	for _, id := range ids {
		if p := x.of[id]; p != nil {
			out = append(out, p)
		}
		for _, owner := range ids {
			if p := x.within[owner][id]; p != nil {
				out = append(out, p)
			}
		}
	}
	return out
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
