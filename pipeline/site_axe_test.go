package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	paged "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"depository.example/depository/internal/axe"
	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/tell/wording"
)

// looks are the ways in which a page is seen, as media and features of a browser.
var looks = map[string]emulation.SetEmulatedMediaParams{
	"light":  {Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}},
	"dark":   {Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}},
	"forced": {Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}},
	"print":  {Media: "print"},
}

// everything is what WCAG 2.2 AA asks, and the best practices of axe; paper is that but for
// how large what is touched has to be, which is all that axe knows of 2.2; colours are its
// rules that another look of the same page can break.
const (
	paper      = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']`
	everything = `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`
	colours    = `{type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// judgement runs axe over the page by some rules.
const judgement = `axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: %s}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | ')))`

// faultless loads a page, looks whether it fits, and lets axe judge it in some looks:
// everything in the first, in the others colours alone, but in make torture.
func faultless(t *testing.T, r *browser.Tab, where, address string, in ...string) {
	t.Helper()
	r.Do(t, chromedp.Navigate(address))
	r.Still(t)
	fits(t, r, where)
	browser.See[bool](t, r, axe.Script+"; true")
	for i, look := range in {
		rules := everything
		switch {
		case i > 0 && !need.All():
			rules = colours
		case look == "print":
			rules = paper
		}
		if _, err := chromedp.Call(r, emulation.SetEmulatedMedia, looks[look]); err != nil {
			t.Fatal(err)
		}
		for _, fault := range browser.See[[]string](t, r, fmt.Sprintf(judgement, rules)) {
			t.Errorf("%s, %s: %s", where, look, fault)
		}
	}
	r.Quiet(t, where)
}

// Every kind of page is without a fault, and in dark, with forced colours and in print
// too: since all have one style, one page of each of these, in make long each page in one,
// in make torture in all. So are long lists on a telephone, one of them and in make long
// more.
func TestSiteIsAccessible(t *testing.T) {
	t.Parallel()
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	others := []string{"dark", "forced", "print"}
	for i, page := range kindsOfPages {
		in := []string{"light", others[i%len(others)]}
		if i >= len(others) && !need.Longer() {
			in = in[:1]
		}
		if need.All() {
			in = append(in[:1], others...)
		}
		faultless(t, r, page, base+[]string{"uk", "en"}[i%2]+"/"+oneOf(files, page), in...)
	}
	p := oneOf(files, "PARTNER")
	faultless(t, r, "compared", base+"uk/compare/index.html#p="+strings.TrimSuffix(strings.TrimPrefix(p, "partners/"), ".html"), "light", "dark")
	many := siteOfMany(t)
	base = browser.Written(t, many)
	r = browser.Open(t, base, 390)
	long := []string{"practices/index.html"}
	if need.Longer() {
		long = append(long, "PARTNER", "explore/index.html")
	}
	if need.All() {
		long = append(long, "index.html", "partners/index.html", "PRACTICE", "oblasts/index.html")
	}
	for _, page := range long {
		faultless(t, r, page+" of 50", base+"en/"+oneOf(many, page), "light")
	}
}

// Over http, too, nothing is refused and nothing is asked for from elsewhere: of pages
// that take data and scripts from files of their own, in make torture of all.
func TestSiteOverHTTP(t *testing.T) {
	files := sampleSite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		name := strings.TrimPrefix(req.URL.Path, "/")
		data, ok := files[name]
		if !ok {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", map[bool]string{true: "text/html; charset=utf-8"}[strings.HasSuffix(name, ".html")])
		for end, kind := range map[string]string{".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"} {
			if strings.HasSuffix(name, end) {
				w.Header().Set("Content-Type", kind)
			}
		}
		_, _ = w.Write(data)
	}))
	defer server.Close()
	r := browser.Open(t, server.URL, 1280)
	pages := []string{"practices/index.html", "PRACTICE", "compare/index.html", "explore/index.html", "oblasts/index.html", "periods/index.html"}
	if need.All() {
		pages = kindsOfPages
	}
	for _, page := range pages {
		r.Do(t, chromedp.Navigate(server.URL+"/uk/"+oneOf(files, page)))
		r.Still(t)
		r.Quiet(t, page)
	}
}

// focused says where the focus is, and what is wrong with it: not seen, not marked.
const focused = `(() => { const e = document.activeElement; if (!e || e === document.body) return ['', ''];
	const b = e.getBoundingClientRect(), s = getComputedStyle(e), name = e.tagName + ' ' + (e.textContent || e.name || e.id || '').trim().slice(0, 30);
	if (b.width === 0 || b.bottom < 0 || b.top > innerHeight || b.right < 0 || b.left > innerWidth) return [name, 'is out of sight'];
	if (!e.matches(':focus-visible')) return [name, 'does not say that it has the focus'];
	return [name, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? '' : 'is not marked']; })()`

// By the keyboard alone, wherever 60 presses of Tab lead, it is seen where one is.
func TestFocusIsAlwaysSeen(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(r, emulation.SetEmulatedMedia, still); err != nil { // no place on the way is looked at
		t.Fatal(err)
	}
	for _, page := range []string{"practices/index.html", "PRACTICE", "explore/index.html"} {
		r.Do(t, chromedp.Navigate(base+"uk/"+oneOf(files, page)))
		r.Still(t)
		met := map[string]bool{}
		for n := range 60 {
			r.Do(t, chromedp.KeyEvent(kb.Tab))
			got := browser.See[[]string](t, r, focused)
			if got[1] != "" {
				t.Errorf("%s, %d presses: %s %s", page, n+1, got[0], got[1])
			}
			met[got[0]] = true
		}
		if len(met) < 15 {
			t.Errorf("%s: the focus came to %d places", page, len(met))
		}
	}
}

// In print nothing is cut: every row of every table has its place, or it is said where
// the others are.
func TestPrintKeepsRows(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 794)
	if _, err := chromedp.Call(r, emulation.SetEmulatedMedia, looks["print"]); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"PRACTICE", "PARTNER", "criteria/index.html", "method/index.html", "data/index.html"} {
		name := "uk/" + oneOf(files, page)
		rows := strings.Count(string(files[name]), "<tr")
		r.Do(t, chromedp.Navigate(base+name))
		got := browser.See[[]int](t, r, `(() => { document.querySelectorAll('details').forEach(d => d.open = true); const all = [...document.querySelectorAll('main tr')];
			return [all.filter(e => e.getBoundingClientRect().height > 0).length, [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible').length]; })()`)
		if got[0] != rows || got[1] != 0 {
			t.Errorf("%s: %d rows are printed of %d, %d tables are cut", page, got[0], rows, got[1])
		}
	}
}

// A link to a comparison shows it, with the intervals of partners and practices, to whoever
// gets it; Back undoes a step.
func TestComparisonIsKeptInItsAddress(t *testing.T) {
	run, base := sample(t), browser.Written(t, sampleSite(t))
	r := browser.Open(t, base, 1280)
	a, b := run.intake.Evidence.Submissions[0], run.intake.Evidence.Submissions[1]
	ref := a.Partner.ID + "/" + a.Practices[0].ID
	r.Do(t, chromedp.Navigate(base+"uk/compare/index.html#"+url.Values{"p": {b.Partner.ID + "," + ref}}.Encode()))
	const heads = `new Promise(done => { let n = 0; const look = () => { const h = [...document.querySelectorAll('#facing thead th a')].map(a => a.textContent); if (h.length === %d || ++n > 100) done(h); else setTimeout(look, 30); }; look(); })`
	want := []string{wording.Tied(b.Partner.Name["uk"], "uk"), wording.Tied(a.Practices[0].Title, "uk")}
	if got := browser.See[[]string](t, r, fmt.Sprintf(heads, 2)); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("compared: %q, want %q", got, want)
	}
	low, high, _ := run.results.Practices.Of(a.Key(&a.Practices[0]), run.results.Now.Root())
	between := strings.ReplaceAll(fmt.Sprintf("%.1f–%.1f", low, high), ".", ",")
	if got := browser.See[[]string](t, r, `[...document.querySelectorAll('#facing tr:last-child td')].map(td => td.textContent)`); len(got) != 2 || got[0] == "—" || got[1] != between {
		t.Errorf("intervals: %q, want that of the practice %s", got, between)
	}
	browser.See[bool](t, r, `(document.querySelector('#chosen button').click(), true)`)
	if got := browser.See[[]string](t, r, fmt.Sprintf(heads, 1)); len(got) != 1 || got[0] != want[1] {
		t.Errorf("with one taken away: %q", got)
	}
	browser.See[bool](t, r, `(setTimeout(() => history.back(), 50), true)`)
	if got := browser.See[[]string](t, r, fmt.Sprintf(heads, 2)); len(got) != 2 {
		t.Errorf("after Back: %q", got)
	}
	given, err := json.Marshal(a.Partner.Name["uk"])
	if err != nil {
		t.Fatal(err)
	}
	browser.See[bool](t, r, fmt.Sprintf(`(() => { const f = document.querySelector('#compare form'); f.q.value = %s; f.q.dispatchEvent(new Event('input')); return true; })()`, given))
	if n := browser.See[int](t, r, `new Promise(done => { let n = 0; const look = () => { const k = document.querySelectorAll('#suggestions button').length; if (k || ++n > 100) done(k); else setTimeout(look, 30); }; look(); })`); n == 0 {
		t.Error("nothing is suggested")
	}
	r.Quiet(t, "compare")
}

// A practice prints on two pages, whatever it has answered.
func TestPracticePrintsOnTwoPages(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	longest := map[string]string{}
	for name, data := range files {
		lang, rest, _ := strings.Cut(name, "/")
		if strings.HasPrefix(rest, "practices/") && strings.Count(rest, "/") == 2 && strings.HasSuffix(rest, ".html") && len(data) > len(files[longest[lang]]) {
			longest[lang] = name
		}
	}
	if len(longest) != 2 {
		t.Fatalf("practices of %d languages", len(longest))
	}
	yes := true
	for _, name := range longest {
		r.Do(t, chromedp.Navigate(base+name))
		r.Still(t)
		paper, err := chromedp.Call(r, paged.PrintToPDF, paged.PrintToPDFParams{PreferCSSPageSize: &yes, PrintBackground: &yes})
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(paper.Data, []byte("/Type /Page\n")); n < 1 || n > 2 {
			t.Errorf("%s prints on %d pages", name, n)
		}
	}
}

// On a telephone what is found is in sight, and what is read of a practice lies beside
// nothing: no table is read sideways.
func TestTelephoneShowsWhatIsLookedFor(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 390)
	r.Do(t, chromedp.EmulateViewport(390, 844), chromedp.Navigate(base+"uk/practices/index.html"))
	browser.See[int](t, r, settled)
	if top := browser.See[float64](t, r, `document.querySelector('#results li').getBoundingClientRect().top`); top > 844-60 {
		t.Errorf("the first practice begins at %v of 844", top)
	}
	r.Do(t, chromedp.Navigate(base+"uk/practices/index.html#level=3"), chromedp.Reload())
	browser.See[int](t, r, settled)
	if !browser.See[bool](t, r, `document.querySelector('.refine').open`) {
		t.Error("what narrows the list is folded")
	}
	r.Do(t, chromedp.Navigate(base+"uk/explore/index.html"))
	r.Still(t)
	names := browser.See[[]string](t, r, `[...document.querySelectorAll('#points th a')].map(a => a.textContent)`)
	drawn := browser.See[[]string](t, r, `[...document.querySelectorAll('#plot svg text')].map(t => t.textContent)`)
	for _, name := range names {
		if !slices.Contains(drawn, name) {
			t.Errorf("the point of %s has no name", name)
		}
	}
	if len(names) < 5 {
		t.Errorf("%d points", len(names))
	}
	for _, page := range []string{"PRACTICE", "PARTNER"} {
		r.Do(t, chromedp.Navigate(base+"uk/"+oneOf(files, page)))
		for _, wide := range browser.See[[]string](t, r, `[...document.querySelectorAll('main > .scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.firstElementChild.id || e.textContent.slice(0, 40))`) {
			t.Errorf("%s: the table %s is read sideways", page, wide)
		}
	}
}

// Whoever reads of an example goes on to the practice, and from a cell to the answer.
func TestAdviceLeadsToAnswers(t *testing.T) {
	files := sampleSite(t)
	for _, lang := range []string{"uk", "en"} {
		page := string(files[lang+"/recommendations/index.html"])
		notes := strings.Split(page, `<p id="note-`)[1:]
		if len(notes) < 10 {
			t.Fatalf("%s: %d notes", lang, len(notes))
		}
		for _, note := range notes {
			_, href, ok := strings.Cut(note, `<a href="../practices/`)
			href, _, _ = strings.Cut(href, `"`)
			name, row, _ := strings.Cut(href, "#")
			if !ok || row == "" || !strings.Contains(string(files[lang+"/practices/"+name]), `<tr id="`+row+`"`) {
				t.Errorf("%s: a note leads to no answer: %.120s", lang, note)
			}
		}
		learn := catalogue(t, lang).T("report.advice.learn")
		for _, part := range strings.Split(page, "<strong>"+learn)[1:] {
			if before, _, ok := strings.Cut(part, `<a href="../practices/`); !ok || strings.Contains(before, "</p>") {
				t.Errorf("%s: %.120s leads to no practice", lang, part)
			}
		}
	}
}
