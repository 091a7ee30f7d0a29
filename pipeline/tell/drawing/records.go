package drawing

import (
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Answers: of each feature, how many records have it, have it not, and of how many it is
// not known: a figure a branch of the method, since its bars have a base of their own.
func (d *Drawings) Answers() []*document.Figure {
	var out []*document.Figure
	rows := d.Found.Replies().YesNo()
	for _, b := range d.Found.Branches() {
		var own []findings.Tally
		for _, r := range rows {
			if b.Holds(r.Criterion) {
				own = append(own, r)
			}
		}
		if len(own) > 0 {
			f := answersOf(d, own)
			f.ID += "-" + b.Node
			out = append(out, f)
		}
	}
	if len(out) == 1 {
		out[0].ID = "answers"
	}
	return out
}

func answersOf(d *Drawings, rows []findings.Tally) *document.Figure {
	f := &document.Figure{
		ID: "answers", Kind: document.Stacked, Source: d.Source(),
		Axis:    document.Axis{Label: d.T("report.axis.share"), Max: 100},
		Measure: d.Measure("report.answers.measure"),
		Series:  []string{d.T("report.answers.yes"), d.T("report.answers.no"), d.T("report.answers.unknown")},
	}
	var alt []string
	for _, r := range rows {
		part := func(n int) findings.Count { return findings.Count{Unit: findings.Answers, N: n, Of: r.Asked()} }
		f.Rows = append(f.Rows, document.FigureRow{
			ID: r.Criterion, Link: "#" + voice.CriterionAnchor(r.Criterion), Label: d.Node(r.Criterion),
			Values: []document.Value{slice(d, part(r.Yes), 4), slice(d, part(r.Given-r.Yes), 2), slice(d, part(r.Unknown), 0)},
			Note:   d.T("report.answers.note", "share", d.Words.Percent(r.Share(), 0), "yes", r.Yes, "of", r.Given),
		})
		alt = append(alt, d.T("report.answers.alt.row", "name", d.Node(r.Criterion), "yes", r.Yes, "of", r.Given, "unknown", r.Unknown))
	}
	last := rows[len(rows)-1]
	f.Message = d.T("report.answers.message", "name", d.Node(last.Criterion), "yes", last.Yes, "of", last.Given)
	f.Alt = told(f.Message, alt)
	return f
}

// Funnel: how many records there were, how many of them are left after each step, and
// how many fell out in it, as the table beside it has them.
func (d *Drawings) Funnel() *document.Figure {
	steps := d.Found.Inventory().Funnel()[0]
	total := steps[0].Left
	if total == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "funnel", Kind: document.Stacked, Source: d.Source(), Axis: document.Axis{Label: d.T("report.axis.share"), Max: 100},
		Measure: d.Measure("report.funnel.measure"), Series: []string{d.T("report.funnel.left"), d.T("report.funnel.out")},
	}
	var alt []string
	for _, s := range steps {
		part := func(n int) findings.Count { return findings.Count{Unit: s.Unit, N: n, Of: total} }
		f.Rows = append(f.Rows, document.FigureRow{
			ID: s.Why, Label: d.T("report.funnel.practice." + s.Why), Note: d.Words.Number(float64(s.Left), 0),
			Values: []document.Value{slice(d, part(s.Left), 4), slice(d, part(s.Out), 1)},
		})
		alt = append(alt, f.Rows[len(f.Rows)-1].Label+" — "+f.Rows[len(f.Rows)-1].Note)
	}
	f.Message = d.T("report.funnel.message", "of", total, "n", steps[len(steps)-1].Left)
	f.Alt = told(f.Message, alt)
	return f
}
