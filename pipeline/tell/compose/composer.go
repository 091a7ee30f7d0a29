package compose

import (
	"cmp"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// composer writes one document: the input, its language, and what has been
// written so far.
type composer struct {
	in       Input
	f        *findings.Findings
	t        *wording.Catalogue
	names    map[string]survey.Text // of partners, by id
	blocks   []document.Block
	chapters int
	figures  int
	tables   int             // of the annex
	letter   string          // of the annex, as its tables have it
	single   bool            // one factsheet and no other chapter
	limits   []float64       // of scores, that decide something
	near     map[float64]int // decimals by score, of those that have near neighbours in a rank order
}

// newComposer makes the findings with equals in the alphabet of the language.
func newComposer(in Input, t *wording.Catalogue) *composer {
	c := &composer{in: in, t: t, names: map[string]survey.Text{}}
	for _, subs := range [][]survey.Submission{in.Earlier, in.Submissions} {
		for _, s := range subs {
			c.names[s.Partner.ID] = s.Partner.Name
		}
	}
	c.f = findings.Of(&c.in.Evidence, &c.in.Analysis, findings.Order{Name: c.name, Compare: alphabet.Of(t.Lang())})
	c.setPrinting()
	return c
}

// T prints a text of the catalogue.
func (c *composer) T(key string, args ...any) string { return c.t.T(key, args...) }

// text prints a text of the method or of a partner.
func (c *composer) text(t survey.Text) string { return t.In(c.t.Lang()) }

// name returns a partner's name as printed.
func (c *composer) name(id string) string {
	if n := c.text(c.names[id]); n != "" {
		return n
	}
	for _, r := range []*score.Result{c.in.Now, c.in.Before} {
		if r == nil {
			continue
		}
		for _, u := range r.Of(score.Partner) {
			if u.ID == id && u.Name != "" {
				return u.Name
			}
		}
	}
	return id
}

// namesOf lists partners in one sentence; more than most are counted.
func (c *composer) namesOf(ids []string, most int) string {
	var out []string
	for _, id := range ids {
		out = append(out, c.name(id))
	}
	if len(out) > most {
		return c.T("report.names.more", "names", join(out[:most]), "n", len(out)-most)
	}
	return c.t.Join(out)
}

func join(words []string) string {
	out := ""
	for i, w := range words {
		if i > 0 {
			out += ", "
		}
		out += w
	}
	return out
}

// node returns the printed name of a node of the tree, a theme or a criterion.
func (c *composer) node(id string) string {
	for _, n := range c.in.Now.Nodes {
		if n.ID == id {
			return c.text(n.Name)
		}
	}
	if k, ok := c.in.Questionnaire.Criterion(id); ok {
		return c.text(k.Name)
	}
	return id
}

// points prints a score with one decimal, or with as many as it takes not to
// contradict what was decided by it.
func (c *composer) points(x float64) string { return c.t.Number(x, c.decimals(x)) }

// delta prints a difference of scores with its sign; one that is there does not
// print as 0.0.
func (c *composer) delta(x float64) string { return c.t.Signed(x, wording.DecimalsApart(x, 0, 1)) }

// interval prints a range of scores.
func (c *composer) interval(low, high float64) string {
	return c.points(low) + "–" + c.points(high)
}

// level returns the name of a maturity level; "" where there is none.
func (c *composer) level(l int) string {
	for _, m := range c.in.Model.Levels {
		if m.Level == l {
			return c.text(m.Name)
		}
	}
	return ""
}

// class returns the shade 1 to 5 of a score: fifths of the scale.
func (c *composer) class(x float64) int {
	class := 1
	for _, border := range c.fifths() {
		if x >= border {
			class++
		}
	}
	return class
}

// fifths returns the four borders of the five shades.
func (c *composer) fifths() []float64 {
	s := c.in.Now.Scale
	var out []float64
	for i := 1; i < 5; i++ {
		out = append(out, s.Grid().Round(s.Min+float64(i)*(s.Max-s.Min)/5))
	}
	return out
}

// classNames returns the legend of the five shades.
func (c *composer) classNames() []string {
	s := c.in.Now.Scale
	var out []string
	for i := range 5 {
		low := s.Min + float64(i)*(s.Max-s.Min)/5
		high := s.Min + float64(i+1)*(s.Max-s.Min)/5
		out = append(out, c.t.Shortest(low, 1)+"–"+c.t.Shortest(high, 1))
	}
	return out
}

// axis is the scale of scores.
func (c *composer) axis() document.Axis {
	return document.Axis{Label: c.T("report.axis.points"), Min: c.in.Now.Scale.Min, Max: c.in.Now.Scale.Max}
}

// kind picks the key of a text that differs between practices and records; the
// prefix ends in a dot.
func (c *composer) kind(prefix string) string {
	if c.f.Records() {
		return prefix + "records"
	}
	return prefix + "practices"
}

// illustrative reports whether any workbook says that its data are made up.
func (c *composer) illustrative() bool {
	made := func(s survey.Submission) bool { return s.Illustrative }
	return slices.ContainsFunc(c.in.Submissions, made) || slices.ContainsFunc(c.in.Earlier, made)
}

var roman = [...]string{"", "I", "II", "III", "IV"}

// periodKey returns the key of a period's text in a form: name (nominative),
// title (on the cover), in («у …») or with («порівняно з …»). Months and names of
// an office's own stand as they are.
func periodKey(name, form string) string {
	kind := map[period.Kind]string{period.Year: "year", period.Half: "half", period.Quarter: "quarter"}[period.Parse(name).Kind]
	return "report.period." + cmp.Or(kind, "other") + "." + form
}

func (c *composer) periodArgs(name string) []any {
	switch p := period.Parse(name); p.Kind {
	case period.Year, period.Half, period.Quarter:
		return []any{"year", strconv.Itoa(p.Year), "part", c.part(p.Part)}
	}
	return []any{"year", name, "part", ""}
}

// part prints the number of a half-year or quarter: Roman in Ukrainian.
func (c *composer) part(n int) string {
	if c.t.Lang() == "uk" {
		return roman[n]
	}
	return strconv.Itoa(n)
}

// period returns a period's name in the nominative.
func (c *composer) period(p string) string { return c.periodIn(p, "name") }

func (c *composer) periodIn(p, form string) string {
	return c.T(periodKey(p, form), c.periodArgs(p)...)
}

// chapter opens a chapter with its number; pages begin anew but for the first.
func (c *composer) chapter(id, title string) {
	if c.chapters > 0 {
		c.add(&document.PageBreak{})
	}
	c.chapters++
	c.add(&document.Heading{Level: 1, ID: "chapter-" + id, Text: strconv.Itoa(c.chapters) + ". " + title, Short: title})
}

func (c *composer) section(id, title string) {
	c.add(&document.Heading{Level: 2, ID: "section-" + id, Text: title})
}

func (c *composer) add(blocks ...document.Block) { c.blocks = append(c.blocks, blocks...) }

// say adds a paragraph of running text; nothing for "".
func (c *composer) say(text string) { c.saySpans(document.Body, document.Plain(text)) }

func (c *composer) saySpans(style document.Style, spans []document.Span) {
	for _, s := range spans {
		if s.Text != "" {
			c.add(&document.Paragraph{Style: style, Spans: spans})
			return
		}
	}
}

// show numbers a figure and adds it; nil is left out. It reports whether there
// was one.
func (c *composer) show(f *document.Figure) bool {
	if f == nil {
		return false
	}
	c.figures++
	f.Number = strconv.Itoa(c.figures)
	c.add(f)
	return true
}

// annexTable numbers a table of the annex and adds it.
func (c *composer) annexTable(t *document.Table) {
	c.tables++
	t.Number = c.letter + strconv.Itoa(c.tables)
	c.add(t)
}

// own marks a partner's own words as Ukrainian inside another language.
func (c *composer) own(text string) document.Span {
	return document.Span{Text: text, Lang: c.ownLang()}
}

func (c *composer) ownLang() string {
	if c.t.Lang() == "uk" {
		return ""
	}
	return "uk"
}

func plainCell(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }

func headCell(text string) document.Cell {
	return document.Cell{Spans: document.Plain(text), Head: true}
}

// scoreCell prints a score, tinted; "н/д" where there is none.
func (c *composer) scoreCell(s score.Score) document.Cell {
	if !s.Known {
		return plainCell(c.T("report.label.no-data"))
	}
	return document.Cell{Spans: document.Plain(c.points(s.Value)), Class: c.class(s.Value)}
}
