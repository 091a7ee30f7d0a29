// Package describe describes a method in words: as a document of its own, and in parts
// for the chapter of a report and a page of the site. It believes that who is scored
// may see how, every question, weight, formula and gate, and reads the same sentence
// on a terminal, in a browser and on paper.
package describe

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// A Method is what of a method is described.
type Method struct {
	ID, Version   string
	Hash          string // SHA-256 of the file, hexadecimal
	Name          survey.Text
	Questionnaire *survey.Questionnaire
	Model         *score.Model
	Uncertainty   uncertainty.Plan
	Sources       []Source
}

// A Source is a work that the method rests on.
type Source struct {
	ID    string
	Title survey.Text
	URL   string // "" none
	Year  string // "" none
}

// Document describes a method in the language of the texts. Headings of criteria have
// the ids of the criteria.
func Document(m Method, texts *wording.Catalogue) *document.Document {
	p := &pager{m: m, t: texts, Teller: Teller{Questionnaire: m.Questionnaire, Model: m.Model, Words: texts, Say: texts.T}}
	name := p.text(m.Name, m.ID)
	version := texts.T("method.page.version", "id", m.ID, "version", m.Version)
	doc := &document.Document{
		Lang: texts.Lang(), Title: name, Subtitle: version, Running: name, Subject: version, Contents: texts.T("report.contents"),
		Labels: document.Labels{
			Figure: texts.T("report.label.figure"), Table: texts.T("report.label.table"), Page: texts.T("report.label.page"),
			Continued: texts.T("report.label.continued"), NoData: texts.T("report.label.no-data"),
			ToContents: texts.T("report.label.to-contents"), Appendix: texts.T("report.label.appendix"), Of: texts.T("report.label.of"),
		},
	}
	p.tree()
	p.criteria()
	p.inputs()
	p.rollup()
	p.levels()
	p.uncertainty()
	p.sources()
	doc.Blocks = p.blocks
	return doc
}

// A pager makes the blocks of a method in one language.
type pager struct {
	m Method
	t *wording.Catalogue
	Teller
	blocks []document.Block
}

func (p *pager) add(b document.Block) { p.blocks = append(p.blocks, b) }

// open opens a chapter.
func (p *pager) open(id string) {
	p.add(&document.Heading{Level: 1, ID: "method-" + id, Text: p.t.T("method.page." + id)})
}

func (p *pager) say(texts ...string) {
	for _, text := range texts {
		if text != "" {
			p.add(&document.Paragraph{Spans: document.Plain(text)})
		}
	}
}

func (p *pager) list(items []string) {
	if len(items) == 0 {
		return
	}
	l := &document.List{}
	for _, item := range items {
		l.Items = append(l.Items, document.Plain(item))
	}
	p.add(l)
}

// table begins a table; a column of numbers stands to the right. Widths are relative.
func (p *pager) table(columns ...document.Column) *document.Table {
	return &document.Table{Columns: columns, Compact: true}
}

// column is one that is named in the wording.
func (p *pager) column(key string, width float64) document.Column {
	c := document.Column{Title: p.t.T("method.page." + key), Width: width}
	if slices.Contains([]string{"weight", "share", "points", "from"}, key) {
		c.Align = document.Right
	}
	return c
}

// row makes a row whose first cell names it.
func row(cells ...string) document.Row {
	var r document.Row
	for i, c := range cells {
		r.Cells = append(r.Cells, document.Cell{Spans: document.Plain(c), Head: i == 0})
	}
	return r
}

// text returns a text in the page's language.
func (p *pager) text(t survey.Text, otherwise string) string {
	return cmp.Or(p.Teller.text(t), otherwise)
}

// tree lists the nodes, parents before children.
func (p *pager) tree() {
	scale := p.m.Model.Scale
	p.open("tree")
	p.say(p.t.T("method.page.scale", "min", p.number(scale.Min), "max", p.number(scale.Max)), p.t.T("report.method.coverage"), p.t.T("method.page.filled"))
	t := p.table(p.column("node", 5), p.column("weight", 2), p.column("share", 2), p.column("how", 6))
	p.nodeRows(t, p.m.Model.Root, 0, 1, 1)
	p.add(t)
	p.add(&document.Paragraph{Style: document.Small, Spans: document.Plain(p.t.T("method.page.hash", "hash", p.m.Hash))})
}

// indent stands before the name of a node for each branch above it.
const indent = "\u2003"

func (p *pager) nodeRows(t *document.Table, n *score.Node, depth int, weight, share float64) {
	how := ""
	if n.Leaf != nil {
		how = p.kind(n)
	} else {
		how = p.aggregation(n.Aggregate)
		if w := p.weighing(n.Weighing); w != "" {
			how += "; " + w
		}
	}
	if n.MinCoverage > 0 {
		how += "; " + p.t.T("method.page.min-coverage", "share", p.t.Percent(n.MinCoverage, 0))
	}
	if n.MinChildren > 0 {
		how += "; " + p.t.T("method.page.min-children", "share", p.t.Percent(n.MinChildren, 0))
	}
	r := row(strings.Repeat(indent, depth)+p.text(n.Name, n.ID), p.t.Percent(weight, 1), p.t.Percent(share, 1), how)
	r.Cells[0].Spans[0].Bold = n.Leaf == nil
	t.Rows = append(t.Rows, r)
	for _, w := range findings.Parts(n, 1) {
		p.nodeRows(t, w.Node, depth+1, w.Share, share*w.Share)
	}
}

func (p *pager) weighing(w score.Weighing) string {
	switch {
	case w.By == score.Stated:
		return ""
	case w.By == score.Experts && w.Experts == 1:
		return p.t.T("method.weights.expert")
	}
	spread := 0.0
	for _, s := range w.Spread {
		spread = math.Max(spread, s)
	}
	return p.t.T("method.weights."+string(w.By), "ratio", p.t.Number(w.Ratio, 3), "n", w.Experts, "spread", p.t.Percent(spread, 1))
}

// rollup says how practices become partners, and what themes weigh.
func (p *pager) rollup() {
	var themes []string
	sum := 0.0
	for _, t := range p.m.Model.Themes {
		sum += t.Weight
	}
	for _, t := range p.m.Model.Themes {
		themes = append(themes, p.text(t.Name, t.ID)+" — "+p.t.Percent(t.Weight/sum, 1))
	}
	steps := p.Rollup()
	if steps == nil && themes == nil {
		return
	}
	p.open("rollup")
	if themes != nil {
		p.say(p.t.T("method.page.themes") + ": " + p.t.Join(themes))
	}
	p.blocks = append(p.blocks, steps...)
}

func (p *pager) levels() {
	if len(p.m.Model.Levels) > 0 {
		p.open("levels")
		p.blocks = append(p.blocks, p.Levels()...)
	}
}

func (p *pager) sources() {
	if len(p.m.Sources) == 0 {
		return
	}
	list := &document.List{}
	for _, src := range slices.SortedFunc(slices.Values(p.m.Sources), func(a, b Source) int {
		return strings.Compare(p.text(a.Title, a.ID), p.text(b.Title, b.ID))
	}) {
		line := p.text(src.Title, src.ID)
		if src.Year != "" {
			line += ", " + src.Year
		}
		spans := document.Plain(line)
		if src.URL != "" {
			spans[0].Text += ", "
			spans = append(spans, document.Span{Text: src.URL, Link: src.URL})
		}
		list.Items = append(list.Items, spans)
	}
	p.open("sources")
	p.add(list)
}
