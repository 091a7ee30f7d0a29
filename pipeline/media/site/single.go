package site

import (
	"bytes"
	"cmp"
	"io"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/site/download"
	"depository.example/depository/pipeline/media/svg"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// singleMost is how many practices a page by itself lists, the highest first.
const singleMost = 100

// Single is the site in one language as one page that can be mailed: the home page with
// its figures, the highest practices and the recommendations, without scripts. packed: it lies in an archive,
// and says that this has to be unpacked first.
func (b *Book) Single(lang string, packed bool) ([]byte, error) {
	i := slices.IndexFunc(b.Sites, func(s *pages.Site) bool { return s.Lang == lang })
	w := &binder{Book: b, paths: map[string]string{}}
	v, err := w.volume(max(i, 0))
	if err != nil {
		return nil, err
	}
	doc := v.site.Cover
	if packed {
		doc.Blocks = append(doc.Blocks, &document.Paragraph{Style: document.Aside, Spans: document.Plain(v.words.T("page.single.extract"))})
	}
	doc.Blocks = append(doc.Blocks, v.content(&v.site.Pages[0]).Blocks...)
	doc.Blocks = append(doc.Blocks, &document.Heading{Level: 2, ID: "practices", Text: v.sectionName(pages.PracticesPage)}, highest(v.site))
	if k := slices.IndexFunc(v.site.Pages, func(p pages.Page) bool { return p.Kind == pages.AdvicePage }); k >= 0 {
		advice := v.content(&v.site.Pages[k])
		doc.Blocks = append(doc.Blocks, &document.Heading{Level: 2, ID: "recommendations", Text: advice.Title})
		doc.Blocks = append(doc.Blocks, advice.Blocks...)
	}
	there := anchors(doc.Blocks)
	var out bytes.Buffer
	err = html.Write(&out, &doc, html.Options{
		Style: svg.Style(),
		Link: func(link string) (string, bool) {
			return link, there[link] || !strings.HasPrefix(link, "#") && document.Follows(link)
		},
		Figure: func(out []byte, f *document.Figure) []byte {
			return html.Append(svg.Append(out, f, svg.Options{Words: v.words}), []document.Block{html.Numbers(f, v.words.T("site.no-data"))}, html.Options{Lang: v.site.Lang, Top: 1})
		},
	})
	return out.Bytes(), err
}

// anchors are the places of blocks that a link may lead to.
func anchors(blocks []document.Block) map[string]bool {
	there := map[string]bool{}
	for _, block := range blocks {
		switch b := block.(type) {
		case *document.Heading:
			there["#"+b.ID] = true
		case *document.Card:
			there["#"+b.ID] = true
		}
	}
	return there
}

// highest is a table of the practices with the highest scores.
func highest(site *pages.Site) *document.Table {
	list, T := slices.Clone(site.Practices), site.T
	slices.SortStableFunc(list, func(a, b pages.Listing) int {
		value := func(l pages.Listing) float64 {
			if l.Score.Known {
				return l.Score.X
			}
			return math.Inf(-1)
		}
		return cmp.Compare(value(b), value(a))
	})
	shown := list[:min(singleMost, len(list))]
	t := &document.Table{ID: "highest", Title: T("page.practices.best", "n", len(shown), "of", len(list)), Compact: true,
		Columns: []document.Column{{Title: T("page.single.practice")}, {Title: T("site.partner")}, {Title: T("site.score"), Align: document.Right}, {Title: T("site.level")}}}
	cell := func(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }
	for _, l := range shown {
		name := []document.Span{{Text: l.Title, Lang: l.Lang, Bold: true}}
		if l.Summary != "" {
			name = append(name, document.Span{Text: " — "}, document.Span{Text: brief.Letters(l.Summary, summaryMost), Lang: l.Lang})
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Head: true, Spans: name}, cell(l.Partner), cell(l.Score.Text), cell(l.Level)}})
	}
	return t
}

// Zip packs the site of a period into one folder of its name, with a page for who has
// not unpacked it and the pages over all periods, of this one alone. The same book
// gives the same bytes.
func (b *Book) Zip(to io.Writer) error {
	first := b.Sites[0]
	files, err := b.Files()
	if err != nil {
		return err
	}
	var langs []string
	for _, s := range b.Sites {
		langs = append(langs, s.Lang)
	}
	w := &binder{Book: b, paths: map[string]string{}}
	w.place()
	over, err := Start([]Trend{w.told()}, langs, b.Address)
	if err != nil {
		return err
	}
	over = append([]File{{"START.html", func() ([]byte, error) { return b.Single(first.Lang, true) }}}, over...)
	var all []download.File
	for _, f := range over {
		all = append(all, download.File{Name: f.Name, Copy: f.Copy})
	}
	for _, f := range files {
		all = append(all, download.File{Name: first.Folder + "/" + f.Name, Copy: f.Copy})
	}
	for _, d := range b.Data {
		all = append(all, download.File{Name: first.Folder + "/data/" + d.Name, Copy: d.Copy})
	}
	for _, s := range b.Sheets {
		all = append(all, download.File{Name: first.Folder + "/data/" + s.Name, Copy: s.Copy})
	}
	slices.SortFunc(all[1:], func(a, b download.File) int { return strings.Compare(a.Name, b.Name) })
	z := deflate.NewZip(to)
	for _, p := range all {
		entry, err := z.Create("depository-" + first.Folder + "/" + p.Name)
		if err == nil {
			_, err = p.Copy(entry)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}
