package site

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// rowsShown returns the titles of the visible rows of the table.
const rowsShown = `[...document.querySelectorAll('.view:not([hidden]) .list tbody tr:not([hidden]) .title')].map(e => e.textContent)`

const scoresShown = `[...document.querySelectorAll('.view:not([hidden]) .list tbody tr:not([hidden]) td.number b')].map(e => e.textContent)`

// onePage is a small page whose table is easy to foresee.
func onePage() Page {
	p := samplePage("uk")
	t := tongue("uk")
	p.Figures = p.Figures[:1]
	p.Practices = []Practice{
		{Title: "Їжачок", Partner: "Київ", Theme: "А", Score: t.value(40)},
		{Title: "Зв’язок з громадою", Partner: "Вінниця", Theme: "Б", Score: t.value(9.5)},
		{Title: "Ґанок", Partner: "Київ", Theme: "Б", Score: t.nothing()},
		{Title: "Іскра", Partner: "Славутич", Theme: "А", Score: t.value(100)},
		{Title: "Ямб", Partner: "Вінниця", Theme: "А", Score: t.value(61.5)},
	}
	return p
}

// A table is searched, filtered and sorted with the keyboard alone.
func TestTableByKeyboard(t *testing.T) {
	b := open(t, newBrowser(t), write(t, onePage()), 1280, "")
	given := []string{"Їжачок", "Зв’язок з громадою", "Ґанок", "Іскра", "Ямб"}
	expect(t, b, "as given", rowsShown, given)

	eval[bool](t, b, `document.querySelector('input[type=search]').focus() ?? true`)
	b.do(t, chromedp.KeyEvent("зв'язок"))
	expect(t, b, "search, with another apostrophe and case", rowsShown, given[1:2])
	expect(t, b, "the count is said", `[document.querySelector('.found').textContent]`, []string{"Показано 1 із 5"})
	b.do(t, chromedp.KeyEvent(" немає"))
	expect(t, b, "nothing found", `[document.querySelector('.found').textContent]`, []string{"За цими умовами нічого не знайдено"})

	// The five stops between the search box and the first column: partner,
	// theme, sort, reset, column.
	b.do(t, chromedp.KeyEvent(kb.Tab+kb.Tab+kb.Tab+kb.Tab+kb.Enter))
	b.settle(t)
	expect(t, b, "reset", rowsShown, given)
	b.do(t, chromedp.KeyEvent(kb.Tab+kb.Enter))
	// Ukrainian order: Ґ, З, І, Ї, Я.
	expect(t, b, "by title", rowsShown, []string{"Ґанок", "Зв’язок з громадою", "Іскра", "Їжачок", "Ямб"})
	expect(t, b, "the order is said", `[...document.querySelectorAll('[aria-sort]')].map(e => e.dataset.sort + ' ' + e.getAttribute('aria-sort'))`, []string{"title ascending"})
	b.do(t, chromedp.KeyEvent(kb.Tab+kb.Tab+kb.Tab+kb.Enter))
	expect(t, b, "by score, highest first, what has none last", scoresShown, []string{"100,0", "61,5", "40,0", "9,5", "н/д"})
	b.do(t, chromedp.KeyEvent(kb.Enter))
	expect(t, b, "by score, lowest first, what has none last", scoresShown, []string{"9,5", "40,0", "61,5", "100,0", "н/д"})

	eval[bool](t, b, `(() => { const s = document.querySelector('select[name=partner]'); s.value = '0'; s.dispatchEvent(new Event('input', {bubbles: true})); return true; })()`)
	expect(t, b, "of one partner", rowsShown, []string{"Їжачок", "Ґанок"})
	b.quiet(t)
}

// The switch changes the language of everything, and an address keeps it.
func TestLanguages(t *testing.T) {
	browser := newBrowser(t)
	html := write(t, samplePage("uk"), samplePage("en"))
	const state = `[document.documentElement.lang, document.title, ...[...document.querySelectorAll('.view')].map(v => v.hidden ? 'hidden' : 'shown')]`
	b := open(t, browser, html, 1280, "")
	expect(t, b, "first", state, []string{"uk", "Цифрова зрілість громад України", "shown", "hidden"})
	eval[bool](t, b, `document.querySelector('.view:not([hidden]) [data-switch="en"]').click() ?? true`)
	b.settle(t)
	expect(t, b, "switched", state, []string{"en", "Digital maturity of Ukraine’s communities", "hidden", "shown"})
	b.do(t, chromedp.Evaluate[chromedp.Void](`document.getElementById('en-figure-4').scrollIntoView({behavior: 'instant'})`))
	eval[bool](t, b, `document.querySelector('.view:not([hidden]) [data-switch="uk"]').click() ?? true`)
	b.settle(t)
	expect(t, b, "switched back", state, []string{"uk", "Цифрова зрілість громад України", "shown", "hidden"})
	if at := eval[float64](t, b, `document.getElementById('uk-figure-4').getBoundingClientRect().top`); at < 0 || at > 300 {
		t.Errorf("the figure that was being read stands at %.0f px in the other language", at)
	}
	b.quiet(t)
	b = open(t, browser, html, 1280, "#en-practices")
	expect(t, b, "by its address", state, []string{"en", "Digital maturity of Ukraine’s communities", "hidden", "shown"})
	if at := eval[float64](t, b, `document.getElementById('en-practices').getBoundingClientRect().top`); at < 0 || at > 300 {
		t.Errorf("the section that the address names stands at %.0f px", at)
	}
	b.quiet(t)
}

// Every control and link can be reached, and every figure has a name and its
// numbers.
func TestAccessible(t *testing.T) {
	b := open(t, newBrowser(t), write(t, samplePage("uk")), 1280, "")
	for name, script := range map[string]string{
		"heading levels skip":           `[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1]).filter((l, i, a) => i && l > a[i-1] + 1).map(String)`,
		"form fields without a label":   `[...document.querySelectorAll('input,select')].filter(e => !e.labels.length).map(e => e.name)`,
		"figures without a name":        `[...document.querySelectorAll('[role=img]')].filter(e => !e.getAttribute('aria-label')).map(e => e.dataset.options)`,
		"figures without numbers":       `[...document.querySelectorAll('figure')].filter(f => f.querySelectorAll('details tbody tr').length < 6).map(f => f.id)`,
		"ids that repeat":               `[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, a) => a.indexOf(id) !== i)`,
		"references that lead nowhere":  `[...document.querySelectorAll('[aria-labelledby]')].filter(e => !document.getElementById(e.getAttribute('aria-labelledby'))).map(e => e.tagName)`,
		"anchors that lead nowhere":     `[...document.querySelectorAll('a[href^="#"]')].filter(a => !document.querySelector(a.getAttribute('href'))).map(a => a.href)`,
		"sections without a name":       `[...document.querySelectorAll('section')].filter(s => !s.getAttribute('aria-labelledby')).map(s => s.innerText.slice(0, 40))`,
		"scrolling boxes without focus": `[...document.querySelectorAll('.scroll')].filter(s => s.tabIndex < 0 || !s.getAttribute('aria-label')).map(s => s.className)`,
		"type that is hard to read":     contrast,
	} {
		if bad := eval[[]string](t, b, script); len(bad) > 0 {
			t.Errorf("%s: %q", name, bad)
		}
	}
	for _, one := range []string{"main", "h1", "footer", "header"} {
		if n := eval[int](t, b, `document.querySelectorAll('`+one+`').length`); n != 1 {
			t.Errorf("%d elements %s, want 1", n, one)
		}
	}
	b.do(t, chromedp.KeyEvent(kb.Tab))
	expect(t, b, "the first stop is the way to the content", `[document.activeElement.className, document.activeElement.getBoundingClientRect().left >= 0 ? 'seen' : 'hidden']`, []string{"skip", "seen"})
	b.do(t, chromedp.KeyEvent(kb.Enter))
	b.settle(t)
	expect(t, b, "it leads there", `[document.activeElement.tagName]`, []string{"MAIN"})
}

// contrast lists visible texts below 4.5 to 1 (WCAG 2.2, 1.4.3) against the
// nearest background that is set, in HTML and in the drawings.
const contrast = `(() => {
	const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
	const light = c => { const f = c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
	const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length && (c.length < 4 || c[3] > .9)) return c; } return [255, 255, 255]; };
	const out = [];
	for (const e of document.querySelectorAll('body *:not(script):not(style):not(svg *)')) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
		const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5) out.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2) + ' ' + e.textContent.trim().slice(0, 20));
	}
	return out.slice(0, 5);
})()`

// Without scripts all texts and numbers stand on the page.
func TestNumbersStandWithoutScript(t *testing.T) {
	html := string(write(t, samplePage("uk")))
	for _, want := range []string{"81,3 (76,1–85,7)", "+7,2", "Дніпропетровська область", "Адміністрація Держспецзв’язку", "самооцінка: результати, охоплення"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no text %q", want)
		}
	}
}

func expect(t *testing.T, b *tab, what, script string, want []string) {
	t.Helper()
	got := eval[[]string](t, b, script)
	if len(got) != len(want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %q, want %q", what, got, want)
			return
		}
	}
}
