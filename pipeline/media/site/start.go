package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"math"
	"slices"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/svg"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// TrendName is the file, below the folder of a period's site, that says what pages
// over all periods tell of it.
const TrendName = "data/trend.json"

// A Trend is what the pages over all periods tell of one. Texts are by language.
type Trend struct {
	Period    string            `json:"period"`
	Title     map[string]string `json:"title"`
	Method    string            `json:"method"` // SHA-256 of its file
	Named     map[string]string `json:"named"`  // the method, as printed
	Practices int               `json:"practices"`
	Mapped    bool              `json:"mapped,omitempty"` // it has a sitemap
	Scale     [2]float64        `json:"scale"`
	Partners  []TrendPartner    `json:"partners"`
	Exhibits  []TrendPractice   `json:"exhibits,omitempty"`
}

// A TrendPractice is a practice, partner/id as in practice.html#id, with its overall
// score; nil: none.
type TrendPractice struct {
	ID    string   `json:"id"`
	Score *float64 `json:"score"`
}

// A TrendPartner is a partner with its overall score; nil: none.
type TrendPartner struct {
	ID    string            `json:"id"`
	Name  map[string]string `json:"name"`
	Score *float64          `json:"score"`
	Page  string            `json:"page"` // below the folder of a language
}

// in is a language that the site of the period has: the one that is asked for, or
// another.
func (t Trend) in(lang string) string {
	if _, ok := t.Title[lang]; ok || len(t.Title) == 0 {
		return lang
	}
	return slices.Sorted(maps.Keys(t.Title))[0]
}

// home is the home page of the period's site.
func (t Trend) home(lang string) string { return t.Period + "/" + t.in(lang) + "/index.html" }

// trend is what pages over all periods tell of this one, as a file.
func (w *binder) trend() ([]byte, error) {
	data, err := json.MarshalIndent(w.told(), "", " ")
	return append(data, '\n'), err
}

// told says what pages over all periods tell of this one.
func (w *binder) told() Trend {
	first := w.Sites[0]
	t := Trend{Period: first.Folder, Title: map[string]string{}, Method: first.Method.Hash, Named: map[string]string{}, Practices: len(first.Practices), Mapped: w.Address != "", Scale: first.Scale}
	for _, s := range w.Sites {
		t.Title[s.Lang], t.Named[s.Lang] = s.Cover.Title, s.Method.Name
	}
	for i, p := range first.Explorer.Partners {
		if p.Apart {
			continue
		}
		out := TrendPartner{ID: p.ID, Name: map[string]string{}, Page: w.paths[p.Anchor]}
		for _, s := range w.Sites {
			out.Name[s.Lang] = s.Explorer.Partners[i].Name
		}
		if x := p.Values[0]; !math.IsNaN(x) {
			out.Score = &x
		}
		t.Partners = append(t.Partners, out)
	}
	for i, l := range first.Practices {
		p := TrendPractice{ID: l.Key.Partner + "/" + l.ID}
		if l.Score.Known {
			p.Score = &first.Practices[i].Score.X
		}
		t.Exhibits = append(t.Exhibits, p)
	}
	return t
}

// A start is what the template of the pages over all periods prints.
type start struct {
	words                             *wording.Catalogue
	Lang, Policy, Title, Lead, Assets string
	Languages                         []tongueLink
	Body                              template.HTML
}

// T prints a text of the wording; the template calls it.
func (s start) T(key string, args ...any) string { return s.words.T(key, args...) }

// Tied is a text as the content of an element; the template calls it.
func (s start) Tied(text string) template.HTML { return html.Tied(text, s.Lang) }

// startName is the page over all periods in a language; the first is the start page.
func startName(langs []string, lang string) string {
	if lang == langs[0] {
		return "index.html"
	}
	return "index." + lang + ".html"
}

// Start makes the pages over all periods: where the newest site is, every period, how
// partners have moved, and where the method changed. They lie beside the folders of
// the periods. The same trends give the same bytes, in whatever order they come.
// address is that of a Book.
func Start(trends []Trend, langs []string, address string) ([]File, error) {
	trends = slices.Clone(trends)
	slices.SortFunc(trends, func(a, b Trend) int { return period.Compare(b.Period, a.Period) })
	tmpl, err := template.New("start.html").ParseFS(assets, "site/start.html")
	if err != nil || len(trends) == 0 {
		return nil, err
	}
	var out []File
	for _, lang := range langs {
		words, err := templates.Wording(lang)
		if err != nil {
			return nil, err
		}
		out = append(out, File{startName(langs, lang), func() ([]byte, error) {
			var b bytes.Buffer
			err := tmpl.Execute(&b, started(trends, langs, lang, words))
			return b.Bytes(), err
		}})
	}
	out = append(out, File{"trends.json", func() ([]byte, error) {
		brief := slices.Clone(trends)
		for i := range brief {
			brief[i].Exhibits = nil
		}
		data, err := json.MarshalIndent(brief, "", " ")
		return append(data, '\n'), err
	}})
	return slices.Concat(out, histories(trends), mapOfAll(trends, address)), nil
}

func started(trends []Trend, langs []string, lang string, words *wording.Catalogue) start {
	newest := trends[0]
	s := start{words: words, Lang: lang, Policy: policyOf, Title: words.T("page.start"), Lead: words.T("page.start.lead", "n", len(trends)), Assets: newest.Period + "/assets/"}
	for _, l := range langs {
		s.Languages = append(s.Languages, tongueLink{l, words.T("site.language." + l), startName(langs, l), l == lang})
	}
	say := trendWords{words, lang, trends}
	blocks := []document.Block{
		&document.Paragraph{Style: document.Lead, Spans: []document.Span{{Text: words.T("page.start.newest", "period", say.name(newest.Period)), Link: newest.home(lang)}}},
		&document.Heading{Level: 2, ID: "periods", Text: words.T("page.periods")}, say.periods(),
	}
	if f := say.figure(); f != nil {
		blocks = append(blocks, &document.Heading{Level: 2, ID: "trend", Text: words.T("page.start.trend")}, f)
	}
	s.Body = html.Body(blocks, html.Options{
		Lang: lang, Top: 1, Labels: document.Labels{NoData: words.T("site.no-data")}, Link: func(link string) (string, bool) { return link, true },
		Figure: func(out []byte, f *document.Figure) []byte {
			out = svg.Append(out, f, svg.Options{Words: words, Link: func(r document.FigureRow) string { return r.Link }})
			out = append(append(append(out, "<details><summary>"...), template.HTMLEscapeString(words.T("page.numbers"))...), "</summary>"...)
			out = html.Append(out, []document.Block{html.Numbers(say.ends(f), words.T("site.no-data"))}, html.Options{Lang: lang, Top: 1, Link: func(link string) (string, bool) { return link, true }})
			return append(out, "</details>"...)
		},
	})
	return s
}

// trendWords says what trends tell in one language.
type trendWords struct {
	*wording.Catalogue
	lang   string
	trends []Trend // the newest first
}

// name is a period as printed.
func (t trendWords) name(p string) string {
	return t.T(voice.PeriodKey(p, "name"), voice.PeriodArgs(p, t.lang)...)
}

// periods is a row a period, the newest first; a change of the method is said.
func (t trendWords) periods() *document.Table {
	out := &document.Table{Columns: []document.Column{{Title: t.T("page.start.period")}, {Title: t.T("page.partners"), Align: document.Right}, {Title: t.T("page.practices.practices"), Align: document.Right}, {Title: t.T("page.method")}}}
	for i, p := range t.trends {
		method := p.Named[p.in(t.lang)]
		if i+1 < len(t.trends) && t.trends[i+1].Method != p.Method {
			method += " — " + t.T("page.start.changed")
		}
		cell := func(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }
		out.Rows = append(out.Rows, document.Row{Cells: []document.Cell{
			{Head: true, Spans: []document.Span{{Text: t.name(p.Period), Link: p.home(t.lang)}}},
			cell(fmt.Sprint(len(p.Partners))), cell(fmt.Sprint(p.Practices)), cell(method),
		}})
	}
	return out
}

// periodsMost is how many periods the figure of the trend shows, the newest.
const periodsMost = 8

// figure is the overall scores of the partners of the newest period over the periods;
// nil where there is only one.
func (t trendWords) figure() *document.Figure {
	if len(t.trends) < 2 {
		return nil
	}
	shown := slices.Clone(t.trends[:min(periodsMost, len(t.trends))])
	slices.Reverse(shown)
	newest := t.trends[0]
	f := &document.Figure{ID: "trend", Kind: document.HeatMap, Message: t.T("page.start.message", "n", len(shown)), Measure: t.T("page.start.measure", "max", t.Shortest(newest.Scale[1], 1))}
	held := make([]map[string]*float64, len(shown))
	for i, p := range shown {
		f.Series = append(f.Series, t.name(p.Period))
		held[i] = map[string]*float64{}
		for _, x := range p.Partners {
			held[i][x.ID] = x.Score
		}
	}
	for _, p := range newest.Partners {
		row := document.FigureRow{ID: p.ID, Label: p.Name[newest.in(t.lang)], Link: newest.Period + "/" + newest.in(t.lang) + "/" + p.Page}
		for i := range shown {
			row.Values = append(row.Values, t.value(held[i][p.ID], shown[i].Scale))
		}
		f.Rows = append(f.Rows, row)
	}
	slices.SortStableFunc(f.Rows, func(a, b document.FigureRow) int {
		last := len(shown) - 1
		switch x, y := a.Values[last], b.Values[last]; {
		case x.Known != y.Known:
			return map[bool]int{true: -1, false: 1}[x.Known]
		case x.X != y.X:
			return map[bool]int{true: -1, false: 1}[x.X > y.X]
		}
		return 0
	})
	f.Alt = svg.Alt(f)
	return f
}

// value is a score with its shade, a fifth of the scale a step.
func (t trendWords) value(x *float64, scale [2]float64) document.Value {
	if x == nil {
		return document.Value{Text: t.T("site.no-data")}
	}
	class := 1 + int(5*(*x-scale[0])/(scale[1]-scale[0]))
	return document.Value{X: *x, Known: true, Low: *x, High: *x, Text: t.Number(*x, 1), Class: min(max(class, 1), 5)}
}

// ends keeps as many rows of a figure as its table shows.
func (t trendWords) ends(f *document.Figure) *document.Figure {
	rest := *f
	rest.Rows = f.Rows[:min(len(f.Rows), tabled/(len(f.Series)+2))]
	return &rest
}
