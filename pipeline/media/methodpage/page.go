// Package methodpage describes a method as a page. It believes that who is scored
// may see how: every question, weight, formula and gate of a method file, in words,
// the same on a terminal and in a browser.
package methodpage

import (
	_ "embed"
	"html/template"
	"io"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

//go:embed page.html
var pageHTML string

// A page is a method as headings, paragraphs, lists and tables.
type page struct {
	Lang, Name string
	Lead       []string
	Sections   []section
}

type section struct {
	ID, Title string
	Text      []string
	Items     []string
	Table     *pageTable
	Parts     []section
}

type pageTable struct {
	Head []pageCell
	Rows []pageRow
}

type pageRow struct {
	Depth  int // of a node below the root
	Branch bool
	Cells  []pageCell
}

type pageCell struct {
	Text   string
	Number bool
	Code   bool
}

// HTML writes the page of a method in the language of the texts.
func HTML(w io.Writer, m *method.Method, texts *wording.Catalogue) error {
	p := pager{m: m, t: texts}
	return template.Must(template.New("page").Parse(pageHTML)).Execute(w, p.page())
}

// A pager makes the page of a method in one language.
type pager struct {
	m *method.Method
	t *wording.Catalogue
}

func (p *pager) page() page {
	m := p.m
	out := page{Lang: p.t.Lang(), Name: p.text(m.Name, m.ID)}
	out.Lead = append(out.Lead, p.t.T("method.page.version", "id", m.ID, "version", m.Version),
		p.t.T("method.page.scale", "min", p.number(m.Model.Scale.Min), "max", p.number(m.Model.Scale.Max)),
		p.t.T("method.page.hash", "hash", m.Hash))
	out.Sections = append(out.Sections, p.tree(), p.criteria())
	for _, s := range []section{p.inputs(), p.rollup(), p.levels(), p.uncertainty(), p.sources()} {
		if s.Title != "" {
			out.Sections = append(out.Sections, s)
		}
	}
	return out
}

// text returns a text in the page's language.
func (p *pager) text(t survey.Text, otherwise string) string {
	if s := t.In(p.t.Lang()); s != "" {
		return s
	}
	return otherwise
}

func (p *pager) number(x float64) string { return p.t.Shortest(x, 4) }

func (p *pager) head(keys ...string) []pageCell {
	var out []pageCell
	for _, k := range keys {
		out = append(out, pageCell{Text: p.t.T("method.page." + k), Number: k == "weight" || k == "share" || k == "points" || k == "from"})
	}
	return out
}

// tree lists the nodes, parents before children.
func (p *pager) tree() section {
	t := &pageTable{Head: p.head("node", "weight", "share", "how")}
	p.nodeRows(t, p.m.Model.Root, 0, 1, 1)
	return section{Title: p.t.T("method.page.tree"), Text: []string{p.t.T("method.page.coverage")}, Table: t}
}

func (p *pager) nodeRows(t *pageTable, n *score.Node, depth int, weight, share float64) {
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
	t.Rows = append(t.Rows, pageRow{Depth: depth, Branch: n.Leaf == nil, Cells: []pageCell{
		{Text: p.text(n.Name, n.ID)}, {Text: p.t.Percent(weight, 1), Number: true}, {Text: p.t.Percent(share, 1), Number: true}, {Text: how},
	}})
	sum := 0.0
	for _, c := range n.Parts {
		sum += c.Weight
	}
	for _, c := range n.Parts {
		w := c.Weight / sum
		p.nodeRows(t, c, depth+1, w, share*w)
	}
}

func (p *pager) aggregation(a aggregate.Method) string {
	return p.t.T("method.aggregate."+string(a.By), "power", p.number(a.Power))
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

// kind says what is answered.
func (p *pager) kind(n *score.Node) string {
	if n.Leaf.Rule != nil {
		return p.t.T("method.kind.rule")
	}
	unit := ""
	if c, ok := p.m.Questionnaire.Criterion(n.ID); ok {
		unit = p.text(c.Unit, "")
	}
	if n.Leaf.Kind == survey.Number && unit != "" {
		return p.t.T("method.kind.number-unit", "unit", unit)
	}
	return p.t.T("method.kind." + n.Leaf.Kind.String())
}

// rollup says how practices become partners.
func (p *pager) rollup() section {
	s := section{Title: p.t.T("method.page.rollup")}
	for _, step := range p.m.Model.Rollup {
		key := "method.roll." + string(step.By)
		if step.Within != "" && p.t.Has(key+"-theme") {
			key += "-theme"
		}
		s.Items = append(s.Items, p.t.T(key, "n", step.N, "from", p.t.T("method.unit."+string(step.From)), "to", p.t.T("method.unit."+string(step.To))))
	}
	if themes := p.m.Model.Themes; len(themes) > 0 {
		sum := 0.0
		for _, t := range themes {
			sum += t.Weight
		}
		var list []string
		for _, t := range themes {
			list = append(list, p.text(t.Name, t.ID)+" — "+p.t.Percent(t.Weight/sum, 1))
		}
		s.Text = append(s.Text, p.t.T("method.page.themes")+": "+p.t.Join(list))
	}
	if s.Items == nil && s.Text == nil {
		return section{}
	}
	return s
}

func (p *pager) levels() section {
	if len(p.m.Model.Levels) == 0 {
		return section{}
	}
	t := &pageTable{Head: p.head("level", "from", "needs")}
	for _, l := range p.m.Model.Levels {
		var needs []string
		for _, g := range l.Needs {
			needs = append(needs, p.t.T("method.page.need", "node", p.nodeName(g.Node), "value", p.number(g.AtLeast)))
		}
		t.Rows = append(t.Rows, pageRow{Cells: []pageCell{
			{Text: p.number(float64(l.Level)) + ". " + p.text(l.Name, "")}, {Text: p.number(l.From), Number: true}, {Text: p.t.Join(needs)},
		}})
	}
	return section{Title: p.t.T("method.page.levels"), Text: []string{p.t.T("method.page.gates")}, Table: t}
}

func (p *pager) nodeName(id string) string {
	name := id
	p.m.Model.Root.Walk(func(n, _ *score.Node) {
		if n.ID == id {
			name = p.text(n.Name, id)
		}
	})
	return name
}

func (p *pager) sources() section {
	s := section{}
	for _, src := range p.m.Sources {
		line := p.text(src.Title, src.ID)
		for _, more := range []string{src.Year, src.URL} {
			if more != "" {
				line += ", " + more
			}
		}
		s.Items = append(s.Items, line)
	}
	slices.Sort(s.Items)
	if s.Items != nil {
		s.Title = p.t.T("method.page.sources")
	}
	return s
}
