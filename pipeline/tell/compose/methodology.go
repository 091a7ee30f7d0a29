package compose

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
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
	if n := len(c.In.Sources); n > 0 {
		c.Say(c.T("report.method.rests", "n", n))
	}
	c.Section("method-tree", c.T("report.method.tree"))
	c.Say(c.T("report.method.tree.lead", "dimensions", len(c.Found.Dimensions()), "criteria", c.Found.Total(findings.Criteria).N))
	c.Say(c.weights())
	c.Section("method-rollup", c.T("report.method.rollup"))
	c.Rollup()
	c.Section("method-levels", c.T("report.method.levels"))
	c.Levels()
	c.Section("method-doubt", c.T("report.method.doubt"))
	c.Doubt()
	c.Section("method-advice", c.T("report.method.advice"))
	c.Say(c.T("report.method.advice.text"))
}

// weights names the dimensions with their shares of the overall score; the annex has
// every criterion.
func (c MethodologyChapter) weights() string {
	dimensions := map[string]bool{}
	for _, d := range c.Found.Dimensions() {
		dimensions[d.ID] = true
	}
	var list []string
	for _, w := range c.Found.Weights() {
		if dimensions[w.Node.ID] {
			list = append(list, c.T("report.method.weight", "name", c.Text(w.Node.Name), "share", c.Words.Percent(w.Share, 1)))
		}
	}
	return c.T("report.method.weights", "list", strings.Join(list, ", "))
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
		c.Say(c.T("report.method.self", "sources", voice.SourceList(c.Voice)))
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
