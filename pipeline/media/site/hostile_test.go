package site

import (
	"fmt"
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/document"
)

// hostile are texts that a workbook may hold and that have run as program, or
// have broken a page, somewhere.
var hostile = []string{
	`</script><img src=x onerror=alert(1)>`,
	`<img src="http://127.0.0.1:9/x.png" onerror="alert(2)">`,
	`__f__function(){alert(3)}__f__`,
	`{{.Title}} {{`,
	`javascript:alert(4)`,
	`"'><svg/onload=alert(5)>`,
	"line\u2028separator\u2029alert(6)//",
	`{a|rich} {b} {c} @tip @rank`,
	`<!--<script>alert(7)`,
	"\x00\x07\uFEFF\u202Eetalocohc",
	`\u003cscript\u003ealert(8)\u003c/script\u003e\`,
	strings.Repeat("безпробілів", 40),
	`__proto__`,
	`]]></style><style>*{display:none}</style>`,
	"",
}

// poison puts a hostile text in every place of a page that a text can reach.
// The places take turns, so that each text reaches each kind of place.
func poison(p Page, turn int) Page {
	next := func() string { turn++; return hostile[turn%len(hostile)] }
	p.Title, p.Subtitle, p.Organisation, p.Dateline, p.Notice, p.PracticeWord = next(), next(), next(), next(), next(), next()
	p.Summary, p.Notes = []string{next(), next()}, []string{next()}
	for i := range p.KeyFigures {
		p.KeyFigures[i] = document.KeyFigure{Value: next(), Label: next(), Note: next()}
	}
	for _, f := range p.Figures {
		poisonFigure(f, next)
	}
	for i := range p.Practices {
		q := &p.Practices[i]
		q.Title, q.Lang, q.Summary, q.Link, q.Partner, q.Theme = next(), next(), next(), next(), next(), next()
		q.Level, q.SelfAssessed, q.Score.Text, q.Coverage.Text = next(), next(), next(), next()
	}
	for i := range p.Recommendations {
		p.Recommendations[i] = Recommendation{next(), next(), next(), next(), next(), next(), next(), next(), next()}
	}
	for i := range p.Downloads {
		p.Downloads[i] = Download{next(), next(), next()}
	}
	return p
}

func poisonFigure(f *document.Figure, next func() string) {
	f.ID, f.Number, f.Message, f.Measure, f.Alt = next(), next(), next(), next(), next()
	f.Source = document.Plain(next())
	f.Axis.Label, f.AxisY.Label = next(), next()
	if f.Average != nil {
		f.Average.Label = next()
	}
	for i := range f.Series {
		f.Series[i] = next()
	}
	for i := range f.Classes {
		f.Classes[i] = next()
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		r.Label, r.Lang, r.Note = next(), next(), next()
		if f.Kind != document.Map {
			r.ID = next()
		}
		for k := range r.Values {
			r.Values[k].Text = next()
		}
	}
}

// Nothing that a text holds may run, reach out, or keep a figure from being
// drawn.
func TestHostileTextsStayText(t *testing.T) {
	browser := newBrowser(t)
	for turn := range 3 {
		html := write(t, poison(samplePage("uk"), 5*turn), poison(samplePage("en"), 5*turn+2))
		for _, width := range []int{1280, 390} {
			t.Run(fmt.Sprintf("turn %d, %d wide", turn, width), func(t *testing.T) {
				b := open(t, browser, html, width, "")
				for _, lang := range []string{"uk", "en"} {
					eval[bool](t, b, `document.querySelector('.view:not([hidden]) [data-switch="`+lang+`"]').click() ?? true`)
					b.settle(t)
					if missing := eval[[]string](t, b, undrawn); len(missing) > 0 {
						t.Errorf("%s: not drawn: %q", lang, missing)
					}
					if n := eval[int](t, b, `document.querySelectorAll('.view:not([hidden]) .chart').length`); n != 7 {
						t.Errorf("%s: %d figures, 7 were given", lang, n)
					}
					if wide := eval[[]string](t, b, overflow); len(wide) > 0 {
						t.Errorf("%s: wider than the screen: %q", lang, wide)
					}
					eval[[]string](t, b, tips)
				}
				const foreign = `document.querySelectorAll('img, iframe, object, embed, [onload], [onerror]').length +
					[...document.querySelectorAll('a')].filter(a => !/^(file|https?):/.test(a.href)).length +
					(document.querySelectorAll('script').length - document.querySelectorAll('.chart, .words').length - 2)`
				if n := eval[int](t, b, foreign); n != 0 {
					t.Errorf("%d elements or links came out of texts", n)
				}
				b.quiet(t)
				shoot(t, b, fmt.Sprintf("hostile-%d-%d", turn, width))
			})
		}
	}
}

// The policy allows what the page brings and nothing else: a script put into
// the page afterwards does not run.
func TestPolicyHolds(t *testing.T) {
	b := open(t, newBrowser(t), write(t, samplePage("uk")), 1280, "")
	eval[bool](t, b, `(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s);
		const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i); return true; })()`)
	b.settle(t)
	if eval[bool](t, b, `window.ran === true`) {
		t.Error("an inline script without its hash ran")
	}
	if len(b.said) == 0 {
		t.Error("the browser refused nothing: is there a policy?")
	}
}
