package site

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/need"
)

var screens = flag.String("screens", "", "folder to write screenshots of the test page to")

// A tab is the page in a browser, with everything that the browser said.
type tab struct {
	context.Context
	mu   sync.Mutex
	said []string // console, exceptions, log entries, dialogs
	sent []string // addresses requested beyond the page itself
	self string
}

// open writes the page into a folder, opens it from there in a tab of its own,
// and waits until it is loaded.
func open(t *testing.T, browser context.Context, html []byte, width int, fragment string) *tab {
	t.Helper()
	file := filepath.Join(t.TempDir(), "index.html")
	if err := os.WriteFile(file, html, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	b := &tab{Context: ctx, self: (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()}
	b.do(t)
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	b.do(t, chromedp.EmulateViewport(int64(width), 900), chromedp.Navigate(b.self+fragment))
	return b
}

// newBrowser returns the one chromium of all tests, in which each opens tabs of its own.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	path := need.Tool(t, "chromium", "chromium-browser", "google-chrome")
	ctx, err := chromium(path)
	if err != nil {
		need.Missing(t, "chromium does not start here: %v", err)
	}
	return ctx
}

var (
	started  sync.Once
	shared   context.Context
	failed   error
	shutdown = func() {}
)

// chromium starts the browser once; TestMain ends it.
func chromium(path string) (context.Context, error) {
	started.Do(func() {
		allocator, end := chromedp.NewExecAllocator(context.Background(),
			chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
			chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
			chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-dev-shm-usage", true))
		var leave context.CancelFunc
		shared, leave = chromedp.NewContext(allocator)
		shutdown = func() { leave(); end() }
		failed = chromedp.Do(shared)
	})
	return shared, failed
}

func TestMain(m *testing.M) {
	status := m.Run()
	shutdown()
	os.Exit(status)
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, a := range e.Args {
			b.said = append(b.said, fmt.Sprintf("console %s: %s %s", e.Type, a.Value, a.Description))
		}
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, fmt.Sprintf("exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *cdplog.EventEntryAdded:
		b.said = append(b.said, "log: "+e.Entry.Text)
	case *page.EventJavascriptDialogOpening:
		b.said = append(b.said, "dialog: "+e.Message)
		go func() {
			_, _ = chromedp.Call(b, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *network.EventRequestWillBeSent:
		address, _, _ := strings.Cut(e.Request.URL, "#")
		if address != b.self && !strings.HasPrefix(address, "data:") {
			b.sent = append(b.sent, address)
		}
	}
}

func (b *tab) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval runs a script in the page and gives what it returns.
func eval[T any](t *testing.T, b *tab, script string) T {
	t.Helper()
	out, err := chromedp.Run(b, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// settle lets the page follow an event.
func (b *tab) settle(t *testing.T) {
	t.Helper()
	eval[bool](t, b, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 50)))`)
}

// quiet fails the test if the page said anything or asked for anything.
func (b *tab) quiet(t *testing.T) {
	t.Helper()
	b.settle(t)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.said {
		t.Errorf("the page said: %.400s", s)
	}
	for _, s := range b.sent {
		t.Errorf("the page asked for %.200s", s)
	}
}

// undrawn lists the visible figures without marks, by kind.
const undrawn = `[...document.querySelectorAll('.view:not([hidden]) .chart')]
	.filter(c => c.querySelectorAll('svg path, svg text, svg circle').length < 6 || c.clientHeight < 60)
	.map(c => c.dataset.kind + ' ' + c.innerHTML.length)`

// overflow lists elements of the page wider than the screen, outside of boxes
// that scroll by themselves.
const overflow = `(document.documentElement.scrollWidth <= innerWidth) ? [] :
	[...document.querySelectorAll('.view:not([hidden]) *')].filter(e => !e.closest('.scroll, svg') && e.getBoundingClientRect().right > innerWidth + 1)
	.map(e => e.tagName + '.' + (e.className.baseVal ?? e.className) + ' ' + e.getBoundingClientRect().right).slice(0, 8).concat(['scroll width ' + document.documentElement.scrollWidth])`

// tips shows the box beside the pointer of every mark, and gives their texts.
const tips = `[...document.querySelectorAll('.view:not([hidden]) .chart')].map(c => {
	const chart = echarts.getInstanceByDom(c);
	let text = '';
	chart.getOption().series.forEach((s, i) => (s.data || []).forEach((_, k) => {
		chart.dispatchAction({type: 'showTip', seriesIndex: i, dataIndex: k});
		const tip = c.querySelector('.tip');
		if (tip) text += tip.textContent + '\n';
	}));
	return text;
})`

func write(t *testing.T, pages ...Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, pages); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPageInBrowser(t *testing.T) {
	browser := newBrowser(t)
	html := write(t, samplePage("uk"), samplePage("en"))
	for _, width := range []int{1280, 390} {
		for _, lang := range []string{"uk", "en"} {
			t.Run(fmt.Sprintf("%s-%d", lang, width), func(t *testing.T) {
				b := open(t, browser, html, width, "#"+lang)
				if got := eval[string](t, b, `document.documentElement.lang`); got != lang {
					t.Errorf("language %q is shown", got)
				}
				if missing := eval[[]string](t, b, undrawn); len(missing) > 0 {
					t.Errorf("not drawn: %q", missing)
				}
				if n := eval[int](t, b, `document.querySelectorAll('.view:not([hidden]) .chart').length`); n != 7 {
					t.Errorf("%d figures shown, 7 were given", n)
				}
				if wide := eval[[]string](t, b, overflow); len(wide) > 0 {
					t.Errorf("wider than the screen: %q", wide)
				}
				if empty := eval[[]string](t, b, tips); len(empty) != 7 || strings.Contains("|"+strings.Join(empty, "|")+"|", "||") {
					t.Errorf("a figure has no box beside the pointer: %q", empty)
				}
				b.quiet(t)
				shoot(t, b, fmt.Sprintf("%s-%d", lang, width))
			})
		}
	}
}

// shoot writes a picture of the whole page, and its print, where one was asked for.
func shoot(t *testing.T, b *tab, name string) {
	t.Helper()
	if *screens == "" {
		return
	}
	eval[chromedp.Void](t, b, `document.querySelectorAll('.chart').forEach(c => { const e = echarts.getInstanceByDom(c); if (e) e.dispatchAction({type: 'hideTip'}); })`)
	b.do(t, chromedp.Sleep(300*time.Millisecond)) // the box goes away with a delay
	png, err := chromedp.Run(b, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(b, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name+".pdf"), pdf, 0o644); err != nil {
		t.Fatal(err)
	}
}
