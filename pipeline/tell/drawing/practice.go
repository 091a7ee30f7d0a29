package drawing

import (
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Practice: one practice by dimension with its intervals, the strongest and the weakest in
// the message; nil where no dimension has a score.
func (d *Drawings) Practice(u *score.Unit) *document.Figure {
	d.once.Do(func() {
		d.same = document.Figure{
			ID: "dimensions", Kind: document.Ranking, Axis: axis(d), Classes: d.Classes(), Source: d.Source(),
			Series: []string{d.Period(d.Now)}, Measure: d.Measure("page.practice.measure"),
		}
		if draws := findings.PracticeDraws(d.Found); draws > 0 {
			d.same.Measure = d.Measure("page.practice.measure.interval", "draws", draws)
		}
		for _, n := range d.Found.Dimensions() {
			d.same.Rows = append(d.same.Rows, document.FigureRow{ID: n.ID, Label: d.Text(n.Name)})
		}
	})
	f, all := d.same, d.same.Rows
	f.Rows = make([]document.FigureRow, 0, len(all))
	var best, worst document.FigureRow
	for _, row := range all {
		s, _ := d.Found.Now.At(u, row.ID)
		v := d.Value(s.Value, s.Known)
		within(d, &v, findings.Interval(d.Found, u, row.ID))
		row.Values = []document.Value{v}
		f.Rows = append(f.Rows, row)
		if s.Known && (best.ID == "" || s.Value > best.Values[0].X) {
			best = row
		}
		if s.Known && (worst.ID == "" || s.Value < worst.Values[0].X) {
			worst = row
		}
	}
	switch {
	case best.ID == "":
		return nil
	case best.ID == worst.ID:
		f.Message = d.T("page.practice.even", "score", best.Values[0].Text)
	default:
		f.Message = d.T("page.practice.message", "best", best.Label, "high", best.Values[0].Text, "worst", worst.Label, "low", worst.Values[0].Text)
	}
	return &f
}

// linked lets a row lead to the page of a partner.
func linked(r document.FigureRow, partner string) document.FigureRow {
	r.Link = "#" + voice.PartnerAnchor(partner)
	return r
}
