package pipeline

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/tell/wording"
)

func TestMain(m *testing.M) {
	if !isWorker() {
		os.Exit(browser.Main(m))
	}
}

// kindsOfPages are pages of every kind below a language.
var kindsOfPages = []string{"index.html", "practices/index.html", "PRACTICE", "partners/index.html", "PARTNER", "compare/index.html", "explore/index.html", "oblasts/index.html", "criteria/index.html", "criteria/legal-basis.html", "recommendations/index.html", "periods/index.html", "method/index.html", "data/index.html", "accessibility/index.html"}

// oneOf finds the first practice and partner of a site.
func oneOf(files map[string][]byte, kind string) string {
	best := ""
	for name := range files {
		below, ok := strings.CutPrefix(name, "uk/")
		fits := kind == "PRACTICE" && strings.HasPrefix(below, "practices/") && strings.Count(below, "/") == 2 ||
			kind == "PARTNER" && strings.HasPrefix(below, "partners/") && below != "partners/index.html"
		if ok && fits && (best == "" || below < best) {
			best = below
		}
	}
	if best == "" {
		return kind
	}
	return best
}

const (
	tooWide = `document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 4).concat(['wide']) : []`
	small   = `[...document.querySelectorAll('button, select, input, summary, nav a')].filter(e => e.offsetParent && (e.getBoundingClientRect().height < 24)).map(e => e.outerHTML.slice(0, 60))`
)

// fits judges a page that is shown: nothing is wider than the screen, no target is smaller
// than 24 pixels, the faces are there, the policy refuses nothing, and nothing is asked for
// from elsewhere.
func fits(t *testing.T, r *browser.Tab, where string) {
	t.Helper()
	for _, fault := range browser.See[[]string](t, r, tooWide) {
		t.Errorf("%s: %s is wider than the screen", where, fault)
	}
	for _, fault := range browser.See[[]string](t, r, small) {
		t.Errorf("%s: %s is too small to touch", where, fault)
	}
	if face := browser.See[bool](t, r, `document.fonts.ready.then(() => document.fonts.check('16px "Source Sans 3"'))`); !face {
		t.Errorf("%s: the face was not loaded", where)
	}
	r.Quiet(t, where)
}

// Every kind of page fits on a telephone; on a desk TestSiteIsAccessible sees it, and in
// make torture this test too, in light and dark.
func TestSiteInBrowser(t *testing.T) {
	files := sampleSite(t)
	base := browser.Written(t, files)
	r := browser.Open(t, base, 1280)
	for _, width := range []int64{390, 1280} {
		for _, theme := range []string{"light", "dark"} {
			if (width != 390 || theme != "light") && !need.All() { // colours move nothing
				continue
			}
			r.Do(t, chromedp.EmulateViewport(width, 900))
			if _, err := chromedp.Call(r, emulation.SetEmulatedMedia, looks[theme]); err != nil {
				t.Fatal(err)
			}
			for i, page := range kindsOfPages {
				lang := []string{"uk", "en"}[i%2]
				r.Do(t, chromedp.Navigate(base+lang+"/"+oneOf(files, page)))
				fits(t, r, fmt.Sprintf("%s at %d, %s", page, width, theme))
			}
		}
	}
}

// settled waits until the catalogue has drawn what the address says.
const settled = `new Promise(done => { const look = () => document.documentElement.dataset.ready ? setTimeout(() => done(document.querySelectorAll('#results li').length), 60) : setTimeout(look, 20); look(); })`

// typed writes into the field of the search as a person does, and waits for the list.
func typed(t *testing.T, r *browser.Tab, text string) int {
	t.Helper()
	return browser.See[int](t, r, fmt.Sprintf(`new Promise(done => { const f = document.getElementById('find'), before = document.documentElement.dataset.ready; f.q.focus(); f.q.value = %q; f.q.dispatchEvent(new Event('input'));
		let n = 0; const look = () => document.documentElement.dataset.ready !== before || ++n > 1000 ? done(document.querySelectorAll('#results li').length) : setTimeout(look, 20); look(); })`, text))
}

// backUntil goes a step back and waits for what has to hold then, however long that takes.
func backUntil(t *testing.T, r *browser.Tab, holds string) {
	t.Helper()
	browser.See[bool](t, r, `(setTimeout(() => history.back(), 50), true)`)
	for range 1000 {
		r.Do(t, chromedp.Sleep(20*time.Millisecond))
		if so, err := chromedp.Run(r, chromedp.Evaluate[bool](`Boolean(`+holds+`)`)); err == nil && so { // while a page goes nobody answers
			return
		}
	}
	t.Errorf("a step back, and it does not hold that %s", holds)
}

// The forms of a word find what the word finds; so do a typing error and Latin
// letters. A choice, Back, reload and the switch of the language keep the state.
func TestSiteSearch(t *testing.T) {
	run, base := sample(t), browser.Written(t, sampleSite(t))
	r := browser.Open(t, base, 1280)
	r.Do(t, chromedp.Navigate(base+"uk/practices/index.html"))
	if n := browser.See[int](t, r, settled); n != 25 {
		t.Errorf("%d rows on the first page, want 25", n)
	}
	if loose := browser.See[string](t, r, `[...document.querySelectorAll('#results li')].map(li => li.textContent.match(/(^| )(з|і|й|у|в|та|до|на) .*|.* —/)?.[0] || '').find(s => s) || ''`); loose != "" {
		t.Errorf("a line may end after a short word, or before a dash: %q", loose)
	}
	for _, forms := range [][]string{{"петиція", "петицій", "петиції", "петицією", "Петиціями"}, {"бюджет", "бюджету", "бюджетом"}, {"послуга", "послуг", "послугами", "послузі"}, {"дитина", "дитини", "дитиною"}} {
		for _, form := range forms {
			if n := typed(t, r, form); n == 0 {
				t.Errorf("%q finds nothing", form)
			}
			if got := browser.See[string](t, r, `decodeURIComponent(location.hash)`); got != "#q="+form {
				t.Errorf("%q: the address is %q", form, got)
			}
		}
	}
	if n := typed(t, r, "петецій"); n == 0 {
		t.Error("a typing error finds nothing")
	}
	town := run.intake.Evidence.Submissions[0].Partner.Name["uk"]
	whole := typed(t, r, town)
	if n := typed(t, r, latin.Of(town)); n == 0 || n != whole {
		t.Errorf("%s finds %d, %s %d", latin.Of(town), n, town, whole)
	}
	// What stands in a story alone is found, an abbreviation by what it stands for, a word in
	// Latin letters as it sounds, and a practice by its number.
	for _, asked := range []struct{ words, found string }{{"звітують на нараді", "Картки показників виконавчих органів"}, {"ЦНАП", "Попередній запис до центру послуг"}, {"petytsii", "Петиції малої громади"}, {"NAD-03", "Електронна черга на соціальну допомогу"}} {
		typed(t, r, asked.words)
		if got := browser.See[[]string](t, r, `[...document.querySelectorAll('#results .title')].map(a => a.textContent)`); !slices.Contains(got, wording.Tied(asked.found, "uk")) {
			t.Errorf("%s finds %q", asked.words, got)
		}
	}
	if own := catalogue(t, "uk").T("report.dashboard.self-assessed"); browser.See[bool](t, r, fmt.Sprintf(`[...document.querySelectorAll('#results li p')].some(p => !p.textContent.includes(' · %s'))`, own)) {
		t.Errorf("a row does not say %q", own)
	}
	if n := typed(t, r, "нічогощобулотут"); n != 0 {
		t.Errorf("nonsense finds %d", n)
	}
	// A practice begun in a year, of which a cost is told or not, and of some ease to repeat: the
	// counts of a choice add up to all, and what is chosen has it.
	years := map[string]int{}
	for _, s := range run.intake.Evidence.Submissions {
		for _, p := range s.Practices {
			years[p.Started]++
		}
	}
	const counted = `Object.fromEntries(['year', 'cost', 'repeat'].map(n => [n, [...document.getElementById('find')[n].options].slice(1).reduce((sum, o) => sum + Number(o.text.match(/\((\d+)\)/)[1]), 0)]))`
	typed(t, r, "")
	all := 0
	for _, n := range years {
		all += n
	}
	if got := browser.See[map[string]int](t, r, counted); got["year"] != all-years[""] || got["repeat"] == 0 || got["cost"] != all && got["cost"] != 0 {
		t.Errorf("of %d practices, %d without a year, the choices count %v", all, years[""], got)
	}
	year := slices.Max(slices.Collect(maps.Keys(years)))
	r.Do(t, chromedp.Navigate("about:blank"), chromedp.Navigate(base+"uk/practices/index.html#year="+year))
	if n := browser.See[int](t, r, settled); n != years[year] {
		t.Errorf("of %s there are %d, want %d", year, n, years[year])
	}
	r.Do(t, chromedp.Navigate("about:blank"), chromedp.Navigate(base+"uk/practices/index.html"))
	browser.See[int](t, r, settled)
	typed(t, r, town)
	browser.See[bool](t, r, `(() => { const f = document.getElementById('find').theme; f.value = [...f.options].find(o => o.value).value; f.dispatchEvent(new Event('change')); return true; })()`)
	chosen := browser.See[int](t, r, fmt.Sprintf(`new Promise(done => { let n = 0; const look = () => { const found = document.querySelectorAll('#results li').length; found !== %d || ++n > 1000 ? done(found) : setTimeout(look, 20); }; look(); })`, whole))
	if chosen == 0 || chosen >= whole {
		t.Errorf("with a theme %d of %d are left", chosen, whole)
	}
	r.Do(t, chromedp.Reload())
	if n := browser.See[int](t, r, settled); n != chosen {
		t.Errorf("after reload %d, were %d", n, chosen)
	}
	english := browser.See[string](t, r, `document.querySelector('.languages a[hreflang=en]').href`)
	r.Do(t, chromedp.Navigate(english))
	if n := browser.See[int](t, r, settled); n != chosen {
		t.Errorf("in English %d, were %d", n, chosen)
	}
	backUntil(t, r, `location.pathname.includes('/uk/') && document.documentElement.dataset.ready`)
	backUntil(t, r, fmt.Sprintf(`document.querySelectorAll('#results li').length === %d`, whole))
	r.Quiet(t, "search")
}

// The permanent address of a practice leads to its page.
func TestPermanentAddress(t *testing.T) {
	run, base := sample(t), browser.Written(t, sampleSite(t))
	r := browser.Open(t, base, 1280)
	sub := run.intake.Evidence.Submissions[0]
	r.Do(t, chromedp.Navigate(base+"uk/practice.html#"+sub.Partner.ID+"/"+sub.Practices[0].ID), chromedp.Sleep(600*time.Millisecond))
	if got := browser.See[string](t, r, `document.querySelector('h1').textContent`); got != wording.Tied(sub.Practices[0].Title, "uk") {
		t.Errorf("the address leads to %q, want %q", got, sub.Practices[0].Title)
	}
	r.Quiet(t, "gate")
}

// taken is what a button of the figure hands to the reader, as text.
const taken = `((figure, kind) => new Promise(done => { URL.createObjectURL = blob => { blob.text().then(done); return '#'; };
	const click = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = function () { if (!this.download) click.call(this); };
	const names = document.querySelector(figure + ' .takes').dataset; [...document.querySelectorAll(figure + ' .takes button')].find(b => b.textContent === names[kind]).click(); }))`

// What a reader sets up can be taken along: a drawing that says what it shows, its numbers,
// and an address that leads to it.
func TestFiguresOfTheReaderAreTakenAlong(t *testing.T) {
	run, base := sample(t), browser.Written(t, sampleSite(t))
	one, two := run.intake.Evidence.Submissions[0].Partner, run.intake.Evidence.Submissions[1].Partner
	r := browser.Open(t, base, 1280)
	r.Do(t, chromedp.Navigate(base+"uk/compare/index.html#p="+one.ID+","+two.ID), chromedp.WaitVisible("#compared .takes button"))
	if got := browser.See[string](t, r, taken+`('#compared', 'csv')`); !strings.Contains(got, one.Name["uk"]) || !strings.Contains(got, two.Name["uk"]) || strings.Count(got, "\n") < 8 {
		t.Errorf("the numbers of a comparison are %q", got)
	}
	if got := browser.See[string](t, r, taken+`('#compared', 'svg')`); !strings.HasPrefix(got, "<svg") || !strings.Contains(got, "● "+one.Name["uk"]+"   ◆ "+two.Name["uk"]) {
		t.Errorf("the drawing of a comparison is %.200q", got)
	}
	if got := browser.See[string](t, r, `decodeURIComponent(document.querySelector('#compared .here').hash)`); got != "#p="+one.ID+","+two.ID {
		t.Errorf("the address of a comparison is %q", got)
	}
	r.Do(t, chromedp.Navigate(base+"uk/explore/index.html#y=people&me="+two.ID), chromedp.WaitVisible("#plane-figure .takes button"))
	address := browser.See[string](t, r, `document.querySelector('#plane-figure .here').hash`)
	if state, err := url.ParseQuery(strings.TrimPrefix(address, "#")); err != nil || state.Get("y") != "people" || state.Get("me") != two.ID || state.Get("x") == "" {
		t.Errorf("the address of two indicators is %q", address)
	}
	if got := browser.See[string](t, r, taken+`('#plane-figure', 'csv')`); strings.Count(got, "\n") != len(run.intake.Evidence.Submissions)+1 {
		t.Errorf("the numbers of two indicators are %q", got)
	}
	r.Quiet(t, "what is taken along")
}
