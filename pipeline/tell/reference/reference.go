// Package reference says where each finding is printed, and how. It believes that a
// number which nobody can look up is a rumour: every one that a report or a page
// prints has a name that can be asked for, and the name stays when the words change.
package reference

import (
	"iter"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
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

// A Page is something that is printed: a document, or a page of the site.
type Page struct {
	Name   string   // "report" or "site"
	Anchor string   // of the page as a whole; "" none
	About  string   // what it is about, in words
	Of     []string // the ids that it is about; none: of all
	Blocks []document.Block
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
	in = in.Spoken(texts)
	x := newIndex(&in, in.Voice)
	x.tell = tell
	x.stand(compose.Report(in, texts).Blocks, pages.NewSite(in, texts).Pages)
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
			if !yield(pageOf(p, p.Make())) {
				return
			}
		}
	}
}

// pageOf is a page of the site with its content.
func pageOf(p pages.Page, content pages.Content) Page {
	page := Page{Name: "site", Anchor: p.Anchor, About: content.Title + " " + content.About, Blocks: content.Blocks}
	if p.Of != "" {
		page.Of = slices.DeleteFunc([]string{p.Of, p.ID}, func(id string) bool { return id == "" })
	}
	return page
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
