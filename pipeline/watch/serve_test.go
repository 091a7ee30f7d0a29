package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"depository.example/depository/internal/browser"
	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/workspace"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// Whoever reads a page sees it anew when a workbook has come, without asking.
func TestReaderSeesWhatHasCome(t *testing.T) {
	home := t.TempDir()
	bring := func(name string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(need.Root(t), "inputs", "2026-H1", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(home, "inputs", "2026-H1", name), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(home, "inputs", "2026-H1"), 0o755); err != nil {
		t.Fatal(err)
	}
	bring("verbodolsk.xlsx")
	opts := pipeline.Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(home, "inputs")}, Outputs: filepath.Join(home, "outputs"), Lang: "uk", Reports: []string{"uk"}}
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Serve(ctx, opts, 0, true, func(address string) { ready <- address }, func(_ *pipeline.Summary, err error) {
			if err != nil {
				t.Error(err)
			}
		})
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	var address string
	select {
	case address = <-ready:
	case <-time.After(2 * time.Minute):
		t.Fatal("nothing is shown")
	}
	r := browser.Open(t, address, 1280)
	r.Do(t, chromedp.Navigate(address+"2026-H1/uk/partners/index.html"))
	const rows = `document.querySelectorAll('main a[href$=".html"][href*="tykhoozersk"]').length`
	if n := browser.See[int](t, r, rows); n != 0 {
		t.Fatalf("the page names who has not sent anything: %d", n)
	}
	r.Do(t, chromedp.Sleep(1500*time.Millisecond)) // the page has learnt which make it is
	bring("tykhoozersk.xlsx")
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); r.Do(t, chromedp.Sleep(time.Second)) {
		if n, err := chromedp.Run(r, chromedp.Evaluate[int](fmt.Sprintf("document.readyState === 'complete' ? %s : 0", rows))); err == nil && n > 0 {
			r.Quiet(t, "partners")
			return
		}
	}
	t.Error("the reader does not see who has sent a workbook")
}
