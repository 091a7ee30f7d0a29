package compose

import (
	"depository.example/depository/pipeline/measure/review"
)

// Verified says how much of what partners claim reviewers have looked at, and on
// which criteria they do not agree well enough; or that nobody has looked.
func (c MethodologyChapter) Verified() {
	v := c.In.Verified
	if v.Verified == 0 {
		c.Say(c.T("report.method.self"))
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
