package site

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/chart"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

var assets = templates.Files

// A shell is what the template prints: the parts common to all languages and a
// view a language. Script and Style are our own files and nobody else's text.
type shell struct {
	Lang     string // of the first page
	Title    string
	Policy   string
	Style    template.CSS
	Script   template.JS
	Geometry template.JS
	Views    []view
}

// A view is one page with its words.
type view struct {
	Page
	First     bool
	Languages []language
	Charts    []card
	Partners  []string
	Themes    []string
	Rows      []practiceRow
	Cards     []Recommendation
	Files     []Download
	Words     template.JS // the few words that the script prints
	wording   *wording.Catalogue
}

// T prints a text of the wording; the template calls it.
func (v view) T(key string, args ...any) string { return v.wording.T(key, args...) }

// TableTitle names the table of practices.
func (v view) TableTitle() string {
	if v.PracticeWord != "" {
		return v.PracticeWord
	}
	return v.T("site.practices")
}

// A language is one choice of the switch.
type language struct {
	Code, Name string
	Current    bool
}

// A card is one figure: what is read before it, the drawing, what it means, and
// its numbers.
type card struct {
	*document.Figure
	Anchor  string
	Wide    bool
	Scroll  bool // wider than a small screen: scrolls in its own box
	Options template.JS
	Legend  []legendItem
	Table   numbers
}

// A legendItem is a mark with what it means; Mark is a class of the style sheet.
type legendItem struct{ Mark, Text string }

// numbers is a figure as a table.
type numbers struct {
	Head []string
	Rows [][]string
}

// A practiceRow is a practice with what sorting and filtering need.
type practiceRow struct {
	Practice
	Href                   string // the link when it may be followed, else ""
	Unfollowed             string // the link when it is shown as text, else ""
	ScoreKey, CoverageKey  string // numbers, "" when not known
	PartnerIndex, ThemeNum int
}

func newShell(pages []Page) (*shell, error) {
	style, err := text("site/style.css")
	if err != nil {
		return nil, err
	}
	script, err := scripts()
	if err != nil {
		return nil, err
	}
	geometry, err := geometryJSON()
	if err != nil {
		return nil, err
	}
	s := &shell{
		Lang: pages[0].Lang, Title: pages[0].Title, Policy: policy(script, style),
		Style: template.CSS(style), Script: template.JS(script), Geometry: geometry,
	}
	for i := range pages {
		v, err := newView(pages, i)
		if err != nil {
			return nil, err
		}
		s.Views = append(s.Views, v)
	}
	return s, nil
}

// scripts joins ECharts, its Ukrainian words and the page's own script: one
// inline script, allowed by its hash.
func scripts() (string, error) {
	var b strings.Builder
	for _, name := range []string{"site/echarts/echarts.min.js", "site/echarts/langUK.js", "site/dashboard.js"} {
		s, err := text(name)
		if err != nil {
			return "", err
		}
		b.WriteString("\n" + s + "\n")
	}
	return b.String(), nil
}

// text reads an asset that is printed into the page as it is. It refuses what
// would end the element around it or change under the reader's line endings.
func text(name string) (string, error) {
	data, err := assets.ReadFile(name)
	if err != nil {
		return "", err
	}
	s := string(data)
	for _, bad := range []string{"</script", "</style", "<!--", "\r", "\x00"} {
		if strings.Contains(strings.ToLower(s), bad) {
			return "", fmt.Errorf("%s holds %q", name, bad)
		}
	}
	return s, nil
}

// policy allows our script and our style sheet by their hashes, pictures that
// stand in the page itself, and nothing else.
func policy(script, style string) string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style) +
		"; img-src data:; base-uri 'none'; form-action 'none'"
}

// geometryJSON is the outline of the oblasts, once for all pages.
func geometryJSON() (template.JS, error) {
	data, err := assets.ReadFile("geo/ukraine-oblasts.geojson")
	if err != nil {
		return "", err
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return "", fmt.Errorf("geo/ukraine-oblasts.geojson: %w", err)
	}
	return embed(tree)
}

// embed prints data as JSON that no HTML parser and no script reads as
// anything else: json.Marshal escapes <, >, & and the line separators.
func embed(v any) (template.JS, error) {
	data, err := json.Marshal(v)
	return template.JS(data), err
}

func newView(pages []Page, i int) (view, error) {
	p := pages[i]
	words, err := templates.Wording(p.Lang)
	if err != nil {
		return view{}, err
	}
	v := view{Page: p, First: i == 0, wording: words, Cards: p.Recommendations}
	for _, q := range pages {
		v.Languages = append(v.Languages, language{q.Lang, words.T("site.language." + q.Lang), q.Lang == p.Lang})
	}
	if v.Charts, err = cards(&p, words); err != nil {
		return view{}, err
	}
	v.Partners, v.Themes = distinct(p.Practices, func(p Practice) string { return p.Partner }), distinct(p.Practices, func(p Practice) string { return p.Theme })
	for _, practice := range p.Practices {
		v.Rows = append(v.Rows, newRow(practice, v.Partners, v.Themes))
	}
	for _, d := range p.Downloads {
		if safeHref.MatchString(d.Href) {
			v.Files = append(v.Files, d)
		}
	}
	v.Words, err = embed(scriptWords(words))
	return v, err
}

// safeHref is a path beside the page or one folder up: nothing before the first
// slash can be a scheme.
var safeHref = regexp.MustCompile(`^(\.\./)?[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$`)

// distinct lists the texts of the practices in the order of their first
// appearance, without "".
func distinct(practices []Practice, of func(Practice) string) []string {
	out := []string{}
	seen := map[string]bool{"": true}
	for _, p := range practices {
		if s := of(p); !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func newRow(p Practice, partners, themes []string) practiceRow {
	r := practiceRow{
		Practice: p, ScoreKey: sortKey(p.Score), CoverageKey: sortKey(p.Coverage),
		PartnerIndex: slices.Index(partners, p.Partner), ThemeNum: slices.Index(themes, p.Theme),
	}
	switch {
	case strings.HasPrefix(p.Link, "#"):
	case document.Follows(p.Link):
		r.Href = p.Link
	case strings.Contains(p.Link, "://") || strings.HasPrefix(p.Link, "www."):
		r.Unfollowed = p.Link
	}
	return r
}

func sortKey(v document.Value) string {
	if !v.Known {
		return ""
	}
	return wording.Round(v.X, 6)
}

// scriptWords are the texts that the script prints, by the script's names.
func scriptWords(words *wording.Catalogue) map[string]string {
	return map[string]string{
		"noData":   words.T("site.no-data"),
		"interval": words.T("site.interval"),
		"found":    words.T("site.found"),
		"page":     words.T("site.more"),
		"none":     words.T("site.nothing-found"),
	}
}

// wide are the kinds that take the whole width.
var wide = []document.FigureKind{document.HeatMap, document.Quadrant}

// cards draws the figures of a page. Narrow kinds stand in pairs; one that
// finds no neighbour takes the whole width.
func cards(p *Page, words *wording.Catalogue) ([]card, error) {
	out := make([]card, len(p.Figures))
	open := -1 // a narrow figure that waits for a neighbour
	for i, f := range p.Figures {
		drawing, err := chart.Draw(f)
		if err != nil {
			return nil, err
		}
		options, err := embed(drawing)
		if err != nil {
			return nil, fmt.Errorf("figure %s: %w", f.ID, err)
		}
		out[i] = card{
			Figure: f, Anchor: fmt.Sprintf("%s-figure-%d", p.Lang, i+1), Options: options,
			Scroll: f.Kind == document.HeatMap, Legend: legend(f, words), Table: table(f, words),
		}
		switch {
		case slices.Contains(wide, f.Kind):
			out[i].Wide = true
			widen(out, open)
			open = -1
		case open >= 0:
			open = -1
		default:
			open = i
		}
	}
	widen(out, open)
	return out, nil
}

func widen(cards []card, i int) {
	if i >= 0 {
		cards[i].Wide = true
	}
}
