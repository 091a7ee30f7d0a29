package account

import (
	"fmt"
	"io"
	"math"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/wording"
)

// Reviews prints what the reviewers of a period found: how much of what partners
// claim they have looked at, how far they agree criterion by criterion, and what is
// wrong with their workbooks. Errors are those of w.
func Reviews(w io.Writer, t *wording.Catalogue, s review.Summary, problems cell.Problems) error {
	p := &way{w: w, t: t}
	p.line("", "review.share", "verified", s.Verified, "claims", s.Claims, "share", t.Percent(s.Share(), 0),
		"confirmed", s.Confirmed, "lowered", s.Lowered, "raised", s.Raised)
	if len(s.Agreement) > 0 {
		p.print("\n" + t.T("review.agreement") + "\n")
	}
	for _, a := range s.Agreement {
		line := a.Criterion + "  " + alpha(a, t) + "  " + t.T("review.answers", "n", a.Answers)
		if a.Alpha < review.Reliable {
			line += "  " + t.T("review.agreement.low", "least", t.Number(review.Reliable, 3))
		}
		p.print(line)
	}
	for i, problem := range problems {
		if i == 0 {
			p.print("")
		}
		expected, remedy := Explain(problem, t)
		p.print(fmt.Sprintf("%s: %s. %s %s", problem.At, Title(problem, t), expected, remedy))
	}
	return p.err
}

// alpha prints how far reviewers agree on a criterion.
func alpha(a review.Agreement, t *wording.Catalogue) string {
	if math.IsNaN(a.Alpha) {
		return t.T("review.agreement.alike")
	}
	return t.Number(a.Alpha, 3)
}
