package compose

import (
	"strconv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/writing"
)

// topPlaces is how many hromadas the report names; scores.csv has all.
const topPlaces = 10

// A placesPart compares the hromadas that partners report on.
type placesPart struct{ *Writer }

// places compares hromadas: how their levels are mixed within each oblast, and
// which have the highest scores. Nothing where partners report on practices.
func (c placesPart) places() {
	f := c.Draw.Places()
	if f == nil {
		return
	}
	c.Section("places", c.T("report.places"))
	c.Say(c.T("report.places.lead"))
	writing.ShowEnds(c.Writer, f, drawing.Printed)
	c.Add(c.placeTable())
}

// placeTable names the hromadas with the highest scores, and says on how many
// records each score rests.
func (c placesPart) placeTable() *document.Table {
	t := &document.Table{
		ID: "table-places", Title: c.T("report.places.title"), Compact: true, Source: document.Plain(c.T("report.places.source")),
		Columns: []document.Column{
			{Title: c.T("report.column.hromada"), Width: 3}, {Title: c.T("report.column.partner"), Width: 4},
			{Title: c.T("report.column.rank"), Align: document.Right, Width: 1}, {Title: c.T("report.column.score"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.records"), Align: document.Right, Width: 1}, {Title: c.T("report.column.coverage"), Align: document.Right, Width: 2},
		},
	}
	all := c.Found.Ranked(score.Place)
	for _, p := range all[:min(topPlaces, len(all))] {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(c.Place(p.Unit.Place, p.Name)), writing.PlainCell(c.Name(p.Partner)), writing.PlainCell(strconv.Itoa(p.Rank)),
			c.ScoreCell(*p.Score), writing.PlainCell(strconv.Itoa(p.Unit.Rests[""])), writing.PlainCell(c.Words.Percent(p.Coverage, 0)),
		}})
	}
	return t
}
