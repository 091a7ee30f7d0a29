package describe

import (
	"strings"

	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// criteria describes every leaf: what is asked, and its way to the scale.
func (p *pager) criteria() {
	p.open("criteria")
	p.m.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil {
			p.leaf(n)
		}
	})
}

func (p *pager) leaf(n *score.Node) {
	title := p.text(n.Name, n.ID)
	if title != n.ID {
		title += " (" + n.ID + ")"
	}
	p.add(&document.Heading{Level: 2, ID: n.ID, Text: title})
	c, asked := p.m.Questionnaire.Criterion(n.ID)
	if asked { // what a partner reads
		p.say(p.text(c.Question, ""), p.text(c.Help, ""))
	}
	if n.Leaf.Rule != nil {
		p.say(p.t.T("method.page.rule"))
	}
	items := []string{p.t.T("method.page.answer") + ": " + p.kind(n)}
	if n.Leaf.Lower {
		items = append(items, p.t.T("method.note.lower"))
	}
	if asked {
		items = append(items, p.notes(c)...)
	}
	if n.Leaf.Column != n.ID {
		items = append(items, p.t.T("method.page.column")+": "+n.Leaf.Column)
	}
	items = append(items, p.t.T("method.page.steps")+": "+strings.Join(p.steps(n.Leaf), " → "))
	for _, line := range n.Leaf.Rows {
		text := p.t.T("method.page.rows") + ": " + p.t.T("method.take."+string(line.Take))
		if line.When.Text != "" {
			text += " (" + line.When.Text + ")"
		}
		items = append(items, text)
	}
	p.list(items)
	switch {
	case n.Leaf.Rule != nil:
		p.rule(n.Leaf)
	case asked && len(c.Levels) > 0:
		p.rubric(c)
	case asked && len(c.Choices) > 0:
		p.choices(c, n.Leaf)
	}
}

func (p *pager) notes(c *survey.Criterion) []string {
	var out []string
	if e := c.Evidence; e != nil {
		out = append(out, p.t.T("method.note.evidence", "from", e.From, "cap", e.Cap))
	}
	if c.Ask != nil {
		key := "method.note.ask"
		if c.Drop {
			key = "method.note.ask.drop"
		}
		out = append(out, p.t.T(key, "ask", c.Ask.Text))
	}
	if c.NotApplicable {
		out = append(out, p.t.T("method.note.not-applicable"))
	}
	if c.Low != nil && c.High != nil {
		out = append(out, p.t.T("method.note.range", "low", p.number(*c.Low), "high", p.number(*c.High)))
	}
	return out
}

func (p *pager) rubric(c *survey.Criterion) {
	t := p.table(p.column("level", 1), p.column("text", 3))
	for _, l := range c.Levels {
		name := p.number(float64(l.Level))
		if n := p.text(l.Name, ""); n != "" {
			name += ". " + n
		}
		t.Rows = append(t.Rows, row(name, p.text(l.Text, "")))
	}
	p.add(t)
}

func (p *pager) choices(c *survey.Criterion, l *indicator.Leaf) {
	t := p.table(p.column("choice", 4), p.column("points", 1))
	for _, o := range c.Choices {
		t.Rows = append(t.Rows, row(p.text(o.Name, o.ID), p.number(l.Points[o.ID])))
	}
	p.add(t)
}

func (p *pager) rule(l *indicator.Leaf) {
	t := p.table(p.column("needs", 4), p.column("points", 1))
	for _, line := range l.Rule {
		when := line.When.Text
		if line.When.Always() {
			when = p.t.T("method.page.otherwise")
		}
		t.Rows = append(t.Rows, row(when, p.number(line.Points)))
	}
	p.add(t)
}

// steps tells the way of a value to the scale.
func (p *pager) steps(l *indicator.Leaf) []string {
	var out []string
	if d := l.Denominate; d.By != "" {
		out = append(out, p.t.T("method.step.denominate", "scale", p.number(d.Scale), "by", p.inputName(d.By)))
	}
	if l.Impute.By != impute.Leave {
		out = append(out, p.imputation(l.Impute))
	}
	if l.Transform != normalise.Straight {
		out = append(out, p.t.T("method.step.transform."+string(l.Transform)))
	}
	if l.Treat != nil {
		out = append(out, p.treatment(*l.Treat))
	}
	return append(out, p.normalisation(l.Normalise))
}

func (p *pager) inputName(id string) string {
	if c, ok := p.m.Questionnaire.Criterion(id); ok {
		return p.text(c.Name, id)
	}
	return id
}

func (p *pager) inputs() {
	var items []string
	for _, in := range p.m.Model.Inputs {
		kind := p.t.T("method.kind." + in.Kind.String())
		if in.Text {
			kind = p.t.T("method.kind.text")
		}
		items = append(items, p.inputName(in.ID)+" — "+kind)
	}
	if items != nil {
		p.open("inputs")
		p.list(items)
	}
}

// uncertainty says what is drawn.
func (p *pager) uncertainty() {
	plan := p.m.Uncertainty
	if !plan.Draws() {
		return
	}
	p.open("uncertainty")
	p.blocks = append(p.blocks, p.Doubt(plan, plan.Replications, false)...)
	if plan.Sobol {
		p.say(p.t.T("method.page.sobol"))
	}
}
