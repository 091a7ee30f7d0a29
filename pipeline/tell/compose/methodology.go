package compose

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// A MethodologyChapter tells how scores come about, and from what they were read.
type MethodologyChapter struct{ *Writer }

// methodology prints the method file: tree and weights, rubric, roll-up, levels,
// uncertainty, and how recommendations are ranked.
func (c MethodologyChapter) methodology() {
	q := c.In.Questionnaire
	c.Chapter("method", c.T("report.method"))
	c.Say(c.T("report.method.lead", "name", c.Text(q.Name), "version", q.Version, "hash", writing.Short(q.Hash)))
	c.Verified()
	c.Section("method-tree", c.T("report.method.tree"))
	c.Say(c.T("report.method.tree.lead", "dimensions", len(c.Found.Dimensions()), "criteria", c.Found.Total(findings.Criteria).N))
	c.Add(c.TreeTable())
	c.Section("method-rollup", c.T("report.method.rollup"))
	c.Rollup()
	c.Section("method-levels", c.T("report.method.levels"))
	c.Levels()
	c.Section("method-doubt", c.T("report.method.doubt"))
	c.Doubt()
	c.Section("method-advice", c.T("report.method.advice"))
	c.Say(c.T("report.method.advice.text"))
}

// TreeTable prints the tree, parents before children, with each node's share of
// the overall score.
func (c MethodologyChapter) TreeTable() *document.Table {
	t := &document.Table{
		ID: "table-tree", Title: c.T("report.method.tree.title"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.node"), Width: 6}, {Title: c.T("report.column.weight"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.answer"), Width: 4},
		},
	}
	for _, w := range c.Found.Weights() {
		name, share := c.Text(w.Node.Name), c.Words.Percent(w.Share, 1)
		if w.Node.Leaf != nil {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{writing.HeadCell(name), writing.PlainCell(share), writing.PlainCell(c.answerKind(w.Node))}})
			continue
		}
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(name + " — " + share)}})
	}
	return t
}

// answerKind says how a criterion is answered.
func (c MethodologyChapter) answerKind(n *score.Node) string {
	if n.Leaf.Rule != nil {
		return c.T("report.kind.rule")
	}
	if n.Leaf.Kind != survey.Number {
		return c.T("report.kind." + n.Leaf.Kind.String())
	}
	unit := ""
	if k, ok := c.In.Questionnaire.Criterion(n.ID); ok {
		unit = c.Text(k.Unit)
	}
	text := c.T("report.kind.number", "unit", unit)
	if m := n.Leaf.Normalise; m.By == normalise.Goalposts {
		low, high := m.Low, m.High
		if n.Leaf.Lower {
			low, high = high, low
		}
		text += c.T("report.kind.goalposts", "low", c.Words.Shortest(low, 2), "high", c.Words.Shortest(high, 2))
	}
	return text
}

// Rollup says in words how practices become partners.
func (c MethodologyChapter) Rollup() {
	var items [][]document.Span
	for _, s := range c.In.Model.Rollup {
		key := "report.rollup." + string(s.By)
		if s.Within != "" {
			key += ".theme"
		}
		if !c.Words.Has(key) {
			key = "report.rollup." + string(s.By)
		}
		from := string(s.From)
		if s.From == score.Practice && c.Found.Records() {
			from = "record"
		}
		items = append(items, document.Plain(c.T(key, "n", s.N, "from", c.T("report.unit."+from+".many"),
			"over", c.T("report.unit."+from+".over"), "to", c.T("report.unit."+string(s.To)+".of"))))
	}
	switch len(items) {
	case 0:
	case 1:
		c.SaySpans(document.Body, items[0])
	default:
		c.Add(&document.List{Ordered: true, Items: items})
	}
	c.Say(c.T("report.method.coverage"))
}

// Levels adds the maturity levels with their thresholds.
func (c MethodologyChapter) Levels() {
	if len(c.In.Model.Levels) == 0 {
		c.Say(c.T("report.method.levels.none"))
		return
	}
	c.Say(c.T("report.method.levels.lead"))
	t := &document.Table{
		ID: "table-levels", Title: c.T("report.method.levels.title"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.level"), Width: 3}, {Title: c.T("report.column.from"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.needs"), Width: 6},
		},
	}
	for _, l := range c.In.Model.Levels {
		var needs []string
		for _, g := range l.Needs {
			needs = append(needs, c.T("report.method.gate", "node", c.Node(g.Node), "need", c.Words.Shortest(g.AtLeast, 1)))
		}
		if needs == nil {
			needs = []string{"—"}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(strconv.Itoa(l.Level) + ". " + c.Text(l.Name)), writing.PlainCell(c.Words.Shortest(l.From, 1)), writing.PlainCell(strings.Join(needs, "; ")),
		}})
	}
	c.Add(t)
}

// Doubt says what was varied and how an interval is to be read.
func (c MethodologyChapter) Doubt() {
	u := c.In.Uncertainty
	if !u.Draws() || c.Found.Comparison.Draws == 0 {
		c.Say(c.T("report.method.doubt.none"))
		return
	}
	c.Say(c.T("report.method.doubt.lead", "draws", c.Found.Comparison.Draws, "seed", strconv.FormatUint(u.Seed, 10)))
	var items [][]document.Span
	item := func(when bool, key string, args ...any) {
		if when {
			items = append(items, document.Plain(c.T(key, args...)))
		}
	}
	item(u.Noise > 0, "report.doubt.weights", "share", c.Words.Percent(u.Noise, 0))
	item(len(u.Aggregate) > 1, "report.doubt.aggregate", "list", c.choices("report.aggregate.", aggregates(u)))
	item(len(u.Normalise) > 1, "report.doubt.normalise", "n", len(u.Normalise))
	item(len(u.Impute) > 1, "report.doubt.impute", "list", c.choices("report.impute.", imputes(u)))
	item(len(u.Treat) > 1, "report.doubt.treat", "n", len(u.Treat))
	item(u.LevelError > 0, "report.doubt.answers", "share", c.Words.Percent(u.LevelError, 0))
	c.Add(&document.List{Items: items})
	c.Say(c.T("report.method.doubt.reading"))
}

func aggregates(p uncertainty.Plan) []string {
	var out []string
	for _, a := range p.Aggregate {
		out = append(out, string(a.By))
	}
	return out
}

func imputes(p uncertainty.Plan) []string {
	var out []string
	for _, i := range p.Impute {
		out = append(out, string(i.By))
	}
	return out
}

// choices lists alternatives in words; one that has no words is left as it is.
func (c MethodologyChapter) choices(prefix string, ids []string) string {
	var out []string
	for _, id := range ids {
		if c.Words.Has(prefix + id) {
			out = append(out, c.T(prefix+id))
		} else {
			out = append(out, id)
		}
	}
	return c.Words.Join(out)
}

// Verified says how many of those invited have answered, how much of what partners claim reviewers have looked at, and on
// which criteria they do not agree well enough; or that nobody has looked.
func (c MethodologyChapter) Verified() {
	if c.In.Invited > 0 {
		c.Say(c.T("report.method.response", "answered", c.In.Answered, "invited", c.In.Invited,
			"share", c.Words.Percent(float64(c.In.Answered)/float64(c.In.Invited), 0)))
	}
	v := c.In.Verified
	if v.Verified == 0 {
		c.Say(c.T("report.method.self", "sources", c.SourceList()))
		return
	}
	c.Say(c.T("report.method.verified", "verified", v.Verified, "claims", v.Claims, "share", c.Words.Percent(v.Share(), 0),
		"lowered", v.Lowered, "raised", v.Raised))
	var names []string
	for _, a := range v.Doubtful() {
		names = append(names, c.Node(a.Criterion)+" ("+c.Words.Number(a.Alpha, 2)+")")
	}
	if names != nil {
		c.Say(c.T("report.method.unreliable", "least", c.Words.Number(review.Reliable, 3), "list", c.Words.Join(names)))
	}
}
