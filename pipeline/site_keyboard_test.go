package pipeline

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"depository.example/depository/internal/browser"
)

// A typist has no mouse: whoever it is sees after every key where the focus is.
type typist struct {
	*browser.Tab
	page string
}

// typing opens a page of the sample's site for a typist.
func typing(t *testing.T, page string) typist {
	t.Helper()
	base := browser.Written(t, sampleSite(t))
	k := typist{browser.Open(t, base, 1280), page}
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(k, emulation.SetEmulatedMedia, still); err != nil { // no place on the way is looked at
		t.Fatal(err)
	}
	k.Do(t, chromedp.Navigate(base+"uk/"+page+"/index.html"))
	return k
}

// press presses keys, and looks.
func (k typist) press(t *testing.T, keys ...string) {
	t.Helper()
	for _, key := range keys {
		k.Do(t, chromedp.KeyEvent(key))
		k.Settle(t)
		if got := browser.See[[]string](t, k.Tab, focused); got[1] != "" {
			t.Errorf("%s: %s %s", k.page, got[0], got[1])
		}
	}
}

// reach presses Tab until what has the focus is matched by a selector.
func (k typist) reach(t *testing.T, selector string) {
	t.Helper()
	for range 80 {
		if k.press(t, kb.Tab); browser.See[bool](t, k.Tab, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	t.Fatalf("%s: Tab does not lead to %s", k.page, selector)
}

// awaits waits until a script of the page is true.
func (k typist) awaits(t *testing.T, what, script string) {
	t.Helper()
	const look = `new Promise(done => { let n = 0; const look = () => { if (%s) done(true); else if (++n > 150) done(false); else setTimeout(look, 30); }; look(); })`
	if !browser.See[bool](t, k.Tab, fmt.Sprintf(look, script)) {
		t.Fatalf("%s: %s", k.page, what)
	}
}

// By the keyboard alone two partners are found, put side by side, and one taken away.
func TestPartnersAreComparedByKeyboard(t *testing.T) {
	run, k := sample(t), typing(t, "compare")
	k.awaits(t, "it does not begin", `!document.getElementById('compare').hidden`)
	k.reach(t, "#compare input[name=q]")
	for i, s := range run.intake.Evidence.Submissions[:2] {
		k.press(t, s.Partner.Name["uk"])
		k.awaits(t, "nobody is suggested", `document.querySelector('#suggestions button')`)
		k.reach(t, "#suggestions button")
		k.press(t, kb.Enter)
		k.awaits(t, "nobody was chosen", fmt.Sprintf(`document.querySelectorAll('#facing thead th a').length === %d`, i+1))
	}
	at, err := url.Parse(browser.See[string](t, k.Tab, `location.href`))
	if err != nil {
		t.Fatal(err)
	}
	if state, err := url.ParseQuery(at.Fragment); err != nil || strings.Count(state.Get("p"), ",") != 1 {
		t.Errorf("the address is %s", at)
	}
	k.reach(t, "#chosen button")
	k.press(t, " ")
	k.awaits(t, "nobody was taken away", `document.querySelectorAll('#facing thead th a').length === 1`)
	k.reach(t, "#facing thead th a")
	k.Quiet(t, "compare")
}

// By the keyboard alone a weight is changed, somebody marked, and all put back.
func TestWeightsAreSetByKeyboard(t *testing.T) {
	run, k := sample(t), typing(t, "explore")
	k.awaits(t, "it does not begin", `document.querySelector('#ranks tbody tr')`)
	k.reach(t, "#weigh input[type=range]")
	before := browser.See[string](t, k.Tab, `document.activeElement.value + ' ' + document.querySelector('#ranks tbody').textContent`)
	k.press(t, kb.End)
	k.awaits(t, "the weight is as it was", `document.activeElement.value === '100' && location.hash.includes('w=100')`)
	if after := browser.See[string](t, k.Tab, `document.querySelector('#ranks tbody').textContent`); strings.HasSuffix(before, after) {
		t.Error("other weights leave the scores as they are")
	}
	k.reach(t, "#weigh button[type=reset]")
	k.press(t, kb.Enter)
	k.awaits(t, "the weights are not put back", `!location.hash.includes('w=')`)
	k.reach(t, "#plane select[name=mine]")
	for range run.intake.Evidence.Submissions {
		k.press(t, kb.ArrowDown)
	}
	k.awaits(t, "nobody is marked", `location.hash.includes('me=') && document.querySelector('#ranks tr.mine')`)
	k.reach(t, "#explore details summary")
	k.press(t, kb.Enter)
	k.awaits(t, "the points are not named", fmt.Sprintf(`document.querySelector('#explore details').open && document.querySelector('#points tr.mine a[href*="partners/"]') && document.querySelectorAll('#points tbody tr').length === %d`, len(run.intake.Evidence.Submissions)))
	k.Quiet(t, "explore")
}
