package drawing

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Practice: one practice by dimension, the strongest and the weakest in the message;
// nil where no dimension has a score.
func (d *Drawings) Practice(u *score.Unit) *document.Figure {
	f := &document.Figure{
		ID: "dimensions", Kind: document.Ranking, Axis: axis(d), Classes: d.Classes(), Source: d.Source(),
		Series: []string{d.Period(d.Now)}, Measure: measure(d, "page.practice.measure"),
	}
	var best, worst document.FigureRow
	for _, n := range d.Found.Dimensions() {
		s, _ := d.Found.Now.At(u, n.ID)
		row := document.FigureRow{ID: n.ID, Label: d.Text(n.Name), Values: []document.Value{d.Value(s.Value, s.Known)}}
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
	return f
}

// linked lets a row lead to the page of a partner.
func linked(r document.FigureRow, partner string) document.FigureRow {
	r.Link = "#" + voice.PartnerAnchor(partner)
	return r
}
