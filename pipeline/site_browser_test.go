package pipeline

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/place"
)

// A reader is a person with a browser: what it shows, and what it complains of.
type reader struct {
	context.Context
	mu    sync.Mutex
	heard []string // console, exceptions, refusals of the policy, requests to elsewhere
}

func newReader(t *testing.T) *reader {
	t.Helper()
	path := need.Tool(t, "chromium", "chromium-browser", "google-chrome")
	allocator, end := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-dev-shm-usage", true))
	t.Cleanup(end)
	ctx, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	ctx, stop := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	r := &reader{Context: ctx}
	if err := chromedp.Do(ctx); err != nil {
		need.Missing(t, "chromium does not start here: %v", err)
	}
	if err := chromedp.Listen(ctx, r.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *reader) listen(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		r.heard = append(r.heard, fmt.Sprintf("console %s %v", e.Type, e.Args))
	case *runtime.EventExceptionThrown:
		r.heard = append(r.heard, fmt.Sprintf("exception %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *cdplog.EventEntryAdded:
		r.heard = append(r.heard, "log "+e.Entry.Text)
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file:") && !strings.HasPrefix(e.Request.URL, "data:") {
			r.heard = append(r.heard, "asked for "+e.Request.URL)
		}
	}
}

func (r *reader) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(r, actions...); err != nil {
		t.Fatal(err)
	}
}

// sees runs a script in the page and gives what it returns.
func sees[T any](t *testing.T, r *reader, script string) T {
	t.Helper()
	out, err := chromedp.Run(r, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v in %s", err, script)
	}
	return out
}

// quiet fails if anything was said or asked for since the last look.
func (r *reader) quiet(t *testing.T, where string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.heard {
		t.Errorf("%s: %.300s", where, s)
	}
	r.heard = nil
}

// written puts a site into a folder and returns the address of the folder.
func written(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}).String()
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

// Every kind of page, on a telephone and on a desk, light and dark: nothing is wider
// than the screen, no target is smaller than 24 pixels, the policy refuses nothing,
// and nothing is asked for from elsewhere.
func TestSiteInBrowser(t *testing.T) {
	r := newReader(t)
	files := siteOf(t, analysed(t, sampleOptions()))
	base := written(t, files)
	for _, width := range []int64{390, 1280} {
		for _, theme := range []string{"light", "dark"} {
			r.do(t, chromedp.EmulateViewport(width, 900))
			if _, err := chromedp.Call(r, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}}); err != nil {
				t.Fatal(err)
			}
			for i, page := range kindsOfPages {
				where := fmt.Sprintf("%s at %d, %s", page, width, theme)
				lang := []string{"uk", "en"}[i%2]
				r.do(t, chromedp.Navigate(base+"/"+lang+"/"+oneOf(files, page)))
				for _, fault := range sees[[]string](t, r, tooWide) {
					t.Errorf("%s: %s is wider than the screen", where, fault)
				}
				for _, fault := range sees[[]string](t, r, small) {
					t.Errorf("%s: %s is too small to touch", where, fault)
				}
				if face := sees[bool](t, r, `document.fonts.ready.then(() => document.fonts.check('16px "Source Sans 3"'))`); !face {
					t.Errorf("%s: the face was not loaded", where)
				}
				r.quiet(t, where)
			}
		}
	}
}

// settled waits until the catalogue has drawn what the address says.
const settled = `new Promise(done => { const look = () => document.documentElement.dataset.ready ? setTimeout(() => done(document.querySelectorAll('#results li').length), 60) : setTimeout(look, 20); look(); })`

// typed writes into the field of the search as a person does, and waits for the list.
func (r *reader) typed(t *testing.T, text string) int {
	t.Helper()
	return sees[int](t, r, fmt.Sprintf(`new Promise(done => { const f = document.getElementById('find'), before = document.documentElement.dataset.ready; f.q.focus(); f.q.value = %q; f.q.dispatchEvent(new Event('input'));
		let n = 0; const look = () => document.documentElement.dataset.ready !== before || ++n > 60 ? done(document.querySelectorAll('#results li').length) : setTimeout(look, 20); look(); })`, text))
}

// The forms of a word find what the word finds; so do a typing error and Latin
// letters. A choice, Back, reload and the switch of the language keep the state.
func TestSiteSearch(t *testing.T) {
	r := newReader(t)
	run := analysed(t, sampleOptions())
	base := written(t, siteOf(t, run))
	r.do(t, chromedp.Navigate(base+"/uk/practices/index.html"))
	if n := sees[int](t, r, settled); n != 25 {
		t.Errorf("%d rows on the first page, want 25", n)
	}
	for _, forms := range [][]string{{"петиція", "петицій", "петиції", "петицією", "Петиціями"}, {"бюджет", "бюджету", "бюджетом"}, {"послуга", "послуг", "послугами", "послузі"}, {"дитина", "дитини", "дитиною"}} {
		for _, form := range forms {
			if n := r.typed(t, form); n == 0 {
				t.Errorf("%q finds nothing", form)
			}
			if got := sees[string](t, r, `decodeURIComponent(location.hash)`); got != "#q="+form {
				t.Errorf("%q: the address is %q", form, got)
			}
		}
	}
	if n := r.typed(t, "петецій"); n == 0 {
		t.Error("a typing error finds nothing")
	}
	town := run.intake.Evidence.Submissions[0].Partner.Name["uk"]
	whole := r.typed(t, town)
	if n := r.typed(t, place.Romanise(town)); n == 0 || n != whole {
		t.Errorf("%s finds %d, %s %d", place.Romanise(town), n, town, whole)
	}
	if n := r.typed(t, "нічогощобулотут"); n != 0 {
		t.Errorf("nonsense finds %d", n)
	}
	r.typed(t, town)
	sees[bool](t, r, `(() => { const f = document.getElementById('find').theme; f.value = [...f.options].find(o => o.value).value; f.dispatchEvent(new Event('change')); return true; })()`)
	chosen := sees[int](t, r, `new Promise(done => setTimeout(() => done(document.querySelectorAll('#results li').length), 250))`)
	if chosen == 0 || chosen >= whole {
		t.Errorf("with a theme %d of %d are left", chosen, whole)
	}
	r.do(t, chromedp.Reload())
	if n := sees[int](t, r, settled); n != chosen {
		t.Errorf("after reload %d, were %d", n, chosen)
	}
	english := sees[string](t, r, `document.querySelector('.languages a[hreflang=en]').href`)
	r.do(t, chromedp.Navigate(english))
	if n := sees[int](t, r, settled); n != chosen {
		t.Errorf("in English %d, were %d", n, chosen)
	}
	sees[bool](t, r, `(history.back(), true)`)
	r.do(t, chromedp.Sleep(400*time.Millisecond))
	sees[bool](t, r, `(history.back(), true)`)
	r.do(t, chromedp.Sleep(400*time.Millisecond))
	if n := sees[int](t, r, settled); n != whole {
		t.Errorf("two steps back %d, were %d", n, whole)
	}
	r.quiet(t, "search")
}

// The permanent address of a practice leads to its page.
func TestPermanentAddress(t *testing.T) {
	r := newReader(t)
	run := analysed(t, sampleOptions())
	base := written(t, siteOf(t, run))
	sub := run.intake.Evidence.Submissions[0]
	r.do(t, chromedp.Navigate(base+"/uk/practice.html#"+sub.Partner.ID+"/"+sub.Practices[0].ID), chromedp.Sleep(600*time.Millisecond))
	if got := sees[string](t, r, `document.querySelector('h1').textContent`); got != sub.Practices[0].Title {
		t.Errorf("the address leads to %q, want %q", got, sub.Practices[0].Title)
	}
	r.quiet(t, "gate")
}
