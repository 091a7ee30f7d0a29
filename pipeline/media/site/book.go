// Package site writes the site: a folder of pages that opens from a disk, needs no
// network and reads without scripts. It believes that a text is a text: nothing that
// a partner typed can become mark-up or program, and whoever cannot see a figure
// reads its numbers.
package site

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/media/site/download"
	"depository.example/depository/pipeline/media/svg"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/synonym"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/templates"
)

var assets = templates.Files

// A Book is the site of one period: pages in every language, and what there is to
// download.
type Book struct {
	Sites []*pages.Site // one a language, the first is the default
	Data  []download.File
	// Sheets are the factsheets of partners, in data/ too, to which their pages lead.
	Sheets []Sheet
	// Address is where the folder of all periods is on the web, with a slash at its
	// end; "" nobody said.
	Address string
	// Synonyms are what the search takes for one; nil: the program's own.
	Synonyms synonym.Groups
	Static   int // how many practices may have files of their own; 0: 3,000
}

// A Sheet is the factsheet of a partner in a language.
type Sheet struct {
	download.File
	Lang, Partner string
}

// A File is one file of the site, made when it is asked for. Its name is below the
// folder of the site, with slashes.
type File struct {
	Name string
	Make func() ([]byte, error)
}

// Copy writes the file, as of one to download.
func (f File) Copy(w io.Writer) (int64, error) {
	data, err := f.Make()
	if err != nil {
		return 0, err
	}
	n, err := w.Write(data)
	return int64(n), err
}

// policyOf is the policy of every page: what lies beside it, and nothing else.
const policyOf = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

// Files returns the files of the site but those to download, which stand in data/. Pages
// are the same below each language, so that a switch of the language keeps the place. The same book gives the same bytes.
func (b *Book) Files() ([]File, error) {
	tmpl, err := template.New("frame.html").ParseFS(assets, "site/frame.html")
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	w := &binder{Book: b, frame: tmpl, paths: map[string]string{}, offered: download.Tell(b.Data)}
	w.place()
	out, err := shared()
	if err != nil {
		return nil, err
	}
	out = append(out, File{"index.html", w.start})
	out = append(out, File{TrendName, w.trend})
	out = append(out, w.records()...)
	out = append(append(out, w.words()...), b.synonyms())
	out = append(out, w.held())
	out = append(out, w.sitemap()...)
	volumes := make([]*volume, len(b.Sites))
	for i := range b.Sites { // what takes most room is made, and let go of, first
		if volumes[i], err = w.volume(i); err != nil {
			return nil, err
		}
		out = append(out, volumes[i].singles()...)
	}
	for i, s := range b.Sites {
		v := volumes[i]
		for k := range s.Pages {
			if p := &s.Pages[k]; many(p.Kind) && !(w.shell && p.Kind == pages.PracticePage) {
				out = append(out, v.file(p))
			}
		}
		out = append(out, v.search()...)
		out = append(out, v.chunks()...)
		out = append(out, v.benches()...)
		out = append(out, File{s.Lang + "/practice.html", v.gate})
	}
	return out, nil
}

// shared are the files that pages share.
func shared() ([]File, error) {
	css, err := assets.ReadFile("site/pages.css")
	if err != nil {
		return nil, err
	}
	style := palette.CSS() + string(css) + svg.Style()
	out := []File{{"assets/style.css", func() ([]byte, error) { return []byte(style), nil }}}
	for name, from := range map[string]string{
		"assets/fonts/source-sans-regular.woff2": "site/fonts/source-sans-regular.woff2", "assets/fonts/source-sans-semibold.woff2": "site/fonts/source-sans-semibold.woff2",
		"assets/fonts/LICENSE.md": "fonts/LICENSE.md", "assets/site.js": "site/site.js", "assets/icon.svg": "site/icon.svg",
		"assets/workbench.js": "site/workbench.js", "assets/explore.js": "site/explore.js", "assets/compare.js": "site/compare.js",
		"assets/echarts.js": "site/echarts/echarts.js", "assets/echarts-LICENSE.txt": "site/echarts/LICENSE", "assets/echarts-NOTICE.txt": "site/echarts/NOTICE",
	} {
		out = append(out, File{name, func() ([]byte, error) { return assets.ReadFile(from) }})
	}
	return out, nil
}

// A binder knows where every page stands.
type binder struct {
	*Book
	frame  *template.Template
	paths  map[string]string // of pages below a language, by anchor
	nth    map[string]int    // which of the practices a page is of, by anchor
	shell  bool              // practices are shown by practice.html from chunks
	shards []string          // the beginnings of words that files of the index are for

	offered func() ([]download.Told, error) // of the files to download
}

// staticMost is how many practices have files of their own; of more, a folder would
// hold more than can be copied.
const staticMost = 3000

// folders of pages of which there are many, files of those of which there is one.
var folders = map[pages.PageKind]string{pages.PartnerPage: "partners/", pages.CriterionPage: "criteria/", pages.PracticePage: "practices/", pages.OblastPage: "oblasts/"}

// place sets the path of every page. Names are made of what the page is of, in Latin
// letters, each once.
func (w *binder) place() {
	taken := map[string]bool{}
	practices := 0
	w.nth = map[string]int{}
	for _, p := range w.Sites[0].Pages {
		if p.Kind == pages.PracticePage {
			w.nth[p.Anchor] = practices
			practices++
		}
	}
	w.shell = practices > cmp.Or(w.Static, staticMost)
	for _, p := range w.Sites[0].Pages {
		name := ""
		if w.shell && p.Kind == pages.PracticePage {
			w.paths[p.Anchor] = "practice.html#" + url.PathEscape(p.Of) + "/" + url.PathEscape(p.ID)
			continue
		}
		switch p.Kind {
		case pages.HomePage:
			name = "index.html"
		case pages.PracticePage:
			name = folders[p.Kind] + slug(p.Of) + "/" + slug(p.ID)
		case pages.PartnersPage:
			if name = "partners/index.html"; p.ID != "1" {
				name = "partners/list-" + p.ID
			}
		case pages.PartnerPage, pages.CriterionPage, pages.OblastPage:
			name = folders[p.Kind] + slug(p.Of)
		default:
			name = string(p.Kind) + "/index.html"
		}
		w.paths[p.Anchor] = unique(name, taken)
	}
}

// unique ends a name in .html, with a number where it is taken.
func unique(name string, taken map[string]bool) string {
	base := strings.TrimSuffix(name, ".html")
	name = base + ".html"
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s-%d.html", base, n)
	}
	taken[name] = true
	return name
}

// slug is a name that every system can store and every address can hold.
func slug(id string) string {
	const most = 60
	var out []byte
	for _, c := range []byte(strings.ToLower(latin.Of(id))) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			c = '-'
		}
		if c != '-' || len(out) > 0 && out[len(out)-1] != '-' {
			out = append(out, c)
		}
	}
	if s := strings.Trim(string(out[:min(len(out), most)]), "-"); s != "" && s != "index" {
		return s
	}
	return "x"
}

// A volume is the site in one language.
type volume struct {
	*binder
	site   *pages.Site
	words  *wording.Catalogue
	stocks map[string]*stock // by anchor: pages whose figures have files of their own
	parts  *parts

	picture func() (image, alt string) // of previews, found once
}

// content is what stands on a page, for its file.
func (v *volume) content(p *pages.Page) pages.Content {
	if s := v.stocks[p.Anchor]; s != nil {
		return s.take()
	}
	return p.Make()
}

func (w *binder) volume(i int) (*volume, error) {
	words, err := templates.Wording(w.Sites[i].Lang)
	v := &volume{w, w.Sites[i], words, map[string]*stock{}, &parts{frame: w.frame, held: map[string]template.HTML{}}, nil}
	v.picture = sync.OnceValues(func() (string, string) { return pictured(v) })
	for k := range v.site.Pages {
		if p := &v.site.Pages[k]; !many(p.Kind) {
			v.stocks[p.Anchor] = &stock{page: p, left: 1}
		}
	}
	return v, err
}

// file is the file of a page.
func (v *volume) file(p *pages.Page) File {
	return File{v.site.Lang + "/" + v.paths[p.Anchor], func() ([]byte, error) { return v.page(p) }}
}

// A frame is what stands around a page.
type frame struct {
	words                                               *wording.Catalogue
	Lang, Policy, Title, TitleLang, Site, About, Period string
	Root, Home, Data, Method, Accessibility             string
	Here, Folder                                        string // the page below its language's folder, "" of many; the period's folder
	Notice, Organisation                                string
	Preview                                             preview
	Dataset                                             template.JS
	Languages                                           []tongueLink
	Sections                                            []section
	Parent                                              *section
	Scripts                                             []string // below the folder of the site, besides the script of all pages
	Tools, Body                                         template.HTML

	parts *parts
}

// Part is a part of the page by its name in the template, which calls it: it is written
// once for all pages in whose place it is the same.
func (f frame) Part(name string) (template.HTML, error) {
	key := name + " " + f.Root + " " + f.Home
	for _, s := range f.Sections {
		key += " " + s.Current
	}
	f.parts.room.Lock()
	defer f.parts.room.Unlock()
	if part, ok := f.parts.held[key]; ok {
		return part, nil
	}
	var b strings.Builder
	if err := f.parts.frame.ExecuteTemplate(&b, name, f); err != nil {
		return "", err
	}
	f.parts.held[key] = template.HTML(b.String())
	return f.parts.held[key], nil
}

// parts are what stands around the pages of one language, by their place in the folder
// and in the navigation.
type parts struct {
	frame *template.Template
	room  sync.Mutex
	held  map[string]template.HTML
}

// Tied is a text as the content of an element; the template calls it.
func (f frame) Tied(text string) template.HTML { return html.Tied(text, f.Lang) }

// TiedTitle is the title of the page so; the template calls it.
func (f frame) TiedTitle() template.HTML { return html.Tied(f.Title, cmp.Or(f.TitleLang, f.Lang)) }

// T prints a text of the wording; the template calls it.
func (f frame) T(key string, args ...any) string { return f.words.T(key, args...) }

type tongueLink struct {
	Code, Name, Href string
	Current          bool
}

// A section is a link of the navigation. Current is the value of aria-current.
type section struct{ Name, Href, Current string }

// page writes one page.
func (v *volume) page(p *pages.Page) ([]byte, error) {
	content := v.content(p)
	here := v.paths[p.Anchor]
	f := v.framed(p, here)
	f.Title, f.TitleLang, f.About = content.Title, content.Lang, content.About
	f.Tools, f.Scripts = v.tools(p, here), scripts[p.Kind]
	if f.Scripts != nil {
		f.Tools = template.HTML("<p>"+template.HTMLEscapeString(content.About)+"</p>") + f.Tools
	}
	r, _ := rooms.Get().(*room)
	defer rooms.Put(r)
	v.write(r, content, p, here)
	content.Release()
	if p.Kind == pages.DataPage {
		list, err := v.offered()
		if err != nil {
			return nil, err
		}
		r.body = append(r.body, v.downloaded(here).Body(list)...)
		if f.Dataset, err = v.dataset(here, content.About); err != nil {
			return nil, err
		}
	}
	return f.around(r.body, v.frame)
}

// downloaded is a page on which files to download are told of.
func (v *volume) downloaded(here string) download.Page {
	p := download.Page{Words: v.words, Folder: rel(here, "../data/"), Scale: v.site.Scale, Practice: answerColumns}
	for _, s := range v.Sites {
		p.Languages = append(p.Languages, s.Lang)
	}
	return p
}

// write writes what stands on a page below its title as the body of a room.
func (v *volume) write(r *room, content pages.Content, p *pages.Page, here string) {
	out := html.Append(r.body[:0], content.Blocks, html.Options{
		Lang: v.site.Lang, Labels: v.site.Cover.Labels, Top: 1, Kept: &r.kept,
		Figure: func(out []byte, d *document.Figure) []byte { return v.figure(out, d, p, here, &r.kept) },
		Link:   func(link string) (string, bool) { return v.address(link, here) },
	})
	if p.Kind == pages.PracticePage || p.Kind == pages.PartnerPage {
		out = append(append(out, v.history(p)...), v.takeAway(p, here)...)
	}
	r.body = out
}

// write writes a page whose body is in the frame.
func (f frame) write(tmpl *template.Template) ([]byte, error) {
	body := []byte(f.Body)
	return f.around(body, tmpl)
}

// around writes a page around its body, which is most of it and is copied once.
func (f frame) around(body []byte, tmpl *template.Template) ([]byte, error) {
	b, _ := packages.Get().(*bytes.Buffer)
	defer packages.Put(b)
	b.Reset()
	f.Body = bodyGap
	if err := tmpl.Execute(b, f); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	before, behind, _ := bytes.Cut(b.Bytes(), []byte(bodyGap))
	return slices.Concat(before, body, behind), nil
}

// bodyGap stands where the body of a page belongs; no text becomes mark-up.
const bodyGap = "<body-of-the-page>"

// scripts are those that only some pages need.
var scripts = map[pages.PageKind][]string{
	pages.ExplorePage: {"assets/echarts.js", "assets/workbench.js", "assets/explore.js"},
	pages.ComparePage: {"assets/echarts.js", "assets/workbench.js", "assets/compare.js"},
}

// navigation are the kinds that every page leads to.
var navigation = []pages.PageKind{pages.HomePage, pages.PracticesPage, pages.PartnersPage, pages.OblastsPage, pages.ComparePage, pages.CriteriaPage, pages.AdvicePage, pages.PeriodsPage, pages.MethodPage, pages.DataPage}

// parents are the pages above those of which there are many, and those beside one.
var parents = map[pages.PageKind]pages.PageKind{pages.PracticePage: pages.PracticesPage, pages.PartnerPage: pages.PartnersPage, pages.CriterionPage: pages.CriteriaPage, pages.OblastPage: pages.OblastsPage, pages.ExplorePage: pages.PartnersPage}

// framed is the frame of a page at a path below the language's folder.
func (v *volume) framed(p *pages.Page, here string) frame {
	up := strings.Repeat("../", strings.Count(here, "/"))
	cover := v.site.Cover
	f := frame{
		parts: v.parts, words: v.words, Lang: v.site.Lang, Policy: policyOf, Site: cover.Title, Period: v.site.Period, Notice: cover.Notice, Organisation: cover.Organisation,
		Preview: v.previewed(here), Here: here, Folder: v.site.Folder, Root: up + "../", Home: up + "index.html", Data: up + v.paths["data"], Method: up + v.paths["method"], Accessibility: up + v.paths["accessibility"],
	}
	for _, s := range v.Sites {
		f.Languages = append(f.Languages, tongueLink{s.Lang, v.words.T("site.language." + s.Lang), up + "../" + s.Lang + "/" + here, s.Lang == v.site.Lang})
	}
	for _, kind := range navigation {
		if v.paths[string(kind)] == "" {
			continue
		}
		s := section{Name: v.sectionName(kind), Href: up + v.paths[string(kind)]}
		switch kind {
		case p.Kind:
			s.Current = "page"
		case parents[p.Kind]:
			s.Current = "true"
			f.Parent = &section{Name: s.Name, Href: s.Href}
		}
		f.Sections = append(f.Sections, s)
	}
	return f
}

func (v *volume) sectionName(kind pages.PageKind) string {
	if kind == pages.PracticesPage {
		if v.site.PracticeWord != "" {
			return v.site.PracticeWord
		}
		return v.site.T("page.practices.practices")
	}
	return v.site.T("page." + string(kind))
}

// address returns where a link leads from a page: to another page of the site, a
// place of the same page, or a public page of the web.
func (v *volume) address(link, here string) (string, bool) {
	anchor, ok := strings.CutPrefix(link, "#")
	if !ok {
		return link, document.Follows(link)
	}
	name, state, chosen := strings.Cut(anchor, "#")
	if to, ok := v.paths[name]; ok {
		if chosen && !strings.Contains(to, "#") {
			to += "#" + state
		}
		return rel(here, to), true
	}
	if file, ok := strings.CutPrefix(anchor, writing.FileAnchor); ok {
		return rel(here, "../data/"+file), slices.ContainsFunc(v.Data, func(d download.File) bool { return d.Name == file })
	}
	if strings.HasPrefix(anchor, "advice-") {
		return rel(here, v.paths[string(pages.AdvicePage)]) + "#" + anchor, true
	}
	return "", false
}

// rel is the way from one page to another, both below the language's folder.
func rel(from, to string) string {
	return strings.Repeat("../", strings.Count(from, "/")) + to
}

// start is the first page: it leads to each language.
func (w *binder) start() ([]byte, error) {
	v, err := w.volume(0)
	if err != nil {
		return nil, err
	}
	home := &w.Sites[0].Pages[0]
	f := v.framed(home, "index.html")
	prefix := func(href string) string { return v.site.Lang + "/" + href }
	f.Here, f.Root, f.Home, f.Data, f.Method, f.Accessibility = "index.html", "", prefix(f.Home), prefix(f.Data), prefix(f.Method), prefix(f.Accessibility)
	var list document.List
	for i, s := range w.Sites {
		f.Languages[i].Href = s.Lang + "/index.html"
		f.Languages[i].Current = false
		list.Items = append(list.Items, []document.Span{{Text: s.Cover.Title, Lang: s.Lang, Link: s.Lang + "/index.html"}})
	}
	for i := range f.Sections {
		f.Sections[i].Href, f.Sections[i].Current = prefix(f.Sections[i].Href), ""
	}
	f.Title, f.About = f.Site, f.Site
	f.Body = html.Body([]document.Block{&list}, html.Options{Lang: v.site.Lang, Top: 1, Link: func(link string) (string, bool) { return link, true }})
	return f.write(w.frame)
}

// figureName is the path of a figure's own files below the language's folder.
func figureName(p *pages.Page, f *document.Figure) string {
	return path.Join("figures", string(p.Kind)+"-"+slug(f.ID))
}
