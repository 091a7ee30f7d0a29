package compose

import (
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/tell/annexes"
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
	c.unrelated()
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
	key := "report.method.weights.levels"
	if !annexes.HasRubrics(c.Writer) {
		key = "report.method.weights"
	}
	return c.T(key, "list", strings.Join(list, ", "))
}

// unrelated says of branches whose criteria hardly go together how much they weigh, and
// how their score is then to be read.
func (c MethodologyChapter) unrelated() {
	shares := map[string]float64{}
	for _, w := range c.Found.Weights() {
		shares[w.Node.ID] = w.Share
	}
	for _, b := range findings.Unrelated(c.In.Diagnosis) {
		if share, ok := shares[b.ID]; ok {
			c.Say(c.T("report.method.unrelated", "node", c.Node(b.ID), "share", c.Words.Percent(share, 1), "alpha", c.Words.Number(b.Alpha, 2)))
		}
	}
}

// Rollup says in words how practices become partners.
func (c MethodologyChapter) Rollup() {
	c.Add(writing.Method(c.Writer).Rollup()...)
	c.Say(c.T("report.method.coverage"))
}

// Levels adds the maturity levels with their thresholds.
func (c MethodologyChapter) Levels() { c.Add(writing.Method(c.Writer).Levels()...) }

// Doubt says what was varied and how an interval is to be read.
func (c MethodologyChapter) Doubt() {
	draws := c.Found.Comparison.Draws
	if !c.In.Uncertainty.Draws() || draws == 0 {
		c.Say(c.T("report.method.doubt.none"))
		return
	}
	c.Add(writing.Method(c.Writer).Doubt(c.In.Uncertainty, draws, true)...)
	c.Say(c.T("report.method.doubt.reading"))
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
