package pipeline

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// siteOf makes every file of the site of a run; to download there are tables without rows.
func siteOf(t testing.TB, r *analysedRun) map[string][]byte {
	t.Helper()
	return siteWith(t, r, 0)
}

// bookOfTables is a site with tables alone to download.
func bookOfTables(in map[string]compose.Input, languages []*wording.Catalogue) *site.Book {
	return booked(in, languages, tablesAlone(languages[0]), edition.NewShelf(&edition.Memory{}))
}

// downloads are the files to download of a site, by their names.
func downloads(t testing.TB, book *site.Book) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, d := range book.Data {
		var b bytes.Buffer
		if _, err := d.Copy(&b); err != nil {
			t.Fatal(err)
		}
		out["data/"+d.Name] = b.Bytes()
	}
	return out
}

// siteWith makes the same where so many practices may have files of their own.
func siteWith(t testing.TB, r *analysedRun, static int) map[string][]byte {
	t.Helper()
	var languages []*wording.Catalogue
	for _, lang := range templates.Languages {
		languages = append(languages, catalogue(t, lang))
	}
	in := map[string]compose.Input{}
	for _, l := range languages {
		in[l.Lang()] = r.composed()
	}
	book := bookOfTables(in, languages)
	book.Static = static
	files, err := book.Files()
	if err != nil {
		t.Fatal(err)
	}
	out := downloads(t, book)
	for _, f := range files {
		data, err := f.Make()
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is made twice", f.Name)
		}
		out[f.Name] = data
	}
	return out
}

// A pageRead is what a test looks at of a page.
type pageRead struct {
	ids     map[string]bool
	links   []string // href and src
	nodes   int      // elements
	inline  []string // what a policy without 'unsafe-inline' refuses
	heading []int    // levels, in order
}

func readPage(t testing.TB, name string, data []byte) pageRead {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	p := pageRead{ids: map[string]bool{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.nodes++
		p.look(t, name, n)
	}
	return p
}

func (p *pageRead) look(t testing.TB, name string, n *html.Node) {
	t.Helper()
	src := false
	for _, a := range n.Attr {
		switch {
		case n.Data == "script" && a.Key == "type" && a.Val == "application/ld+json": // data, which nobody runs
			src = true
			if text := n.FirstChild.Data; !json.Valid([]byte(text)) {
				t.Errorf("%s: what is said to search engines is no JSON: %.200s", name, text)
			}
		case a.Key == "id":
			if p.ids[a.Val] {
				t.Errorf("%s: the identifier %q stands twice", name, a.Val)
			}
			p.ids[a.Val] = true
		case a.Key == "href" || a.Key == "src":
			p.links = append(p.links, a.Val)
			src = src || a.Key == "src"
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			p.inline = append(p.inline, a.Key+"="+a.Val)
		}
	}
	if n.Data == "style" || n.Data == "script" && !src {
		p.inline = append(p.inline, n.Data)
	}
	if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		p.heading = append(p.heading, int(n.Data[1]-'0'))
	}
}

var external = regexp.MustCompile(`^https?://`)

// practiceMost is how many bytes the page of a practice has, besides what all share.
const practiceMost = 60_000

// judged holds a site against what is promised: budgets, links, policy.
func judged(t *testing.T, files map[string][]byte, practice int) {
	t.Helper()
	pages := map[string]pageRead{}
	for name, data := range files {
		if path.Ext(name) == ".html" {
			pages[name] = readPage(t, name, data)
		}
	}
	shared := len(files["assets/style.css"]) + len(files["assets/site.js"])
	for name, p := range pages {
		most := 300_000
		if strings.Count(name, "/") == 3 { // a practice
			most = practice + shared
		}
		if size := len(files[name]) + shared; size > most {
			t.Errorf("%s: %d bytes with style and script, at most %d", name, size, most)
		}
		if p.nodes > 1500 {
			t.Errorf("%s: %d elements, at most 1500", name, p.nodes)
		}
		for _, what := range p.inline {
			t.Errorf("%s: %.80s is inline", name, what)
		}
		for i, level := range p.heading {
			if i == 0 && level != 1 || i > 0 && (level == 1 || level > p.heading[i-1]+1) {
				t.Errorf("%s: headings of levels %v", name, p.heading)
				break
			}
		}
		for _, link := range p.links {
			if fault := follow(name, link, files, pages); fault != "" {
				t.Error(fault)
			}
		}
	}
}

// follow says what is wrong with a link of a page; "" nothing.
func follow(name, link string, files map[string][]byte, pages map[string]pageRead) string {
	if external.MatchString(link) {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(link, "/") {
		return fmt.Sprintf("%s: the link %q leads out", name, link)
	}
	to := name
	if u.Path != "" {
		to = path.Join(path.Dir(name), u.Path)
	}
	if to == "../index.html" { // the start page, beside the site
		return ""
	}
	if _, ok := files[to]; !ok {
		return fmt.Sprintf("%s: the link %q leads nowhere", name, link)
	}
	if p, ok := pages[to]; ok && u.Fragment != "" && !p.ids[u.Fragment] && path.Base(to) != "practice.html" && !strings.Contains(u.Fragment, "=") {
		return fmt.Sprintf("%s: %q has no such place", name, link)
	}
	return ""
}

// Every link of every page leads somewhere, nothing is inline, pages are small. That
// two runs give the same bytes is tried on the command: run.txtar.
func TestSiteIsWhole(t *testing.T) {
	for name, r := range periodsToPrint(t) {
		t.Run(name, func(t *testing.T) {
			files := sampleSite(t)
			if name != "sample" {
				need.Long(t)
				files = siteOf(t, r)
			}
			judged(t, files, practiceMost)
			for _, lang := range templates.Languages {
				for _, page := range []string{"index", "practices/index", "partners/index", "criteria/index", "recommendations/index", "periods/index", "method/index", "data/index", "accessibility/index"} {
					if files[lang+"/"+page+".html"] == nil {
						t.Errorf("there is no %s/%s.html", lang, page)
					}
				}
			}
			if bytes.Contains(files["uk/index.html"], []byte("⟦")) {
				t.Error("a text is missing")
			}
		})
	}
}

// However many there are, pages keep their budgets; 2,000 partners take no more files
// than can be copied, and practices beyond 3,000 are shown from chunks.
func TestSiteIsBounded(t *testing.T) {
	for _, n := range []int{50, 2000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			if n > 50 {
				need.Minutes(t)
			}
			files := siteOfMany(t)
			if n > 50 {
				files = siteOf(t, multiplied(t, n))
			}
			judged(t, files, practiceMost)
			size, pages := 0, 0
			for name, data := range files {
				size += len(data)
				if strings.HasPrefix(name, "uk/data/pages-") {
					pages++
				}
				if most := map[bool]int{false: 300_000, true: 480_000}[name == "assets/echarts.js"]; path.Ext(name) == ".js" && len(data) > most {
					t.Errorf("%s has %d bytes", name, len(data))
				}
			}
			if len(files) > 6000 || size > 1<<30 {
				t.Errorf("%d files of %d bytes", len(files), size)
			}
			if want := map[int]bool{50: false, 2000: true}[n]; pages > 0 != want {
				t.Errorf("%d files of practices", pages)
			}
			t.Logf("%d files, %d MB, %d files of practices a language", len(files), size>>20, pages)
		})
	}
}

// A practice of very many is shown by practice.html, with its links.
func TestPracticeOfManyIsShown(t *testing.T) {
	run := sample(t)
	files := packedSite(t)
	judged(t, files, practiceMost)
	base, sub := browser.Written(t, files), run.intake.Evidence.Submissions[2]
	r := browser.Open(t, base, 1280)
	r.Do(t, chromedp.Navigate(base+"uk/practice.html#"+sub.Partner.ID+"/"+sub.Practices[1].ID), chromedp.Sleep(time.Second))
	got := browser.See[[]string](t, r, `[document.querySelector('h1').textContent, String(document.querySelectorAll('#leaf table tr').length > 20), String(document.querySelectorAll('#leaf a[href="partners/`+sub.Partner.ID+`.html"]').length), String(document.querySelectorAll('#leaf svg.fig').length)]`)
	if got[0] != sub.Practices[1].Title || got[1] != "true" || got[2] == "0" || got[3] != "1" {
		t.Errorf("shown: %q", got)
	}
	r.Quiet(t, "practice.html")
}

// The catalogue for other catalogues holds every practice, as its schema says.
func TestCatalogueKeepsItsSchema(t *testing.T) {
	r, files := sample(t), sampleSite(t)
	var schema struct {
		Properties struct {
			Practices struct {
				Items struct {
					Required   []string
					Properties map[string]struct{ Type any }
				}
			}
		}
	}
	var got struct{ Practices []map[string]any }
	for name, into := range map[string]any{"data/catalogue.schema.json": &schema, "data/catalogue.json": &got} {
		if err := json.Unmarshal(files[name], into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	item, want := schema.Properties.Practices.Items, 0
	for _, s := range r.intake.Evidence.Submissions {
		want += len(s.Practices)
	}
	if len(got.Practices) != want || len(item.Required) == 0 {
		t.Errorf("%d practices, want %d", len(got.Practices), want)
	}
	kinds := map[string]string{"string": "string", "float64": "number integer", "bool": "boolean", "map[string]interface {}": "object", "[]interface {}": "array", "<nil>": "null"}
	ids := map[any]bool{}
	for _, p := range got.Practices {
		ids[p["id"]] = true
		for _, key := range item.Required {
			if _, ok := p[key]; !ok {
				t.Errorf("%v has no %s", p["id"], key)
			}
		}
		for key, v := range p {
			allowed := fmt.Sprint(item.Properties[key].Type)
			if !slices.ContainsFunc(strings.Fields(kinds[fmt.Sprintf("%T", v)]), func(kind string) bool { return strings.Contains(allowed, kind) }) {
				t.Errorf("%v: %s is %v, the schema says %s", p["id"], key, v, allowed)
			}
		}
	}
	if len(ids) != want {
		t.Errorf("%d names of %d practices", len(ids), want)
	}
}

// To be mailed, the site is one file without scripts that keeps to its size, and an
// archive with one folder, in which every link leads somewhere.
func TestSiteIsMailed(t *testing.T) {
	r := sample(t)
	in := map[string]compose.Input{}
	var languages []*wording.Catalogue
	for _, lang := range templates.Languages {
		languages = append(languages, catalogue(t, lang))
		in[lang] = r.composed()
	}
	book, shelf := booked(in, languages, nil, nil), edition.NewShelf(&edition.Memory{})
	for _, s := range r.results.Comparison.Standings {
		sheet := edition.Plain("factsheets/uk/"+s.Unit.ID+".pdf", written([]byte("sheet")))
		book.Sheets = append(book.Sheets, sheetsOf([]edition.Output{sheet}, []compare.Standing{s}, "uk", shelf)...)
	}
	for _, o := range single(book) {
		var b bytes.Buffer
		if _, err := o.Write(&b); err != nil {
			t.Fatal(err)
		}
		made := b.Bytes()
		if o.Name == siteArchive {
			archived(t, made)
			continue
		}
		p := readPage(t, o.Name, made)
		if len(made) > 500_000 || bytes.Contains(made, []byte("<script")) || bytes.Contains(made, []byte("⟦")) {
			t.Errorf("%s: %d bytes, or a script, or a text is missing", o.Name, len(made))
		}
		for _, link := range p.links {
			if anchor, ok := strings.CutPrefix(link, "#"); ok && !p.ids[anchor] || !ok && !external.MatchString(link) {
				t.Errorf("%s: the link %q leads nowhere", o.Name, link)
			}
		}
		t.Logf("%s: %d bytes", o.Name, len(made))
	}
}

func archived(t *testing.T, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files, tops := map[string][]byte{}, map[string]bool{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		top, name, _ := strings.Cut(f.Name, "/")
		tops[top], files[name] = true, content
	}
	if len(tops) != 1 || files["START.html"] == nil || files["index.html"] == nil {
		t.Errorf("%d folders in the archive, or no page to start with", len(tops))
	}
	pages := map[string]pageRead{}
	for name, content := range files {
		if path.Ext(name) == ".html" {
			pages[name] = readPage(t, name, content)
		}
	}
	for name, p := range pages {
		for _, link := range p.links {
			if fault := follow(name, link, files, pages); fault != "" && name != "START.html" {
				t.Error(fault)
			}
		}
	}
}
