// Package browser believes that a page is what a browser shows of it: one Chromium
// for all tests of a package, for each a tab of its own that notes everything that
// is said and asked for.
package browser

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

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/need"
)

// limit is how long a test may look at its tab.
const limit = 4 * time.Minute

// A Tab is a page in the browser: what it shows, and what it complains of.
type Tab struct {
	context.Context
	own   string // how the addresses begin that it may ask for
	mu    sync.Mutex
	heard []string // console, exceptions, refusals of the policy, dialogs, requests to elsewhere
}

// chromium is the browser of a package; Main ends it.
var chromium struct {
	begun  sync.Once
	inside context.Context
	err    error
	end    func()
}

// begin starts the browser. Tabs that are not in front are to be as quick as the others.
func begin(program string) {
	allocator, end := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(program), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-dev-shm-usage", true))
	ctx, leave := chromedp.NewContext(allocator)
	chromium.inside, chromium.end, chromium.err = ctx, func() { leave(); end() }, chromedp.Do(ctx)
}

// Main runs the tests of a package, ends the browser, and returns the status of the tests.
func Main(m *testing.M) int {
	status := m.Run()
	if chromium.end != nil {
		chromium.end()
	}
	return status
}

// Open returns an empty tab of so many pixels. Whatever it asks for that does not
// begin with own, an address, is heard.
func Open(t *testing.T, own string, width int) *Tab {
	t.Helper()
	program := need.Tool(t, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome") // the first has no windows, and takes half the time
	chromium.begun.Do(func() { begin(program) })
	if chromium.err != nil {
		need.Missing(t, "chromium does not start here: %v", chromium.err)
	}
	ctx, leave := chromedp.NewContext(chromium.inside)
	t.Cleanup(leave)
	ctx, stop := context.WithTimeout(ctx, limit)
	t.Cleanup(stop)
	b := &Tab{Context: ctx, own: own}
	b.Do(t)
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	b.Do(t, chromedp.EmulateViewport(int64(width), 900))
	return b
}

func (b *Tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, a := range e.Args {
			b.heard = append(b.heard, fmt.Sprintf("console %s: %s %s", e.Type, a.Value, a.Description))
		}
	case *runtime.EventExceptionThrown:
		b.heard = append(b.heard, fmt.Sprintf("exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *cdplog.EventEntryAdded:
		b.heard = append(b.heard, "log: "+e.Entry.Text)
	case *page.EventJavascriptDialogOpening:
		b.heard = append(b.heard, "dialog: "+e.Message)
		go func() {
			_, _ = chromedp.Call(b, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.own) && !strings.HasPrefix(e.Request.URL, "data:") {
			b.heard = append(b.heard, "asked for "+e.Request.URL)
		}
	}
}

// Do acts as a reader does.
func (b *Tab) Do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b, actions...); err != nil {
		t.Fatal(err)
	}
}

// See runs a script in the page and returns what it returns.
func See[T any](t *testing.T, b *Tab, script string) T {
	t.Helper()
	out, err := chromedp.Run(b, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v in %s", err, script)
	}
	return out
}

// takeHeard returns what was said, or asked for from elsewhere, since the last look.
func (b *Tab) takeHeard() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	heard := b.heard
	b.heard = nil
	return heard
}

// Quiet fails a test if anything was said or asked for.
func (b *Tab) Quiet(t *testing.T, where string) {
	t.Helper()
	for _, s := range b.takeHeard() {
		t.Errorf("%s: %.400s", where, s)
	}
}

// Settle lets the page follow an event.
func (b *Tab) Settle(t *testing.T) {
	t.Helper()
	See[bool](t, b, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 50)))`)
}

// still holds once a page has asked for nothing more and has not changed at three looks,
// or after three seconds.
const still = `new Promise(done => {
	let changes = 0, was = '', same = 0, looks = 0;
	const seen = new MutationObserver(all => { changes += all.length; });
	seen.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
	const look = () => {
		const is = [document.readyState, performance.getEntriesByType('resource').length, changes].join();
		same = is === was && document.readyState === 'complete' ? same + 1 : 0;
		was = is;
		if (same < 3 && ++looks < 100) return setTimeout(look, 30);
		seen.disconnect();
		done(true);
	};
	look();
})`

// Still waits until the scripts of a page have done what they do at its opening.
func (b *Tab) Still(t *testing.T) {
	t.Helper()
	See[bool](t, b, still)
}

// Written puts the files of a site into a folder and returns its address, as a
// prefix of theirs.
func Written(t *testing.T, files map[string][]byte) string {
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
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()
}
