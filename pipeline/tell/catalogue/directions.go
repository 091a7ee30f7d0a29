// Package catalogue describes what a depository is kept for: the directions, and of each
// its best practices, so that who reads of one can decide to take it over. It believes
// that a practice is a story with numbers and an address, not a row of scores, and that
// what nobody has told is left out and not filled in.
package catalogue

import (
	"strconv"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/writing"
)

// InSummary reports whether the summary has the heat map of partners by direction: one of
// few rows. Of many partners it shows how their levels are spread.
func InSummary(f *document.Figure) bool { return f != nil && len(f.Rows) <= drawing.Printed }

// Directions writes how the directions compare, a row each, with the heat map of partners
// by direction where the summary does not have it. Nothing where the method has none.
func Directions(c *writing.Writer) {
	f := drawing.Directions(c.Draw)
	if f == nil {
		return
	}
	c.Say(c.T("report.directions.lead"))
	if _, none := c.Found.BestOf("", 0); none.Of > 0 { // they count in no partner's score, and the table does not add up
		c.Say(c.T("report.directions.none", "n", none.Of, "of", len(c.Found.Ranked(score.Practice))))
	}
	if InSummary(f) {
		c.SaySpans(document.Body, []document.Span{{Text: f.Message + ": "}, {Text: c.T("report.directions.drawn"), Link: "#" + f.ID}, {Text: "."}})
	}
	c.Add(directionTable(c))
	if !InSummary(f) {
		writing.ShowEnds(c, f, drawing.Printed)
	}
}

// directionTable says of each direction its mean, who is first in it, how many practices
// there are, where they are weakest, and how well the answers are borne out.
func directionTable(c *writing.Writer) *document.Table {
	right := func(key string, width float64) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: width}
	}
	t := &document.Table{
		ID: "table-directions", Title: c.T("report.directions.title"), Compact: true, Source: document.Plain(c.T("report.grades.key")),
		Columns: []document.Column{
			{Title: c.T("report.column.direction"), Width: 4}, right("report.column.mean", 2), {Title: c.T("report.column.best"), Width: 4},
			right("report.column.count.practices", 2), right("report.column.grade.named", 2), right("report.column.grade.found", 2), right("report.column.grade.confirmed", 2),
		},
	}
	for _, n := range c.Found.Directions() {
		mean, best := c.Found.Mean(n.ID), c.Found.Best(n.ID)
		if !mean.Known {
			continue
		}
		_, of := c.Found.BestOf(n.ID, 0)
		row := []document.Cell{writing.HeadCell(c.Text(n.Name)), c.ScoreCell(score.Score{Known: true, Value: mean.X}),
			writing.PlainCell(c.Name(best.Of) + " (" + c.Points(best.X) + ")"), writing.PlainCell(strconv.Itoa(of.Of))}
		t.Rows = append(t.Rows, document.Row{Cells: append(row, writing.GradeCells(c, overPartners(c, n.ID))...)})
	}
	return t
}

// overPartners is the mean of the shares of the compared partners at a node.
func overPartners(c *writing.Writer, node string) grade.Shares {
	var out grade.Shares
	n := 0
	for _, s := range c.Found.Comparison.Ranked() {
		own := c.Found.Borne(s.Unit, node)
		if own[grade.Claimed] == 0 {
			continue
		}
		n++
		for g := range own {
			out[g] += own[g]
		}
	}
	for g := range out {
		out[g] /= float64(max(n, 1))
	}
	return out
}
