package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/site"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// madeOf makes files by their names below a folder.
func madeOf(t testing.TB, below string, files []site.File, into map[string][]byte) {
	t.Helper()
	for _, f := range files {
		data, err := f.Make()
		if err != nil {
			t.Fatal(err)
		}
		into[below+f.Name] = data
	}
}

// onTheWeb is a site of a run whose address is known, with the pages over all periods.
func onTheWeb(t testing.TB, address string, runs ...*analysedRun) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	var trends []site.Trend
	for _, r := range runs {
		var languages []*wording.Catalogue
		in := map[string]compose.Input{}
		for _, lang := range templates.Languages {
			languages = append(languages, catalogue(t, lang))
			in[lang] = r.composed()
		}
		book := bookOfTables(in, languages)
		book.Address = address
		files, err := book.Files()
		if err != nil {
			t.Fatal(err)
		}
		madeOf(t, r.Period+"/", files, out)
		for name, data := range downloads(t, book) {
			out[r.Period+"/"+name] = data
		}
		var trend site.Trend
		if err := json.Unmarshal(out[r.Period+"/"+site.TrendName], &trend); err != nil {
			t.Fatal(err)
		}
		trends = append(trends, trend)
	}
	over, err := site.Start(trends, templates.Languages, address)
	if err != nil {
		t.Fatal(err)
	}
	madeOf(t, "", over, out)
	return out
}

// attribute is the value of an attribute of the first element that has another with a
// value.
func attribute(doc *html.Node, element, key, value, want string) string {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != element {
			continue
		}
		held := map[string]string{}
		for _, a := range n.Attr {
			held[a.Key] = a.Val
		}
		if held[key] == value {
			return held[want]
		}
	}
	return ""
}

// Of a site whose address is known, search engines are told every page in its
// languages, each address leads to a file, and the data are described as they are.
func TestSiteOnTheWeb(t *testing.T) {
	const address = "https://praktyky.gov.ua/site/"
	r := sample(t)
	r.Imprint = map[string]map[string]string{"licence": {"uk": "CC BY 4.0", "en": "Creative Commons Attribution (https://creativecommons.org/licenses/by/4.0/)."}}
	files := onTheWeb(t, address, r)
	named := func(link string) string { return strings.TrimPrefix(link, address) }
	var index struct {
		Maps []string `xml:"sitemap>loc"`
	}
	var listed struct {
		Pages []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"], &index); err != nil || len(index.Maps) != 1 {
		t.Fatalf("%v, %v", index.Maps, err)
	}
	if err := xml.Unmarshal(files[named(index.Maps[0])], &listed); err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, link := range listed.Pages {
		if files[named(link)] == nil || !strings.HasPrefix(link, address) {
			t.Errorf("the sitemap leads to %s, which is not there", link)
		}
		there[named(link)] = true
	}
	for name, data := range files {
		if path.Ext(name) != ".html" || strings.Count(name, "/") < 2 || path.Base(name) == "practice.html" {
			continue
		}
		if !there[name] {
			t.Errorf("the sitemap does not have %s", name)
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if got := attribute(doc, "link", "rel", "canonical", "href"); named(got) != name {
			t.Errorf("%s says that it is %q", name, got)
		}
		for _, property := range []string{"og:title", "og:description", "og:type", "og:url", "og:image", "og:image:alt", "og:locale", "og:locale:alternate", "og:site_name"} {
			got := attribute(doc, "meta", "property", property, "content")
			if got == "" || property == "og:image" && !bytes.HasPrefix(files[named(got)], []byte("\x89PNG")) {
				t.Errorf("%s: %s is %q", name, property, got)
			}
		}
	}
	told := files[r.Period+"/en/data/index.html"]
	from := bytes.Index(told, []byte(`<script type="application/ld+json">`)) + len(`<script type="application/ld+json">`)
	var set struct {
		Type         string `json:"@type"`
		Covers       string `json:"temporalCoverage"`
		License      struct{ Name, URL string }
		Distribution []struct {
			URL    string `json:"contentUrl"`
			Size   int    `json:"contentSize"`
			SHA256 string `json:"sha256"`
		}
	}
	if err := json.NewDecoder(bytes.NewReader(told[from:])).Decode(&set); err != nil {
		t.Fatal(err)
	}
	if set.Type != "Dataset" || set.Covers != "2026-01-01/2026-06-30" || len(set.Distribution) < 3 {
		t.Errorf("the data are described as %+v", set)
	}
	if got := set.License; got.Name != r.Imprint["licence"]["en"] || got.URL != "https://creativecommons.org/licenses/by/4.0/" || !bytes.Contains(files[r.Period+"/uk/data/index.html"], []byte("<p>CC\u00a0BY\u00a04.0</p>")) {
		t.Errorf("the licence of the imprint became %+v", got)
	}
	for _, d := range set.Distribution {
		data := files[named(d.URL)]
		if digest := sha256.Sum256(data); data == nil || len(data) != d.Size || hex.EncodeToString(digest[:]) != d.SHA256 {
			t.Errorf("%s is not what is said", d.URL)
		}
	}
}

// A reader goes from a page to the same in another period, and sees how a practice has
// stood in all of them.
func TestPeriodsAreSwitched(t *testing.T) {
	now, before := sample(t), sample(t)
	before.Period = "2025-H2"
	before.intake.Evidence.Submissions = before.intake.Evidence.Submissions[1:]
	before.intake.Evidence.Uncertainty.Replications, before.intake.Evidence.Uncertainty.Sobol = 2, false
	before.results = analysis.Analyse(before.intake.Evidence)
	files := onTheWeb(t, "", before, now)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	const opened = `new Promise(done => { const d = document.querySelector('details.%s'); d.open = true; let n = 0; const look = () => d.dataset.filled === 'done' || ++n > 200 ? done([...d.querySelectorAll('a')].map(a => a.href)) : setTimeout(look, 20); look(); })`
	page := func(n int) string {
		s := now.intake.Evidence.Submissions[n]
		return oneOfPartner(files, now.Period+"/uk/practices/", s.Practices[0].ID, s.Partner.ID)
	}
	for n, want := range map[int]string{1: page(1), 0: "index.html"} { // 0: a partner that was not there before
		r.Do(t, chromedp.Navigate(base+now.Period+"/uk/"+page(n)))
		links := browser.See[[]string](t, r, fmt.Sprintf(opened, "periods"))
		if to := base + "2025-H2/uk/" + want; !slices.Contains(links, to) || !slices.Contains(links, base+now.Period+"/uk/"+page(n)) || !slices.Contains(links, base+"index.html") {
			t.Errorf("other periods: %q, want %s", links, to)
		}
		for _, link := range links {
			if name, _, _ := strings.Cut(strings.TrimPrefix(link, base), "#"); files[name] == nil {
				t.Errorf("%s leads nowhere", link)
			}
		}
		rows := browser.See[[]string](t, r, fmt.Sprintf(opened, "history"))
		if len(rows) != 2*n {
			t.Errorf("practice of partner %d: %q", n, rows)
		}
	}
	r.Do(t, chromedp.Navigate(base+now.Period+"/uk/"+page(1)))
	browser.See[[]string](t, r, fmt.Sprintf(opened, "history"))
	scores := browser.See[[]string](t, r, `[...document.querySelectorAll('details.history td')].map(e => e.textContent)`)
	unit := now.results.Now.Of(score.Practice)
	i := slices.IndexFunc(unit, func(u *score.Unit) bool { return u.Partner == now.intake.Evidence.Submissions[1].Partner.ID })
	s, _ := now.results.Now.At(unit[i], now.results.Now.Root())
	if want := catalogue(t, "uk").Number(s.Value, 1); len(scores) != 2 || !slices.Contains(scores, want) {
		t.Errorf("scores of the practice: %q, now %s", scores, want)
	}
	// The page of a partner tells its own scores, and leads to itself in other periods.
	partner := now.intake.Evidence.Submissions[1].Partner.ID
	r.Do(t, chromedp.Navigate(base+now.Period+"/uk/partners/"+partner+".html"))
	if links, to := browser.See[[]string](t, r, fmt.Sprintf(opened, "history")), base+"2025-H2/uk/partners/"+partner+".html"; len(links) != 2 || !slices.Contains(links, to) || files[strings.TrimPrefix(to, base)] == nil {
		t.Errorf("the periods of a partner are %q, want %s", links, to)
	}
	partners := now.results.Now.Of(score.Partner)
	own, _ := now.results.Now.At(partners[slices.IndexFunc(partners, func(u *score.Unit) bool { return u.ID == partner })], now.results.Now.Root())
	told := browser.See[[]string](t, r, `[...document.querySelectorAll('details.history td')].map(e => e.textContent)`)
	if want := catalogue(t, "uk").Number(own.Value, 1); len(told) != 2 || !slices.Contains(told, want) {
		t.Errorf("scores of the partner: %q, now %s", told, want)
	}
	r.Quiet(t, "periods")
}

// oneOfPartner is the page of a practice, below its language's folder.
func oneOfPartner(files map[string][]byte, below, practice, partner string) string {
	for name := range files {
		if rest, ok := strings.CutPrefix(name, below); ok && strings.HasPrefix(rest, strings.ToLower(partner)+"/") && strings.HasSuffix(rest, "/"+strings.ToLower(practice)+".html") {
			return "practices/" + rest
		}
	}
	return "nothing"
}

// longest is of how many letters the word is that no line holds: more than any page is wide,
// and in make torture more than a page has room for.
func longest() int {
	if need.All() {
		return 5000
	}
	return 500
}

// wordOf is a word of so many letters.
func wordOf(letters int) string { return strings.Repeat("Довгеслово", letters/10) }

// Whatever people typed is a text on every page: nothing of it runs, leads astray or
// breaks a page.
func TestHostileTextsAreTexts(t *testing.T) {
	t.Parallel()
	files := siteOf(t, spoiled(t))
	judged(t, files, 2*practiceMost) // every name of a file and of a sheet is as long as it can be
	for name, data := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == "img" {
				t.Errorf("%s has a picture", name)
			}
			for _, a := range n.Attr {
				low := strings.ToLower(a.Val)
				if (a.Key == "href" || a.Key == "src") && (strings.Contains(low, "script:") || strings.HasPrefix(low, "data:") || strings.HasPrefix(a.Val, "//") || strings.Contains(a.Val, "evil.example") || strings.Contains(a.Val, "127.0.0.1")) {
					t.Errorf("%s leads to %q", name, a.Val)
				}
			}
		}
	}
	base := browser.Written(t, files)
	r := browser.Open(t, base, 390)
	for _, page := range append(slices.Clone(kindsOfPages), "practice.html#nobody/%3Cimg%20src=x%20onerror=alert(9)%3E", "practices/index.html#q=%22%3E%3Cimg%20src=x%20onerror=alert(10)%3E", "compare/index.html#p=%3Cimg%20src=x%20onerror=alert(11)%3E", "explore/index.html#w=%3Cimg%3E&me=%22%3E%3Cscript%3E") {
		r.Do(t, chromedp.Navigate(base+"en/"+oneOf(files, page)))
		r.Still(t)
		for _, fault := range browser.See[[]string](t, r, tooWide) {
			t.Errorf("%s: %s is wider than the screen", page, fault)
		}
		if n := browser.See[int](t, r, `document.querySelectorAll('main img, main script, iframe, object').length`); n > 0 {
			t.Errorf("%s: %d elements of somebody's text", page, n)
		}
		r.Quiet(t, page)
	}
}

// Without scripts every kind of page has its texts, its figures and its links, and no
// field that would do nothing.
func TestSiteReadsWithoutScripts(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	if _, err := chromedp.Call(r, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{"index.html": true, "practices/index.html": true, "PRACTICE": true, "partners/index.html": true, "PARTNER": true, "compare/index.html": true, "explore/index.html": true, "oblasts/index.html": true, "periods/index.html": true}
	for _, page := range append(slices.Clone(kindsOfPages), "practice.html") {
		r.Do(t, chromedp.Navigate(base+"uk/"+oneOf(files, page)))
		got := browser.See[[]int](t, r, `(() => { const seen = e => e.getBoundingClientRect().height > 0; return [document.querySelector('main').innerText.length,
			[...document.querySelectorAll('main svg')].filter(seen).length, [...document.querySelectorAll('input, select, button')].filter(seen).length, [...document.querySelectorAll('main a')].filter(seen).length, document.documentElement.dataset.ready ? 1 : 0]; })()`)
		if least := map[bool]int{true: 60, false: 300}[page == "practice.html"]; got[0] < least {
			t.Errorf("%s: %d letters", page, got[0])
		}
		if drawn[page] && got[1] == 0 {
			t.Errorf("%s: no figure", page)
		}
		if got[2] > 0 || got[4] > 0 {
			t.Errorf("%s: %d fields that do nothing; scripts run: %v", page, got[2], got[4] > 0)
		}
	}
	r.Quiet(t, "without scripts")
}
